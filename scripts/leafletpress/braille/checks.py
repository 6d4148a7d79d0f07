"""Checks of finished braille files, on their bytes: what an embosser would stumble over.

Each gives its findings as sentences, none for a sound file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Sequence

from lxml import etree

from leafletpress.braille.pages import Page
from leafletpress.braille.pef import DC, MEDIA_TYPE, PEF

BLANK, LAST = "\u2800", "\u283f"


def check_brf(data: bytes, width: int, height: int) -> list[str]:
    """Braille ASCII in capitals, CR LF, a form feed after every page, no page or line too long, no spaces at an end."""
    strange = sorted(set(data) - {10, 12, 13} - set(range(0x20, 0x60)))
    faults = [f"byte {byte:#04x} is not braille ASCII" for byte in strange]
    if not data.endswith(b"\f"):
        faults.append("the last page does not end in a form feed")
    for number, page in enumerate(data.split(b"\f")[:-1], 1):
        if b"\r" in page.replace(b"\r\n", b"") or b"\n" in page.replace(b"\r\n", b""):
            faults.append(f"page {number}: a line ends in CR or LF alone")
        if not page.endswith(b"\r\n"):
            faults.append(f"page {number}: the last line has no end")
        lines = page.replace(b"\r\n", b"\n").split(b"\n")[:-1]
        faults += _check_page(number, [line.decode("latin-1") for line in lines], width, height, " ")
    return faults


def check_pef(data: bytes, width: int, height: int) -> list[str]:
    """What the schema of PEF leaves to its reader: sizes, six dots, and the format's own name."""
    root = etree.fromstring(data)
    faults = []
    if root.findtext(f".//{{{DC}}}format") != MEDIA_TYPE:
        faults.append(f"dc:format is not {MEDIA_TYPE}")
    for volume in root.iter(f"{{{PEF}}}volume"):
        if (volume.get("cols"), volume.get("rows")) != (str(width), str(height)):
            faults.append(f"a volume of {volume.get('cols')} by {volume.get('rows')} cells, not {width} by {height}")
    pages: list[Page] = [
        tuple(row.text or "" for row in page.iter(f"{{{PEF}}}row")) for page in root.iter(f"{{{PEF}}}page")
    ]
    if not pages:
        faults.append("there is no page")
    for number, page in enumerate(pages, 1):
        faults += _check_page(number, page, width, height, BLANK)
        faults += [
            f"page {number}, line {row}: {cell!r} is no cell of six dots"
            for row, line in enumerate(page, 1)
            for cell in sorted(set(line))
            if not BLANK <= cell <= LAST
        ]
    return faults


def _check_page(number: int, lines: Sequence[str], width: int, height: int, blank: str) -> list[str]:
    faults = []
    if len(lines) > height:
        faults.append(f"page {number}: {len(lines)} lines, {height} at most")
    if not any(line.strip(blank) for line in lines):
        faults.append(f"page {number}: blank")
    for row, line in enumerate(lines, 1):
        if len(line) > width:
            faults.append(f"page {number}, line {row}: {len(line)} cells, {width} at most")
        if line.endswith(blank):
            faults.append(f"page {number}, line {row}: blank cells at its end")
    return faults


def check_ebraille(data: bytes) -> list[str]:
    """A zip that begins with its media type, the files that the standard names, and only cells where readers read."""
    faults = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        first = archive.infolist()[0]
        if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
            faults.append("the first entry is not an uncompressed mimetype")
        elif archive.read("mimetype") != b"application/epub+zip":
            faults.append("the mimetype is not application/epub+zip")
        faults += [
            f"{name} is missing"
            for name in ("META-INF/container.xml", "package.opf", "index.html")
            if name not in names
        ]
        for name in names:
            if name.endswith(".html"):
                faults += _check_document(name, etree.fromstring(archive.read(name)))
    return faults


def _check_document(name: str, root: etree._Element) -> list[str]:
    text = "".join(map(str, root.itertext()))
    strange = sorted(set(re.sub(r"\s", "", text)) - {chr(code) for code in range(0x2800, 0x2840)})
    faults = [f"{name}: {character!r} is no cell of six dots" for character in strange]
    if not text.strip():
        faults.append(f"{name}: no text")
    lang = root.get("lang") or ""
    if "-Brai" not in lang or root.get("{http://www.w3.org/XML/1998/namespace}lang") != lang:
        faults.append(f"{name}: the language {lang!r} does not say that it is braille")
    identifiers = Counter(element.get("id", "") for element in root.iter())
    return faults + [
        f"{name}: the id {one!r} stands {many} times" for one, many in identifiers.items() if one and many > 1
    ]
