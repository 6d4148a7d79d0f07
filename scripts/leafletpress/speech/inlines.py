"""How each element within a sentence is read aloud: a table from its kind to a small function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import html

from leafletpress.speech.inline import Break, Inline, Picture, Run

if TYPE_CHECKING:
    from leafletpress.speech.reading import Reader


def _within(reader: Reader, element: html.HtmlElement, lang: str) -> list[Inline]:
    return reader.within(element, lang)


def _link(reader: Reader, element: html.HtmlElement, lang: str) -> list[Inline]:
    """The link's text alone; the number of a `tel:` link is marked, for it is read digit by digit."""
    if "footnote-backref" in element.get("class", "").split():
        return []
    items = reader.within(element, lang)
    if not element.get("href", "").startswith("tel:"):
        return items
    return [replace(item, phone=True) if isinstance(item, Run) else item for item in items]


def _superscript(reader: Reader, element: html.HtmlElement, lang: str) -> list[Inline]:
    """Nothing for the mark of a reference, which is a number in the middle of a sentence to a listener."""
    marks = [child for child in element if "footnote-ref" in child.get("class", "").split()]
    return [] if marks else reader.within(element, lang)


def _line_break(reader: Reader, element: html.HtmlElement, lang: str) -> list[Inline]:
    return [Break()]


def _image(reader: Reader, element: html.HtmlElement, lang: str) -> list[Inline]:
    return [Picture(element, lang)]


INLINES: dict[str, Callable[[Reader, html.HtmlElement, str], list[Inline]]] = {
    **dict.fromkeys(("abbr", "bdi", "code", "em", "span", "strong", "sub"), _within),
    "a": _link,
    "br": _line_break,
    "img": _image,
    "sup": _superscript,
}
