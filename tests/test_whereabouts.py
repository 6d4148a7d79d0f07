"""From what a format cannot hold to the line where it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from leafletpress.errors import Problem
from leafletpress.whereabouts import place_of
from tests.projects import run, standard_leaflets, write_catalogue, write_project

MARKDOWN = ("# Going home", "", "Take **5 mg** ☺ twice a day for two weeks.", "", "Call us ☺ if you feel unwell.")
PO = ('msgid "Take 5 mg ☺ twice"', 'msgstr "Weź 5 mg ☺ dwa razy"', 'msgid "Call ☺"', 'msgstr "Zadzwoń ☺ do nas"')


@pytest.mark.parametrize(
    ("found", "excerpt", "place"),
    [
        ("no sign for U+263A WHITE SMILING FACE", "Take 5 mg ☺ twice a day", "a.md:3"),
        ("no sign for U+263A WHITE SMILING FACE", "us ☺ if you feel un", "a.md:5"),
        ("no sign for U+263A WHITE SMILING FACE", "words that stand nowhere", "a.md:3"),
        ("no sign for U+2603 SNOWMAN", "Take 5 mg twice", ""),
        ("the numbers 2 would be read as 21", "Call us if you feel unwell", "a.md:5"),
        ("the numbers 2 would be read as 21", "quite other things altogether here", ""),
        ("no sign for U+263A WHITE SMILING FACE", "Zadzwoń ☺ do nas", "b.po:4"),
    ],
)
def test_the_line_with_the_passage_is_found(found: str, excerpt: str, place: str) -> None:
    problem = Problem("a.md (pl)", found, "", "", excerpt)
    texts = [("b.po", PO)] if place.startswith("b") else [("a.md", MARKDOWN)]
    assert place_of(problem, texts) == place


def test_a_build_names_file_and_line_of_the_source_and_of_a_translation(tmp_path: Path) -> None:
    text = standard_leaflets()["going-home"]
    project = write_project(
        tmp_path / "project", locales=("en", "pl"), options="      formats: {braille-brf: , braille-ebrl: }"
    )
    pills = {"Take 5 mg twice a day for two weeks.": "Przyjmuj 5 mg dwa razy \U0001f48a dziennie przez dwa tygodnie."}
    catalogue = write_catalogue(project, "pl", "going-home", pills)
    line = 1 + next(n for n, row in enumerate(catalogue.read_text("utf-8").split("\n")) if "\U0001f48a" in row)
    done = run(project, "build")
    assert done.code == 1 and not (project / "site").exists()
    assert f"translations/pl/going-home.po:{line}: Polish braille has no sign for U+1F48A PILL" in done.messages
    assert done.messages.count("U+1F48A") == 1, "two formats refuse it, and it is said once"

    (project / "docs" / "going-home.md").write_text(text.replace("unwell.", "unwell \U0001f48a today."), "utf-8")
    line = 1 + next(n for n, row in enumerate(text.split("\n")) if "unwell." in row)
    done = run(project, "build")
    assert f"docs/going-home.md:{line}: Unified English Braille has no sign for U+1F48A PILL" in done.messages
