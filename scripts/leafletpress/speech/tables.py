"""How a table is read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from lxml import html

from leafletpress.edition import Phrase
from leafletpress.interface import _
from leafletpress.speech.inline import Run, collapsed
from leafletpress.speech.utterance import ITEM_PAUSE_MS, Style

if TYPE_CHECKING:
    from leafletpress.speech.reading import Reader

TABLE_MESSAGE = _("Table:")

Cell: TypeAlias = tuple[int, html.HtmlElement, str]
"Column, element and language."


def read_table(reader: Reader, element: html.HtmlElement, lang: str, style: Style) -> None:
    """The caption, the columns' headers, then each row: its own header, and each value after its column's header."""
    reader.label(reader.interface.phrase(TABLE_MESSAGE))
    headers: dict[int, Run] = {}
    covered: dict[int, int] = {}
    for part in reader.children(element, "caption", "thead", "tbody", "tr"):
        part_lang = part.get("lang", lang)
        if part.tag == "caption":
            reader.flow(part, part_lang, Style("caption"))
            continue
        for row in [part] if part.tag == "tr" else reader.children(part, "tr"):
            cells = _cells(reader, row, row.get("lang", part_lang), covered)
            if part.tag == "thead" or all(cell.tag == "th" for _column, cell, _lang in cells):
                _header_row(reader, cells, headers)
            else:
                _row(reader, cells, headers)


def _cells(reader: Reader, row: html.HtmlElement, lang: str, covered: dict[int, int]) -> list[Cell]:
    """A row's cells with column and language; `covered` counts the rows that a cell above still reaches down."""
    cells: list[Cell] = []
    reaching = {column: rows - 1 for column, rows in covered.items() if rows > 1}
    column = 0
    for cell in reader.children(row, "th", "td"):
        while covered.get(column):
            column += 1
        cells.append((column, cell, cell.get("lang", lang)))
        for _spanned in range(int(cell.get("colspan", "1"))):
            reaching[column] = int(cell.get("rowspan", "1")) - 1
            column += 1
    covered.clear()
    covered.update((column, rows) for column, rows in reaching.items() if rows)
    return cells


def _header_row(reader: Reader, cells: list[Cell], headers: dict[int, Run]) -> None:
    for column, cell, lang in cells:
        runs = [item for item in reader.within(cell, lang) if isinstance(item, Run)]
        text = collapsed(runs).text
        for spanned in range(column, column + int(cell.get("colspan", "1"))):
            above = f"{headers[spanned].text}, " if spanned in headers and headers[spanned].lang == lang else ""
            headers[spanned] = Run(above + text, lang)
        reader.flow(cell, lang, Style("cell", 0))


def _row(reader: Reader, cells: list[Cell], headers: dict[int, Run]) -> None:
    for column, cell, lang in cells:
        pause_ms = ITEM_PAUSE_MS if cell is cells[-1][1] else 0
        header = headers.get(column)
        if cell.tag == "td" and header and header.text and "".join(cell.itertext()).strip():
            if header.lang == lang:
                reader.lead_in(f"{header.text}: ")
            else:
                reader.label(Phrase(header.text, header.lang))
        reader.flow(cell, lang, Style("label" if cell.tag == "th" else "cell", pause_ms))
        reader.lead_in("")
