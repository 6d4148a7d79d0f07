"""Page jobs: the files of the site that are made from pages, each with a key of everything that decides its bytes.

A *part* is what is made together and found under one key: one page, the lists of one language, its page of all
languages, its search index, the sheet of a leaflet, the assets. Small parts of one kind go to another process together,
since asking has its price.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from leafletpress import webparts
from leafletpress.addresses import START
from leafletpress.codedigest import code_digest
from leafletpress.edition import digest_of
from leafletpress.search.writing import Listed, listed_page
from leafletpress.selection import Selection
from leafletpress.siteplan import SitePlan
from leafletpress.slices import Slicer
from leafletpress.store import Files, Store, key_of

TOGETHER = 12
"Pages in one job."

ENGINES = ("babel", "jinja2", "lxml", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "pyphen", "segno")
"Libraries that decide the bytes of a page."


@dataclass(frozen=True, slots=True)
class Part:
    """What is found under one key."""

    kind: str
    "`page`, `lists`, `languages`, `search`, `sheet`, `static` or `locale`."
    name: str
    "Of the leaflet or page, where it is one's own."
    tag: str
    key: str


@dataclass(frozen=True, slots=True)
class PageJob:
    """One call in another process; it keeps its files under the keys of its parts."""

    title: str
    function: Callable[..., None]
    arguments: tuple[Any, ...]
    keys: tuple[str, ...]
    "Of its parts."


def search_parts(slicer: Slicer) -> list[Part]:
    """The search indexes, which tell of texts alone: they can be made before any other format is."""
    code = code_digest("leafletpress.webparts", "leafletpress.plugin")
    return [Part("search", "", tag, key_of(code, "search", tag, _listed(slicer, tag))) for tag in slicer.tags]


def parts_of(slicer: Slicer, selection: Selection) -> list[Part]:
    """Every part of the site that is selected."""
    plan = slicer.plan
    engines = [(name, version(name)) for name in ENGINES]
    code = code_digest("leafletpress.webparts", "leafletpress.plugin")
    shared = key_of(code, engines, _digests(plan.project.overrides_dir, besides=("assets", "print", "style")))
    source = plan.project.source_locale.tag
    parts = []
    if plan.project.built_by_mkdocs:
        everything = [slicer.lists_key(tag) for tag in slicer.tags]
        own = key_of(shared, everything, [edition.digest for edition in plan.editions.values()], static_key(plan))
        parts = [
            Part("locale", "", tag, key_of(own, "locale", tag)) for tag in slicer.tags if selection.has_locale(tag)
        ]
        return parts
    for tag in slicer.tags:
        for name in slicer.names:
            if selection.holds((name, tag)):
                parts.append(Part("page", name, tag, key_of(shared, "page", slicer.page_key(name, tag))))
        if not selection:
            parts.append(Part("lists", "", tag, key_of(shared, "lists", slicer.lists_key(tag))))
            parts.append(Part("languages", "", tag, key_of(shared, "languages", slicer.languages_key(tag))))
    if not selection:
        parts += search_parts(slicer)
        parts.append(Part("static", "", source, key_of(shared, "static", static_key(plan))))
    if plan.project.site_url:
        for name in slicer.names:
            if plan.editions[name, source].metadata.kind == "leaflet" and selection.holds((name, source)):
                parts.append(Part("sheet", name, source, key_of(shared, "sheet", slicer.sheet_key(name))))
    return parts


def static_key(plan: SitePlan) -> str:
    """Digest of what is published as it lies in the folders, and of what decides which of it is."""
    project = plan.project
    leaflets = sorted(path.relative_to(project.docs_dir).as_posix() for path in project.docs_dir.rglob("*.md"))
    return key_of(
        project.config_file.read_text("utf-8"),
        project.site_url,
        _digests(project.overrides_dir),
        _digests(project.docs_dir, suffix=".md"),
        leaflets,
    )


def _digests(folder: Path, *, besides: tuple[str, ...] = (), suffix: str = "\0") -> list[tuple[str, str]]:
    return [
        (path.relative_to(folder).as_posix(), digest_of(path.read_bytes()))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] not in besides and path.suffix != suffix
    ]


def _listed(slicer: Slicer, tag: str) -> tuple[Listed, ...]:
    plan = slicer.plan
    return tuple(
        listed_page(edition)
        for name in slicer.names
        if name != START and (edition := plan.editions[name, tag]).status != "withheld"
    )


def page_jobs(slicer: Slicer, parts: Iterable[Part], store: Store) -> list[PageJob]:
    """The jobs that make these parts."""
    jobs: list[PageJob] = []
    grouped: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        grouped.setdefault((part.kind, part.tag), []).append(part)
    for (kind, tag), members in grouped.items():
        for number, group in enumerate(_groups(members)):
            title = f"web pages in {tag!r} ({kind} {number + 1})"
            keys = tuple(part.key for part in group)
            jobs.append(PageJob(title, *_call(slicer, kind, tag, group, store), keys))
    # Lists take the longest, and the assets wait for MkDocs
    return sorted(jobs, key=lambda job: job.function in (webparts.make_pages, webparts.make_sheets))


def _call(
    slicer: Slicer, kind: str, tag: str, group: list[Part], store: Store
) -> tuple[Callable[..., None], tuple[Any, ...]]:
    names = [part.name for part in group]
    keys = {part.name: part.key for part in group}
    if kind == "page":
        return webparts.make_pages, (slicer.page(names, tag), tag, keys, store)
    if kind == "sheet":
        return webparts.make_sheets, (slicer.sheet(names), keys, store)
    key = group[0].key
    if kind == "lists":
        return webparts.make_lists, (slicer.lists(tag), tag, key, store)
    if kind == "languages":
        return webparts.make_languages, (slicer.languages(tag), tag, key, store)
    if kind == "search":
        plan = slicer.plan
        listed = _listed(slicer, tag)
        # The words of a page are kept until its text changes; where they are not, its text is needed
        unread = tuple(plan.editions[one.name, tag] for one in listed if not store.has_note(one.words))
        return webparts.make_search, (
            plan.interfaces[tag].locale,
            plan.project.source_locale,
            listed,
            unread,
            key,
            store,
        )
    if kind == "locale":
        return webparts.make_locale, (slicer.plan, tag, key, store)
    return webparts.make_static, (slicer.page([], tag), tag, key, store)


def _groups(members: list[Part]) -> Iterator[list[Part]]:
    size = TOGETHER if members[0].kind in ("page", "sheet") else 1
    for start in range(0, len(members), size):
        yield members[start : start + size]


def found_parts(parts: Iterable[Part], store: Store, kept: Callable[[str, int], bool]) -> dict[str, Files]:
    """Files of every part that is there whole; `kept` says whether bytes are at hand elsewhere than in the store."""
    found: dict[str, Files] = {}
    for part in parts:
        files = store.files(part.key)
        if files is not None and all(kept(sha256, size) or store.holds(sha256, size) for _, sha256, size in files):
            found[part.key] = files
    return found
