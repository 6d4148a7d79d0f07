"""Facts that a translation shares with its source: one golden file a claim, and laws."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from leafletpress.integrity import ascii_digits, differences

GOLDEN = sorted((Path(__file__).parent / "golden" / "integrity").glob("*.yml"))
CASES = [
    pytest.param(case, path.stem.endswith("-nope"), id=f"{path.stem}-{number}")
    for path in GOLDEN
    for number, case in enumerate(yaml.safe_load(path.read_text("utf-8")), 1)
]
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=60)
LAW = settings(max_examples=150, deadline=None, derandomize=True, database=None)
NATIVE_ZEROS = "0٠۰०০੦૦๐０"


@pytest.mark.parametrize(("case", "nope"), CASES)
def test_golden(case: dict[str, Any], nope: bool) -> None:
    found = differences(case["source"], case["translation"])
    if nope:
        assert found == ()
        return
    assert found, "the translation would be published"
    for fault in case["faults"]:
        assert any(fault in one for one in found), found


@LAW
@given(TEXT)
def test_the_text_itself_has_no_faults(text: str) -> None:
    assert differences(text, text) == ()


@LAW
@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(NATIVE_ZEROS))
def test_another_number_is_a_fault_and_the_same_number_in_any_script_is_none(one: int, other: int, zero: str) -> None:
    native = "".join(chr(ord(zero) + int(digit)) for digit in str(other))
    assert bool(differences(f"Take {one} mg.", f"Weź {native} mg.")) == (one != other)


@LAW
@given(st.decimals(min_value="0.001", max_value="999.999", places=3), st.integers(1, 10**6))
def test_a_decimal_is_never_equal_to_a_whole_number_of_another_value(dose: Any, whole: int) -> None:
    if dose != whole:
        assert differences(f"Take {dose} mg.", f"Weź {whole} mg.")


@LAW
@given(st.integers(0, 10**9))
def test_english_grouping_is_equal_to_no_grouping(number: int) -> None:
    assert differences(f"{number:,} people", f"{number} osób") == ()


@LAW
@given(st.text(max_size=80))
def test_digits_are_made_ascii_and_nothing_else_changes(text: str) -> None:
    plain = ascii_digits(text)
    assert len(plain) == len(text)
    assert all(new == old or new == str(unicodedata.decimal(old)) for new, old in zip(plain, text, strict=True))


@LAW
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_are_compared_without_failing(one: str, other: str) -> None:
    assert all(isinstance(fault, str) for fault in differences(one, other))


def test_a_long_hostile_text_is_compared_in_good_time() -> None:
    for piece in ("[", "`", "{", "1,", "<a ", "](", "[^", "1 000"):
        differences(piece * 2_000, piece * 2_000)


def test_missing_numbers_are_named_in_the_order_of_the_text() -> None:
    assert differences("20 mg, then 5 mg, then 100 mg", "mg") == tuple(
        f"number '{number}' is missing" for number in (20, 5, 100)
    )
