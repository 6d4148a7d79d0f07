"""The files themselves: other programs read them, and each of our checks finds the fault that it is there for."""

from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from leafletpress.braille import louis
from leafletpress.braille.brf import FROM_ASCII, NABCC, read_brf, write_brf
from leafletpress.braille.checks import check_brf, check_ebraille, check_pef
from leafletpress.braille.numbers import all_come_through, numbers_in_braille, numbers_in_print
from leafletpress.braille.profiles import ENGLISH
from leafletpress.errors import RenditionError
from leafletpress.renderers import Rendered
from leafletpress.renderers.braille import BRAILLE_BRF, BRAILLE_EBRL, BRAILLE_PEF, BrailleFile
from tests.braille.transcribing import context_in
from tests.editions import make_edition

CLASS_PATH = ":".join(f"/usr/share/java/{name}.jar" for name in ("brailleUtils-core", "jing", "saxonb", "isorelax"))
DIGITS_IN_TURN = "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚"


def rendered(file: BrailleFile, tag: str = "en", **settings: Any) -> Rendered:
    return file.render(make_edition(tag=tag), context_in(tag, **settings))


@pytest.fixture(scope="module")
def brf() -> bytes:
    return rendered(BRAILLE_BRF).data


@pytest.fixture(scope="module")
def pef() -> bytes:
    return rendered(BRAILLE_PEF).data


@pytest.fixture(scope="module")
def ebraille() -> bytes:
    return rendered(BRAILLE_EBRL).data


@pytest.mark.parametrize("file", [BRAILLE_BRF, BRAILLE_PEF, BRAILLE_EBRL], ids=lambda file: file.format.name)
def test_the_same_edition_gives_the_same_bytes(file: BrailleFile) -> None:
    assert rendered(file).data == rendered(file).data


# BRF


def test_every_cell_has_its_own_character() -> None:
    assert len(set(NABCC)) == 64
    assert "".join(sorted(NABCC)) == "".join(map(chr, range(0x20, 0x60)))


def test_brf_comes_back_as_it_was(brf: bytes) -> None:
    assert write_brf(read_brf(brf)) == brf


def test_liblouis_reads_the_brf(brf: bytes) -> None:
    lines = brf.decode().replace("\f", "").split("\r\n")
    cells = " ".join(line.strip() for line in lines).translate(FROM_ASCII)
    print_ = louis.back_translate("en-ueb-g2.ctb", cells).replace("\u00a0", " ")
    for words in ("Going home", "twice a day.", "020 7946 0018", "Drink water.", "A bone with an implant."):
        assert words in print_


FAULTS_BRF = {
    "the last page does not end in a form feed": lambda data: data[:-1],
    "a line ends in CR or LF alone": lambda data: data.replace(b"\r\n", b"\n", 1),
    "is not braille ASCII": lambda data: data.replace(b"#A", b"#a", 1),
    "42 cells, 38 at most": lambda data: b"A" * 42 + data[data.index(b"\r\n") :],
    "28 lines, 27 at most": lambda data: b"A\r\n" * 28 + b"\f" + data,
    "page 1: blank": lambda data: b"\r\n\f" + data,
    "blank cells at its end": lambda data: data.replace(b"\r\n", b" \r\n", 1),
    "the last line has no end": lambda data: data.replace(b"\r\n\f", b"\f", 1),
}


@pytest.mark.parametrize("fault", FAULTS_BRF)
def test_brf_faults_are_found(brf: bytes, fault: str) -> None:
    assert check_brf(brf, 38, 27) == []
    assert any(fault in found for found in check_brf(FAULTS_BRF[fault](brf), 38, 27))


# PEF

FAULTS_PEF = {
    "is no cell of six dots": lambda text: text.replace("<row>⠠", "<row>⡀", 1),
    "41 cells, 38 at most": lambda text: text.replace("<row>", "<row>" + "⠁" * 41 + "</row><row>", 1),
    "lines, 27 at most": lambda text: text.replace("<row>", "<row>⠁</row>" * 30 + "<row>", 1),
    "dc:format is not": lambda text: text.replace("application/x-pef+xml", "text/plain"),
    "not 38 by 27": lambda text: text.replace('cols="38"', 'cols="40"'),
    "there is no page": lambda text: text.replace("page>", "side>"),
}


@pytest.mark.parametrize("fault", FAULTS_PEF)
def test_pef_faults_are_found(pef: bytes, fault: str) -> None:
    assert check_pef(pef, 38, 27) == []
    assert any(fault in found for found in check_pef(FAULTS_PEF[fault](pef.decode()).encode(), 38, 27))


