"""Signs around numbers: ranges, comparisons, shares and fractions."""

from __future__ import annotations

import re

from leafletpress.locales import Locale
from leafletpress.speech.words import SpokenWords

_RANGE = re.compile(r"(?<=\d)(%?)\s*[–—]\s*(?=[£$€]?\d)")
_HYPHENED_RANGE = re.compile(r"(?<![\w.,-])(\d{1,4}(?:[.,]\d+)?)-(?=\d{1,4}(?:[.,]\d+)?(?!\d|-\d|\w))")
_HOURS = re.compile(r"(?<=[ap]m)\s*[–—-]\s*(?=\d)")
_COMPARISON = re.compile(r"([<>≤≥≈~±])\s*([£$€]?\d[\d.,]*(?<![.,])(?: ?(?:[µμ]?[A-Za-zА-Яа-я]{1,3}|[%°]C?)(?!\w))?)")
_MINUS = re.compile(r"(?<![\w.,)%°-])[-−]\s?(?=\d)")
_PLUS = re.compile(r"(?<![\w.,)])\+\s?(?=\d)")
_OR_MORE = re.compile(r"(?<=\d)\+(?!\w)")
_TIMES = re.compile(r"(?<=\d)\s*[×]\s*(?=\d)|(?<=\d)\s+x\s+(?=\d)")
_TWICE = re.compile(r"(?<![\w.,])(\d+) ?[x×](?!\w)")
_FRACTION = re.compile(r"(\d)?\s?([½¼¾])")
_NUMBER_SIGN = re.compile(r"№\s?(?=\d)")
_ENGLISH_NUMBER = re.compile(r"\b[Nn]o\. ?(?=\d)")
_PRESSURE = re.compile(r"(?<![\d/.,])(\d{2,3})/(\d{2,3})(?![\d/]|[.,]\d)")
_SLASH = re.compile(r"\d+\s?/\s?\d+")


def spoken_signs(text: str, locale: Locale, words: SpokenWords) -> str:
    """The text with signs in words; raises ValueError for a sign that voices drop and that has none."""
    signs = {
        "<": words.less_than, ">": words.more_than, "≤": words.at_most, "≥": words.at_least,
        "≈": words.about, "~": words.about, "±": words.plus_minus, "−": words.minus,
        "+": words.plus, "×": words.times, "№": words.number,
    }  # fmt: skip

    def word(sign: str) -> str:
        if not signs[sign]:
            raise ValueError(f"the sign {sign} before a number would not be spoken")
        return f" {signs[sign]} "

    text = _COMPARISON.sub(lambda match: _compared(word(match[1]), match[2]), text)
    if words.to:
        text = _RANGE.sub(rf"\1 {words.to} ", text)
        text = _HYPHENED_RANGE.sub(rf"\1 {words.to} ", text)
        text = _HOURS.sub(f" {words.to} ", text) if locale.language == "en" else text
    text = _MINUS.sub(lambda _match: word("−"), text) if words.minus or "−" in text else text
    if words.plus:
        text = _OR_MORE.sub(word("+"), _PLUS.sub(word("+"), text))
    if words.times or "×" in text:
        text = _TWICE.sub(r"\1 times", text) if locale.language == "en" else text
        text = _TIMES.sub(lambda _match: word("×"), text)
    text = _NUMBER_SIGN.sub(lambda _match: word("№"), text)
    text = _FRACTION.sub(lambda match: _fraction(match, words), text)
    if words.per_cent:
        quantity = rf"(\d[\d,.]*(?: {words.to} \d[\d,.]*)?) ?[%٪]"
        text = re.sub(quantity, lambda match: f" {words.per_cent.format(match[1])} ", text)
    if locale.language == "en":
        text = _ENGLISH_NUMBER.sub("number ", text)
    if words.over:
        text = _PRESSURE.sub(rf"\1 {words.over} \2", text)
    if match := _SLASH.search(text):
        raise ValueError(f"the slash of {match[0]} would be spoken as a word")
    return text


def _compared(word: str, number: str) -> str:
    return word.format(number) if "{}" in word else word + number


def _fraction(match: re.Match[str], words: SpokenWords) -> str:
    whole, sign = match.groups()
    place = "½¼¾".index(sign)
    said = words.fractions[place + 3 if whole else place]
    if not said:
        raise ValueError(f"the fraction {sign} would be spoken in English")
    return f"{whole or ''} {said}"
