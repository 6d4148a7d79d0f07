"""The engine: WeasyPrint with our fonts, our style sheet and nothing else of this machine.

Making it loads WeasyPrint, Pango and HarfBuzz, which takes more than a second; so it is made when the first leaflet is
printed. One engine serves every leaflet of a process.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from leafletpress.errors import Problem, RenditionError
from leafletpress.locales import Locale
from leafletpress.renderers.print.fontfolder import font_configuration
from leafletpress.renderers.print.pictures import Picture
from leafletpress.renderers.print.typefaces import declared_files


@contextmanager
def _only_fonts_of(configuration: Path) -> Iterator[None]:
    """Let fontconfig read this file and no other, then give the process its own settings back.

    The engine reads the variable when it is loaded and when a font configuration is made; other programs that this
    process starts, such as a browser, must not inherit it.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(configuration)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


@dataclass(frozen=True, slots=True)
class Composed:
    """A whole document for the engine."""

    html: str
    pictures: Mapping[str, Picture]
    "By the address that the document names them with."
    families: frozenset[str]
    "Font families that it may use."
    contents: bool = False
    "Whether it lists its contents."


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A document on its pages, not written yet."""

    document: Any
    families: frozenset[str]

    @property
    def pages(self) -> int:
        """How many."""
        return len(self.document.pages)


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF."""

    data: bytes
    pages: int


class Engine:
    """WeasyPrint, loaded once with one set of fonts and one style sheet."""

    def __init__(self, configuration: Path, sheet: str) -> None:
        with _only_fonts_of(configuration):
            import weasyprint
            from weasyprint.text.fonts import FontConfiguration

            self._fonts = FontConfiguration()
        _check_fonts(self._fonts, configuration)
        self._weasyprint = weasyprint
        with failing_on_warnings("overrides/print/style.css"):
            self._sheet = weasyprint.CSS(string=sheet, font_config=self._fonts)
        self._images: dict[str, Any] = {}
        # The claim of PDF/UA-1 is added when the file is written.
        self._options = {"pdf_variant": "pdf/a-2a", "cache": self._images}

    def print(
        self, html: str, pictures: Mapping[str, Picture], families: frozenset[str], locale: Locale, where: str
    ) -> Printed:
        """Lay out and write a document that has its final form."""
        laid_out = self.lay_out(Composed(html, pictures, families), where)
        return Printed(self.write(laid_out, locale, where), laid_out.pages)

    def lay_out(self, composed: Composed, where: str) -> LaidOut:
        """Set a document. Raises RenditionError for whatever the engine would only have logged."""
        from weasyprint.urls import FatalURLFetchingError

        from leafletpress.renderers.print.fetcher import PictureFetcher

        try:
            with failing_on_warnings(where):
                source = self._weasyprint.HTML(
                    string=composed.html, base_url=None, url_fetcher=PictureFetcher(composed.pictures)
                )
                document = source.render(font_config=self._fonts, stylesheets=[self._sheet], **self._options)
        except FatalURLFetchingError as error:
            raise RenditionError(
                Problem(
                    where=where,
                    found=f"something in the leaflet asks for {error}",
                    expected="pictures from the folder of leaflets only",
                    remedy="remove the address, or look into the SVG pictures for one",
                )
            ) from error
        finally:
            if len(self._images) > 100:
                self._images.clear()
        return LaidOut(document, composed.families)

    def write(self, laid_out: LaidOut, locale: Locale, where: str) -> bytes:
        """The PDF. Raises RenditionError as `lay_out` does."""
        from leafletpress.renderers.print.seam import accessible_writing

        document = laid_out.document
        with failing_on_warnings(where), accessible_writing(document, locale, where):
            data: bytes = document.write_pdf(**self._options)
        for font in document.fonts.values():
            if font.family not in laid_out.families or font.style != 0:
                raise RenditionError(
                    Problem(
                        where=where,
                        found=f"the engine used {font.name.decode()}, which is not one of the leaflet's fonts",
                        expected=f"upright letters of {', '.join(sorted(laid_out.families))}",
                        remedy="look for text inside an SVG picture, or a rule of the style sheet that names a font",
                    )
                )
        return data


@lru_cache(maxsize=4)
def engine_for(cache_dir: Path, sheet: str) -> Engine:
    """The engine of this process for a style sheet; made when it is first asked for."""
    return Engine(font_configuration(cache_dir, declared_files()), sheet)


def _check_fonts(fonts: Any, configuration: Path) -> None:
    """Make sure that the engine sees our folder and no other, even where something else had loaded it before."""
    from weasyprint.text.ffi import ffi, fontconfig

    found = fontconfig.FcConfigGetFonts(fonts._config, fontconfig.FcSetSystem)
    name = ffi.new("FcChar8 **")
    folder = configuration.parent / "fonts"
    for place in range(found.nfont):
        fontconfig.FcPatternGetString(found.fonts[place], b"file", 0, name)
        file = Path(ffi.string(ffi.cast("char *", name[0])).decode())
        if file.parent != folder:
            raise RenditionError(
                Problem(
                    where=str(configuration),
                    found=f"the engine knows the font {file}",
                    expected=f"the fonts in {folder} only",
                    remedy="print in a process that has not loaded fontconfig with another configuration",
                )
            )
    if found.nfont < len(list(folder.iterdir())):
        raise RenditionError(
            Problem(
                where=str(configuration),
                found=f"the engine sees {found.nfont} of the {len(list(folder.iterdir()))} fonts",
                expected="every one",
                remedy=f"delete {configuration.parent.parent}, which is made again",
            )
        )


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def failing_on_warnings(where: str) -> Iterator[None]:
    """Raise RenditionError for anything that WeasyPrint warns of: a font, a rule or a picture it did without."""
    logger, collector = logging.getLogger("weasyprint"), _Collector()
    handlers, propagate = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [collector], False
    try:
        yield
    finally:
        logger.handlers, logger.propagate = handlers, propagate
    if collector.messages:
        raise RenditionError(
            Problem(
                where=where,
                found=f"the PDF engine warned: {message}",
                expected="a PDF made without a warning",
                remedy="mend what the warning names",
            )
            for message in dict.fromkeys(collector.messages)
        )
