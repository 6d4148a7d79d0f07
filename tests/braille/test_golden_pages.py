"""Pages as an embosser makes them, checked by hand; each golden file names the rule or sample that it follows."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from leafletpress.renderers.braille import BRAILLE_BRF
from tests.braille.transcribing import context_in, pages_of
from tests.editions import make_edition

FOLDER = Path(__file__).parents[1] / "golden" / "braille" / "pages"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.stem)
def test_pages(path: Path) -> None:
    case = yaml.safe_load(path.read_text("utf-8"))
    assert case["rule"]
    made = pages_of(case["body"], **case.get("settings", {}))
    assert ["\n".join(page) + "\n" for page in made] == case["pages"]


@pytest.mark.parametrize("path", sorted((FOLDER.parent / "files").glob("*.yml")), ids=lambda path: path.stem)
def test_whole_files(path: Path) -> None:
    case = yaml.safe_load(path.read_text("utf-8"))
    assert case["rule"]
    context = context_in(site_url="https://example.org/", **case["settings"])
    made = BRAILLE_BRF.render(make_edition(), context).data.decode("ascii")
    assert [page.replace("\r\n", "\n") for page in made.split("\f")] == [*case["pages"], ""]
