"""Recordings in the programs that people play them with: every sample is there, and a seek lands where it should.

Where a seek lands is heard, not asked for: what comes out of the player is found again in the whole recording.
"""

from __future__ import annotations

import base64
import io
import json
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Browser, Page

from leafletpress.speech.mp3 import join
from leafletpress.speech.recording import EARLY
from leafletpress.speech.worker import encode
from tests.speech.site import TAGS, recording, rendered
from tests.web.server import served

RATE = 22050
NEAR_S = 0.05
"How far from its place a seek may land."
AUDIBLE = 300
"Of the noise's 4,000: what is fainter is a decoder that begins, not sound."
CHAPTERS = 24
"Of a noise in which every moment is unlike any other."

DECODE = """async text => {
    const data = Uint8Array.from(atob(text), char => char.charCodeAt(0));
    const sound = await new OfflineAudioContext(1, 1, 22050).decodeAudioData(data.buffer);
    const samples = sound.getChannelData(0);
    const every = Math.max(1, Math.floor(samples.length / 5000));
    return [samples.length, sound.sampleRate, every, Array.from(samples.filter((_, at) => at % every === 0))];
}"""

HEARD = """async place => {
    const audio = document.querySelector("audio");
    audio.pause();
    window.context ??= new AudioContext({sampleRate: 22050});
    await context.resume();
    window.source ??= context.createMediaElementSource(audio);
    if (place !== null) await new Promise(resolve => {
        audio.addEventListener("seeked", resolve, {once: true});
        audio.currentTime = place;
    });
    const tap = context.createScriptProcessor(1024, 1, 1), heard = [], clock = [];
    const enough = new Promise(resolve => {
        tap.onaudioprocess = event => {
            const part = event.inputBuffer.getChannelData(0);
            if (heard.length || part.some(sample => Math.abs(sample) > 0.01)) {
                clock.push([heard.length, audio.currentTime]);
                heard.push(...part);
            }
            if (heard.length > 24000) resolve();
        };
    });
    source.connect(tap);
    tap.connect(context.destination);
    await audio.play();
    await enough;
    audio.pause();
    source.disconnect(tap);
    tap.disconnect();
    return [heard, clock];
}"""


@dataclass(frozen=True, slots=True)
class Playing:
    """What a browser played after a seek, in seconds."""

    first: float
    "The place in the recording of the first sound."
    ahead: float
    "How far the sound is ahead of the player's clock; mostly what waits in buffers."


@cache
def noise() -> tuple[bytes, tuple[int, ...]]:
    """A file of pieces joined as ours are, none of them silent, and where each begins."""
    random = np.random.default_rng(7)
    joined = join([encode((random.normal(size=RATE * 12) * 4000).astype("<i2").tobytes()) for _ in range(CHAPTERS)])
    return joined.data, joined.starts


def samples_of(data: bytes) -> np.ndarray:
    samples, rate = soundfile.read(io.BytesIO(data), dtype="int16")
    assert rate == RATE
    return samples


