"""From blocks of lines to pages with a running header."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leafletpress.braille.translation import BLANK

TOGETHER = 2
"Lines of a block that stay together at the foot and at the head of a page, and lines that stay with their heading."


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together."""

    lines: tuple[str, ...]
    before: int = 0
    "Blank lines above, but not at the head of a page."
    after: int = 0
    heading: bool = False
    "Never the last on a page."
    whole: bool = False
    "Kept on one page where it fits on one."
    ends_page: bool = False


BEFORE_NUMBER = 3
"Blank cells between the running title and the page's number."

Page = tuple[str, ...]
"Lines from the header down; none ends in blank cells."


def paginate(blocks: Sequence[Block], height: int, header: Callable[[int], str]) -> tuple[Page, ...]:
    """Pages of at most `height` lines, the first of which is the header."""
    room = height - 1
    pages: list[list[str]] = [[]]
    for index, block in enumerate(blocks):
        page = pages[-1]
        lines = list(block.lines)
        blank = 0 if not page else max(0, block.before - _trailing(page))
        if page and len(page) + blank + _needed(blocks, index, room) > room:
            pages.append([])
            page, blank = pages[-1], 0
        page += [""] * blank
        while len(page) + len(lines) > room:
            taken = _taken(len(lines), room - len(page))
            page += lines[:taken]
            lines = lines[taken:]
            pages.append([])
            page = pages[-1]
        page += lines
        if block.ends_page:
            pages.append([])
        else:
            page += [""] * min(block.after, room - len(page))
    filled = [page for page in (_stripped(page) for page in pages) if page]
    return tuple((header(number), *page) for number, page in enumerate(filled, 1))


def _needed(blocks: Sequence[Block], index: int, room: int) -> int:
    """Lines that must fit on the page for the block to begin there."""
    block = blocks[index]
    count = len(block.lines)
    if block.heading:
        following = blocks[index + 1 :]
        own = count + block.after
        if not following:
            return count
        gap = max(0, following[0].before - block.after)
        return min(room, own + gap + _needed(blocks, index + 1, room))
    if block.whole and count <= room:
        return count
    return min(room, _first_part(count))


def _first_part(count: int) -> int:
    """Lines of a block that must stand at the foot of a page; a block of three cannot be divided into two and two."""
    return count if count < 2 * TOGETHER else TOGETHER


def _taken(count: int, room: int) -> int:
    """Lines to leave on this page, so that at least two follow on the next."""
    return min(room, count - TOGETHER) if count - room < TOGETHER <= room else room


def _trailing(page: list[str]) -> int:
    return next((number for number, line in enumerate(reversed(page)) if line), len(page))


def _stripped(page: list[str]) -> list[str]:
    lines = [line.rstrip(BLANK) for line in page]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def running_header(title: str, numbers: Callable[[int], str], width: int) -> Callable[[int], str]:
    """The header of a page: the title in the middle, from the second page on, and at the right margin the number."""

    def header(page: int) -> str:
        number = numbers(page)
        room = width - len(number) - BEFORE_NUMBER
        shown = _fitting(title, room) if page > 1 else ""
        line = BLANK * min((width - len(shown)) // 2, room - len(shown)) + shown if shown else ""
        return line + BLANK * (width - len(line) - len(number)) + number

    return header


def _fitting(title: str, room: int) -> str:
    """As many words as there is room for."""
    words = title.split(BLANK)
    while len(BLANK.join(words)) > room:
        words = words[:-1]
    return BLANK.join(words)
