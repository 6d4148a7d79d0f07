"""Large-print PDF: the leaflet on paper, in letters that people with low vision can read."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from leafletpress.edition import Edition
from leafletpress.errors import RenditionError
from leafletpress.interface import _
from leafletpress.locales import locale_from_tag
from leafletpress.renderers import Format, RenderContext, Rendered, Unavailable
from leafletpress.renderers.print.body import Printing, printable_body, site_address
from leafletpress.renderers.print.numerals import numerals_of
from leafletpress.renderers.print.pictures import Picture
from leafletpress.renderers.print.sheet import Imprint, add_styles, assemble
from leafletpress.renderers.print.styles import style_rules
from leafletpress.renderers.print.typefaces import Typeface, font_digest, font_files, typeface_for, typefaces_for
from leafletpress.renderers.print.versions import versions


@dataclass(frozen=True, slots=True)
class Composed:
    """A whole document for the engine."""

    html: str
    pictures: dict[str, Picture]
    "By the address that the document names them with."
    families: frozenset[str]
    "Font families that it may use."


@dataclass(frozen=True, slots=True)
class PrintRenderer:
    """One size of print; every letter of the leaflet, page numbers and notes too, is at least that size."""

    format: Format
    points: int

    def fingerprint(self, edition: Edition, context: RenderContext) -> str:
        """Engines, fonts, style sheet and the words around the text."""
        imprint = self._imprint(edition, context, edition.tree())
        words = [etree.tostring(part, encoding="unicode") for part in (*imprint.running(), *imprint.opening())]
        words.append(etree.tostring(imprint.closing(), encoding="unicode"))
        tags = frozenset({edition.locale.tag, edition.source_locale.tag, *re.findall(r'lang="([^"]+)"', edition.body)})
        facts = {
            "points": self.points,
            "versions": versions(),
            "fonts": _font_digests(tags),
            "sheet": _sheet(context),
            "words": words,
            "organisation": context.organisation,
            "site_url": context.site_url,
        }
        return "sha256:" + hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def unavailable(self, edition: Edition, context: RenderContext) -> Unavailable | None:
        """A language whose script has no typeface here cannot be printed."""
        if typeface_for(edition.locale) is not None:
            return None
        return Unavailable(_("We have no typeface for {language}."), (("language", edition.locale.english_name),))

    def render(self, edition: Edition, context: RenderContext) -> Rendered:
        """Set the leaflet."""
        from leafletpress.renderers.print.engine import engine_for

        composed = self.compose(edition, context)
        engine = engine_for(context.cache_dir, _sheet(context))
        where = f"{edition.source} ({edition.locale.tag})"
        printed = engine.print(composed.html, composed.pictures, composed.families, edition.locale, where)
        return Rendered(
            printed.data,
            f"Made by WeasyPrint {dict(versions())['weasyprint']} from the same text as the web page, "
            f"in letters of {self.points} points or more; not checked by a person.",
            (("pages", printed.pages), ("points", self.points)),
        )

    def compose(self, edition: Edition, context: RenderContext) -> Composed:
        """The leaflet as the document that the engine is given; raises RenditionError for what cannot be printed."""
        from leafletpress.renderers.print.coverage import check_coverage, texts

        where = f"{edition.source} ({edition.locale.tag})"
        printing = Printing(edition, context.docs_dir, context.site_url, self.points)
        article = printable_body(printing)
        imprint = replace(self._imprint(edition, context, article), addresses=printing.addresses)
        document = assemble(article, imprint)
        stacks = typefaces_for(frozenset(tag for tag, _ in texts(document)))
        check_coverage(document, stacks, where)
        add_styles(document, style_rules(self.points, stacks, imprint.numerals))
        families = frozenset(face.family for stack in stacks.values() for face in stack)
        html = "<!DOCTYPE html>" + etree.tostring(document, encoding="unicode", method="html")
        return Composed(html, printing.pictures | imprint.pictures(), families)

    def _imprint(self, edition: Edition, context: RenderContext, article: etree._Element) -> Imprint:
        printing = Printing(edition, context.docs_dir, context.site_url, self.points)
        address = site_address(f"leaflet:{edition.leaflet}", printing)
        return Imprint(edition, context.interface, context.organisation, address, numerals_of(article))


def _sheet(context: RenderContext) -> str:
    return (Path(context.overrides_dir) / "print" / "style.css").read_text(encoding="utf-8")


def _font_digests(tags: frozenset[str]) -> list[tuple[str, str]]:
    """Fonts that these languages are set in; one that is missing is named when the leaflet is printed."""
    faces: set[Typeface] = {face for tag in tags if (face := typeface_for(locale_from_tag(tag))) is not None}
    digests = []
    for face in sorted(faces, key=lambda face: face.family):
        try:
            digests += [(file.name, font_digest(file)) for file in font_files(face)]
        except RenditionError:
            digests.append((face.family, "missing"))
    return digests


PRINTS = (PrintRenderer(Format("large-print-pdf", "large-print.pdf", "application/pdf"), points=18),)
"The sizes of print that are offered; clear print at 14 points and giant print at 24 would be further rows."

(LARGE_PRINT,) = PRINTS
