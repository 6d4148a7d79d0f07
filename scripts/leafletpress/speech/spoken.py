"""The spoken form of a sentence: what the engine is given so that a listener hears what a reader sees.

The engine reads `020 7946 0018` as "zero twenty, seven thousand nine hundred", drops Urdu's own digits and says "pound
one" for £1. A rule applies only to languages whose words are known here; elsewhere the text stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from leafletpress.errors import Problem, RenditionError
from leafletpress.speech.numbers import plain_numbers
from leafletpress.speech.voices import NATIVE_DIGITS

VERSION = 1
"Raised when a rule changes what is said."

EMERGENCY_NUMBERS = ("111", "999")
"Read digit by digit wherever they stand alone."


@dataclass(frozen=True, slots=True)
class SpokenWords:
    """The words that stand in for marks which engines drop or misread."""

    to: str = ""
    "Between the ends of a range: 10–12."
    at: str = "at"
    "@ in an address."
    dot: str = "dot"
    "A full stop in an address."
    slash: str = "slash"
    hyphen: str = "hyphen"
    underscore: str = "underscore"
    less_than: str = ""
    more_than: str = ""
    per_cent: str = ""
    "With `{}` for the number; nothing where the voice knows the sign."


WORDS = {
    "ar": SpokenWords("إلى"),
    "bg": SpokenWords("до"),
    "bn": SpokenWords("থেকে"),
    "cs": SpokenWords("až", "zavináč", "tečka"),
    "cy": SpokenWords("i", per_cent="{} y cant"),
    "de": SpokenWords("bis", "ät", "Punkt", "Schrägstrich", "Bindestrich", "Unterstrich"),
    "el": SpokenWords("έως"),
    "en": SpokenWords("to", less_than="less than", more_than="more than"),
    "es": SpokenWords("a", "arroba", "punto", "barra", "guion", "guion bajo"),
    "fa": SpokenWords("تا"),
    "fr": SpokenWords("à", "arobase", "point", "barre oblique", "tiret", "tiret bas"),
    "gu": SpokenWords("થી"),
    "hi": SpokenWords("से"),
    "it": SpokenWords("a", "chiocciola", "punto", "barra", "trattino", "trattino basso"),
    "lt": SpokenWords("iki"),
    "lv": SpokenWords("līdz"),
    "ne": SpokenWords("देखि"),
    "nl": SpokenWords("tot", "apenstaartje", "punt"),
    "pa": SpokenWords("ਤੋਂ"),
    "pl": SpokenWords("do", "małpa", "kropka", "ukośnik", "myślnik", "podkreślenie"),
    "pt": SpokenWords("a", "arroba", "ponto", "barra", "hífen", "sublinhado"),
    "ru": SpokenWords("до", "собака", "точка"),
    "sk": SpokenWords("až", "zavináč", "bodka"),
    "sw": SpokenWords("hadi"),
    "tr": SpokenWords("ila"),
    "uk": SpokenWords("до", "равлик", "крапка"),
    "ur": SpokenWords("سے"),
    "vi": SpokenWords("đến"),
    "yue": SpokenWords("至", per_cent="百分之{}"),
    "zh": SpokenWords("至", per_cent="百分之{}"),
}

UNITS = {
    "mg": ("milligram", "milligrams"),
    "mcg": ("microgram", "micrograms"),
    "µg": ("microgram", "micrograms"),
    "g": ("gram", "grams"),
    "kg": ("kilogram", "kilograms"),
    "ml": ("millilitre", "millilitres"),
    "mm": ("millimetre", "millimetres"),
    "cm": ("centimetre", "centimetres"),
    "km": ("kilometre", "kilometres"),
    "mmol": ("millimole", "millimoles"),
    "dB": ("decibel", "decibels"),
    "Hz": ("hertz", "hertz"),
    "kHz": ("kilohertz", "kilohertz"),
    "MHz": ("megahertz", "megahertz"),
}
"English units, one and many. `m`, `l` and `T` are left out: they are other things too often."

PER = {"ml": "millilitre", "l": "litre", "L": "litre", "kg": "kilogram", "g": "gram", "day": "day", "h": "hour"}

_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_QUANTITY = re.compile(rf"(?<![\w.,])(\d[\d,.]*)[ -]?({_UNIT})(?:/({'|'.join(PER)}))?(?![\w/])")
_RANGE = re.compile(r"(?<=\d)(%?)\s*–\s*(?=[£$€]?\d)")
_EMERGENCY = re.compile(rf"(?<![\d.,:/£$€+-])(?:{'|'.join(EMERGENCY_NUMBERS)})(?![\d%]|[.,:/-]\d)")
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:https?://|www\.)[^\s<>()]*[\w/]"
    r"|(?<![\w@.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|eu|gov|info|io|net|nhs|org|uk)(?:/[^\s<>()]*[\w/])?(?![\w@])",
    re.ASCII,
)
_POUNDS = re.compile(r"£(\d+(?:,\d{3})*)(?:\.(\d\d))?(?: (thousand|million|billion))?(?![\d.]\d)")
_CLOCK = re.compile(r"(?<![\d.])(\d{1,2})\.(\d\d)(?= ?[ap]\.?m\b)")
_COMPARISON = re.compile(r"([<>])\s*(?=\d)")
_ITEM_NUMBER = re.compile(r"^(\d+)\. ")


def spoken_form(shown: str, lang: str, phones: Sequence[tuple[int, int]] = (), *, item: bool = False) -> str:
    """What the engine is given for a sentence; `phones` are the parts of it that are telephone numbers.

    `item` says that the sentence begins with the number of a list item. Raises ValueError, saying why, for a mark that
    would be dropped or misread.
    """
    language = lang.split("-")[0]
    edges = [0, *(edge for phone in phones for edge in phone), len(shown)]
    parts = []
    for index, (start, end) in enumerate(pairwise(edges)):
        part = _plain(shown[start:end])
        parts.append(_spoken_phone(part) if index % 2 else _spoken_text(plain_numbers(part, lang), language))
    text = re.sub(r"\s+", " ", "".join(parts)).strip()
    if item:
        text = _ITEM_NUMBER.sub(r"\1: ", text)
    if language in NATIVE_DIGITS:
        text = text.translate({ord(str(value)): digit for value, digit in enumerate(NATIVE_DIGITS[language])})
    return text


def check_digits(shown: str, spoken: str, where: str) -> None:
    """Refuse a spoken form that lacks, adds or reorders a digit: it may be a dose."""
    if digits_of(shown) != digits_of(spoken):
        raise RenditionError(
            Problem(
                where=where,
                found=f"the digits {digits_of(shown)} would be spoken as {digits_of(spoken)}",
                expected="every digit of the sentence, in order",
                remedy="write the number in a plainer way; if it is plain, report a fault of the speech rules",
                excerpt=shown,
            )
        )


def digits_of(text: str) -> str:
    """Every decimal digit of a text, of any script, as ASCII."""
    return "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())


def _plain(text: str) -> str:
    """ASCII digits, and no marks that only steer how text looks."""
    kept = []
    for char in text:
        if char.isdecimal():
            kept.append(str(unicodedata.decimal(char)))
        elif char in "\u200c\u200d" or unicodedata.category(char) != "Cf":
            # The two joiners decide how Persian and Indian words are read.
            kept.append(char)
    return "".join(kept)


def _spoken_phone(text: str) -> str:
    """Digit by digit, with a breath between groups; what is not a number stays."""
    text = re.sub(r"(?<=\d)[\s().–-]+(?=\d)", ", ", text)
    text = re.sub(r"\d{6,}", lambda match: ", ".join(_groups(match[0])), text)
    return re.sub(r"\d+", lambda match: " ".join(match[0]), text)


def _groups(digits: str) -> list[str]:
    """Threes, the last of up to five, as people say a number that is written in one piece."""
    groups = []
    while len(digits) > 5:
        groups.append(digits[:3])
        digits = digits[3:]
    return [*groups, digits]


def _spoken_text(text: str, language: str) -> str:
    words = WORDS.get(language, SpokenWords())
    parts = []
    at = 0
    for match in _ADDRESS.finditer(text):
        parts += [_spoken_words(text[at : match.start()], language, words), _spoken_address(match[0], words)]
        at = match.end()
    return "".join([*parts, _spoken_words(text[at:], language, words)])


def _spoken_address(address: str, words: SpokenWords) -> str:
    address = re.sub(r"^https?://", "", address).rstrip("/")
    names = {"@": words.at, ".": words.dot, "/": words.slash, "-": words.hyphen, "_": words.underscore}
    return re.sub(r"[@./_-]", lambda match: f" {names[match[0]]} ", address)


def _spoken_words(text: str, language: str, words: SpokenWords) -> str:
    text = _EMERGENCY.sub(lambda match: " ".join(match[0]), text)
    text = _COMPARISON.sub(lambda match: _spoken_comparison(match[1], words), text)
    if words.to:
        text = _RANGE.sub(rf"\1 {words.to} ", text)
    if words.per_cent:
        quantity = rf"(\d[\d,.]*(?: {words.to} \d[\d,.]*)?) ?%"
        text = re.sub(quantity, lambda match: words.per_cent.format(match[1]), text)
    if language == "en":
        text = _CLOCK.sub(r"\1:\2", text)
        text = _POUNDS.sub(_spoken_pounds, text)
        text = _QUANTITY.sub(_spoken_quantity, text)
    return text


def _spoken_comparison(sign: str, words: SpokenWords) -> str:
    said = words.less_than if sign == "<" else words.more_than
    if not said:
        raise ValueError(f"the sign {sign} before a number would not be spoken")
    return f"{said} "


def _spoken_pounds(match: re.Match[str]) -> str:
    pounds, pence, magnitude = match.groups()
    if magnitude:
        return f"{pounds}{f'.{pence}' if pence else ''} {magnitude} pounds"
    return f"{pounds} {'pound' if pounds == '1' else 'pounds'}{f' {pence}' if pence else ''}"


def _spoken_quantity(match: re.Match[str]) -> str:
    number, unit, per = match.groups()
    one, many = UNITS[unit]
    said = f"{number} {one if number == '1' else many}"
    return f"{said} per {PER[per]}" if per else said
