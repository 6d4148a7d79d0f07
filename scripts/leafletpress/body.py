"""From Python-Markdown's HTML to the body of an edition: what it may hold, and one way of saying each thing.

Nothing outside the folder of leaflets is ever reached from here, and nothing that a leaflet may not hold comes through:
each such piece is a problem that names its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from lxml import html

from leafletpress.drawings import fault_of_picture
from leafletpress.edition import BODY_ELEMENTS, digest_of, inner_html
from leafletpress.errors import Problem
from leafletpress.interface import Interface, _
from leafletpress.links import Where, admit_link, shows_itself, split_address
from leafletpress.markup import read_markup
from leafletpress.sanitising import taken_away
from leafletpress.structure import check_headings, follow_links, name_ids, unused_id

GLOBAL_ATTRIBUTES = frozenset({"class", "dir", "id", "lang", "title"})
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
}
VALUES = {
    "style": (re.compile(r"text-align:\s*(?:left|right|center);?"), "what a column of a Markdown table has"),
    "width": (re.compile(r"[1-9]\d*%?", re.ASCII), "a whole number of pixels, or a percentage"),
    "height": (re.compile(r"[1-9]\d*%?", re.ASCII), "a whole number of pixels, or a percentage"),
}
"What an attribute may say, where not everything goes."
IMAGE_SUFFIXES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp"})
MAX_IMAGE_BYTES = 10 << 20

_FAULTS: dict[tuple[str, str], str | None] = {}
"What was found wrong with a picture, by ending and digest: each language of a leaflet shows the same ones."


@dataclass
class BodyBuilder:
    """One pass over one leaflet's HTML."""

    where: Where
    "From a piece of text to `docs/leaflet.md:12`."
    docs_dir: Path
    names: frozenset[str]
    "Names of every leaflet and page of the site."
    interface: Interface
    problems: list[Problem] = field(default_factory=list)
    resources: dict[str, str] = field(default_factory=dict)

    def build(self, converted: str) -> str:
        """The edition's body; look at `problems` before using it."""
        root, problems = read_markup(converted, self.where)
        self.problems += problems
        for element in list(root.iterdescendants()):
            self._admit(element)
        if self.problems:
            return ""
        for element in list(root.iterdescendants()):
            self._normalise(element)
        self.problems += check_headings(root, self.where)
        self.problems += name_ids(root, self.where)
        self._references(root)
        self.problems += follow_links(root, self.where)
        for element in root.iterdescendants():
            if element.text is None and not len(element) and element.tag not in {"br", "hr", "img"}:
                element.text = ""  # <td></td>, never <td/>: the fragment is read as HTML too
        body = inner_html(root)
        if not self.problems and (piece := taken_away(root, body)):
            self._problem(
                piece,
                "something that a sanitiser would change, or that browsers read in another way",
                "Markdown",
                "write it as Markdown; if it is Markdown, this is a fault of leafletpress: report it",
            )
        return body

    def _problem(self, piece: str, found: str, expected: str, remedy: str) -> None:
        self.problems.append(Problem(self.where(piece), found, expected, remedy, piece))

    # What may be there at all

    def _admit(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag not in BODY_ELEMENTS:
            self._problem(f"<{tag}", f"a leaflet cannot hold <{tag}>", "Markdown", "delete it, or write it as Markdown")
            return
        if tag in ("div", "section"):
            self._admit_division(element)
        allowed = GLOBAL_ATTRIBUTES | ATTRIBUTES.get(tag, frozenset())
        for name, value in element.attrib.items():
            pattern, expected = VALUES.get(name, (None, ""))
            if name not in allowed:
                expected = f"no attribute but {', '.join(sorted(allowed))}"
                self._problem(name, f"<{tag}> has an attribute `{name}`", expected, "delete it")
            elif pattern and not pattern.fullmatch(value):
                self._problem(
                    name, f"<{tag}> has an attribute `{name}` of {value!r}", expected, "correct it, or delete it"
                )
        if tag == "a":
            self._admit_link(element)
        elif tag == "img":
            self._admit_image(element)

    def _admit_division(self, element: html.HtmlElement) -> None:
        classes = element.get("class", "").split()
        if "toc" in classes:
            self._problem("[TOC]", "a list of headings", "nothing: the page lists its headings by itself", "delete it")
        elif not {"admonition", "footnote"} & set(classes):
            self._problem(f"<{element.tag}", f"a <{element.tag}> of raw HTML", "Markdown", "write it as Markdown")

    def _admit_link(self, element: html.HtmlElement) -> None:
        href = element.get("href")
        if href is None or not href.strip():
            self._problem(element.text_content(), "a link without an address", "`[words](address)`", "give its address")
            return
        words = element.text_content() + "".join(image.get("alt", "") for image in element.iter("img"))
        if not any(character.isprintable() and not character.isspace() for character in words):
            self._problem(
                href, "a link without words", "`[words](address)`, which say where it leads", "put words inside it"
            )
        admitted = admit_link(href, self.names, self.where)
        if isinstance(admitted, Problem):
            self.problems.append(admitted)
        else:
            element.set("href", admitted)

    def _admit_image(self, element: html.HtmlElement) -> None:
        source = element.get("src", "")
        address = split_address(source)
        path = PurePosixPath(unquote(address.path) if address else "")
        if (
            address is None
            or address._replace(path="") != ("", "", "", "", "")
            or path.is_absolute()
            or ".." in path.parts
            or not path.parts
        ):
            self._problem(
                source,
                f"an image from {source!r}, which is not in the folder of leaflets",
                "a path such as `images/hand.svg`",
                "copy the image into the folder of leaflets",
            )
            return
        if element.get("alt") is None:
            self._problem(
                source,
                "an image without alternative text",
                "`![what it shows](image)`, or `![](image)` for decoration",
                "say in a few words what the picture shows",
            )
        file = self.docs_dir / path
        try:
            known = path.suffix.lower() in IMAGE_SUFFIXES and file.is_file()
            if not known or not file.resolve().is_relative_to(self.docs_dir.resolve()):
                raise FileNotFoundError
            size = file.stat().st_size
            data = file.read_bytes() if size <= MAX_IMAGE_BYTES else b""
        except OSError:
            self._problem(
                source,
                f"there is no image {source!r} in the folder of leaflets",
                f"a file ending in {', '.join(sorted(IMAGE_SUFFIXES))} that can be read",
                "correct the path, or add the image",
            )
            return
        if size > MAX_IMAGE_BYTES:
            self._problem(source, f"an image of {size:,} bytes", f"at most {MAX_IMAGE_BYTES:,}", "make it smaller")
            return
        seen = path.suffix.lower(), digest_of(data)
        if seen not in _FAULTS:
            _FAULTS[seen] = fault_of_picture(seen[0], data)
        if fault := _FAULTS[seen]:
            self._problem(
                source,
                f"the picture {source!r} holds {fault}",
                "a PNG, JPEG or WebP photograph, or an SVG drawing that runs nothing and refers only to itself",
                "delete that from the picture, or save it again, a drawing as plain SVG",
            )
            return
        element.set("src", path.as_posix())
        self.resources.setdefault(path.as_posix(), seen[1])

    # One way of saying each thing

    def _normalise(self, element: html.HtmlElement) -> None:
        classes = element.get("class", "").split()
        if element.tag == "div" and "admonition" in classes:
            kind = next((name for name in classes if name != "admonition"), "note")
            element.tag = "aside"
            element.set("class", f"callout callout-{kind}")
        elif element.tag == "p" and "admonition-title" in classes:
            element.set("class", "callout-title")
        elif element.tag in ("th", "td"):
            element.attrib.pop("style", None)
            if element.tag == "th" and element.get("scope") is None:
                element.set("scope", "col")
        elif element.tag == "a" and shows_itself(element.get("href", ""), element.text_content().strip()):
            element.set("dir", "ltr")  # isolated, so that right-to-left text around it leaves its groups in order

    def _references(self, root: html.HtmlElement) -> None:
        """Footnotes become a section of numbered references with a heading of its own."""
        for footnotes in root.xpath("./div[contains(concat(' ', @class, ' '), ' footnote ')]"):
            footnotes.tag = "section"
            footnotes.set("class", "references")
            for rule in footnotes.findall("hr"):
                rule.drop_tree()
            heading = html.Element("h2")
            heading.set("id", unused_id(root, "references"))
            footnotes.insert(0, heading)
            self._say(heading, _("References"))
            for back in footnotes.iter("a"):
                if "footnote-backref" in back.get("class", ""):
                    self._say(back, _("Back to the text"))
                    back.attrib.pop("title", None)
                    if back.getnext() is not None and not back.tail:
                        back.tail = " "  # a note that is referred to twice has two ways back, and they are words

    def _say(self, element: html.HtmlElement, msgid: str) -> None:
        """Put a phrase of the interface into the element, with its language where that is not the one around it."""
        phrase, interface = self.interface.phrase(msgid), self.interface
        around = (ancestor.get("lang") for ancestor in element.iterancestors())
        element.text = phrase.text
        if phrase.lang != next(filter(None, around), interface.locale.tag):
            locale = interface.locale if phrase.lang == interface.locale.tag else interface.source_locale
            element.set("lang", locale.tag)
            element.set("dir", locale.direction)
