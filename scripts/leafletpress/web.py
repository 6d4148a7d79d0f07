"""From an edition's body to what a web page shows."""

from __future__ import annotations

from collections import Counter
from urllib.parse import quote

from lxml import html
from markupsafe import Markup

from leafletpress.addresses import page_file, page_folder, relative
from leafletpress.edition import Edition
from leafletpress.interface import Interface
from leafletpress.longwords import part_long_words

BLOCKS = frozenset({"caption", "dd", "dt", "figcaption", "li", "p", "td", "th"})
"Elements that may be one sentence."


def web_content(edition: Edition, interface: Interface, marked: html.HtmlElement | None = None) -> Markup:
    """The body with links and images as addresses relative to its page, and tables that scroll by keyboard.

    `marked` is the edition's tree with an id on every sentence, where the page reads along.
    """
    tree = edition.tree() if marked is None else _settled(marked)
    folder = page_folder(edition.leaflet, edition.locale, edition.source_locale)
    for link in tree.iter("a"):
        href = link.get("href", "")
        if href.startswith("leaflet:"):
            name, _, anchor = href.removeprefix("leaflet:").partition("#")
            target = relative(page_file(name, edition.locale, edition.source_locale), folder)
            link.set("href", f"{target}#{anchor}" if anchor else target)
        block = next(one for one in link.iterancestors() if one.tag != "span")
        if block.tag in {"li", "p"} and block.text_content().strip() == link.text_content().strip():
            link.set("class", "alone")  # not part of a sentence: a target of its own, as large as a finger
    for image in tree.iter("img"):
        image.set("src", relative(quote(image.get("src", "")), folder))
        image.set("loading", "lazy")
        image.set("decoding", "async")
    for cell in tree.iter("td", "th"):
        part_long_words(cell, edition.body_locale.tag)
    _scrolling_tables(tree, interface)
    if edition.body_locale != edition.locale:
        for child in tree:
            child.set("lang", edition.body_locale.tag)
            child.set("dir", edition.body_locale.direction)
    return Markup("".join(html.tostring(child, encoding="unicode", method="html") for child in tree))


def _settled(tree: html.HtmlElement) -> html.HtmlElement:
    """A sentence that fills its block gives the block its id: fewer elements, and a cell is marked as a whole."""
    for span in list(tree.iter("span")):
        block = span.getparent()
        alone = len(block) == 1 and not (block.text or "").strip() and not (span.tail or "").strip()
        if alone and block.tag in BLOCKS and not block.get("id") and span.keys() == ["id"]:
            block.set("id", span.get("id", ""))
            span.drop_tag()
    return tree


def _scrolling_tables(tree: html.HtmlElement, interface: Interface) -> None:
    """A wide table scrolls inside a region that the keyboard reaches, named after the heading it stands under."""
    heading, seen = "", Counter[str]()
    for element in list(tree.iter("h1", "h2", "h3", "h4", "h5", "h6", "table")):
        if element.tag != "table":
            heading = " ".join(element.text_content().split())
            continue
        seen[heading] += 1
        region = html.Element("div")
        region.set("class", "table")
        region.set("role", "region")
        region.set("tabindex", "0")
        name = interface.text("Table: {heading}", heading=heading)
        region.set("aria-label", name if seen[heading] == 1 else f"{name} ({seen[heading]})")
        region.tail, element.tail = element.tail, None
        element.getparent().replace(element, region)
        region.append(element)
