"""Write a locale's own pages, sheets and feeds beside those that MkDocs has written from the leaflets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from leafletpress.addresses import NEWS_FEED, PODCAST_FEED, SHEET, folder_of, page_folder
from leafletpress.frames import Place, frame_of, place_of, site_page_names
from leafletpress.interface import _
from leafletpress.locales import Locale
from leafletpress.pages import Frame
from leafletpress.sitepages.feedback import Feedback, feedback
from leafletpress.sitepages.feeds import news_feed, podcast_feed
from leafletpress.sitepages.lists import Finder, FormatRow, LanguageRow, finder, format_table, language_table
from leafletpress.sitepages.names import FEEDBACK, FIND, FORMATS, LANGUAGES, SITE_PAGES, STATEMENT, TOPICS
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
Render = Callable[[str, Frame], str]
"From a template's name and a page to HTML."


@dataclass(frozen=True, slots=True)
class SitePage(Frame):
    """A page that leafletpress makes of itself."""

    data: Data
    "What its template shows."


def write_site_pages(plan: SitePlan, tag: str, folder: Path, render: Render, options: StatementOptions) -> None:
    """Every page, sheet and feed of a locale; `folder` is the locale's own."""
    locale = plan.interfaces[tag].locale
    own = len(folder_of(locale, plan.project.source_locale))
    for name, template, page in site_pages(plan, locale, options):
        path = folder / page_folder(name, locale, plan.project.source_locale)[own:] / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render(template, page), "utf-8")
    for filename, data in ((NEWS_FEED, news_feed(plan, locale)), (PODCAST_FEED, podcast_feed(plan, locale))):
        if data:
            (folder / filename).write_bytes(data)


def site_pages(plan: SitePlan, locale: Locale, options: StatementOptions) -> Iterator[tuple[str, str, SitePage]]:
    """Name, template and content of each page."""
    interface, made = plan.interfaces[locale.tag], site_page_names(plan)
    for page in SITE_PAGES:
        if page.name not in made:
            continue
        place = place_of(plan, page.name, locale)
        data = _data(plan, page.name, place, options)
        title, summary = interface.phrase(page.title), interface.phrase(page.summary)
        frame = frame_of(plan, place, kind="site", title=title, summary=summary)
        yield page.name, f"site/{page.name}.html", SitePage(**frame, data=data)
    if locale == plan.project.source_locale and plan.project.site_url:
        yield from sheets(plan)


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


def sheets(plan: SitePlan) -> Iterator[tuple[str, str, SitePage]]:
    """A sheet for each leaflet. It speaks every language itself, so that there is one for all."""
    locale = plan.project.source_locale
    for name in plan.names():
        edition = plan.editions[name, locale.tag]
        if edition.metadata.kind != "leaflet":
            continue
        title = plan.interfaces[locale.tag].phrase(
            _("{leaflet}: choose your language"), leaflet=edition.metadata.title.text
        )
        place = place_of(plan, f"{name}/{SHEET}", locale)
        frame = frame_of(plan, place, kind="site", title=title, summary=None, indexed=False, only=(locale,))
        yield place.name, "site/waiting-room.html", SitePage(**frame, data=tickets(plan, name))
