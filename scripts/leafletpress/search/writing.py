"""Write a locale's search index; the words of an edition are kept until its text changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from leafletpress.addresses import SEARCH, START, folder_of, page_file
from leafletpress.codedigest import code_digest
from leafletpress.edition import Edition
from leafletpress.locales import Locale
from leafletpress.search.index import Entry, index_files, places
from leafletpress.siteplan import SitePlan
from leafletpress.store import Store, key_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A page that can be found, and where its words are kept."""

    name: str
    title: str
    summary: str
    words: str
    "Key in the store."


def write_search_index(plan: SitePlan, tag: str, folder: Path) -> None:
    """Every published leaflet and page of a locale but its start page; `folder` is the locale's own."""
    store = Store(plan.project.cache_dir)
    editions = [plan.editions[name, tag] for name in plan.names() if name != START]
    editions = [edition for edition in editions if edition.status != "withheld"]
    read = {one.leaflet: keep_words(one, store) for one in editions if store.noted(words_key(one)) is None}
    listed = tuple(listed_page(edition) for edition in editions)
    (folder / SEARCH).mkdir(parents=True, exist_ok=True)
    for filename, text in index_of(listed, plan.interfaces[tag].locale, plan.project.source_locale, store, read):
        (folder / SEARCH / filename).write_text(text, "utf-8")


def listed_page(edition: Edition) -> Listed:
    """What the index says of a page."""
    meta = edition.metadata
    return Listed(edition.leaflet, meta.title.text, meta.summary.text, words_key(edition))


def index_of(
    listed: Iterable[Listed], locale: Locale, source: Locale, store: Store, read: Mapping[str, Mapping[str, str]]
) -> list[tuple[str, str]]:
    """Name and text of each file of a locale's index, from the words just read of some pages and those kept of others.

    Raises KeyError with all pages whose words were not kept, or not as they were.
    """
    own = len(folder_of(locale, source))
    words = [(one, read[one.name] if one.name in read else _words(one, store)) for one in listed]
    if lost := [one.name for one, found in words if found is None]:
        raise KeyError(*lost)
    entries = [
        Entry(page_file(one.name, locale, source)[own:], one.title, one.summary, found)
        for one, found in words
        if found is not None
    ]
    return sorted(index_files(entries, locale.language).items())


def words_key(edition: Edition) -> str:
    """Where the words of an edition are kept."""
    return key_of("search", code_digest("leafletpress.search.index"), edition.digest)


def keep_words(edition: Edition, store: Store) -> dict[str, str]:
    """Read an edition's words and keep them."""
    found = places(edition)
    store.note(words_key(edition), json.dumps(found, ensure_ascii=False, sort_keys=True).encode())
    return found


def _words(listed: Listed, store: Store) -> dict[str, str] | None:
    data = store.noted(listed.words)
    kept: dict[str, str] | None = None if data is None else json.loads(data)
    return kept
