"""Page making: ask for every page that is lacking, as soon as what decides it is known."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from leafletpress.errors import DamagedCacheError
from leafletpress.jobs import Executor, collect
from leafletpress.pagejobs import Part, found_parts, page_jobs, parts_of, search_parts
from leafletpress.progress import Reporter
from leafletpress.selection import Selection
from leafletpress.siteplan import SitePlan
from leafletpress.sitetree import Site, lost_from_cache
from leafletpress.slices import Slicer
from leafletpress.store import Files, Store


class PageMaking:
    """The pages of the site; what tells of texts alone may begin before the other formats are there."""

    def __init__(self, plan: SitePlan, store: Store, site: Site, executor: Executor, selection: Selection) -> None:
        self.slicer, self.store, self.site = Slicer(plan), store, site
        self.executor, self.selection = executor, selection
        self.begun: dict[str, tuple[Future[Any], str]] = {}
        "By key."

    def begin(self, plan: SitePlan) -> None:
        """Begin what does not wait for other formats; the plan has those that are known already."""
        self.slicer = self.slicer.completed(plan)
        self.slicer.note_formats()
        if not (self.selection or self.slicer.plan.project.built_by_mkdocs):
            self._submit(self._lacking(search_parts(self.slicer))[1])

    def finish(self, plan: SitePlan, reporter: Reporter, meanwhile: Callable[[], None]) -> list[Files]:
        """The files of every part, in the order of the parts; `meanwhile` is done while they are made, or at once."""
        self.slicer = self.slicer.completed(plan)
        parts = parts_of(self.slicer, self.selection)
        found, lacking = self._lacking(parts)
        self._submit([part for part in lacking if part.key not in self.begun])
        meanwhile()
        if lacking:
            futures = dict(self.begun.values())
            with reporter.stage("Building web pages", len(futures)) as step:
                collect(futures, step)
            made, lost = self._lacking(lacking)
            if lost:
                raise DamagedCacheError(lost_from_cache(f"{part.kind} of {part.tag}") for part in lost)
            found |= made
        return [found[part.key] for part in parts]

    def _lacking(self, parts: list[Part]) -> tuple[dict[str, Files], list[Part]]:
        found = found_parts(parts, self.store, self.site.has)
        return found, [part for part in parts if part.key not in found]

    def _submit(self, parts: list[Part]) -> None:
        for job in page_jobs(self.slicer, parts, self.store):
            future = self.executor.submit(job.function, *job.arguments), job.title
            self.begun |= dict.fromkeys(job.keys, future)
