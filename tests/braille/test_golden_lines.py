"""Lines in Unified English Braille, each checked by hand against a rule of its Rules (second edition, 2013)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from leafletpress.braille.profiles import Grade
from tests.braille.transcribing import ascii_line

FOLDER = Path(__file__).parents[1] / "golden" / "braille" / "lines"
CLAIMS = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in sorted(FOLDER.glob("*.yml"))
    for number, case in enumerate(yaml.safe_load(path.read_text("utf-8")), 1)
]


def test_every_claim_names_its_rule() -> None:
    assert len(CLAIMS) >= 40
    assert all(claim.values[0]["rule"] for claim in CLAIMS)  # type: ignore[index]


@pytest.mark.parametrize("case", CLAIMS)
def test_contracted(case: dict[str, Any]) -> None:
    assert ascii_line(case["print"], grade=2) == case["contracted"].upper()


@pytest.mark.parametrize("case", [claim for claim in CLAIMS if "uncontracted" in claim.values[0]])  # type: ignore[operator]
def test_uncontracted(case: dict[str, Any]) -> None:
    grade: Grade = 1
    assert ascii_line(case["print"], grade=grade) == case["uncontracted"].upper()
