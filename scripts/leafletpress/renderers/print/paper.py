"""Paper: the sheet that a leaflet is set on, and how long its lines may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leafletpress.errors import ConfigurationError, Problem

WIDTH, HEIGHT = 595.28, 841.89
"A4 upright, in points."

MARGIN = 20 / 25.4 * 72
"The narrowest margin: printers leave the edge of the paper white, and thumbs need room."

HEAD = 28 / 25.4 * 72
"Above and below the text, in points, at least: room for the running head and the page's number."

FIRST = 20 / 25.4 * 72
"Above the text of the first page, in points, which has no running head."

WHITE = 10 / 25.4 * 72
"Between them and the edge of the paper, in points: printers leave it white."

TIGHT, AIR = 0.8, 0.7
"How close their lines are to each other, as a share of the text's, and how far from the text, in em."

FEWEST_LINES = 3
"A line or two by themselves are lost at the foot or the head of a page."

LONGEST_LINE = 29
"""In em. The narrowest running text of Noto Sans takes 0.43 em a letter, so that no line has more than 70 letters;
eyes lose their place on the way back from longer ones: https://www.w3.org/TR/WCAG22/#visual-presentation"""

SMALLEST, LARGEST = 12, 36
"Points. Print for everybody begins at 12; above 36 a line holds too few words to be read at ease."


@dataclass(frozen=True, slots=True)
class Paper:
    """A4 for letters of one size."""

    points: int
    naskh: bool = False
    "Whether Urdu is set in the style of Arabic and Persian, which takes fewer pages, instead of its own."

    @property
    def line(self) -> float:
        """Width of the text in points."""
        return min(WIDTH - 2 * MARGIN, float(LONGEST_LINE * self.points))

    def lines(self, line_height: float) -> int:
        """How many lines of text a page holds."""
        return int((HEIGHT - 2 * self.edge(1, line_height)) / (self.points * line_height))

    def edge(self, lines: int, line_height: float) -> float:
        """Room above or below the text for so many lines that stand on every page, in points."""
        return max(HEAD, WHITE + self.points * (lines * line_height * TIGHT + AIR))

    def cut(self, line_height: float) -> int:
        """Lines that must fit on a page before a paragraph may begin there and go on overleaf.

        Paragraphs are read most easily in one piece, but a page that is a third empty looks like the leaflet's end; a
        quarter in lines, with the air around them, is about that.
        """
        return max(FEWEST_LINES, self.lines(line_height) // 4)

    @property
    def margin(self) -> float:
        """Left and right of the text, in points."""
        return (WIDTH - self.line) / 2


def paper_of(settings: Mapping[str, Any], usual: int) -> Paper:
    """The paper for the size that mkdocs.yml names, or the format's own; raises ConfigurationError for no size."""
    for name in settings:
        if name not in {"points", "typeface"}:
            raise _unusable(name, settings[name], "the options `points` and `typeface` alone")
    typeface = settings.get("typeface", "nastaliq")
    if typeface not in {"nastaliq", "naskh"}:
        raise _unusable("typeface", typeface, "`nastaliq` or `naskh`, the two styles that Urdu is printed in")
    points = settings.get("points", usual)
    if not isinstance(points, int) or not SMALLEST <= points <= LARGEST:
        raise _unusable("points", points, f"a whole number from {SMALLEST} to {LARGEST}, such as 28")
    return Paper(points, naskh=typeface == "naskh")


def _unusable(name: str, value: object, expected: str) -> ConfigurationError:
    return ConfigurationError(
        Problem(
            "mkdocs.yml",
            f"the print option `{name}: {value}` cannot be used",
            expected,
            "correct it below `formats:`",
        )
    )
