"""Manifest: everything that is published, with digests, and what is not and why."""

from __future__ import annotations

import json
from typing import Any

from leafletpress import __version__
from leafletpress.addresses import page_folder
from leafletpress.edition import Edition, Rendition
from leafletpress.siteplan import SitePlan

SCHEMA = 1
"Raised when a change breaks a reader of the file."

_json = json.JSONEncoder(ensure_ascii=False).encode


def manifest_of(plan: SitePlan) -> dict[str, Any]:
    """The manifest as data; equal plans give equal manifests."""
    return {
        "schema": SCHEMA,
        "generator": f"leafletpress {__version__}",
        "leaflets": [_leaflet(plan, name) for name in plan.names()],
    }


def manifest_text(manifest: dict[str, Any]) -> str:
    """The manifest as it is written: one line for each leaflet, edition and rendition."""
    return _lines(manifest, "leaflets", "editions", "renditions") + "\n"


def _lines(value: dict[str, Any], *lists: str) -> str:
    """JSON with a line feed before each member of the named list, and so on within it."""
    if not lists:
        return _json(value)
    named, *deeper = lists
    members = ",\n".join(_lines(member, *deeper) for member in value[named])
    others = {key: _json(one) for key, one in value.items() if key != named}
    others[named] = f"[\n{members}]" if members else "[]"
    return "{" + ", ".join(f"{_json(key)}: {others[key]}" for key in value) + "}"


def _leaflet(plan: SitePlan, name: str) -> dict[str, Any]:
    edition = plan.editions[name, plan.project.source_locale.tag]
    meta = edition.metadata
    described: dict[str, Any] = {
        "leaflet": name,
        "kind": meta.kind,
        "source": edition.source,
        "source_digest": edition.source_digest,
        "published": meta.published.isoformat(),
        "review_due": meta.review_due.isoformat(),
    }
    if meta.kind == "leaflet":
        described |= {"number": meta.number, "version": meta.version}
    if reasons := plan.kept.get(name):
        described["kept"] = list(reasons)
    return described | {"editions": [_edition(plan, plan.editions[name, locale.tag]) for locale in plan.locales()]}


def _edition(plan: SitePlan, edition: Edition) -> dict[str, Any]:
    key = (edition.leaflet, edition.locale.tag)
    folder = page_folder(edition.leaflet, edition.locale, plan.project.source_locale)
    counts = edition.messages
    return {
        "locale": edition.locale.tag,
        "direction": edition.locale.direction,
        "title": edition.metadata.title.text,
        "page": folder,
        "status": edition.status,
        "origin": edition.origin,
        **(
            {"approved_by": edition.approval.by, "approved_on": edition.approval.on.isoformat()}
            if edition.approval
            else {}
        ),
        "messages": {
            "total": counts.total,
            "translated": counts.translated,
            "fuzzy": counts.fuzzy,
            "untranslated": counts.untranslated,
        },
        "catalogue_digest": edition.catalogue_digest,
        "edition_digest": edition.digest,
        "words": edition.words,
        "renditions": [_rendition(rendition, folder) for rendition in plan.renditions.get(key, ())],
        "unavailable": [
            {"format": name, "reason": reason.message.format_map(dict(reason.values))}
            for name, reason in plan.unavailable.get(key, ())
        ],
    }


def _rendition(rendition: Rendition, folder: str) -> dict[str, Any]:
    return {
        "format": rendition.format,
        "path": f"{folder}{rendition.filename}",
        "media_type": rendition.media_type,
        "bytes": rendition.bytes,
        "sha256": rendition.sha256,
        "edition_digest": rendition.edition_digest,
        **dict(rendition.facts),
        "provenance": rendition.provenance,
    }
