"""What printing costs for each language, as a ratio to the raw engine on the same documents in the same process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from leafletpress.project import Project
from leafletpress.renderers.pdf import LARGE_PRINT
from leafletpress.siteplan import plan_editions, rendition_jobs
from leafletpress.store import Store


@dataclass(frozen=True, slots=True)
class PrintCost:
    """CPU seconds of every leaflet of a language in large print."""

    locale: str
    script: str
    ours: float
    "Composed, laid out and written, in a process that has printed before."
    raw: float
    "`write_pdf` of the same documents, with the same style sheet, by the engine alone."

    @property
    def ratio(self) -> float:
        """Ours to the raw engine's."""
        return self.ours / self.raw


def measure_print(project: Project, tags: tuple[str, ...] = (), *, rounds: int = 3) -> list[PrintCost]:
    """The least cost of several rounds for each leaflet, summed for each language; other work only ever adds to it."""
    jobs, _ = rendition_jobs(plan_editions(project, Store(project.cache_dir)))
    jobs = [job for job in jobs if job.format == LARGE_PRINT.format.name]
    jobs = [job for job in jobs if not tags or job.edition.locale.tag in tags]
    composed = {job.key: LARGE_PRINT.compose(job.edition, job.context) for job in jobs}
    sheet = (project.overrides_dir / "print" / "style.css").read_text("utf-8")
    raw = _raw_engine(project, sheet)
    totals: dict[str, PrintCost] = {}
    for job in jobs:
        locale, one = job.edition.locale, composed[job.key]
        both = (
            lambda job=job: LARGE_PRINT.render(job.edition, job.context),
            lambda one=one: raw(one.html, one.pictures),
        )
        for print_it in both:
            print_it()  # fonts are opened and shaping tables are read once for a process, whoever asks first
        ours, theirs = (min(times) for times in zip(*([_cpu(one) for one in both] for _ in range(rounds)), strict=True))
        before = totals.get(locale.tag, PrintCost(locale.tag, locale.script, 0, 0))
        totals[locale.tag] = replace(before, ours=before.ours + ours, raw=before.raw + theirs)
    return list(totals.values())


def _cpu(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _raw_engine(project: Project, sheet: str) -> Callable[[str, Mapping[str, Any]], bytes]:
    from leafletpress.renderers.print.fontfolder import font_configuration
    from leafletpress.renderers.print.typefaces import declared_files

    os.environ["FONTCONFIG_FILE"] = str(font_configuration(Path(project.cache_dir), declared_files()))
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Pictures(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no annotations
        def __init__(self, pictures: Mapping[str, Any]) -> None:
            super().__init__()
            self._pictures = pictures

        def fetch(self, url: str, headers: Any = None) -> Any:
            picture = self._pictures[url]
            return URLFetcherResponse(url, picture.data, {"Content-Type": picture.media_type})

    def write(html: str, pictures: Mapping[str, Any]) -> bytes:
        document = weasyprint.HTML(string=html, url_fetcher=Pictures(pictures))
        data: bytes = document.write_pdf(stylesheets=[weasyprint.CSS(string=sheet)], pdf_variant="pdf/ua-1")
        return data

    return write
