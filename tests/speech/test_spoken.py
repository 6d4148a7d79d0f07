"""The spoken form: one golden file a claim."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from leafletpress.project import load_project
from leafletpress.speech.spoken import digits_of, spoken_form
from leafletpress.speech.voices import Voice, voice_for
from tests.projects import ROOT

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


KINDS = {"phone", "dose", "range", "date", "time", "money", "percentage", "postcode", "e-mail"} | {
    "abbreviation",
    "ordinal",
    "decimal",
}
"What every language that has a voice must have a claim about."


def test_every_language_of_the_site_that_has_a_voice_has_its_claims() -> None:
    locales = [entry.locale for entry in load_project(ROOT / "mkdocs.yml").locales]
    claims: dict[str, list[str]] = {locale.tag: [] for locale in locales if isinstance(voice_for(locale, {}), Voice)}
    for case in (case for path in GOLDEN for case in yaml.safe_load(path.read_text("utf-8"))):
        if "claim" in case:
            claims[case["lang"]].append(case["claim"])
    assert len(claims) >= 11
    assert len(claims["en"]) >= 40
    for tag, found in claims.items():
        assert len(found) >= 12, tag
        assert set(found) >= KINDS, tag


def test_every_script_counts_as_digits() -> None:
    assert digits_of("1 ٢ ۳ ৪ ५") == "12345"
