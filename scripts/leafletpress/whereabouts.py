"""Whereabouts: from what a renderer could not hold to the line of the file where somebody wrote it.

A renderer knows an edition and no file. It says `docs/leaflet.md (ur)` and shows the passage; the line is found here,
by the words of that passage, for a message alone: nothing that is published depends on it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from leafletpress.edition import Edition
from leafletpress.errors import LeafletPressError, Problem, display_path

CODE_POINT = re.compile(r"U\+([0-9A-F]{4,6})")
HALF = 0.5
"Share of the passage's words that a line must hold, to be taken for its place."


def located(error: LeafletPressError, edition: Edition, docs_dir: Path, translations_dir: Path) -> LeafletPressError:
    """The error with the line of each problem that says only which leaflet it is in; itself where none is found."""
    root = next((folder for folder in docs_dir.parents if (folder / edition.source).is_file()), docs_dir.parent)
    whole = f"{edition.source} ({edition.locale.tag})"
    files = [root / edition.source]
    if edition.locale != edition.source_locale:
        files.insert(0, translations_dir / edition.locale.tag / f"{edition.leaflet}.po")
    texts = [(display_path(path, root), _lines(path)) for path in files]
    return type(error)(
        replace(problem, where=place) if problem.where == whole and (place := place_of(problem, texts)) else problem
        for problem in error.problems
    )


def place_of(problem: Problem, texts: Sequence[tuple[str, Sequence[str]]]) -> str:
    """`file:line` of the line that holds the most words of the passage, and the character that is named; or nothing."""
    named = [chr(int(code, 16)) for code in CODE_POINT.findall(problem.found)]
    # The first and the last word of a passage may have been cut
    words = set(re.findall(r"\w+", problem.excerpt)[1:-1]) or set(re.findall(r"\w+", problem.excerpt))
    best, place = 0.0, ""
    for path, lines in texts:
        for number, line in enumerate(lines, 1):
            if line.startswith(("#", "msgid")) and path.endswith(".po"):
                continue
            if not all(character in line for character in named):
                continue
            share = len(words & set(re.findall(r"\w+", line))) / len(words) if words else 0.0
            if share > best or (named and not place):
                best, place = share, f"{path}:{number}"
    return place if best >= HALF or (named and place) else ""


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
