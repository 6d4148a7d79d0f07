"""Tables in large letters: as they stand while their words fit side by side, otherwise as lists."""

from __future__ import annotations

import re
import unicodedata
from copy import deepcopy

from lxml import etree

from leafletpress.renderers.print.paper import Paper

LETTER = 0.6
"Width of a letter in em, taken generously: bold Noto Sans has 0.57 in running text."

CELL = 14.0
"Points that the borders and the air of a cell take."


def fits(table: etree._Element, paper: Paper) -> bool:
    """Whether the longest words of the columns fit side by side; words are never cut, so they would run over."""
    longest: dict[int, int] = {}
    for row in table.iter("tr"):
        for place, cell in enumerate(row):
            # A no-break space is none: what it joins stays on one line.
            words = re.split(r"[ \t\r\n]+", "".join(map(str, cell.itertext())))
            longest[place] = max([longest.get(place, 0), *map(_letters, words)])
    spanned = any(cell.get("colspan") or cell.get("rowspan") for cell in table.iter("th", "td"))
    return spanned or sum(count * LETTER * paper.points + CELL for count in longest.values()) <= paper.line


def _letters(word: str) -> int:
    """Letters that take room: not the marks that stand above and below others."""
    return sum(unicodedata.category(letter) not in {"Mn", "Me", "Cf"} for letter in word)


def as_list(table: etree._Element) -> None:
    """Turn a table into a list with an entry for each row: its first cell as a heading, then `heading: value`.

    The headings are said again in every entry; nobody has to look from one edge of the page to the other.
    """
    rows = list(table.iter("tr"))
    headed = bool(rows) and all(cell.tag == "th" for cell in rows[0])
    headings = list(rows.pop(0)) if headed else []
    caption = table.find("caption")
    entries = etree.Element("ul", {"class": "table"})
    for number, row in enumerate(rows):
        entry = etree.SubElement(entries, "li")
        for place, cell in enumerate(row):
            line = etree.SubElement(entry, "p")
            if place == 0 and headed:
                line.append(_moved(cell, "strong"))
                continue
            if place < len(headings):
                label = _moved(headings[place], "span", anchors=number == 0)
                label.tail = ": "
                line.append(label)
            line.append(_moved(cell, "span"))
    for name in ("caption", "thead", "tbody", "tr"):
        for element in list(table.iterchildren(name)):
            table.remove(element)
    table.tag, table.text = "div", None
    if caption is not None:
        title = _moved(caption, "p")
        title.set("class", "caption")
        table.append(title)
    table.append(entries)


def _moved(cell: etree._Element, tag: str, *, anchors: bool = True) -> etree._Element:
    """A copy of what a cell holds under another name, with its language; an anchor may stand only once."""
    copy = deepcopy(cell)
    copy.tag, copy.tail = tag, None
    for name in {"scope", "colspan", "rowspan"} & set(copy.attrib):
        del copy.attrib[name]
    if not anchors:
        for element in copy.iter():
            if "id" in element.attrib:
                del element.attrib["id"]
    return copy
