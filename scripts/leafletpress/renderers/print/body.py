"""The edition's body made fit for paper.

Only structure that paper needs is changed; every word stays, in its order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from leafletpress.addresses import page_folder
from leafletpress.edition import BODY_ELEMENTS, Edition, Phrase
from leafletpress.errors import Problem, RenditionError
from leafletpress.renderers.print.limits import check_body, check_size
from leafletpress.renderers.print.lines import keep_together, set_apart
from leafletpress.renderers.print.paper import Paper
from leafletpress.renderers.print.pictures import Picture, read_picture
from leafletpress.renderers.print.room import is_tall
from leafletpress.renderers.print.tables import as_list, fits
from leafletpress.renderers.print.typefaces import typeface_for

KEPT = frozenset({"id", "class", "lang", "dir", "role"})
"Attributes that every element keeps. Others are dropped: a `style` could make letters smaller."

KEPT_BY = {
    "a": {"href"},
    "abbr": {"title"},
    "img": {"src", "alt"},
    "li": {"value"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}

NUMBER = re.compile(r"\+?[\d\s()-]+")
ADDRESS = re.compile(r"\S+@\S+|(https?://|www\.)\S+")
"Words of a link that are themselves a number or an address, and so read from left to right in any language."


@dataclass(slots=True)
class Printing:
    """One body on its way to paper."""

    edition: Edition
    docs_dir: Path
    site_url: str
    paper: Paper
    "A table that fits at 14 points may not at 18."
    pictures: dict[str, Picture] = field(default_factory=dict)
    "What the text shows, by the address that the engine will ask for."
    addresses: dict[str, Phrase] = field(default_factory=dict)
    "Where links lead that do not say so, with their words: on paper, nobody can press them."

    def problem(self, found: str, expected: str, remedy: str, element: etree._Element) -> RenditionError:
        """An error that shows the offending element."""
        where = f"{self.edition.source} ({self.edition.locale.tag})"
        excerpt = etree.tostring(element, encoding="unicode", with_tail=False)
        return RenditionError(Problem(where, found, expected, remedy, excerpt))


def printable_body(printing: Printing) -> etree._Element:
    """The `article` of an edition, ready to be set."""
    where = f"{printing.edition.source} ({printing.edition.locale.tag})"
    check_size("letters of HTML", len(printing.edition.body), where)
    article: etree._Element = printing.edition.tree()
    check_body(article, where)
    etree.strip_tags(article, etree.Comment, etree.ProcessingInstruction)
    for element in list(article.iterdescendants()):
        if element.tag not in BODY_ELEMENTS:
            raise printing.problem(
                f"<{element.tag}> cannot be printed",
                f"one of the elements {', '.join(sorted(BODY_ELEMENTS))}",
                "write it in another way, or teach leafletpress/renderers/print/body.py to print it",
                element,
            )
        kept = KEPT | KEPT_BY.get(str(element.tag), set())
        for name in set(element.attrib) - kept:
            del element.attrib[name]
        rule = RULES.get(str(element.tag))
        if rule is not None:
            rule(element, printing)
    for span in article.iter("span"):
        if not span.attrib:
            span.tag = "plain"
    etree.strip_tags(article, "plain")  # such as links to where paper cannot lead: a line is cut best in one piece
    shape(article, printing.paper)
    if len(article) == 0 or article[0].tag != "h1":
        raise printing.problem("the text does not begin with its title", "an h1 first", "begin with the title", article)
    set_apart(article, rtl=printing.edition.locale.direction == "rtl")
    return article


def _link(link: etree._Element, printing: Printing) -> None:
    href = link.get("href", "")
    text = "".join(map(str, link.itertext())).strip()
    if link.get("class") == "footnote-backref":
        _let_break_before(link)
    if not any(character.isalnum() for character in text) and link.find(".//img") is None:
        # The arrow of a way back from a note: nothing to read, and not in any of the fonts.
        _unwrap(link, keep_text=False)
    elif href.startswith("leaflet:"):
        address = site_address(href, printing)
        if address:
            link.set("href", address)
            _note_address(link, address, text, printing)
        else:
            _unwrap(link)
    elif href.startswith(("tel:", "mailto:", "https:", "http:")):
        kind = "number" if NUMBER.fullmatch(text) else "address" if ADDRESS.fullmatch(text) else None
        if kind:
            link.set("dir", "ltr")
            link.set("class", kind)
        elif href.startswith("http"):
            _note_address(link, href, text, printing)
    elif not re.fullmatch(r"#\S+", href):
        raise printing.problem(
            "a link has an address that cannot be printed",
            "#id, leaflet:NAME, tel:, mailto: or https:",
            "mend the link's address",
            link,
        )


def _let_break_before(link: etree._Element) -> None:
    """Put a plain space before a way back: with the no-break space of Markdown, the line would be cut far before it."""
    before, parent = link.getprevious(), link.getparent()
    if before is not None:
        before.tail = re.sub("\u00a0$", " ", before.tail or "")
    elif parent is not None:
        parent.text = re.sub("\u00a0$", " ", parent.text or "")


def _note_address(link: etree._Element, address: str, text: str, printing: Printing) -> None:
    if text:
        marked = next((one for one in (link, *link.iterancestors()) if one.get("lang")), None)
        tag = printing.edition.locale.tag if marked is None else marked.get("lang", "")
        printing.addresses.setdefault(address, Phrase(" ".join(text.split()), tag))


def site_address(href: str, printing: Printing) -> str:
    """The published address of `leaflet:NAME#id`, or nothing where the site's own is not known."""
    name, _, fragment = href.removeprefix("leaflet:").partition("#")
    if not printing.site_url:
        return ""
    folder = page_folder(name, printing.edition.locale, printing.edition.source_locale)
    return printing.site_url + folder + (f"#{fragment}" if fragment else "")


