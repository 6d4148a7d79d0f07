"""This project's own site, as patients get it: every format in every language, and nothing that is not true."""

from __future__ import annotations

import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import soundfile

from leafletpress.locales import locale_from_tag
from tests.projects import ROOT, contents_of

TAGS = ("en", "cy", "pl", "ur", "bn", "so", "ro", "uk", "pa", "gu", "ar", "prs", "zh-Hans")
SILENT = {"so": "Somali", "prs": "Dari"}
"Languages that no computer voice speaks."
LEAFLETS = ("osseointegration", "prosthetic-implants")
PAGES = ("index", *LEAFLETS, "other-formats")


def editions(manifest: Any) -> dict[tuple[str, str], Any]:
    return {(one["leaflet"], edition["locale"]): edition for one in manifest["leaflets"] for edition in one["editions"]}


def rendition(manifest: Any, name: str, tag: str, form: str) -> Any:
    return next(one for one in editions(manifest)[name, tag]["renditions"] if one["format"] == form)


def every(form: str) -> list[tuple[str, str]]:
    silent = SILENT if form == "audio-mp3" else {}
    return [(name, tag) for name in LEAFLETS for tag in TAGS if tag not in silent]


def test_every_page_is_there_in_every_language(manifest: Any, built_site: Path) -> None:
    assert set(editions(manifest)) == {(name, tag) for name in PAGES for tag in TAGS}
    for (name, tag), edition in editions(manifest).items():
        folder = ("" if tag == "en" else f"{tag}/") + ("" if name == "index" else f"{name}/")
        assert edition["page"] == folder
        assert (built_site / folder / "index.html").is_file()


def test_every_leaflet_has_large_print_in_every_language_and_audio_where_there_is_a_voice(manifest: Any) -> None:
    for name in LEAFLETS:
        for tag in TAGS:
            edition = editions(manifest)[name, tag]
            made = {one["format"] for one in edition["renditions"]}
            missing = {one["format"]: one["reason"] for one in edition["unavailable"]}
            assert "large-print-pdf" in made
            if tag in SILENT:
                assert missing["audio-mp3"] == f"No computer voice exists for {SILENT[tag]}."
            else:
                assert "audio-mp3" in made


def test_every_format_was_made_from_the_text_of_its_page(manifest: Any) -> None:
    for edition in editions(manifest).values():
        assert {one["edition_digest"] for one in edition["renditions"]} <= {edition["edition_digest"]}


def test_every_translation_is_complete_and_said_to_be_unchecked(manifest: Any) -> None:
    for (name, tag), edition in editions(manifest).items():
        counts = edition["messages"]
        assert counts["translated"] == counts["total"], (name, tag)
        assert (edition["status"], edition["origin"]) == (
            ("approved", "source") if tag == "en" else ("unreviewed", "machine")
        )


def test_nothing_lies_in_the_site_that_nobody_asked_for(built_site: Path) -> None:
    expected = re.compile(r"(.+\.(html|pdf|mp3|vtt|brf|pef|ebrl|js|xml)|assets/.+|images/.+\.svg|manifest\.json)")
    assert [path for path in contents_of(built_site) if not expected.fullmatch(path)] == []


def test_no_file_names_the_machine_it_was_made_on(built_site: Path) -> None:
    for path, data in contents_of(built_site).items():
        assert str(ROOT).encode() not in data, path


@pytest.mark.parametrize(("name", "tag"), every("large-print-pdf"))
def test_fonts_are_embedded_and_none_is_italic(name: str, tag: str, manifest: Any, built_site: Path) -> None:
    path = built_site / rendition(manifest, name, tag, "large-print-pdf")["path"]
    table = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout.split("\n")[2:]
    rows = [row for row in table if row.strip()]
    assert rows
    for row in rows:
        assert row.split()[-5] == "yes", row
        assert not re.search("italic|oblique", row, re.IGNORECASE), row


@pytest.mark.parametrize(("name", "tag"), every("large-print-pdf"))
def test_the_manifest_counts_the_pages_and_they_are_a4(name: str, tag: str, manifest: Any, built_site: Path) -> None:
    found = rendition(manifest, name, tag, "large-print-pdf")
    document = pypdfium2.PdfDocument((built_site / found["path"]).read_bytes())
    assert len(document) == found["pages"]
    for page in document:
        assert (round(page.get_width()), round(page.get_height())) == (595, 842)


@pytest.mark.parametrize(("name", "tag"), every("audio-mp3"))
def test_every_recording_decodes_and_is_as_long_as_the_manifest_says(
    name: str, tag: str, manifest: Any, built_site: Path
) -> None:
    found = rendition(manifest, name, tag, "audio-mp3")
    sound = soundfile.info(io.BytesIO((built_site / found["path"]).read_bytes()))
    assert sound.frames / sound.samplerate == pytest.approx(found["duration_s"], rel=0.02)


@pytest.mark.parametrize(("name", "tag"), every("audio-mp3"))
def test_speech_in_latin_letters_is_neither_too_slow_nor_too_fast(name: str, tag: str, manifest: Any) -> None:
    if locale_from_tag(tag).script != "Latn":
        return
    edition = editions(manifest)[name, tag]
    pace = edition["words"] / rendition(manifest, name, tag, "audio-mp3")["duration_s"] * 60
    assert 100 <= pace <= 200, "whom to ask and our own announcements are spoken, and are no words of the edition"


def test_the_machine_readable_list_is_what_people_see(manifest: Any, built_site: Path) -> None:
    for (name, tag), edition in editions(manifest).items():
        page = (built_site / edition["page"] / "index.html").read_text("utf-8")
        for one in edition["renditions"]:
            assert f'href="{Path(one["path"]).name}"' in page, (name, tag)
    assert json.loads((built_site / "manifest.json").read_text("utf-8"))["schema"] == 1
