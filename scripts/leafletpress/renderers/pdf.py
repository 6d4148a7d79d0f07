"""Print PDFs: the leaflet on paper, in letters that people with low vision can read."""

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
from leafletpress.renderers.print.contents import LONGER_THAN
from leafletpress.renderers.print.engine import Composed, Engine, engine_for
from leafletpress.renderers.print.limits import Limits, within
from leafletpress.renderers.print.lines import keep_together
from leafletpress.renderers.print.numerals import numerals_of
from leafletpress.renderers.print.paper import Paper, paper_of
from leafletpress.renderers.print.sheet import Imprint, add_styles, assemble
from leafletpress.renderers.print.styles import page_rules, style_rules
from leafletpress.renderers.print.typefaces import Typeface, font_digest, font_files, typeface_for, typefaces_for
from leafletpress.renderers.print.versions import versions

LIMITS = Limits()

RIGHT_TO_LEFT = (
    " Not tried with assistive technology, for which the web page is the accessible version; inside a line of this"
    " language Chrome's reader turns the words of English phrases, the parts of addresses and brackets round when they"
    " are copied."
)
"""What is known to be wrong with right-to-left files. PDFium, which is Chrome's, puts the runs of such a line in
reverse order, and takes each space, full stop and @ between two Latin words as a run of its own."""


@dataclass(frozen=True, slots=True)
class PrintRenderer:
    """One size of print; every letter of the leaflet, page numbers and notes too, is at least that size."""

    format: Format
    points: int
    "Unless mkdocs.yml gives another size."

    def fingerprint(self, edition: Edition, context: RenderContext) -> str:
        """Engines, fonts, style sheet and the words around the text."""
        imprint = self._imprint(edition, context, edition.tree())
        words = [etree.tostring(part, encoding="unicode") for part in (*imprint.running(), *imprint.opening())]
        words.append(etree.tostring(imprint.closing(), encoding="unicode"))
        words.append(etree.tostring(imprint.contents(etree.Element("ul")), encoding="unicode"))
        tags = frozenset({edition.locale.tag, edition.source_locale.tag, *re.findall(r'lang="([^"]+)"', edition.body)})
        facts = {
            "points": self._paper(context).points,
            "versions": versions(),
            "fonts": _font_digests(tags, naskh=self._paper(context).naskh),
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
        engine = engine_for(context.cache_dir, _sheet(context))
        where = f"{edition.source} ({edition.locale.tag})"
        with within(LIMITS, where):
            data, pages = self._printed(engine, edition, context, where)
        points = self._paper(context).points
        return Rendered(
            data,
            f"Made by WeasyPrint {dict(versions())['weasyprint']} from the same text as the web page, "
            f"in letters of {points} points or more; not checked by a person."
            f"{RIGHT_TO_LEFT if edition.locale.direction == 'rtl' else ''}",
            (("pages", pages), ("points", points)),
        )

    def _printed(self, engine: Engine, edition: Edition, context: RenderContext, where: str) -> tuple[bytes, int]:
        composed = self.compose(edition, context)
        laid_out = engine.lay_out(composed, where)
        if composed.contents and laid_out.pages <= LONGER_THAN + 1:
            # Only leaflets as short as this are set twice: whether they need a list is known when they stand without.
            without = engine.lay_out(self.compose(edition, context, contents=False), where)
            laid_out = without if without.pages <= LONGER_THAN else laid_out
        return engine.write(laid_out, edition.locale, where), laid_out.pages

    def compose(self, edition: Edition, context: RenderContext, *, contents: bool = True) -> Composed:
        """The leaflet as the document that the engine is given, with a list of contents if its headings ask for one.

        Raises RenditionError for what cannot be printed.
        """
        from leafletpress.renderers.print.coverage import check_coverage, texts

        where = f"{edition.source} ({edition.locale.tag})"
        printing = Printing(edition, context.docs_dir, context.site_url, self._paper(context))
        article = printable_body(printing)
        imprint = replace(self._imprint(edition, context, article), addresses=printing.addresses)
        document = assemble(article, imprint, contents=contents)
        keep_together(document[1])
        stacks = typefaces_for(frozenset(tag for tag, _ in texts(document)), naskh=self._paper(context).naskh)
        check_coverage(document, stacks, where)
        paper, face = self._paper(context), stacks[edition.locale.tag][0]
        add_styles(
            document,
            f"{page_rules(paper, face.line_height, imprint.head)}\n"
            f"{style_rules(paper.points, stacks, imprint.numerals)}",
        )
        families = frozenset(face.family for stack in stacks.values() for face in stack)
        listed = document.find(".//ul[@class='contents']") is not None
        html = "<!DOCTYPE html>" + etree.tostring(document, encoding="unicode", method="html")
        return Composed(html, printing.pictures | imprint.pictures(), families, listed)

    def _paper(self, context: RenderContext) -> Paper:
        return paper_of(context.settings, self.points)

    def _imprint(self, edition: Edition, context: RenderContext, article: etree._Element) -> Imprint:
        printing = Printing(edition, context.docs_dir, context.site_url, self._paper(context))
        address = site_address(f"leaflet:{edition.leaflet}", printing)
        return Imprint(edition, context.interface, context.organisation, address, numerals_of(article))


def _sheet(context: RenderContext) -> str:
    return (Path(context.overrides_dir) / "print" / "style.css").read_text(encoding="utf-8")


def _font_digests(tags: frozenset[str], *, naskh: bool) -> list[tuple[str, str]]:
    """Fonts that these languages are set in; one that is missing is named when the leaflet is printed."""
    found = (typeface_for(locale_from_tag(tag), naskh=naskh) for tag in tags)
    faces: set[Typeface] = {face for face in found if face is not None}
    digests = []
    for face in sorted(faces, key=lambda face: face.family):
        try:
            digests += [(file.name, font_digest(file)) for file in font_files(face)]
        except RenditionError:
            digests.append((face.family, "missing"))
    return digests


CLEAR_PRINT = PrintRenderer(Format("clear-print-pdf", "clear-print.pdf", "application/pdf"), points=14)
LARGE_PRINT = PrintRenderer(Format("large-print-pdf", "large-print.pdf", "application/pdf"), points=18)
GIANT_PRINT = PrintRenderer(Format("giant-print-pdf", "giant-print.pdf", "application/pdf"), points=24)
"The sizes that RNIB and the UK Association for Accessible Formats name clear, large and giant print."
