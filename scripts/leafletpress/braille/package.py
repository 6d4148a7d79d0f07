"""An eBraille 1.0 publication: a zip like an EPUB's (daisy.org/s/ebraille/1.0)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from lxml import etree

from leafletpress.braille.ebraille import XHTML
from leafletpress.braille.pef import DC, Publication, default_namespace

OPS = "http://www.idpf.org/2007/ops"
OPF = "http://www.idpf.org/2007/opf"
OCF = "urn:oasis:names:tc:opendocument:xmlns:container"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

PACKAGE, ENTRY, TEXT, SHEET = "package.opf", "index.html", "ebraille/leaflet.html", "ebraille/leaflet.css"

STYLES = b"ul, ol { list-style-type: none }\n"
"Numbers and bullets stand in the text, because a reading system would not write its own in braille."

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"The time of every entry: the same leaflet gives the same bytes."


def write_package(
    body: etree._Element,
    title: str,
    contents: str,
    headings: Sequence[tuple[str, str]],
    system: str,
    publication: Publication,
) -> bytes:
    """The zip; `title`, `contents` (the word above the table of contents) and headings (id, words) are braille."""
    lang = f"{publication.language.split('-')[0]}-Brai"
    entries = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": _container(),
        PACKAGE: _package(lang, system, publication),
        ENTRY: _navigation(lang, title, contents, headings),
        TEXT: _document(lang, title, body),
        SHEET: STYLES,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.external_attr = 0o644 << 16
            # The media type must be readable at a fixed place in the file
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return target.getvalue()


def _container() -> bytes:
    root = etree.Element(f"{{{OCF}}}container", {"version": "1.0"}, nsmap=default_namespace(OCF))
    files = etree.SubElement(root, f"{{{OCF}}}rootfiles")
    etree.SubElement(files, f"{{{OCF}}}rootfile", {"full-path": PACKAGE, "media-type": "application/oebps-package+xml"})
    return _written(root)


def _package(lang: str, system: str, publication: Publication) -> bytes:
    root = etree.Element(
        f"{{{OPF}}}package",
        {"version": "3.0", "unique-identifier": "id", XML_LANG: publication.language},
        nsmap=default_namespace(OPF),
    )
    metadata = etree.SubElement(root, f"{{{OPF}}}metadata", nsmap={"dc": DC})
    for name, value in (
        ("identifier", publication.identifier),
        ("title", publication.title),
        ("creator", publication.creator),
        ("language", lang),
        ("date", publication.date),
        ("format", "eBraille 1.0"),
        ("description", publication.description),
    ):
        element = etree.SubElement(metadata, f"{{{DC}}}{name}")
        element.text = value
        if name == "identifier":
            element.set("id", "id")
        if name == "description":
            element.set(XML_LANG, "en")
    for name, value in (
        ("dcterms:modified", f"{publication.date}T00:00:00Z"),
        ("dcterms:dateCopyrighted", publication.date[:4]),
        ("a11y:brailleSystem", system),
        ("a11y:brailleCellType", "6"),
        ("a11y:completeTranscription", "true"),
        ("a11y:producer", publication.creator),
        ("a11y:tactileGraphics", "none"),
    ):
        etree.SubElement(metadata, f"{{{OPF}}}meta", {"property": name}).text = value
    manifest = etree.SubElement(root, f"{{{OPF}}}manifest")
    for name, href, media_type in (
        ("nav", ENTRY, "application/xhtml+xml"),
        ("text", TEXT, "application/xhtml+xml"),
        ("sheet", SHEET, "text/css"),
    ):
        item = etree.SubElement(manifest, f"{{{OPF}}}item", {"id": name, "href": href, "media-type": media_type})
        if name == "nav":
            item.set("properties", "nav")
    spine = etree.SubElement(root, f"{{{OPF}}}spine")
    etree.SubElement(spine, f"{{{OPF}}}itemref", {"idref": "text"})
    return _written(root)


def _navigation(lang: str, title: str, contents: str, headings: Sequence[tuple[str, str]]) -> bytes:
    root, head, body = _page(lang, title)
    etree.SubElement(
        head, f"{{{XHTML}}}link", {"rel": "publication", "href": PACKAGE, "type": "application/oebps-package+xml"}
    )
    nav = etree.SubElement(
        body, f"{{{XHTML}}}nav", {f"{{{OPS}}}type": "toc", "role": "doc-toc", "aria-labelledby": "toc"}
    )
    etree.SubElement(nav, f"{{{XHTML}}}h2", {"id": "toc"}).text = contents
    entries = etree.SubElement(nav, f"{{{XHTML}}}ol")
    for href, words in (("", title), *((f"#{name}", words) for name, words in headings)):
        entry = etree.SubElement(entries, f"{{{XHTML}}}li")
        etree.SubElement(entry, f"{{{XHTML}}}a", {"href": TEXT + href}).text = words
    return _written(root, "<!DOCTYPE html>")


def _document(lang: str, title: str, body: etree._Element) -> bytes:
    root, head, holder = _page(lang, title)
    etree.SubElement(head, f"{{{XHTML}}}link", {"rel": "stylesheet", "href": "leaflet.css", "type": "text/css"})
    holder.append(body)
    return _written(root, "<!DOCTYPE html>")


def _page(lang: str, title: str) -> tuple[etree._Element, etree._Element, etree._Element]:
    root = etree.Element(
        f"{{{XHTML}}}html", {"lang": lang, XML_LANG: lang}, nsmap=default_namespace(XHTML) | {"epub": OPS}
    )
    head = etree.SubElement(root, f"{{{XHTML}}}head")
    etree.SubElement(head, f"{{{XHTML}}}title").text = title
    return root, head, etree.SubElement(root, f"{{{XHTML}}}body")


def _written(root: etree._Element, doctype: str = "") -> bytes:
    declaration = b"<?xml version='1.0' encoding='UTF-8'?>\n" + doctype.encode()
    return declaration + etree.tostring(root, encoding="UTF-8", xml_declaration=False) + b"\n"
