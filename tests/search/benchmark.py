"""How large the index of one language is, and how much of it a reader's first query fetches. Nothing is asserted.

Leaflets are made of the sentences of the project's own in another order, a fifth of the words made up, so that the
vocabulary grows with the site as it does in life.

python -m tests.search.benchmark [LEAFLETS]... (300 1000)
"""

from __future__ import annotations

import gzip
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import yaml
from playwright.sync_api import Page, sync_playwright

from leafletpress.locales import locale_from_tag
from leafletpress.search.folding import indexed_pairs, indexed_words, joined_pairs
from leafletpress.search.index import Entry, index_files
from tests.conftest import BROWSER_ARGUMENTS
from tests.projects import ROOT
from tests.search.test_queries import made_up, sentences

TAGS = ("en", "cy", "ur", "bn", "uk", "zh-Hans")
SENTENCES, MADE_UP = 55, 0.2
QUERIES = yaml.safe_load((Path(__file__).parent / "queries-second.yml").read_text("utf-8"))


def entries_of(tag: str, number: int) -> Iterator[Entry]:
    """So many leaflets of a language, with words, headings and pairs as a real one has them."""
    language, texts, chance = locale_from_tag(tag).language, sentences(tag), random.Random(tag)
    strange = [word for text in made_up(texts, number) for word in (text.split() if language != "zh" else cut(text))]
    for at in range(number):
        text = " ".join(chance.choices(texts, k=SENTENCES))
        parts = text.split() if language != "zh" else cut(text)
        words = [chance.choice(strange) if chance.random() < MADE_UP else word for word in parts]
        body = (" " if language != "zh" else "").join(words)
        title, heading = body[20:60], body[80:200]
        places = dict.fromkeys(indexed_pairs(body), "D") | dict.fromkeys(indexed_words(body, language), "D")
        for piece, place in ((heading, "B"), (title, "A")):
            found = (*indexed_words(piece, language), *joined_pairs(piece), *indexed_pairs(piece))
            places |= dict.fromkeys(found, place)
        yield Entry(f"leaflet-{at:04}/index.html", title, body[:120], places)


def cut(text: str) -> list[str]:
    """Chinese in words of two signs, as most are."""
    return [text[at : at + 2] for at in range(0, len(text), 2)]


def fetched(tab: Page, page: Path, query: str) -> int:
    """Bytes, gzipped, of what the first query of a reader fetches besides the page and its script."""
    names: list[str] = []
    tab.on("request", lambda request: names.append(request.url))
    tab.goto(page.as_uri())
    names.clear()
    tab.evaluate("() => leafletpressSearch.open('search/')")
    tab.evaluate("query => leafletpressSearch.search(query, 10)", query)
    found = {name.rsplit("/", 1)[1] for name in names if "/search/" in name}
    return sum(len(gzip.compress((page.parent / "search" / name).read_bytes())) for name in found)


def main(numbers: tuple[int, ...]) -> None:
    """Print a line for each language and number of leaflets."""
    script = ROOT / "overrides" / "assets" / "leafletpress-search.js"
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*BROWSER_ARGUMENTS])
        for number in numbers:
            for tag in TAGS:
                page = Path(folder) / f"{tag}-{number}" / "index.html"
                (page.parent / "search").mkdir(parents=True)
                page.write_text(f'<!doctype html><meta charset="utf-8"><script src="{script.as_uri()}"></script>')
                begun = time.process_time()
                files = index_files(entries_of(tag, number), locale_from_tag(tag).language)
                seconds = time.process_time() - begun
                for name, text in files.items():
                    (page.parent / "search" / name).write_text(text, "utf-8")
                whole = sum(len(text.encode()) for text in files.values())
                small = sum(len(gzip.compress(text.encode())) for text in files.values())
                costs = []
                for one in QUERIES[tag]:
                    tab = browser.new_page()
                    costs.append(fetched(tab, page, one["query"]))
                    tab.close()
                print(
                    f"{number:5} leaflets {tag:8} {whole / 1e6:6.2f} MB, gzip {small / 1e6:5.2f} MB,"
                    f" {len(files):4} files, {seconds:5.1f} CPU s; first query, gzip kB:"
                    f" median {statistics.median(costs) / 1e3:5.1f}, most {max(costs) / 1e3:5.1f}",
                    flush=True,
                )
        browser.close()


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or (300, 1000))
