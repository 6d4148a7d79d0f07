from __future__ import annotations

import pytest

from leafletpress.locales import format_number, locale_from_tag
from leafletpress.renderers import Unavailable
from leafletpress.speech.speaker import espeak_speaker
from leafletpress.speech.spoken import spoken_form
from leafletpress.speech.voices import DEFAULT_RATE, ESPEAK_VOICES, REGIONAL_VOICES, Voice, voice_for
from tests.speech.phonemes import phonemes


def test_every_voice_of_the_table_exists() -> None:
    assert {*ESPEAK_VOICES.values(), *REGIONAL_VOICES.values()} <= espeak_speaker().voices


def test_every_voice_says_every_digit_in_its_own_language_and_no_two_alike() -> None:
    questions = [
        (voice, spoken_form(str(digit), lang)) for (lang, _), voice in ESPEAK_VOICES.items() for digit in range(10)
    ]
    answers = phonemes(questions)
    for index, (lang, _script) in enumerate(ESPEAK_VOICES):
        digits = answers[index * 10 : index * 10 + 10]
        assert len(set(digits)) == 10, lang
        assert all(digits), lang
        assert not any("(en)" in digit for digit in digits), lang


def test_every_voice_reads_its_language_s_own_way_of_writing_numbers() -> None:
    questions = []
    for (lang, script), voice in ESPEAK_VOICES.items():
        locale = locale_from_tag(f"{lang}-{script}" if lang == "zh" else lang)
        for text in (format_number(2.5, locale), "2 5", "25", format_number(12345, locale), "12345", "2.5"):
            questions.append((voice, spoken_form(text, lang)))
    answers = phonemes(questions)
    for index, (lang, _script) in enumerate(ESPEAK_VOICES):
        fraction, apart, together, grouped, ungrouped, english = (
            "".join(filter(str.isalnum, answer)) for answer in answers[index * 6 : index * 6 + 6]
        )
        assert len({fraction, apart, together}) == 3, lang
        assert english not in {apart, together}, lang
        assert grouped == ungrouped, lang


def test_the_check_of_digits_hears_what_it_should() -> None:
    """Known failures: Urdu's own digits are dropped, Nepali's ASCII digits are English, Sinhala's 6 is its 7."""
    dropped, english, six, seven = phonemes([("inc/ur", "۵"), ("inc/ne", "5"), ("inc/si", "6"), ("inc/si", "7")])
    assert not dropped
    assert "(en)" in english
    assert six == seven


@pytest.mark.parametrize(
    ("tag", "shown"), [("ur", "۵ گولیاں"), ("bn", "৫ টি বড়ি"), ("ar", "٥ أقراص"), ("ne", "५ गोली")]
)
def test_a_native_digit_is_heard(tag: str, shown: str) -> None:
    voice = voice_for(locale_from_tag(tag), {})
    assert isinstance(voice, Voice)
    whole, without = (
        espeak_speaker().speak(spoken_form(text, tag), voice.id, voice.rate).samples for text in (shown, shown[1:])
    )
    assert whole > without + 2000


@pytest.mark.parametrize("tag", ["so", "ps", "yo", "si", "prs", "ckb", "pnb", "pa-Arab"])
def test_a_language_without_a_voice_says_so(tag: str) -> None:
    locale = locale_from_tag(tag)
    assert voice_for(locale, {}) == Unavailable(
        "No computer voice exists for {language}.", (("language", locale.english_name),)
    )


def test_settings_win() -> None:
    urdu = locale_from_tag("ur")
    assert voice_for(urdu, {}) == Voice("inc/ur", DEFAULT_RATE)
    assert voice_for(urdu, {"voice": "inc/hi", "rate": 120}) == Voice("inc/hi", 120)
    assert voice_for(locale_from_tag("so"), {"voice": "bnt/sw"}) == Voice("bnt/sw", DEFAULT_RATE)
    assert voice_for(locale_from_tag("pt-BR"), {}) == Voice("roa/pt-BR", DEFAULT_RATE)
    assert voice_for(locale_from_tag("zh-Hant"), {}) == Voice("sit/cmn", DEFAULT_RATE)
