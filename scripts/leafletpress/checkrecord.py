"""What the last check of the published site found, kept beside mkdocs.yml for the accessibility statement.

The statement claims no more than this record: it says when programs checked the site, what they found, and whether a
leaflet has changed since. `leafletpress check --record` writes it; it belongs into version control.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from leafletpress.edition import digest_of
from leafletpress.errors import ConfigurationError, Problem, PublishError

RECORD = "checked.json"


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """One check of one published site."""

    on: datetime.date
    pages: int
    files: int
    "In other formats than the web page."
    errors: int
    warnings: int
    content: str
    "`sha256:…` of every edition that was published."


def content_digest(editions: Iterable[tuple[str, str, str]]) -> str:
    """`sha256:…` of leaflet, locale and digest of each edition, in any order."""
    return digest_of(json.dumps(sorted(map(list, editions))).encode())


def record_of(manifest: Mapping[str, Any] | None, levels: Iterable[str], on: datetime.date) -> CheckRecord:
    """The record of a check of a published site; raises PublishError where there is none."""
    if manifest is None:
        raise PublishError(
            Problem("the site", "nothing is published yet", "a published site to check", "run `leafletpress build`")
        )
    editions = [(one["leaflet"], edition) for one in manifest["leaflets"] for edition in one["editions"]]
    found = list(levels)
    return CheckRecord(
        on=on,
        pages=len(editions),
        files=sum(len(edition["renditions"]) for _, edition in editions),
        errors=found.count("error"),
        warnings=found.count("warning"),
        content=content_digest((name, edition["locale"], edition["edition_digest"]) for name, edition in editions),
    )


def write_record(record: CheckRecord, root: Path) -> Path:
    """Write it into the project's folder."""
    path = root / RECORD
    path.write_text(json.dumps(asdict(record), indent=2, default=str) + "\n", "utf-8")
    return path


def read_record(root: Path) -> CheckRecord | None:
    """The project's record, or nothing; raises ConfigurationError for a file that is none."""
    path = root / RECORD
    if not path.is_file():
        return None
    try:
        raw = json.loads(path.read_text("utf-8"))
        record = CheckRecord(**{**raw, "on": datetime.date.fromisoformat(raw["on"])})
        if not all(type(number) is int and number >= 0 for number in (record.pages, record.files, record.errors)):
            raise ValueError("a number is none")
        if not isinstance(record.content, str):
            raise ValueError("`content` is no digest")
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ConfigurationError(
            Problem(
                RECORD,
                f"this is no record of a check ({error})",
                "the file that `leafletpress check --record` writes",
                "run that again, or delete the file: the accessibility statement then says that there is no record",
            )
        ) from error
    return record