def _image(image: etree._Element, printing: Printing) -> None:
    if "alt" not in image.attrib:
        raise printing.problem(
            "an image has no alternative text",
            "words that say what it shows, or alt text that is empty for an ornament",
            "write ![what it shows](images/…)",
            image,
        )
    picture = read_picture(image.get("src", ""), printing.edition, printing.docs_dir)
    printing.pictures[picture.address] = picture
    image.set("src", picture.address)
    if picture.media_type == "image/svg+xml":
        image.set("class", "drawing")


def shape(article: etree._Element, paper: Paper) -> None:
    """Give text, tables and lists of descriptions the form that paper of this size asks for."""
    for abbreviation in list(article.iter("abbr")):
        if not {"lang", "dir", "id"} & set(abbreviation.attrib):
            abbreviation.tag = "abbr-unwrapped"
    # Nobody can point at a word on paper to see what it stands for, and in one piece a name keeps its order.
    etree.strip_tags(article, "abbr-unwrapped")
    keep_together(article)
    for table in list(article.iter("table")):
        if not fits(table, paper):
            as_list(table)
    for listing in list(article.iter("dl")):
        _group(listing)


def _group(listing: etree._Element) -> None:
    """Hold each term together with what is said of it, as one entry of the list."""
    entry: etree._Element | None = None
    for child in list(listing):
        if child.tag == "div":
            child.set("class", "entry")
            entry = None
            continue
        if entry is None or (child.tag == "dt" and entry[-1].tag == "dd"):
            entry = etree.Element("div", {"class": "entry"})
            child.addprevious(entry)
        entry.append(child)


def _figure(figure: etree._Element, printing: Printing) -> None:
    """Take the paragraph away that Markdown puts around a picture: it is not one."""
    for paragraph in figure.findall("p"):
        if len(paragraph) == 1 and paragraph[0].tag == "img" and not "".join(map(str, paragraph.itertext())).strip():
            paragraph.tag = "div"


def _callout(aside: etree._Element, printing: Printing) -> None:
    face = typeface_for(printing.edition.locale, naskh=printing.paper.naskh)
    if face is not None and is_tall(aside, printing.paper, face.line_height):
        aside.set("class", f"{aside.get('class', '')} tall".strip())


def _paragraph(paragraph: etree._Element, printing: Printing) -> None:
    """Keep what announces something, such as an address, on the page of what it announces."""
    text = "".join(map(str, paragraph.itertext())).rstrip()
    if text.endswith((":", "：")) and not paragraph.get("class"):
        paragraph.set("class", "announces")


RULES: dict[str, Callable[[etree._Element, Printing], None]] = {
    "a": _link,
    "aside": _callout,
    "figure": _figure,
    "img": _image,
    "p": _paragraph,
}
"What paper asks of an element; the other elements of the contract are set as they stand."


def _unwrap(element: etree._Element, *, keep_text: bool = True) -> None:
    """Take an element away and leave what it holds, or only what follows it."""
    if keep_text:
        element.tag = "span"
        del element.attrib["href"]
        return
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None, "an element of the body has a parent"
    if before is not None:
        before.tail = (before.tail or "").rstrip() + (element.tail or "")
    else:
        parent.text = (parent.text or "").rstrip() + (element.tail or "")
    parent.remove(element)
