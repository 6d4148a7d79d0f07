"""Lists of leaflets: from A to Z, in every language, in every format."""

from __future__ import annotations

from dataclasses import dataclass

from leafletpress.addresses import page_file, page_folder
from leafletpress.edition import Edition, Phrase
from leafletpress.frames import Place, site_page_names
from leafletpress.interface import _
from leafletpress.pages import Link, Missing, Offer
from leafletpress.pageviews import missing_of, offer_of
from leafletpress.sitepages.alphabet import OTHER, index_letter, sort_key
from leafletpress.sitepages.names import TOPICS
from leafletpress.siteplan import SitePlan


@dataclass(frozen=True, slots=True)
class Entry:
    """A leaflet in a list."""

    link: Link
    summary: Phrase


@dataclass(frozen=True, slots=True)
class Letter:
    """The leaflets whose titles begin with a letter."""

    anchor: str
    "`letter-1`: the letter itself may be of any script."
    letter: str
    "Nothing for those that begin with no letter."
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Finder:
    """What the page to find a leaflet shows."""

    letters: tuple[Letter, ...]
    untranslated: tuple[Entry, ...]
    "Leaflets that are not offered in this language; the source language's are linked."
    by_topic: Link | None
    "The page that lists the same leaflets by topic."


@dataclass(frozen=True, slots=True)
class Translation:
    """A cell of the table of languages."""

    tag: str
    direction: str
    autonym: str
    link: Link | None
    "The leaflet in that language, or nothing."


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """A leaflet and the languages it is offered in."""

    link: Link
    translations: tuple[Translation, ...]


@dataclass(frozen=True, slots=True)
class FormatRow:
    """A leaflet in one language, and its formats."""

    link: Link
    offers: tuple[Offer, ...]
    "With addresses relative to the list."
    missing: tuple[Missing, ...]


def finder(plan: SitePlan, place: Place) -> Finder:
    """Every leaflet from A to Z, by the alphabet of the page's language."""
    locale = place.locale
    offered = [edition for edition in leaflets(plan, locale.tag) if edition.status != "withheld"]
    offered.sort(key=lambda edition: sort_key(edition.metadata.title.text, locale))
    groups: dict[str, list[Entry]] = {}
    for edition in offered:
        groups.setdefault(index_letter(edition.metadata.title.text, locale), []).append(entry_of(plan, place, edition))
    letters = sorted(groups, key=lambda letter: (letter == OTHER, sort_key(letter, locale)))
    source = plan.project.source_locale
    withheld = [
        plan.editions[edition.leaflet, source.tag]
        for edition in leaflets(plan, locale.tag)
        if edition.status == "withheld"
    ]
    by_topic = None
    if TOPICS.name in site_page_names(plan):
        title = plan.interfaces[locale.tag].phrase(TOPICS.title)
        by_topic = Link(place.href(page_file(TOPICS.name, locale, source)), title)
    return Finder(
        tuple(Letter(f"letter-{number}", one, tuple(groups[one])) for number, one in enumerate(letters, 1)),
        tuple(entry_of(plan, place, edition) for edition in withheld),
        by_topic,
    )


def language_table(plan: SitePlan, place: Place) -> tuple[LanguageRow, ...]:
    """A row for each leaflet, a cell for each language of the site."""
    source = plan.project.source_locale
    rows = []
    for edition in leaflets(plan, place.locale.tag):
        cells = []
        for locale in plan.locales():
            other = plan.editions[edition.leaflet, locale.tag]
            href = place.href(page_file(other.leaflet, locale, source))
            link = None if other.status == "withheld" else Link(href, other.metadata.title)
            cells.append(Translation(locale.tag, locale.direction, locale.autonym, link))
        rows.append(LanguageRow(entry_of(plan, place, edition).link, tuple(cells)))
    return tuple(rows)


def format_table(plan: SitePlan, place: Place) -> tuple[FormatRow, ...]:
    """A row for each leaflet with every format of it in the page's language."""
    interface, rows = plan.interfaces[place.locale.tag], []
    for edition in leaflets(plan, place.locale.tag):
        key = (edition.leaflet, edition.locale.tag)
        folder = page_folder(edition.leaflet, edition.locale, plan.project.source_locale)
        offers = []
        for rendition in plan.renditions.get(key, ()):
            offer = offer_of(rendition, interface)
            offers.append(
                Offer(
                    offer.format,
                    offer.label,
                    place.href(folder + rendition.filename),
                    offer.media_type,
                    offer.details,
                    offer.notice,
                )
            )
        web = Offer("web", interface.phrase(_("Web page")), place.href(f"{folder}index.html"), "text/html", (), None)
        if edition.status != "withheld":
            offers.insert(0, web)
        missing = tuple(missing_of(*entry, interface) for entry in plan.unavailable.get(key, ()))
        rows.append(FormatRow(entry_of(plan, place, edition).link, tuple(offers), missing))
    return tuple(rows)


def leaflets(plan: SitePlan, tag: str) -> list[Edition]:
    """Every leaflet's edition in a language, withheld ones too."""
    editions = [plan.editions[name, tag] for name in plan.names()]
    return [edition for edition in editions if edition.metadata.kind == "leaflet"]


def entry_of(plan: SitePlan, place: Place, edition: Edition) -> Entry:
    """A leaflet as the lists of a page show it."""
    target = page_file(edition.leaflet, edition.locale, plan.project.source_locale)
    return Entry(Link(place.href(target), edition.metadata.title), edition.metadata.summary)
