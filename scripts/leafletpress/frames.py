"""Site plan → what stands around the content of every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from leafletpress.addresses import NEWS_FEED, PODCAST_FEED, SEARCH, START, folder_of, page_file, page_folder, relative
from leafletpress.edition import Phrase
from leafletpress.interface import _
from leafletpress.locales import Locale
from leafletpress.pages import Alternate, Feed, Language, Link, Search
from leafletpress.search.words import search_words
from leafletpress.sitepages.names import FIND, SITE_PAGES, TOPICS
from leafletpress.siteplan import SitePlan


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands, from which its links begin."""

    name: str
    "Of the leaflet or page; of the start page for pages that stand nowhere."
    locale: Locale
    href: Callable[[str], str]
    "From a path below the site's root to an address on the page."


def place_of(plan: SitePlan, name: str, locale: Locale) -> Place:
    """A page at its own address, with relative links."""
    folder = page_folder(name, locale, plan.project.source_locale)
    return Place(name, locale, lambda target: relative(target, folder))


def frame_of(
    plan: SitePlan,
    place: Place,
    *,
    kind: Literal["leaflet", "page", "site", "error"],
    title: Phrase,
    summary: Phrase | None,
    indexed: bool = True,
    only: tuple[Locale, ...] | None = None,
) -> Mapping[str, Any]:
    """The fields of a `Frame`, by name; `only` names the locales that a page exists in, if not all."""
    project, locale, source = plan.project, place.locale, plan.project.source_locale
    interface = plan.interfaces[locale.tag]
    offered = only or locales_with(plan, place.name)
    is_error = kind == "error"

    def here(name: str, one: Locale = locale) -> str:
        return place.href(page_file(name, one, source))

    def absolute(name: str, one: Locale) -> str:
        return f"{project.site_url}{page_folder(name, one, source)}" if project.site_url else here(name, one)

    def link(name: str, label: Phrase) -> Link:
        return Link(here(name), label, current=name == place.name and not is_error)

    alternates = [Alternate(one.tag, absolute(place.name, one)) for one in offered]
    generated = site_page_names(plan)
    folder = folder_of(locale, source)
    return {
        "kind": kind,
        "lang": locale.tag,
        "direction": locale.direction,
        "source": source,
        "interface": interface,
        "title": title,
        "summary": summary,
        "indexed": indexed and not is_error,
        "root": place.href(""),
        "home": here(START),
        "is_start": place.name == START,
        "find": link(FIND.name, interface.phrase(FIND.title)) if FIND.name in generated else None,
        "search": Search(place.href(f"{folder}{SEARCH}/"), search_words(interface)),
        "languages": tuple(
            Language(one.tag, one.direction, one.autonym, here(place.name, one), one == locale) for one in offered
        ),
        "alternates": ()
        if is_error
        else (*alternates, Alternate("x-default", absolute(place.name, source)))
        if source in offered
        else tuple(alternates),
        "navigation": (
            *(link(name, plan.editions[name, locale.tag].metadata.title) for name in authors_pages(plan)),
            *(link(one.name, interface.phrase(one.title)) for one in SITE_PAGES if one.name in generated),
        ),
        "feeds": _feeds(plan, place),
        "contact": plan.editions[START, locale.tag].metadata.contact,
        "site_name": interface.phrase(project.site_name),
        "organisation": interface.phrase(project.organisation),
        "canonical": f"{project.site_url}{page_folder(place.name, locale, source)}"
        if project.site_url and not is_error
        else "",
    }


def authors_pages(plan: SitePlan) -> tuple[str, ...]:
    """Names of the pages that authors wrote for the site, start page first."""
    source = plan.project.source_locale.tag
    return tuple(name for name in plan.names() if plan.editions[name, source].metadata.kind == "page")


def site_page_names(plan: SitePlan) -> frozenset[str]:
    """Names of the pages that leafletpress makes of itself: an author's page of the same name stands instead."""
    if plan.own_pages is not None:
        return plan.own_pages
    without = set(plan.names())
    if not any(edition.metadata.topics for edition in plan.editions.values()):
        without.add(TOPICS.name)
    return frozenset(page.name for page in SITE_PAGES if page.name not in without)


def locales_with(plan: SitePlan, name: str) -> tuple[Locale, ...]:
    """The locales in which a page is offered; a page of leafletpress's own is, in all."""
    return tuple(
        locale
        for locale in plan.locales()
        if (edition := plan.editions.get((name, locale.tag))) is None or edition.status != "withheld"
    )


def has_recordings(plan: SitePlan, tag: str) -> bool:
    """Whether there is anything to hear in a language."""
    return tag in plan.heard


def _feeds(plan: SitePlan, place: Place) -> tuple[Feed, ...]:
    """Feeds name their entries by absolute addresses, so there are none where the site's own is not known."""
    if not plan.project.site_url:
        return ()
    interface = plan.interfaces[place.locale.tag]
    folder = folder_of(place.locale, plan.project.source_locale)
    news = Feed(
        place.href(f"{folder}{NEWS_FEED}"), "application/atom+xml", interface.phrase(_("New and changed leaflets"))
    )
    if not has_recordings(plan, place.locale.tag):
        return (news,)
    podcast = Feed(
        place.href(f"{folder}{PODCAST_FEED}"), "application/rss+xml", interface.phrase(_("Leaflets to hear"))
    )
    return (news, podcast)
