"""Quantities and money in words, as CLDR inflects them: `2,5 mg` is `2,5 miligrama` and `5 mg` is `5 miligramów`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from babel.numbers import format_decimal, get_currency_name, get_decimal_symbol
from babel.units import format_unit

from leafletpress.locales import Locale, locale_from_tag
from leafletpress.speech.words import SpokenWords

UNITS = {
    "mg": "mass-milligram", "mcg": "mass-microgram", "µg": "mass-microgram", "μg": "mass-microgram",
    "g": "mass-gram", "kg": "mass-kilogram", "ml": "volume-milliliter", "mL": "volume-milliliter",
    "l": "volume-liter", "L": "volume-liter", "mm": "length-millimeter", "cm": "length-centimeter",
    "km": "length-kilometer", "cm²": "area-square-centimeter", "cm2": "area-square-centimeter",
    "m²": "area-square-meter", "m2": "area-square-meter", "°C": "temperature-celsius", "kcal": "energy-kilocalorie",
    "mmHg": "pressure-millimeter-ofhg", "Hz": "frequency-hertz", "kHz": "frequency-kilohertz",
    "MHz": "frequency-megahertz", "min": "duration-minute", "h": "duration-hour",
    "мг": "mass-milligram", "мкг": "mass-microgram", "г": "mass-gram", "кг": "mass-kilogram",
    "мл": "volume-milliliter", "л": "volume-liter", "мм": "length-millimeter", "см": "length-centimeter",
}  # fmt: skip
"Sign to CLDR's name. `m` and `T` are left out: they are other things too often."

OWN = {
    "en": {"mmol": ("millimole", "millimoles"), "dB": ("decibel", "decibels")},
}
"What CLDR does not have, one and many."

GAPS = {
    "cy": {"mass-milligram": "miligram", "volume-milliliter": "mililitr", "duration-hour": "awr"},
    "gu": {
        "volume-milliliter": "મિલિલિટર", "volume-liter": "લિટર", "duration-hour": "કલાક", "duration-minute": "મિનિટ",
    },
    "ar": {
        "mass-gram": "غرام", "volume-liter": "لتر", "duration-hour": "ساعة", "duration-minute": "دقيقة",
    },
    "bn": {"volume-liter": "লিটার", "duration-hour": "ঘণ্টা", "duration-minute": "মিনিট"},
    "ur": {
        "volume-liter": "لیٹر",
        "length-centimeter": "سینٹی میٹر", "length-millimeter": "ملی میٹر", "length-kilometer": "کلو میٹر",
        "duration-hour": "گھنٹے", "duration-minute": "منٹ",
    },
    "zh": {
        "volume-milliliter": "毫升", "volume-liter": "升", "length-centimeter": "厘米", "length-millimeter": "毫米",
        "length-kilometer": "公里", "area-square-centimeter": "平方厘米", "area-square-meter": "平方米",
        "duration-hour": "小时", "duration-minute": "分钟",
    },
}  # fmt: skip
"What Babel's copy of CLDR leaves empty, or has only in forms without a number; invariable after numbers."

CURRENCIES = {"£": "GBP", "€": "EUR", "$": "USD"}

_SIGN = "|".join(re.escape(sign) for sign in sorted({*UNITS, *OWN["en"]}, key=lambda sign: (-len(sign), sign)))
_NUMBER = r"\d[\d.,]*(?<![.,])"
_LETTER = r"A-Za-zÀ-ɏЀ-ԯ\d_"
"What cannot stand beside a quantity; Chinese writes no space there."
_QUANTITY = re.compile(rf"(?<![{_LETTER}.,])({_NUMBER})[ \u00a0\u202f-]?({_SIGN})(?:/({_SIGN}|day))?(?![{_LETTER}/²])")
_MONEY = re.compile(
    rf"([£€$]) ?({_NUMBER})(?: (thousand|million|billion)\b)?|(?<![{_LETTER}.,])({_NUMBER})[ \u00a0]?([£€$])(?!\d)"
)


def spoken_quantities(text: str, locale: Locale, words: SpokenWords) -> str:
    """The text with units in words."""

    def spoken(match: re.Match[str]) -> str:
        number, sign, per = match.groups()
        said = _with_unit(number, sign, locale)
        if said is None and not words.number:
            return match[0]  # A language whose words nobody has given yet.
        if said is None or (per and not words.per):
            raise ValueError(f"the unit {sign}{f'/{per}' if per else ''} has no words in {locale.english_name}")
        if not per:
            return said
        below = "1 day" if per == "day" else _with_unit("1", per, locale)
        if below is None:
            raise ValueError(f"the unit {sign}/{per} has no words in {locale.english_name}")
        return f"{said} {words.per} {below.replace('1', '', 1).strip()}"

    return _QUANTITY.sub(spoken, text)


def spoken_money(text: str, locale: Locale) -> str:
    """The text with currencies in words after their amounts."""

    def spoken(match: re.Match[str]) -> str:
        before, amount, magnitude, own_amount, after = match.groups()
        code, number = CURRENCIES[before or after], amount or own_amount
        if locale.language == "en" and code == "GBP":
            pounds, _, pence = number.partition(".")
            if magnitude:
                return f"{number} {magnitude} pounds"
            return f"{pounds} {'pound' if pounds == '1' else 'pounds'}{f' {pence}' if pence else ''}"
        number = number.replace(".", decimal_mark(locale.tag)) if re.fullmatch(r"\d+\.\d\d", number) else number
        name = get_currency_name(code, count=_value(number, locale), locale=_cldr(locale))
        return f"{number}{f' {magnitude}' if magnitude else ''} {name}"

    return _MONEY.sub(spoken, text)


@cache
def _with_unit(number: str, sign: str, locale: Locale) -> str | None:
    own = OWN.get(locale.language, {}).get(sign)
    if own:
        return f"{number} {own[0] if number == '1' else own[1]}"
    if sign not in UNITS:
        return None
    unit = UNITS[sign]
    gap = GAPS.get(locale.language, {}).get(unit)
    # Where the number's own form is missing, that of five; "two hours" is one word in Arabic, and loses its number.
    for value in (_value(number, locale), Decimal(5)):
        text = format_unit(value, unit, length="long", locale=_cldr(locale), numbering_system="latn")
        shown = format_decimal(value, locale=_cldr(locale), numbering_system="latn")
        rest = text.replace(shown, "", 1).strip(" \u00a0")
        if shown in text and rest and rest.casefold() != sign.casefold() and rest != unit and rest != "mL":
            return re.sub(r"[ \u00a0]+", " ", text.replace(shown, f" {number} ", 1)).strip()
        if gap:
            return f"{number} {gap}"
    return None


def _value(number: str, locale: Locale) -> Decimal:
    """The number's value; thousands may be marked."""
    mark = decimal_mark(locale.tag)
    thousands = "." if mark == "," else ","
    try:
        return Decimal(number.replace(thousands, "").replace(mark, "."))
    except ArithmeticError:
        return Decimal(5)


@cache
def decimal_mark(tag: str) -> str:
    """The mark before a fraction that the language's readers write, in ASCII."""
    return "," if get_decimal_symbol(_cldr(locale_from_tag(tag))) == "," else "."


def _cldr(locale: Locale) -> str:
    return "en_GB" if locale.tag == "en" else locale.cldr
