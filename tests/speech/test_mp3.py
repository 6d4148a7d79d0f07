from __future__ import annotations

import datetime
import io

import numpy as np
import pytest
import soundfile

from leafletpress.locales import locale_from_tag
from leafletpress.speech.id3 import Tag, encode_tag, iso_639_2
from leafletpress.speech.mp3 import ENCODER_DELAY, SAMPLES_PER_FRAME, join, silence, split_frames
from leafletpress.speech.speaker import espeak_speaker
from leafletpress.speech.worker import encode, encode_sentence, fresh_encoder, samples_heard


def decode(data: bytes) -> np.ndarray:
    samples, rate = soundfile.read(io.BytesIO(data), dtype="int16")
    assert rate == 22050
    assert samples.ndim == 1
    return samples


@pytest.fixture(scope="module")
def pieces() -> list[bytes]:
    speak = espeak_speaker().speak
    return [speak(text, "gmw/en", 160).frames for text in ("Take two tablets.", "Rest.", "Call 9 9 9 at once.")]


def test_a_decoder_gives_back_the_samples_that_were_promised(pieces: list[bytes]) -> None:
    for parts in (pieces, pieces[:1], [silence(600)], [pieces[0], silence(200), pieces[1]]):
        joined = join(parts)
        assert len(decode(joined.data)) == joined.samples
        assert joined.duration == joined.samples / 22050


def test_the_whole_is_the_sum_of_its_parts(pieces: list[bytes]) -> None:
    joined = join(pieces)
    frames = [len(split_frames(piece)) for piece in pieces]
    assert joined.samples == (sum(frames) - 1) * SAMPLES_PER_FRAME
    assert joined.starts == tuple((sum(frames[:count]) + 1) * SAMPLES_PER_FRAME for count in range(3))
    assert joined.data.endswith(b"".join(pieces))


def test_each_piece_sounds_in_the_whole_as_it_does_alone(pieces: list[bytes]) -> None:
    joined = join(pieces)
    whole = decode(joined.data).astype(int)
    for piece, start in zip(pieces, joined.starts, strict=True):
        alone = decode(join([piece]).data).astype(int)
        # The first samples overlap the frame before; the decoder rounds the rest a little differently.
        first = start - ENCODER_DELAY
        assert np.abs(whole[first + 600 : first + len(alone)] - alone[600:]).max() <= 1


def test_joins_are_silent(pieces: list[bytes]) -> None:
    joined = join([pieces[0], silence(600), pieces[2]])
    whole = np.abs(decode(joined.data).astype(int))
    _, pause, speech = joined.starts
    assert speech - pause == pytest.approx(0.6 * 22050, abs=SAMPLES_PER_FRAME / 2)
    assert whole[pause - 1500 : speech].max() < 50
    assert whole[:pause].max() > 5000
    assert whole[speech:].max() > 5000


def test_a_ready_made_pause_changes_neither_the_sound_nor_its_length() -> None:
    tone = (np.sin(np.arange(9000) / 8) * 9000).astype("<i2")
    for pause in (0, 100, 1151, 1152, 1728, 5000, 6635):
        pcm = tone.tobytes() + bytes(2 * pause)
        piece = encode_sentence([pcm], len(tone), len(pcm) // 2, fresh_encoder())
        whole = encode(pcm)
        assert len(split_frames(piece)) == len(split_frames(whole))
        ours, theirs = (decode(join([frames]).data).astype(int) for frames in (piece, whole))
        assert np.abs(ours - theirs).max() <= 40  # Which of a frame's bits an encoder spends on what is its own affair.
    assert np.abs(ours[ENCODER_DELAY:][:9000] - tone).mean() < 300


@pytest.mark.parametrize("size", [2, 1000, 8820, 50_000])
def test_sound_that_comes_in_chunks_is_the_same_sound(size: int) -> None:
    pcm = (np.sin(np.arange(20_000) / 8) * 9000).astype("<i2").tobytes() + bytes(12_000)
    chunks = [pcm[at : at + size] for at in range(0, len(pcm), size)]
    assert samples_heard(chunks) == samples_heard([pcm]) == 20_000
    pieces = [encode_sentence(one, 20_000, 25_000, fresh_encoder()) for one in ([pcm], chunks, [*chunks, b""])]
    assert pieces[1] == pieces[2] == pieces[0]


def test_nothing_is_heard_of_silence() -> None:
    assert samples_heard([]) == samples_heard([b""]) == samples_heard([bytes(8), bytes(2)]) == 0
    assert samples_heard([bytes(4), b"\0\1", bytes(6)]) == 3


@pytest.mark.parametrize("stream", [b"RIFF", b"\xff\xf3\x60\xc4", silence(100)[:-1], silence(100) + b"\xff"])
def test_what_is_not_whole_frames_is_refused(stream: bytes) -> None:
    with pytest.raises(ValueError, match=r"frame at byte \d+"):
        split_frames(stream)


def test_a_tag_holds_its_facts_and_hides_no_frame(pieces: list[bytes]) -> None:
    tag = encode_tag(
        Tag(
            title="گھر واپسی",
            artist="A hospital",
            album="",
            language="urd",
            published=datetime.date(2026, 11, 1),
            comment="Read by a computer voice. " * 40,
        )
    )
    frames = [(name, content.decode()) for name, content in id3_frames(tag + b"\xff\xf3")]
    assert [name for name, _ in frames] == ["TIT2", "TPE1", "TLAN", "TDRC", "COMM"]
    assert dict(frames)["TIT2"] == "\x03گھر واپسی"
    assert dict(frames)["TLAN"] == "\x03urd"
    assert dict(frames)["COMM"].startswith("\x03eng\0Read by")
    joined = join(pieces)
    assert len(decode(tag + joined.data)) == joined.samples


def id3_frames(data: bytes) -> list[tuple[str, bytes]]:
    """Name and content of each frame of the tag that a file begins with."""

    def size(data: bytes) -> int:
        return sum(byte << shift for byte, shift in zip(data, (21, 14, 7, 0), strict=True))

    assert data[:6] == b"ID3\x04\0\0"
    tag = data[: 10 + size(data[6:10])]
    assert data[len(tag) : len(tag) + 2] == b"\xff\xf3"
    at, frames = 10, []
    while at < len(tag):
        end = at + 10 + size(tag[at + 4 : at + 8])
        frames.append((tag[at : at + 4].decode(), tag[at + 10 : end]))
        at = end
    return frames


def test_players_are_told_the_language() -> None:
    codes = {tag: iso_639_2(locale_from_tag(tag)) for tag in ("en", "zh-Hans", "ro", "yue", "so")}
    assert codes == {"en": "eng", "zh-Hans": "zho", "ro": "ron", "yue": "yue", "so": "und"}
