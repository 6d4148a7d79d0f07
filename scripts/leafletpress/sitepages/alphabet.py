"""The order of titles in a list from A to Z, and the letter that each is found under.

CLDR's collation is not at hand in Python, so the alphabets that differ from the order of code points stand here.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from leafletpress.locales import Locale

ALPHABETS = {
    "cy": "a b c ch d dd e f ff g ng h i j k l ll m n o p ph q r rh s t th u v w x y z",
    "fa": "آ ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی",
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "prs": "آ ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی",
    "ro": "a ă â b c d e f g h i î j k l m n o p q r s ș t ț u v w x y z",
    "uk": "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я",
    "ur": "آ ا ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ہ ء ی ے",
}
"By language, the letters in order; letters of two signs are one letter."

OTHER = ""
"Stands for titles that begin with no letter of the language, such as a number."

UNGROUPED = frozenset({"Hans", "Hant", "Jpan"})
"Scripts whose signs are too many to be headings."

ARABIC_ARTICLE = "ال"


def index_letter(title: str, locale: Locale) -> str:
    """The letter under which readers look for a title; `OTHER` where there is none."""
    if locale.script in UNGROUPED:
        return OTHER
    first = next(iter(_letters(title, locale)), "")
    return first[:1].upper() + first[1:] if first else OTHER


def sort_key(title: str, locale: Locale) -> tuple[list[tuple[int, str]], str]:
    """Titles in the order of the language's alphabet; what is not of it comes after."""
    ranks = _ranks(locale.language)
    letters = _letters(title, locale, all_words=True)
    return [(ranks.get(letter, len(ranks)), letter) for letter in letters], title


def _letters(title: str, locale: Locale, *, all_words: bool = False) -> list[str]:
    text = unicodedata.normalize("NFC", title).lower()
    if locale.language == "ar" and text.startswith(ARABIC_ARTICLE):
        text = text.removeprefix(ARABIC_ARTICLE)
    ranks = _ranks(locale.language)
    letters, position = [], 0
    while position < len(text):
        size = 2 if text[position : position + 2] in ranks else 1
        sign = text[position : position + size]
        position += size
        if sign in ranks or sign[0].isalnum():
            letters.append(sign if sign in ranks else _plain(sign))
            if not all_words:
                return letters if letters[0][0].isalpha() else []
    return letters


def _plain(sign: str) -> str:
    """Without its accent: words borrowed from elsewhere stand among the language's own letters."""
    return unicodedata.normalize("NFD", sign)[0]


@cache
def _ranks(language: str) -> dict[str, int]:
    return {letter: number for number, letter in enumerate(ALPHABETS.get(language, "").split())}
