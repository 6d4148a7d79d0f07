"""The spoken form: one golden file a claim."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from leafletpress.errors import RenditionError
from leafletpress.speech.spoken import check_digits, digits_of, spoken_form

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
        check_digits(shown, spoken(), "docs/leaflet.md")


def test_every_script_counts_as_digits() -> None:
    assert digits_of("1 ٢ ۳ ৪ ५") == "12345"


@pytest.mark.parametrize("spoken", ["Take mg.", "Take 55 mg.", "Take 6 mg."])
def test_a_lost_added_or_changed_digit_is_refused(spoken: str) -> None:
    with pytest.raises(RenditionError) as caught:
        check_digits("Take ۵ mg.", spoken, "docs/leaflet.md (ur)")
    message = str(caught.value)
    assert "docs/leaflet.md (ur)" in message
    assert "Take ۵ mg." in message
