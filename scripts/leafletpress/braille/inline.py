"""Within a line of text: what it says, in pieces that share emphasis and language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

from leafletpress.braille.louis import BOLD, ITALIC

Role = Literal["text", "number", "ours", "note", "sup", "sub"]
"""`number` is one number with spaces in it; `ours` are words of ours, set apart by the code's signs; `note` is the
number of a reference; `sup` and `sub` stand above and below the line."""

BLOCKS = frozenset(
    (
        "aside blockquote caption dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section table tbody "
        "td th thead tr ul"
    ).split()
)
"Elements that never stand within a line."

SPELT = re.compile(r"(?:tel|mailto|https?):(?://)?(.+?)/?")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line."""

    text: str
    lang: str
    emphasis: int = 0
    "Typeforms of liblouis."
    role: Role = "text"


@dataclass(frozen=True, slots=True)
class Inline:
    """How lines are read, in one rendition."""

    refuse: Callable[[str, str, str, etree._Element], Exception]
    "(found, expected, remedy, element) to the error to raise."
    picture: Callable[[str], tuple[str, str]]
    "From an alternative text to our words with it, and their language."

    def runs(self, element: etree._Element, lang: str, emphasis: int = 0) -> list[Run]:
        """Everything that an element says, its own element not counted."""
        return self.pieces(list(_content(element)), lang, emphasis)

    def count(self, element: etree._Element, name: str, default: int) -> int:
        """The value of an attribute that is a small number."""
        value = element.get(name, str(default)).strip()
        if not re.fullmatch(r"-?[0-9]{1,4}", value):
            raise self.refuse(
                f"{name}={value!r} is not a number", "a number of at most 4 digits", "correct it", element
            )
        return int(value)

    def pieces(self, nodes: list[str | etree._Element], lang: str, emphasis: int = 0) -> list[Run]:
        """The same for a part of an element's content: text and elements, without the elements' tails."""
        runs: list[Run] = []
        for node in nodes:
            if isinstance(node, str):
                runs.append(Run(node, lang, emphasis))
                continue
            rule = RULES.get(str(node.tag))
            if rule is None:
                raise self.refuse(
                    f"<{node.tag}> within a line of text has no rule in braille",
                    f"one of {', '.join(sorted(RULES))}",
                    "write it in another way, or say in leafletpress/braille/inline.py how it is written",
                    node,
                )
            runs += rule(self, node, node.get("lang") or lang, emphasis)
        return runs


def parts(element: etree._Element) -> Iterator[list[str | etree._Element] | etree._Element]:
    """What an element holds, in its order: blocks, and between them lines of text and of elements within a line."""
    line: list[str | etree._Element] = [element.text] if element.text else []
    for child in element.iterchildren("*"):
        if child.tag in BLOCKS:
            if _says(line):
                yield line
            line = []
            yield child
        else:
            line.append(child)
        if child.tail:
            line.append(child.tail)
    if _says(line):
        yield line


def marked_items(element: etree._Element, inline: Inline, bullet: str) -> Iterator[tuple[str, etree._Element]]:
    """The items of a list, each with the number or bullet that it begins with."""
    items = list(element.iterchildren("*"))
    backwards = element.get("reversed") is not None
    first, step = inline.count(element, "start", len(items) if backwards else 1), -1 if backwards else 1
    if element.get("type", "1") != "1":
        raise inline.refuse("a list numbered with letters", "numbers", "take its `type` away", element)
    for number, item in enumerate(items):
        if item.tag != "li":
            raise inline.refuse(f"<{item.tag}> in a list", "<li>", "mend the list", item)
        yield f"{first + step * number}. " if element.tag == "ol" else f"{bullet} " if bullet else "", item


def _says(line: list[str | etree._Element]) -> bool:
    return any(not isinstance(node, str) or node.strip() for node in line)


def _content(element: etree._Element) -> list[str | etree._Element]:
    parts: list[str | etree._Element] = [element.text] if element.text else []
    for child in element:
        parts += [child, child.tail] if child.tail else [child]
    return parts


def _within(inline: Inline, element: etree._Element, lang: str, emphasis: int) -> list[Run]:
    return inline.runs(element, lang, emphasis)


def _bold(inline: Inline, element: etree._Element, lang: str, emphasis: int) -> list[Run]:
    return inline.runs(element, lang, emphasis | BOLD)


def _italic(inline: Inline, element: etree._Element, lang: str, emphasis: int) -> list[Run]:
    return inline.runs(element, lang, emphasis | ITALIC)


def _line_break(inline: Inline, element: etree._Element, lang: str, emphasis: int) -> list[Run]:
    return [Run(" ", lang, emphasis)]


def _paragraph(inline: Inline, element: etree._Element, lang: str, emphasis: int) -> list[Run]:
    """A paragraph within a line: a cell of a table, or a picture's."""
    return [Run(" ", lang, emphasis), *inline.runs(element, lang, emphasis), Run(" ", lang, emphasis)]


def _picture(inline: Inline, element: etree._Element, lang: str, emphasis: int) -> list[Run]:
    described = " ".join(element.get("alt", "").split())
    if not described:
        return []
    words, language = inline.picture(described)
    return [Run(words, language, emphasis, "ours")]


def _level(inline: Inline, element: etree._Element, lang: str, emphasis: int) -> list[Run]:
    """A number or a letter above or below the line."""
    text = "".join(map(str, element.itertext())).strip()
    if not re.fullmatch(r"\d+|\w", text):
        raise inline.refuse(
            f"{text!r} stands above or below the line",
            "one number or one letter there",
            "write it on the line",
            element,
        )
    return [Run(text, lang, emphasis, "sup" if element.tag == "sup" else "sub")]


def _raised(inline: Inline, element: etree._Element, lang: str, emphasis: int) -> list[Run]:
    link = element.find("a")
    if link is not None and "footnote-ref" in link.get("class", ""):
        return [Run("".join(map(str, element.itertext())).strip(), lang, 0, "note")]
    return _level(inline, element, lang, emphasis)


def _link(inline: Inline, element: etree._Element, lang: str, emphasis: int) -> list[Run]:
    """The words, and the address behind them where they do not show it; within the site there is none to show."""
    href = element.get("href", "")
    if "footnote-backref" in element.get("class", ""):
        return []  # leads back to the text, on a screen
    runs = inline.runs(element, lang, emphasis)
    if href.startswith(("#", "leaflet:")):
        return runs
    target = SPELT.fullmatch(href)
    if target is None:
        expected = "#id, leaflet:NAME, tel:, mailto: or https:"
        raise inline.refuse(f"a link has the address {href!r}", expected, "mend it", element)
    shown = "".join(run.text for run in runs)
    if href.startswith("tel:"):
        digits = re.sub(r"\D", "", shown)
        if digits and target[1].endswith(digits[-6:]):
            return [replace(run, role="number") for run in runs]
    if target[1] in shown:
        return runs
    return [*runs, Run(f" ({target[1]})", lang, emphasis)]


Rule = Callable[[Inline, etree._Element, str, int], list[Run]]

RULES: dict[str, Rule] = {
    **dict.fromkeys(("abbr", "bdi", "code", "span"), _within),
    "a": _link,
    "br": _line_break,
    "em": _italic,
    "img": _picture,
    "p": _paragraph,
    "strong": _bold,
    "sub": _level,
    "sup": _raised,
}
"How each element within a line is read; anything else is refused, so that nothing is lost in silence."
