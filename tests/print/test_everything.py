"""A leaflet of thirty pages with everything at once: nothing of it is lost, cut or said twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from leafletpress.checks.printed import check_printed
from leafletpress.edition import Edition
from leafletpress.renderers import RenderContext, Rendered
from leafletpress.renderers.pdf import CLEAR_PRINT, GIANT_PRINT, LARGE_PRINT
from tests.print.everything import PARTS, ROWS, editions
from tests.print.structure import Element, structure_of
from tests.print.verapdf import validate
from tests.projects import ROOT

Leaflets = dict[str, tuple[Edition, RenderContext]]
every_language = pytest.mark.parametrize("tag", ["en", "ar"])


@pytest.fixture(scope="module")
def leaflets(tmp_path_factory: pytest.TempPathFactory) -> Leaflets:
    return editions(tmp_path_factory.mktemp("everything"))


@pytest.fixture(scope="module")
def made(leaflets: Leaflets) -> dict[str, Rendered]:
    return {tag: LARGE_PRINT.render(*leaflet) for tag, leaflet in leaflets.items()}


@every_language
def test_it_is_long_and_wholly_in_its_language(tag: str, leaflets: Leaflets, made: dict[str, Rendered]) -> None:
    edition, _ = leaflets[tag]
    assert edition.messages.total == edition.messages.translated > 45
    assert 'lang="en"' not in edition.body
    assert dict(made[tag].facts)["pages"] >= 30


def test_verapdf_finds_nothing(made: dict[str, Rendered], tmp_path: Path) -> None:
    assert validate({tag: one.data for tag, one in made.items()}, tmp_path) == {tag: {} for tag in made}


@every_language
def test_it_keeps_to_every_rule_at_every_size(tag: str, leaflets: Leaflets, made: dict[str, Rendered]) -> None:
    edition, context = leaflets[tag]
    assert list(check_printed(made[tag].data, edition, 18, "everything.pdf")) == []
    for renderer in (CLEAR_PRINT, GIANT_PRINT):
        data = renderer.render(edition, context).data
        assert list(check_printed(data, edition, renderer.points, "everything.pdf")) == []


WANTED = {
    "H1": 1,
    "H2": PARTS + 2,
    "H3": PARTS,
    "L": 7 * PARTS + 1,
    "LI": 11 * PARTS + 2,
    "Table": 1,
    "THead": 1,
    "TBody": 1,
    "TR": ROWS + 1,
    "TH": 3,
    "TD": 3 * ROWS,
    "Figure": PARTS,
    "Caption": PARTS,
    "BlockQuote": PARTS,
    "Reference": 2 * PARTS,
    "Note": 2,
    "Link": 6 * PARTS + ROWS + 2 * PARTS,
}
"What the Markdown of `everything.py` holds, counted by hand."


@every_language
def test_each_element_of_the_source_is_one_of_the_file(tag: str, made: dict[str, Rendered]) -> None:
    (article,) = structure_of(made[tag].data).root.all("Art")
    found = Counter(element.role for element in article.walk())
    # The frame inside of the article: the leaflet's facts, and the contents with their heading.
    facts = next(element for element in article.content if isinstance(element, Element) and element.role == "L")
    found -= Counter(element.role for element in facts.walk())
    (contents,) = article.all("TOC")
    found -= Counter({"H2": 1, "Reference": len(contents.content), "Link": len(contents.content)})
    assert {role: found[role] for role in WANTED} == WANTED


@every_language
def test_lists_are_four_deep(tag: str, made: dict[str, Rendered]) -> None:
    def depth(element: Element) -> int:
        below = [depth(child) for child in element.content if isinstance(child, Element)]
        return max(below, default=0) + (element.role == "L")

    assert depth(structure_of(made[tag].data).root) == 4


@pytest.mark.parametrize(("tag", "other"), [("en", {"cy": PARTS, "ar": PARTS}), ("ar", {"cy": PARTS})])
def test_every_passage_in_another_language_says_so(tag: str, other: dict[str, int], made: dict[str, Rendered]) -> None:
    (article,) = structure_of(made[tag].data).root.all("Art")
    said = Counter(
        element.said["Lang"] for element in article.walk() if element.said.get("Lang") in {"cy", "ar"} - {tag}
    )
    assert said == other


AGAIN = """\
import sys
from pathlib import Path
from leafletpress.renderers.pdf import LARGE_PRINT
from tests.print.everything import editions
for tag, leaflet in sorted(editions(Path(sys.argv[1]) / "home").items(), reverse=True):
    (Path(sys.argv[1]) / f"{tag}.pdf").write_bytes(LARGE_PRINT.render(*leaflet).data)
"""


def test_it_has_the_same_bytes_in_another_process_place_time_zone_and_language(
    made: dict[str, Rendered], tmp_path: Path
) -> None:
    surroundings = {"PATH": os.environ["PATH"], "LANG": "tr_TR.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}
    surroundings |= {"HOME": str(tmp_path), "PYTHONPATH": f"{ROOT / 'scripts'}:{ROOT}"}
    subprocess.run([sys.executable, "-c", AGAIN, str(tmp_path)], check=True, cwd=tmp_path, env=surroundings)
    for tag in made:
        assert (tmp_path / f"{tag}.pdf").read_bytes() == made[tag].data
