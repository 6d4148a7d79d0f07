"""Words that a voice may misread, for somebody who speaks the language to listen to and put in the lexicon."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from leafletpress.locales import locale_from_tag
from leafletpress.narration import Narration
from leafletpress.speech.addresses import ADDRESS, POSTCODE
from leafletpress.speech.lexicon import Hidden, Lexicon
from leafletpress.speech.shorthand import SHORTHAND

Reason = Literal["capitals", "letters and digits", "other alphabet", "long word"]

LONG_WORD = 13
"Letters; names of drugs and operations are mostly this long, and what everybody says is mostly not."

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class DoubtfulWord:
    """A word that is worth listening to."""

    word: str
    lang: str
    reason: Reason
    count: int
    excerpt: str
    "The first sentence that it stands in."


def doubtful_words(narration: Narration, lexicons: Mapping[str, Lexicon]) -> tuple[DoubtfulWord, ...]:
    """Words of which no rule and no entry says how they are spoken, each once; the most frequent first.

    Addresses and postcodes have rules of their own.
    """
    found: dict[tuple[str, str], DoubtfulWord] = {}
    for utterance in narration.utterances:
        language = utterance.lang.split("-")[0]
        lexicon = lexicons.get(utterance.lang, Lexicon()).over(SHORTHAND.get(language, {}))
        latin = locale_from_tag(utterance.lang).script == "Latn"
        text = POSTCODE.sub(" ", ADDRESS.sub(" ", lexicon.hide(utterance.shown, Hidden())))
        for word in _WORD.findall(text):
            reason = _reason(word, latin)
            if not reason:
                continue
            if reason == "long word":
                word = word.casefold()  # The first of a sentence is no other word.
            key = (utterance.lang, word)
            before = found.get(key)
            count, excerpt = (before.count + 1, before.excerpt) if before else (1, utterance.shown)
            found[key] = DoubtfulWord(word, utterance.lang, reason, count, excerpt)
    return tuple(sorted(found.values(), key=lambda entry: (entry.lang, -entry.count, entry.word)))


def _reason(word: str, latin: bool) -> Reason | None:
    if not word.isdecimal() and any(char.isdecimal() for char in word):
        return "letters and digits"
    if word.isupper() and len(word) > 1 and word.upper() != word.lower():
        return "capitals"
    if not latin and re.match("[A-Za-z]{2}", word):
        return "other alphabet"
    return "long word" if len(word) >= LONG_WORD else None
