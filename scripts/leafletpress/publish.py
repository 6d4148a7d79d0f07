"""Publish: make everything, assemble it beside the published site, check it, and swap it in at one stroke."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any

from leafletpress.addresses import page_file, page_folder
from leafletpress.cacheroom import clean, in_use, to_myself
from leafletpress.cluster import cluster_executor
from leafletpress.edition import Rendition
from leafletpress.errors import DamagedCacheError, Problem, PublishError
from leafletpress.formatmemory import FormatMemory, format_memory
from leafletpress.jobs import Executor, collect, local_executor
from leafletpress.keeping import Keeping
from leafletpress.manifest import manifest_of, manifest_text
from leafletpress.pagemaking import PageMaking
from leafletpress.progress import Reporter
from leafletpress.project import Project
from leafletpress.releases import alone, clear_leavings, published_manifest, staging_of, swap
from leafletpress.selection import Selection, merged_manifest, renewed_tree
from leafletpress.sitemap import sitemap_files
from leafletpress.siteplan import (
    AFTER_AUDIO,
    RenditionJob,
    SitePlan,
    make_rendition,
    plan_editions,
    rendition_jobs,
    rendition_of,
    with_renditions,
)
from leafletpress.sitetree import Entry, Site, Tree, check_tree, fault, put_together, read_site, remember
from leafletpress.store import Files, Record, Store, key_of

EVERYTHING = Selection()


def publish(
    project: Project,
    *,
    jobs: int,
    reporter: Reporter,
    selection: Selection = EVERYTHING,
    keep_going: bool = False,
    scheduler: str | None = None,
) -> dict[str, Any]:
    """Make the site, or the selected part of it, and swap it in; returns the manifest.

    Raises before anything published is touched. With `keep_going`, leaflets that cannot be built stay as they were
    published last, and KeptError is raised when the others have been published. With the address of a `scheduler`, its
    workers make editions and alternative formats; pages are made here. What was damaged in the cache is made again.
    """
    attempt = partial(_publish, project, jobs, reporter, selection, keep_going, scheduler)
    try:
        return attempt()
    except DamagedCacheError:  # found out only when the site was put together; what was damaged has been removed
        reporter.say("The cache was damaged; making again what it has lost")
        return attempt()


def _publish(
    project: Project,
    jobs: int,
    reporter: Reporter,
    selection: Selection,
    keep_going: bool,
    scheduler: str | None,
) -> dict[str, Any]:
    with alone(project.site_dir, reporter), in_use(project.cache_dir):
        clear_leavings(project.site_dir)
        store = Store(project.cache_dir)
        site = read_site(project.site_dir, site_memory(project))
        reporter.say("Reading leaflets and translations")
        with (
            local_executor(jobs, _preload(project), project.limits) as executor,
            cluster_executor(scheduler, project) if scheduler else nullcontext(executor) as makers,
        ):
            published = published_manifest(project.site_dir) if selection or keep_going else None
            keeping = Keeping(published or {"leaflets": []}, store) if keep_going else None
            while True:
                plan = plan_editions(project, store, makers, keeping)
                selection.check(plan, published)
                pages = PageMaking(plan, store, site, executor, selection)
                memory = format_memory(project)
                plan, failed = _make_renditions(
                    plan, memory, store, site, makers, reporter, selection, keeping, pages.begin
                )
                if not (keeping and failed):
                    break
                for name, problems in failed.items():
                    keeping.note(name, problems)
            made = pages.finish(plan, reporter, memory.save)
        manifest = manifest_of(plan)
        tree = _tree(plan, made, selection)
        if selection and published:
            manifest = merged_manifest(manifest, published, selection)
            tree = renewed_tree(site.tree, tree, plan, selection)
        tree |= _written(plan, manifest, store, selection)
        _agree(tree, manifest)
        if tree == site.tree:
            site.digests.save()
        else:
            _release(project, tree, site, store)
    if project.cache_limit:
        try:
            with to_myself(project.cache_dir, reporter):
                clean(project.cache_dir, project.cache_limit)
        except OSError as refused:  # the site is published all the same
            reporter.say(f"The cache could not be made as small as `cache_limit` says: {refused}")
    if keeping and (error := keeping.error()):
        raise error
    return manifest


def _release(project: Project, tree: Tree, site: Site, store: Store) -> None:
    staging = staging_of(project.site_dir)
    linked = put_together(tree, site, staging, store)
    stamps = check_tree(tree, site, staging, linked)
    swap(staging, project.site_dir, keep=project.releases)
    with suppress(OSError):  # the site is published; without this the next build reads the whole of it
        remember(site, tree, stamps)


def site_memory(project: Project) -> Path:
    """Where it is noted how the published site lay on the disk."""
    return project.cache_dir / "sites" / f"{key_of(project.site_dir)[:16]}.json"


def _make_renditions(
    plan: SitePlan,
    memory: FormatMemory,
    store: Store,
    site: Site,
    executor: Executor,
    reporter: Reporter,
    selection: Selection,
    keeping: Keeping | None,
    meanwhile: Callable[[SitePlan], None],
) -> tuple[SitePlan, dict[str, list[Problem]]]:
    """The plan with its renditions; and with `keeping`, the problems of leaflets that have not got them all.

    `meanwhile` is done when all jobs have been handed out, with the plan as far as it is known: what it begins fills
    the gap behind the last of them, and what it works out need not be worked out while nothing is made.
    """
    work, unavailable = rendition_jobs(plan, memory)
    work = [job for job in work if selection.holds(job.edition_key)]
    found = {job.key: _at_hand(job, memory, store, site) for job in work}
    todo = [job for job in work if not found[job.key]]
    # The longest first, for the last to finish should be a short one; what speaks the same sentences behind the audio
    todo.sort(key=lambda job: (job.format in AFTER_AUDIO, -len(job.edition.body), job.format, job.edition.locale.tag))
    failed: dict[str, list[Problem]] = {}
    renditions: dict[str, Rendition] = {}

    def with_found() -> SitePlan:
        made = []
        for job in work:
            if record := found[job.key]:
                if job.key not in renditions:
                    renditions[job.key] = rendition_of(job, record)
                    memory.note_record(job.identity, job.key, record)
                made.append((job.edition_key, renditions[job.key]))
        return with_renditions(plan, made, unavailable)

    if todo:
        with reporter.stage("Making alternative formats", len(todo)) as step:
            futures = {executor.submit(make_rendition, job, store): _name(job) for job in todo}
            meanwhile(with_found())
            problems: dict[str, list[Problem]] = {}
            records = collect(futures, step, None if keeping is None else problems)
        found |= {job.key: records.get(_name(job)) for job in todo}
        for job in todo:
            failed.setdefault(job.edition.leaflet, []).extend(problems.get(_name(job), ()))
    return with_found(), {name: problems for name, problems in failed.items() if problems}


def _at_hand(job: RenditionJob, memory: FormatMemory, store: Store, site: Site) -> Record | None:
    """What was made for a key, if its bytes are published or whole in the store."""
    record = memory.record(job.identity, job.key)
    if record and site.has(record.sha256, record.bytes):
        return record
    record = store.find(job.key)
    return record if record and (site.has(record.sha256, record.bytes) or store.load(record) is not None) else None


def _name(job: RenditionJob) -> str:
    return f"{job.edition.source}, {job.format}, {job.edition.locale.tag}"


def _preload(project: Project) -> list[str]:
    """Modules that every worker needs, imported once."""
    wanted = ["leafletpress.webparts", "leafletpress.conversion"]
    prints = any(name.endswith("-pdf") for name, _options in project.formats)
    return [*wanted, *(["leafletpress.renderers.print.seam"] if prints else [])]


def _tree(plan: SitePlan, pages: list[Files], selection: Selection) -> dict[str, Entry]:
    tree = {path: (sha256, size) for files in pages for path, sha256, size in files}
    for (name, tag), renditions in plan.renditions.items():
        folder = page_folder(name, plan.editions[name, tag].locale, plan.project.source_locale)
        if selection.holds((name, tag)):
            tree |= {folder + one.filename: (one.sha256, one.bytes) for one in renditions}
    return tree


def _written(plan: SitePlan, manifest: dict[str, Any], store: Store, selection: Selection) -> dict[str, Entry]:
    """What is written of the whole site."""
    files = {"manifest.json": manifest_text(manifest).encode()}
    if not selection:
        files |= {name: text.encode() for name, text in sitemap_files(plan).items()}
    listed = store.save_files(key_of("written", plan.project.site_dir), files)
    return {path: (sha256, size) for path, sha256, size in listed}


def _agree(tree: Tree, manifest: dict[str, Any]) -> None:
    """Every page is there, every file has the digest that the manifest gives, and no format is of another text."""
    problems = []
    for leaflet in manifest["leaflets"]:
        for edition in leaflet["editions"]:
            if f"{edition['page']}index.html" not in tree:
                problems.append(fault(f"{edition['page']}index.html", "the page was not made"))
            for rendition in edition["renditions"]:
                if tree.get(rendition["path"]) != (rendition["sha256"], rendition["bytes"]):
                    problems.append(fault(rendition["path"], "the file is not what the manifest says"))
                if rendition["edition_digest"] != edition["edition_digest"]:
                    problems.append(fault(rendition["path"], "the file was made from another text than the page"))
    if problems:
        raise PublishError(problems)


def start_page(project: Project) -> Path:
    """The file to open first."""
    return project.site_dir / page_file("index", project.source_locale, project.source_locale)
