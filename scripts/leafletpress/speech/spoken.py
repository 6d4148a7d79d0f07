"""The spoken form of a sentence: what the engine is given so that a listener hears what a reader sees.

The engine reads `020 7946 0018` as "zero twenty, seven thousand nine hundred", drops Urdu's own digits and says "five"
for £5 in ten languages. What it would drop or misread is put in words, or refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from leafletpress.locales import Locale, locale_from_tag
from leafletpress.speech.addresses import ADDRESS, spoken_address, spoken_phone, spoken_postcodes
from leafletpress.speech.lexicon import FIRST_PLACEHOLDER, LAST_PLACEHOLDER, NO_LEXICON, Hidden, Lexicon, ascii_digits
from leafletpress.speech.numbers import plain_numbers, voiced_marks
from leafletpress.speech.readable import refuse_unreadable
from leafletpress.speech.shorthand import SHORTHAND
from leafletpress.speech.signs import spoken_signs
from leafletpress.speech.times import spoken_times
from leafletpress.speech.units import spoken_money, spoken_quantities
from leafletpress.speech.voices import NATIVE_DIGITS
from leafletpress.speech.words import WORDS, SpokenWords

VERSION = 2
"Raised when a rule changes what is said."

EMERGENCY_NUMBERS = ("111", "999")
"Read digit by digit wherever they stand alone."

_EMERGENCY = re.compile(rf"(?<![\d.,:/£$€+-])(?:{'|'.join(EMERGENCY_NUMBERS)})(?![\d%]|[.,:/-]\d)")
_ITEM_NUMBER = re.compile(r"^(\d+)\. ")
_CAPITALS = re.compile(r"(?<![\w&])(?![IVX]+\b)(?:[A-Z]{2,3}|[B-DF-HJ-NP-TV-XZ]{4,5})(?![\w&])")
SPELLING_VOICES = frozenset(("cy", "pl", "ro"))
"Languages whose voices read short words in capitals as words: MRI as `mri`."


def spoken_form(
    shown: str,
    lang: str,
    phones: Sequence[tuple[int, int]] = (),
    *,
    item: bool = False,
    lexicon: Lexicon = NO_LEXICON,
) -> str:
    """What the engine is given for a sentence; `phones` are the parts of it that are telephone numbers.

    `item` says that the sentence begins with the number of a list item. Raises ValueError, saying why, for anything
    that would be dropped or misread.
    """
    locale = locale_from_tag(lang)
    rules = _Rules(
        locale, WORDS.get(locale.language, SpokenWords()), _with_shorthand(lexicon, locale.language), Hidden()
    )
    edges = [0, *(edge for phone in phones for edge in phone), len(shown)]
    seen, said = [], []
    for index, (start, end) in enumerate(pairwise(edges)):
        part = _plain(shown[start:end])
        seen.append(part if index % 2 else rules.hide(part))
        said.append(spoken_phone(part) if index % 2 else rules.apply(seen[-1]))
    text = re.sub(r"\s+", " ", "".join(said)).strip()
    if item:
        text = _ITEM_NUMBER.sub(r"\1: ", text)
    _refuse_other_digits("".join(seen), text)
    refuse_unreadable(text, locale)
    text = rules.hidden.reveal(text)
    if locale.language in NATIVE_DIGITS:
        text = text.translate({ord(str(value)): digit for value, digit in enumerate(NATIVE_DIGITS[locale.language])})
    return text


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of one language at work on one sentence."""

    locale: Locale
    words: SpokenWords
    lexicon: Lexicon
    hidden: Hidden

    def hide(self, text: str) -> str:
        """Words of the lexicon, then dates and full hours: their digits are words afterwards. Addresses stay."""
        return _outside_addresses(text, self.hide_between)

    def hide_between(self, text: str) -> str:
        """The same for a text without addresses."""
        return spoken_times(self.lexicon.hide(text, self.hidden), self.locale, self.words, self.hidden)

    def apply(self, text: str) -> str:
        """Addresses are spelt out; everything between them goes through the rules."""
        return _outside_addresses(text, self.between, lambda address: spoken_address(address, self.words))

    def between(self, text: str) -> str:
        """Order matters: each rule sees what the one before left."""
        tag, locale, words = self.locale.tag, self.locale, self.words
        rules: tuple[Callable[[str], str], ...] = (
            spoken_postcodes,
            lambda text: plain_numbers(text, tag),
            lambda text: _EMERGENCY.sub(lambda match: " ".join(match[0]), text),
            lambda text: spoken_signs(text, locale, words),
            lambda text: spoken_money(text, locale),
            lambda text: spoken_quantities(text, locale, words),
            self.spelt_out,
            lambda text: voiced_marks(text, tag),
        )
        for rule in rules:
            text = rule(text)
        return text

    def spelt_out(self, text: str) -> str:
        """Abbreviations in capitals, letter by letter."""
        if self.locale.language not in SPELLING_VOICES:
            return text
        return _CAPITALS.sub(lambda match: " ".join(match[0]), text)


def _outside_addresses(
    text: str, between: Callable[[str], str], address: Callable[[str], str] = lambda address: address
) -> str:
    parts = []
    at = 0
    for match in ADDRESS.finditer(text):
        parts += [between(text[at : match.start()]), address(match[0])]
        at = match.end()
    return "".join([*parts, between(text[at:])])


def _with_shorthand(lexicon: Lexicon, language: str) -> Lexicon:
    return lexicon.over(SHORTHAND.get(language, {}))


def _refuse_other_digits(seen: str, said: str) -> None:
    """A digit lost, added or out of order may be a dose."""
    if digits_of(seen) != digits_of(said):
        raise ValueError(f"the digits {digits_of(seen)} would be spoken as {digits_of(said)}")


def digits_of(text: str) -> str:
    """Every decimal digit of a text, of any script, as ASCII."""
    return "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())


def _plain(text: str) -> str:
    """ASCII digits, and no marks that only steer how text looks; a null character would end the sentence early."""
    kept: list[str] = []
    for char in ascii_digits(text):
        category = unicodedata.category(char)
        if category == "Cc" or FIRST_PLACEHOLDER <= ord(char) <= LAST_PLACEHOLDER:
            char = " "
        if char == " " and kept and kept[-1] == " ":
            continue
        if char == " ":
            kept.append(char)
        elif char in "\u200c\u200d" or category != "Cf":
            # The two joiners decide how Persian and Indian words are read.
            kept.append(char)
    return "".join(kept)
