"""This project's own leaflets in every language and size, as published: veraPDF, our rules, and three readers."""

from __future__ import annotations

import json
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pytest

from leafletpress.checks.printed import check_printed
from leafletpress.checks.printed_expected import flowing_text, words_of
from leafletpress.edition import Edition
from leafletpress.project import load_project
from leafletpress.renderers.pdf import CLEAR_PRINT, GIANT_PRINT, LARGE_PRINT
from leafletpress.siteplan import SitePlan, make_rendition, plan_editions, render_context, rendition_jobs
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


Files = dict[tuple[str, str, str], bytes]


@pytest.fixture(scope="module")
def files(plan: SitePlan) -> Files:
    """Every PDF of the site by leaflet, locale and size; those of the last build are not made again."""
    store, made = Store(plan.project.cache_dir), {}
    for job in rendition_jobs(plan)[0]:
        if job.format.endswith("-print-pdf"):
            data = store.load(store.sound(job.key) or make_rendition(job, store))
            assert data is not None
            made[job.edition.leaflet, job.edition.locale.tag, job.format.partition("-")[0]] = data
    return made


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
    named = {"-".join(key): data for key, data in files.items()}
    assert validate(named, tmp_path) == {name: {} for name in named}


def test_they_keep_to_every_rule(files: Files, plan: SitePlan) -> None:
    points = {
        renderer.format.name.partition("-")[0]: renderer.points for renderer in (CLEAR_PRINT, LARGE_PRINT, GIANT_PRINT)
    }
    for (name, tag, size), data in files.items():
        found = check_printed(data, plan.editions[name, tag], points[size], f"{name}-{tag}-{size}")
        assert list(found) == []


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_words_are_found_and_in_their_order(reader: Callable[[bytes], str], files: Files, plan: SitePlan) -> None:
    orders: dict[tuple[str, str], list[float]] = defaultdict(list)
    for (name, tag, size), data in files.items():
        wanted, found = edition_words(plan.editions[name, tag]), words_of(reader(data))
        assert share_of(wanted, found) >= (SHARE_OF_RTL if tag in RTL else SHARE), (name, tag, size)
        orders[name, size].append(order_of(wanted, found))
        assert orders[name, size][0] - order_of(wanted, found) <= NEAR, (name, tag, size)


def test_the_first_language_is_english(files: Files) -> None:
    """It is what the others are compared with above."""
    assert [tag for _, tag, _ in files][:3] == ["en"] * 3


def texts_by_pdfjs(documents: list[bytes], folder: Path) -> list[str]:
    paths = [folder / f"{number}.pdf" for number in range(len(documents))]
    for path, data in zip(paths, documents, strict=True):
        path.write_bytes(data)
    command = ["node", str(ROOT / "tests" / "node" / "read_pdf.mjs"), *map(str, paths)]
    texts: list[str] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return texts


def test_firefox_finds_nearly_every_word(files: Files, plan: SitePlan, tmp_path: Path) -> None:
    large = {(name, tag): data for (name, tag, size), data in files.items() if size == "large"}
    for (name, tag), text in zip(large, texts_by_pdfjs([*large.values()], tmp_path), strict=True):
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
