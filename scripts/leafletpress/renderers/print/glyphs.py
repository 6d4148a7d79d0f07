"""Glyphs of our own in the fonts that a PDF carries: composites of the font's, one for each letter that needs one."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from weasyprint.pdf.fonts import Font

from leafletpress.renderers.print.letters import MARK, NO_BREAK_SPACE, Letter, Parts

OFFSETS_ARE_DISTANCES = 0x0002
"Flag of a component, ARGS_ARE_XY_VALUES."


@dataclass(slots=True)
class Shapes:
    """The glyphs added to one font file."""

    codes: dict[tuple[Parts, int, str], int] = field(default_factory=dict)
    "Parts, advance and character to the code that draws them."
    sources: set[int] = field(default_factory=set)
    "Glyphs of the font that they are made of."


@dataclass(frozen=True, slots=True)
class Metrics:
    """What is asked of a font file over and over."""

    advances: tuple[int, ...]
    "Of every glyph; glyphs past the end share the last."
    blanks: dict[str, int]
    "Glyphs of spaces and of the right-to-left mark that draw nothing; some fonts draw a picture of the mark."

    def advance(self, glyph: int) -> int:
        """The room that a glyph takes when nothing is kerned."""
        return self.advances[min(glyph, len(self.advances) - 1)]


@lru_cache(maxsize=32)
def metrics_of(font_file: bytes, index: int) -> Metrics:
    """The metrics of a font file, read once for all documents of a process."""
    with TTFont(io.BytesIO(font_file), lazy=True, fontNumber=index) as font:
        count, table = font["hhea"].numberOfHMetrics, font.reader["hmtx"]
        advances = struct.unpack(f">{count * 2}H", table[: count * 4])[::2]
        names = {blank: font.getBestCmap().get(ord(blank)) for blank in (" ", NO_BREAK_SPACE, MARK)}
        blanks = {
            blank: font.getGlyphID(name)
            for blank, name in names.items()
            if name and (blank == " " or ("glyf" in font and not font["glyf"][name].numberOfContours))
        }
        return Metrics(advances, blanks)


def font_type() -> type[Font]:
    """The engine's font for one document, with codes for letters."""
    shapes_by_file: dict[str, Shapes] = {}

    class LetterFont(Font):  # type: ignore[misc]  # WeasyPrint has no types
        file_content: bytes
        index: int
        upem: int

        def __init__(self, *description: Any) -> None:
            super().__init__(*description)
            # The engine may open a file twice, and writes it once.
            self.shapes = shapes_by_file.setdefault(self.hash, Shapes())
            self._codes: dict[Letter, int] = {}

        @property
        def takes_letters(self) -> bool:
            """Whether glyphs can be added: fonts with other outlines, such as those of Chinese, are drawn as ever."""
            return "glyf" in self.tables and not (self.colr or self.svg or self.png or self.bitmap)

        def blank(self, character: str, *, rtl: bool) -> Letter:
            """A space or a mark of direction as the font draws it; a mark takes no room."""
            metrics = metrics_of(self.file_content, self.index)
            glyph = metrics.blanks.get(character)
            advance = 0 if glyph is None else metrics.advance(glyph)
            if glyph is None or (character == MARK and advance):
                return Letter(character, (), 0, rtl)
            return Letter(character, ((glyph, 0, 0),), advance, rtl, whole=True)

        def code_of(self, letter: Letter) -> int:
            """The code that draws a letter and stands for its character alone."""
            code = self._codes.get(letter)
            if code is None:
                code = self._codes[letter] = self._new_code(letter)
            return code

        def space(self) -> int:
            """The code of the font's own space."""
            glyph = metrics_of(self.file_content, self.index).blanks[" "]
            self.to_unicode[glyph] = " "
            self.widths[glyph] = self._thousandths(metrics_of(self.file_content, self.index).advance(glyph))
            return glyph

        def _new_code(self, letter: Letter) -> int:
            if letter.whole and len(letter.parts) == 1 and letter.parts[0][1:] == (0, 0):
                # The font's own glyph will do, unless it already stands for another character. Its advance may differ
                # by what kerning takes from it, which moves the next letter and is no matter of this one.
                glyph = letter.parts[0][0]
                if self.to_unicode.setdefault(glyph, letter.character) == letter.character:
                    self.widths[glyph] = self._thousandths(metrics_of(self.file_content, self.index).advance(glyph))
                    return glyph
            codes = self.shapes.codes
            code = codes.setdefault((letter.parts, letter.advance, letter.character), self.glyph_count + len(codes))
            self.shapes.sources.update(glyph for glyph, _, _ in letter.parts)
            self.to_unicode[code], self.widths[code] = letter.character, self._thousandths(letter.advance)
            return code

        def clean(self, to_unicode: dict[int, str], hinting: bool) -> None:
            """Make the font small as ever, then add the glyphs of our own behind those it had."""
            if not self.shapes.codes:
                super().clean(to_unicode, hinting)
                return
            own = {code for code in to_unicode if code < self.glyph_count}
            super().clean(dict.fromkeys(sorted({0} | own | self.shapes.sources), ""), hinting)
            shapes = tuple(sorted(self.shapes.codes, key=self.shapes.codes.__getitem__))
            self.file_content = _with_shapes(self.file_content, self.glyph_count, shapes)

        def _thousandths(self, advance: int) -> int:
            return round(advance * 1000 / self.upem)

    return LetterFont


@lru_cache(maxsize=16)
def _with_shapes(font_file: bytes, first: int, shapes: tuple[tuple[Parts, int, str], ...]) -> bytes:
    """A font file with glyphs added; the first has the number `first`, and blanks fill what is missing up to there.

    Remembered, for another size of the same leaflet most often needs the same.
    """
    # A time stamp would change the bytes; and the glyphs that were there need not be taken apart and measured again,
    # which took half of the time of a short leaflet.
    font = TTFont(io.BytesIO(font_file), recalcTimestamp=False, recalcBBoxes=False)
    limits = font["maxp"]
    outlines, metrics, order = font["glyf"], font["hmtx"].metrics, list(font.getGlyphOrder())
    sources = tuple(order)
    blanks: list[tuple[Parts, int, str]] = [((), 0, "")] * (first - len(order))
    for parts, advance, _character in (*blanks, *shapes):
        name, glyph = f"letter{len(order)}", Glyph()
        components = [
            _component(sources[number], x, y) for number, x, y in parts if outlines[sources[number]].numberOfContours
        ]
        if components:
            glyph.numberOfContours, glyph.components = -1, components
            glyph.recalcBounds(outlines)
            values = glyph.getCompositeMaxpValues(outlines)
            limits.maxCompositePoints = max(limits.maxCompositePoints, values.nPoints)
            limits.maxCompositeContours = max(limits.maxCompositeContours, values.nContours)
            limits.maxComponentDepth = max(limits.maxComponentDepth, values.maxComponentDepth)
            limits.maxComponentElements = max(limits.maxComponentElements, len(components))
        outlines.glyphs[name] = glyph
        metrics[name] = advance, glyph.xMin if components else 0
        order.append(name)
    outlines.glyphOrder = order
    font.setGlyphOrder(order)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _component(name: str, x: int, y: int) -> GlyphComponent:
    component = GlyphComponent()
    component.glyphName, component.x, component.y, component.flags = name, x, y, OFFSETS_ARE_DISTANCES
    return component
