"""Bad input gets one clear error with file and line, exit code 1, and the published site stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.projects import CATALOGUE, GOING_HOME, contents_of, leaflet, run, write_catalogue, write_project

Change = Callable[[Path], None]


def _file(name: str, data: str | bytes) -> Change:
    def change(project: Path) -> None:
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data)

    return change


def _leaflet(text: str) -> Change:
    return _file("docs/going-home.md", text)


def _body(extra: str) -> Change:
    return _leaflet(leaflet(f"{GOING_HOME}\n{extra}\n"))


def _configuration(old: str, new: str) -> Change:
    def change(project: Path) -> None:
        path = project / "mkdocs.yml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return change


def _catalogue(rows: str) -> Change:
    return _file("translations/ur/going-home.po", CATALOGUE.format(tag="ur") + rows)


def _link_out(project: Path) -> None:
    secret = project.parent / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    (project / "docs" / "out.svg").symlink_to(secret)
    _body("![A picture](out.svg)")(project)


CASES: dict[str, tuple[Change, str, str]] = {
    "broken YAML": (
        _leaflet(leaflet(GOING_HOME).replace("owner: Surgery team", "owner: [Surgery")),
        "docs/going-home.md:",
        "YAML",
    ),
    "no front matter": (_leaflet(GOING_HOME), "docs/going-home.md:1:", "front matter"),
    "a missing key": (_leaflet(leaflet(GOING_HOME).replace('version: "1.0"\n', "")), "docs/going-home.md:", "version"),
    "a date that is none": (
        _leaflet(leaflet(GOING_HOME).replace("2028-11-01", "soon")),
        "docs/going-home.md:8:",
        "soon",
    ),
    "an unknown key": (
        _leaflet(leaflet(GOING_HOME).replace("owner:", "colour: red\nowner:")),
        "docs/going-home.md:9:",
        "colour",
    ),
    "a leaflet that is not UTF-8": (
        _file("docs/going-home.md", leaflet("# Caf\xe9\n").encode("latin-1")),
        "docs/going-home.md:17:",
        "UTF-8",
    ),
    "an image that does not exist": (_body("![A hand](images/none.svg)"), "docs/going-home.md:23:", "images/none.svg"),
    "an image without alternative text": (
        _body('<img src="images/none.svg">'),
        "docs/going-home.md:23:",
        "alternative text",
    ),
    "an image of a file outside": (
        _body('<img src="file:///etc/hostname" alt="x">'),
        "docs/going-home.md:23:",
        "file:///etc/hostname",
    ),
    "an image on another host": (
        _body('<img src="https://example.org/x.png" alt="x">'),
        "docs/going-home.md:23:",
        "example.org",
    ),
    "an image above the folder": (_body("![x](../secret.svg)"), "docs/going-home.md:23:", "../secret.svg"),
    "an image that is a link out": (_link_out, "docs/going-home.md:23:", "out.svg"),
    "a script": (_body("<script>alert(1)</script>"), "docs/going-home.md:23:", "script"),
    "a frame": (_body('<iframe src="https://example.org"></iframe>'), "docs/going-home.md:23:", "iframe"),
    "an event handler": (_body('<span onclick="x()">y</span>'), "docs/going-home.md:23:", "onclick"),
    "a style": (_body('<p style="color: red">y</p>'), "docs/going-home.md:23:", "<p"),
    "a link above the folder": (_body("[x](../../secret)"), "docs/going-home.md:23:", "../../secret"),
    "a link that runs code": (_body("[x](javascript:alert(1))"), "docs/going-home.md:23:", "javascript"),
    "a link to a page that is not there": (_body("[x](nowhere.md)"), "docs/going-home.md:23:", "nowhere.md"),
    "a link to a heading that is not there": (_body("[x](#nowhere)"), "docs/going-home.md:23:", "#nowhere"),
    "two titles": (_body("# Again"), "docs/going-home.md:23:", "level 1"),
    "a skipped heading": (_body("### Deep"), "docs/going-home.md:23:", "level 3"),
    "a file named like a translation": (
        _file("docs/going-home.ur.md", "x"),
        "docs/going-home.ur.md",
        "address",
    ),
    "a page named like a language": (
        _file("docs/ur.md", leaflet("# Ur\n")),
        "docs/ur.md",
        "language",
    ),
    "an unknown locale": (_configuration("locale: ur", "locale: xx"), "mkdocs.yml:12:", "xx"),
    "a locale that is no tag": (_configuration("locale: ur", "locale: klingon"), "mkdocs.yml:12:", "klingon"),
    "an unknown format": (_configuration("large-print-pdf:", "large-print-dvd:"), "mkdocs.yml:15:", "large-print-dvd"),
    "translations outside the project": (
        _configuration("      organisation", "      translations: ../elsewhere\n      organisation"),
        "mkdocs.yml:14:",
        "outside",
    ),
    "an unknown option": (
        _configuration("      organisation", "      colour: red\n      organisation"),
        "mkdocs.yml",
        "colour",
    ),
    "configuration that is no YAML": (_configuration("strict: true", "strict: [true"), "mkdocs.yml:", "YAML"),
    "an unclosed quotation mark": (
        _catalogue('msgid "Going home\nmsgstr "x"\n'),
        "translations/ur/going-home.po:8:",
        "Going home",
    ),
    "a line that is none of a PO file": (
        _catalogue('msgid "Going home"\nmsgstr "x"\nrubbish\n'),
        "translations/ur/going-home.po:10:",
        "rubbish",
    ),
    "a message twice": (
        _catalogue('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n'),
        "translations/ur/going-home.po:11:",
        "twice",
    ),
    "a catalogue that is not UTF-8": (
        _catalogue('msgid "a"\nmsgstr "\udce9"\n'),
        "translations/ur/going-home.po:9:",
        "UTF-8",
    ),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with a published site."""
    project = write_project(tmp_path_factory.mktemp("published"), locales=("en", "ur"))
    outcome = run(project, "build")
    assert outcome.code == 0, outcome.messages
    return project


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_refused_and_nothing_changes(name: str, published: Path, tmp_path: Path) -> None:
    change, where, piece = CASES[name]
    project = write_project(tmp_path / "project", locales=("en", "ur"))
    (project / "site").mkdir()
    for path, data in contents_of(published / "site").items():
        (project / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (project / "site" / path).write_bytes(data)
    before = contents_of(project / "site")
    change(project)
    outcome = run(project, "build")
    assert outcome.code == 1, outcome.messages
    assert where in outcome.messages
    assert piece in outcome.messages
    assert "Expected:" in outcome.messages and "To mend it:" in outcome.messages
    assert "Traceback" not in outcome.messages
    assert contents_of(project / "site") == before


def test_a_hostile_translation_never_reaches_a_page(published: Path, tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", locales=("en", "ur"))
    hostile = "<script>alert(1)</script>اپنی دوا لیں"
    write_catalogue(project, "ur", "going-home", {"Take 5 mg twice a day for two weeks.": hostile})
    outcome = run(project, "build")
    assert outcome.code == 0, outcome.messages
    page = (project / "site" / "ur" / "going-home" / "index.html").read_text("utf-8")
    assert "alert(1)" not in page
    assert "Take 5 mg twice a day for two weeks." in page


def test_every_problem_is_said_at_once(tmp_path: Path) -> None:
    texts = {"index": leaflet("# Start\n", title="Start", kind="page").replace("2028-11-01", "soon")}
    texts["going-home"] = leaflet(f"{GOING_HOME}\n![x](none.svg)\n")
    texts["staying"] = leaflet(GOING_HOME).replace("owner: Surgery team\n", "").replace('version: "1.0"\n', "")
    outcome = run(write_project(tmp_path / "project", leaflets=texts), "build")
    assert outcome.code == 1
    assert "docs/index.md:8" in outcome.messages
    assert outcome.messages.count("docs/staying.md") == 2


def test_a_command_that_does_not_exist_is_misuse(tmp_path: Path) -> None:
    assert run(tmp_path, "publish").code == 2


def test_no_configuration_file_is_said_plainly(tmp_path: Path) -> None:
    outcome = run(tmp_path, "build")
    assert outcome.code == 1
    assert "mkdocs.yml" in outcome.messages and "--config-file" in outcome.messages
