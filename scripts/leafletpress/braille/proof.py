"""The print proof: pages of braille in their true size with the print under each line, for staff who read by eye.

It is not published: readers of braille have no use for it, and nobody should emboss from it. `leafletpress review`
writes it.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from leafletpress.braille.transcription import Transcription
from leafletpress.braille.translation import BLANK, PATTERNS

DOT, CELL, LINE, DIAMETER = 2.5, 6.0, 10.0, 1.6
"Distances in millimetres between dots, cells and lines, and the size of a dot: those of embossed braille."

MARGIN = 15.0
BELOW = 6.7
"From the top of a line to the print under its cells."

STYLES = """
@page {{ size: {width}mm {height}mm; margin: {margin}mm }}
body {{ margin: 0; font: 7.5pt/1 "Noto Sans", "Noto Sans Bengali", "Noto Sans Gurmukhi", "Noto Sans Gujarati",
  "Noto Naskh Arabic", "Noto Sans CJK SC", sans-serif }}
section {{ break-after: page }}
div {{ height: {line}mm; position: relative }}
svg {{ position: absolute; left: 0; top: 0 }}
p {{ position: absolute; left: 0; right: 0; top: {below}mm; margin: 0; white-space: nowrap; overflow: hidden;
  text-align: left }}
h1 {{ position: absolute; left: 0; top: -9mm; margin: 0; font-size: 8pt; font-weight: normal }}
section {{ position: relative }}
"""


def write_proof(transcription: Transcription) -> bytes:
    """The PDF; a page of it is a page of braille."""
    from weasyprint import HTML

    formatter = transcription.formatted()
    options, locale = transcription.options, transcription.edition.locale
    html = etree.Element("html", {"lang": locale.tag})
    head = etree.SubElement(html, "head")
    etree.SubElement(head, "title").text = f"{transcription.edition.metadata.title.text}: {transcription.profile.code}"
    etree.SubElement(head, "style").text = STYLES.format(
        width=2 * MARGIN + CELL * options.width,
        height=2 * MARGIN + LINE * options.height,
        margin=MARGIN,
        line=LINE,
        below=BELOW,
    )
    body = etree.SubElement(html, "body")
    pages = transcription.pages(formatter)
    code = f"{transcription.profile.code}, {'contracted' if transcription.grade == 2 else 'uncontracted'}"
    for number, page in enumerate(pages, 1):
        section = etree.SubElement(body, "section")
        note = f"Proof for reading by eye, not for embossing: {code}, {locale.tag}, page {number} of {len(pages)}"
        etree.SubElement(section, "h1", {"lang": "en", "dir": "ltr"}).text = note
        for cells in page:
            line = etree.SubElement(section, "div")
            line.append(drawing(cells))
            # A line of the page has lost the blank cells at its end, one of the formatter never had any
            indent = CELL * (len(cells) - len(cells.lstrip(BLANK)))
            words = etree.SubElement(line, "p", {"dir": str(locale.direction), "style": f"left: {indent}mm"})
            words.text = _readable(formatter.prints.get(cells, ""), transcription.profile.note_signs)
    made: bytes = HTML(string=etree.tostring(html, encoding="unicode", method="html")).write_pdf()
    return made


def _readable(print_: str, note_signs: tuple[str, str]) -> str:
    """Print with brackets for the signs around words of ours; other patterns are cells already, and say nothing."""
    for sign, bracket in zip(note_signs, "[]", strict=True):
        print_ = print_.replace(sign, bracket) if PATTERNS.match(sign) else print_
    return PATTERNS.sub("", print_)


def drawing(cells: str) -> etree._Element:
    """A line of cells as dots: each is a stroke of no length with round ends."""
    width = CELL * len(cells) or CELL
    size = {"width": f"{width}mm", "height": f"{LINE}mm", "viewBox": f"0 0 {width} {LINE}"}
    svg = etree.Element("svg", size)
    dots = "".join(f"M{x:g} {y:g}h.001" for x, y in places(cells))
    etree.SubElement(
        svg, "path", {"d": dots, "stroke": "#000", "stroke-width": f"{DIAMETER}", "stroke-linecap": "round"}
    )
    return svg


def places(cells: str) -> Iterable[tuple[float, float]]:
    """Where each dot stands: dots 1, 2, 3 on the left from top to bottom, 4, 5, 6 on the right."""
    for column, cell in enumerate(cells):
        for dot in range(6):
            if ord(cell) - ord(BLANK) >> dot & 1:
                yield DIAMETER / 2 + CELL * column + DOT * (dot // 3), DIAMETER / 2 + DOT * (dot % 3)
