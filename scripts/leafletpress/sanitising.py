"""A second wall: what nh3, a sanitiser that others keep, would leave of an edition's body must be all of it.

`body` refuses what may not be there, and says where it stands. Should it ever let something through, the body differs
from what the sanitiser makes of it. nh3 reads as browsers do (html5ever), so that it also shows where a browser would
build another tree than we have.
"""

from __future__ import annotations

from functools import cache
from itertools import zip_longest
from typing import Any

import nh3
from lxml import html

from leafletpress.edition import BODY_ELEMENTS

ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
"What the elements of a finished body may have. Written a second time on purpose: `body` might be wrong."

SCHEMES = {"http", "https", "tel", "mailto", "leaflet"}


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(BODY_ELEMENTS),
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        clean_content_tags=set(),
        link_rel=None,
        strip_comments=True,
    )


def taken_away(root: html.HtmlElement, body: str) -> str | None:
    """The piece of a body, also given as the tree it was written from, that a sanitiser would change; None if none."""
    cleaned = html.fragment_fromstring(_cleaner().clean(body), create_parent=root.tag)
    for own, left in zip_longest(root.iter(), cleaned.iter()):
        if own is None or left is None or _shape(own) != _shape(left):
            element = left if own is None else own
            return " ".join(element.text_content().split()) or f"<{element.tag}"
    return None


def _shape(element: html.HtmlElement) -> tuple[Any, ...]:
    texts = [text if text and not text.isspace() else "" for text in (element.text, element.tail)]
    return element.tag, len(element), *texts, sorted(element.attrib.items())
