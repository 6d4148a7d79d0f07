"""The lexicon: what people write in it, and what is said to them when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from leafletpress.errors import CatalogueError
from leafletpress.locales import locale_from_tag
from leafletpress.narration import narrate
from leafletpress.speech.lexicon import Lexicon, parse_lexicon, read_lexicon
from leafletpress.speech.review import doubtful_words
from leafletpress.speech.spoken import spoken_form
from leafletpress.speech.voices import Voice, voice_for
from tests.editions import make_edition
from tests.projects import ROOT
from tests.speech.phonemes import phonemes
from tests.test_narration import interface


def test_entries_replace_whole_words_in_any_case() -> None:
    lexicon = parse_lexicon("written,spoken,note\nimplant,im plant,stress\nRFH,Royal Free,\n", "lexicon.csv")
    assert spoken_form("Implant, implants, RFH.", "en", lexicon=lexicon) == "im plant, implants, Royal Free."


def test_the_longest_entry_wins_and_wins_over_our_own_rules() -> None:
    lexicon = Lexicon({"5 mg": "five milligrams", "5 mg twice": "five milligrams two times", "e.g.": "such as"})
    assert spoken_form("5 mg twice, e.g. 5 mg", "en", lexicon=lexicon) == (
        "five milligrams two times, such as five milligrams"
    )


def test_indian_vowel_signs_belong_to_their_word() -> None:
    lexicon = Lexicon({"কর": "X"})
    assert spoken_form("কর করা", "bn", lexicon=lexicon) == "X করা"


def test_chinese_words_need_no_space() -> None:
    assert spoken_form("请看医院。", "zh-Hans", lexicon=Lexicon({"医院": "医 院"})) == "请看医 院。"


def test_native_digits_may_be_written_in_an_entry() -> None:
    lexicon = parse_lexicon("written,spoken,note\n২৪/৭,সব সময়\n", "lexicon.csv")
    assert spoken_form("খোলা ২৪/৭", "bn", lexicon=lexicon) == "খোলা সব সময়"


def test_native_digits_of_a_spoken_form_are_heard() -> None:
    lexicon = parse_lexicon("written,spoken,note\nچوبیس,۲۴,\n", "lexicon.csv")
    said, without = phonemes([("inc/ur", spoken_form("چوبیس", "ur", lexicon=lexicon)), ("inc/ur", "۲۴")])
    assert said
    assert not without


@pytest.mark.parametrize("text", ["\ufeffwritten;spoken;note\na;b;\n", "written,spoken,note\r\na,b,\r\n\r\n"])
def test_what_spreadsheets_save_is_understood(text: str, tmp_path: Path) -> None:
    path = tmp_path / "lexicon.csv"
    path.write_text(text, "utf-8", newline="")
    assert read_lexicon(path).entries == {"a": "b"}


def test_no_file_is_no_entry(tmp_path: Path) -> None:
    assert read_lexicon(tmp_path / "lexicon.csv").entries == {}


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("word,sound\n", 1, "does not name the columns"),
        ("written,spoken,note\na,b,c,d\n", 2, "has 4 columns"),
        ("written,spoken,note\n\na,,\n", 3, "a word is missing"),
        ("written,spoken,note\na,!,\n", 2, "a word is missing"),
        ("written,spoken,note\na,[[eI,\n", 2, "phonemes are not closed"),
        ("written,spoken,note\na,b\x07,\n", 2, "invisible character"),
        ("written,spoken,note\nA,b,\na,c,\n", 3, "stands in line 2 already"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, found: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        parse_lexicon(text, "translations/en/lexicon.csv")
    assert f"translations/en/lexicon.csv:{line}: " in str(caught.value)
    assert found in str(caught.value)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(CatalogueError) as caught:
        parse_lexicon("written,spoken,note\na,,\nb,,\n", "lexicon.csv")
    assert len(caught.value.problems) == 2


def test_a_file_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.csv"
    path.write_bytes(b"written,spoken,note\n\xff\xfe,b,\n")
    with pytest.raises(CatalogueError, match="not UTF-8"):
        read_lexicon(path)


def test_the_project_s_own_lexicons_are_read_and_spoken() -> None:
    files = sorted(ROOT.glob("translations/*/lexicon.csv"))
    assert files
    for path in files:
        voice = voice_for(locale_from_tag(path.parent.name), {})
        assert isinstance(voice, Voice)
        entries = read_lexicon(path).entries
        assert all(phonemes([(voice.id, spoken) for spoken in entries.values()]))


def test_doubtful_words_are_listed_for_review() -> None:
    edition = make_edition(
        "<h1>Home</h1><p>Osseointegration by MRI. MRI and CD4.</p><p>VAT of 5 mg CO2 rest, NW3 2QG.</p>"
        "<p>An osseointegration.</p>"
    )
    narration = narrate(edition, interface(), organisation="A hospital")
    words = doubtful_words(narration, {"en": Lexicon({"vat": "V A T"})})
    assert [(word.word, word.reason, word.count) for word in words] == [
        ("MRI", "capitals", 2),
        ("osseointegration", "long word", 2),
        ("CD4", "letters and digits", 1),
    ]
    assert words[0].excerpt == "Osseointegration by MRI."


def test_latin_words_are_doubtful_in_other_alphabets() -> None:
    narration = narrate(make_edition("<h1>گھر</h1><p>Royal ہسپتال</p>", "ur"), interface("ur"), organisation="ہ")
    assert ("Royal", "other alphabet") in [
        (word.word, word.reason) for word in doubtful_words(narration, {}) if word.lang == "ur"
    ]
