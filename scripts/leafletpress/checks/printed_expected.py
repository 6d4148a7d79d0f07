"""What a finished PDF is compared with: the edition in the form that paper of its size asks for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from leafletpress.checks.printed_file import Element
from leafletpress.edition import Edition
from leafletpress.renderers.print.body import shape
from leafletpress.renderers.print.paper import Paper

HAN = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
WORD = re.compile(rf"{HAN}|\d+|(?:(?!{HAN})[^\W\d_]|[\u0300-\u036f\u064b-\u0670\u0900-\u0963\u0970-\u0dff])+")
"""Letters and vowel marks. Digits are words of their own, for a raised number of a note stands apart or not as the
reader's program has it; and where no spaces part the words, so is each letter."""

PHRASING = frozenset({"a", "abbr", "bdi", "code", "em", "span", "strong", "sub", "sup"})


@dataclass(frozen=True, slots=True)
class Expected:
    """One edition on paper."""

    edition: Edition
    paper: Paper
    article: etree._Element
    "Its body, with tables as lists where they are too wide."

    @property
    def words(self) -> list[str]:
        """The words that must stand in the file, in order."""
        return words_of(flowing_text(self.article))


def expected_of(edition: Edition, points: int) -> Expected:
    """What an edition should be on paper."""
    paper, article = Paper(points), edition.tree()
    shape(article, paper)
    return Expected(edition, paper, article)


def flowing_text(element: etree._Element) -> str:
    """The text of an element, with a line for each block: words that a link or a bold letter divides stay whole."""
    edge = "" if element.tag in PHRASING else "\n"
    pieces = [edge, element.text or ""]
    for child in element:
        pieces += [flowing_text(child), child.tail or ""]
    return "".join([*pieces, edge])


def body_of(root: Element) -> Iterable[Element]:
    """The elements of the leaflet's own text, without the facts above it and the list of contents."""
    (article,) = root.all("Art") or [root]
    frame = [one for one in article.elements() if one.role == "L"][:1]
    frame += [part for part in article.elements() if any(below.role == "TOC" for below in part.elements())]
    kept = [one for one in article.elements() if not any(one is other for other in frame)]
    return [below for part in kept for below in part.walk()]


def words_of(text: str) -> list[str]:
    """Words in their canonical form, without marks of direction and joiners."""
    folded = "".join(
        letter
        for letter in unicodedata.normalize("NFKC", text)
        if unicodedata.category(letter) not in {"Cf", "Cc"} or letter.isspace()
    )
    return WORD.findall(folded)
