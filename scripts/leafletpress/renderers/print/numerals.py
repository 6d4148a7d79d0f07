"""Numerals: page and list numbers in the digits that the leaflet's own text uses."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass

from lxml import etree

COUNTER_STYLES = {
    "0": "decimal",
    "٠": "arabic-indic",
    "۰": "persian",
    "०": "devanagari",
    "০": "bengali",
    "੦": "gurmukhi",
    "૦": "gujarati",
}
"The digit nought to the CSS counter style that counts with its row of digits."


@dataclass(frozen=True, slots=True)
class Numerals:
    """A row of ten digits."""

    zero: str

    @property
    def counter_style(self) -> str:
        """CSS counter style."""
        return COUNTER_STYLES[self.zero]

    def write(self, text: str) -> str:
        """The text with its Western digits in this row."""
        return text.translate({ord("0") + value: ord(self.zero) + value for value in range(10)})


def numerals_of(article: etree._Element) -> Numerals:
    """The row of digits that most numbers of the text are written in.

    A fixed choice for each language would be wrong half the time: Bengali and Arabic are translated with either row,
    and a list numbered in one beside text in the other confuses. Telephone numbers, which stay Western, do not count.
    """
    found: Counter[str] = Counter()
    for element in article.iter():
        if element.get("dir") != "ltr" or element is article:
            found.update(_zeros(element.text))
        if element is not article:
            found.update(_zeros(element.tail))
    known = [(count, zero) for zero, count in found.items() if zero in COUNTER_STYLES]
    return Numerals(max(known, default=(0, "0"))[1])


def _zeros(text: str | None) -> list[str]:
    return [chr(ord(digit) - unicodedata.decimal(digit)) for digit in text or "" if digit.isdecimal()]
