"""Tables: in columns where they fit side by side, otherwise an entry for each row."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from leafletpress.braille.inline import Inline, Run
from leafletpress.braille.translation import BLANK, Translator

BETWEEN = 2
"Blank cells between columns."
LEADER, LEADER_FROM = "⠐", 4
"Dot 5 leads the finger across a gap of this many cells or more."


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells, each in every place that it covers."""

    headings: tuple[list[Run], ...]
    "The first row, where all of its cells are headings; else nothing."
    rows: tuple[tuple[list[Run], ...], ...]
    spanned: bool


def grid_of(table: etree._Element, inline: Inline, lang: str) -> Grid:
    """The cells of a table as text."""
    covered: dict[tuple[int, int], list[Run]] = {}
    spanned = headed = False
    count = 0
    for count, row in enumerate(table.iter("tr"), 1):
        column = 0
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if count == 1:
            headed = all(cell.tag == "th" for cell in cells)
        for cell in cells:
            while (count - 1, column) in covered:
                column += 1
            wide, high = (max(1, inline.count(cell, name, 1)) for name in ("colspan", "rowspan"))
            spanned = spanned or wide > 1 or high > 1
            runs = inline.runs(cell, cell.get("lang") or row.get("lang") or lang)
            for down in range(high):
                for across in range(wide):
                    covered[count - 1 + down, column + across] = runs
            column += wide
    width = 1 + max((column for _, column in covered), default=-1)
    rows = [tuple(covered.get((row, column), []) for column in range(width)) for row in range(count)]
    return Grid(rows[0] if headed and rows else (), tuple(rows[1:] if headed else rows), spanned)


def as_columns(grid: Grid, translator: Translator, width: int) -> list[str]:
    """The lines of a table in columns, or nothing where it is too wide or its cells span others."""
    rows = [grid.headings, *grid.rows] if grid.headings else list(grid.rows)
    if grid.spanned or not rows:
        return []
    cells = [[translator.line(runs).cells for runs in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    if sum(widths) + BETWEEN * (len(widths) - 1) > width:
        return []
    lines = [_row(row, widths, leaders=not grid.headings or number > 0) for number, row in enumerate(cells)]
    if grid.headings:
        lines.insert(1, (BLANK * BETWEEN).join("⠐" + "⠒" * (size - 1) for size in widths))
    return lines


def _row(cells: list[str], widths: list[int], *, leaders: bool) -> str:
    line = ""
    for place, cell in enumerate(cells):
        line += cell
        if place < len(cells) - 1:
            gap = widths[place] - len(cell) + BETWEEN
            led = leaders and gap >= LEADER_FROM
            line += BLANK + LEADER * (gap - 2) + BLANK if led else BLANK * gap
    return line


def as_entries(grid: Grid) -> list[list[list[Run]]]:
    """For each row its values, each behind its column's heading; the headings are said again in every entry."""
    entries = []
    for row in grid.rows:
        entry = []
        for place, runs in enumerate(row):
            if not any(run.text.strip() for run in runs):
                continue
            heading = grid.headings[place] if place < len(grid.headings) else []
            said = any(run.text.strip() for run in heading)
            entry.append([*heading, Run(": ", runs[0].lang), *runs] if said else runs)
        entries.append(entry)
    return entries
