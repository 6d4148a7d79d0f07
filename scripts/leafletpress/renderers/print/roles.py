"""Roles: what each element of the printed leaflet is in the structure that screen readers follow.

The standard structure types of ISO 32000-1, 14.8.4, as ISO 14289-1 (PDF/UA-1) wants them used.
"""

from __future__ import annotations

from typing import Any

TRANSPARENT = ""
"The element adds nothing of its own: what it holds belongs to its parent."

ROLES = {
    "html": TRANSPARENT,
    "body": TRANSPARENT,
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "aside": "Sect",
    "div": "Div",
    "figure": "Div",  # of a Figure and its Caption; as a Figure itself, its alternative text would hide the caption
    "blockquote": "BlockQuote",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "p": "P",
    "pre": "P",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LI",
    "dt": "Lbl",
    "dd": "LBody",
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "img": "Figure",
    "figcaption": "Caption",
    "a": "Link",
    "code": "Code",
    "abbr": "Span",
    "bdi": "Span",
    "em": "Span",
    "span": "Span",
    "strong": "Span",
    "sub": "Span",
    "sup": "Span",
    "br": TRANSPARENT,
    "hr": TRANSPARENT,
}

CONTENTS = {"contents": "TOC", "contents-entry": "TOCI"}
"Roles of the contents list, by class."

PHRASING = frozenset({"Span", "Code"})
"Roles that tell nothing but the language of their words."


def role_of(element: Any) -> str:
    """The structure type of an element; raises KeyError for an element that nobody has given one."""
    if element.tag == "div" and element.get("class") == "entry":
        return "LI"  # one term of a description list with what is said of it
    if element.get("class") in CONTENTS:
        return CONTENTS[element.get("class")]
    if element.tag == "a" and not element.get("href"):
        return "Span"
    return ROLES[element.tag]


def is_decorative(element: Any) -> bool:
    """Whether an image says nothing: screen readers pass over it."""
    return bool(element.tag == "img" and not element.get("alt"))


def is_note(element: Any) -> bool:
    """Whether an entry of a list is a note to the text, which needs a name of its own (ISO 14289-1, 7.9)."""
    return bool(element.tag == "li" and element.get("id", "").startswith("fn-"))


def is_reference(element: Any) -> bool:
    """Whether a link leads from the text to its note, or from the contents list to a heading."""
    return bool(element.tag == "a" and element.get("class") in {"footnote-ref", "contents-link"})


def numbering_of(list_element: Any) -> str:
    """How the entries of a list are marked: value of /ListNumbering."""
    if list_element.tag == "ol":
        return "Decimal"
    return "None" if list_element.tag == "dl" or list_element.get("class") == "table" else "Disc"
