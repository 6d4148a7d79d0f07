"""The sound of real leaflets: loudness, silence where one sentence ends and the next begins, chapters and captions."""

from __future__ import annotations

import io
import json
import random
import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
import soundfile

from leafletpress.renderers.captions import webvtt
from leafletpress.speech.cues import chapters, read_along
from leafletpress.speech.mp3 import SAMPLES_PER_FRAME, split_frames
from leafletpress.speech.recording import EARLY, Clip, assemble
from leafletpress.speech.speaker import espeak_speaker
from leafletpress.speech.voices import LOUDNESS_LUFS
from tests.speech.loudness import loudness, true_peak
from tests.speech.site import TAGS, recording

RATE = 22050
NEAR = int(0.03 * RATE)
SILENT = 0.005 * 32768
"46 dB below full scale, and 23 below speech."


@cache
def sound(tag: str) -> np.ndarray:
    samples, rate = soundfile.read(io.BytesIO(recording(tag).joined.data), dtype="int16")
    assert rate == RATE
    return samples


def test_the_meter_measures_what_the_standard_says() -> None:
    """A sine of 997 Hz at full scale is -3.01 LUFS."""
    sine = np.sin(2 * np.pi * 997 * np.arange(RATE * 3) / RATE)
    assert loudness(sine * 0.5 * 32767, RATE) == pytest.approx(-3.01 - 6.02, abs=0.05)
    assert true_peak(sine * 0.5 * 32767) == pytest.approx(-6.02, abs=0.05)


@pytest.mark.parametrize("tag", TAGS)
def test_every_voice_is_as_loud_as_it_should_be_and_none_is_cut_off(tag: str) -> None:
    assert loudness(sound(tag), RATE) == pytest.approx(LOUDNESS_LUFS, abs=1)
    assert true_peak(sound(tag)) < -1


@pytest.mark.parametrize("tag", TAGS)
def test_the_file_is_the_sum_of_its_parts_to_the_sample(tag: str) -> None:
    made = recording(tag)
    assert len(sound(tag)) == made.joined.samples
    frames = split_frames(made.joined.data)
    assert made.joined.samples == (len(frames) - 2) * SAMPLES_PER_FRAME


def test_the_sound_is_silent_where_cues_begin_and_end() -> None:
    places = [(tag, place) for tag in TAGS for cue in recording(tag).cues for place in (cue.start, cue.end)]
    loud = []
    for tag, place in random.Random(5).sample(places, 200):
        near = np.abs(sound(tag)[max(place - NEAR, 0) : place + NEAR].astype(int))
        if near.max() > SILENT:
            loud.append((tag, place, int(near.max())))
    assert not loud


@pytest.mark.parametrize("tag", TAGS)
def test_cues_follow_one_another_and_hold_their_sentence(tag: str) -> None:
    made = recording(tag)
    assert [cue.start for cue in made.cues] == sorted({cue.start for cue in made.cues})
    assert all(first.end <= second.start for first, second in zip(made.cues, made.cues[1:], strict=False))
    assert made.cues[-1].end <= made.joined.samples
    for cue in made.cues:
        assert np.abs(sound(tag)[cue.start : cue.end].astype(int)).max() > 1000


@pytest.mark.parametrize("tag", TAGS)
def test_captions_are_the_narration(tag: str) -> None:
    made = recording(tag)
    text = webvtt(made, "A & B", tag)
    blocks = text.strip().split("\n\n")
    assert blocks[:2] == ["WEBVTT", f"NOTE\nA &amp; B ({tag})"]
    cues = [block.split("\n") for block in blocks[2:]]
    assert [cue[0] for cue in cues] == [cue.utterance.key for cue in made.cues]
    words = [re.sub("</?lang[^>]*>", "", cue[2]) for cue in cues]
    shown = [" ".join(cue.utterance.shown.split()) for cue in made.cues]
    assert [word.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for word in words] == shown
    for cue, (_key, times, _text) in zip(made.cues, cues, strict=True):
        start, end = (
            sum(float(part) * 60**power for power, part in enumerate(reversed(time.split(":"))))
            for time in times.split(" --> ")
        )
        assert start == pytest.approx(cue.start / RATE, abs=0.0006)
        assert end == pytest.approx(cue.end / RATE, abs=0.0006)


@pytest.mark.parametrize("tag", TAGS)
def test_chapters_are_the_headings_and_begin_in_silence(tag: str) -> None:
    made = recording(tag)
    parts = chapters(made)
    headings = [cue for cue in made.cues if cue.utterance.kind == "heading"]
    assert " ".join(part.title for part in parts) == " ".join(cue.utterance.shown for cue in headings)
    assert parts[0].start < 0.05 * RATE
    assert [part.end for part in parts] == [*(part.start for part in parts[1:]), made.joined.samples]
    for part in parts:
        assert np.abs(sound(tag)[max(part.start - NEAR, 0) : part.start + NEAR].astype(int)).max() < SILENT


def test_read_along_is_a_table_of_whole_samples() -> None:
    made = recording("en")
    table = read_along(made).as_json()
    assert table["rate"] == RATE
    first = made.cues[0]
    assert table["cues"][0] == ["s1", first.start, first.end]
    assert len(table["cues"]) == len(made.cues)
    assert table["chapters"][0] == ["s1", first.start, 1, "Prosthetic implants"]
    assert json.loads(json.dumps(table)) == table


def test_the_sentences_of_one_section_can_be_joined_on_their_own() -> None:
    clips = [
        Clip(cue.utterance, espeak_speaker().speak(f"{cue.utterance.key}.", "gmw/en", 160))
        for cue in recording("en").cues[:3]
    ]
    part = assemble(clips[1:])
    samples, _ = soundfile.read(io.BytesIO(part.joined.data), dtype="int16")
    assert len(samples) == part.joined.samples
    assert [cue.utterance for cue in part.cues] == [clip.utterance for clip in clips[1:]]
    for cue, clip in zip(part.cues, clips[1:], strict=True):
        # A cue ends where the sentence's own pause does, or a little before where the next begins.
        assert clip.piece.samples - EARLY <= cue.end - cue.start - EARLY <= clip.piece.samples
    close = assemble([Clip(replace(clip.utterance, pause_after_ms=0), clip.piece) for clip in clips])
    assert [cue.end for cue in close.cues[:-1]] == [cue.start for cue in close.cues[1:]]
