"""Verification: build the site once more from nothing, and compare it with what is published, file by file."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from leafletpress.errors import Problem, UsageError
from leafletpress.filestamps import Digests
from leafletpress.progress import Reporter
from leafletpress.project import Project
from leafletpress.publish import publish
from leafletpress.releases import published_manifest
from leafletpress.sitetree import Tree


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that is not what the sources give."""

    path: str
    found: str
    "What is the matter with it, in words."


def verify(project: Project, *, jobs: int, reporter: Reporter) -> tuple[int, tuple[Difference, ...]]:
    """Number of files compared, and every difference; nothing made before is used, and nothing published changes."""
    manifest = published_manifest(project.site_dir)
    if manifest is None:
        raise UsageError(
            Problem(
                project.site_dir.name,
                "there is no published site with a manifest that can be read",
                "a site that was built",
                "build it first",
            )
        )
    published = _tree(project.site_dir)
    with tempfile.TemporaryDirectory(prefix="leafletpress-verify-") as name:
        again = replace(project, cache_dir=Path(name) / "cache", site_dir=Path(name) / "site", cache_limit=0)
        publish(again, jobs=jobs, reporter=reporter)
        made = _tree(again.site_dir)
    return len(published.keys() | made.keys()), (*differences(published, made), *_disagreements(published, manifest))


def differences(published: Tree, made: Tree) -> tuple[Difference, ...]:
    """Where two trees differ, in the order of their paths."""
    found = []
    for path in sorted(published.keys() | made.keys()):
        if path not in made:
            found.append(Difference(path, "is published, but the sources give no such file"))
        elif path not in published:
            found.append(Difference(path, "is missing"))
        elif published[path] != made[path]:
            found.append(Difference(path, "has other bytes than the sources give"))
    return tuple(found)


def _disagreements(published: Tree, manifest: Mapping[str, Any]) -> list[Difference]:
    found = []
    for leaflet in manifest["leaflets"]:
        for edition in leaflet["editions"]:
            for rendition in edition["renditions"]:
                entry = published.get(rendition["path"])
                if entry is not None and entry[0] != rendition["sha256"]:
                    found.append(Difference(rendition["path"], "is not the file that the manifest describes"))
    return found


def _tree(folder: Path) -> Tree:
    """Every file, read to its end: what was noted of it before is no proof."""
    return Digests(folder.parent / "no-such-memory").tree(folder)
