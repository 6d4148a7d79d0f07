"""A second set of queries, written by another hand from the texts alone, asked of the site's own pages.

They stand among a hundred pages of words that are like the language's and are none, so that tolerance has a price.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from leafletpress.edition import Edition
from leafletpress.locales import locale_from_tag
from leafletpress.project import load_project
from leafletpress.search.folding import words
from leafletpress.search.index import Entry, places
from leafletpress.siteplan import plan_editions
from leafletpress.store import Store
from tests.projects import ROOT
from tests.search.test_queries import made_up, open_index, text_entry, urls

QUERIES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "queries-second.yml").read_text("utf-8")
)
DECOYS = 100
SHARE_FOUND, SHARE_FIRST = 0.9, 0.9


@pytest.fixture(scope="module")
def editions() -> Mapping[tuple[str, str], Edition]:
    project = load_project(ROOT / "mkdocs.yml")
    return plan_editions(project, Store(project.cache_dir)).editions


@pytest.mark.parametrize("tag", QUERIES)
def test_people_find_the_page_that_a_librarian_would_want_first(
    tab: Page, page_folder: Path, editions: Mapping[tuple[str, str], Edition], tag: str
) -> None:
    language = locale_from_tag(tag).language
    own = [edition for (name, other), edition in editions.items() if other == tag and name != "index"]
    entries = [Entry(one.leaflet, one.metadata.title.text, "", places(one)) for one in own]
    texts = [" ".join(one.tree().itertext()) for one in own]
    known = {word for one in own for word in places(one)}
    entries += [
        text_entry(f"decoy-{at:03}", " ".join(word for word in words(text) if word not in known), language)
        for at, text in enumerate(made_up(texts, DECOYS))
    ]
    open_index(tab, page_folder, entries, language)
    lost, later = [], []
    for one in QUERIES[tag]:
        expected = one.get("expect_any") or [one["expect"]]
        found = urls(tab, one["query"])
        if not set(expected) & set(found):
            lost.append((one["query"], one["kind"], one["why"]))
        elif found[0] not in expected:
            later.append((one["query"], one["kind"], one["why"], found[:3]))
    number = len(QUERIES[tag])
    print(f"\n{tag}: {number - len(lost)} of {number} found, {number - len(lost) - len(later)} first")
    print(*(f"  lost {one}" for one in lost), *(f"  later {one}" for one in later), sep="\n")
    assert number >= 20
    assert len(lost) <= (1 - SHARE_FOUND) * number, lost
    assert len(lost) + len(later) <= (1 - SHARE_FIRST) * number, later
