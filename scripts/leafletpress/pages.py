"""What a page's template is given: every fact of the page, already in words, so that templates hold no logic."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from leafletpress.edition import Edition, Phrase
from leafletpress.interface import Interface


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
class Offer:
    """An alternative format that exists."""

    format: str
    "`large-print-pdf`"
    label: Phrase
    "`Large print (PDF)`"
    href: str
    media_type: str
    details: tuple[Phrase, ...]
    "Type, size, pages or minutes, in words: `PDF`, `82 KB`, `9 pages`."
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
class Page:
    """Everything the templates show."""

    edition: Edition
    lang: str
    direction: str
    interface: Interface
    content: Markup
    "The edition's body as a web page shows it: links and images resolved, tables in a scrolling region."
    root: str
    "Relative address of the published site's root, where assets lie: `../../`."
    home: str
    "Relative address of the start page in this language."
    languages: tuple[Language, ...]
    navigation: tuple[Link, ...]
    "The site's pages and leaflets in this language."
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
    site_name: Phrase
    organisation: Phrase
    canonical: str
    "Absolute address of the page, or nothing."
