"""Languages: which table each has, what the table lacks, and what happens where there is none."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from leafletpress.braille import louis
from leafletpress.braille.brf import ascii_of
from leafletpress.braille.inline import Run
from leafletpress.braille.profiles import NO_TABLE, NOT_CHECKED, PROFILES, Profile, profile_for
from leafletpress.braille.transcription import MESSAGES
from leafletpress.braille.translation import Translator, character_state
from leafletpress.errors import ConfigurationError, RenditionError
from leafletpress.locales import locale_from_tag
from leafletpress.renderers.braille import BRAILLE_BRF, BRAILLE_BRF_UNCONTRACTED, BRAILLE_EBRL, BRAILLE_PEF
from tests.braille.transcribing import ROOT, ascii_line, context_in
from tests.editions import make_edition

FRENCH = Profile("fr", "French braille", "French", {1: "fr-bfu-comp6.utb"}, "for the tests")
"Its table drops what it lacks without a word."


@pytest.mark.parametrize("tag", [tag for tag, profile in PROFILES.items() if not profile.blocked])
def test_a_published_table_has_ascii_and_what_print_needs(tag: str) -> None:
    profile = PROFILES[tag]
    own = "" if profile.latin_table else "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@%&+=£°"
    own += "" if tag == "ur" else "/'"
    for table in profile.tables.values():
        for character in f"{own}0123456789.,;:?!()-–—’“”‘":
            for given in profile.replacements.get(character, character):
                assert character_state(table, given) == "sound", given
        assert character_state(table, profile.replacements.get(profile.bullet, profile.bullet)) == "sound"


def test_a_character_dropped_in_silence_is_refused() -> None:
    translator = Translator(FRENCH, FRENCH.tables[1], "test (fr)")
    assert translator.plain("bonjour", "fr").cells
    assert louis.translate(FRENCH.tables[1], "☺").cells.strip("⠀") == ""
    with pytest.raises(RenditionError, match=r"U\+263A WHITE SMILING FACE"):
        translator.plain("bonjour ☺", "fr")


def test_a_cell_of_eight_dots_is_refused() -> None:
    bare = Translator(replace(PROFILES["bn"], latin_table=""), "bn.tbl", "test (bn)")
    with pytest.raises(RenditionError, match=r"U\+0040 COMMERCIAL AT .* eight dots"):
        bare.plain("eyes@example.org", "bn")
    romanian = Translator(replace(FRENCH, tables={1: "ro.tbl"}), "ro.tbl", "test (ro)")
    with pytest.raises(RenditionError, match="eight dots"):
        romanian.plain("5 mg", "ro")


@pytest.mark.parametrize(
    ("tag", "print_", "braille"),
    [
        ("ur", "(NHS) 5:30", "7,,NHS7 #E3#CJ"),
        ("ur", "ہاں، نہیں۔", "HA;1 NHI;4"),
        ("ur", "v1.0 اور 1.0", "V#A4J AWR #A4#J"),
        ("bn", "৫ মিলি।", "#E MILI4"),
        ("bn", "হয়", "H5"),
        ("bn", "eyes@example.org", "EYES@AEXAMPLE4ORG"),
        ("bn", "NW3 2QG", ",,NW#C #B,,QG"),
        ("gu", "ડૉ. ૫", "$X4 #E"),
        ("pa", "ਸ਼ਹਿਰ ੨", "%HIR #B"),
        ("pl", "Żółć, 5%", None),
        ("ar", "٥٪", "#E3P"),
    ],
)
def test_what_a_table_lacks_is_written_by_its_profile(tag: str, print_: str, braille: str | None) -> None:
    made = ascii_line(print_, tag)
    assert made == braille if braille else made


def test_latin_words_have_the_table_of_english_and_the_rest_its_own() -> None:
    translator = Translator(PROFILES["ur"], "ur-pk-g1.utb", "test (ur)")
    line = translator.line([Run("یہ Royal Free London (NHS) ہے", "ur")])
    assert ascii_of(line.cells) == "IH ,ROYAL ,FREE ,LONDON 7,,NHS7 H/"


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("cy", NOT_CHECKED),
        ("uk", NOT_CHECKED),
        ("zh-Hans", NOT_CHECKED),
        ("so", NO_TABLE),
        ("ro", NO_TABLE),
        ("prs", NO_TABLE),
    ],
)
def test_a_language_without_a_sound_table_is_unavailable(tag: str, reason: str) -> None:
    for file in (BRAILLE_BRF, BRAILLE_PEF, BRAILLE_EBRL):
        found = file.unavailable(make_edition(tag=tag), context_in(tag))
        assert found is not None
        assert found.message == reason
        assert dict(found.values).keys() == {"language"}


def test_a_named_reviewer_opens_a_language_and_is_named() -> None:
    context = context_in("cy", reviewed_by="Ann Reader")
    edition = make_edition(tag="cy")
    assert BRAILLE_BRF.unavailable(edition, context) is None
    assert "Ann Reader has accepted the table." in BRAILLE_BRF.render(edition, context).provenance


def test_a_script_that_is_named_is_not_another() -> None:
    assert profile_for(locale_from_tag("pa")) is PROFILES["pa"]
    assert profile_for(locale_from_tag("pa-Arab")) is None
    assert profile_for(locale_from_tag("zh-Hans-SG")) is PROFILES["zh-Hans"]
    assert profile_for(locale_from_tag("en-GB")) is PROFILES["en"]


def test_the_second_grade_is_a_file_of_its_own_where_there_are_two() -> None:
    english, polish = make_edition(), make_edition(tag="pl")
    contracted, uncontracted = (file.render(english, context_in()) for file in (BRAILLE_BRF, BRAILLE_BRF_UNCONTRACTED))
    assert dict(contracted.facts)["grade"] == 2
    assert dict(uncontracted.facts)["grade"] == 1
    assert BRAILLE_BRF.format.filename(english) == "going-home-en-braille.brf"
    assert BRAILLE_BRF_UNCONTRACTED.format.filename(english) == "going-home-en-braille-uncontracted.brf"
    assert BRAILLE_BRF_UNCONTRACTED.unavailable(polish, context_in("pl")) is not None


def test_the_first_page_says_what_was_and_was_not_checked() -> None:
    page = BRAILLE_BRF.render(make_edition(tag="pl"), context_in("pl")).data.split(b"\f")[0].decode()
    text = " ".join(page.split())
    for words in (".NO BRAILLE READER HAS CHECKED IT", ".NO PERSON HAS CHECKED IT YET", "PLEASE TELL US3 TEAM"):
        assert words in text


@pytest.mark.parametrize(
    "settings", [{"page": "38"}, {"page": "12x27"}, {"grade": 3}, {"bullets": "no"}, {"pages": "38x27"}]
)
def test_an_option_that_cannot_be_used_is_named(settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(settings))):
        BRAILLE_BRF.unavailable(make_edition(), context_in(**settings))


def test_the_fingerprint_follows_whatever_decides_the_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = make_edition()
    before = BRAILLE_BRF.fingerprint(edition, context_in())
    assert BRAILLE_BRF.fingerprint(edition, context_in()) == before
    for settings in ({"page": "32x27"}, {"grade": 1}, {"bullets": False}):
        assert BRAILLE_BRF.fingerprint(edition, context_in(**settings)) != before
    monkeypatch.setattr(louis, "table_digest", lambda table: "another")
    assert BRAILLE_BRF.fingerprint(edition, context_in()) != before


def test_a_digest_follows_the_tables_that_a_table_includes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "outer.ctb").write_text("include inner.cti\n")
    digests = []
    for text in ("letter a 1\n", "letter a 2\n"):
        (tmp_path / "inner.cti").write_text(text)
        monkeypatch.setenv("LOUIS_TABLEPATH", str(tmp_path))
        louis.table_path.cache_clear()
        louis.table_digest.cache_clear()
        digests.append(louis.table_digest("outer.ctb"))
    louis.table_path.cache_clear()
    louis.table_digest.cache_clear()
    assert digests[0] != digests[1]


def test_a_missing_library_or_table_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(table: str) -> str:
        raise louis.LouisError(f"the braille table {table} is not installed")

    monkeypatch.setattr(louis, "table_digest", missing)
    with pytest.raises(RenditionError, match="liblouis20 and liblouis-data"):
        BRAILLE_BRF.fingerprint(make_edition(), context_in())


def test_the_readme_lists_every_language_with_its_code_grades_and_state() -> None:
    section = (ROOT / "README.md").read_text("utf-8").split("## Braille\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(.+?)` \| (.+?) \| (.+?) \| (.+?) \|$", section, re.MULTILINE)
    assert {tag: (code, grades, state == "yes") for tag, code, grades, state in rows} == {
        tag: (profile.code, "contracted, uncontracted" if 2 in profile.tables else "uncontracted", not profile.blocked)
        for tag, profile in PROFILES.items()
    }
    for name, tag in (("Somali", "so"), ("Dari", "prs"), ("Romanian", "ro")):
        assert name in section and profile_for(locale_from_tag(tag)) is None


def test_every_message_is_listed_once() -> None:
    assert len(set(MESSAGES)) == len(MESSAGES)
