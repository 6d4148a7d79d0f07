"""What people type brings what they look for, in every language; titles come before headings, headings before text."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polib
import pytest
import yaml
from playwright.sync_api import Page

from leafletpress.locales import locale_from_tag
from leafletpress.search.folding import fold, indexed_pairs, indexed_words, joined_pairs
from leafletpress.search.index import SHARD, Entry, index_files
from tests.projects import ROOT

QUERIES: dict[str, list[tuple[str, str]]] = yaml.safe_load((Path(__file__).parent / "queries.yml").read_text("utf-8"))
LEAFLETS = ("osseointegration", "prosthetic-implants")
SHARE_FOUND = 0.9


def sentences(tag: str) -> list[str]:
    """Every message of the leaflets in a language, each as a page of its own would have it."""
    texts = []
    for name in LEAFLETS:
        for entry in polib.pofile(str(ROOT / "translations" / (tag if tag != "en" else "pl") / f"{name}.po")):
            text = entry.msgid if tag == "en" else entry.msgstr
            if len(text) > 30:
                texts.append(re.sub(r"\]\([^)]*\)|\{[^}]*\}|\[\^\d+\]", " ", text))
    return texts


def made_up(texts: Sequence[str], number: int) -> list[str]:
    """Texts of words that are like the language's and are none: the letters of its own words in another order."""
    chance = random.Random(7)
    vocabulary = sorted({word for text in texts for word in fold(text).split() if len(word) > 4})
    found = []
    for _ in range(number):
        chosen = [list(chance.choice(vocabulary)) for _ in range(40)]
        for letters in chosen:
            chance.shuffle(letters)
        found.append(" ".join("".join(letters) for letters in chosen))
    return found


def open_index(tab: Page, folder: Path, entries: list[Entry], language: str) -> None:
    """Write an index and load it afresh."""
    search = folder / "search"
    search.mkdir(exist_ok=True)
    for path in search.iterdir():
        path.unlink()
    for name, text in index_files(entries, language).items():
        (search / name).write_text(text, "utf-8")
    tab.reload()
    tab.evaluate("() => leafletpressSearch.open('search/')")


def urls(tab: Page, query: str) -> list[str]:
    answer: Any = tab.evaluate("query => leafletpressSearch.search(query, 10)", query)
    return [one["url"] for one in answer["results"]] if answer else []


def phrase_entry(url: str, text: str, language: str) -> Entry:
    """A page of one text, with its words in a row."""
    places = dict.fromkeys([*indexed_pairs(text), *indexed_words(text, language)], "D")
    return Entry(url, url, "", places)


def text_entry(url: str, text: str, language: str, place: str = "D") -> Entry:
    return Entry(url, url, "", dict.fromkeys(indexed_words(text, language), place))


@pytest.mark.parametrize("tag", QUERIES)
def test_people_find_what_they_look_for(tab: Page, page_folder: Path, tag: str) -> None:
    language, texts = locale_from_tag(tag).language, sentences(tag)
    everything = [*texts, *made_up(texts, 200)]
    open_index(
        tab, page_folder, [text_entry(f"{at:04}", text, language) for at, text in enumerate(everything)], language
    )
    missed = []
    for query, wanted in QUERIES[tag]:
        right = {f"{at:04}" for at, text in enumerate(texts) if wanted.casefold() in text.casefold()}
        assert right, f"{wanted!r} stands nowhere: the query is out of date"
        if not right & set(urls(tab, query)):
            missed.append((query, wanted))
    print(f"{tag}: {len(QUERIES[tag]) - len(missed)} of {len(QUERIES[tag])} found; missed {missed}")
    assert len(missed) <= (1 - SHARE_FOUND) * len(QUERIES[tag]), missed


def test_titles_come_before_headings_and_headings_before_text(tab: Page, page_folder: Path) -> None:
    filling = "leg arm hand foot eye"
    entries = [
        Entry("c", "C", "", dict.fromkeys(filling.split(), "D") | {"knee": "D"}),
        Entry("b", "B", "", dict.fromkeys(filling.split(), "B") | {"knee": "B"}),
        Entry("a", "A", "", dict.fromkeys(filling.split(), "A") | {"knee": "A"}),
        Entry("d", "D", "", dict.fromkeys(filling.split(), "D") | {"knees": "A"}),
    ]
    open_index(tab, page_folder, entries, "en")
    assert urls(tab, "knee")[:2] == ["a", "b"]
    assert set(urls(tab, "knee")) == {"a", "b", "c", "d"}


def test_every_beginning_of_a_word_finds_it(tab: Page, page_folder: Path) -> None:
    open_index(tab, page_folder, [text_entry(word, word, "uk") for word in ("реконструкція", "ребро", "рука")], "uk")
    for length in range(1, len("реконструкція") + 1):
        assert "реконструкція" in urls(tab, "реконструкція"[:length])


