"""Every digit that a reader sees is heard: proven from the engine's own phonemes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from leafletpress.locales import locale_from_tag
from leafletpress.speech.spoken import digits_of, spoken_form
from leafletpress.speech.voices import Voice, voice_for
from tests.speech.phonemes import phonemes
from tests.speech.site import lexicon, narrations

GOLDEN = sorted((Path(__file__).parents[1] / "golden" / "spoken").glob("*-is-spoken-as-it-is-read.yml"))


def voice_of(lang: str) -> str:
    voice = voice_for(locale_from_tag(lang), {})
    assert isinstance(voice, Voice)
    return voice.id


def silent_digits(sentences: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Sentences that sound the same when one of their digits is another one, or is not there."""
    variants = [
        (lang, text, text[:at] + other + text[at + 1 :])
        for lang, text in sorted(sentences)
        for at, char in enumerate(text)
        if char.isdecimal()
        for other in ("", str((int(char) + 4) % 9 + 1))
    ]
    texts = sorted({(voice_of(lang), text) for lang, *both in variants for text in both})
    said = dict(zip(texts, phonemes(texts), strict=True))
    return sorted(
        {
            (text, changed)
            for lang, text, changed in variants
            if said[voice_of(lang), text] == said[voice_of(lang), changed]
        }
    )


def test_every_digit_of_every_leaflet_is_spoken() -> None:
    sentences: set[tuple[str, str]] = set()
    seen: set[str] = set()
    for tag, narration in narrations():
        for utterance in narration.utterances:
            if not digits_of(utterance.shown):
                continue
            seen.add(tag)
            item = utterance.kind == "item"
            text = spoken_form(
                utterance.shown, utterance.lang, utterance.phones, item=item, lexicon=lexicon(utterance.lang)
            )
            sentences.add((utterance.lang, text))
    assert seen == {tag for tag, _ in narrations()}
    assert len(sentences) > 100
    assert silent_digits(sentences) == []


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem.partition("-")[0])
def test_every_digit_of_every_claim_is_spoken(path: Path) -> None:
    rows = [row for row in yaml.safe_load(path.read_text("utf-8")) if "spoken" in row]
    assert silent_digits({(row["lang"], row["spoken"]) for row in rows}) == []


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem.partition("-")[0])
def test_nothing_but_latin_letters_is_read_in_english(path: Path) -> None:
    rows = [row for row in yaml.safe_load(path.read_text("utf-8")) if "spoken" in row and row["lang"] != "en"]
    plain = [row for row in rows if not any("a" <= char.lower() <= "z" for char in row["spoken"])]
    answers = phonemes([(voice_of(row["lang"]), row["spoken"]) for row in plain])
    assert [row["spoken"] for row, answer in zip(plain, answers, strict=True) if "(en)" in answer] == []


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("ur", "روزانہ ۱۲۳۴۵ یا ۶۷۸۹۰ گولیاں"),
        ("ar", "١٢٣٤٥ أو ٦٧٨٩٠"),
        ("bn", "১২৩৪৫ বা ৬৭৮৯০"),
        ("gu", "૧૨૩૪૫"),
        ("pa", "੧੨੩੪੫"),
    ],
)
def test_native_digits_are_spoken(lang: str, shown: str) -> None:
    assert silent_digits({(lang, spoken_form(shown, lang))}) == []


def test_the_proof_notices_what_is_dropped() -> None:
    """Urdu's voice drops its own digits, and no voice reads past a null character."""
    dropped, kept = phonemes([("inc/ur", "۵ گولیاں"), ("inc/ur", "گولیاں")])
    assert dropped == kept
    for lang, text in (("ur", "روزانہ ۵ گولیاں"), ("en", "Take two\x00 or 5"), ("uk", "сторінка " + "7" * 40)):
        assert silent_digits({(lang, text)}), text
    assert not silent_digits({("ur", "روزانہ 5 گولیاں"), ("en", "Take two or 5")})
