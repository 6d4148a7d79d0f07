"""The seam: the few places of WeasyPrint that are ours while a leaflet is written.

They are private to it and may change with any version, so the version is pinned and looked at; everything that touches
them is in this module and the modules it imports. They belong to the process: it can write one leaflet at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint
import weasyprint.draw.text
import weasyprint.pdf
import weasyprint.pdf.stream
from weasyprint.formatting_structure import boxes

from leafletpress.errors import Problem, RenditionError
from leafletpress.locales import Locale
from leafletpress.renderers.print.archival import claiming_both, colour_profile
from leafletpress.renderers.print.drawing import Drawing
from leafletpress.renderers.print.glyphs import font_type
from leafletpress.renderers.print.lines import GLUE
from leafletpress.renderers.print.marking import Marking, stream_type
from leafletpress.renderers.print.structure import Structure

VERSION = "70.0"


@contextmanager
def accessible_writing(document: Any, locale: Locale, where: str) -> Iterator[None]:
    """Write a document with our structure and our letters instead of the engine's."""
    if weasyprint.__version__ != VERSION:
        raise RenditionError(
            Problem(
                where="the Python environment",
                found=f"WeasyPrint {weasyprint.__version__} is installed",
                expected=f"WeasyPrint {VERSION}, whose inner workings the structure of our PDFs depends on",
                remedy=f"install weasyprint=={VERSION}",
            )
        )
    for page in document.pages:
        # One sensitive area for each line of a link, not one more for every bold word inside it.
        page.links = [link for link in page.links if link[3].link or isinstance(link[3], boxes.ReplacedBox)]
        page.bookmarks = [(level, label.translate(GLUE), *rest) for level, label, *rest in page.bookmarks]
    marking = Marking(document.pages)

    def add_tags(pdf: Any, document: Any, pdf_version: str, streams: list[Any]) -> None:
        structure = Structure(marking, locale.tag, where)
        for page, stream in zip(document.pages, streams, strict=True):
            structure.add_page(page, stream._tags)
        structure.write(pdf)
        # No /Direction, which only places pages side by side: PDFium, Chrome's reader, takes /R2L to mean that every
        # line is read from right to left, and turns round those that hold nothing but an English name or address.
        pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})

    with (
        _replaced(weasyprint.pdf, "Stream", stream_type(marking)),
        _replaced(weasyprint.pdf, "add_tags", add_tags),
        _replaced(weasyprint.pdf.stream, "Font", font_type()),
        _replaced(weasyprint.pdf, "ColorProfile", colour_profile),
        _replaced(document.metadata, "generate_rdf_metadata", claiming_both(document.metadata.generate_rdf_metadata)),
        _replaced(weasyprint.draw.text, "draw_first_line", Drawing(marking, locale.direction, where).draw_first_line),
    ):
        yield


@contextmanager
def _replaced(owner: Any, name: str, ours: Any) -> Iterator[None]:
    """Put something of ours in a module's or an object's place for its own, then give its own back."""
    stock = getattr(owner, name)
    setattr(owner, name, ours)
    try:
        yield
    finally:
        setattr(owner, name, stock)
