"""Telephone numbers, e-mail and web addresses, spelt out so that a listener can write them down."""

from __future__ import annotations

import re

from leafletpress.speech.words import SpokenWords

ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:https?://|www\.)[^\s<>()]*[\w/]"
    r"|(?<![\w@.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|eu|gov|info|io|net|nhs|org|uk)(?:/[^\s<>()]*[\w/])?(?![\w@])",
    re.ASCII,
)
POSTCODE = re.compile(r"\b([A-Z]{1,2})(\d[A-Z\d]?)[ \u00a0](\d)([A-Z]{2})\b")
"British: the letters one by one, the numbers of the first half together."


def spoken_phone(text: str) -> str:
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


def spoken_address(address: str, words: SpokenWords) -> str:
    """The address with its marks in words."""
    address = re.sub(r"^https?://", "", address).rstrip("/")
    names = {"@": words.at, ".": words.dot, "/": words.slash, "-": words.hyphen, "_": words.underscore}
    return re.sub(r"[@./_-]", lambda match: f" {names[match[0]]} ", address)


def spoken_postcodes(text: str) -> str:
    """The text with postcodes in letters and numbers: `NW3 2QG` as `N W 3, 2 Q G`."""

    def spoken(match: re.Match[str]) -> str:
        area, district, sector, unit = match.groups()
        first = " ".join((*area, *re.findall(r"\d+|[A-Z]", district)))
        return f"{first}, {sector} {' '.join(unit)}"

    return POSTCODE.sub(spoken, text)
