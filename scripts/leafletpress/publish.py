"""Publish: make everything, assemble it beside the published site, check it, and swap it in at one stroke."""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from leafletpress.addresses import folder_of, page_file, page_folder
from leafletpress.errors import Problem, PublishError
from leafletpress.jobs import collect, local_executor
from leafletpress.manifest import manifest_of, manifest_text
from leafletpress.manifestshape import is_manifest
from leafletpress.progress import Reporter
from leafletpress.project import Project
from leafletpress.selection import Selection, copy_published, merged_manifest, replace_folder
from leafletpress.sitemap import sitemap_files
from leafletpress.siteplan import (
    AFTER_AUDIO,
    RenditionJob,
    SitePlan,
    make_rendition,
    plan_editions,
    rendition_jobs,
    with_renditions,
)
from leafletpress.store import Record, Store
from leafletpress.webbuild import build_locale, unpack, web_key

EVERYTHING = Selection()

AT_FDCWD, RENAME_EXCHANGE = -100, 2
RENAME_SWAP = 2


def publish(project: Project, *, jobs: int, reporter: Reporter, selection: Selection = EVERYTHING) -> dict[str, Any]:
    """Make the site, or the selected part of it, and swap it in; returns the manifest.

    Raises before anything published is touched.
    """
    with _alone(project, reporter):
        _clear_leavings(project.site_dir)
        store = Store(project.cache_dir)
        reporter.say("Reading leaflets and translations")
        plan = plan_editions(project, store)
        published = published_manifest(project.site_dir)
        selection.check(plan, published)
        plan, web = _make(plan, store, jobs, reporter, selection)
        staging = project.site_dir.parent / f".{project.site_dir.name}-new"
        manifest = manifest_of(plan)
        if selection and published:
            manifest = merged_manifest(manifest, published, selection)
            copy_published(project.site_dir, staging)
            _renew(plan, web, manifest, staging, store, selection)
        else:
            _assemble(plan, web, manifest, staging, store)
        _verify(staging, manifest)
        swap(staging, project.site_dir)
        return manifest


def _make(
    plan: SitePlan, store: Store, processes: int, reporter: Reporter, selection: Selection
) -> tuple[SitePlan, dict[str, Record]]:
    rendition_work, unavailable = rendition_jobs(plan)
    rendition_work = [job for job in rendition_work if selection.holds((job.edition.leaflet, job.edition.locale.tag))]
    found = {job.key: store.sound(job.key) for job in rendition_work}
    todo = [job for job in rendition_work if not found[job.key]]
    # The longest first, for the last to finish should be a short one; what speaks the same sentences behind the audio
    todo.sort(key=lambda job: (job.format in AFTER_AUDIO, -len(job.edition.body), job.format, job.edition.locale.tag))
    with local_executor(processes, _preload(todo)) as executor:
        if todo:
            with reporter.stage("Making alternative formats", len(todo)) as step:
                records = collect({executor.submit(make_rendition, job, store): _name(job) for job in todo}, step)
            found |= {job.key: records[_name(job)] for job in todo}
        made = [(job, record) for job in rendition_work if (record := found[job.key])]
        plan = with_renditions(plan, made, unavailable)
        tags = [locale.tag for locale in plan.locales() if not selection.locales or locale.tag in selection.locales]
        keys = {tag: web_key(plan, tag) for tag in tags}
        web = {tag: store.sound(key) for tag, key in keys.items()}
        pages = [tag for tag, record in web.items() if not record]
        if pages:
            with reporter.stage("Building web pages", len(pages)) as step:
                web |= collect({executor.submit(build_locale, plan, tag, keys[tag]): tag for tag in pages}, step)
    return plan, {tag: record for tag, record in web.items() if record}


def _name(job: RenditionJob) -> str:
    return f"{job.edition.source}, {job.format}, {job.edition.locale.tag}"


def _preload(jobs: list[RenditionJob]) -> list[str]:
    """Modules that every worker needs, imported once."""
    formats = {job.format for job in jobs}
    wanted = ["leafletpress.webbuild", "mkdocs.commands.build", "mkdocs_static_i18n.plugin", "material"]
    return [*wanted, *(["leafletpress.renderers.print.seam"] if any(name.endswith("-pdf") for name in formats) else [])]


def _assemble(plan: SitePlan, web: dict[str, Record], manifest: dict[str, Any], staging: Path, store: Store) -> None:
    project = plan.project
    for tag, record in web.items():
        locale = next(one for one in plan.locales() if one.tag == tag)
        unpack(_bytes(store, record, f"pages in {tag}"), staging / folder_of(locale, project.source_locale))
    _write_renditions(plan, staging, store)
    for name, sitemap in sitemap_files(plan).items():
        (staging / name).write_text(sitemap, "utf-8")
    (staging / "manifest.json").write_text(manifest_text(manifest), "utf-8")


