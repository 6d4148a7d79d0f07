"""Catalogue: the translations of one leaflet, or of the interface, in one locale.

polib reads, because it is strict; Babel merges and writes (see `extraction`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import polib

from leafletpress.edition import MessageCounts, Origin, digest_of
from leafletpress.errors import CatalogueError, Problem, display_path
from leafletpress.integrity import differences
from leafletpress.segments import Message

State = Literal["translated", "differs", "fuzzy", "untranslated"]

MAX_BYTES = 64 << 20
ORIGIN_FIELD = "X-Leafletpress-Origin"
"Header field: `machine` for a translation made by a computer, `human` for one made by a person."

ROW = re.compile(r'\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"(?:[^"\\]|\\.)*")?\s*')
"A line of a PO file; polib lets an unclosed quotation mark pass."
REFERENCES = re.compile(r'(?<=\n)(?<!"\n)(?:#:.*\n)+(?=#[,|]|msgid |msgctxt )')
"""Where messages stand in the source: a third of what polib would read, and nobody asks for them here. Only before an
entry and in gettext's own order; elsewhere polib takes offence at them, as it should, or ends an entry there."""
ODD_SEPARATOR = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"Line ends to Python and so to polib, not to people."

WAIVER = re.compile(r"leafletpress: allow (?P<rule>[a-z]+) because (?P<reason>\S.*)")
"A translator's comment that lets one rule pass for one message."

Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a catalogue."""

    msgid: str
    context: str | None
    msgstr: str
    state: State
    line: int
    "Line of the file, from 1."
    faults: tuple[str, ...] = ()
    "How the facts of a `differs` translation differ from those of its source."
    waivers: tuple[tuple[str, str], ...] = ()
    "Rules that the translator has waived for this message, each with the reason."


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a PO file says."""

    path: str
    "From the project's root."
    tag: str
    origin: Origin
    header: Mapping[str, str]
    entries: Mapping[Key, Entry]

    def published(self, msgid: str, context: str | None = None) -> str | None:
        """The translation that may be shown to readers, or None."""
        entry = self.entries.get((msgid, context))
        return entry.msgstr if entry and entry.state == "translated" else None

    def counts(self, messages: tuple[Message, ...]) -> MessageCounts:
        """How much of a leaflet's text is translated; equal messages count once."""
        states = [self.state(message) for message in dict.fromkeys((m.msgid, m.context) for m in messages)]
        translated, fuzzy = states.count("translated"), states.count("fuzzy") + states.count("differs")
        return MessageCounts(len(states), translated, fuzzy, len(states) - translated - fuzzy)

    def state(self, key: Key) -> State:
        """The state of one message; a message that the catalogue does not know is untranslated."""
        entry = self.entries.get(key)
        return entry.state if entry else "untranslated"

    def digest(self, messages: tuple[Message, ...]) -> str:
        """`sha256:…` of the translations that the messages get: what the file says beside them does not count."""
        used = [[m.msgid, m.context, self.published(m.msgid, m.context)] for m in messages]
        return digest_of(json.dumps([self.origin, used], ensure_ascii=False).encode())


def empty_catalogue(path: str, tag: str) -> Catalogue:
    """A catalogue that translates nothing."""
    return Catalogue(path, tag, "human", MappingProxyType({}), MappingProxyType({}))


def read_catalogue(path: Path, tag: str, root: Path) -> Catalogue:
    """Read a PO file; raises CatalogueError naming the line. A file that is not there translates nothing."""
    shown = display_path(path, root)
    if not path.exists():
        return empty_catalogue(shown, tag)
    return parse_catalogue(_text_of(path, shown, root), tag, shown)


