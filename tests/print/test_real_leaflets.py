"""This project's own leaflets in every language and size, as published: veraPDF, our rules, and three readers."""

from __future__ import annotations

import json
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from leafletpress.checks.printed import check_printed_site
from leafletpress.checks.printed_expected import flowing_text, words_of
from leafletpress.edition import Edition
from leafletpress.project import load_project
from leafletpress.renderers.pdf import LARGE_PRINT
from leafletpress.siteplan import SitePlan, plan_editions, render_context
from leafletpress.store import Store
from tests.print.test_text_layer import READERS, draw_as_ever
from tests.print.verapdf import validate
from tests.projects import ROOT

SIZES = ("clear", "large", "giant")
RTL = ("ur", "ar", "prs")
TAGS = ("en", "cy", "pl", *RTL, "bn", "so", "ro", "uk", "pa", "gu", "zh-Hans")

SHARE, SHARE_OF_RTL = 0.995, 0.99
"Of the words of a leaflet, that copy and search must find."

NEAR = 0.05
"How much further from the leaflet's own order than the English may the order be in which a reader finds the words."

BY_PDFJS = 0.94
"What Firefox finds; it takes no space between two pieces of a line from right to left."


@pytest.fixture(scope="module")
def plan() -> SitePlan:
    project = load_project(ROOT / "mkdocs.yml")
    return plan_editions(project, Store(project.cache_dir))


@pytest.fixture(scope="module")
def files(manifest: Any, built_site: Path) -> dict[tuple[str, str, str], Path]:
    """Every PDF of the site by leaflet, locale and size."""
    return {
        (leaflet["leaflet"], edition["locale"], rendition["format"].partition("-")[0]): built_site / rendition["path"]
        for leaflet in manifest["leaflets"]
        for edition in leaflet["editions"]
        for rendition in edition["renditions"]
        if rendition["format"].endswith("-print-pdf")
    }


Files = dict[tuple[str, str, str], Path]


def edition_words(edition: Edition) -> list[str]:
    return words_of(flowing_text(edition.tree()))


def share_of(wanted: list[str], found: list[str]) -> float:
    return 1 - (Counter(wanted) - Counter(found)).total() / len(wanted)


def order_of(wanted: list[str], found: list[str]) -> float:
    """The share of a leaflet's words that are found in its order, whatever stands around them on the pages."""
    blocks = SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(wanted)


def test_every_leaflet_is_printed_in_every_language_and_size(files: Files) -> None:
    names = {name for name, _, _ in files}
    assert len(names) >= 2
    assert set(files) == {(name, tag, size) for name in names for tag in TAGS for size in SIZES}


def test_verapdf_finds_nothing_in_any_of_them(files: Files, tmp_path: Path) -> None:
    assert validate({"-".join(key): path.read_bytes() for key, path in files.items()}, tmp_path) == {
        "-".join(key): {} for key in files
    }


def test_they_keep_to_every_rule(manifest: Any, built_site: Path, plan: SitePlan) -> None:
    assert list(check_printed_site(built_site, manifest, plan.editions)) == []


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_words_are_found_and_in_their_order(reader: Callable[[bytes], str], files: Files, plan: SitePlan) -> None:
    orders: dict[tuple[str, str], list[float]] = defaultdict(list)
    for (name, tag, size), path in files.items():
        wanted, found = edition_words(plan.editions[name, tag]), words_of(reader(path.read_bytes()))
        assert share_of(wanted, found) >= (SHARE_OF_RTL if tag in RTL else SHARE), (name, tag, size)
        orders[name, size].append(order_of(wanted, found))
        assert orders[name, size][0] - order_of(wanted, found) <= NEAR, (name, tag, size)


def test_the_first_language_is_english(files: Files) -> None:
    """It is what the others are compared with above."""
    assert [tag for _, tag, _ in files][:3] == ["en"] * 3


def texts_by_pdfjs(paths: list[Path]) -> list[str]:
    command = ["node", str(ROOT / "tests" / "node" / "read_pdf.mjs"), *map(str, paths)]
    texts: list[str] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return texts


def test_firefox_finds_nearly_every_word(files: Files, plan: SitePlan) -> None:
    large = {(name, tag): path for (name, tag, size), path in files.items() if size == "large"}
    for (name, tag), text in zip(large, texts_by_pdfjs([*large.values()]), strict=True):
        wanted = edition_words(plan.editions[name, tag])
        assert share_of(wanted, words_of(text)) >= (BY_PDFJS if tag in RTL else SHARE), (name, tag)


@pytest.fixture(scope="module")
def as_ever(plan: SitePlan) -> Callable[[str], tuple[list[str], bytes]]:
    """Words of the shorter leaflet in a language, and its large print as the engine would have drawn it."""
    name = min(
        (name for name, tag in plan.editions if tag == "en" and plan.editions[name, tag].metadata.kind == "leaflet"),
        key=lambda name: len(plan.editions[name, "en"].body),
    )

    def render(tag: str) -> tuple[list[str], bytes]:
        edition = plan.editions[name, tag]
        with pytest.MonkeyPatch.context() as patch:
            draw_as_ever(patch)
            data = LARGE_PRINT.render(edition, render_context(plan, edition, "large-print-pdf")).data
        return edition_words(edition), data

    return cache(render)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@pytest.mark.parametrize("tag", [*RTL, "bn", "pa", "gu"])
def test_the_engine_alone_would_fail(
    tag: str, reader: Callable[[bytes], str], as_ever: Callable[[str], tuple[list[str], bytes]]
) -> None:
    wanted, data = as_ever(tag)
    assert share_of(wanted, words_of(reader(data))) < (SHARE_OF_RTL if tag in RTL else SHARE)
