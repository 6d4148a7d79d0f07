"""Templates and updated catalogues: what translators are asked for, in the files that their tools expect."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from leafletpress.catalogue import ORIGIN_FIELD
from leafletpress.conversion import SourceReading
from leafletpress.locales import Locale

INTERFACE = "interface"
"Name of the catalogue that holds the generator's own words."

EPOCH = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
"Templates carry no time of their own, so that equal sources give equal bytes."


def leaflet_template(reading: SourceReading) -> Catalog:
    """The messages of one leaflet, in its order."""
    template = _template(reading.leaflet.name)
    at = 0
    for message in reading.messages:
        first_words = message.msgid.split("\n")[0][:40]
        found = reading.leaflet.text.find(first_words, at)
        at = found if found >= 0 else at
        comments = [*message.comments]
        if message.kind.startswith("front:"):
            comments.append(f"Front matter: {message.kind[6:]}")
        elif message.kind == "abbr":
            comments.append("An abbreviation, or what it stands for")
        elif message.kind[0] == "h" and message.kind[1:].isdigit():
            comments.append(f"Heading of level {message.kind[1:]}")
        template.add(
            message.msgid, context=message.context, locations=[(reading.leaflet.path, None)], auto_comments=comments
        )
    return template


def interface_template(package: Path, overrides: Path) -> Catalog:
    """The messages of templates and of Python, found by Babel."""
    template = _template(INTERFACE)
    keywords = {"_": None, "phrase": None, "text": None, "t": None}
    for folder, methods, prefix in (
        (package, [("**.py", "python")], "scripts/leafletpress"),
        (overrides, [("**.html", "jinja2")], "overrides"),
    ):
        found = extract_from_dir(
            str(folder), methods, keywords=keywords, comment_tags=("Translators:",), strip_comment_tags=True
        )
        for name, _line, msgid, comments, context in sorted(found, key=lambda row: (row[0], row[1])):
            if isinstance(msgid, str) and msgid.strip():
                template.add(msgid, locations=[(f"{prefix}/{name}", None)], auto_comments=comments, context=context)
    return template


def new_catalogue(template: Catalog, locale: Locale, origin: str) -> Catalog:
    """An empty catalogue of a locale, to be filled by a translator."""
    catalogue = _template(template.project or "")
    catalogue.locale = None
    _head(catalogue, locale, {ORIGIN_FIELD: origin})
    return updated(catalogue, template)


def read_for_update(text: str) -> Catalog:
    """A catalogue as Babel knows it, with its obsolete entries."""
    return read_po(io.StringIO(text), ignore_obsolete=False, abort_invalid=True)


def updated(catalogue: Catalog, template: Catalog) -> Catalog:
    """Merged with the template: new messages empty, changed ones fuzzy with their previous msgid, old ones obsolete."""
    catalogue.update(template, update_creation_date=False)
    return catalogue


def po_text(catalogue: Catalog) -> str:
    """The catalogue as a file, unwrapped: line breaks inside a message would differ between tools."""
    out = io.BytesIO()
    write_po(out, catalogue, width=0, include_previous=True, include_lineno=False, sort_output=False)
    return out.getvalue().decode()


def _template(name: str) -> Catalog:
    return Catalog(
        project=name, version="1", copyright_holder="", msgid_bugs_address="", header_comment=f"# {name}",
        creation_date=EPOCH, revision_date=EPOCH, fuzzy=False, charset="utf-8",
    )


def _head(catalogue: Catalog, locale: Locale, fields: dict[str, str]) -> None:
    """Header fields by hand: Babel writes only those of locales that CLDR knows."""
    kept: Iterable[tuple[str, str]] = [
        (name, value) for name, value in catalogue.mime_headers if name not in {"Language", *fields}
    ]
    catalogue.mime_headers = [*kept, ("Language", locale.tag.replace("-", "_")), *fields.items()]
