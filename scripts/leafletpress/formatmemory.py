"""Format memory: which formats an edition was found to have, and the key and record of each, until anything changes.

A renderer's fingerprint looks at the text, at fonts, voices, tables and words. For thousands of editions of which one
has changed, that takes longer than the change. So what was found is remembered under everything that can decide it: the
edition, its language's words, our code, the options, the files beside the leaflets and catalogues, and what the
renderers say of this machine when they are shown a short text in each language of the site. An edition that also
speaks a language which is not of the site is looked at each time.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from leafletpress.codedigest import code_digest
from leafletpress.edition import Contact, Edition, Phrase, digest_of
from leafletpress.formatsignoff import SUFFIX
from leafletpress.project import Project
from leafletpress.renderers import RENDERERS, RenderContext, Unavailable, module_of, renderer_for
from leafletpress.store import Record, key_of, read_sealed, write_sealed

SPOKEN = re.compile(r'lang="([^"]+)"')
PROBE = "<h1>1</h1><p>2</p>"


@dataclass(slots=True)
class FormatMemory:
    """What was found for each edition."""

    path: Path
    known: Mapping[str, Any]
    asked: dict[str, Any] = field(default_factory=dict)
    "What was asked for and found now: only this is kept."

    def recall(self, identity: str) -> tuple[dict[str, str], tuple[tuple[str, Unavailable], ...]] | None:
        """Key of each format, and why others cannot be had."""
        entry = self.known.get(identity)
        if entry is None:
            return None
        self.asked[identity] = entry
        missing = tuple((name, Unavailable(text, tuple(map(tuple, values)))) for name, text, values in entry["missing"])
        return dict(entry["keys"]), missing

    def note(self, identity: str, keys: Mapping[str, str], missing: tuple[tuple[str, Unavailable], ...]) -> None:
        """Remember what was found."""
        self.asked[identity] = {
            "keys": dict(keys),
            "missing": [[name, reason.message, list(reason.values)] for name, reason in missing],
            "records": {},
        }

    def record(self, identity: str, key: str) -> Record | None:
        """What was made for a key; whether its bytes are at hand is another question."""
        found = self.asked.get(identity, {}).get("records", {}).get(key)
        return Record(found[0], found[1], found[2]) if found else None

    def note_record(self, identity: str, key: str, record: Record) -> None:
        """Remember what was made."""
        if identity in self.asked:
            self.asked[identity]["records"][key] = [record.sha256, record.bytes, dict(record.facts)]

    def save(self) -> None:
        """Keep what was asked for, where that is not what was kept already."""
        if self.asked == self.known:
            return
        write_sealed(self.path, self.path.name, json.dumps(self.asked, ensure_ascii=False).encode())


def format_memory(project: Project) -> FormatMemory:
    """What the last build of this project found; nothing, if its file is damaged."""
    path = project.cache_dir / "formats" / f"{key_of(project.root)[:16]}.json"
    data = read_sealed(path, path.name)
    try:
        known = json.loads(data) if data else {}
    except ValueError:
        known = {}
    return FormatMemory(path, known if isinstance(known, dict) else {})


def surroundings(
    project: Project, contexts: Mapping[str, Mapping[str, RenderContext]], probes: Mapping[str, Edition]
) -> dict[str, str]:
    """By tag, a digest of all that decides a key besides the edition; `contexts` are by tag and format."""
    facts = [
        [(name, code_digest(module_of(name))) for name in sorted(RENDERERS)],
        [(name, dict(options)) for name, options in project.formats],
        project.organisation,
        project.site_name,
        project.site_url,
        _files(project.overrides_dir),
        _files(project.docs_dir, besides=(".md",)),
        _files(project.translations_dir, besides=(".po", SUFFIX)),
        [
            (tag, name, _shown(probe, name, contexts[tag][name]))
            for tag, probe in sorted(probes.items())
            for name in contexts[tag]
        ],
    ]
    shared = key_of(facts)
    some = {tag: next(iter(by_name.values())) for tag, by_name in contexts.items()}
    words = {tag: key_of(dict(context.interface.messages)) for tag, context in some.items()}
    return {tag: key_of(shared, tag, words[tag], words.get(project.source_locale.tag)) for tag in words}


def probe_of(edition: Edition) -> Edition:
    """A short text in the edition's language, in which nothing is of the leaflet's own."""
    word, day = Phrase("1", edition.locale.tag), datetime.date(2000, 1, 1)
    metadata = replace(
        edition.metadata,
        title=word,
        summary=word,
        number="1",
        version="1",
        published=day,
        review_due=day,
        owner=word,
        audience=word,
        contact=Contact(name=word, phone="1", email="", address=""),
        sources=(),
    )
    return replace(
        edition,
        leaflet="probe",
        source="probe",
        metadata=metadata,
        body=PROBE,
        status="approved",
        origin="source",
        approval=None,
        resources=(),
        source_digest="",
        catalogue_digest="",
    )


def can_be_remembered(edition: Edition, tags: frozenset[str]) -> bool:
    """Whether every language in the text is one of the site's."""
    return tags.issuperset(SPOKEN.findall(edition.body))


def _shown(edition: Edition, name: str, context: RenderContext) -> str:
    renderer = renderer_for(name)
    reason = renderer.unavailable(edition, context)
    return repr(reason) if reason else renderer.fingerprint(edition, context)


def _files(folder: Path, besides: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(besides))
    return [(path.relative_to(folder).as_posix(), digest_of(path.read_bytes())) for path in paths]
