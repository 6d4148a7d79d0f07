"""The commands that authors, translators and reviewers type."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import polib
import pypdfium2
import pytest

from tests.projects import ROOT, contents_of, run, write_catalogue, write_project

DOSE = "Take 5 mg twice a day for two weeks."
DOSE_POLISH = "Przyjmuj 5 mg dwa razy dziennie przez dwa tygodnie."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = write_project(tmp_path / "project", locales=("en", "pl", "ur"))
    write_catalogue(folder, "pl", "going-home", {DOSE: DOSE_POLISH})
    return folder


def test_every_command_explains_itself() -> None:
    overview = run(ROOT, "--help").output
    commands = re.findall(r"^  ([a-z]+) ", overview.split("Commands:")[1], re.MULTILINE)
    assert "\\b" not in overview
    assert set(commands) >= {
        "approve",
        "build",
        "cache",
        "check",
        "extract",
        "init",
        "lexicon",
        "new",
        "review",
        "rollback",
        "serve",
        "status",
        "update",
        "verify",
    }
    for command in commands:
        assert len(run(ROOT, command, "--help").output.split()) > 25, command


def test_extract_writes_a_template_for_each_leaflet_and_the_interface(project: Path) -> None:
    assert run(project, "extract").code == 0
    templates = contents_of(project / "translations" / "templates")
    assert set(templates) == {"going-home.pot", "index.pot", "interface.pot"}
    text = templates["going-home.pot"].decode()
    assert f'#: docs/going-home.md:19\nmsgid "{DOSE}"' in text
    assert "#: docs/going-home.md:2 docs/going-home.md:17\n" in text
    interface = templates["interface.pot"].decode()
    assert 'msgid "Other formats"' in interface
    assert 'msgid "Test hospital"' in interface


def test_update_begins_and_keeps_catalogues_and_says_when_nothing_is_to_do(project: Path) -> None:
    first = run(project, "update", "pl")
    assert first.code == 0, first.messages
    assert not (project / "translations" / "ur").exists()
    files = contents_of(project / "translations")
    assert set(files) == {"pl/going-home.po", "pl/index.po", "pl/interface.po"}
    assert DOSE_POLISH in files["pl/going-home.po"].decode()
    assert "up to date" in run(project, "update", "pl").messages
    assert contents_of(project / "translations") == files


def test_a_damaged_catalogue_is_not_rewritten(project: Path) -> None:
    path = project / "translations" / "pl" / "going-home.po"
    path.write_text(path.read_text("utf-8") + 'msgid "unclosed\n', "utf-8")
    before = path.read_bytes()
    assert run(project, "update", "pl").code == 1
    assert path.read_bytes() == before


def test_approve_names_the_languages_and_leaflets_there_are(project: Path) -> None:
    wrong_tag = run(project, "approve", "en", "going-home", "--by", "Team")
    assert (wrong_tag.code, "one of pl, ur" in wrong_tag.messages) == (2, True)
    wrong_name = run(project, "approve", "pl", "nothing", "--by", "Team")
    assert (wrong_name.code, "going-home, index" in wrong_name.messages) == (2, True)
    unfinished = run(project, "approve", "pl", "going-home", "--by", "Team")
    assert (unfinished.code, "not translated" in unfinished.messages) == (1, True)


def test_status_prints_data_alone_on_standard_output(project: Path) -> None:
    run(project, "build")
    rows = json.loads(run(project, "status", "--json").output)
    assert [(row["leaflet"], row["locale"]) for row in rows] == [
        (leaflet, tag) for leaflet in ("index", "going-home") for tag in ("en", "pl", "ur")
    ]
    polish = rows[4]
    assert (polish["status"], polish["translated"], polish["total"]) == ("incomplete", 1, 6)
    assert polish["formats"] == ["large-print-pdf"]
    assert rows[5]["status"] == "withheld"
    assert rows[5]["formats"] == []
    assert polish["unavailable"] == []
    reason = "This leaflet is not published in Urdu yet."
    assert rows[5]["unavailable"] == [{"format": "large-print-pdf", "reason": reason}]
    assert f"Not published: large-print-pdf of going-home (ur): {reason}" in run(project, "status").output


def test_check_finds_each_kind_of_planted_fault(project: Path) -> None:
    faults = {
        DOSE: "Przyjmuj 50 mg dwa razy dziennie przez dwa tygodnie.",
        "Call [020 7946 0018](tel:+442079460018) if you feel unwell.": "Zadzwoń: [020 7946 0018](tel:+442079460019).",
        "What to do at home.": "What to do at home.",
        "Surgery team": "Хирурги",
        "Patient team": "Zespół \u2067 pacjentów",
    }
    write_catalogue(project, "pl", "going-home", faults)
    outcome = run(project, "check", "--json", "--today", "2026-11-20")
    assert outcome.code == 1
    found = {finding["rule"] for finding in json.loads(outcome.output) if finding["level"] == "error"}
    expected = {
        "translation/number",
        "translation/link",
        "translation/identical",
        "translation/script",
        "translation/direction",
    }
    assert expected <= found


def test_check_judges_review_dates_for_a_day(project: Path) -> None:
    def rules(day: str) -> set[str]:
        findings = json.loads(run(project, "check", "--json", "--today", day).output)
        return {finding["rule"] for finding in findings if finding["rule"].startswith("review/")}

    assert rules("2026-11-20") == set()
    assert rules("2028-09-01") == {"review/near"}
    assert rules("2028-11-02") == {"review/past"}


def test_check_notices_a_file_that_was_changed_after_it_was_published(project: Path) -> None:
    run(project, "build")
    day = ("--today", "2026-11-20")
    assert run(project, "check", *day).code == 0
    page = project / "site" / "going-home" / "going-home-en-large-print.pdf"
    page.write_bytes(page.read_bytes() + b"%")
    outcome = run(project, "check", *day)
    assert (outcome.code, "published/digest" in outcome.output) == (1, True)


def test_a_waiver_with_a_reason_lets_a_differing_fact_pass_and_one_without_does_not(project: Path) -> None:
    other = "Przyjmuj 10 mg dwa razy dziennie przez dwa tygodnie."
    path = write_catalogue(project, "pl", "going-home", {DOSE: other})
    text = path.read_text("utf-8")

    def shown(comment: str) -> bool:
        path.write_text(text.replace(f'msgid "{DOSE}"', f'{comment}\nmsgid "{DOSE}"'), "utf-8")
        assert run(project, "build").code == 0
        return other in (project / "site/pl/going-home/index.html").read_text("utf-8")

    assert not shown("# leafletpress: allow number")
    assert shown("# leafletpress: allow number because the tablets have another strength there")


def test_review_copies_hold_every_message_and_say_that_nobody_signed_off(project: Path, tmp_path: Path) -> None:
    outcome = run(project, "review", "pl", "--leaflet", "going-home", "--out", str(tmp_path / "out"))
    assert outcome.code == 0, outcome.messages
    names = {"going-home-pl-bilingual", "going-home-pl-side-by-side"}
    assert {path.stem for path in (tmp_path / "out" / "pl").iterdir()} == names
    side = (tmp_path / "out/pl/going-home-pl-side-by-side.html").read_text("utf-8")
    assert DOSE in side
    assert DOSE_POLISH in side
    assert side.count("not translated") == 5
    pages = pypdfium2.PdfDocument((tmp_path / "out/pl/going-home-pl-side-by-side.pdf").read_bytes())
    assert DOSE_POLISH in " ".join(pages[0].get_textpage().get_text_range().split())
    assert "has not been signed off" in (tmp_path / "out/pl/going-home-pl-bilingual.html").read_text("utf-8")
    assert not (project / "site").exists()


def test_what_has_changed_since_sign_off_stands_out_in_the_review_copy(project: Path, tmp_path: Path) -> None:
    run(project, "update", "pl")
    path = project / "translations" / "pl" / "index.po"
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        entry.msgstr = "[Tekst](going-home.md)" if "(" in entry.msgid else "Tekst"
    catalogue.save()
    signed = run(project, "approve", "pl", "index", "--by", "Team")
    assert signed.code == 0, signed.messages
    changed = path.read_text("utf-8").replace('msgid "Start"\nmsgstr "Tekst"', 'msgid "Start"\nmsgstr "Początek"')
    path.write_text(changed, "utf-8")
    assert run(project, "review", "pl", "--leaflet", "index", "--out", str(tmp_path)).code == 0
    side = (tmp_path / "pl/index-pl-side-by-side.html").read_text("utf-8")
    rows = re.findall(r'<tr class="changed">.*?</tr>', side)
    assert len(rows) == 1
    assert "Początek" in rows[0]


def test_a_new_project_builds_with_the_theme_that_the_package_carries(tmp_path: Path) -> None:
    assert run(tmp_path, "init", "ours").code == 0
    project = tmp_path / "ours"
    assert not (project / "overrides").exists()
    assert run(project, "new", "having-a-scan").code == 0
    outcome = run(project, "build")
    assert outcome.code == 0, outcome.messages
    page = (project / "site/having-a-scan/index.html").read_text("utf-8")
    assert '<html lang="en" dir="ltr">' in page
    assert run(project, "new", "having-a-scan").code == 2
    assert run(tmp_path, "init", "ours").code == 2


def test_a_preview_shows_every_language_and_the_formats_of_the_last_build(project: Path, tmp_path: Path) -> None:
    assert run(tmp_path, "init", "ours").code == 0
    for folder in (project, tmp_path / "ours"):  # with a theme of its own, and with the one of the package
        assert run(folder, "build").code == 0
        preview = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--site-dir", "preview"],
            cwd=folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            text=True,
        )
        assert preview.returncode == 0, preview.stderr
        page = (folder / "preview/pl/going-home/index.html").read_text("utf-8")
        assert '<html lang="pl" dir="ltr">' in page
        assert (folder / "preview/going-home/going-home-en-large-print.pdf").is_file()
    assert DOSE_POLISH in (project / "preview/pl/going-home/index.html").read_text("utf-8")


def test_a_part_of_the_site_is_renewed_and_the_rest_stays(project: Path) -> None:
    assert run(project, "build", "--locale", "pl").code == 2
    run(project, "build")
    before = contents_of(project / "site")
    docs = project / "docs"
    for name in ("index", "going-home"):
        path = docs / f"{name}.md"
        path.write_text(path.read_text("utf-8") + "\nThe car park is free.\n", "utf-8")
    outcome = run(project, "build", "--locale", "en", "--leaflet", "going-home")
    assert outcome.code == 0, outcome.messages
    after = contents_of(project / "site")
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"going-home/index.html", "going-home/going-home-en-large-print.pdf", "manifest.json"}
    assert run(project, "build", "--leaflet", "nothing").code == 2


def test_strict_refuses_to_publish_while_a_check_finds_anything(project: Path) -> None:
    outcome = run(project, "build", "--strict")
    assert outcome.code == 1
    assert "translation/missing" in outcome.messages
    assert not (project / "site").exists()
