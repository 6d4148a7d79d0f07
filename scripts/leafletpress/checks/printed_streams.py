"""Text as the pages of a PDF draw it: its size and place, its mark, and what PDFium makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # nobody publishes stubs for it

from leafletpress.checks.printed_file import Drawn

OBJECT = "\ufffc"
"Stands for a picture in a line of text, as Unicode has it."

Edges = tuple[int, float, float, float, float]


def drawn_text(index: int, page: Any) -> Iterator[tuple[int | None, str, list[Drawn]]]:
    """For each piece of marked content its number (None for an artifact), its words and what it draws."""
    fonts = {name: _characters(font) for name, font in page.get("/Resources", {}).get("/Font", {}).items()}
    identity = pikepdf.Matrix()
    matrix, line, size, characters, saved = identity, identity, 0.0, {}, [identity]
    stack: list[tuple[int | None, str | None, list[str], list[Drawn]]] = [(None, None, [], [])]
    instructions: list[Any] = list(pikepdf.parse_content_stream(page))
    for operands, operator in instructions:
        match str(operator):
            case "q":
                saved.append(matrix)
            case "Q":
                matrix = saved.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "Tm":
                line = pikepdf.Matrix(*map(float, operands))
            case "BDC":
                number = operands[1].get("/MCID")
                kind = str(operands[1].get("/Subtype", "/"))[1:] if str(operands[0]) == "/Artifact" else None
                stack.append((None if number is None else int(number), kind, [], []))
            case "BMC":
                stack.append((None, None, [], []))
            case "Do" | "f" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" | "sh":
                stack[-1][2].append(OBJECT)
            case "EMC":
                number, _, words, letters = stack.pop()
                yield number, "".join(words), letters
            case "Tf":
                characters, size = fonts[str(operands[0])], float(operands[1])
            case "Tj" | "TJ":
                codes = _codes(operands[0])
                place = line @ matrix
                drawn_size = size * abs(place.a * place.d - place.b * place.c) ** 0.5
                stack[-1][2].extend(characters.get(code, "") for code in codes)
                stack[-1][3].append(Drawn(index, drawn_size, place.f, stack[-1][1], 0 in codes))
    # What stands outside of every mark is content that nobody can be told of.
    yield None, "", [replace(one, artifact=None) for one in stack[0][3]]


def _codes(operand: Any) -> list[int]:
    pieces = operand if isinstance(operand, pikepdf.Array) else [operand]
    data = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    return [high << 8 | low for high, low in zip(data[::2], data[1::2], strict=True)]


def _characters(font: Any) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode()
    found = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>\n", table.partition("endcodespacerange")[2])
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in found}


def text_and_edges(data: bytes) -> tuple[str, tuple[Edges, ...]]:
    """All text, and where each run of it stands."""
    texts: list[str] = []
    edges: list[Edges] = []
    with pypdfium2.PdfDocument(data) as pdf:
        for index, page in enumerate(pdf):
            textpage = page.get_textpage()
            texts.append(textpage.get_text_range())
            edges += [(index, *textpage.get_rect(number)) for number in range(textpage.count_rects())]
            textpage.close()
            page.close()
    return "\n".join(texts), tuple(edges)
