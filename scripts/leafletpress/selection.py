"""Selection: build a part of the site anew and leave the rest as it is published."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leafletpress.errors import Problem, UsageError
from leafletpress.project import Project
from leafletpress.siteplan import EditionKey, SitePlan


@dataclass(frozen=True, slots=True)
class Selection:
    """What is to be built anew; nothing named means everything."""

    locales: frozenset[str] = frozenset()
    "Tags."
    leaflets: frozenset[str] = frozenset()
    "Names."

    def __bool__(self) -> bool:
        return bool(self.locales or self.leaflets)

    def holds(self, key: EditionKey) -> bool:
        """Whether an edition is to be built anew."""
        name, tag = key
        return (not self.locales or tag in self.locales) and (not self.leaflets or name in self.leaflets)

    def check(self, plan: SitePlan, published: Mapping[str, Any] | None) -> None:
        """Raise UsageError for what the site does not have, or where there is no site to leave as it is."""
        for wanted, there, option in (
            (self.locales, {locale.tag for locale in plan.locales()}, "--locale"),
            (self.leaflets, set(plan.names()), "--leaflet"),
        ):
            for name in sorted(wanted - there):
                raise UsageError(
                    Problem(
                        option, f"the site has no {name!r}", f"one of {', '.join(sorted(there))}", "correct the name"
                    )
                )
        if self and published is None:
            raise UsageError(
                Problem(
                    _shown(plan.project),
                    "there is no published site to renew a part of",
                    "a site that was built whole once",
                    "build without --locale and --leaflet",
                )
            )


def merged_manifest(new: Mapping[str, Any], old: Mapping[str, Any], selection: Selection) -> dict[str, Any]:
    """The new manifest for what was built anew, the old one for the rest; what was never published is left out."""
    published = {
        (leaflet["leaflet"], edition["locale"]): edition
        for leaflet in old["leaflets"]
        for edition in leaflet["editions"]
    }
    leaflets = []
    for leaflet in new["leaflets"]:
        keys = [((leaflet["leaflet"], edition["locale"]), edition) for edition in leaflet["editions"]]
        kept = [edition if selection.holds(key) else published.get(key) for key, edition in keys]
        leaflets.append({**leaflet, "editions": [edition for edition in kept if edition]})
    return {**new, "leaflets": [leaflet for leaflet in leaflets if leaflet["editions"]]}


def copy_published(site_dir: Path, staging: Path) -> None:
    """A second name for every published file, at no cost in space; a file that is replaced later gets a new one."""
    shutil.copytree(site_dir, staging, copy_function=_link)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without hard links
        shutil.copyfile(source, target)


def replace_folder(source: Path, target: Path) -> None:
    """Put the files of one page's folder in the place of the published ones; folders below it are other pages."""
    target.mkdir(parents=True, exist_ok=True)
    for path in list(target.iterdir()):
        if path.is_file():
            path.unlink()
    for path in source.iterdir():
        if path.is_file():
            shutil.copyfile(path, target / path.name)


def _shown(project: Project) -> str:
    return project.site_dir.name
