"""The accessibility statement's facts: what of the site is not accessible, as far as the site itself knows.

Order and wording, in the template, follow the model of the Government Digital Service. What the site cannot know of
itself, such as a test by people, is said only where the publisher says it in mkdocs.yml.
https://www.gov.uk/government/publications/model-accessibility-statement (19 December 2023).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leafletpress.edition import Phrase
from leafletpress.formatwords import LABELS
from leafletpress.locales import Locale, format_date, format_number
from leafletpress.siteplan import SitePlan

PARTIAL, FULL = "partial", "full"

BY_HAND_SCRIPTS = frozenset({"Arab", "Hebr"})
"Scripts in which readers of PDF files are known to read words out of order."


@dataclass(frozen=True, slots=True)
class StatementOptions:
    """What only the publisher can say; `statement:` in mkdocs.yml."""

    prepared: datetime.date | None = None
    reviewed: datetime.date | None = None
    tested: datetime.date | None = None
    "When people tested the site."
    tested_by: str = ""
    "Who tested it: an organisation's name."
    reply_days: int = 0
    "Within how many working days a request is answered; 0: no promise."
    compliance: str = PARTIAL
    "`full` where a test of the whole site has found no failure; it is said only where the site knows of none either."


@dataclass(frozen=True, slots=True)
class Checked:
    """What programs found in the published site, in words."""

    date: str
    pages: str
    files: str
    errors: str
    is_of_today: bool
    "Whether no leaflet has changed since."


@dataclass(frozen=True, slots=True)
class Gap:
    """A format that some leaflets of this language do not have."""

    label: Phrase
    leaflets: tuple[Phrase, ...]
    "Titles."


@dataclass(frozen=True, slots=True)
class Statement:
    """What the accessibility statement shows."""

    scope: str
    "Address of the site, or its name where the address is not known."
    prepared: str
    reviewed: str
    tested: str
    "Dates in words; the last is nothing where no people have tested the site."
    tested_by: str
    is_compliant: bool
    checked: Checked | None
    "Nothing where no check is on record."
    reply_days: str
    formats: tuple[Phrase, ...]
    "Every format that some leaflet of this language has."
    gaps: tuple[Gap, ...]
    unchecked: tuple[Phrase, ...]
    "Titles of machine translations in this language that nobody has checked."
    incomplete: tuple[Phrase, ...]
    "Titles of leaflets with parts in the source language."
    withheld: tuple[Phrase, ...]
    has_pdf: bool
    has_right_to_left_pdf: bool
    has_audio: bool
    has_braille: bool


def statement(plan: SitePlan, locale: Locale, options: StatementOptions) -> Statement:
    """The facts, from the site's own plan."""
    interface = plan.interfaces[locale.tag]
    names = [name for name in plan.names() if plan.editions[name, locale.tag].metadata.kind == "leaflet"]
    editions = [plan.editions[name, locale.tag] for name in names]
    first = plan.editions[plan.names()[0], plan.project.source_locale.tag].metadata.published
    made = {name: [one.format for one in plan.renditions.get((name, locale.tag), ())] for name in names}
    wanted = [name for name, _options in plan.project.formats]
    gaps = []
    for format_name in wanted:
        lacking = [plan.editions[name, locale.tag].metadata.title for name in names if format_name not in made[name]]
        if lacking:
            gaps.append(Gap(interface.phrase(LABELS[format_name]), tuple(lacking)))
    found = {one for formats in made.values() for one in formats}

    def titles(*statuses: str) -> tuple[Phrase, ...]:
        return tuple(edition.metadata.title for edition in editions if edition.status in statuses)

    def words(day: datetime.date | None) -> str:
        return format_date(day, locale) if day else ""

    has_right_to_left_pdf = locale.script in BY_HAND_SCRIPTS and any(name.endswith("-pdf") for name in found)
    return Statement(
        scope=plan.project.site_url or interface.text(plan.project.site_name),
        prepared=words(options.prepared or first),
        reviewed=words(options.reviewed or options.prepared or first),
        tested=words(options.tested),
        tested_by=options.tested_by,
        is_compliant=options.compliance == FULL and not has_right_to_left_pdf,
        checked=_checked(plan, locale),
        reply_days=format_number(options.reply_days, locale) if options.reply_days else "",
        formats=tuple(interface.phrase(LABELS[name]) for name in wanted if name in found),
        gaps=tuple(gaps),
        unchecked=tuple(
            edition.metadata.title
            for edition in editions
            if edition.status in ("unreviewed", "incomplete") and edition.origin == "machine"
        ),
        incomplete=titles("incomplete"),
        withheld=titles("withheld"),
        has_pdf=any(name.endswith("-pdf") for name in found),
        has_right_to_left_pdf=has_right_to_left_pdf,
        has_audio="audio-mp3" in found,
        has_braille=any(name.startswith("braille-") for name in found),
    )


def _checked(plan: SitePlan, locale: Locale) -> Checked | None:
    record = plan.project.checked
    if record is None:
        return None
    return Checked(
        date=format_date(record.on, locale),
        pages=format_number(record.pages, locale),
        files=format_number(record.files, locale),
        errors=format_number(record.errors, locale),
        is_of_today=plan.is_checked,
    )


def statement_options(settings: Mapping[str, Any]) -> StatementOptions:
    """From mkdocs.yml; raises ValueError that says what is wrong."""
    known: dict[str, type] = dict.fromkeys(("prepared", "reviewed", "tested"), datetime.date)
    known |= {"tested_by": str, "reply_days": int, "compliance": str}
    for name, value in settings.items():
        if name not in known:
            raise ValueError(f"`{name}` is not one of {', '.join(known)}")
        if not isinstance(value, known[name]):
            raise ValueError(f"`{name}` is {value!r}, not of the kind {known[name].__name__}")
    options = StatementOptions(**settings)
    if options.compliance not in (PARTIAL, FULL):
        raise ValueError(f"`compliance` is {options.compliance!r}, not `{PARTIAL}` or `{FULL}`")
    if options.compliance == FULL and not (options.tested and options.tested_by):
        raise ValueError(f"`compliance` is `{FULL}` without `tested` and `tested_by`: programs cannot find that out")
    return options
