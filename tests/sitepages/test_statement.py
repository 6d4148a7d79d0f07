"""The accessibility statement claims what is on record, and nothing else."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from lxml import html

from leafletpress.checkrecord import RECORD
from leafletpress.sitepages.names import STATEMENT
from leafletpress.sitepages.statement import statement_options
from tests.projects import GOING_HOME, leaflet, run, write_project

TESTED = {"tested": datetime.date(2026, 10, 1), "tested_by": "An office"}


def statement_of(project: Path) -> str:
    """The words of the built statement."""
    outcome = run(project, "build", "--jobs", "1")
    assert outcome.code == 0, outcome.messages
    page = html.document_fromstring((project / "site" / STATEMENT.name / "index.html").read_text("utf-8"))
    return " ".join(page.find(".//main").text_content().split())


def test_it_says_when_programs_checked_the_site_and_what_they_found(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    assert run(project, "check", "--record").code == 1, "there is nothing published to check"
    assert not (project / RECORD).exists()
    text = statement_of(project)
    assert "There is no record of a check of this website by programs." in text
    assert "Programs last checked" not in text
    outcome = run(project, "check", "--record", "--today", "2026-11-20")
    assert outcome.code == 0, outcome.messages
    text = statement_of(project)
    assert "checked this website on 20 November 2026. Web pages: 2. Files in other formats: 1. Errors found: 0." in text
    assert "They do not test the web pages." in text
    assert "changed since that check" not in text
    assert "There is no record" not in text
    changed = leaflet(GOING_HOME.replace("5 mg", "6 mg"))
    (project / "docs" / "going-home.md").write_text(changed, "utf-8")
    assert "Errors found: 0. Some leaflets have changed since that check." in statement_of(project)


def test_errors_that_were_found_are_not_kept_back(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    statement_of(project)
    [page] = (project / "site").glob("going-home/index.html")
    page.unlink()
    assert run(project, "check", "--record").code == 1
    assert json.loads((project / RECORD).read_text("utf-8"))["errors"] == 1
    assert "Errors found: 1." in statement_of(project)


@pytest.mark.parametrize("text", ["{", "[]", '{"on": "today"}', '{"on": "2026-11-20", "pages": -1, "files": 1}'])
def test_a_file_that_is_no_record_is_refused(tmp_path: Path, text: str) -> None:
    project = write_project(tmp_path)
    (project / RECORD).write_text(text, "utf-8")
    outcome = run(project, "build")
    assert outcome.code == 1
    assert f"{RECORD}: this is no record of a check" in outcome.messages
    assert not (project / "site").exists()


def test_full_compliance_is_said_only_where_people_have_tested(tmp_path: Path) -> None:
    options = """\
      formats: {large-print-pdf: }
      statement: {compliance: full, tested: 2026-10-01, tested_by: An office}"""
    text = statement_of(write_project(tmp_path, options=options))
    assert "This website is fully compliant with" in text
    assert "partially compliant" not in text
    assert (
        "last tested on 1 October 2026 against the WCAG 2.2 AA standard. The test was carried out by An office." in text
    )
    assert "We have not tested with assistive technology" not in text
    assert statement_options({**TESTED, "compliance": "full"}).compliance == "full"
    with pytest.raises(ValueError, match="without `tested` and `tested_by`"):
        statement_options({"compliance": "full"})
    with pytest.raises(ValueError, match="`compliance` is 'mostly'"):
        statement_options({**TESTED, "compliance": "mostly"})


def test_known_failures_are_stronger_than_a_claim(public_site: Path) -> None:
    """PDF files from right to left: the site of this fixture makes no claim, and says what it knows."""
    page = html.document_fromstring((public_site / "ur" / STATEMENT.name / "index.html").read_text("utf-8"))
    text = " ".join(page.find(".//main").text_content().split())
    assert "1.3.2" in text
    assert "fully compliant" not in text


def test_the_order_is_that_of_the_model(public_site: Path) -> None:
    page = html.document_fromstring((public_site / STATEMENT.name / "index.html").read_text("utf-8"))
    assert [" ".join(one.text_content().split()) for one in page.xpath("//main//h2 | //main//h3")] == [
        "How accessible this website is",
        "Feedback and contact information",
        "Reporting accessibility problems with this website",
        "Enforcement procedure",
        "Technical information about this website’s accessibility",
        "Compliance status",
        "Non-accessible content",
        "Non-compliance with the accessibility regulations",
        "Disproportionate burden",
        "Content that is not within the scope of the accessibility regulations",
        "What we are doing to improve accessibility",
        "Preparation of this accessibility statement",
    ]
    assert page.xpath("//main//a[starts-with(@href, 'https://www.equalityadvisoryservice.com')]")
