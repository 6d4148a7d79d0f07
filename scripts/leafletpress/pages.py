"""What a page's template is given: every fact of the page, already in words, so that templates hold no logic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from leafletpress.edition import Contact, Edition, Phrase
from leafletpress.interface import Interface
from leafletpress.locales import Locale
from leafletpress.readalong import ReadAlong


@dataclass(frozen=True, slots=True)
class Language:
    """An entry of the list of languages."""

    tag: str
    direction: str
    autonym: str
    href: str
    "Relative address of this page in that language."
    current: bool


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in a language, for search engines."""

    hreflang: str
    "BCP 47 tag, or `x-default`."
    href: str
    "Absolute where the site's address is known."


@dataclass(frozen=True, slots=True)
class Offer:
    """An alternative format that exists."""

    format: str
    "`large-print-pdf`"
    label: Phrase
    "`Large print (PDF)`"
    href: str
    media_type: str
    details: tuple[Phrase, ...]
    "Size, pages or minutes, in words: `82 kB`, `9 pages`."
    notice: Phrase | None
    "What must be said of it: `Read by a computer voice.`"


@dataclass(frozen=True, slots=True)
class Missing:
    """An alternative format that does not exist in this language."""

    format: str
    label: Phrase
    reason: Phrase


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the site's own navigation."""

    href: str
    label: Phrase
    current: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that programs read."""

    href: str
    media_type: str
    label: Phrase


@dataclass(frozen=True, slots=True)
class Search:
    """What the script of the search field needs."""

    folder: str
    "Address of the index of this language."
    words: str
    "JSON: every phrase that the script shows, by name, each with `text`, `lang` and `dir`."


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the content of every page, and what its head says."""

    kind: Literal["leaflet", "page", "site", "error"]
    "`site`: a page that leafletpress makes of itself."
    lang: str
    direction: str
    source: Locale
    "The language of whatever is not translated."
    interface: Interface
    title: Phrase
    summary: Phrase | None
    indexed: bool
    "Whether search engines may list the page."
    root: str
    "Address of the published site's root, where assets lie: `../../`."
    home: str
    "Address of the start page in this language."
    is_start: bool
    find: Link | None
    "The page on which to find a leaflet."
    search: Search
    languages: tuple[Language, ...]
    alternates: tuple[Alternate, ...]
    navigation: tuple[Link, ...]
    "The site's pages in this language; no leaflet, so that a site's size grows with its leaflets and not their square."
    feeds: tuple[Feed, ...]
    contact: Contact
    site_name: Phrase
    organisation: Phrase
    canonical: str
    "Absolute address of the page, or nothing."


@dataclass(frozen=True, slots=True)
class Page(Frame):
    """A leaflet, or a page that an author wrote."""

    edition: Edition
    content: Markup
    "The edition's body as a web page shows it: links and images resolved, tables in a scrolling region."
    contents: tuple[Link, ...]
    "The page's level-2 headings."
    facts: tuple[tuple[Phrase, Phrase], ...]
    "Leaflet number, version, published, next review, owner: label and value."
    status: tuple[Phrase, ...]
    "What readers must know of the translation; empty for the source language."
    offers: tuple[Offer, ...]
    missing: tuple[Missing, ...]
    audio: Offer | None
    "The offer that the player plays."
    ask: Link | None
    "The page that says how to ask for another format, unless this is it."
    sheet: Link | None
    "The sheet with the leaflet's address in every language, to be printed."
    read_along: ReadAlong | None
    described: Markup
    "schema.org's description of the page as JSON-LD."
