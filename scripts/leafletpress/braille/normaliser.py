"""Print made fit for a braille table, character by character, so that emphasis stays on the letters that have it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff") | {
    chr(code) for code in range(0x202A, 0x202F)
}
"""Marks that only steer layout: soft hyphen, joiners, controls of direction. Braille runs from left to right in every
language."""

NO_BREAK_SPACES = frozenset("\u00a0\u202f\u2007")
NO_BREAK = "\u00a0"

TELEPHONE = re.compile(r"(?<![\w+])(?:\+\d|0\d)(?:[ \u00a0-]?\d){8,12}(?!\w)")
"A telephone number that nobody has marked as one."


COMPOSED = {
    unicodedata.normalize("NFD", letter): letter
    for block in (range(0x0958, 0x0960), range(0x09DC, 0x09E0), range(0x0A33, 0x0A5F))
    for letter in map(chr, block)
    if unicodedata.normalize("NFD", letter) != letter
}
"Letters with a dot below that NFC takes apart, and tables know whole: য় of Bengali, ਸ਼ of Punjabi."
DOTTED = re.compile("|".join(COMPOSED))


WHITE_SPACE = re.compile(r"\s")


def normalise(text: str) -> str:
    """NFC, because NFKC would make 109 of 10⁹; digits of every script as ASCII, because some tables lose theirs."""
    if text.isascii():
        return WHITE_SPACE.sub(" ", text)
    whole = DOTTED.sub(lambda match: COMPOSED[match[0]], unicodedata.normalize("NFC", text))
    return "".join(map(_simple, whole))


@cache
def _simple(character: str) -> str:
    if character in DROPPED:
        return ""
    if character in NO_BREAK_SPACES:
        return NO_BREAK
    if character.isspace():
        return " "
    # isdecimal, never isdigit: that one is true of ⁹ too
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def part_numbers(text: str, joined: tuple[tuple[int, int], ...], *, joining: str, parting: str) -> str:
    """The text with one kind of space within a number, and the other wherever a space parts two numbers.

    UEB's numeric space (Rules of UEB 6.6) is for a space within one number; `In 2026 300 people` must not read as one
    number of seven digits. Which of the two spaces liblouis writes as the numeric one has changed between its versions
    (`joining`, `parting`). `joined` are the places known to be one number; telephone numbers are found here.
    """
    spans = [*joined, *(match.span() for match in TELEPHONE.finditer(text))]

    def part(match: re.Match[str]) -> str:
        within = any(start <= match.start() and match.end() <= end for start, end in spans)
        # What the author has tied together with a no-break space, such as 10 000, is one number
        return joining if within or match[0] == NO_BREAK else parting

    return re.sub(r"(?<=\d)[ \u00a0](?=\d)", part, text)
