"""BRF: braille in ASCII, which embossers, note takers and braille software have taken for fifty years."""

from __future__ import annotations

from collections.abc import Sequence

from leafletpress.braille.pages import Page

NABCC = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
"North American Braille ASCII, the character of each cell from U+2800 on; in capitals, as old embossers want it."

TO_ASCII = {0x2800 + place: character for place, character in enumerate(NABCC)}
FROM_ASCII = {ord(character): chr(cell) for cell, character in TO_ASCII.items()}


def write_brf(pages: Sequence[Page]) -> bytes:
    """Lines end in CR LF, and every page, the last too, in a form feed."""
    return "".join("".join(f"{ascii_of(line)}\r\n" for line in page) + "\f" for page in pages).encode("ascii")


def read_brf(data: bytes) -> tuple[Page, ...]:
    """The pages of a file, in cells; the inverse of `write_brf`."""
    pages = data.decode("ascii").split("\f")[:-1]
    return tuple(tuple(line.translate(FROM_ASCII) for line in page.split("\r\n")[:-1]) for page in pages)


def ascii_of(cells: str) -> str:
    """Braille ASCII of cells of six dots."""
    return cells.translate(TO_ASCII)
