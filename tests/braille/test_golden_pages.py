"""Pages as an embosser makes them, checked by hand; each golden file names the rule or sample that it follows."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.braille.transcribing import pages_of

FOLDER = Path(__file__).parents[1] / "golden" / "braille" / "pages"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.stem)
def test_pages(path: Path) -> None:
    case = yaml.safe_load(path.read_text("utf-8"))
    assert case["rule"]
    made = pages_of(case["body"], **case.get("settings", {}))
    assert ["\n".join(page) + "\n" for page in made] == case["pages"]
