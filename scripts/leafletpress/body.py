"""From Python-Markdown's HTML to the body of an edition: what it may hold, and one way of saying each thing.

Nothing outside the folder of leaflets is ever reached from here, and nothing that a leaflet may not hold comes through:
each such piece is a problem that names its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from lxml import html

from leafletpress.edition import BODY_ELEMENTS, digest_of, inner_html
from leafletpress.errors import Problem
from leafletpress.interface import Interface, _

GLOBAL_ATTRIBUTES = frozenset({"class", "dir", "id", "lang", "title"})
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
}
IMAGE_SUFFIXES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp"})
MAX_IMAGE_BYTES = 10 << 20
SVG_DANGER = re.compile(
    rb"<script|<foreignObject|<!ENTITY|\son\w+\s*=|@import|(?:href|src)\s*=\s*[\"'](?!#|[\"'])|url\(\s*[\"']?(?!#)",
    re.IGNORECASE,
)
"Whatever makes a picture run code or fetch something."
ALIGNED = re.compile(r"text-align:\s*(?:left|right|center);?")


@dataclass
class BodyBuilder:
    """One pass over one leaflet's HTML."""

    where: Callable[[str], str]
    "From a piece of text to `docs/leaflet.md:12`."
    docs_dir: Path
    names: frozenset[str]
    "Names of every leaflet and page of the site."
    interface: Interface
    problems: list[Problem] = field(default_factory=list)
    resources: dict[str, str] = field(default_factory=dict)

    def build(self, converted: str) -> str:
        """The edition's body; look at `problems` before using it."""
        root = html.fragment_fromstring(converted, create_parent="article")
        for element in list(root.iter()):
            if not isinstance(element.tag, str):
                element.drop_tree()
        for element in list(root.iterdescendants()):
            self._admit(element)
        if self.problems:
            return ""
        for element in list(root.iterdescendants()):
            self._normalise(element)
        self._references(root)
        self._one_title(root)
        self._anchors(root)
        for element in root.iterdescendants():
            if element.text is None and not len(element) and element.tag not in {"br", "hr", "img"}:
                element.text = ""  # <td></td>, never <td/>: the fragment is read as HTML too
        return inner_html(root)

    def _problem(self, piece: str, found: str, expected: str, remedy: str) -> None:
        self.problems.append(Problem(self.where(piece), found, expected, remedy, piece))

    # What may be there at all

    def _admit(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag not in BODY_ELEMENTS:
            self._problem(f"<{tag}", f"a leaflet cannot hold <{tag}>", "Markdown", "delete it, or write it as Markdown")
            return
        if tag in ("div", "section") and not self._known_division(element):
            self._problem(f"<{tag}", f"a <{tag}> of raw HTML", "Markdown", "write it as Markdown")
        allowed = GLOBAL_ATTRIBUTES | ATTRIBUTES.get(tag, frozenset())
        for name, value in element.attrib.items():
            if name not in allowed or (name == "style" and not ALIGNED.fullmatch(value)):
                self._problem(
                    name,
                    f"<{tag}> has an attribute `{name}`",
                    f"no attribute but {', '.join(sorted(allowed))}",
                    "delete it",
                )
        if tag == "a":
            self._admit_link(element)
        elif tag == "img":
            self._admit_image(element)

    def _known_division(self, element: html.HtmlElement) -> bool:
        return bool({"admonition", "footnote"} & set(element.get("class", "").split()))

    def _admit_link(self, element: html.HtmlElement) -> None:
        href = element.get("href")
        if href is None or not href.strip():
            self._problem(element.text_content(), "a link without an address", "`[words](address)`", "give its address")
            return
        address = urlsplit(href)
        if address.scheme in ("tel", "mailto", "https", "http") or href.startswith("#"):
            return
        page, anchor = PurePosixPath(unquote(address.path)), address.fragment
        if (
            address.scheme
            or address.netloc
            or page.suffix != ".md"
            or len(page.parts) != 1
            or page.stem not in self.names
        ):
            self._problem(
                href,
                f"a link to {href!r}, which is not part of the site",
                "another leaflet's file, such as `other-formats.md`, a web address with https:, tel: or mailto:",
                "correct the address",
            )
            return
        element.set("href", f"leaflet:{page.stem}" + (f"#{anchor}" if anchor else ""))

    def _admit_image(self, element: html.HtmlElement) -> None:
        source = element.get("src", "")
        address = urlsplit(source)
        path = PurePosixPath(unquote(address.path))
        if address.scheme or address.netloc or path.is_absolute() or ".." in path.parts or not path.parts:
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
        if (
            path.suffix.lower() not in IMAGE_SUFFIXES
            or not file.is_file()
            or not file.resolve().is_relative_to(self.docs_dir.resolve())
        ):
            self._problem(
                source,
                f"there is no image {source!r} in the folder of leaflets",
                f"a file ending in {', '.join(sorted(IMAGE_SUFFIXES))}",
                "correct the path, or add the image",
            )
            return
        if file.stat().st_size > MAX_IMAGE_BYTES:
            self._problem(
                source, f"an image of {file.stat().st_size:,} bytes", f"at most {MAX_IMAGE_BYTES:,}", "make it smaller"
            )
            return
        data = file.read_bytes()
        if path.suffix.lower() == ".svg" and (danger := SVG_DANGER.search(data)):
            self._problem(
                source,
                f"the drawing holds {danger[0].decode('utf-8', 'replace').strip()!r}",
                "a drawing without scripts that refers to nothing outside itself",
                "save it as plain SVG",
            )
            return
        element.set("src", path.as_posix())
        self.resources.setdefault(path.as_posix(), digest_of(data))

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
        elif element.tag == "a" and self._shows_address(element):
            element.set("dir", "ltr")  # isolated, so that right-to-left text around it leaves its groups in order
        for name in ("id", "href"):
            if ":" in element.get(name, "") and re.match(r"#?fn(?:ref)?\d*:", element.get(name, "")):
                element.set(name, element.get(name, "").replace(":", "-"))

    def _shows_address(self, element: html.HtmlElement) -> bool:
        href, shown = element.get("href", ""), element.text_content().strip()
        return (href.startswith(("tel:", "mailto:")) and not any(c.isalpha() and not c.isascii() for c in shown)) or (
            bool(shown) and shown in href
        )

    def _references(self, root: html.HtmlElement) -> None:
        """Footnotes become a section of numbered references with a heading of its own."""
        for footnotes in root.xpath("./div[contains(concat(' ', @class, ' '), ' footnote ')]"):
            footnotes.tag = "section"
            footnotes.set("class", "references")
            for rule in footnotes.findall("hr"):
                rule.drop_tree()
            phrase = self.interface.phrase(_("References"))
            heading = html.Element("h2")
            heading.set("id", "references")
            heading.text = phrase.text
            if phrase.lang != self.interface.locale.tag:
                heading.set("lang", phrase.lang)
                heading.set("dir", self.interface.source_locale.direction)
            footnotes.insert(0, heading)
            for back in footnotes.iter("a"):
                if "footnote-backref" in back.get("class", ""):
                    back.text = self.interface.text(_("Back to the text"))
                    back.attrib.pop("title", None)

    def _one_title(self, root: html.HtmlElement) -> None:
        titles = root.findall(".//h1")
        first = root[0] if len(root) else None
        if len(titles) != 1 or first is None or first is not titles[0]:
            piece = titles[1].text_content() if len(titles) > 1 else ""
            self._problem(
                piece,
                f"{len(titles)} headings of level 1, or text before the first",
                "one heading of level 1 (`# Title`) and nothing before it",
                "use `##` for the other headings",
            )
        level = 1
        for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
            step = int(heading.tag[1])
            if step > level + 1:
                self._problem(
                    heading.text_content(),
                    f"a heading of level {step} below one of level {level}",
                    f"level {level + 1} at most",
                    "take a `#` away",
                )
            level = step

    def _anchors(self, root: html.HtmlElement) -> None:
        identifiers = {element.get("id") for element in root.iterdescendants() if element.get("id")}
        for link in root.iter("a"):
            href = link.get("href", "")
            if href.startswith("#") and href[1:] not in identifiers:
                self._problem(
                    href, f"a link to {href!r}, which is nowhere on this page", "the id of a heading", "correct it"
                )
