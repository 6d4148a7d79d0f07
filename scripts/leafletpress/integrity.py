"""Facts that a translation must share with its source: numbers, units, links, marks.

A translation that gains or loses one is not shown to readers, whoever made it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from leafletpress.characters import NONCHARACTERS

FACTS = {
    "link target": re.compile(r"\]\(\s*<?([^\s)>]+)"),
    "reference": re.compile(r"\]\[([^\[\]]+)\]"),
    "reference without words": re.compile(r"(\[[^\[\]]+\]\[\])"),
    "footnote": re.compile(r"\[\^[^\[\]]+\]"),
    "code": re.compile(r"(?<!`)(`+)(?!`)(?:.*?[^`])\1(?!`)", re.DOTALL),
    "tag or autolink": re.compile(r"</?[A-Za-z][^<>]*>"),
    "attribute list": re.compile(r"\{:?\s*[#.\w][^{}\n]*\}"),
    "brace": re.compile(r"[{}]"),
    "line break": re.compile("\n"),
    "comment": re.compile(r"<!--|<!\[CDATA\[|<\?|<![a-z]", re.IGNORECASE),
}
"What must stand in both as often; the first word of each name is the rule that a translator may waive."
MARKUP = re.compile(r"[\[\]`<{}\n]")
"Without one of these none of them can match; most sentences have none, and there are millions of sentences."

HIDDEN = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufff9-\ufffd{NONCHARACTERS}]")
"Controls, old embeddings that turn text round, and code points that no XML document can hold."

NUMBER = re.compile(r"(?P<sign>(?<![\w)\]–-])[-−])?(?P<digits>\d+(?:[.,:/٫٬’']\d+)*)")
ANY_DIGIT = re.compile(r"\d")
SPACED = re.compile(r"(?<!\d)(\d{1,3})((?:[ \u00a0\u202f]\d{3})+)(?!\d)")
"Groups of three digits with spaces between, as many languages write thousands."

GROUPED = tuple(
    (
        mark,
        other,
        re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{2,3}})*{re.escape(mark)}\d{{3}}(?:{re.escape(other)}\d+)?"),
    )
    for mark, other in ((".", ","), (",", "."), ("’", ","), ("'", ","))
)
"Groups of thousands, of pairs too (as in 1,00,000): the mark between them and the one before a fraction."

UNITS = frozenset(
    {"mg", "g", "kg", "mcg", "µg", "μg", "ml", "dl", "l", "mm", "cm", "m", "km", "mmol", "IU", "kcal", "%"}
)
UNIT = re.compile(r"(\d+(?:[.,]\d+)*)[ \u00a0\u202f]?([A-Za-zµμ]+|%)")
EMPTY_LINK = re.compile(r"(?<!!)\[\s*\]\(")


class _Digits(dict[int, str]):
    """A table for `str.translate` that fills itself: each character is looked up once."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = found = str(unicodedata.decimal(character)) if character.isdecimal() else character
        return found


_DIGITS = _Digits()


def ascii_digits(text: str) -> str:
    """The text with every decimal digit as 0 to 9: ۲۰ and ২০ become 20."""
    return text if text.isascii() else text.translate(_DIGITS)


def differences(msgid: str, msgstr: str) -> tuple[str, ...]:
    """What the translation lost or gained that must be equal, in words; nothing where the facts are equal."""
    found = [f"control character U+{ord(m[0]):04X} was added" for m in HIDDEN.finditer(msgstr) if m[0] not in msgid]
    if not has_ink(msgstr) and has_ink(msgid):
        found.append("words: there is nothing to be seen")
    if EMPTY_LINK.search(msgstr) and not EMPTY_LINK.search(msgid):
        found.append("link without words was added")
    source, target = ascii_digits(msgid), ascii_digits(msgstr)
    if ANY_DIGIT.search(source) or ANY_DIGIT.search(target):
        found += _number_differences(source, target)
    if MARKUP.search(source) or MARKUP.search(target):
        found += _fact_differences(source, target)
    return tuple(dict.fromkeys(found))


def _fact_differences(source: str, target: str) -> Iterator[str]:
    for kind, pattern in FACTS.items():
        want, got = (
            [match[0] if kind == "code" else match[match.lastindex or 0] for match in pattern.finditer(text)]
            for text in (source, target)
        )
        if want != got:
            yield from (f"{kind} {piece!r} is missing" for piece in (Counter(want) - Counter(got)).elements())
            yield from (f"{kind} {piece!r} was added" for piece in (Counter(got) - Counter(want)).elements())


def has_ink(text: str) -> bool:
    """Whether a reader sees anything: not only spaces, joiners and marks of direction."""
    return any(unicodedata.category(c)[0] not in "ZC" for c in text)


def _number_differences(source: str, target: str) -> list[str]:
    """Numbers as values: marks between digits differ between languages, values must not."""
    written = _numbers_of(source)
    if sorted(written) == sorted(NUMBER.findall(target)):  # the same in any language's reading
        return _unit_differences(source, target)
    want = Counter(_value(sign, digits) for sign, digits in written)
    faults = _unmatched(want, target)
    if faults and SPACED.search(target):
        faults = min(faults, _unmatched(want, SPACED.sub(_joined, target)), key=len)
    return faults + _unit_differences(source, target)


@lru_cache(4096)
def _numbers_of(source: str) -> tuple[tuple[str, str], ...]:
    """Sign and digits of each number; remembered, for each language has translations of the same source."""
    return tuple(NUMBER.findall(source))


def _joined(match: re.Match[str]) -> str:
    return match[1] + re.sub(r"\D", "", match[2])


def _unmatched(want: Counter[str], target: str) -> list[str]:
    """Values that the target lacks, and numbers of it that are none of the values."""
    left, added = Counter(want), []
    for match in NUMBER.finditer(target):
        readings = _readings(match["sign"], match["digits"])
        reading = next((value for value in readings if left[value] > 0), None)
        if reading is None:
            added.append(f"number {readings[0]!r} was added")
        else:
            left[reading] -= 1
    return [f"number {value!r} is missing" for value in left.elements()] + added


def _value(sign: str | None, digits: str) -> str:
    """What an English reader takes it for: a comma groups thousands, a point begins a fraction."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    if re.fullmatch(r"\d+\.\d+", digits):
        digits = _plain(digits)
    return ("-" if sign else "") + digits


def _readings(sign: str | None, digits: str) -> list[str]:
    """What readers of some language take it for; the English reading first."""
    minus = "-" if sign else ""
    readings = [_value(sign, digits)]
    if digits.isdecimal():
        return readings
    western = digits.replace("٫", ",").replace("٬", "’")
    if re.fullmatch(r"\d+[.,]\d+", western):
        readings.append(minus + _plain(western.replace(",", ".")))
    for mark, other, pattern in GROUPED:
        if pattern.fullmatch(western):
            readings.append(minus + _plain(western.replace(mark, "").replace(other, ".")))
    return readings


def _plain(digits: str) -> str:
    return str(Decimal(digits)) if "." in digits else digits


def _unit_differences(source: str, target: str) -> list[str]:
    """A unit in Latin letters after a number must be one that the source has after some number."""
    used = [match for match in UNIT.finditer(target) if match[2] in UNITS]
    if not used:
        return []
    known = {match[2] for match in UNIT.finditer(source)}
    return [f"unit {match[0]!r} was added" for match in used if match[2] not in known and known & UNITS]
