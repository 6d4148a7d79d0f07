"""PEF 2008-1, the Portable Embosser Format: pages in Unicode's own cells, with what they are (pef-format.org)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from leafletpress.braille.pages import Page

PEF = "http://www.daisy.org/ns/2008/pef"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA_TYPE = "application/x-pef+xml"


@dataclass(frozen=True, slots=True)
class Publication:
    """What a braille file says of itself."""

    identifier: str
    title: str
    language: str
    "BCP 47 tag of the text."
    date: str
    "ISO 8601."
    creator: str
    description: str
    "How it was made and whether a person checked it."


def write_pef(pages: Sequence[Page], width: int, height: int, publication: Publication) -> bytes:
    """One volume of one section; pages are on one side, because a leaflet may be embossed on any machine."""
    root = etree.Element(f"{{{PEF}}}pef", {"version": "2008-1"}, nsmap=default_namespace(PEF))
    head = etree.SubElement(root, f"{{{PEF}}}head")
    meta = etree.SubElement(head, f"{{{PEF}}}meta", nsmap={"dc": DC})
    for name, value in (
        ("format", MEDIA_TYPE),
        ("identifier", publication.identifier),
        ("title", publication.title),
        ("creator", publication.creator),
        ("language", publication.language),
        ("date", publication.date),
        ("description", publication.description),
    ):
        etree.SubElement(meta, f"{{{DC}}}{name}").text = value
    body = etree.SubElement(root, f"{{{PEF}}}body")
    size = {"cols": str(width), "rows": str(height), "rowgap": "0", "duplex": "false"}
    volume = etree.SubElement(body, f"{{{PEF}}}volume", size)
    section = etree.SubElement(volume, f"{{{PEF}}}section")
    for page in pages:
        sheet = etree.SubElement(section, f"{{{PEF}}}page")
        for line in page:
            etree.SubElement(sheet, f"{{{PEF}}}row").text = line
    etree.indent(root)
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def default_namespace(uri: str) -> dict[str, str]:
    """A namespace without a prefix, as lxml takes it; its stubs know of none."""
    namespaces: dict[Any, str] = {None: uri}
    return namespaces


def read_pef(data: bytes) -> tuple[Page, ...]:
    """The pages of a file; the inverse of `write_pef`."""
    root = etree.fromstring(data)
    return tuple(tuple(row.text or "" for row in page.iter(f"{{{PEF}}}row")) for page in root.iter(f"{{{PEF}}}page"))
