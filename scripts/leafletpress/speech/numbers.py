"""Marks within numbers, as each voice understands them.

Most voices know only their language's own marks: the Polish one reads "2.5 mg" as "two five milligrams", the Ukrainian
one drops every mark, and blanks between thousands make a row of zeros.
"""

from __future__ import annotations

import re

from leafletpress.locales import locale_from_tag
from leafletpress.speech.units import decimal_mark

SPOKEN_MARKS = {"ku": ".", "uk": " кома ", "yue": "點"}
"What the voice is given where it does not know its language's own decimal mark."

ARABIC_MARKS = str.maketrans({"٫": ".", "٬": ","})

_FRACTION = re.compile(
    r"(?<![\d.,:/])(\d+)\.(\d|\d+(?= ?(?:%|mg|g|kg|ml|mm|cm|km|l|mmol)(?!\w)))(?![\d]|[.,:/]\d)",
)
"One decimal place, or more before a unit: two places may also be a time."
_OWN_FRACTION = {mark: re.compile(rf"(?<![\d.,:/])(\d+)\{mark}(\d+)(?![\d]|[.,:/]\d)") for mark in ".,"}
_BLANKS = re.compile(r"(?<=\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))")
_POINTED_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\d]|[.,]\d)")
_ENGLISH_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:,\d{3})*,000(?![\d]|[.,]\d)")


def plain_numbers(text: str, lang: str) -> str:
    """The text with numbers as the language's voice reads them; raises ValueError for one that it would misread."""
    text = _BLANKS.sub("", text.translate(ARABIC_MARKS))
    locale = locale_from_tag(lang)
    mark = decimal_mark(lang)
    if mark == ",":
        if match := _ENGLISH_THOUSANDS.search(text):
            raise ValueError(f"{match[0]} would be spoken as a decimal fraction in {locale.english_name}")
        text = _POINTED_THOUSANDS.sub(lambda match: match[0].replace(".", ""), text)
        text = _FRACTION.sub(r"\1,\2", text)
    return text


def voiced_marks(text: str, lang: str) -> str:
    """The text with decimal marks that the voice knows; the last of all rules, for others look at numbers."""
    spoken_mark = SPOKEN_MARKS.get(lang.split("-")[0])
    return _OWN_FRACTION[decimal_mark(lang)].sub(rf"\1{spoken_mark}\2", text) if spoken_mark else text
