"""Dates in figures and times of day as they are said."""

from __future__ import annotations

import datetime
import re

from babel.dates import format_date

from leafletpress.locales import Locale
from leafletpress.speech.lexicon import Hidden, ascii_digits
from leafletpress.speech.words import SpokenWords

YEAR_FIRST = frozenset(("zh", "yue"))
"Languages that write 2026/11/1; every other that has rules writes the day first, as the United Kingdom does."

_DATE = re.compile(r"(?<![\w./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d|[./-]\d)")
_YEAR_FIRST = re.compile(r"(?<![\w./-])(\d{4})([/-])(\d{1,2})\2(\d{1,2})(?!\d|[./-]\d)")
_CLOCK = re.compile(r"(?<![\d.:])([01]?\d|2[0-4]):([0-5]\d)(?![\d:]|[.,]\d)")
_ENGLISH_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})[.:](\d\d)(?= ?[ap]\.?m\b)")


def spoken_times(text: str, locale: Locale, words: SpokenWords, hidden: Hidden) -> str:
    """The text with dates in words and times of day as the language says them."""

    def date(match: re.Match[str], year: str, month: str, day: str) -> str:
        try:
            # Day 31 of month 4 is a mistake or no date: the rule for slashes refuses it.
            day_of_year = datetime.date(int(year), int(month), int(day))
            pattern = "long" if locale.language in YEAR_FIRST else "d MMMM y"
            spoken = format_date(day_of_year, pattern, locale=locale.cldr)
        except ValueError:
            return match[0]
        return hidden.put(ascii_digits(spoken))

    def clock(match: re.Match[str]) -> str:
        hours, minutes = match.groups()
        if minutes == "00" and words.full_hour:
            return hidden.put(words.full_hour.format(hours))
        return words.clock.format(hours, minutes)

    def english_clock(match: re.Match[str]) -> str:
        hours, minutes = match.groups()
        return hidden.put(hours) if minutes == "00" else f"{hours}:{minutes}"

    if words.number:
        text = _DATE.sub(lambda match: date(match, match[4], match[3], match[1]), text)
    if locale.language in YEAR_FIRST or words.number:
        text = _YEAR_FIRST.sub(lambda match: date(match, match[1], match[3], match[4]), text)
    if locale.language == "en":
        text = _ENGLISH_CLOCK.sub(english_clock, text)
    return _CLOCK.sub(clock, text)
