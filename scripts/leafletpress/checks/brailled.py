"""Rules over published braille: each file is read again as an embosser or a display would, and counted for numbers.

The numbers are found by reading cells, without liblouis, and compared with those of today's text: a dose that was lost
on the way to braille is found, whatever lost it.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from leafletpress.braille.brf import read_brf
from leafletpress.braille.normaliser import normalise
from leafletpress.braille.numbers import numbers_in_braille, numbers_in_print
from leafletpress.braille.options import options_of
from leafletpress.braille.package import TEXT
from leafletpress.braille.pages import Page
from leafletpress.braille.pef import read_pef
from leafletpress.braille.profiles import ENGLISH, profile_for
from leafletpress.checks import Finding
from leafletpress.edition import Edition
from leafletpress.formatsignoff import family_of
from leafletpress.renderers import renderer_for
from leafletpress.renderers.braille import BrailleFile
from leafletpress.siteplan import SitePlan

FAMILY = "braille"
MOST_NAMED = 5
"Numbers that one finding names; a file that lost one has often lost many."


def check_brailled_site(site_dir: Path, manifest: Mapping[str, Any], plan: SitePlan) -> Iterator[Finding]:
    """Findings of every published braille file; a file that is not there is another rule's."""
    for leaflet in manifest["leaflets"]:
        for published in leaflet["editions"]:
            edition = plan.editions.get((leaflet["leaflet"], published["locale"]))
            for rendition in published["renditions"]:
                path = site_dir / rendition["path"]
                if edition and family_of(rendition["format"]) == FAMILY and path.is_file():
                    yield from _check_file(plan, edition, rendition, path.read_bytes())


def _check_file(plan: SitePlan, edition: Edition, rendition: Mapping[str, Any], data: bytes) -> Iterator[Finding]:
    file = renderer_for(rendition["format"])
    assert isinstance(file, BrailleFile), "every format of the family is one"
    where, remedy = rendition["path"], "build again; if it is found again, report it as a fault of leafletpress"
    configured = dict(plan.project.formats)
    settings = plan.project.options(rendition["format"], edition.locale) if rendition["format"] in configured else {}
    try:
        faults = file.check(data, options_of(settings))
        cells = READERS[file.format.suffix.rpartition(".")[2]](data)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError) as error:
        yield Finding("published/braille-file", "error", where, f"the file cannot be read ({error})", remedy)
        return
    for fault in faults:
        yield Finding("published/braille-file", "error", where, fault, remedy)
    lost = sorted((numbers_of(edition) - numbers_among(cells, edition)).elements())
    if lost:
        found = f"of the numbers of the text {', '.join(lost[:MOST_NAMED])} are not in the braille"
        yield Finding("published/braille-number", "error", where, found, remedy)


def numbers_of(edition: Edition) -> Counter[str]:
    """How often each run of digits stands in the text and in descriptions of pictures."""
    tree = edition.tree()
    words = [*map(str, tree.itertext()), *(image.get("alt", "") for image in tree.iter("img"))]
    return Counter(number for text in words for number in numbers_in_print(normalise(text)))


def numbers_among(cells: str, edition: Edition) -> Counter[str]:
    """How often each number can be read in the braille."""
    profile = profile_for(edition.locale)
    separators = ENGLISH.separators + (profile.separators if profile else "")
    return Counter(numbers_in_braille(cells, separators, profile.number_like if profile else ()))


def _cells_of_pages(pages: tuple[Page, ...]) -> str:
    # The first line of a page is its running header, whose number is no number of the text
    return "\n".join(line for page in pages for line in page[1:])


def _cells_of_book(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(map(str, etree.fromstring(archive.read(TEXT)).itertext()))


READERS = {
    "brf": lambda data: _cells_of_pages(read_brf(data)),
    "pef": lambda data: _cells_of_pages(read_pef(data)),
    "ebrl": _cells_of_book,
}
"From a file to its cells, by the end of its name."
