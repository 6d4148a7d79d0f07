"""Rules over what a finished PDF says of itself, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator

from leafletpress.checks.printed_expected import Expected, words_of
from leafletpress.checks.printed_file import PrintedFile
from leafletpress.checks.printed_structure import HEADINGS

SCHEMES = ("http://", "https://", "mailto:", "tel:")

LARGEST = 10_000_000
"Bytes; people load leaflets over mobile networks, and hospitals send them by e-mail."


def language_is_said(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """4. The file's language is the edition's."""
    if file.lang != expected.edition.locale.tag:
        yield f"the language is said to be “{file.lang}”, not {expected.edition.locale.tag}"


def links_say_where_they_lead(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """11. The words of a link are words."""
    for link in file.links:
        if not any(map(str.isalnum, link.contents)) or link.contents.startswith("#"):
            yield f"the link to {link.uri or link.dest} says “{link.contents}”"


def links_arrive(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """12. Places that links lead to are there."""
    for link in file.links:
        if not link.uri and link.dest not in file.destinations:
            yield f"the link “{link.contents}” leads to {link.dest or 'nothing'}, which is not there"


def outline_is_the_headings(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """13. The outline is the headings."""
    headings = [words_of(heading.text) for heading in file.root.all(*HEADINGS)]
    if [words_of(title) for title in file.outline] != headings:
        yield f"the outline has {len(file.outline)} entries that are not the {len(headings)} headings"


def title_is_said(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """26. The title is the leaflet's."""
    if file.title != expected.edition.metadata.title.text:
        yield f"the title is said to be “{file.title}”"


def nothing_runs(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """27. No scripts, launchers or attachments."""
    yield from (f"the file has {action}" for action in file.actions)


def nothing_is_locked(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """28. The file is not encrypted, which would lock assistive technology out."""
    if file.encrypted:
        yield "the file is encrypted"


def direction_is_left_to_the_text(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """29. No direction is said for the whole file: Chrome's reader would turn lines of English in Arabic leaflets."""
    if file.direction != "L2R":
        yield f"the direction is said to be {file.direction}"


def links_lead_to_the_web(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """30. Links lead to pages, mail and telephones only."""
    yield from (f"a link leads to {link.uri}" for link in file.links if link.uri and not link.uri.startswith(SCHEMES))


def file_is_small(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """31. The file is small enough to load and to send."""
    if file.bytes > LARGEST:
        yield f"the file has {file.bytes} bytes, more than {LARGEST}"
