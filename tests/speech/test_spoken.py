"""The spoken form: one golden file a claim."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from leafletpress.speech.spoken import digits_of, spoken_form

GOLDEN = sorted((Path(__file__).parents[1] / "golden" / "spoken").glob("*.yml"))
CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in GOLDEN
    for number, case in enumerate(yaml.safe_load(path.read_text("utf-8")), 1)
]


@pytest.mark.parametrize("case", CASES)
def test_golden(case: dict[str, Any]) -> None:
    shown, phone = case["shown"], case.get("phone", "")
    start = shown.index(phone)
    phones = [(start, start + len(phone))] if phone else []

    def spoken() -> str:
        return spoken_form(shown, case["lang"], phones, item=case.get("item", False))

    if "error" in case:
        with pytest.raises(ValueError, match=case["error"]):
            spoken()
    else:
        assert spoken() == case["spoken"]


def test_every_script_counts_as_digits() -> None:
    assert digits_of("1 ٢ ۳ ৪ ५") == "12345"
