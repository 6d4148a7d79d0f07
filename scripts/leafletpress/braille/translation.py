"""From runs of text to cells. A block is translated whole, because contractions depend on what stands around them.

What no reader would understand is refused here, with the character and its place: a character that the table lacks, one
that it drops in silence, a cell of eight dots, a number that does not come through.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from leafletpress.braille import louis
from leafletpress.braille.inline import Run
from leafletpress.braille.normaliser import normalise, part_numbers
from leafletpress.braille.numbers import all_come_through, numbers_in_braille, numbers_in_print
from leafletpress.braille.profiles import ENGLISH, Profile
from leafletpress.errors import Problem, RenditionError

BLANK = "\u2800"
SIX_DOTS = re.compile(f"[{BLANK}-\u283f]*")
PATTERNS = re.compile("[\u2800-\u28ff]")

LATIN = re.compile(
    r"[0-9]*[A-Za-z](?:[\w'’&@./:_+-]*\w)?(?:[ (]+[A-Za-z](?:[\w'’&@./:_+-]*\w)?|\)(?= [A-Za-z]))*", re.ASCII
)
"Words in Latin letters with what stands within and between them: `rf.communications@nhs.net`, `Royal Free London`."


@dataclass(frozen=True, slots=True)
class Line:
    """A block of text in braille, not yet cut into lines."""

    cells: str
    origins: tuple[int, ...]
    "For each cell, the place in the print that it stands for."
    print: str
    "The text as it went to the table; a no-break space is one here."

    def __bool__(self) -> bool:
        return bool(self.cells)


@dataclass(frozen=True, slots=True)
class Translator:
    """One code and grade, for one rendition."""

    profile: Profile
    table: str
    where: str
    "For messages: `docs/leaflet.md (ur)`."

    def line(self, runs: Sequence[Run]) -> Line:
        """The braille of a block; empty for a block without words."""
        print_, typeforms, joined = self._join(runs)
        if not print_:
            return Line("", (), "")
        given = part_numbers(print_, joined) if self.profile.numeric_space else print_.replace("\u00a0", " ")
        cells: list[str] = []
        origins: list[int] = []
        for start, end, table in self._segments(given):
            if not table:
                cells.append(given[start:end])
                origins += range(start, end)
                continue
            forms = typeforms[start:end] if self.profile.marks_emphasis else ()
            made = self._translate(table, given[start:end], forms)
            cells.append(made.cells)
            origins += [start + origin for origin in made.origins]
        line = Line("".join(cells), tuple(origins), print_)
        self._check_numbers(given, line.cells)
        return line

    def plain(self, text: str, lang: str) -> Line:
        """The braille of a text without emphasis."""
        return self.line([Run(text, lang)])

    def _join(self, runs: Sequence[Run]) -> tuple[str, tuple[int, ...], tuple[tuple[int, int], ...]]:
        """The text with its white space collapsed, a typeform for each character, and where single numbers stand."""
        text: list[str] = []
        typeforms: list[int] = []
        numbers: list[tuple[int, int]] = []
        for run in runs:
            form = run.emphasis | self._language_form(run)
            start = len(text)
            for character in normalise(self._spelt(run), self.profile.replacements):
                if character == " " and (not text or text[-1] in " \u00a0"):
                    continue
                text.append(character)
                typeforms.append(0 if character in " \u00a0" and form & louis.NO_CONTRACTION else form)
            if run.role == "number":
                numbers.append((start, len(text)))
        while text and text[-1] in " \u00a0":
            text.pop()
        return "".join(text), tuple(typeforms[: len(text)]), tuple(numbers)

    def _language_form(self, run: Run) -> int:
        """Words of another language stand uncontracted in contracted braille (Rules of UEB 13.2)."""
        contracted = self.table == ENGLISH.tables[2]
        return louis.NO_CONTRACTION if contracted and run.lang.split("-")[0] != self.profile.tag else 0

    def _spelt(self, run: Run) -> str:
        profile = self.profile
        if run.role == "ours":
            return run.text.join(profile.note_signs)
        if run.role == "note" and not profile.level_signs:
            return f" {run.text.join(profile.note_signs)}"
        if run.role == "sup" and not profile.level_signs:
            raise self._refusal(
                f"{run.text!r} stands above the line", run.text, "write it on the line, such as 10^9 or m2"
            )
        if run.role in ("note", "sup", "sub") and profile.level_signs:
            return profile.level_signs["sub" if run.role == "sub" else "sup"] + run.text
        return run.text

    def _segments(self, text: str) -> list[tuple[int, int, str]]:
        """Stretches of the text and the table of each; the signs around words of ours are cells already.

        Given to liblouis, such a sign would be a letter to it, and the word beside it would not be contracted.
        """
        foreign = [
            (match.span(), self.profile.latin_table) for match in LATIN.finditer(text) if self.profile.latin_table
        ]
        signs = [(match.span(), "") for sign in self.profile.note_signs for match in re.finditer(re.escape(sign), text)
                 if PATTERNS.match(sign)]  # fmt: skip
        segments, done = [], 0
        for (start, end), table in sorted([*foreign, *signs]):
            segments += [(done, start, self.table), (start, end, table)]
            done = end
        segments.append((done, len(text), self.table))
        return [segment for segment in segments if segment[0] < segment[1]]

    def _translate(self, table: str, text: str, typeforms: tuple[int, ...]) -> louis.Cells:
        made = louis.translate(table, text, typeforms)
        doubtful = [character for character in dict.fromkeys(text) if character_state(table, character) != "sound"]
        if doubtful:
            lacking = [one for one in doubtful if character_state(table, one) == "blank"]
            if not lacking and louis.translate(table, text, typeforms, undefined=False).cells != made.cells:
                lacking = [one for one in doubtful if character_state(table, one) == "undefined"]
            if lacking:
                raise self._refusal(
                    f"{self.profile.code} has no sign for {', '.join(map(named, lacking))}",
                    text,
                    "write it in words, or have a braille reader say how it is written and add it to "
                    "leafletpress/braille/profiles.py",
                    lacking[0],
                )
        if not SIX_DOTS.fullmatch(made.cells):
            place = next(index for index, cell in enumerate(made.cells) if not BLANK <= cell <= "\u283f")
            culprit = text[made.origins[place]]
            raise self._refusal(
                f"{named(culprit)} gives a cell of eight dots in {self.profile.code}",
                text,
                "write it in words",
                culprit,
            )
        return made

    def _check_numbers(self, text: str, cells: str) -> None:
        profile = self.profile
        expected = numbers_in_print(text)
        found = numbers_in_braille(cells, profile.separators, profile.number_like)
        if not all_come_through(expected, found, sign_is_letter=profile.sign_is_letter):
            lost = next((number for place, number in enumerate(expected) if found[place : place + 1] != [number]), "")
            raise self._refusal(
                f"the numbers {', '.join(expected) or 'none'} would be read as {', '.join(found) or 'none'}",
                text,
                "put a space between the number and what follows it, or write it in words",
                lost,
            )

    def _refusal(self, found: str, text: str, remedy: str, piece: str = "") -> RenditionError:
        around = text.find(piece) if piece else 0
        excerpt = PATTERNS.sub("", text[max(0, around - 60) : around + 60])
        return RenditionError(Problem(self.where, found, f"text that {self.profile.code} can say", remedy, excerpt))


@cache
def character_state(table: str, character: str) -> Literal["sound", "undefined", "blank"]:
    """Whether a table knows a character by itself.

    A mark that only combines may be undefined alone and sound after its letter, so that `undefined` is a doubt; a sign
    that becomes nothing but blanks is lost (the French tables do so with every character that they lack).
    """
    made = louis.translate(table, character).cells
    if made != louis.translate(table, character, undefined=False).cells:
        return "undefined"
    silent = not made.strip(BLANK) and not character.isspace() and not unicodedata.combining(character)
    return "blank" if silent and character != BLANK else "sound"


def named(character: str) -> str:
    """A character as messages name it: `U+1F600 GRINNING FACE (😀)`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')} ({character})"
