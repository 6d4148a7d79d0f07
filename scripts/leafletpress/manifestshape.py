"""Manifest shape: whether what stands in a published manifest.json can be relied upon as one.

The file lies on a web server, where anybody may have changed it. What is read back of it names files, so that a path
that leads out of the site must never be believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

LEAFLET = {"leaflet": str, "kind": str, "editions": list}
EDITION = {
    "locale": str,
    "title": str,
    "page": str,
    "status": str,
    "messages": dict,
    "edition_digest": str,
    "renditions": list,
    "unavailable": list,
}
RENDITION = {"format": str, "path": str, "bytes": int, "sha256": str, "edition_digest": str}
MISSING = {"format": str, "reason": str}


def is_manifest(found: Any) -> bool:
    """Whether it has the parts that builds and checks rely on, and names files of the site alone."""
    return (
        isinstance(found, dict)
        and _all_have(found.get("leaflets"), LEAFLET)
        and all(
            _all_have(leaflet["editions"], EDITION)
            and all(
                _is_inside(edition["page"])
                and _all_have(edition["renditions"], RENDITION)
                and all(_is_inside(rendition["path"]) for rendition in edition["renditions"])
                and _all_have(edition["unavailable"], MISSING)
                for edition in leaflet["editions"]
            )
            for leaflet in found["leaflets"]
        )
    )


def _all_have(members: Any, shape: Mapping[str, type]) -> bool:
    return isinstance(members, list) and all(
        isinstance(member, dict) and all(isinstance(member.get(key), kind) for key, kind in shape.items())
        for member in members
    )


def _is_inside(path: str) -> bool:
    """Whether it stays below the site's folder, on any system; a page of the start's folder is an empty path."""
    parts = PurePosixPath(path)
    return not (parts.is_absolute() or ".." in parts.parts or "\\" in path or ":" in path or not path.isprintable())