def test_words_that_stand_nowhere_together_find_what_has_most_of_them(tab: Page, page_folder: Path) -> None:
    entries = [text_entry("one", "knee pain", "en"), text_entry("two", "hip pain relief", "en")]
    open_index(tab, page_folder, entries, "en")
    assert urls(tab, "hip pain exercise") == ["two"]
    assert tab.evaluate("async () => (await leafletpressSearch.search('hip pain exercise')).isExact") is False
    assert tab.evaluate("async () => (await leafletpressSearch.search('hip pain')).isExact") is True
    assert tab.evaluate("async () => (await leafletpressSearch.search('  '))") is None


def test_words_in_a_row_come_before_the_same_words_apart(tab: Page, page_folder: Path) -> None:
    filling = [text_entry(f"filling-{at}", "the of and below above", "en") for at in range(20)]
    entries = [
        *filling,
        text_entry("apart", "the knee is above the rest; below it nothing, knee, the knee", "en", "C"),
        phrase_entry("in-a-row", "a cut below the knee", "en"),
    ]
    open_index(tab, page_folder, entries, "en")
    assert urls(tab, "below the knee") == ["in-a-row", "apart"]


def test_spaces_may_be_too_many_or_too_few(tab: Page, page_folder: Path) -> None:
    entries = [
        text_entry("one", "انتی\u200cبیوتیک ران", "fa"),
        text_entry("two", "health care", "fa"),
        Entry("three", "x", "", dict.fromkeys(joined_pairs("اوسیو انٹیگریشن"), "A")),
    ]
    open_index(tab, page_folder, entries, "fa")
    assert urls(tab, "انتی بیوتیک") == ["one"]
    assert urls(tab, "ران\u200cها") == ["one"]
    assert urls(tab, "اوسیوانٹیگریشن") == ["three"]


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("antibotic", "antibiotic"),
        ("phisio", "physio"),
        ("surgrey", "surgery"),
        ("plaaster", "plaster"),
        ("knees", "knee"),
    ],
)
def test_one_slip_in_a_word_of_five_letters_still_finds_it(tab: Page, page_folder: Path, slip: str, word: str) -> None:
    others = "walking wound ward week weight work world hospital nurse doctor tablet bandage exercise"
    open_index(tab, page_folder, [text_entry("right", word, "en"), text_entry("wrong", others, "en")], "en")
    assert urls(tab, slip) == ["right"]
    assert urls(tab, "zzzzzz") == []


def test_a_query_fetches_the_titles_of_what_it_finds_alone(tab: Page, page_folder: Path) -> None:
    """What everybody fetches first must not grow by a line for each leaflet."""
    entries = [Entry(f"{at:03}", f"Title {at}", "s" * 200, {f"word{at}": "D", "all": "D"}) for at in range(400)]
    files = index_files(entries, "en")
    assert len(files["index.js"]) < 1000
    open_index(tab, page_folder, entries, "en")
    fetched: list[str] = []
    tab.on("request", lambda request: fetched.append(request.url))
    assert urls(tab, "word237") == ["237"]
    assert len(fetched) == 2, "one shard of words and one of titles"
    assert len(urls(tab, "all")) == 10


def test_of_a_text_that_is_pasted_in_the_first_twelve_words_are_looked_for(tab: Page, page_folder: Path) -> None:
    """Each word may fetch a shard: a page of text must not fetch the whole index."""
    twelve = "ankle back chest ear elbow eye finger foot hand head hip knee"
    open_index(tab, page_folder, [text_entry("one", twelve, "en"), text_entry("two", "shoulder", "en")], "en")
    exact = "async query => (await leafletpressSearch.search(query)).isExact"
    assert tab.evaluate(exact, f"{twelve} shoulder") is True, "the thirteenth was looked for"
    assert tab.evaluate(exact, f"shoulder {twelve}") is False
    assert urls(tab, f"{twelve} shoulder") == ["one"]


def test_shards_are_cut_small_and_read_in_order(tab: Page, page_folder: Path) -> None:
    chance = random.Random(1)
    letters = "abcdefgh" + "אבג" + "𠀀𠀁" + "ঀকখ"
    vocabulary = sorted({"".join(chance.choices(letters, k=7)) for _ in range(9000)})
    entries = [text_entry(f"{at}", " ".join(vocabulary[at::50]), "en") for at in range(50)]
    files = index_files(entries, "en")
    assert len(files) > 3
    assert max(len(text.encode()) for name, text in files.items() if name != "index.js") < SHARD + 2000
    assert index_files(entries[::-1], "en") == files
    open_index(tab, page_folder, entries, "en")
    for word in chance.sample([word for word in vocabulary if word.isascii() or "א" in word], 40):
        assert urls(tab, word), word
