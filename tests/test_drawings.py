"""Pictures: a file is what its ending says, and a drawing is made of what static drawings are made of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leafletpress.drawings import MAX_DRAWING_BYTES, MAX_ELEMENTS, fault_of_drawing, fault_of_picture, fault_of_style
from tests.projects import ROOT

LAW = settings(max_examples=200, deadline=None, derandomize=True, database=None)
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def fault(inside: str) -> str | None:
    return fault_of_drawing(f"<svg {NAMESPACES}>\n{inside}</svg>".encode())


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "docs" / "images").glob("*.svg")))
def test_the_drawings_of_our_own_leaflets_are_admitted(name: str) -> None:
    assert fault_of_drawing((ROOT / "docs" / "images" / name).read_bytes()) is None


@pytest.mark.parametrize(
    "inside",
    [
        '<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs><rect fill="url(#g)"/>',
        '<clipPath id="c"><rect/></clipPath><g clip-path="url(#c)" transform="translate(1 2) rotate(3)"/>',
        '<style type="text/css">/* blue */ .a, g > path {fill: rgb(1, 2, 3); marker: url(#m)}</style>',
        "<style><![CDATA[.a {fill: url(#g)}]]></style>",
        '<text xml:space="preserve" xml:lang="en" style="font-family: \'Noto Sans\'"><tspan>a</tspan></text>',
        '<g role="img" aria-label="A hand (left)" data-name="Layer 1"><title>A hand</title><desc>It rests.</desc></g>',
        '<symbol id="s"><path d="M0 0"/></symbol><use xlink:href="#s"/><use href="#s"/>',
    ],
)
def test_what_drawing_programs_write_is_admitted(inside: str) -> None:
    assert fault(inside) is None


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("<image/>", "<image> on line 2"),
        ("<a><path/></a>", "<a> on line 2"),
        ("<g>\n<animate/></g>", "<animate> on line 3"),
        ("<filter/>", "<filter>"),
        ('<x:rect xmlns:x="urn:x"/>', "<rect>"),
        ('<metadata><b xmlns="http://www.w3.org/1999/xhtml"/></metadata>', "<b>"),
        ('<g xml:base="https://example.org/"/>', "the attribute"),
        ('<g xmlns:x="urn:x" x:y="z"/>', "the attribute `{urn:x}y` in <g>"),
        ('<g onclick="a()"/>', "the attribute `onclick` in <g> on line 2"),
        ('<use href="other.svg#a"/>', "the address 'other.svg#a' in <use>"),
        ('<use xlink:href=" https://example.org/#a"/>', "the address"),
        ('<g fill="url(https://example.org/#a)"/>', "'url(https://example.org/#a'"),
        ('<g fill="u\\72l(x)"/>', "an escape"),
        ("<?a b?>", "the instruction"),
        ("&amp;&x;", "XML that is not well-formed"),
    ],
)
def test_anything_else_is_refused_and_named(inside: str, found: str) -> None:
    assert (fault(inside) or "").startswith(found)


@pytest.mark.parametrize(
    "css",
    [
        "@import 'x'",
        "@font-face {src: local(x)}",
        "fill: url(x)",
        "fill: URL( x )",
        "fill: url(/**/#a)",
        "fill: url(/*) x */ #a)",
        "fill: url('#a' , x)",
        "fill: src('x')",
        "width: expression(a())",
        "fill: u\\72l(#a)",
        "background: image-set('x' 1x)",
    ],
)
def test_a_style_that_asks_for_more_is_refused(css: str) -> None:
    assert fault_of_style(css)


@pytest.mark.parametrize(
    "before", ["<?a b?>", "<!-- a --><?a b?>", "<!DOCTYPE svg>", '<?xml version="1.0" encoding="ascii"?>']
)
def test_nothing_but_comments_stands_around_a_drawing(before: str) -> None:
    assert fault_of_drawing(f"{before}<svg {NAMESPACES}/>".encode())
    assert fault_of_drawing(f"<!-- a --><svg {NAMESPACES}/><!-- b -->".encode()) is None


def test_a_drawing_without_the_namespace_is_none() -> None:
    assert (fault_of_drawing(b"<svg/>") or "").startswith("<svg>, where <svg xmlns=")


def test_a_drawing_that_asks_for_too_much_is_refused() -> None:
    assert fault(" " * MAX_DRAWING_BYTES)
    assert "elements" in (fault("<g/>" * MAX_ELEMENTS) or "")
    assert fault("<g/>" * (MAX_ELEMENTS - 1)) is None
    doubled = "".join(f'<g id="g{n}"><use href="#g{n + 1}"/><use href="#g{n + 1}"/></g>' for n in range(30))
    assert "references that ask for more" in (fault(doubled) or "")


@pytest.mark.parametrize(
    "inside",
    [
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"><use href="#b"/></g><g id="b"><use xlink:href="#a"/></g>',
        '<pattern id="a"><rect style="fill: url(#a)"/></pattern>',
    ],
)
def test_a_circle_of_references_is_refused(inside: str) -> None:
    assert fault(inside) == "a reference that leads back to itself"


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".png", b"\x89PNG\r\n\x1a\nrest"),
        (".jpg", b"\xff\xd8\xff\xe0"),
        (".jpeg", b"\xff\xd8\xff\xe1"),
        (".webp", b"RIFF\n\0\0\0WEBPVP8 "),
    ],
)
def test_a_photograph_is_what_its_ending_says(suffix: str, data: bytes) -> None:
    assert fault_of_picture(suffix, data) is None
    for other in {".png", ".jpg", ".webp", ".svg"} - {suffix, ".jpg" if suffix == ".jpeg" else ""}:
        assert fault_of_picture(other, data)
    assert fault_of_picture(suffix, b"") and fault_of_picture(suffix, b"GIF89a")


@LAW
@given(st.binary(max_size=60) | st.text("<>/svg=\"'#:&;![]?-() \n", max_size=60).map(str.encode))
def test_any_bytes_are_refused_without_a_failure(data: bytes) -> None:
    assert fault_of_drawing(data)
