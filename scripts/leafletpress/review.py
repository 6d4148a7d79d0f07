"""Review copies: English and translation side by side, for the person who checks, and bilingual leaflets for staff.

They are for work inside the hospital: they lie in a folder of their own and are never published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from lxml import html
from markdown import Markdown

from leafletpress.catalogue import Catalogue, State
from leafletpress.edition import Edition, inner_html
from leafletpress.errors import Problem, RenditionError
from leafletpress.locales import Locale
from leafletpress.segments import Message
from leafletpress.signoff import changed_since

STATES: dict[State, str] = {
    "translated": "translated",
    "differs": "not shown to readers: a fact differs",
    "fuzzy": "not shown to readers: not settled",
    "untranslated": "not translated",
}
"What a reviewer is told of a message."

KINDS = {
    "abbr": "abbreviation",
    "figcaption": "caption",
    "li": "list item",
    "p": "paragraph",
    "td": "table cell",
    "th": "table heading",
}

CONTAINERS = frozenset(
    {"article", "aside", "blockquote", "dl", "figure", "ol", "section", "table", "tbody", "thead", "tr", "ul"}
)
"Elements that hold blocks and no words of their own."

STYLE = """
body { font: 1rem/1.5 "Noto Sans", sans-serif; margin: 1.5rem; color: #111; background: #fff }
h1 { font-size: 1.4rem; line-height: 1.3 } h2, h3, h4, h5, h6 { margin: 0; font-size: 1.1rem }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { border: 1px solid #555; padding: .5rem .6rem; text-align: start; vertical-align: top; overflow-wrap: anywhere }
td > p { margin: 0 } td[lang] { font-size: 1.1rem }
td:lang(ur) { line-height: 2.2 }
.number { width: 6rem } .state { width: 9rem }
tr { break-inside: avoid }
.problem { background: #fdecea; font-weight: bold } .changed { background: #fff4ce }
.changed .state::before { content: "Changed since it was signed off. "; font-weight: bold }
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page for staff."""

    title: str
    body: str
    "HTML fragment."

    def page(self, style: str = STYLE) -> str:
        """A whole HTML document that needs nothing beside it."""
        return (
            '<!doctype html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="robots" content="noindex">\n'
            f"<title>{escape(self.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{self.body}\n</body>\n</html>\n"
        )


def side_by_side(
    title: str, messages: Sequence[Message], catalogue: Catalogue, source: Locale, target: Locale
) -> Sheet:
    """Every message in order with its translation and state; what has changed since sign-off stands out."""
    changed = changed_since(catalogue, messages)
    rows = []
    for number, message in enumerate(_once(messages), start=1):
        entry = catalogue.entries.get((message.msgid, message.context))
        state = entry.state if entry else "untranslated"
        classes = " ".join(
            name for name, holds in (("problem", state != "translated"), ("changed", message.msgid in changed)) if holds
        )
        faults = f": {escape('; '.join(entry.faults))}" if entry and entry.faults else ""
        kind = KINDS.get(
            message.kind, "heading" if message.kind.startswith("h") else message.kind.removeprefix("front:")
        )
        rows.append(
            f'<tr class="{classes}"><td class="number">{number}<br>{escape(kind)}</td>'
            f'<td lang="{source.tag}" dir="{source.direction}">{_shown(message.msgid)}</td>'
            f'<td lang="{target.tag}" dir="{target.direction}">{_shown(entry.msgstr if entry else "")}</td>'
            f'<td class="state">{escape(STATES[state])}{faults}</td></tr>'
        )
    heading = f"{title}: {source.english_name} and {target.english_name}"
    head = (
        f'<thead><tr><th class="number" scope="col">No.</th><th scope="col">{escape(source.english_name)}</th>'
        f'<th scope="col">{escape(target.english_name)}</th><th class="state" scope="col">State</th></tr></thead>'
    )
    intro = (
        f"<p>Catalogue: {escape(catalogue.path)}. Messages: {len(rows)}. "
        "Check each sentence, and each number in it.</p>"
    )
    return Sheet(
        heading, f"<h1>{escape(heading)}</h1>\n{intro}\n<table>{head}<tbody>\n" + "\n".join(rows) + "\n</tbody></table>"
    )


def bilingual(source: Edition, target: Edition) -> Sheet:
    """A leaflet in both languages, block beside block; raises RenditionError where the two are not built alike."""
    pairs = list(_pairs(source.tree(), target.tree(), target.source))
    rows = "\n".join(f"<tr>{_cell(left, source.locale)}{_cell(right, target.locale)}</tr>" for left, right in pairs)
    title, own_title = source.metadata.title.text, target.metadata.title
    shown = (
        f'{escape(title)} – <span lang="{own_title.lang}" dir="{target.body_locale.direction}">'
        f"{escape(own_title.text)}</span>"
    )
    notice = "" if target.status == "approved" else "<p><strong>This translation has not been signed off.</strong></p>"
    head = (
        f'<thead><tr><th scope="col">{escape(source.locale.autonym)}</th>'
        f'<th scope="col" lang="{target.locale.tag}" dir="{target.locale.direction}">'
        f"{escape(target.locale.autonym)}</th></tr></thead>"
    )
    return Sheet(
        f"{title} – {own_title.text}", f"<h1>{shown}</h1>\n{notice}\n<table>{head}<tbody>\n{rows}\n</tbody></table>"
    )


def _once(messages: Sequence[Message]) -> Iterator[Message]:
    seen = set()
    for message in messages:
        if (message.msgid, message.context) not in seen:
            seen.add((message.msgid, message.context))
            yield message


def _shown(markdown: str) -> str:
    """A message as readers see it; pictures by their description, for they would need their files."""
    rendered = Markdown(output_format="html").convert(markdown.replace("<", "&lt;")) if markdown else ""
    tree = html.fragment_fromstring(rendered, create_parent="div")
    for image in list(tree.iter("img")):
        picture = html.Element("span")
        picture.text = f"[{image.get('alt', '')}]"
        picture.tail = image.tail
        image.getparent().replace(image, picture)
    for link in tree.iter("a"):
        link.attrib.clear()
    return inner_html(tree)


def _pairs(
    left: html.HtmlElement, right: html.HtmlElement, where: str
) -> Iterator[tuple[html.HtmlElement, html.HtmlElement]]:
    """Blocks of words of two trees that were made from the same source."""
    lefts, rights = list(left), list(right)
    if [child.tag for child in lefts] != [child.tag for child in rights] and left.tag in CONTAINERS:
        raise RenditionError(
            Problem(
                where,
                "the two languages are not built of the same blocks",
                "equal blocks",
                "this is a fault of leafletpress: report it",
            )
        )
    for one, other in zip(lefts, rights, strict=False):
        if one.tag in CONTAINERS or any(child.tag in CONTAINERS or child.tag == "p" for child in one):
            if one.tag not in CONTAINERS and (one.text or "").strip():
                yield _own_words(one), _own_words(other)
            yield from (
                _pairs(one, other, where)
                if one.tag in CONTAINERS
                else _pairs(_blocks_of(one), _blocks_of(other), where)
            )
        elif "".join(one.itertext()).strip() or one.find(".//img") is not None or one.tag == "img":
            yield one, other


def _own_words(item: html.HtmlElement) -> html.HtmlElement:
    """An item's own words, without the list below it."""
    copy = html.fromstring(html.tostring(item, encoding="unicode", with_tail=False))
    for child in [child for child in copy if child.tag in CONTAINERS]:
        copy.remove(child)
    return copy


def _blocks_of(item: html.HtmlElement) -> html.HtmlElement:
    """The blocks inside an item, in a container of their own."""
    copy = html.fromstring(html.tostring(item, encoding="unicode", with_tail=False))
    container = html.Element("section")
    container.extend([child for child in list(copy) if child.tag in CONTAINERS or child.tag == "p"])
    return container


def _cell(block: html.HtmlElement, locale: Locale) -> str:
    copy = html.fromstring(html.tostring(block, encoding="unicode", with_tail=False))
    wrapper = html.Element("div")
    wrapper.append(copy)
    for image in list(wrapper.iter("img")):
        picture = html.Element("span")
        picture.text = f"[{image.get('alt', '')}]"
        picture.tail = image.tail
        image.getparent().replace(image, picture)
    for element in wrapper.iter():
        for name in ("id", "href"):
            element.attrib.pop(name, None)
    inner = inner_html(copy)
    lang, direction = block.get("lang", locale.tag), block.get("dir", locale.direction)
    tag = block.tag if block.tag in {"h1", "h2", "h3", "h4", "h5", "h6"} else "p"
    tag = "h2" if tag == "h1" else tag
    return f'<td lang="{lang}" dir="{direction}"><{tag}>{inner}</{tag}></td>'
