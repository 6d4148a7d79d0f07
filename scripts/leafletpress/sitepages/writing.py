"""Write a locale's own pages, sheets and feeds beside those that MkDocs has written from the leaflets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from leafletpress.addresses import NEWS_FEED, PODCAST_FEED, SHEET, folder_of, page_file
from leafletpress.frames import Place, frame_of, place_of, site_page_names
from leafletpress.interface import _
from leafletpress.locales import Locale
from leafletpress.pages import Frame
from leafletpress.sitepages.feedback import Feedback, feedback
from leafletpress.sitepages.feeds import news_feed, podcast_feed
from leafletpress.sitepages.lists import Finder, FormatRow, LanguageRow, finder, format_table, language_table
from leafletpress.sitepages.names import FEEDBACK, FIND, FORMATS, LANGUAGES, SITE_PAGES, STATEMENT, TOPICS, SitePageName
from leafletpress.sitepages.sheets import Ticket, tickets
from leafletpress.sitepages.statement import Statement, StatementOptions, statement
from leafletpress.sitepages.topics import Topic, topics
from leafletpress.siteplan import SitePlan

Data: TypeAlias = (
    Finder
    | tuple[LanguageRow, ...]
    | tuple[FormatRow, ...]
    | tuple[Ticket, ...]
    | tuple[Topic, ...]
    | Statement
    | Feedback
    | None
)
Render = Callable[[str, Frame], bytes]
"From a template's name and a page to HTML."


@dataclass(frozen=True, slots=True)
class SitePage(Frame):
    """A page that leafletpress makes of itself."""

    data: Data
    "What its template shows."


def write_site_pages(plan: SitePlan, tag: str, folder: Path, render: Render, options: StatementOptions) -> None:
    """Every page, sheet and feed of a locale; `folder` is the locale's own."""
    locale, source = plan.interfaces[tag].locale, plan.project.source_locale
    files = site_files(plan, tag, render, options) | languages_file(plan, tag, render)
    if locale == source and plan.project.site_url:
        files |= {page_file(name, source, source): render(template, page) for name, template, page in sheets(plan)}
    own = len(folder_of(locale, source))
    for name, data in files.items():
        path = folder / name[own:]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def site_files(plan: SitePlan, tag: str, render: Render, options: StatementOptions) -> dict[str, bytes]:
    """Path from the site's root and bytes of every page and feed of a locale, without sheets and `languages_file`."""
    locale, source = plan.interfaces[tag].locale, plan.project.source_locale
    pages = site_pages(plan, locale, options, [page for page in SITE_PAGES if page != LANGUAGES])
    files = {page_file(name, locale, source): render(template, page) for name, template, page in pages}
    feeds = ((NEWS_FEED, news_feed(plan, locale)), (PODCAST_FEED, podcast_feed(plan, locale)))
    return files | {folder_of(locale, source) + filename: data for filename, data in feeds if data}


def languages_file(plan: SitePlan, tag: str, render: Render) -> dict[str, bytes]:
    """The same of the page of all languages, which asks for all editions and for no format; none if an author has."""
    locale, source = plan.interfaces[tag].locale, plan.project.source_locale
    pages = site_pages(plan, locale, StatementOptions(), [LANGUAGES])
    return {page_file(name, locale, source): render(template, page) for name, template, page in pages}


def site_pages(
    plan: SitePlan, locale: Locale, options: StatementOptions, pages: Iterable[SitePageName]
) -> Iterator[tuple[str, str, SitePage]]:
    """Name, template and content of each of these pages that no author has written."""
    interface, made = plan.interfaces[locale.tag], site_page_names(plan)
    for page in pages:
        if page.name not in made:
            continue
        place = place_of(plan, page.name, locale)
        data = _data(plan, page.name, place, options)
        title, summary = interface.phrase(page.title), interface.phrase(page.summary)
        frame = frame_of(plan, place, kind="site", title=title, summary=summary)
        yield page.name, f"site/{page.name}.html", SitePage(**frame, data=data)


def _data(plan: SitePlan, name: str, place: Place, options: StatementOptions) -> Data:
    if name == FIND.name:
        return finder(plan, place)
    if name == TOPICS.name:
        return topics(plan, place)
    if name == LANGUAGES.name:
        return language_table(plan, place)
    if name == FORMATS.name:
        return format_table(plan, place)
    if name == FEEDBACK.name:
        return feedback(plan, place)
    return statement(plan, place.locale, options) if name == STATEMENT.name else None


def sheets(plan: SitePlan, names: Collection[str] | None = None) -> Iterator[tuple[str, str, SitePage]]:
    """A sheet for each leaflet, or for those named. It speaks every language itself, so that there is one for all."""
    locale = plan.project.source_locale
    for name in plan.names():
        edition = plan.editions[name, locale.tag]
        if edition.metadata.kind != "leaflet" or (names is not None and name not in names):
            continue
        title = plan.interfaces[locale.tag].phrase(
            _("{leaflet}: choose your language"), leaflet=edition.metadata.title.text
        )
        place = place_of(plan, f"{name}/{SHEET}", locale)
        frame = frame_of(plan, place, kind="site", title=title, summary=None, indexed=False, only=(locale,))
        yield place.name, "site/waiting-room.html", SitePage(**frame, data=tickets(plan, name))
