"""Rules over sign-offs of formats: which of them hold no longer, and whether a published file claims one that is gone.

A sign-off that is void is a warning: the file says by itself again that nobody has checked it. `build --strict` does
not ask for these rules, for a file must be published before anybody can read it and sign it off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from leafletpress.checks import Finding
from leafletpress.errors import display_path
from leafletpress.proofreading import voided
from leafletpress.siteplan import SitePlan
from leafletpress.sources import signoff_places, signoffs_path


def check_signoffs(plan: SitePlan) -> Iterator[Finding]:
    """Findings of the files of sign-offs."""
    project = plan.project
    for name, tag in signoff_places(project):
        where = display_path(signoffs_path(project, name, tag), project.root)
        edition = plan.editions.get((name, tag))
        if edition is None or edition.metadata.kind != "leaflet":
            found = "the site has no such leaflet in such a language"
            yield Finding("signoff/unknown", "warning", where, found, "delete the file")
            continue
        for signoff in plan.signoffs.get((name, tag), ()):
            if reason := voided(plan, edition, signoff):
                by = f"{signoff.approval.by} of {signoff.approval.on.isoformat()}"
                yield Finding(
                    "signoff/void",
                    "warning",
                    where,
                    f"the sign-off of {signoff.format} by {by} no longer holds: {reason}",
                    f"have the file read again, then `leafletpress approve {tag} {name} --format {signoff.format}`",
                )


def check_claims(plan: SitePlan, manifest: Mapping[str, Any]) -> Iterator[Finding]:
    """Findings of published files that say somebody has proof-read them."""
    for leaflet in manifest["leaflets"]:
        for published in leaflet["editions"]:
            edition = plan.editions.get((leaflet["leaflet"], published["locale"]))
            for rendition in published["renditions"]:
                if not (by := rendition.get("proofread_by")):
                    continue
                signoff = plan.signoff(edition, rendition["format"]) if edition else None
                claimed = (by, rendition.get("proofread_on"))
                if edition is None or signoff is None:
                    fault = "nobody has signed it off"
                elif claimed != (signoff.approval.by, signoff.approval.on.isoformat()):
                    fault = f"{signoff.approval.by} has signed it off on {signoff.approval.on.isoformat()}"
                else:
                    fault = voided(plan, edition, signoff)
                if fault:
                    yield Finding(
                        "published/signoff",
                        "error",
                        rendition["path"],
                        f"the file says that {by} has proof-read it, and {fault}",
                        "build again",
                    )
