"""What commands print for people: tables on standard output, as wide as the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from leafletpress.checks import Finding
from leafletpress.overview import ProofReading, Row
from leafletpress.speech.review import DoubtfulWord

WIDE = 132
"Columns where nobody's terminal sets a limit: in a file or a pipe."


def print_overview(rows: Sequence[Row]) -> None:
    """One row for each leaflet and language."""
    table = Table(title="Leaflets and languages")
    proofread = ("Formats proof-read",) if any(row.proofread for row in rows) else ()
    headings = ("Leaflet", "Language", "Status", "Translated", "Signed off", "Review due", "Published formats")
    for heading in (*headings, *proofread):
        table.add_column(heading, no_wrap=heading in {"Leaflet", "Language", "Review due"})
    for row in rows:
        signed = f"{row.approved_by}, {row.approved_on}" if row.approved_by else "changed since" if row.stale else "no"
        fuzzy = f", {row.fuzzy} fuzzy" if row.fuzzy else ""
        table.add_row(
            row.leaflet,
            row.locale,
            row.status,
            f"{row.translated} of {row.total}{fuzzy}",
            "" if row.locale == rows[0].locale else signed,
            row.review_due,
            ", ".join(row.formats) or "none",
            *(["; ".join(map(_proofreading, row.proofread)) or "none"] if proofread else []),
        )
    console = Console()
    Console(width=None if console.is_terminal else WIDE).print(table)
    gaps: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for gap in row.unavailable:
            gaps.setdefault((gap.format, gap.reason), []).append(f"{row.leaflet} ({row.locale})")
    plain = Console(highlight=False, soft_wrap=True)
    for (name, reason), places in gaps.items():
        plain.print(f"Not published: {name} of {', '.join(places)}: {reason}", markup=False)


def _proofreading(one: ProofReading) -> str:
    return f"{one.format}: {one.by}, {one.on}" + (f", no longer: {one.void}" if one.void else "")


def print_words(words: Sequence[DoubtfulWord]) -> None:
    """One row for each word that is worth listening to."""
    table = Table(title="Words that a computer voice may say wrongly")
    for heading in ("Language", "Word", "Times", "Why", "First heard in"):
        table.add_column(heading, no_wrap=heading == "Word")
    for word in words:
        table.add_row(word.lang, word.word, str(word.count), word.reason, word.excerpt)
    console = Console()
    Console(width=None if console.is_terminal else WIDE).print(table)


def print_findings(findings: Sequence[Finding]) -> None:
    """Errors first, a count last."""
    console = Console(highlight=False, soft_wrap=True)
    for finding in sorted(findings, key=lambda finding: finding.level != "error"):
        console.print(
            f"{finding.where}: {finding.level}: {finding.found} [{finding.rule}]. To mend it: {finding.remedy}.",
            markup=False,
        )
    errors = sum(finding.level == "error" for finding in findings)
    console.print(f"{errors} errors, {len(findings) - errors} warnings")
