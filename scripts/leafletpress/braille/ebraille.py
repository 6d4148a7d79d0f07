"""The text of an eBraille publication: Unicode's cells in the structure of the leaflet itself.

A braille display lays the lines out, so that nothing here knows of width or pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from leafletpress.braille.inline import Inline, Run, marked_items, parts
from leafletpress.braille.normaliser import NO_BREAK
from leafletpress.braille.options import Options
from leafletpress.braille.translation import BLANK, Line, Translator

XHTML = "http://www.w3.org/1999/xhtml"
KEPT = ("id", "colspan", "rowspan", "scope")
"Attributes that say something to a reading system."


@dataclass(slots=True)
class Builder:
    """One pass over one edition."""

    translator: Translator
    inline: Inline
    options: Options
    contents: list[tuple[str, str]] = field(default_factory=list)
    "Id and braille of each heading of level 2."
    mark: list[Run] = field(default_factory=list)

    def flow(self, element: etree._Element, parent: etree._Element, lang: str) -> None:
        """Everything that an element holds, in its order."""
        for part in parts(element):
            if isinstance(part, list):
                within = etree.SubElement(parent, f"{{{XHTML}}}p") if self._needs_paragraph(parent) else parent
                self.say(within, self.inline.pieces(part, lang))
            else:
                rule = MARKUP.get(str(part.tag))
                if rule is None:
                    raise self.inline.refuse(
                        f"<{part.tag}> has no rule in eBraille here", f"one of {', '.join(sorted(MARKUP))}",
                        "write it in another way, or say in leafletpress/braille/ebraille.py what it becomes", part,
                    )  # fmt: skip
                rule(self, part, parent, part.get("lang") or lang)

    def say(self, element: etree._Element, runs: list[Run]) -> None:
        """Put braille into an element, after what it holds already."""
        line = self.translator.line([*self.mark, *runs])
        self.mark = []
        if len(element):
            element[-1].tail = (element[-1].tail or "") + spaced(line)
        else:
            element.text = (element.text or "") + spaced(line)

    def _needs_paragraph(self, parent: etree._Element) -> bool:
        return etree.QName(parent).localname not in ("li", "dd", "td", "th")


def spaced(line: Line) -> str:
    """The cells with white space that a reading system may break a line at."""
    return "".join(
        cell if cell != BLANK else NO_BREAK if line.print[origin] == NO_BREAK else " "
        for cell, origin in zip(line.cells, line.origins, strict=True)
    )


def _copy(element: etree._Element, parent: etree._Element) -> etree._Element:
    kept = {name: value for name in KEPT if (value := element.get(name))}
    return etree.SubElement(parent, f"{{{XHTML}}}{element.tag}", kept)


def _text(builder: Builder, element: etree._Element, parent: etree._Element, lang: str) -> None:
    runs = builder.inline.runs(element, lang)
    copy = _copy(element, parent)
    builder.say(copy, runs)
    if not copy.text:
        parent.remove(copy)  # a picture that only decorates
    elif element.tag == "h2" and (identifier := element.get("id")):
        builder.contents.append((identifier, copy.text))


def _flow(builder: Builder, element: etree._Element, parent: etree._Element, lang: str) -> None:
    builder.flow(element, _copy(element, parent), lang)


def _cell(builder: Builder, element: etree._Element, parent: etree._Element, lang: str) -> None:
    builder.say(_copy(element, parent), builder.inline.runs(element, lang))


def _list(builder: Builder, element: etree._Element, parent: etree._Element, lang: str) -> None:
    copy = _copy(element, parent)
    bullet = builder.translator.profile.bullet if builder.options.bullets else ""
    for mark, item in marked_items(element, builder.inline, bullet):
        own = item.get("lang") or lang
        builder.mark = [Run(mark, own)]
        target = _copy(item, copy)
        builder.flow(item, target, own)
        if builder.mark:
            builder.say(target, [])


def _empty(builder: Builder, element: etree._Element, parent: etree._Element, lang: str) -> None:
    _copy(element, parent)


def _preformatted(builder: Builder, element: etree._Element, parent: etree._Element, lang: str) -> None:
    for line in "".join(map(str, element.itertext())).splitlines():
        builder.say(etree.SubElement(parent, f"{{{XHTML}}}p"), [Run(line, lang)])


MarkupRule = Callable[[Builder, etree._Element, etree._Element, str], None]

MARKUP: dict[str, MarkupRule] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "p", "dt", "figcaption", "caption"), _text),
    **dict.fromkeys(
        ("aside", "blockquote", "dd", "div", "dl", "figure", "section", "table", "tbody", "thead", "tr"), _flow
    ),
    **dict.fromkeys(("td", "th"), _cell),
    **dict.fromkeys(("ol", "ul"), _list),
    "hr": _empty,
    "pre": _preformatted,
}
"What each block becomes; anything else is refused."
