"""Lexicon: how a language's voice is to say single words, kept by people who need not know any program.

A CSV file of three columns, as a spreadsheet saves it: `osseointegration,osseo integration,said as two words`.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from leafletpress.edition import UNSPACED
from leafletpress.errors import CatalogueError, Problem

COLUMNS = ["written", "spoken", "note"]
FILENAME = "lexicon.csv"
PHONEMES = re.compile(r"\[\[.*?\]\]")
"How a spoken form gives the voice its own sounds: `[[w'O:f@rIn]]`."
FIRST_PLACEHOLDER, LAST_PLACEHOLDER = 0xE000, 0xF8FF
"Unicode's private use area: characters that no leaflet holds stand for entries while the rules are at work."


class Hidden:
    """Texts that are already as they are spoken, hidden from the rules behind placeholders."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def put(self, text: str) -> str:
        """A placeholder for the text; raises ValueError when they run out."""
        if FIRST_PLACEHOLDER + len(self._texts) > LAST_PLACEHOLDER:
            raise ValueError("it holds too many words of the lexicon for one sentence")
        char = chr(FIRST_PLACEHOLDER + len(self._texts))
        self._texts[char] = text
        return char

    def reveal(self, text: str) -> str:
        """The text with what its placeholders stand for."""
        return "".join(self._texts.get(char, char) for char in text) if self._texts else text


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The entries of one language."""

    entries: Mapping[str, str] = field(default_factory=dict)
    "Written form, case-folded, to spoken form, both in ASCII digits: Urdu's voice leaves its own out."
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    "Written form to its line in the file."

    def hide(self, text: str, hidden: Hidden) -> str:
        """The text with every written form hidden behind what is spoken for it."""
        if not self.entries:
            return text
        return _pattern(tuple(self.entries)).sub(lambda match: hidden.put(self.entries[match[0].casefold()]), text)

    def over(self, other: Mapping[str, str]) -> Lexicon:
        """The entries of both; this one's win."""
        return Lexicon({**other, **self.entries}, self.lines)


NO_LEXICON = Lexicon()


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Finds the forms, the longest first, where they stand as whole words; some scripts write no space around words."""
    alternatives = []
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        alternatives.append(f"(?<!{_neighbour(form[0])}){re.escape(form)}(?!{_neighbour(form[-1])})")
    return re.compile("|".join(alternatives), re.IGNORECASE)


def _neighbour(char: str) -> str:
    """What may not stand beside a form's first or last character; Chinese writes no space around Latin letters."""
    if UNSPACED.match(char) or not _in_word(char):
        return NOTHING
    return r"[A-Za-zÀ-ɏ\d_]" if char.isascii() else f"[{_WORD}]"


NOTHING = r"[^\s\S]"


def _in_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"


_WORD = r"\w" + "".join(
    re.escape(chr(code)) for code in range(0x300, 0x3000) if unicodedata.category(chr(code))[0] == "M"
)
"Letters, digits and the vowel signs of Indian scripts, which are no letters to a regular expression."


def read_lexicon(path: Path) -> Lexicon:
    """The lexicon of a file; none where there is no file."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Lexicon()
    except UnicodeDecodeError as error:
        raise CatalogueError(
            Problem(_display(path), f"the file is not UTF-8 text ({error})", "UTF-8", "save it again as CSV UTF-8")
        ) from error
    return parse_lexicon(text, _display(path))


def parse_lexicon(text: str, where: str) -> Lexicon:
    """The entries of a file; raises CatalogueError with the line of everything that is wrong."""
    first = text.partition("\n")[0]
    rows = csv.reader(text.splitlines(), delimiter=";" if ";" in first and "," not in first else ",")
    entries: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []

    def wrong(found: str, expected: str, remedy: str) -> None:
        problems.append(Problem(f"{where}:{rows.line_num}", found, expected, remedy, ", ".join(row)))

    for row in rows:
        cells = [unicodedata.normalize("NFC", cell.strip()) for cell in row]
        if rows.line_num == 1:
            if cells != COLUMNS:
                wrong("the first line does not name the columns", ",".join(COLUMNS), "put this line first")
                break
            continue
        if not any(cells):
            continue
        if len(cells) not in (2, 3):
            wrong(
                f"this line has {len(cells)} columns", "written, spoken and note", "put quotation marks around commas"
            )
            continue
        form, spoken = ascii_digits(cells[0]).casefold(), ascii_digits(cells[1])
        if not form or not any(_in_word(char) for char in spoken):
            wrong("a word is missing", "the written and the spoken form", "fill the cell, or delete the line")
        elif spoken.count("[[") != spoken.count("]]"):
            wrong("the phonemes are not closed", "[[ before and ]] after them", "close the brackets")
        elif any(unicodedata.category(char) in ("Cc", "Co") for char in form + spoken):
            wrong("there is an invisible character", "plain text", "type the line again")
        elif form in entries:
            wrong(f"{cells[0]!r} stands in line {lines[form]} already", "each word once", "delete one of the lines")
        else:
            entries[form], lines[form] = spoken, rows.line_num
    if problems:
        raise CatalogueError(problems)
    return Lexicon(entries, lines)


def ascii_digits(text: str) -> str:
    """The text with every script's decimal digits as 0 to 9."""
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def _display(path: Path) -> str:
    return "/".join(path.parts[-3:])
