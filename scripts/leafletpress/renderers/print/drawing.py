"""Drawing: a line of text written so that what is read back is what was written.

Every line goes out from left to right, letter by letter, as the engine does it; only the codes are ours.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from weasyprint.draw.text import draw_first_line as draw_as_ever
from weasyprint.text.ffi import ffi, pango

from leafletpress.edition import UNSPACED
from leafletpress.errors import Problem, RenditionError
from leafletpress.renderers.print.letters import MARK, NO_BREAK_SPACE, Letter, letters_of, marks_after
from leafletpress.renderers.print.marking import Marking, leaves_trace

GLYPH_EMPTY, GLYPH_UNKNOWN = pango.PANGO_GLYPH_EMPTY, pango.PANGO_GLYPH_UNKNOWN_FLAG
UNITS = 1024
"Pango counts in parts of a pixel."

HAIR = 0.02
"Of the size of the text."


@dataclass(frozen=True, slots=True)
class Placed:
    """A letter with its font and its place on the line."""

    letter: Letter
    font: Any
    size: float
    x: float

    @property
    def end(self) -> float:
        """Where the next letter stands, kerning aside."""
        units: int = self.font.upem
        return self.x + self.letter.advance / units * self.size


class Drawing:
    """Draws the text of one document."""

    def __init__(self, marking: Marking, direction: str, where: str) -> None:
        self._marking, self._rtl, self._where = marking, direction == "rtl", where

    def draw_first_line(
        self, stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any
    ) -> list[Any]:
        """What the engine calls for each text; the list is of its colour pictures, and ours is empty."""
        if not leaves_trace(textbox):
            return []
        pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, True)
        line, _ = textbox.pango_layout.get_first_line()
        runs = [(run, *stream.add_font(run.item.analysis.font)) for run in _runs(line)]
        if not all(font.takes_letters for _, font, _ in runs):
            if not textbox.text.strip():
                # The engine draws no space that stands by itself, such as that between two links.
                _, font, size = runs[0]
                stream.set_text_matrix(*matrix.values)
                stream.set_font_size(font.hash, size)
                stream.show_text(f"<{font.space():04x}>")
                return []
            pictures = list(draw_as_ever(stream, textbox, text_overflow, block_ellipsis, matrix))
            if self._broken_at_space(textbox):
                stream.show_text(f"<{runs[-1][1].space():04x}>")
            return pictures
        utf8, row, x = textbox.pango_layout.text.encode(), [], 0.0
        for run, font, size in runs:
            rtl = bool(run.item.analysis.level % 2)
            for text, parts, width in self._clusters(run, font, size, utf8):
                at = x
                advance = round(width / UNITS / size * font.upem)
                for letter in letters_of(text, parts, advance, rtl=rtl, rtl_page=self._rtl):
                    row.append(Placed(letter, font, size, at))
                    at = row[-1].end
                x += width / UNITS
        if row and self._broken_at_space(textbox):
            space = row[-1].font.blank(NO_BREAK_SPACE if self._rtl else " ", rtl=False)
            row.append(replace(row[-1], letter=space, x=x))
        stream.set_text_matrix(*matrix.values)
        _show(stream, _fenced(row) if self._rtl else row)
        return []

    def _broken_at_space(self, textbox: Any) -> bool:
        """Whether a space belongs to its end, without which a reader joins the last word of the line to the next.

        Lines of Chinese and its kin break between any two letters, and have none.
        """
        last = textbox.text[-1]
        spaceless = last.isspace() or UNSPACED.match(last) or unicodedata.east_asian_width(last) in "WF"
        return not spaceless and self._marking.line_direction(textbox) == "ltr"

    def _clusters(self, run: Any, font: Any, size: float, utf8: bytes) -> Iterator[tuple[str, Any, int]]:
        """Text, glyphs and width of each cluster of a run, left to right."""
        # Looked up in the structures of C once, and not for each letter
        count, infos, offset, length = run.glyphs.num_glyphs, run.glyphs.glyphs, run.item.offset, run.item.length
        starts = ffi.unpack(run.glyphs.log_clusters, count)
        ends = dict(pairwise([*sorted(set(starts)), length]))
        scale = font.upem / UNITS / size
        number = 0
        while number < count:
            start, width, parts = starts[number], 0, []
            text = utf8[offset + start : offset + ends[start]].decode()
            while number < count and starts[number] == start:
                info = infos[number]
                glyph, place = info.glyph, info.geometry
                if glyph != GLYPH_EMPTY:
                    if glyph & GLYPH_UNKNOWN:
                        raise self._missing(text)
                    parts.append((glyph, round((width + place.x_offset) * scale), round(-place.y_offset * scale)))
                width += place.width
                number += 1
            yield text, tuple(parts), width

    def _missing(self, text: str) -> RenditionError:
        names = ", ".join(unicodedata.name(one, f"U+{ord(one):04X}") for one in text)
        return RenditionError(
            Problem(
                self._where, f"no font draws {names}", "letters of the leaflet's fonts", "use another character", text
            )
        )


def _runs(line: Any) -> Iterator[Any]:
    run = line.runs[0]
    while run != ffi.NULL:
        yield run.data
        run = run.next


def _fenced(row: list[Placed]) -> list[Placed]:
    """The row with its right-to-left marks, which take no room."""
    before, *after = marks_after([placed.letter for placed in row])
    fenced = [replace(row[0], letter=_mark(row[0]))] if before else []
    for placed, marked in zip(row, after, strict=True):
        fenced.append(placed)
        if marked:
            # A hair before the end: rounding could put it behind the first letter of the text that follows.
            fenced.append(replace(placed, letter=_mark(placed), x=placed.end - HAIR * placed.size))
    return fenced


def _mark(placed: Placed) -> Letter:
    mark: Letter = placed.font.blank(MARK, rtl=True)
    return mark


def _show(stream: Any, row: list[Placed]) -> None:
    """Write the operators: codes one after another, and a number wherever the next letter stands elsewhere."""
    current: tuple[Any, float] | None = None
    pieces: list[str] = []
    codes, position = "", 0.0
    for placed in row:
        if current != (placed.font, placed.size):
            if current is not None:
                stream.show_text("".join([*pieces, f"<{codes}>"]))
            current, pieces, codes = (placed.font, placed.size), [], ""
            stream.set_font_size(placed.font.hash, placed.size)
        gap = round((position - placed.x) * 1000 / placed.size)
        if gap:
            pieces += [f"<{codes}>" if codes else "", str(gap)]
            codes = ""
            position -= gap * placed.size / 1000
        code = placed.font.code_of(placed.letter)
        codes += f"{code:04x}"
        position += placed.font.widths[code] * placed.size / 1000
    if row:
        stream.show_text("".join([*pieces, f"<{codes}>"]))
