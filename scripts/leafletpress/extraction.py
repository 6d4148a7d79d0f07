"""What translators are asked for: the messages of each leaflet, and those of the interface.

Leaflets are cut by `segments`; templates, Python and the site's own names in mkdocs.yml are searched by Babel and here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from babel.messages.extract import extract_from_dir

from leafletpress.conversion import SourceReading
from leafletpress.po_text import TemplateEntry

INTERFACE = "interface"
"Name of the catalogue that holds the generator's own words."

KEYWORDS = {"_": None, "phrase": None, "text": None, "t": None}
"Functions whose first argument is a message."


def leaflet_template(reading: SourceReading) -> tuple[TemplateEntry, ...]:
    """The messages of one leaflet, in its order; equal ones once, with every place they stand at."""
    leaflet, at = reading.leaflet, 0
    lines = dict(leaflet.front_lines)
    found: dict[tuple[str, str | None], tuple[list[str], list[str]]] = {}
    for message in reading.messages:
        if message.kind.startswith("front:"):
            line: int | None = lines.get(message.kind[6:])
        else:
            place = _place_of(message.msgid, leaflet.text, at)
            line = None if place is None else leaflet.first_line + leaflet.text.count("\n", 0, place[0])
            at = place[1] if place else at
        references, comments = found.setdefault((message.msgid, message.context), ([], []))
        references.append(f"{leaflet.path}:{line}" if line else leaflet.path)
        comments += [note for note in (*message.comments, _kind_of(message.kind)) if note and note not in comments]
    return tuple(
        TemplateEntry(msgid, context, tuple(dict.fromkeys(references)), tuple(comments))
        for (msgid, context), (references, comments) in found.items()
    )


def _place_of(msgid: str, text: str, start: int) -> tuple[int, int] | None:
    """Where a message begins and ends in the text, which may wrap it, from an offset on."""
    words = r"\s+".join(re.escape(word) for word in msgid.split())
    match = re.compile(words).search(text, start)
    return match.span() if match else None


def _kind_of(kind: str) -> str:
    """What a translator should know of the place a message stands in."""
    if kind.startswith("front:"):
        return f"Front matter: {kind[6:]}"
    if kind == "abbr":
        return "An abbreviation, or what it stands for"
    return f"Heading of level {kind[1:]}" if kind[0] == "h" and kind[1:].isdigit() else ""


def interface_template(package: Path, overrides: Path, names: Sequence[str] = ()) -> tuple[TemplateEntry, ...]:
    """The messages of Python and of the templates, and the site's own names from mkdocs.yml, sorted by msgid."""
    found: dict[str, tuple[set[str], list[str]]] = {name: ({"mkdocs.yml"}, ["A name of the site"]) for name in names}
    for folder, methods, prefix in (
        (package, [("**.py", "python")], "scripts/leafletpress"),
        (overrides, [("**.html", "jinja2")], "overrides"),
    ):
        for name, _line, msgid, comments, _context in _messages_in(folder, methods):
            if isinstance(msgid, str) and msgid.strip():
                references, notes = found.setdefault(msgid, (set(), []))
                references.add(f"{prefix}/{name}")
                notes += [comment for comment in comments if comment not in notes]
    return tuple(
        TemplateEntry(msgid, None, tuple(sorted(references)), tuple(notes))
        for msgid, (references, notes) in sorted(found.items(), key=lambda item: (item[0].casefold(), item[0]))
    )


def _messages_in(
    folder: Path, methods: list[tuple[str, str]]
) -> Iterable[tuple[str, int, object, list[str], str | None]]:
    return extract_from_dir(
        str(folder), methods, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
