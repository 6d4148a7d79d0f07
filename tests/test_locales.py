"""Locales: what is known of a language from its tag."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leafletpress.locales import (
    RIGHT_TO_LEFT_SCRIPTS,
    format_date,
    format_minutes,
    format_number,
    format_size,
    locale_from_tag,
)

LAW = settings(max_examples=200, deadline=None, derandomize=True, database=None)
TAGS = "en cy pl ro pa ur ar bn gu zh-Hans uk so ckb prs".split()
DAY = datetime.date(2026, 11, 1)


@pytest.mark.parametrize(
    ("tag", "script", "direction"),
    [
        ("en", "Latn", "ltr"),
        ("cy", "Latn", "ltr"),
        ("pl", "Latn", "ltr"),
        ("so", "Latn", "ltr"),
        ("ro", "Latn", "ltr"),
        ("uk", "Cyrl", "ltr"),
        ("bn", "Beng", "ltr"),
        ("gu", "Gujr", "ltr"),
        ("pa", "Guru", "ltr"),
        ("zh-Hans", "Hans", "ltr"),
        ("zh-Hant", "Hant", "ltr"),
        ("zh", "Hans", "ltr"),
        ("zh-TW", "Hant", "ltr"),
        ("ur", "Arab", "rtl"),
        ("ar", "Arab", "rtl"),
        ("fa", "Arab", "rtl"),
        ("ps", "Arab", "rtl"),
        ("ckb", "Arab", "rtl"),
        ("prs", "Arab", "rtl"),
        ("pnb", "Arab", "rtl"),
        ("pa-Arab", "Arab", "rtl"),
        ("pa-PK", "Arab", "rtl"),
        ("pa-Guru", "Guru", "ltr"),
        ("he", "Hebr", "rtl"),
        ("yi", "Hebr", "rtl"),
        ("dv", "Thaa", "rtl"),
        ("syr", "Syrc", "rtl"),
        ("ug", "Arab", "rtl"),
        ("sd", "Arab", "rtl"),
        ("ku", "Latn", "ltr"),
        ("az-Arab", "Arab", "rtl"),
        ("sr", "Cyrl", "ltr"),
        ("sr-Latn", "Latn", "ltr"),
        ("ff-Adlm", "Adlm", "rtl"),
        ("ti", "Ethi", "ltr"),
    ],
)
def test_script_and_direction_follow_from_the_tag(tag: str, script: str, direction: str) -> None:
    locale = locale_from_tag(tag)
    assert (locale.script, locale.direction) == (script, direction)


@pytest.mark.parametrize(
    ("tag", "autonym", "english_name"),
    [
        ("en", "English", "English"),
        ("cy", "Cymraeg", "Welsh"),
        ("pl", "Polski", "Polish"),
        ("ro", "Română", "Romanian"),
        ("ur", "اردو", "Urdu"),
        ("ar", "العربية", "Arabic"),
        ("bn", "বাংলা", "Bengali"),
        ("gu", "ગુજરાતી", "Gujarati"),
        ("pa", "ਪੰਜਾਬੀ", "Punjabi"),
        ("zh-Hans", "简体中文", "Chinese (Simplified)"),
        ("uk", "Українська", "Ukrainian"),
        ("so", "Soomaali", "Somali"),
        ("prs", "دری", "Dari"),
    ],
)
def test_each_language_has_its_name_in_itself_and_in_english(tag: str, autonym: str, english_name: str) -> None:
    locale = locale_from_tag(tag)
    assert (locale.autonym, locale.english_name) == (autonym, english_name)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("EN", "en"),
        ("en_gb", "en-GB"),
        ("EN-gb", "en-GB"),
        ("zh_hans", "zh-Hans"),
        ("ZH-HANS-cn", "zh-Hans-CN"),
        ("es-419", "es-419"),
        ("CKB", "ckb"),
        ("pa_ARAB_pk", "pa-Arab-PK"),
    ],
)
def test_tags_are_made_canonical(written: str, canonical: str) -> None:
    assert locale_from_tag(written).tag == canonical
    assert locale_from_tag(canonical) == locale_from_tag(written)


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "-",
        "e",
        "xx",
        "klingon",
        "english",
        "en-",
        "-en",
        "en--GB",
        "en-GBR",
        "en-1",
        "zh-Hans-Hant",
        "en-GB-US",
        "en-GB-Latn",
        "x-private",
        "i-klingon",
        "en-u-ca-islamic",
        "en-GB-oed",
        "../en",
        "en/",
        "en/../..",
        "1a",
        "é",
        "ｅｎ",
        "ur\n",
        " ur",
        "ur ",
        "en\x00",
        "en GB",
        "root",
        "a" * 10_000,
        "en-" * 1_000,
    ],
)
def test_a_malformed_tag_is_refused_and_shown(tag: str) -> None:
    with pytest.raises(ValueError, match=r"is not the tag|neither a script nor a region"):
        locale_from_tag(tag)


@pytest.mark.parametrize("tag", ["und", "mul", "zxx", "en-XX", "en-Qqqq"])
def test_a_tag_of_no_language_region_or_script_is_refused(tag: str) -> None:
    with pytest.raises(ValueError, match=tag):
        locale_from_tag(tag)


@pytest.mark.parametrize("tag", TAGS)
def test_dates_and_measures_are_in_words_of_the_language(tag: str) -> None:
    locale = locale_from_tag(tag)
    date = format_date(DAY, locale)
    assert "2026" in date and re.search(r"(?<!\d)1(?!\d)", date)
    assert "M11" not in date
    measures = [format_minutes(660, locale), format_size(82_000, locale), format_size(3_400_000, locale)]
    assert [re.findall(r"\d+", measure)[0] for measure in measures] == ["11", "82", "3"]
    for measure in measures:
        assert not re.search(r"duration|digital|\{", measure), "a key of CLDR where a word should be"


@pytest.mark.parametrize("tag", TAGS)
def test_every_month_has_a_name_of_its_own(tag: str) -> None:
    months = {format_date(datetime.date(2026, month, 1), locale_from_tag(tag)) for month in range(1, 13)}
    assert len(months) == 12


def test_english_dates_are_british() -> None:
    assert format_date(DAY, locale_from_tag("en")) == "1 November 2026"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en", "1,234.5"), ("pl", "1\u00a0234,5"), ("ro", "1.234,5"), ("cy", "1,234.5"), ("uk", "1\u00a0234,5")],
)
def test_numbers_have_the_marks_of_the_language(tag: str, expected: str) -> None:
    assert format_number(1234.5, locale_from_tag(tag)) == expected


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "1 kB"),
        (1, "1 kB"),
        (1499, "1 kB"),
        (82_000, "82 kB"),
        (999_499, "999 kB"),
        (10**6, "1 MB"),
        (3_400_000, "3.4 MB"),
    ],
)
def test_sizes_are_in_kilobytes_or_megabytes(size: int, shown: str) -> None:
    assert format_size(size, locale_from_tag("en")).replace("\u00a0", " ") == shown


def test_a_size_just_below_a_megabyte_is_a_megabyte() -> None:
    assert format_size(999_999, locale_from_tag("en")) == "1 MB"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "1 minute"), (29, "1 minute"), (89, "1 minute"), (91, "2 minutes"), (660, "11 minutes")]
)
def test_lengths_are_whole_minutes_and_one_at_least(seconds: float, shown: str) -> None:
    assert format_minutes(seconds, locale_from_tag("en")) == shown


@LAW
@given(st.text(st.sampled_from("abenurzhHANSansCKB-_419"), max_size=12) | st.text(max_size=8))
def test_any_text_is_a_locale_or_a_value_error(tag: str) -> None:
    try:
        locale = locale_from_tag(tag)
    except ValueError:
        return
    assert re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?", locale.tag)
    assert locale.direction == ("rtl" if locale.script in RIGHT_TO_LEFT_SCRIPTS else "ltr")
    assert locale.autonym and locale.english_name
    assert locale_from_tag(locale.tag) == locale
    assert locale.language == locale.tag.split("-")[0]
    assert format_date(DAY, locale)
