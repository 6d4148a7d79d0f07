"""A folder of leaflets, the context of each language, and each language's PDF, made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from leafletpress.edition import Edition
from leafletpress.interface import Interface
from leafletpress.locales import locale_from_tag
from leafletpress.renderers import RenderContext, Rendered
from leafletpress.renderers.pdf import LARGE_PRINT
from tests.editions import make_edition
from tests.print.languages import BODIES, MESSAGES, TITLES

OVERRIDES = Path(__file__).parents[2] / "overrides"

DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" width="640" height="360">
<circle cx="300" cy="180" r="150" fill="none" stroke="#16222e" stroke-width="8"/>
<ellipse cx="180" cy="180" rx="26" ry="70" fill="#003087"/></svg>"""

MakeContext = Callable[..., RenderContext]


def context_in(tag: str, *, home: Path, site_url: str = "https://leaflets.example.org/") -> RenderContext:
    """A context for a language, around a folder of leaflets that holds one drawing."""
    (home / "docs" / "images").mkdir(parents=True, exist_ok=True)
    for name in ("eye.svg", "bone.svg"):
        (home / "docs" / "images" / name).write_text(DRAWING, encoding="utf-8")
    locale, source = locale_from_tag(tag), locale_from_tag("en")
    return RenderContext(
        docs_dir=home / "docs",
        overrides_dir=OVERRIDES,
        translations_dir=OVERRIDES.parent / "translations",
        cache_dir=home / "cache",
        interface=Interface(locale, source, MESSAGES.get(tag, {})),
        source_interface=Interface(source, source),
        organisation="Royal Free London NHS Foundation Trust",
        site_name="Leaflets",
        site_url=site_url,
    )


def edition_in(tag: str) -> Edition:
    """The eye leaflet in a language."""
    return make_edition(BODIES[tag], tag, title=TITLES[tag], leaflet="eye-operation")


@pytest.fixture(scope="session")
def make_context(tmp_path_factory: pytest.TempPathFactory) -> MakeContext:
    """`context_in`, in a folder that the tests share unless they bring their own."""
    shared = tmp_path_factory.mktemp("print")

    def make(tag: str = "en", **options: Any) -> RenderContext:
        return context_in(tag, **{"home": shared, **options})

    return make


@pytest.fixture(scope="session")
def printed(make_context: MakeContext) -> Callable[[str], Rendered]:
    """The eye leaflet's PDF in a language."""
    return cache(lambda tag: LARGE_PRINT.render(edition_in(tag), make_context(tag)))
