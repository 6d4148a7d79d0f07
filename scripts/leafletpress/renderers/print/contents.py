"""The contents list: the main headings with their pages, for leaflets of more than a few pages."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

LONGER_THAN = 4
"Pages; a shorter leaflet is leafed through sooner than its list is read."

FEWEST = 3
"Headings; a list of two helps nobody."


def contents_list(main: etree._Element) -> etree._Element | None:
    """The list of all second-level headings, or None where there are too few; headings are named as its links need."""
    headings = list(main.iter("h2"))
    if len(headings) < FEWEST:
        return None
    taken = {element.get("id") for element in main.iter()}
    listing = etree.Element("ul", {"class": "contents"})
    for number, heading in enumerate(headings, 1):
        if not heading.get("id"):
            heading.set("id", next(name for name in _names(number) if name not in taken))
        target = f"#{heading.get('id')}"
        entry = etree.SubElement(listing, "li", {"class": "contents-entry"})
        link = etree.SubElement(entry, "a", {"class": "contents-link", "href": target})
        link.append(_words(heading))
        etree.SubElement(link, "span", {"class": "contents-page", "data-target": target})
    return listing


def _names(number: int) -> tuple[str, ...]:
    return tuple(f"part-{number}{'-' * more}" for more in range(9))


def _words(heading: etree._Element) -> etree._Element:
    """What a heading says, in its languages, without its links and marks of notes."""
    words = deepcopy(heading)
    words.tag, words.tail = "span", None
    for mark in list(words.iter("sup")):
        if mark.find(".//a") is not None:
            after = mark.tail
            mark.clear()
            mark.tag, mark.tail = "span", after
    for element in words.iter():
        element.tag = "span" if element.tag == "a" else element.tag
        for name in {"id", "href", "class"} & set(element.attrib):
            del element.attrib[name]
    words.set("class", "contents-words")
    return words
