"""The built site as a reader meets it: its pages, and where their links lead."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

NOT_FOUND = "404"
"Name that these tests give to the page for addresses that do not exist."

START = "index"


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page of the built site."""

    name: str
    "`osseointegration`, `index`, `404`, `all-languages`."
    kind: str
    "`leaflet`, `page`, `404`, or `site` for what leafletpress makes of itself."
    tag: str
    direction: str
    path: str
    "Below the site's root: `ur/osseointegration/index.html`."


class Site:
    """The built site, with its manifest as the list of what there is."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.manifest: Any = json.loads((root / "manifest.json").read_text("utf-8"))
        self._trees: dict[str, html.HtmlElement] = {}

    @cached_property
    def pages(self) -> tuple[WebPage, ...]:
        """Every page, in the manifest's order; then the pages for addresses that do not exist."""
        pages = [
            WebPage(
                one["leaflet"], one["kind"], edition["locale"], edition["direction"], f"{edition['page']}index.html"
            )
            for one in self.manifest["leaflets"]
            for edition in one["editions"]
        ]
        starts = [page for page in pages if page.name == START]
        lost = [
            WebPage(NOT_FOUND, NOT_FOUND, page.tag, page.direction, page.path.replace("index.html", "404.html"))
            for page in starts
        ]
        return (*pages, *lost)

    @cached_property
    def every_page(self) -> tuple[WebPage, ...]:
        """Every page of the folder: those of the manifest, and those that leafletpress makes of itself."""
        known = {page.path for page in self.pages}
        starts = {page.path.removesuffix("index.html"): page for page in self.pages if page.name == START}
        own = []
        for file in sorted(self.root.rglob("*.html")):
            path = file.relative_to(self.root).as_posix()
            if path not in known:
                start = max((folder for folder in starts if path.startswith(folder)), key=len)
                name = path.removeprefix(start).removesuffix("/index.html")
                own.append(WebPage(name, "site", starts[start].tag, starts[start].direction, path))
        return (*self.pages, *own)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """A page of each kind by its name; of the leaflets, the longest."""
        names = {page.name: page for page in self.every_page if page.kind != "leaflet"}
        return (*names, self.leaflet)

    @property
    def tags(self) -> tuple[str, ...]:
        """Every locale, the source language first."""
        return tuple(page.tag for page in self.pages if page.name == START)

    @cached_property
    def leaflet(self) -> str:
        """The longest leaflet, which has every kind of block."""
        leaflets = [one for one in self.manifest["leaflets"] if one["kind"] == "leaflet"]
        return str(max(leaflets, key=lambda one: one["editions"][0]["words"])["leaflet"])

    def page(self, name: str, tag: str) -> WebPage:
        """The page of a leaflet in a locale."""
        return next(page for page in self.every_page if (page.name, page.tag) == (name, tag))

    def of_kind(self, kind: str, tag: str) -> WebPage:
        """The page that stands for its kind; of the leaflets, the longest."""
        return self.page(self.leaflet if kind == "leaflet" else kind, tag)

    def edition(self, page: WebPage) -> Any:
        """What the manifest says of a page."""
        editions = next(one["editions"] for one in self.manifest["leaflets"] if one["leaflet"] == page.name)
        return next(edition for edition in editions if edition["locale"] == page.tag)

    def tree(self, path: str) -> html.HtmlElement:
        """A page's elements; read once."""
        if path not in self._trees:
            self._trees[path] = html.document_fromstring((self.root / path).read_text("utf-8"))
        return self._trees[path]

    def target(self, page: WebPage, address: str) -> str:
        """The file below the site's root that an address on a page leads to, as a web server would find it."""
        path = unquote(urlsplit(urljoin(f"http://site/{page.path}", address)).path).removeprefix("/")
        return f"{path}index.html" if path.endswith("/") or not path else path


def words_of(element: html.HtmlElement) -> str:
    """An element's text, with single spaces."""
    return " ".join(element.text_content().split())


def language_of(element: html.HtmlElement) -> str:
    """The language an element's text is in: its own `lang`, or that of the nearest element around it."""
    return next(str(one.get("lang")) for one in (element, *element.iterancestors()) if one.get("lang") is not None)


def texts_of(tree: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """Every text of a page with the element it stands in."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if words := " ".join((element.text or "").split()):
            yield element, words
        parent = element.getparent()
        if parent is not None and (words := " ".join((element.tail or "").split())):
            yield parent, words
