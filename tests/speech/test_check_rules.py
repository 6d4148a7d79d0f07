"""What `leafletpress check` and `leafletpress lexicon` say of what is heard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leafletpress.checks import Finding
from leafletpress.checks.speech import check_lexicons, check_recordings, check_speech
from leafletpress.project import load_project
from leafletpress.siteplan import plan_editions
from leafletpress.sources import read_sources
from leafletpress.store import Store
from tests.projects import ROOT, leaflet, run, standard_leaflets, write_catalogue, write_project

TEXT = """\
# Going home

Take 5 mg twice a day for two weeks.

- Rest well.
- Then take **half**, which is [1/2](https://example.org/a) a tablet.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_project(
        tmp_path / "project",
        locales=("en", "pl", "so"),
        leaflets={**standard_leaflets(), "going-home": leaflet(TEXT)},
        options="      formats: {audio-mp3: }",
    )


def findings_of(folder: Path) -> list[Finding]:
    project = load_project(folder / "mkdocs.yml")
    plan = plan_editions(project, Store(project.cache_dir))
    return [*check_lexicons(project), *check_speech(read_sources(project), plan), *check_recordings(plan)]


def write_lexicon(folder: Path, tag: str, rows: str) -> None:
    (folder / "translations" / tag).mkdir(parents=True, exist_ok=True)
    (folder / "translations" / tag / "lexicon.csv").write_text(f"written,spoken,note\n{rows}", "utf-8")


def test_a_sentence_that_would_be_misread_is_found_on_its_line(folder: Path) -> None:
    (found,) = findings_of(folder)
    line = (folder / "docs/going-home.md").read_text("utf-8").splitlines().index(TEXT.splitlines()[5]) + 1
    assert (found.rule, found.level, found.where) == ("speech/unspoken", "error", f"docs/going-home.md:{line}")
    assert "the slash of 1/2 would be spoken as a word: “Then take half, which is 1/2 a tablet.”" in found.found
    write_lexicon(folder, "en", "1/2,half,\n")
    assert findings_of(folder) == []


def test_a_translated_sentence_is_found_in_its_catalogue(folder: Path) -> None:
    write_lexicon(folder, "en", "1/2,half,\n")
    sentence = "Take 5 mg twice a day for two weeks."
    path = write_catalogue(folder, "pl", "going-home", {sentence: "Przyjmuj 5 mg (اردو) dwa razy dziennie."})
    line = path.read_text("utf-8").splitlines().index(f'msgid "{sentence}"') + 1
    (found,) = findings_of(folder)
    assert found.where == f"translations/pl/going-home.po:{line}"
    assert "'اردو' is in another script than Polish" in found.found


def test_every_row_of_every_lexicon_is_read(folder: Path) -> None:
    write_lexicon(folder, "en", "1/2,half,\nMRI,,\nward,اردو,\n")
    write_lexicon(folder, "pl", "a,b\nA,c\n")
    write_lexicon(folder, "fr", "a,b\n")
    assert [(one.rule, one.where) for one in findings_of(folder) if one.rule.startswith("lexicon/")] == [
        ("lexicon/row", "translations/en/lexicon.csv:3"),
        ("lexicon/language", "translations/fr/lexicon.csv"),
        ("lexicon/row", "translations/pl/lexicon.csv:3"),
    ]
    write_lexicon(folder, "en", "1/2,half,\nMRI,[[EmA:r'aI]],\nward,اردو,\ndrip,<5 drops 1/2,\n")
    assert [(one.rule, one.where) for one in findings_of(folder)][:2] == [
        ("lexicon/spoken", "translations/en/lexicon.csv:4"),
        ("lexicon/spoken", "translations/en/lexicon.csv:5"),
    ]


def test_recordings_are_held_against_the_text(folder: Path) -> None:
    write_lexicon(folder, "en", "1/2,half,\n")
    for name, content in {
        "going-home.wav": "",
        "going-home.recording.yml": "edition: sha256:0\nreader: Ann\nrecorded: 2026-11-01\n",
        "gone.recording.yml": "",
    }.items():
        (folder / "translations/en" / name).write_text(content, "utf-8")
    stale, unknown = findings_of(folder)
    assert (stale.rule, stale.level, stale.where) == (
        "recording/stale",
        "warning",
        "translations/en/going-home.recording.yml",
    )
    assert "read from sha256:0, and the text is now sha256:" in stale.found
    assert (unknown.rule, unknown.where) == ("recording/unknown", "translations/en/gone.recording.yml")
    (folder / "translations/en/going-home.recording.yml").write_text("edition: [", "utf-8")
    assert findings_of(folder)[0].rule == "recording/unusable"


def test_the_command_check_fails_with_the_line(folder: Path) -> None:
    write_lexicon(folder, "en", "1/2,half,\nMRI,,\n")
    done = run(folder, "check", "--json")
    errors = [finding for finding in json.loads(done.output) if finding["level"] == "error"]
    assert done.code == 1
    assert [error["where"] for error in errors if error["rule"] == "lexicon/row"] == ["translations/en/lexicon.csv:3"]


def test_this_project_s_own_leaflets_are_spoken_whole() -> None:
    assert [one for one in findings_of(ROOT) if one.level == "error"] == []


def test_the_command_lexicon_lists_words_to_listen_to(folder: Path) -> None:
    write_lexicon(folder, "en", "1/2,half,\n")
    path = folder / "docs/going-home.md"
    path.write_text(path.read_text("utf-8") + "\nAsk about MRI and osseoperception. Ask about MRI.\n", "utf-8")
    done = run(folder, "lexicon", "en", "--json")
    assert done.code == 0, done.messages
    assert [(row["word"], row["reason"], row["count"]) for row in json.loads(done.output)] == [
        ("MRI", "capitals", 2),
        ("osseoperception", "long word", 1),
    ]
    assert "osseoperception" in run(folder, "lexicon").output
    write_lexicon(folder, "en", "1/2,half,\nMRI,M R I,\nosseoperception,osseo perception,\n")
    assert "No word needs review" in run(folder, "lexicon", "en").messages
    assert run(folder, "lexicon", "xx").code == 2
