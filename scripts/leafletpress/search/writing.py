"""Write a locale's search index; the words of an edition are kept until its text changes."""

from __future__ import annotations

import json
from pathlib import Path

from leafletpress.addresses import SEARCH, START, folder_of, page_file
from leafletpress.codedigest import code_digest
from leafletpress.edition import Edition
from leafletpress.search.index import Entry, index_files, places
from leafletpress.siteplan import SitePlan
from leafletpress.store import Store, key_of


def write_search_index(plan: SitePlan, tag: str, folder: Path) -> None:
    """Every published leaflet and page of a locale but its start page; `folder` is the locale's own."""
    store = Store(plan.project.cache_dir)
    locale, source = plan.interfaces[tag].locale, plan.project.source_locale
    own = len(folder_of(locale, source))
    entries = [
        Entry(
            url=page_file(name, locale, source)[own:],
            title=edition.metadata.title.text,
            summary=edition.metadata.summary.text,
            places=_kept_places(edition, store),
        )
        for name in plan.names()
        if name != START and (edition := plan.editions[name, tag]).status != "withheld"
    ]
    (folder / SEARCH).mkdir(parents=True, exist_ok=True)
    for filename, text in index_files(entries, locale.language).items():
        (folder / SEARCH / filename).write_text(text, "utf-8")


def _kept_places(edition: Edition, store: Store) -> dict[str, str]:
    key = key_of("search", code_digest("leafletpress.search.index"), edition.digest)
    record = store.find(key)
    if record and (data := store.load(record)):
        kept: dict[str, str] = json.loads(data)
        return kept
    found = places(edition)
    store.save(key, json.dumps(found, ensure_ascii=False, sort_keys=True).encode())
    return found
