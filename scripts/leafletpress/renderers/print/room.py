"""How much room a text takes, estimated before it is laid out."""

from __future__ import annotations

import math
import unicodedata

from lxml import etree

from leafletpress.edition import UNSPACED
from leafletpress.renderers.print.paper import Paper

BLOCKS = ("p", "li")

LETTER, IDEOGRAPH = 0.5, 1.0
"Mean width of a letter in em, in running text of the scripts that are printed."

WIDE = 1.2
"For names, which have more capitals than running text, and whose lines end early."

BORDER = 2.0
"Em that the border and the air of a box take from its lines."


def is_tall(box: etree._Element, paper: Paper, line_height: float) -> bool:
    """Whether a box takes more than a quarter of a page: kept in one piece, it would leave as much empty before it."""
    return sum(_lines(block, paper) for block in box.iter(*BLOCKS)) > paper.cut(line_height)


def lines_for(text: str, paper: Paper) -> int:
    """How many lines a text takes across the page, at least one; where words are long, rather one too many."""
    width = sum(map(_width, text)) * paper.points * WIDE
    return max(1, math.ceil(width / paper.line))


def _lines(block: etree._Element, paper: Paper) -> int:
    width = sum(map(_width, "".join(map(str, block.itertext()))))
    return math.ceil(width * paper.points / (paper.line - BORDER * paper.points))


def _width(letter: str) -> float:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf", "Cc"}:
        return 0.0
    return IDEOGRAPH if UNSPACED.match(letter) else LETTER
