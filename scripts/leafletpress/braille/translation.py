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
from leafletpress.braille.emphasis import ended_before, over_closing_marks
from leafletpress.braille.inline import Run
from leafletpress.braille.normaliser import normalise, part_numbers
from leafletpress.braille.numbers import all_come_through, numbers_in_braille, numbers_in_print
from leafletpress.braille.profiles import ENGLISH, Profile
from leafletpress.errors import Problem, RenditionError

BLANK = "\u2800"
SIX_DOTS = re.compile(f"[{BLANK}-\u283f]*")
PATTERNS = re.compile("[\u2800-\u28ff]")

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"White space is a space here already."

SPACES = " \u00a0"
SURPLUS_SPACES = re.compile(f"(?<=[{SPACES}]) +")

WEB_ADDRESS = r"(?:https?://|www\.)[!-~]*[\w/]"
"With the final slash of a folder, which a table of another script may not have."
ADDRESS = re.compile(rf"{WEB_ADDRESS}|[^\s@]+@\S+\w", re.ASCII)
"Electronic addresses."
LATIN_WORD = r"[A-Za-z](?:[\w'’&@./:_+-]*\w)?"
LATIN = re.compile(rf"{WEB_ADDRESS}|[0-9]*{LATIN_WORD}(?: +{LATIN_WORD})*", re.ASCII)
"Words in Latin letters with what stands within them: `rf.communications@nhs.net`, `Royal Free London`."


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


@cache
def number_spaces(table: str) -> tuple[str, str]:
    """The space that this liblouis writes as the numeric one, and the one that parts two numbers."""
    plain, no_break = " ", "\u00a0"
    joins = BLANK not in louis.translate(table, f"1{plain}2").cells
    return (plain, no_break) if joins else (no_break, plain)


@dataclass(frozen=True, slots=True)
class Translator:
    """One code and grade, for one rendition."""

    profile: Profile
    table: str
    where: str
    "For messages: `docs/leaflet.md (ur)`."

    def line(self, runs: Sequence[Run]) -> Line:
        """The braille of a block; empty for a block without words."""
        text, typeforms, joined = self._join(runs)
        if self.profile.numeric_space:
            joining, parting = number_spaces(self.table)
            given = part_numbers(text, joined, joining=joining, parting=parting)
        else:
            given = text.replace("\u00a0", " ")
        origins: list[int] = []
        cells = shown = ""
        for start, end, table in self._segments(given):
            piece, printed, forms = given[start:end], text[start:end], typeforms[start:end]
            if table == self.table:
                piece, printed, forms = self._replaced(piece, printed, forms)
            if table:
                made = self._emphasised(table, piece, forms, given)
            else:
                made = louis.Cells(piece, tuple(range(len(piece))))
            origins += [len(shown) + origin for origin in made.origins] if shown else made.origins
            self._check_numbers(piece, made.cells, self.profile if table == self.table else ENGLISH)
            cells += made.cells
            shown += printed
        return Line(cells, tuple(origins), shown)

    def plain(self, text: str, lang: str) -> Line:
        """The braille of a text without emphasis."""
        return self.line([Run(text, lang)])

    def _join(self, runs: Sequence[Run]) -> tuple[str, tuple[int, ...], tuple[tuple[int, int], ...]]:
        """The text with its white space collapsed, a typeform for each character, and where single numbers stand."""
        text = ""
        typeforms: list[int] = []
        numbers: list[tuple[int, int]] = []
        for run in runs:
            form = run.emphasis | self._language_form(run)
            piece = SURPLUS_SPACES.sub("", normalise(self._spelt(run)))
            if not text or text[-1] in SPACES:
                piece = piece.lstrip(" ")
            if form & louis.NO_CONTRACTION:
                typeforms += [0 if character in SPACES else form for character in piece]
            else:
                typeforms += [form] * len(piece)
            if run.role == "number":
                numbers.append((len(text), len(text) + len(piece)))
            text += piece
        text = text.rstrip(SPACES)
        return text, tuple(typeforms[: len(text)]), tuple(numbers)

    def _replaced(self, piece: str, printed: str, forms: tuple[int, ...]) -> tuple[str, str, tuple[int, ...]]:
        """A stretch with what its table lacks written in another way; what stands for a character has its emphasis."""
        replacements = self.profile.replacements
        if replacements.keys().isdisjoint(piece):
            return piece, printed, forms
        triples = [
            (one, shown if len(written) == 1 else one, form)
            for given, shown, form in zip(piece, printed, forms, strict=True)
            for written in [replacements.get(given, given)]
            for one in written
        ]
        characters, shown, forms = zip(*triples, strict=True)
        return "".join(characters), "".join(shown), forms

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
        profile = self.profile
        found: list[tuple[int, int, str]] = []
        if profile.latin_table:
            pattern = ADDRESS if profile.only_addresses else LATIN
            found += [(*match.span(), profile.latin_table) for match in pattern.finditer(text)]
        for sign in profile.note_signs:
            if PATTERNS.match(sign):
                found += [(*match.span(), "") for match in re.finditer(sign, text)]
        segments, done = [], 0
        for start, end, table in sorted(found):
            segments += [(done, start, self.table), (start, end, table)]
            done = end
        segments.append((done, len(text), self.table))
        return [segment for segment in segments if segment[0] < segment[1]]

    def _emphasised(self, table: str, text: str, forms: tuple[int, ...], whole: str) -> louis.Cells:
        if not self.profile.marks_emphasis:
            return self._translate(table, text, (), whole)
        if not self.profile.emphasis_holds_marks:
            return self._translate(table, text, forms, whole)
        widened, marks = over_closing_marks(text, forms)
        made = self._translate(table, text, widened, whole)
        return ended_before(made, marks) if marks else made

    def _translate(self, table: str, text: str, typeforms: tuple[int, ...], whole: str) -> louis.Cells:
        """The cells of a stretch of the `whole`; raises for what no reader would understand."""
        if control := CONTROL.search(text):  # liblouis would stop there, and say no more than that
            raise self._refusal(
                f"{named(control[0])} is no character of a text", whole, "delete it; it cannot be seen", control[0]
            )
        made = louis.translate(table, text, typeforms)
        doubtful = [character for character in dict.fromkeys(text) if character_state(table, character) != "sound"]
        if doubtful:
            lacking = [one for one in doubtful if character_state(table, one) == "blank"]
            if not lacking and louis.translate(table, text, typeforms, undefined=False).cells != made.cells:
                lacking = [one for one in doubtful if character_state(table, one) == "undefined"]
            if lacking:
                raise self._refusal(
                    f"{self.profile.code} has no sign for {', '.join(map(named, lacking))}",
                    whole,
                    "write it in words, or have a braille reader say how it is written and add it to "
                    "leafletpress/braille/profiles.py",
                    lacking[0],
                )
        if not SIX_DOTS.fullmatch(made.cells):
            place = next(index for index, cell in enumerate(made.cells) if not BLANK <= cell <= "\u283f")
            culprit = text[made.origins[place]]
            raise self._refusal(
                f"{named(culprit)} gives a cell of eight dots in {self.profile.code}",
                whole,
                "write it in words",
                culprit,
            )
        return made

    def _check_numbers(self, text: str, cells: str, profile: Profile) -> None:
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
