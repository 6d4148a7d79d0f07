"""The seam to the engine's inner workings: an upgrade that changes them is told at once, by name."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
import weasyprint
import weasyprint.draw.text
import weasyprint.pdf
import weasyprint.pdf.fonts
import weasyprint.pdf.stream
from weasyprint.css import ColorProfile
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.metadata import DocumentMetadata

from leafletpress.errors import RenditionError
from leafletpress.renderers.pdf import LARGE_PRINT
from leafletpress.renderers.print import roles, seam
from tests.editions import make_edition
from tests.print.conftest import MakeContext

SIGNATURES: dict[Any, str] = {
    weasyprint.pdf.add_tags: "pdf document pdf_version page_streams",
    weasyprint.draw.text.draw_first_line: "stream textbox text_overflow block_ellipsis matrix",
    weasyprint.pdf.stream.Stream.marked: "self box tag",
    weasyprint.pdf.stream.Stream.add_image: "self image interpolate ratio",
    weasyprint.pdf.fonts.Font.__init__: "self pango_font description font_size",
    weasyprint.pdf.fonts.Font.clean: "self to_unicode hinting",
    ColorProfile.__init__: "self file_object src rendering_intent components",
    DocumentMetadata.generate_rdf_metadata: "self variant version conformance",
}
"What the seam puts something of its own in place of, or calls."

REPLACED = (
    (weasyprint.pdf, "Stream"),
    (weasyprint.pdf, "add_tags"),
    (weasyprint.pdf, "ColorProfile"),
    (weasyprint.pdf.stream, "Font"),
    (weasyprint.draw.text, "draw_first_line"),
)


def changed(signatures: dict[Any, str]) -> list[str]:
    """Names whose parameters are not those that the seam was written for."""
    found = {one: " ".join(inspect.signature(one).parameters) for one in signatures}
    return [one.__qualname__ for one, names in signatures.items() if found[one] != names]


def test_the_engine_is_as_the_seam_expects() -> None:
    assert changed(SIGNATURES) == []
    for owner, name in REPLACED:
        assert hasattr(owner, name), f"{owner.__name__}.{name}"
    for box in ("MarginBox", "TextBox", "LineBox", "ReplacedBox", "TableRowGroupBox"):
        assert hasattr(boxes, box), box


def test_a_parameter_more_would_be_told() -> None:
    def clean(self: Any, to_unicode: Any, hinting: Any, more: Any) -> None: ...

    assert changed({clean: "self to_unicode hinting"}) != []


def test_another_version_of_the_engine_prints_nothing(
    make_context: MakeContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert weasyprint.__version__ == seam.VERSION
    monkeypatch.setattr(weasyprint, "__version__", "70.1")
    with pytest.raises(RenditionError, match=r"(?s)WeasyPrint 70.1 is installed.*install weasyprint==70.0"):
        LARGE_PRINT.render(make_edition("<h1>T</h1><p>x</p>"), make_context())


def test_the_engine_is_itself_again_after_a_leaflet_that_failed(
    make_context: MakeContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = [getattr(owner, name) for owner, name in REPLACED]
    monkeypatch.delitem(roles.ROLES, "blockquote")
    with pytest.raises(RenditionError, match="has no role"):
        LARGE_PRINT.render(make_edition("<h1>T</h1><blockquote><p>x</p></blockquote>"), make_context())
    assert [getattr(owner, name) for owner, name in REPLACED] == stock
