"""What the braille tests share: contexts, lines and pages of braille from a few words of HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import html

from leafletpress.braille.brf import ascii_of
from leafletpress.braille.inline import Inline
from leafletpress.braille.profiles import PROFILES, Grade
from leafletpress.braille.transcription import Transcription
from leafletpress.braille.translation import Line, Translator
from leafletpress.edition import Edition
from leafletpress.interface import Interface
from leafletpress.locales import locale_from_tag
from leafletpress.renderers import RenderContext
from leafletpress.renderers.braille import BRAILLE_BRF
from tests.editions import make_edition

ROOT = Path(__file__).parents[2]


def context_in(tag: str = "en", *, site_url: str = "", **settings: Any) -> RenderContext:
    """A context whose interface has no translations; `settings` are those of mkdocs.yml."""
    locale, source = locale_from_tag(tag), locale_from_tag("en")
    return RenderContext(
        docs_dir=ROOT / "docs",
        overrides_dir=ROOT / "overrides",
        translations_dir=ROOT / "translations",
        cache_dir=ROOT / ".cache",
        interface=Interface(locale, source),
        source_interface=Interface(source, source),
        organisation="Test hospital",
        site_name="Leaflets",
        site_url=site_url,
        settings=settings,
    )


def transcription_of(edition: Edition, context: RenderContext) -> Transcription:
    """An edition on its way to braille."""
    return BRAILLE_BRF.transcription(edition, context)


def line_of(markup: str, tag: str = "en", grade: Grade | None = None) -> Line:
    """One line of braille from the inside of a paragraph."""
    profile = PROFILES[tag]
    table = profile.tables[grade] if grade else next(iter(profile.tables.values()))
    inline: Inline = transcription_of(make_edition(tag=tag), context_in(tag, reviewed_by="a test")).inline()
    element = html.fragment_fromstring(markup, create_parent="p")
    return Translator(profile, table, f"test ({tag})").line(inline.runs(element, tag))


def ascii_line(markup: str, tag: str = "en", grade: Grade | None = None) -> str:
    """The same in braille ASCII, as the golden files hold it."""
    return ascii_of(line_of(markup, tag, grade).cells)


def pages_of(body: str, tag: str = "en", **settings: Any) -> list[list[str]]:
    """Pages in braille ASCII, without the title page and the closing section, which are the same for all."""
    edition = make_edition(f"<h1>Eyes</h1>{body}", tag, title="Eyes")
    pages = transcription_of(edition, context_in(tag, **settings)).pages()
    closing = ascii_line("Contact us", tag)
    kept = []
    for page in pages[1:]:
        lines = [ascii_of(line) for line in page]
        place = next((number for number, line in enumerate(lines) if line.strip() == closing), len(lines))
        while place and not lines[place - 1]:
            place -= 1
        kept.append(lines[:place])
        if place < len(lines):
            break
    return kept
