"""Selection: build a part of the site anew and leave the rest as it is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leafletpress.addresses import START, page_folder
from leafletpress.errors import Problem, UsageError
from leafletpress.project import Project
from leafletpress.siteplan import EditionKey, SitePlan
from leafletpress.sitetree import Entry


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

    def has_locale(self, tag: str) -> bool:
        """Whether any edition of a locale is to be built anew."""
        return not self.locales or tag in self.locales

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


def renewed_tree(
    published: Mapping[str, Entry], new: Mapping[str, Entry], plan: SitePlan, selection: Selection
) -> dict[str, Entry]:
    """The published tree with the selected pages and their formats in the place of the former ones.

    Folders within a page's are other pages', and what lies beside the start page is the site's.
    """
    source = plan.project.source_locale
    renewed = {
        page_folder(name, locale, source)
        for name in plan.names()
        for locale in plan.locales()
        if name != START and selection.holds((name, locale.tag))
    }
    kept = {path: entry for path, entry in published.items() if f"{path.rpartition('/')[0]}/" not in renewed}
    return {**kept, **new}


def _shown(project: Project) -> str:
    return project.site_dir.name
