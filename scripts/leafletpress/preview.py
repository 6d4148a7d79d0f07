"""Preview: what `mkdocs serve` shows. It makes no rendition, but shows those of the last build."""

from __future__ import annotations

from pathlib import Path

from leafletpress.addresses import page_folder
from leafletpress.project import Project
from leafletpress.siteplan import SitePlan, plan_editions, rendition_jobs, rendition_of, with_renditions
from leafletpress.store import Record, Store


def preview_plan(project: Project) -> SitePlan:
    """Every edition as it is now, with the renditions that still fit."""
    store = Store(project.cache_dir)
    plan = plan_editions(project, store)
    jobs, unavailable = rendition_jobs(plan)
    made = [(job.edition_key, rendition_of(job, record)) for job in jobs if (record := store.find(job.key))]
    return with_renditions(plan, made, unavailable)


def write_renditions(plan: SitePlan, site_dir: Path) -> None:
    """Put the renditions beside their pages."""
    store = Store(plan.project.cache_dir)
    for (name, tag), renditions in plan.renditions.items():
        edition = plan.editions[name, tag]
        folder = site_dir / page_folder(name, edition.locale, plan.project.source_locale)
        for rendition in renditions:
            if folder.is_dir() and (data := store.load(Record(rendition.sha256, rendition.bytes, {}))):
                (folder / rendition.filename).write_bytes(data)
