"""Rules over finished PDFs: what veraPDF does not see, for a file that it calls compliant may still be unreadable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leafletpress.checks import Finding
from leafletpress.checks import printed_catalogue as catalogue
from leafletpress.checks import printed_pages as pages
from leafletpress.checks import printed_structure as structure
from leafletpress.checks.printed_expected import Expected, expected_of
from leafletpress.checks.printed_file import PrintedFile, missing_tools, read_printed
from leafletpress.edition import Edition

Look = Callable[[PrintedFile, Expected], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that every printed leaflet keeps to."""

    name: str
    "Its id is `printed/` and this."
    look: Look
    "What it finds, in words; its docstring says what it asks."


RULES = (
    Rule("artifacts", structure.furniture_is_not_read),
    Rule("orphans", structure.everything_is_reached),
    Rule("passages", structure.languages_are_said),
    Rule("language", catalogue.language_is_said),
    Rule("words", pages.words_are_found),
    Rule("order", structure.words_are_in_order),
    Rule("counts", structure.nothing_is_cut_or_lost),
    Rule("headings", structure.headings_are_the_leaflets),
    Rule("alternatives", structure.pictures_say_what_they_show),
    Rule("boxes", structure.pictures_are_on_the_page),
    Rule("links", catalogue.links_say_where_they_lead),
    Rule("destinations", catalogue.links_arrive),
    Rule("outline", catalogue.outline_is_the_headings),
    Rule("scope", structure.headings_of_tables_head),
    Rule("names", structure.names_are_listed),
    Rule("numbering", structure.lists_say_how_they_count),
    Rule("one-title", structure.one_title),
    Rule("marks", structure.marks_come_first),
    Rule("empty", structure.nothing_is_empty),
    Rule("fonts", pages.fonts_are_declared),
    Rule("letters", pages.no_letter_is_missing),
    Rule("sizes", pages.no_letter_is_small),
    Rule("slanted", pages.no_letter_is_slanted),
    Rule("paper", pages.pages_are_upright_a4),
    Rule("margins", pages.text_stays_inside),
    Rule("title", catalogue.title_is_said),
    Rule("actions", catalogue.nothing_runs),
    Rule("locks", catalogue.nothing_is_locked),
    Rule("direction", catalogue.direction_is_left_to_the_text),
    Rule("schemes", catalogue.links_lead_to_the_web),
    Rule("bytes", catalogue.file_is_small),
)


def check_printed(data: bytes, edition: Edition, points: int, where: str) -> Iterator[Finding]:
    """Every finding of one PDF that claims to hold an edition in letters of so many points."""
    file, expected = read_printed(data), expected_of(edition, points)
    for rule in RULES:
        for found in rule.look(file, expected):
            yield Finding(
                f"printed/{rule.name}",
                "error",
                where,
                found,
                "this is a fault of leafletpress: report it with the file",
            )


def check_printed_site(
    site_dir: Path, manifest: Mapping[str, Any], editions: Mapping[tuple[str, str], Edition]
) -> Iterator[Finding]:
    """Findings of every printed leaflet of a published site that is of today's text."""
    printed = [
        (leaflet["leaflet"], published, rendition)
        for leaflet in manifest["leaflets"]
        for published in leaflet["editions"]
        for rendition in published["renditions"]
        if rendition["format"].endswith("-print-pdf")
    ]
    if printed and (missing := missing_tools()):
        yield Finding(
            "printed/tools",
            "warning",
            f"{len(printed)} PDF files",
            f"not looked into, for {' and '.join(missing)} is not installed",
            f"install {' '.join(missing)} and check again; leaflets are made without",
        )
        return
    for name, published, rendition in printed:
        edition, path = editions.get((name, published["locale"])), site_dir / rendition["path"]
        if edition is not None and edition.digest == rendition["edition_digest"] and path.is_file():
            points = int(rendition["points"])
            yield from check_printed(path.read_bytes(), edition, points, rendition["path"])
