"""`leafletpress check` reads published braille again: each rule is shown to find what it is there for."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from leafletpress.checks.brailled import READERS, check_brailled_site, numbers_among, numbers_of
from leafletpress.project import load_project
from leafletpress.renderers.braille import BRAILLE_BRF, BRAILLE_BRF_UNCONTRACTED, BRAILLE_EBRL, BRAILLE_PEF
from leafletpress.siteplan import SitePlan, plan_editions
from leafletpress.store import Store
from tests.braille.test_files import rewritten
from tests.braille.test_real_leaflets import context_of, leaflets
from tests.projects import run, write_project

FORMATS = "      formats: {braille-brf: {page: 32x27}, braille-pef: , braille-ebrl: }"
DOSE = "⠼⠑"
"The 5 of 5 mg."


def test_every_number_of_every_leaflet_is_in_every_file(plan: SitePlan) -> None:
    for edition in leaflets(plan):
        expected = numbers_of(edition)
        assert sum(expected.values()) >= 10
        for file in (BRAILLE_BRF, BRAILLE_BRF_UNCONTRACTED, BRAILLE_PEF, BRAILLE_EBRL):
            context = context_of(plan, edition)
            if not file.unavailable(edition, context):
                data = file.render(edition, context).data
                cells = READERS[file.format.suffix.rpartition(".")[2]](data)
                assert expected - numbers_among(cells, edition) == {}, (edition.locale.tag, file.format.name)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_project(tmp_path_factory.mktemp("published") / "project", options=FORMATS)
    assert run(folder, "build").code == 0
    return folder


def found_with(project: Path, name: str, change: Callable[[bytes], bytes]) -> dict[str, str]:
    """What the rules find where a file was changed and the manifest says that it is to be so."""
    plan = plan_editions(replace(load_project(project / "mkdocs.yml")), Store(project / ".cache"))
    path = project / "site" / "going-home" / f"going-home-en-{name}"
    manifest = json.loads((project / "site" / "manifest.json").read_text("utf-8"))
    before = path.read_bytes()
    path.write_bytes(change(before))
    try:
        for leaflet in manifest["leaflets"]:
            for rendition in leaflet["editions"][0]["renditions"]:
                if rendition["path"].endswith(name):
                    rendition["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
        return {one.rule: one.found for one in check_brailled_site(project / "site", manifest, plan)}
    finally:
        path.write_bytes(before)


def without_text(data: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(target, "w") as copy:
        for entry in archive.infolist():
            if not entry.filename.startswith("ebraille/"):
                copy.writestr(entry, archive.read(entry))
    return target.getvalue()


@pytest.mark.parametrize("name", ["braille.brf", "braille.pef", "braille.ebrl"])
def test_sound_files_give_no_findings(site: Path, name: str) -> None:
    assert found_with(site, name, lambda data: data) == {}


@pytest.mark.parametrize(
    ("name", "change", "rule", "words"),
    [
        ("braille.brf", lambda data: data.replace(b"#E", b"#F", 1), "number", "the text 5 are not"),
        ("braille.brf", lambda data: data.replace(b"#E", b"E", 1), "number", "numbers of the text 5"),
        ("braille.brf", lambda data: data.replace(b"\r\n", b" " * 30 + b"A\r\n", 1), "file", "32 at most"),
        ("braille.brf", lambda data: b"\x80" + data, "file", "cannot be read"),
        ("braille.pef", lambda data: data.replace(DOSE.encode(), "⠼⠙".encode(), 1), "number", "the text 5 are not"),
        ("braille.pef", lambda data: data.replace("⠼⠁".encode(), "⣿⠁".encode(), 1), "file", "no cell of six dots"),
        ("braille.pef", lambda data: data[:-20], "file", "cannot be read"),
        ("braille.ebrl", lambda data: rewritten(data, "ebraille/leaflet.html", DOSE, "⠑"), "number", "the text 5 are"),
        ("braille.ebrl", lambda data: rewritten(data, "ebraille/leaflet.html", DOSE, "5"), "file", "no cell of six"),
        ("braille.ebrl", without_text, "file", "cannot be read"),
        ("braille.ebrl", lambda data: b"no archive", "file", "cannot be read"),
    ],
)
def test_what_is_wrong_in_a_published_file_is_found(
    site: Path, name: str, change: Callable[[bytes], bytes], rule: str, words: str
) -> None:
    found = found_with(site, name, change)
    assert words in found[f"published/braille-{rule}"]


def test_the_command_runs_the_rules(site: Path) -> None:
    path = site / "site" / "going-home" / "going-home-en-braille.brf"
    before = path.read_bytes()
    path.write_bytes(before.replace(b"#E", b"#F", 1))
    done = run(site, "check")
    path.write_bytes(before)
    assert done.code == 1
    assert "published/braille-number" in done.output and "published/digest" in done.output