def ffmpeg(data: Path, *arguments: str) -> np.ndarray:
    """What ffmpeg makes of a file; arguments before the input seek in it."""
    command = ["ffmpeg", "-v", "error", *arguments, "-i", str(data), "-f", "s16le", "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True, timeout=120).stdout, "<i2")


def place_in(heard: np.ndarray, whole: np.ndarray, near: int) -> int:
    """The sample of the whole at which what is heard begins, within a second of where it should."""
    first = max(near - RATE, 0)
    window = whole[first : near + RATE + len(heard)].astype(float)
    size = len(window) + len(heard)
    spectrum = np.fft.rfft(window, size) * np.conj(np.fft.rfft(heard.astype(float), size))
    match = np.fft.irfft(spectrum, size)[: len(window)]
    best = int(match.argmax())
    if match[best] < 5 * np.abs(np.delete(match, slice(max(best - 50, 0), best + 50))).max():
        raise LookupError("what is heard is not in there")
    return first + best


@pytest.fixture(scope="module")
def tab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page with a player of the noise, from a server that answers for parts of a file."""
    folder = tmp_path_factory.mktemp("players")
    (folder / "noise.mp3").write_bytes(noise()[0])
    (folder / "index.html").write_text('<!doctype html><audio preload="metadata" src="noise.mp3"></audio>', "utf-8")
    with served(folder) as address:
        page = browser.new_page()
        page.goto(address)
        page.wait_for_function("document.querySelector('audio').readyState > 0")
        yield page
        page.close()


@pytest.mark.parametrize("tag", TAGS)
def test_every_decoder_gives_every_sample_and_the_same_sound(tag: str, tab: Page, tmp_path: Path) -> None:
    made = recording(tag)
    whole = samples_of(made.joined.data)
    path = tmp_path / "leaflet.mp3"
    path.write_bytes(made.joined.data)
    by_ffmpeg = ffmpeg(path)
    length, rate, every, some = tab.evaluate(DECODE, base64.b64encode(made.joined.data).decode())
    assert (len(whole), len(by_ffmpeg), length, rate) == (*[made.joined.samples] * 3, RATE)
    assert np.abs(whole.astype(int) - by_ffmpeg).max() <= 2
    in_browser = np.array(some) * 32768
    assert np.abs(whole[::every][: len(in_browser)] - in_browser).max() <= 2


@pytest.mark.parametrize("tag", ["en", "ur"])
def test_a_whole_file_names_its_chapters_to_players(tag: str, tmp_path: Path) -> None:
    made = rendered(tag)
    path = tmp_path / "leaflet.mp3"
    path.write_bytes(made.data)
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_chapters", "-show_format", str(path)]
    told = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=120).stdout)
    headings = [cue for cue in recording(tag, 1000).cues if cue.utterance.kind == "heading"]
    assert [one["tags"]["title"] for one in told["chapters"]] == [cue.utterance.shown for cue in headings]
    assert len(headings) > 5
    assert float(told["chapters"][-1]["end_time"]) == pytest.approx(dict(made.facts)["duration_s"], abs=0.002)
    assert told["format"]["tags"]["title"]
    assert round(len(ffmpeg(path)) / RATE, 3) == dict(made.facts)["duration_s"]


def test_ffmpeg_lands_on_every_chapter(tmp_path: Path) -> None:
    data, starts = noise()
    path = tmp_path / "noise.mp3"
    path.write_bytes(data)
    whole = samples_of(data)
    for start in (max(piece - EARLY, 0) for piece in starts):
        heard = ffmpeg(path, "-ss", f"{start / RATE:.3f}", "-t", "0.5")
        assert abs(place_in(heard, whole, start) - start) / RATE < NEAR_S


def test_libsndfile_lands_on_every_chapter() -> None:
    data, starts = noise()
    whole = samples_of(data)
    with soundfile.SoundFile(io.BytesIO(data)) as file:
        for start in (piece - EARLY for piece in starts[:0:-1]):
            file.seek(start)
            assert abs(place_in(file.read(5000, dtype="int16"), whole, start) - start) / RATE < NEAR_S


def played(tab: Page, place: int | None, attempts: int = 6) -> Playing:
    """Play from a sample, or from where the player is; again where a busy machine left gaps in the sound."""
    for _ in range(attempts):
        with suppress(LookupError):
            return heard_from(tab, place)
    raise LookupError(f"after {attempts} attempts the browser played nothing of the recording at {place}")


def heard_from(tab: Page, place: int | None) -> Playing:
    heard, clock = tab.evaluate(HEARD, None if place is None else place / RATE)
    sound = np.array(heard) * 32768
    first = int(np.flatnonzero(np.abs(sound) > AUDIBLE)[0])
    begins = place_in(sound[first : first + 3000], samples_of(noise()[0]), place or 0) - first
    # A busy machine reads the clock late: the earliest readings are the right ones.
    ahead = sorted((begins + count) / RATE - time for count, time in clock)
    return Playing((begins + first) / RATE, ahead[-len(ahead) // 4])


def test_a_browser_lands_on_every_chapter(tab: Page) -> None:
    """The last chapters first: what lies before them has not been loaded yet. Nothing of a sentence may be lost."""
    usual = played(tab, None).ahead
    starts = noise()[1]
    for piece in (*starts[:2:-4], *starts[2::5]):
        playing = played(tab, piece - EARLY)
        assert abs(playing.ahead - usual) < NEAR_S
        assert (piece - EARLY) / RATE - 0.002 < playing.first < piece / RATE


def test_the_proof_hears_a_seek_that_lands_beside_its_place(tmp_path: Path) -> None:
    data, starts = noise()
    whole = samples_of(data)
    path = tmp_path / "noise.mp3"
    path.write_bytes(data)
    heard = ffmpeg(path, "-ss", f"{starts[3] / RATE + 0.08:.3f}", "-t", "0.5")
    assert place_in(heard, whole, starts[3]) / RATE == pytest.approx(starts[3] / RATE + 0.08, abs=0.01)
