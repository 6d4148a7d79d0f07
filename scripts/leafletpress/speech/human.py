"""Recordings by people, which are heard instead of a computer voice for as long as the text is the one they read.

A recording is `translations/<tag>/<leaflet>.mp3` or `.wav`; beside it `<leaflet>.recording.yml` says who reads which
text: `edition` (its digest, as the manifest gives it), `reader` and `recorded`, a date.
"""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from leafletpress.edition import Edition
from leafletpress.errors import Problem, RenditionError

SUFFIXES = (".mp3", ".wav")
SIDECAR = ".recording.yml"
FIELDS = {"edition": str, "reader": str, "recorded": datetime.date}


@dataclass(frozen=True, slots=True)
class HumanRecording:
    """A file that somebody recorded."""

    path: Path
    edition_digest: str
    "Of the text that was read."
    reader: str
    "A name or a role, for the manifest."
    recorded: datetime.date

    def stale(self, edition: Edition) -> str:
        """Why it is not of this edition, in English, or nothing."""
        if self.edition_digest == edition.digest:
            return ""
        return (
            f"The recording {self.path.name} by {self.reader} of {self.recorded.isoformat()} is not used: it was read "
            f"from {self.edition_digest}, and the text is now {edition.digest}."
        )

    @property
    def fingerprint(self) -> str:
        """Everything of it that decides a byte."""
        content = hashlib.sha256(self.path.read_bytes()).hexdigest()
        return f"{content} {self.edition_digest} {self.reader} {self.recorded}"


def find_recording(folder: Path, edition: Edition) -> HumanRecording | None:
    """The recording of a leaflet in the edition's language; raises RenditionError for one that cannot be understood."""
    name = edition.leaflet
    place = folder / edition.locale.tag
    sidecar = place / f"{name}{SIDECAR}"
    files = [path for suffix in SUFFIXES if (path := place / f"{name}{suffix}").is_file()]
    where = f"{folder.name}/{edition.locale.tag}/{sidecar.name}"
    if not files and not sidecar.is_file():
        return None
    if len(files) != 1:
        found = "there is no recording for it" if not files else f"there are both {files[0].name} and {files[1].name}"
        raise _error(where, found, f"one recording, {name}.mp3 or {name}.wav", "put one file there")
    try:
        facts: Any = yaml.safe_load(sidecar.read_text("utf-8"))
    except FileNotFoundError:
        facts = None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _error(where, f"this is not valid YAML ({error})", "`key: value` lines", "correct the file") from error
    if not isinstance(facts, dict) or not all(isinstance(facts.get(key), kind) for key, kind in FIELDS.items()):
        raise _error(
            where,
            f"it does not say of which text {files[0].name} is",
            "`edition`, `reader` and `recorded` (2026-11-01)",
            f"listen to it with the text before you, and if it is the same, write `edition: {edition.digest}`",
        )
    return HumanRecording(files[0], facts["edition"], facts["reader"], facts["recorded"])


def _error(where: str, found: str, expected: str, remedy: str) -> RenditionError:
    return RenditionError(Problem(where, found, expected, remedy))