def _renew(
    plan: SitePlan,
    web: dict[str, Record],
    manifest: dict[str, Any],
    staging: Path,
    store: Store,
    selection: Selection,
) -> None:
    """Replace the selected pages and their formats in a copy of the published site."""
    project = plan.project
    for tag, record in web.items():
        locale = next(one for one in plan.locales() if one.tag == tag)
        with tempfile.TemporaryDirectory(prefix="leafletpress-") as folder:
            root = Path(folder) / folder_of(locale, project.source_locale)
            unpack(_bytes(store, record, f"pages in {tag}"), root)
            for name in plan.names():
                if selection.holds((name, tag)):
                    place = page_folder(name, locale, project.source_locale)
                    replace_folder(Path(folder) / place, staging / place)
    _write_renditions(plan, staging, store)
    (staging / "manifest.json").unlink()
    (staging / "manifest.json").write_text(manifest_text(manifest), "utf-8")


def _write_renditions(plan: SitePlan, staging: Path, store: Store) -> None:
    for (name, tag), renditions in plan.renditions.items():
        locale = plan.editions[name, tag].locale
        folder = staging / page_folder(name, locale, plan.project.source_locale)
        for rendition in renditions:
            record = Record(rendition.sha256, rendition.bytes, {})
            (folder / rendition.filename).write_bytes(_bytes(store, record, rendition.filename))


def _bytes(store: Store, record: Record, name: str) -> bytes:
    data = store.load(record)
    if data is None:
        raise PublishError(
            Problem(
                name,
                "its bytes in the cache were damaged",
                "the bytes that were made",
                "build again: it will be made anew",
            )
        )
    return data


def _verify(staging: Path, manifest: dict[str, Any]) -> None:
    """Every page is there, every file has the digest that the manifest gives, and no format is of another text."""
    problems = []
    for leaflet in manifest["leaflets"]:
        for edition in leaflet["editions"]:
            page = staging / edition["page"] / "index.html"
            if not page.is_file():
                problems.append(_fault(f"{edition['page']}index.html", "the page was not made"))
            for rendition in edition["renditions"]:
                path = staging / rendition["path"]
                if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != rendition["sha256"]:
                    problems.append(_fault(rendition["path"], "the file is not what the manifest says"))
                if rendition["edition_digest"] != edition["edition_digest"]:
                    problems.append(_fault(rendition["path"], "the file was made from another text than the page"))
    if problems:
        raise PublishError(problems)


def _fault(where: str, found: str) -> Problem:
    return Problem(where, found, "a whole site in step with itself", "this is a fault of leafletpress: report it")


@contextmanager
def _alone(project: Project, reporter: Reporter) -> Iterator[None]:
    """Two builds of one project take turns."""
    project.cache_dir.mkdir(parents=True, exist_ok=True)
    with (project.cache_dir / "publish.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            reporter.say("Another build of this project is running; waiting for it to end")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _clear_leavings(site_dir: Path) -> None:
    """What a build that was ended from outside left behind."""
    old = site_dir.parent / f".{site_dir.name}-old"
    if not site_dir.exists() and old.is_dir():
        old.rename(site_dir)  # ended between two renames, where the file system cannot exchange
    for leaving in (old, site_dir.parent / f".{site_dir.name}-new"):
        if leaving.exists():
            shutil.rmtree(leaving)


def swap(new: Path, site_dir: Path) -> None:
    """Put the new folder in the old one's place; at no moment is there none, where the file system can exchange."""
    old = site_dir.parent / f".{site_dir.name}-old"
    if not site_dir.exists():
        new.rename(site_dir)
        return
    if exchange(new, site_dir):
        new.rename(old)
    else:
        site_dir.rename(old)
        new.rename(site_dir)
    shutil.rmtree(old)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders' names at one stroke; False where the system cannot."""
    library = ctypes.CDLL(None, use_errno=True)
    call: Callable[..., int]
    try:
        if sys.platform == "darwin":
            call = library.renamex_np
            return bool(call(os.fsencode(one), os.fsencode(other), RENAME_SWAP) == 0)
        call = library.renameat2
        return bool(call(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)
    except AttributeError:
        return False


def published_manifest(site_dir: Path) -> dict[str, Any] | None:
    """The manifest of the published site, if there is one that can be relied upon."""
    try:
        found: dict[str, Any] = json.loads((site_dir / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return found if is_manifest(found) else None


def start_page(project: Project) -> Path:
    """The file to open first."""
    return project.site_dir / page_file("index", project.source_locale, project.source_locale)