def parse_catalogue(text: str, tag: str, shown: str) -> Catalogue:
    """The catalogue that a PO text holds; `shown` is the path for messages."""
    for number, row in enumerate(text.split("\n"), start=1):
        if not ROW.fullmatch(row) or ODD_SEPARATOR.search(row):
            raise CatalogueError(_syntax_problem(f"(line {number})", text, shown))
    try:
        # Its own check for duplicates grows with the square of the entries, and counts obsolete ones
        po = polib.pofile(REFERENCES.sub(_empty_lines, text) if "\n" in text else text + "\n")
    except (OSError, ValueError) as error:
        raise CatalogueError(_syntax_problem(str(error), text, shown)) from error
    origin = po.metadata.get(ORIGIN_FIELD, "human")
    if origin not in ("machine", "human"):
        line = next((n for n, row in enumerate(text.split("\n"), 1) if ORIGIN_FIELD in row), 1)
        raise CatalogueError(
            Problem(f"{shown}:{line}", f"{ORIGIN_FIELD} is {origin!r}", "`machine` or `human`", "correct the header")
        )
    entries: dict[Key, Entry] = {}
    for entry in po:
        if entry.obsolete:
            continue
        if (entry.msgid, entry.msgctxt) in entries:
            raise CatalogueError(_duplicate(entry.msgid, _line_of_msgid(text, entry.linenum or 1), shown))
        if entry.msgid_plural:
            raise CatalogueError(
                Problem(
                    f"{shown}:{entry.linenum}", "a plural message", "messages without plural", "delete msgid_plural"
                )
            )
        faults: tuple[str, ...] = ()
        waivers = tuple((match["rule"], match["reason"].strip()) for match in WAIVER.finditer(entry.tcomment))
        if not entry.msgstr.strip():
            state: State = "untranslated"
        elif entry.fuzzy:
            state = "fuzzy"
        else:
            faults = tuple(
                fault for fault in differences(entry.msgid, entry.msgstr) if fault.split(" ")[0] not in dict(waivers)
            )
            state = "differs" if faults else "translated"
        entries[entry.msgid, entry.msgctxt] = Entry(
            entry.msgid, entry.msgctxt, entry.msgstr, state, entry.linenum or 1, faults, waivers
        )
    return Catalogue(
        shown,
        tag,
        "machine" if origin == "machine" else "human",
        MappingProxyType(dict(po.metadata)),
        MappingProxyType(entries),
    )


def _empty_lines(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _text_of(path: Path, shown: str, root: Path) -> str:
    if not path.resolve().is_relative_to(root.resolve()):
        raise CatalogueError(
            Problem(shown, "this file is a link to a place outside the project", "a file of the project", "copy it in")
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CatalogueError(
            Problem(shown, f"the file cannot be read ({error.strerror})", "a readable file", "check its permissions")
        ) from error
    if len(data) > MAX_BYTES:
        raise CatalogueError(
            Problem(
                shown, f"the file has {len(data):,} bytes", f"at most {MAX_BYTES:,}", "one catalogue for each leaflet"
            )
        )
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CatalogueError(
            Problem(
                f"{shown}:{line}",
                "this line is not UTF-8 text",
                "UTF-8",
                "set the catalogue's character set to UTF-8 in Poedit and save it again",
            )
        ) from error


def _syntax_problem(message: str, text: str, shown: str) -> Problem:
    lines = text.split("\n")
    match = re.search(r"\(?line (\d+)\)?", message)
    line = int(match[1]) if match else 1
    return Problem(
        f"{shown}:{line}",
        "this line is not valid in a PO file",
        '`msgid "…"`, `msgstr "…"` or a comment',
        "open the file in Poedit, or check that each quotation mark is closed",
        lines[line - 1] if line <= len(lines) else "",
    )


def _line_of_msgid(text: str, first: int) -> int:
    """The line of an entry's msgid; the entry begins with its comments and its context."""
    rows = text.split("\n")
    return next((n for n in range(first, len(rows) + 1) if rows[n - 1].startswith("msgid")), first)


def _duplicate(msgid: str, line: int, shown: str) -> Problem:
    return Problem(
        f"{shown}:{line}",
        "a message that stands in the catalogue twice",
        "each message once",
        "delete one of the two, or run `msguniq` over the file",
        msgid,
    )
