"""What no voice can read: words in another script, and words without an end."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from leafletpress.locales import Locale

LONGEST_WORD = 100
"Letters; eSpeak NG silently leaves out what is beyond about 130."
LONGEST_UNSPACED = 150
"The same between two marks in Chinese, where it leaves out what is beyond about 190."
LONGEST_NUMBER = 20
"Digits in a row; it leaves out what is beyond 30."

SCRIPT_NAMES = {
    "Arab": "ARABIC", "Beng": "BENGALI", "Cyrl": "CYRILLIC", "Deva": "DEVANAGARI", "Ethi": "ETHIOPIC",
    "Grek": "GREEK", "Gujr": "GUJARATI", "Guru": "GURMUKHI", "Hans": "CJK", "Hant": "CJK", "Hebr": "HEBREW",
    "Jpan": "CJK", "Kore": "HANGUL", "Mlym": "MALAYALAM", "Sinh": "SINHALA", "Taml": "TAMIL", "Telu": "TELUGU",
    "Thai": "THAI", "Laoo": "LAO", "Khmr": "KHMER", "Mymr": "MYANMAR", "Armn": "ARMENIAN", "Geor": "GEORGIAN",
}  # fmt: skip
"ISO 15924 to how Unicode begins the names of a script's letters; every voice reads Latin ones."

_NUMBER = re.compile(rf"\d{{{LONGEST_NUMBER + 1},}}")
_WORD = re.compile(r"[^\W\d_]+")


def refuse_unreadable(text: str, locale: Locale) -> None:
    """Raise ValueError for a word or number that the language's voice would cut off or spell out wrongly."""
    if match := _NUMBER.search(text):
        raise ValueError(f"a number of {len(match[0])} digits would not be spoken whole")
    for match in _WORD.finditer(text):
        word = match[0]
        script = _script(word[0])
        if len(word) > (LONGEST_UNSPACED if script == "CJK" else LONGEST_WORD):
            raise ValueError(f"a word of {len(word)} letters would not be spoken whole")
        # One letter has a name in most languages, such as a Greek one in a formula.
        if len(word) > 1 and script in _OTHERS and script != SCRIPT_NAMES.get(locale.script):
            raise ValueError(
                f"{word!r} is in another script than {locale.english_name} and would not be read "
                "unless its language is marked"
            )


_OTHERS = frozenset(SCRIPT_NAMES.values())


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").partition(" ")[0]
