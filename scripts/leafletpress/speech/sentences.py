"""Where a sentence ends: sentencex, and the abbreviations that it does not know."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

NO_BREAK = {
    "cy": ("e.e", "h.y", "tud", "Dr", "rhif"),
    "en": ("approx", "ext", "no", "vs"),
    "pl": ("dr", "godz", "lek", "maks", "min", "m.in", "np", "nr", "ok", "prof", "tel", "tj", "tzn", "ul"),
}
"Language to abbreviations after whose full stop a sentence goes on. `no` and `min` count only before a number."

BEFORE_NUMBERS = frozenset(("no", "min", "maks"))


LONGEST = 800
"Characters; what is longer is read in parts, so that no engine takes minutes for a text without full stops."


def sentence_spans(text: str, lang: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of one paragraph, without the white space around it."""
    import sentencex

    language = lang.split("-")[0]
    spans: list[tuple[int, int]] = []
    at = 0
    for part in sentencex.segment(language, text):
        start = text.index(part, at)
        at = start + len(part)
        before = text[spans[-1][0] : spans[-1][1]] if spans else ""
        if spans and not (_has_words(before) and _has_words(part) and _ends(before, part, language)):
            spans[-1] = (spans[-1][0], at)
        else:
            spans.append((start, at))
    parts = (part for start, end in spans for part in _parts(text, start, end))
    return [_stripped(text, start, end) for start, end in parts if _has_words(text[start:end])]


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence whole, or cut after a mark, else between words; a word is never cut."""
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        marks = [match.end() for match in _MARK.finditer(window)]
        blanks = [match.end() for match in _BLANK.finditer(window)]
        if not (marks or blanks):
            break
        cut = start + (marks or blanks)[-1]
        yield start, cut
        start = cut
    yield start, end


_MARK = re.compile(r"[,;:،؛、，；：]\s*(?!\d)")
_BLANK = re.compile(r"\s+")


def _ends(before: str, after: str, language: str) -> bool:
    """Whether a sentence can end between two parts."""
    word = before.rstrip().rpartition(" ")[2].lstrip("([„\"'")
    if not word.endswith("."):
        return True
    abbreviations = {f"{short}.".casefold(): short for short in NO_BREAK.get(language, ())}
    abbreviation = abbreviations.get(word.casefold())
    if abbreviation is None:
        return True
    return abbreviation in BEFORE_NUMBERS and not after.lstrip()[:1].isdecimal()


def _has_words(text: str) -> bool:
    """Whether there is anything to say: a letter, a number or a symbol, not only punctuation."""
    return any(unicodedata.category(char)[0] in "LNS" for char in text)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())
