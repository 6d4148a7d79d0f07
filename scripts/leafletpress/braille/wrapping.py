"""Cutting braille into lines: between words only, and long addresses after a mark within them."""

from __future__ import annotations

from dataclasses import dataclass

from leafletpress.braille.normaliser import NO_BREAK
from leafletpress.braille.translation import BLANK, Line

CONTINUATION = "⠐"
"Dot 5 at the end of a line: what follows belongs to the same word (Rules of UEB 6.10 for numbers, 11.10 for notation)."

DIVIDING = frozenset("./-@_?=&")
"Marks of an address after which it may be divided."


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a page, without the blank cells at its end."""

    cells: str
    print: str
    "What it stands for, for those who proof it by eye."


def wrap(line: Line, width: int, first: int = 0, runover: int = 0) -> list[Row]:
    """Rows of at most `width` cells; the first begins after `first` blank cells, the others after `runover`."""
    rows: list[Row] = []
    words = _words(line)
    first, runover = min(first, width // 2), min(runover, width // 2)  # lists in lists in lists
    indent, begin, end = first, 0, 0

    def close(until: int, sign: str = "") -> None:
        rows.append(Row(BLANK * indent + line.cells[begin:until] + sign, _print_of(line, begin, until)))

    for start, stop in words:
        if end > begin and indent + stop - begin > width:
            close(end)
            indent, begin = runover, start
        elif end == begin:
            begin = start
        while indent + stop - begin > width:
            cut = _division(line, begin, stop, width - indent - len(CONTINUATION))
            close(cut, CONTINUATION)
            indent, begin = runover, cut
        end = stop
    if end > begin:
        close(end)
    return rows


def centre(line: Line, width: int, margin: int = 3) -> list[Row]:
    """Rows in the middle, with at least `margin` blank cells on each side."""
    return [Row(centred(row.cells, width), row.print) for row in wrap(line, width - 2 * margin)]


def _print_of(line: Line, start: int, end: int) -> str:
    stop = line.origins[end] if end < len(line.origins) else len(line.print)
    return line.print[line.origins[start] : stop].strip()


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
    last = min(start + max(1, room), end - 1)
    between = [place for place in range(last, start, -1) if line.origins[place] > line.origins[place - 1]]
    marked = (place for place in between if line.print[line.origins[place] - 1] in DIVIDING)
    return next(marked, between[0] if between else last)
