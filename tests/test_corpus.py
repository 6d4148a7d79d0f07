"""The synthetic corpus: whole translations, nothing said twice, the same every time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leafletpress.conversion import read_source
from leafletpress.corpus import words_of, write_corpus
from leafletpress.leaflet import find_leaflets, read_leaflet
from leafletpress.project import Project, load_project
from leafletpress.sources import catalogue_of, read_sources
from leafletpress.synthetic import compose
from tests.projects import ROOT, contents_of


@pytest.fixture(scope="module")
def own() -> Project:
    return load_project(ROOT / "mkdocs.yml")


@pytest.fixture(scope="module")
def corpus(own: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(own, tmp_path_factory.mktemp("corpus"), leaflets=3, locales=13, formats=["braille-brf"])


def test_every_message_is_translated_into_every_language_with_its_facts(corpus: Path) -> None:
    project = load_project(corpus / "mkdocs.yml")
    sources = read_sources(project)
    assert len(sources.leaflets) == 4 and len(project.locales) == 13
    for leaflet in sources.leaflets:
        messages = read_source(leaflet, project.dialect, project.source_locale).messages
        for entry in project.locales[1:]:
            catalogue = catalogue_of(sources, leaflet.name, entry.locale)
            assert [m.msgid for m in messages if catalogue.state((m.msgid, m.context)) != "translated"] == []


def test_no_two_sentences_and_no_two_titles_are_equal(corpus: Path) -> None:
    leaflets = [read_leaflet(path, corpus) for path in find_leaflets(corpus / "docs", corpus)]
    numbers = [number for leaflet in leaflets for number in re.findall(r"\((\d+, \d+)\)", leaflet.text)]
    assert len(numbers) > 200 and len(set(numbers)) == len(numbers)
    assert len({leaflet.front.title for leaflet in leaflets}) == 4


def test_a_leaflet_has_the_length_of_a_real_one_and_every_kind_of_block(corpus: Path) -> None:
    text = (corpus / "docs" / "leaflet-00002.md").read_text("utf-8")
    assert 800 < len(text.split()) < 1200
    for mark in ("\n# ", "\n## ", "\n!!! note", "\n- ", "\n| ", "![", "](leaflet-00003.md)", "**", "[^1]:"):
        assert mark in text


def test_the_same_numbers_give_the_same_files(own: Project, corpus: Path, tmp_path: Path) -> None:
    again = write_corpus(own, tmp_path, leaflets=3, locales=13, formats=["braille-brf"])
    read = {name: data for name, data in contents_of(corpus).items() if not name.startswith(".cache/")}
    assert contents_of(again) == read  # what was read of the other is remembered in its cache


def test_a_leaflet_does_not_depend_on_how_many_there_are(own: Project) -> None:
    words = words_of(own, ["en", "ur"])
    assert compose(words, 2, 3).markdown("ur") == compose(words, 2, 300).markdown("ur")


def test_only_the_formats_that_are_named_are_left(corpus: Path) -> None:
    assert [name for name, _ in load_project(corpus / "mkdocs.yml").formats] == ["braille-brf"]
