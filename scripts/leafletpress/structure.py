"""How the parts of a body fit together: one title, levels without gaps, ids that are unique, links that arrive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import html

from leafletpress.characters import xml_name
from leafletpress.errors import Problem
from leafletpress.links import Where

FOOTNOTE = re.compile(r"fn(?:ref)?\d*:(.*)", re.DOTALL)


def check_headings(root: html.HtmlElement, where: Where) -> Iterator[Problem]:
    """One heading of level 1, first of all, and no level left out."""
    titles = root.findall(".//h1")
    first = root[0] if len(root) else None
    if len(titles) != 1 or first is None or first is not titles[0]:
        piece = titles[1].text_content() if len(titles) > 1 else ""
        yield Problem(
            where(piece),
            f"{len(titles)} headings of level 1, or text before the first",
            "one heading of level 1 (`# Title`) and nothing before it",
            "use `##` for the other headings",
            piece,
        )
    level = 1
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        step = int(heading.tag[1])
        if step > level + 1:
            piece = heading.text_content()
            yield Problem(
                where(piece),
                f"a heading of level {step} below one of level {level}",
                f"level {level + 1} at most",
                "take a `#` away",
                piece,
            )
        level = step


def name_ids(root: html.HtmlElement, where: Where) -> Iterator[Problem]:
    """Make each id a name that XML allows; one that stands twice is a problem."""
    seen: set[str] = set()
    for element in root.iterdescendants():
        identifier = element.get("id")
        if not identifier:
            element.attrib.pop("id", None)
            continue
        name = xml_name(identifier)
        if name in seen:
            piece = _label(identifier) or f"#{identifier}"
            yield Problem(
                where(piece),
                f"the id {identifier!r} stands here twice",
                "an id of its own for each heading, footnote or element",
                "change one of them",
                piece,
            )
        seen.add(name)
        element.set("id", name)


def _label(identifier: str) -> str:
    """`[^a]` for the id of a footnote or of a reference to it as Python-Markdown makes them, `fn:a` and `fnref2:a`."""
    match = FOOTNOTE.fullmatch(identifier)
    return f"[^{match[1]}]" if match else ""


def unused_id(root: html.HtmlElement, wanted: str) -> str:
    """The id wanted, or the first of `WANTED_1`, `WANTED_2`, … that nothing has."""
    taken, name, number = {element.get("id") for element in root.iterdescendants()}, wanted, 0
    while name in taken:
        number += 1
        name = f"{wanted}_{number}"
    return name


def follow_links(root: html.HtmlElement, where: Where) -> Iterator[Problem]:
    """Point each link within the page to the name its target now has."""
    names = {element.get("id") for element in root.iterdescendants()}
    for link in root.iter("a"):
        href = link.get("href", "")
        if not href.startswith("#"):
            continue
        name = xml_name(unquote(href[1:]))
        if name in names:
            link.set("href", f"#{name}")
        elif "footnote-backref" in link.get("class", "").split():
            label = _label(href[1:])
            yield Problem(
                where(f"{label}:"),
                f"the footnote {label}, which the text never refers to",
                f"`{label}` in the text, where the footnote belongs",
                "refer to it, or delete it",
                f"{label}:",
            )
        else:
            yield Problem(
                where(href),
                f"a link to {href!r}, which is nowhere on this page",
                "the id of a heading",
                "correct it",
                href,
            )
