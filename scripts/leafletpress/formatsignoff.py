"""Sign-off of a format: who proof-read which file, and exactly what it said; kept beside the leaflet's catalogue.

`translations/<tag>/<leaflet>.signoffs.yml` has an entry for each format. It lies in the folder of the source language
too, which has no catalogue. An entry holds two digests: of the text that the format was made from, and of what its
engine made of it. Whatever changes one of them voids the entry, without anybody having to remember it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from leafletpress.edition import Approval
from leafletpress.errors import CatalogueError, Problem

SUFFIX = ".signoffs.yml"

INTRODUCTION = """\
# Who has proof-read which format of this leaflet. Written by `leafletpress approve --format`.
# An entry holds for exactly the text and the file that were read: any later change voids it.
"""

FIELDS = {"by": str, "date": datetime.date, "text": str, "made": str}
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Proof:
    """What a proof-reader has before them, without what the file says of being proof-read."""

    text: str
    "`sha256:…` of the words and their structure."
    made: str
    "`sha256:…` of what readers get of them, such as the cells of braille."


@dataclass(frozen=True, slots=True)
class FormatSignoff:
    """An entry: somebody has read this format of this leaflet in this language, and found it right."""

    format: str
    "As in the manifest: `braille-brf`."
    approval: Approval
    proof: Proof

    def voided(self, now: Proof) -> str:
        """Why it no longer holds, in English, or nothing where it does."""
        if self.proof.text != now.text:
            return "the text has changed since"
        if self.proof.made != now.made:
            return "what is made of the text has changed since: another version of its engine, or another page size"
        return ""


def family_of(format_name: str) -> str:
    """`braille` of `braille-brf`: formats that one person may proof-read together."""
    return format_name.partition("-")[0]


def parse_signoffs(text: str, where: str, formats: Iterable[str]) -> tuple[FormatSignoff, ...]:
    """The entries of a file; raises CatalogueError for one that cannot be understood."""
    try:
        entries: Any = yaml.safe_load(text) or {}
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise _error(f"{where}{line}", f"this is not valid YAML ({getattr(error, 'problem', error)})") from error
    if not isinstance(entries, dict):
        raise _error(where, "this is no list of formats")
    known = frozenset(formats)
    return tuple(_entry(name, facts, f"{where}:{_line(text, name)}", known) for name, facts in entries.items())


def _entry(name: object, facts: Any, where: str, known: frozenset[str]) -> FormatSignoff:
    if name not in known:
        raise _error(where, f"there is no format called `{name}`")
    if not isinstance(facts, dict) or facts.keys() != FIELDS.keys():
        raise _error(where, f"`{name}` does not have exactly the lines {', '.join(f'`{key}`' for key in FIELDS)}")
    for key, kind in FIELDS.items():
        if type(facts[key]) is not kind or (kind is str and not facts[key].strip()):
            raise _error(where, f"`{key}: {facts[key]}` of `{name}` is no {'date' if key == 'date' else 'text'}")
    for key in ("text", "made"):
        if not DIGEST.fullmatch(facts[key]):
            raise _error(where, f"`{key}` of `{name}` is no digest")
    return FormatSignoff(str(name), Approval(facts["by"].strip(), facts["date"]), Proof(facts["text"], facts["made"]))


def signoffs_text(signoffs: Iterable[FormatSignoff]) -> str:
    """The file with these entries, in the order of their formats."""
    entries = {
        one.format: {
            "by": one.approval.by,
            "date": one.approval.on,
            "text": one.proof.text,
            "made": one.proof.made,
        }
        for one in sorted(signoffs, key=lambda one: one.format)
    }
    return INTRODUCTION + yaml.dump(entries, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=1000)


class _Plain(yaml.SafeDumper):
    """Writes equal values out each time, for people to read."""

    def ignore_aliases(self, data: Any) -> bool:
        """Every value."""
        return True


def _line(text: str, name: object) -> int:
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith((f"{name}:", f'"{name}"'))), 1)


def _error(where: str, found: str) -> CatalogueError:
    return CatalogueError(
        Problem(
            where,
            found,
            "for each format `by`, `date` (2026-11-01), `text` and `made`, as `leafletpress approve` writes them",
            "take the entry away and sign the format off again",
        )
    )
