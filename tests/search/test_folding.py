"""Python and JavaScript fold and cut alike; what readers do not tell apart is one, what they do is not."""

from __future__ import annotations

from itertools import pairwise

import polib
import pytest
from playwright.sync_api import Page

from leafletpress.search.folding import fold, indexed_words, pair_key, words
from tests.projects import ROOT

ALIKE = [
    ("Osteointegrácja", "osteointegracja"),
    ("ŁÓDŹ", "lodz"),
    ("tŷ", "ty"),
    ("Straße", "strasse"),
    ("ہڈي", "ہڈی"),
    ("كتاب", "کتاب"),
    ("أذن", "اذن"),
    ("مستشفى", "مستشفي"),
    ("مُثبِّت", "مثبت"),
    ("ড়", "ড\u09bc"),
    ("ਖ਼ਰਚਾ", "ਖਰਚਾ"),
    ("३५", "35"),
    ("۳۵", "35"),
    ("fi", "ﬁ"),
    ("ঊরু", "উরু"),
    ("অ্যান্টিবায়োটিক", "এন্টিবায়োটিক"),
    ("શરીર", "શરિર"),
    ("co\u00adoperate", "cooperate"),
    ("з\u0301амок", "замок"),
]
DIFFERENT = [("ਦਿਲ", "ਦਾਲ"), ("কাল", "কুল"), ("કામ", "કુમ"), ("й", "и"), ("ї", "і"), ("bone", "gone")]


def texts() -> list[str]:
    """Every message and translation of this project, and what stands in none of them."""
    found = {one for pair in [*ALIKE, *DIFFERENT] for one in pair} | {
        "İstanbul ΣΊΣΥΦΟΣ",
        "café ＡＢＣ ½ ① ๕ ០",
        "𝟘𝟙𝟚 ꘠꘡",
    }
    for path in sorted((ROOT / "translations").glob("*/*.po")):
        for entry in polib.pofile(str(path)):
            found |= {entry.msgid, entry.msgstr}
    return sorted(found)


def test_python_and_javascript_fold_every_text_alike(tab: Page) -> None:
    found = tab.evaluate("texts => texts.map(text => leafletpressSearch.fold(text))", texts())
    different = [(text, fold(text), one) for text, one in zip(texts(), found, strict=True) if fold(text) != one]
    assert different == []
    assert len(found) > 1000


def test_python_and_javascript_cut_every_text_alike(tab: Page) -> None:
    found = tab.evaluate("texts => texts.map(text => leafletpressSearch.words(text))", texts())
    different = [(text, one) for text, one in zip(texts(), found, strict=True) if list(words(text)) != one]
    assert different == []


def test_python_and_javascript_have_the_same_keys_for_two_words_in_a_row(tab: Page) -> None:
    pairs = sorted({pair for text in texts() for pair in pairwise(words(text))})
    found = tab.evaluate("pairs => pairs.map(([one, other]) => leafletpressSearch.pairKey(one, other))", pairs)
    assert [pair_key(*pair) for pair in pairs] == found
    assert len(pairs) > 10_000
    assert len(set(found)) > 8_000, "the sums are not spread"


def test_the_index_has_every_word_and_what_else_it_should_be_found_by() -> None:
    for text in texts():
        assert set(words(text)) <= set(indexed_words(text, "ar"))
    assert set(indexed_words("pen-glin", "cy")) == {"pen", "glin", "penglin"}
    assert set(indexed_words("والجلد", "ar")) == {"والجلد", "جلد"}
    assert set(indexed_words("耳朵", "zh")) == {"耳朵", "朵"}
    assert set(indexed_words("انتی\u200cبیوتیک", "fa")) == {"انتیبیوتیک", "انتی", "بیوتیک"}


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_is_typed_differently_is_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_is_another_word_stays_another(one: str, other: str) -> None:
    assert fold(one) != fold(other)
