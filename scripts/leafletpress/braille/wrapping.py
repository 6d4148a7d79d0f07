"""Cutting braille into lines: between words only, and long addresses after a mark within them."""

from __future__ import annotations

from leafletpress.braille.normaliser import NO_BREAK
from leafletpress.braille.translation import BLANK, Line

CONTINUATION = "⠐"
"Dot 5 at the end of a line: what follows belongs to the same word (Rules of UEB 6.10 for numbers, 11.10 for notation)."

DIVIDING = frozenset("./-@_?=&")
"Marks of an address after which it may be divided."


def wrap(line: Line, width: int, first: int = 0, runover: int = 0) -> list[str]:
    """Lines of at most `width` cells; the first begins after `first` blank cells, the others after `runover`."""
    lines: list[str] = []
    current, empty = BLANK * first, True
    for start, end in _words(line):
        word = line.cells[start:end]
        if not empty and len(current) + 1 + len(word) > width:
            lines.append(current)
            current, empty = BLANK * runover, True
        while empty and len(current) + len(word) > width:
            cut = _division(line, start, end, width - len(current) - len(CONTINUATION))
            lines.append(current + line.cells[start:cut] + CONTINUATION)
            current, start = BLANK * runover, cut
            word = line.cells[start:end]
        current += word if empty else BLANK + word
        empty = False
    return lines if empty else [*lines, current]


def centre(line: Line, width: int, margin: int = 3) -> list[str]:
    """Lines in the middle, with at least `margin` blank cells on each side."""
    return [centred(cells, width) for cells in wrap(line, width - 2 * margin)]


def centred(cells: str, width: int) -> str:
    """One line in the middle; where the halves are unequal, the greater is on the right."""
    return BLANK * ((width - len(cells)) // 2) + cells


def _words(line: Line) -> list[tuple[int, int]]:
    """Where each word begins and ends; what a no-break space ties together is one word."""
    words, start = [], 0
    for place, cell in enumerate(line.cells):
        if cell == BLANK and line.print[line.origins[place]] != NO_BREAK:
            words.append((start, place))
            start = place + 1
    words.append((start, len(line.cells)))
    return [(start, end) for start, end in words if start < end]


def _division(line: Line, start: int, end: int, room: int) -> int:
    """The last good place within `room` cells to divide a word: after a mark, else between two letters of the print.

    Found by the print, never by the cells: the cells of a full stop are also those of a contraction.
    """
    last = min(start + room, end - 1)
    between = [place for place in range(last, start, -1) if line.origins[place] > line.origins[place - 1]]
    marked = (place for place in between if line.print[line.origins[place] - 1] in DIVIDING)
    return next(marked, between[0] if between else last)
