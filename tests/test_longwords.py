"""A long word in a cell may be parted where its language allows, and stays the same word."""

from __future__ import annotations

import pytest
from lxml import html

from leafletpress.longwords import SOFT_HYPHEN, part_long_words, parted


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uk", "Кістковий анкер (остеоінтегрований імплант)", "Кістковий анкер (остеоінте|грований імплант)"),
        ("pl", "Kotwa kostna (implant osteointegracyjny)", "Kotwa kostna (implant osteointe|gracyjny)"),
        ("en", "osseointegration", "osseoin|tegration"),
    ],
)
def test_a_long_word_may_be_parted_near_its_middle(language: str, text: str, expected: str) -> None:
    assert parted(text, language) == expected.replace("|", SOFT_HYPHEN)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Short words and elevenlette"),
        ("so", "waxyaabahaasoodhammeystiran"),  # no rules are known
        ("ur", "مصنوعیاعضاءکےلیےلگائےگئے"),
        ("en", "a1b2c3d4e5f6g7h8 https://0123456789"),
    ],
)
def test_what_is_short_or_has_no_rules_is_left_whole(language: str, text: str) -> None:
    assert parted(text, language) == text


def test_each_text_follows_its_own_language_and_loses_nothing() -> None:
    cell = html.fromstring('<td>Zastosowanie <b lang="so">Zastosowaniezastosowanie</b> osteointegracyjny</td>')
    before = cell.text_content()
    part_long_words(cell, "pl")
    assert cell.find("b").text == "Zastosowaniezastosowanie"
    assert cell.text_content().count(SOFT_HYPHEN) == 2
    assert cell.text_content().replace(SOFT_HYPHEN, "") == before
