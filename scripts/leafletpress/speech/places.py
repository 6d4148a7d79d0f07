"""Places in the text of a tree: character offsets, which stay right when elements are put around the text."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree, html

Places: TypeAlias = dict[html.HtmlElement, tuple[int, int]]
"Element to the offsets of its own text and of its tail; between the two lies everything within it."


def text_places(tree: html.HtmlElement) -> Places:
    """Where each element's texts begin in the text of the whole tree; comments have none."""
    places: Places = {}

    def visit(element: html.HtmlElement, at: int) -> int:
        start = at
        if element.tag is not etree.Comment:
            at += len(element.text or "")
            for child in element:
                at = visit(child, at) + len(child.tail or "")
        places[element] = (start, at)
        return at

    visit(tree, 0)
    return places
