"""The files of `leafletpress review`: for each leaflet and language a side-by-side copy and a bilingual leaflet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from leafletpress.locales import Locale
from leafletpress.renderers.print.coverage import check_coverage
from leafletpress.renderers.print.numerals import numerals_of
from leafletpress.renderers.print.styles import style_rules
from leafletpress.renderers.print.typefaces import typefaces_for
from leafletpress.review import STYLE, Sheet, bilingual, side_by_side
from leafletpress.siteplan import SitePlan
from leafletpress.sources import Sources, catalogue_of, messages_of
from leafletpress.store import write_atomically

PRINT_STYLE = """
@page { size: A4 landscape; margin: 14mm; @top-center { content: none }
        @bottom-center { content: counter(page) " / " counter(pages); padding-bottom: 6mm } }
@page :first { margin-top: 14mm }
table { break-inside: auto } a { color: inherit; font-weight: normal }
"""
"Two columns need the long side of the paper."

POINTS = 11
"Staff read these copies at a desk."


def write_review_copies(
    sources: Sources, plan: SitePlan, locales: Iterable[Locale], leaflets: Iterable[str], folder: Path
) -> Iterator[Path]:
    """Write HTML and PDF; yields each path when it is there."""
    chosen = set(leaflets)
    for locale in locales:
        for leaflet in sources.leaflets:
            if chosen and leaflet.name not in chosen:
                continue
            for kind, sheet in _sheets(sources, plan, leaflet.name, locale):
                path = folder / locale.tag / f"{leaflet.name}-{locale.tag}-{kind}.html"
                write_atomically(path, sheet.page().encode())
                yield path
                printed = path.with_suffix(".pdf")
                write_atomically(printed, _printed(sheet, plan, locale))
                yield printed


def _sheets(sources: Sources, plan: SitePlan, name: str, locale: Locale) -> Iterator[tuple[str, Sheet]]:
    project = plan.project
    source = plan.editions[name, project.source_locale.tag]
    leaflet = next(one for one in sources.leaflets if one.name == name)
    messages = messages_of(leaflet, project).messages
    catalogue = catalogue_of(sources, name, locale)
    title = source.metadata.title.text
    yield "side-by-side", side_by_side(title, messages, catalogue, project.source_locale, locale)
    target = plan.editions[name, locale.tag]
    if target.status != "withheld":
        yield "bilingual", bilingual(source, target)


def _printed(sheet: Sheet, plan: SitePlan, locale: Locale) -> bytes:
    from lxml import html

    from leafletpress.renderers.print.engine import engine_for

    project = plan.project
    stacks = typefaces_for(frozenset({project.source_locale.tag, locale.tag}))
    tree = html.document_fromstring(sheet.page(""))
    where = f"{sheet.title} ({locale.tag})"
    check_coverage(tree, stacks, where)
    rules = style_rules(POINTS, stacks, numerals_of(tree))
    style = f"{STYLE}\n{PRINT_STYLE}\n{rules}".replace("font: 1rem/1.5", "font: 1em/1.4")
    engine = engine_for(project.cache_dir, (project.overrides_dir / "print" / "style.css").read_text("utf-8"))
    families = frozenset(face.family for stack in stacks.values() for face in stack)
    return engine.print(sheet.page(style), {}, families, project.source_locale, where).data
