"""The print proof for staff."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from leafletpress.braille.checks import check_brf
from leafletpress.braille.proof import places, write_proof
from tests.braille.transcribing import context_in, transcription_of
from tests.editions import make_edition
from tests.projects import contents_of, run, write_catalogue, write_project


def test_dots_stand_where_braille_has_them() -> None:
    assert list(places("⠑⠀⠸")) == [(0.8, 0.8), (3.3, 3.3), (15.3, 0.8), (15.3, 3.3), (15.3, 5.8)]


@pytest.mark.parametrize(("tag", "words"), [("en", "Take 5 mg twice a day."), ("ur", "Take 5 mg twice a day")])
def test_a_page_of_the_proof_is_a_page_of_braille_with_its_print(tag: str, words: str) -> None:
    transcription = transcription_of(make_edition(tag=tag), context_in(tag))
    data = write_proof(transcription)
    with pikepdf.open(io.BytesIO(data)) as document:
        assert len(document.pages) == len(transcription.pages())
        width, height = (float(side) / 72 * 25.4 for side in list(document.pages[0].mediabox)[2:])
        assert (round(width), round(height)) == (258, 300)
    document = pypdfium2.PdfDocument(data)
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    assert words in text
    assert "A bone with an implant" in text
    assert "Proof for reading by eye, not for embossing" in text
    assert ("[Picture: A bone with an implant.]" in text) == (tag == "en"), "the signs of the note are brackets"
    assert not re.search("[\u2801-\u28ff]", text)


def test_review_writes_proofs_in_every_grade_and_drafts_of_what_waits_for_a_reader(tmp_path: Path) -> None:
    options = "      formats: {braille-brf: , braille-brf-uncontracted: , braille-pef: }"
    project = write_project(tmp_path / "project", locales=("en", "pl", "uk"), options=options)
    dose = "Take 5 mg twice a day for two weeks."
    write_catalogue(project, "pl", "going-home", {dose: "Przyjmuj 5 mg dwa razy dziennie przez dwa tygodnie."})
    write_catalogue(project, "uk", "going-home", {dose: "Приймайте 5 мг двічі на день протягом двох тижнів."})
    done = run(project, "review")
    assert done.code == 0, done.messages
    braille = sorted(name for name in contents_of(project / "review") if "braille" in name)
    assert braille == [
        "en/going-home-en-braille-proof.pdf",
        "en/going-home-en-braille-uncontracted-proof.pdf",
        "pl/going-home-pl-braille-proof.pdf",
        "uk/going-home-uk-braille-draft.brf",
        "uk/going-home-uk-braille-proof.pdf",
    ]
    draft = (project / "review/uk/going-home-uk-braille-draft.brf").read_bytes()
    assert check_brf(draft, 38, 27) == [] and b"#E" in draft
    alone = run(project, "review", "en", "--out", "alone")
    assert alone.code == 0 and set(contents_of(project / "alone")) == {name for name in braille if name[:2] == "en"}
    assert not (project / "site").exists()


def test_a_draft_that_a_code_cannot_say_is_told_and_stops_nothing(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", locales=("en", "uk"), options="      formats: {braille-brf: }")
    write_catalogue(project, "uk", "going-home", {"Going home": "Вдома ƒ"})
    done = run(project, "review")
    assert done.code == 0, done.messages
    assert "No braille draft of going-home in Ukrainian" in done.messages and "U+0192" in done.messages
    assert (project / "review/en/going-home-en-braille-proof.pdf").is_file()
