"""The captions rendition, and the chapters in the audio's tag."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from leafletpress.narration import narrate
from leafletpress.renderers.audio import AUDIO_MP3, recorded
from leafletpress.renderers.captions import CAPTIONS_VTT
from leafletpress.speech.cues import chapters, read_along
from leafletpress.speech.id3 import Tag, cover_of, encode_tag
from leafletpress.speech.marking import mark_sentences
from tests.editions import make_edition
from tests.speech.test_audio import make_context
from tests.speech.test_mp3 import id3_frames


def test_captions_are_webvtt_in_the_edition_s_language(tmp_path: Path) -> None:
    edition = make_edition('<h1>گھر</h1><p>آرام کریں۔ <span lang="en">Ask A &amp; E now.</span></p>', "ur")
    rendered = CAPTIONS_VTT.render(edition, make_context("ur", tmp_path))
    text = rendered.data.decode()
    assert CAPTIONS_VTT.format.filename(edition) == "going-home-ur-captions.vtt"
    assert text.startswith("WEBVTT\n\nNOTE\n")
    assert re.search(r"^s2\n[\d:.]+ --> [\d:.]+\nآرام کریں۔$", text, re.M)
    assert "<lang en>Ask A &amp; E now.</lang>" in text
    assert dict(rendered.facts)["cues"] == text.count(" --> ")
    assert rendered == CAPTIONS_VTT.render(edition, make_context("ur", tmp_path / "clean"))


def test_captions_are_available_where_audio_is_and_change_with_it(tmp_path: Path) -> None:
    for tag in ("en", "so"):
        edition, context = make_edition(tag=tag), make_context(tag, tmp_path)
        assert CAPTIONS_VTT.unavailable(edition, context) == AUDIO_MP3.unavailable(edition, context)
    edition = make_edition()
    slow = make_context("en", tmp_path, rate=120)
    assert CAPTIONS_VTT.fingerprint(edition, slow) != CAPTIONS_VTT.fingerprint(edition, make_context("en", tmp_path))


def test_a_lexicon_changes_sound_and_captions(tmp_path: Path) -> None:
    edition, context = make_edition(), make_context("en", tmp_path)
    before = AUDIO_MP3.fingerprint(edition, context), AUDIO_MP3.render(edition, context).data
    (tmp_path / "translations/en").mkdir(parents=True)
    (tmp_path / "translations/en/lexicon.csv").write_text("written,spoken,note\nimplant,im plant,\n", "utf-8")
    assert AUDIO_MP3.fingerprint(edition, context) != before[0]
    assert AUDIO_MP3.render(edition, context).data != before[1]


def test_every_cue_of_the_read_along_has_its_element_on_the_page(tmp_path: Path) -> None:
    edition, context = make_edition(), make_context("en", tmp_path)
    table = read_along(recorded(edition, context))
    narration = narrate(edition, context.interface, organisation=context.organisation)
    ids = mark_sentences(edition.tree(), narration).xpath("//@id")
    shown = [element for element, _start, _end in table.cues if element]
    assert set(shown) <= set(ids)
    assert [name for name in ids if name in set(shown)] == list(dict.fromkeys(shown))
    assert {chapter.anchor for chapter in table.chapters[:-1]} <= set(ids)
    assert (table.chapters[-1].title, table.chapters[-1].anchor) == ("Contact us", "")


def test_the_tag_holds_the_chapters(tmp_path: Path) -> None:
    edition, context = make_edition(), make_context("en", tmp_path)
    frames = id3_frames(AUDIO_MP3.render(edition, context).data)
    parts = chapters(recorded(edition, context))
    assert [part.title for part in parts] == ["Going home", "Before you leave", "Contact us"]
    (contents,) = (content for name, content in frames if name == "CTOC")
    assert contents == b"toc\0\x03\x03ch1\0ch2\0ch3\0"
    marks = [content for name, content in frames if name == "CHAP"]
    for number, (part, content) in enumerate(zip(parts, marks, strict=True), 1):
        name, _, rest = content.partition(b"\0")
        assert name == f"ch{number}".encode()
        start, end, first, last = (int.from_bytes(rest[at : at + 4], "big") for at in (0, 4, 8, 12))
        assert abs(start - part.start * 1000 / 22050) <= 0.5
        assert abs(end - part.end * 1000 / 22050) <= 0.5
        assert first == last == 0xFFFFFFFF
        assert rest[16:20] == b"TIT2"
        assert rest.endswith(part.title.encode())


def test_more_chapters_than_a_tag_counts_are_left_out() -> None:
    tag = Tag("T", "", "", "eng", make_edition().metadata.published, "", tuple((str(n), n, n + 1) for n in range(300)))
    frames = id3_frames(encode_tag(tag) + b"\xff\xf3")
    assert [name for name, _ in frames].count("CHAP") == 255


def test_the_first_small_picture_is_the_cover(tmp_path: Path) -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(50)
    (tmp_path / "a.svg").write_text("<svg/>", "utf-8")
    (tmp_path / "large.png").write_bytes(png + bytes(300_000))
    (tmp_path / "small.png").write_bytes(png)
    names = [tmp_path / name for name in ("a.svg", "large.png", "small.png")]
    assert cover_of(names) == png
    assert cover_of(names[:2]) == b""
    edition = replace(make_edition(), resources=(("small.png", "sha256:0"),))
    frames = dict(id3_frames(AUDIO_MP3.render(edition, make_context("en", tmp_path)).data))
    assert frames["APIC"] == b"\x03image/png\0\x03\0" + png
