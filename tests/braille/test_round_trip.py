"""Back by liblouis: all words of uncontracted English, and of contracted English all but those with a known cause."""

from __future__ import annotations

from leafletpress.braille import louis
from leafletpress.braille.profiles import ENGLISH
from tests.braille.round_trip import RoundTrip, compare, own_words, there_and_back


def test_every_word_of_uncontracted_english_comes_back() -> None:
    found = there_and_back(own_words(), 1)
    assert found.words > 4500
    assert found.misses == {}


def test_contracted_english_comes_back_but_for_misses_with_a_cause() -> None:
    found = there_and_back(own_words(), 2)
    assert found.words > 4500
    assert found.rate >= 0.99
    assert found.unexplained == []


def test_each_spoilt_word_is_a_miss() -> None:
    cells = louis.translate(ENGLISH.tables[2], "Take one tablet twice a day.").cells
    assert cells.count("⠼") == 0
    for place, cell in enumerate(cells):
        if cell != "\u2800":
            spoilt = cells[:place] + chr(ord(cell) ^ 1) + cells[place + 1 :]
            found = RoundTrip()
            compare(found, "Take one tablet twice a day.", louis.back_translate(ENGLISH.tables[2], spoilt))
            assert found.misses, place
            assert found.unexplained, "a spoilt word has none of the causes that we know"
