"""Rules over the published site: every file is what the manifest says, and was made from today's text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from leafletpress.checks import Finding
from leafletpress.edition import Edition


def check_published(
    site_dir: Path, manifest: Mapping[str, Any], editions: Mapping[tuple[str, str], Edition]
) -> Iterator[Finding]:
    """Findings of one published site; `editions` are those of the sources as they are now."""
    for leaflet in manifest["leaflets"]:
        for published in leaflet["editions"]:
            now = editions.get((leaflet["leaflet"], published["locale"]))
            page = f"{published['page']}index.html"
            if not (site_dir / page).is_file():
                yield Finding("published/page", "error", page, "the page is not there", "build again")
            if now is None or now.digest != published["edition_digest"]:
                yield Finding(
                    "published/stale", "error", page, "the sources have changed since this was published", "build again"
                )
            for rendition in published["renditions"]:
                path = site_dir / rendition["path"]
                if not path.is_file():
                    yield Finding("published/file", "error", rendition["path"], "the file is not there", "build again")
                elif hashlib.sha256(path.read_bytes()).hexdigest() != rendition["sha256"]:
                    yield Finding(
                        "published/digest",
                        "error",
                        rendition["path"],
                        "the file was changed after it was made",
                        "build again",
                    )
                if rendition["edition_digest"] != published["edition_digest"]:
                    yield Finding(
                        "published/drift",
                        "error",
                        rendition["path"],
                        "the file was made from another text than its page",
                        "build again",
                    )
