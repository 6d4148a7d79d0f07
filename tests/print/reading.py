"""Reading a PDF back, as a reader's program would: its text, its letters' sizes, its fonts, its catalogue."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

import pikepdf

from leafletpress.edition import Edition


def text_of(data: bytes) -> str:
    """The text that poppler finds."""
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def words_of(text: str) -> list[str]:
    """Runs of letters, digits and vowel marks, in their canonical form."""
    folded = "".join(
        letter
        for letter in unicodedata.normalize("NFKC", text)
        if unicodedata.category(letter) not in {"Cf", "Cc"} or letter.isspace()
    )
    return [
        "".join(word)
        for word in re.findall(r"(?:[^\W_]|[\u0300-\u036f\u064b-\u0670\u0900-\u0963\u0966-\u0dff])+", folded)
    ]


def edition_words(edition: Edition) -> list[str]:
    """The words that must stand in every rendition, in order."""
    return words_of(" ".join(map(str, edition.tree().itertext())))


def missing_in_order(wanted: list[str], found: list[str]) -> list[str]:
    """Words that are not found after those before them."""
    rest = iter(found)
    return [word for word in wanted if word not in rest]


def letter_sizes(data: bytes) -> Iterator[tuple[float, int]]:
    """Size in points and page number of every piece of text, from the content streams themselves."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            for size in _sizes(page):
                yield size, number


def _sizes(content: pikepdf.Page | pikepdf.Object) -> Iterator[float]:
    matrix, line, size = pikepdf.Matrix(), pikepdf.Matrix(), 0.0
    saved: list[pikepdf.Matrix] = []
    for operands, operator in pikepdf.parse_content_stream(content):
        match str(operator):
            case "q":
                saved.append(matrix)
            case "Q":
                matrix = saved.pop()
            case "cm":
                matrix = pikepdf.Matrix(*_floats(operands)) @ matrix
            case "Tm":
                line = pikepdf.Matrix(*_floats(operands))
            case "Tf":
                size = float(operands[1])
            case "Tj" | "TJ":
                drawn = line @ matrix
                yield size * abs(drawn.a * drawn.d - drawn.b * drawn.c) ** 0.5
            case "Do":
                assert content.Resources.XObject[operands[0]].Subtype != "/Form" or not list(
                    _sizes(content.Resources.XObject[operands[0]])
                ), "text inside a picture"


def _floats(operands: list[object]) -> list[float]:
    return [float(value) for value in operands if isinstance(value, (int, float, Decimal))]


def fonts_of(data: bytes) -> list[tuple[str, bool]]:
    """Name of each font, and whether it is embedded."""
    fonts = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                descriptor = font.DescendantFonts[0].FontDescriptor
                fonts[str(font.BaseFont)] = "/FontFile2" in descriptor or "/FontFile3" in descriptor
    return sorted(fonts.items())