def test_another_reader_accepts_the_pef_and_refuses_faulty_ones(pef: bytes, tmp_path: Path) -> None:
    text = pef.decode()
    documents = {
        "en": text,
        "ur": rendered(BRAILLE_PEF, "ur", page="32x27").data.decode(),
        "latin": text.replace("<row>⠠", "<row>A", 1),
        "format": text.replace("<dc:format>application/x-pef+xml</dc:format>", ""),
        "date": text.replace("2026-11-01", "1 November"),
        "wide": text.replace("<row>", "<row>" + "⠁" * 41 + "</row><row>", 1),
        "version": text.replace('version="2008-1"', 'version="2007-1"'),
    }
    for name, document in documents.items():
        (tmp_path / f"{name}.pef").write_text(document, "utf-8")
    command = ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", CLASS_PATH]
    command += [str(Path(__file__).with_name("ReadPef.java")), *(str(tmp_path / f"{name}.pef") for name in documents)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    found = dict(line.split("\t", 1) for line in done.stdout.splitlines())
    pages = dict(rendered(BRAILLE_PEF).facts)["pages"]
    assert found["en.pef"] == f"valid\t{pages}\t38\t27\tfalse\tGoing home\ten"
    assert found["ur.pef"].startswith("valid\t")
    assert {name for name, verdict in found.items() if verdict == "invalid"} == {
        "latin.pef", "format.pef", "date.pef", "wide.pef", "version.pef",
    }  # fmt: skip


# eBraille


def rewritten(data: bytes, name: str, old: str, new: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(target, "w") as copy:
        for entry in archive.infolist():
            text = archive.read(entry)
            copy.writestr(entry, text.replace(old.encode(), new.encode(), 1) if entry.filename == name else text)
    return target.getvalue()


FAULTS_EBRAILLE = {
    "'A' is no cell of six dots": ("ebraille/leaflet.html", "⠠", "A"),
    "does not say that it is braille": ("index.html", 'lang="en-Brai"', 'lang="en"'),
    "the mimetype is not": ("mimetype", "epub", "zip"),
    "stands 2 times": ("ebraille/leaflet.html", 'id="references"', 'id="before"'),
}


@pytest.mark.parametrize("fault", FAULTS_EBRAILLE)
def test_ebraille_faults_are_found(ebraille: bytes, fault: str) -> None:
    assert check_ebraille(ebraille) == []
    assert any(fault in found for found in check_ebraille(rewritten(ebraille, *FAULTS_EBRAILLE[fault])))


def test_ebraille_keeps_the_structure_of_the_leaflet(ebraille: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(ebraille)) as archive:
        text = archive.read("ebraille/leaflet.html").decode()
        entry = archive.read("index.html").decode()
        package = archive.read("package.opf").decode()
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
    for element in ("<h1", "<h2", "<aside>", "<ul><li>", "<ol><li>", "<figure>", '<th scope="col">', "<figcaption>"):
        assert element in text
    assert 'href="ebraille/leaflet.html#before"' in entry
    assert '<meta property="a11y:brailleSystem">ueb grade2</meta>' in package
    assert "<dc:language>en-Brai</dc:language>" in package


# Numbers


def test_every_spoilt_number_is_found() -> None:
    text = "Take 5 mg at 07:30, not 1,250 or 2.5; call 020 7946 0018 by 1 November 2026."
    made = louis.translate("en-ueb-g2.ctb", text)
    expected = numbers_in_print(text)
    assert numbers_in_braille(made.cells, ENGLISH.separators) == expected
    spoilt = []
    for place, (cell, origin) in enumerate(zip(made.cells, made.origins, strict=True)):
        if text[origin].isdigit() or cell == "⠐":
            other = DIGITS_IN_TURN[(DIGITS_IN_TURN.find(cell) + 1) % 10]
            changes = ("", "⠀") if cell in "⠼⠐" else ("", other, cell * 2, "⠀")
            spoilt += [made.cells[:place] + change + made.cells[place + 1 :] for change in changes]
    assert len(spoilt) > 100
    for cells in spoilt:
        assert not all_come_through(expected, numbers_in_braille(cells, ENGLISH.separators), sign_is_letter=False)


def test_a_number_sign_that_is_a_letter_too_hides_no_lost_number() -> None:
    assert all_come_through(["5", "10"], ["5", "3", "10"], sign_is_letter=True)
    assert not all_come_through(["5", "10"], ["3", "10"], sign_is_letter=True)
    assert not all_come_through(["5", "10"], ["10", "5"], sign_is_letter=True)


def test_a_faulty_file_is_never_published() -> None:
    faulty = replace(BRAILLE_BRF, write=lambda transcription: (b"a\f", ()))
    with pytest.raises(RenditionError, match="braille-brf: byte 0x61 is not braille ASCII"):
        faulty.render(make_edition(), context_in())
