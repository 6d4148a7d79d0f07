"""Letters: what is drawn, taken apart so that every code on the page stands for one character.

A font draws some characters together and some in pieces: one glyph for two letters of Arabic, three for one letter of
Urdu, vowel signs of Bengali before the consonant they follow. A reader's program that finds a glyph can only ask which
text that glyph stands for. So each smallest group of glyphs that belongs to a group of characters (a cluster, as Pango
and HarfBuzz call it) is split here into letters, left to right: the first carries the ink, the others are blank.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

Parts = tuple[tuple[int, int, int], ...]
"Glyphs with their offsets to the right and upwards, in units of the font."

UNSEEN = frozenset("\u00ad\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069")
"Soft hyphen, word joiner and marks of direction, which have done their work when the line is laid out."

JOINERS = frozenset("\u200c\u200d")
"Zero-width joiner and non-joiner: no ink, but part of how words of Persian, Urdu and Bengali are spelt."

MARK = "\u200f"
"Right-to-left mark."

NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class Letter:
    """One character as it is drawn."""

    character: str
    parts: Parts
    "What it draws; nothing for the further characters of a cluster."
    advance: int
    "Room that it takes, in units of the font."
    rtl: bool
    "Whether it stands in a run of right-to-left text, as a full stop in Arabic does."
    whole: bool = False
    "Whether it is all of its cluster, and so has the room of the glyph that draws it."

    @property
    def strong(self) -> bool:
        """Whether it is a right-to-left letter or a mark on one."""
        return unicodedata.bidirectional(self.character) in {"R", "AL", "NSM"}


@lru_cache(maxsize=20_000)
def letters_of(text: str, parts: Parts, advance: int, *, rtl: bool, rtl_page: bool) -> tuple[Letter, ...]:
    """The letters of a cluster from left to right."""
    characters = [one for one in text if one not in UNSEEN]
    if not parts:
        # Without ink: a space that ends the line, or a joiner, which has no room of its own.
        characters = [one for one in characters if one in JOINERS or one.isspace()]
    # A reader that turns the line round must not turn the groups of a telephone number round with it. Anywhere else
    # the space that kept a line whole is a space like others, or whoever searches for "5 mg" would not find it.
    space = NO_BREAK_SPACE if rtl_page and not rtl else " "
    characters = [space if one in {" ", NO_BREAK_SPACE} else one for one in characters]
    groups: list[list[str]] = []
    for character in characters:
        if groups and (unicodedata.category(character) in {"Mn", "Me"} or character in JOINERS):
            groups[-1].append(character)
        else:
            groups.append([character])
    letters: list[Letter] = []
    for place in range(len(groups)):
        base, *marks = groups[-1 - place if rtl else place]
        # The last takes what the division leaves over.
        width = advance // len(groups) if place < len(groups) - 1 else advance - place * (advance // len(groups))
        letter = Letter(base, parts if place == 0 else (), width, rtl, whole=len(characters) == 1)
        blanks = [Letter(mark, (), 0, rtl) for mark in marks]
        letters += [*reversed(blanks), letter] if rtl else [letter, *blanks]
    return tuple(letters)


def marks_after(row: Sequence[Letter]) -> list[bool]:
    """Before the first letter of a line and after each: whether a blank right-to-left mark belongs there.

    Programs that turn the line round guess at the edges of numbers, Latin words and punctuation, and pull the space or
    the full stop to the wrong side; the mark tells them where the right-to-left text goes on.
    """
    if not row:
        return [False]
    first = row[0]
    # Not before a Latin word, whose first letter poppler would then set apart.
    places = [first.character != " " and not first.strong and unicodedata.bidirectional(first.character) != "L"]
    for letter, after in zip(row, [*row[1:], None], strict=True):
        if letter.strong or (after is not None and after.strong):
            places.append(False)
        elif after is None:
            places.append(letter.rtl or letter.character in " " + NO_BREAK_SPACE)
        else:
            places.append(letter.rtl or after.rtl)
    return places
