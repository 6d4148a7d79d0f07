"""Locales: what is known of a language from its BCP 47 tag alone.

Data come from CLDR through Babel, so that nothing about a language is decided by hand except what CLDR lacks.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from babel import Locale as CldrLocale
from babel.core import UnknownLocaleError, get_global
from babel.dates import format_date as cldr_date
from babel.numbers import format_decimal
from babel.units import format_unit

Direction = Literal["ltr", "rtl"]

RIGHT_TO_LEFT_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})

AUTONYMS = {"prs": "دری", "rom": "Romani", "pnb": "پنجابی"}
"Names of languages in themselves, where CLDR has no locale of its own to ask."

ENGLISH_NAMES = {"prs": "Dari", "pnb": "Western Punjabi", "bn": "Bengali", "ckb": "Kurdish (Sorani)"}
"Names in English where CLDR has none, or not the one that is used in the United Kingdom."

NOT_A_LANGUAGE = frozenset({"mis", "mul", "und", "zxx"})
NOT_A_SCRIPT = frozenset({"Zinh", "Zmth", "Zsye", "Zsym", "Zxxx", "Zyyy", "Zzzz"})
NOT_A_REGION = frozenset({"XA", "XB", "ZZ"})
"Codes for what is unknown, mixed, not linguistic or made up for tests, though CLDR has names for them."

FORMATTING_FALLBACKS = {"prs": "fa_AF", "pnb": "ur"}
"The CLDR locale whose dates and numbers serve where the language has none."


@dataclass(frozen=True, slots=True)
class Locale:
    """A language as readers meet it."""

    tag: str
    "Canonical BCP 47 tag: `ur`, `zh-Hans`, `ckb`."
    script: str
    "ISO 15924 code of the script it is written in: `Arab`, `Latn`."
    direction: Direction
    "Direction of writing."
    autonym: str
    "The language's name in itself."
    english_name: str
    "The language's name in English."
    cldr: str
    "Identifier of the CLDR locale that formats dates and numbers."

    @property
    def language(self) -> str:
        """The primary language subtag."""
        return self.tag.split("-")[0]


@cache
def locale_from_tag(tag: str) -> Locale:
    """The locale of a BCP 47 tag; raises ValueError, saying why, for a tag that is malformed or unknown to CLDR."""
    parts = tag.replace("_", "-").split("-")
    language = parts[0].lower()
    cldr = CldrLocale("en")
    names = {**cldr.languages, **ENGLISH_NAMES}
    if language in NOT_A_LANGUAGE or not (
        language.isascii() and language.isalpha() and 2 <= len(language) <= 3 and language in names
    ):
        raise ValueError(f"{tag!r} is not the tag of a language that CLDR knows")
    script = territory = None
    for part in parts[1:]:
        if script is None and territory is None and len(part) == 4 and part.isalpha():
            script = part.title()
        elif territory is None and ((len(part) == 2 and part.isalpha()) or (len(part) == 3 and part.isdigit())):
            territory = part.upper()
        else:
            raise ValueError(f"{part!r} in {tag!r} is neither a script nor a region")
    if script and (script in NOT_A_SCRIPT or script not in cldr.scripts):
        raise ValueError(f"{script!r} in {tag!r} is not a script that CLDR knows")
    if territory and (territory in NOT_A_REGION or territory not in cldr.territories):
        raise ValueError(f"{territory!r} in {tag!r} is not a region that CLDR knows")
    canonical = "-".join(filter(None, [language, script, territory]))
    formatting = _formatting_locale(language, script, territory)
    written_in = script or _likely_script(language, territory) or _likely_script(formatting.language, None) or "Latn"
    direction: Direction = "rtl" if written_in in RIGHT_TO_LEFT_SCRIPTS else "ltr"
    own_name = AUTONYMS.get(language)
    if not own_name and formatting.language == language:
        own_name = formatting.languages.get(str(formatting)) or formatting.get_display_name(formatting)
    english = names[language]
    if script:
        english = f"{english} ({cldr.scripts[script]})"
    return Locale(canonical, written_in, direction, _autonym(own_name or english, formatting), english, str(formatting))


def _autonym(name: str, formatting: CldrLocale) -> str:
    """With a capital first letter where the script has capitals: it stands alone in a list."""
    return name[:1].upper() + name[1:] if formatting.language not in {"ka"} else name


def _likely_script(language: str, territory: str | None) -> str | None:
    likely = get_global("likely_subtags")
    full = likely.get(f"{language}_{territory}") or likely.get(language)
    return next((part for part in full.split("_") if len(part) == 4), None) if full else None


def _formatting_locale(language: str, script: str | None, territory: str | None) -> CldrLocale:
    """The nearest CLDR locale: the tag's own, then without region, then without script, then English."""
    candidates = [
        "_".join(filter(None, [language, script, territory])),
        "_".join(filter(None, [language, script])),
        language,
        FORMATTING_FALLBACKS.get(language, ""),
    ]
    for candidate in filter(None, candidates):
        try:
            return CldrLocale.parse(candidate)
        except (UnknownLocaleError, ValueError):
            continue
    return CldrLocale("en", "GB")


def format_date(day: datetime.date, locale: Locale) -> str:
    """A date in words, as readers of the language write it: `1 November 2026`."""
    return cldr_date(day, format="long", locale="en_GB" if locale.tag == "en" else locale.cldr)


def format_number(number: float, locale: Locale) -> str:
    """A number with the language's own marks."""
    return format_decimal(number, locale="en_GB" if locale.tag == "en" else locale.cldr)


def format_size(size: int, locale: Locale) -> str:
    """A file's size in kilobytes or megabytes of 1,000: `82 kB`, `3.4 MB`."""
    kilobytes = max(1, round(size / 1e3))
    unit = "digital-kilobyte" if kilobytes < 1000 else "digital-megabyte"
    rounded = kilobytes if kilobytes < 1000 else round(size / 1e6, 1)
    return _in_units(int(rounded) if rounded == int(rounded) else rounded, unit, "short", locale.cldr)


def format_minutes(seconds: float, locale: Locale) -> str:
    """A length in whole minutes, one at least: `11 minutes`, or `11 min` where CLDR has no longer form."""
    minutes = max(1, round(seconds / 60))
    long = _in_units(minutes, "duration-minute", "long", locale.cldr)
    return _in_units(minutes, "duration-minute", "short", locale.cldr) if "duration" in long else long


@lru_cache(4096)
def _in_units(value: float, unit: str, length: Literal["short", "long"], locale: CldrLocale) -> str:
    """Remembered: rounded sizes come again and again in a list of every format."""
    return format_unit(value, unit, length=length, locale=locale)
