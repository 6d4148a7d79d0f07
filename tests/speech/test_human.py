"""Recordings by people: heard instead of a computer voice, for as long as the text is the one they read."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile

from leafletpress.edition import Edition
from leafletpress.errors import RenditionError
from leafletpress.renderers import Unavailable
from leafletpress.renderers.audio import AUDIO_MP3
from leafletpress.renderers.captions import CAPTIONS_VTT, NO_CUES
from leafletpress.speech.files import sound_of
from leafletpress.speech.mp3 import join
from leafletpress.speech.speaker import espeak_speaker
from tests.editions import make_edition
from tests.speech.test_audio import make_context

SECONDS = 2.5


def tone(rate: int = 44100, channels: int = 1) -> bytes:
    wanted = np.sin(2 * np.pi * 440 * np.arange(int(SECONDS * rate)) / rate) * 8000
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.repeat(wanted.astype("<i2"), channels).tobytes())
    return out.getvalue()


def put(folder: Path, edition: Edition, data: bytes, digest: str | None = None, suffix: str = "wav") -> None:
    place = folder / "translations" / edition.locale.tag
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{edition.leaflet}.{suffix}").write_bytes(data)
    if digest is not None:
        text = f"edition: {digest}\nreader: Amina Ali, Somali team\nrecorded: 2026-11-03\n"
        (place / f"{edition.leaflet}.recording.yml").write_text(text, "utf-8")


@pytest.mark.parametrize(("rate", "channels"), [(44100, 1), (48000, 2), (22050, 1), (16000, 1)])
def test_a_wav_file_becomes_an_mp3_file_of_the_same_length(rate: int, channels: int) -> None:
    sound = sound_of(tone(rate, channels))
    samples, _ = soundfile.read(io.BytesIO(sound.data))
    assert len(samples) / 22050 == pytest.approx(SECONDS, abs=0.05)
    assert sound.duration_s == len(samples) / 22050
    assert np.abs(samples).max() == pytest.approx(8000 / 32768, rel=0.1)


@pytest.mark.parametrize(("rate", "channels"), [(44100, 2), (22050, 1), (8000, 1)])
def test_an_mp3_file_is_kept_without_its_tags(rate: int, channels: int) -> None:
    out = io.BytesIO()
    soundfile.write(out, np.zeros((rate * 2, channels)) + 0.1, rate, format="MP3")
    sound = sound_of(b"ID3\x04\0\0\0\0\0\x05hello" + out.getvalue() + b"TAG" + bytes(125))
    assert sound.data in out.getvalue()
    assert sound.duration_s == pytest.approx(2, abs=0.2)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "neither MP3 nor WAV"),
        (b"OggS" + bytes(1000), "neither MP3 nor WAV"),
        (b"RIFF" + bytes(100), "not a WAV file"),
        (tone()[:60], "cut off"),
    ],
)
def test_anything_else_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        sound_of(data)


def test_a_recording_is_heard_instead_of_a_voice_even_where_there_is_none(tmp_path: Path) -> None:
    edition = make_edition("<h1>Guriga</h1>", "so")
    context = make_context("so", tmp_path)
    assert AUDIO_MP3.unavailable(edition, context)
    before = AUDIO_MP3.fingerprint(edition, context)
    put(tmp_path, edition, tone(), edition.digest)
    assert AUDIO_MP3.unavailable(edition, context) is None
    assert AUDIO_MP3.fingerprint(edition, context) != before
    rendered = AUDIO_MP3.render(edition, context)
    facts = dict(rendered.facts)
    assert facts["reader"] == "person"
    assert facts["voice"] == "Amina Ali, Somali team"
    assert facts["duration_s"] == pytest.approx(SECONDS, abs=0.05)
    assert rendered.provenance.startswith("Read by a person: Amina Ali, Somali team, recorded on 2026-11-03.")
    assert len(soundfile.read(io.BytesIO(rendered.data))[0]) / 22050 == pytest.approx(facts["duration_s"], abs=0.001)
    assert CAPTIONS_VTT.unavailable(edition, context) == Unavailable(NO_CUES)


def test_a_recording_of_another_text_is_not_used_and_that_is_said(tmp_path: Path) -> None:
    edition = make_edition("<h1>Home</h1>")
    context = make_context("en", tmp_path)
    clean = AUDIO_MP3.render(edition, context)
    put(tmp_path, edition, tone(), "sha256:" + "0" * 64)
    rendered = AUDIO_MP3.render(edition, context)
    facts = dict(rendered.facts)
    assert facts["reader"] == "computer"
    assert facts["duration_s"] == dict(clean.facts)["duration_s"]
    assert "is not used: it was read from sha256:000" in str(facts["recording"])
    assert edition.digest in str(facts["recording"])
    assert str(facts["recording"]) in rendered.provenance


def test_a_stale_recording_does_not_make_a_voice(tmp_path: Path) -> None:
    edition = make_edition("<h1>Guriga</h1>", "so")
    put(tmp_path, edition, tone(), "sha256:" + "0" * 64)
    assert AUDIO_MP3.unavailable(edition, make_context("so", tmp_path))


def test_a_recording_that_does_not_say_its_text_is_an_error_with_the_digest(tmp_path: Path) -> None:
    edition = make_edition("<h1>Home</h1>")
    put(tmp_path, edition, tone())
    with pytest.raises(RenditionError) as caught:
        AUDIO_MP3.render(edition, make_context("en", tmp_path))
    assert "translations/en/going-home.recording.yml" in str(caught.value)
    assert f"edition: {edition.digest}" in str(caught.value)


@pytest.mark.parametrize("facts", ["edition: [", "- a", "edition: x\nreader: y\nrecorded: yesterday\n"])
def test_a_sidecar_that_cannot_be_understood_is_an_error(facts: str, tmp_path: Path) -> None:
    edition = make_edition("<h1>Home</h1>")
    put(tmp_path, edition, tone(), "")
    (tmp_path / "translations/en/going-home.recording.yml").write_text(facts, "utf-8")
    with pytest.raises(RenditionError, match=r"going-home\.recording\.yml"):
        AUDIO_MP3.render(edition, make_context("en", tmp_path))


def test_two_recordings_or_none_are_an_error(tmp_path: Path) -> None:
    edition = make_edition("<h1>Home</h1>")
    put(tmp_path, edition, tone(), edition.digest)
    put(tmp_path, edition, join([espeak_speaker().speak("Rest.", "gmw/en", 160).frames]).data, suffix="mp3")
    with pytest.raises(RenditionError, match=r"both going-home\.mp3 and going-home\.wav"):
        AUDIO_MP3.render(edition, make_context("en", tmp_path))
    for suffix in ("mp3", "wav"):
        (tmp_path / f"translations/en/going-home.{suffix}").unlink()
    with pytest.raises(RenditionError, match="there is no recording for it"):
        AUDIO_MP3.render(edition, make_context("en", tmp_path))


def test_a_file_that_is_no_sound_is_an_error(tmp_path: Path) -> None:
    edition = make_edition("<h1>Home</h1>")
    put(tmp_path, edition, b"hello", edition.digest, "mp3")
    with pytest.raises(RenditionError, match=r"translations/en/going-home\.mp3: the recording cannot be used"):
        AUDIO_MP3.render(edition, make_context("en", tmp_path))
