"""Overview of every leaflet in every locale: what `leafletpress status` says. Derived each time from what is there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leafletpress.proofreading import voided
from leafletpress.releases import published_manifest
from leafletpress.signoff import approval_of, was_approved
from leafletpress.siteplan import SitePlan
from leafletpress.sources import Sources, catalogue_of, messages_of


@dataclass(frozen=True, slots=True)
class ProofReading:
    """A format's sign-off."""

    format: str
    by: str
    on: str
    void: str
    "Why it no longer holds, or nothing where it does."


@dataclass(frozen=True, slots=True)
class Gap:
    """A format that a language does not have."""

    format: str
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """One leaflet in one locale."""

    leaflet: str
    locale: str
    status: str
    total: int
    translated: int
    fuzzy: int
    untranslated: int
    approved_by: str
    approved_on: str
    stale: bool
    "Signed off once, and changed since."
    review_due: str
    formats: tuple[str, ...]
    "Alternative formats of the published site that were made from this very text."
    unavailable: tuple[Gap, ...]
    "Formats that the published site does not have of this text, and why."
    proofread: tuple[ProofReading, ...]
    "Who has signed which of them off."


def overview(sources: Sources, plan: SitePlan) -> tuple[Row, ...]:
    """A row for each leaflet and locale, in the site's order."""
    published = _published_formats(plan.project.site_dir)
    by_name = {leaflet.name: leaflet for leaflet in sources.leaflets}
    rows = []
    for name in plan.names():
        messages = messages_of(by_name[name], plan.project).messages
        for locale in plan.locales():
            edition = plan.editions[name, locale.tag]
            catalogue = catalogue_of(sources, name, locale)
            approval = approval_of(catalogue, messages)
            counts = edition.messages
            rows.append(
                Row(
                    leaflet=name,
                    locale=locale.tag,
                    status=edition.status,
                    total=counts.total,
                    translated=counts.translated,
                    fuzzy=counts.fuzzy,
                    untranslated=counts.untranslated,
                    approved_by=approval.by if approval else "",
                    approved_on=approval.on.isoformat() if approval else "",
                    stale=was_approved(catalogue.header) and approval is None,
                    review_due=edition.metadata.review_due.isoformat(),
                    formats=published.get(edition.digest, ((), ()))[0],
                    unavailable=published.get(edition.digest, ((), ()))[1],
                    proofread=tuple(
                        ProofReading(
                            one.format, one.approval.by, one.approval.on.isoformat(), voided(plan, edition, one)
                        )
                        for one in plan.signoffs.get((name, locale.tag), ())
                    ),
                )
            )
    return tuple(rows)


def _published_formats(site_dir: Path) -> dict[str, tuple[tuple[str, ...], tuple[Gap, ...]]]:
    """Formats that there are, and gaps, by the digest of the edition."""
    manifest: dict[str, Any] = published_manifest(site_dir) or {"leaflets": []}
    return {
        edition["edition_digest"]: (
            tuple(rendition["format"] for rendition in edition["renditions"]),
            tuple(Gap(gap["format"], gap["reason"]) for gap in edition["unavailable"]),
        )
        for leaflet in manifest["leaflets"]
        for edition in leaflet["editions"]
    }
