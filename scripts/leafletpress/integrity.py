"""Facts that a translation must share with its source: numbers, links, marks.

A translation that gains or loses one is not shown to readers, whoever made it.
"""

from __future__ import annotations

import re
from collections import Counter
from unicodedata import decimal

FACTS = {
    "number": re.compile(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,:/]\d+)*"),
    "link target": re.compile(r"\]\(\s*<?([^\s)>]+)"),
    "reference": re.compile(r"\]\[([^\]]+)\]"),
    "footnote": re.compile(r"\[\^[^\]]+\]"),
    "code": re.compile(r"`+[^`]+`+"),
    "tag or autolink": re.compile(r"</?[A-Za-z][^<>]*>"),
    "attribute list": re.compile(r"\{:?\s*[#.\w][^{}\n]*\}"),
    "line break": re.compile("\n"),
}
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f]")


def ascii_digits(text: str) -> str:
    """The text with every decimal digit as 0 to 9: ۲۰ and ২০ become 20."""
    return "".join(str(decimal(character)) if character.isdecimal() else character for character in text)


def differences(msgid: str, msgstr: str) -> tuple[str, ...]:
    """What the translation lost or gained that must be equal, in words; nothing where the facts are equal."""
    found = [f"control character {match[0]!r} was added" for match in CONTROL.finditer(msgstr)]
    for kind, pattern in FACTS.items():
        want, got = (Counter(map(_plain_number, pattern.findall(ascii_digits(text)))) for text in (msgid, msgstr))
        found += [f"{kind} {piece!r} is missing" for piece in (want - got).elements()]
        found += [f"{kind} {piece!r} was added" for piece in (got - want).elements()]
    return tuple(found)


def _plain_number(piece: str) -> str:
    """As digits with a decimal point, for marks differ between languages: 2,000 is 2 000 and 2.5 is 2,5."""
    ungrouped = re.sub(r"(?<=\d)[,.\u00a0\u202f ](?=\d{3}(?!\d))", "", piece)
    return re.sub(r"(?<=\d),(?=\d)", ".", ungrouped)
