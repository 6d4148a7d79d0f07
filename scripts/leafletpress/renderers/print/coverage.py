"""Coverage: every character has a letter in the fonts of its language, known before anything is laid out.

Without this a missing letter would be printed as an empty box, and found by a patient.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont
from lxml import etree

from leafletpress.errors import Problem, RenditionError
from leafletpress.renderers.print.typefaces import Typeface, font_digest, font_files

NOT_DRAWN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"General categories of characters that leave no ink: controls, joiners, marks of direction, spaces."


def check_coverage(document: etree._Element, stacks: Mapping[str, tuple[Typeface, ...]], where: str) -> None:
    """Raise RenditionError for the characters that the typefaces of their language lack."""
    problems: dict[str, Problem] = {}
    for tag, text in texts(document):
        known = _characters(stacks[tag])
        for place, character in enumerate(text):
            if ord(character) in known or unicodedata.category(character) in NOT_DRAWN or character in problems:
                continue
            families = ", ".join(face.family for face in stacks[tag])
            problems[character] = Problem(
                where=where,
                found=f"{character} (U+{ord(character):04X} {unicodedata.name(character, 'without a name')}) cannot be "
                f"printed in text marked as {tag}",
                expected=f"characters of {families}",
                remedy="use another character, or mark the words with the language that they are in",
                excerpt=text[max(0, place - 40) : place + 40],
            )
    if problems:
        raise RenditionError(problems.values())


def texts(element: etree._Element, tag: str = "") -> Iterator[tuple[str, str]]:
    """Each piece of printed text with the language it is in."""
    if element.tag == "head":
        return
    tag = element.get("lang", tag)
    if element.text:
        yield tag, str(element.text)
    for child in element:
        yield from texts(child, tag)
        if child.tail:
            yield tag, str(child.tail)


def _characters(faces: tuple[Typeface, ...]) -> frozenset[int]:
    return _cmaps(tuple((file, font_digest(file)) for face in faces for file in font_files(face)[:1]))


@cache
def _cmaps(files: tuple[tuple[Path, str], ...]) -> frozenset[int]:
    """Characters of these files; their digests are part of the question, so that a changed font is read again."""
    characters: set[int] = set()
    for file, _digest in files:
        with TTFont(file, lazy=True, fontNumber=0) as font:  # a collection's faces share their characters
            characters.update(font.getBestCmap())
    return frozenset(characters)
