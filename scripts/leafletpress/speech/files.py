"""Sound files that people bring: what they hold, and how they become MP3 frames without a tag."""

from __future__ import annotations

import array
import io
import sys
import wave
from dataclasses import dataclass

from leafletpress.speech.driver import SAMPLE_RATE
from leafletpress.speech.mp3 import ENCODER_DELAY, SAMPLES_PER_FRAME, frame_sizes, info_frame
from leafletpress.speech.worker import encode

BIT_RATES_KBPS = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
"By the version bits of a frame's header: MPEG-1, MPEG-2 and MPEG-2.5."
FEWEST_FRAMES = 10
"Fewer are taken for other bytes that happen to look like MP3."


@dataclass(frozen=True, slots=True)
class Sound:
    """A whole file but for its tag."""

    data: bytes
    duration_s: float


def sound_of(data: bytes) -> Sound:
    """The sound of an MP3 or WAV file; raises ValueError, saying why, for anything else."""
    return _wav(data) if data[:4] == b"RIFF" else _mp3(data)


def _mp3(data: bytes) -> Sound:
    start = 0
    while data[start : start + 3] == b"ID3":
        size = zip(data[start + 6 : start + 10], (21, 14, 7, 0), strict=False)
        start += 10 + sum(byte << shift for byte, shift in size)
    at, seconds, frames = start, 0.0, 0
    while header := _header(data[at : at + 4]):
        length, samples, rate = header
        frame = data[at : at + length]
        if len(frame) < length:
            raise ValueError("its last frame is cut off")
        # The first frame may hold facts instead of sound.
        if not (frames == 0 and any(mark in frame[:64] for mark in (b"Xing", b"Info", b"VBRI"))):
            seconds += samples / rate
        at += length
        frames += 1
    if frames < FEWEST_FRAMES:
        raise ValueError("it is neither MP3 nor WAV")
    if len(data) - at > max(len(data) // 10, 4096):
        raise ValueError(f"it cannot be read as MP3 from byte {at} on")
    return Sound(data[start:at], seconds)


def _header(head: bytes) -> tuple[int, int, int] | None:
    """Bytes, samples and samples a second of a Layer III frame."""
    if len(head) < 4 or head[0] != 0xFF or head[1] >> 5 != 7 or head[1] >> 1 & 3 != 1 or head[1] >> 3 & 3 == 1:
        return None
    version = head[1] >> 3 & 3
    number, rate_number = head[2] >> 4, head[2] >> 2 & 3
    if number in (0, 15) or rate_number == 3:
        return None
    samples = 1152 if version == 3 else SAMPLES_PER_FRAME
    bit_rate, rate = BIT_RATES_KBPS[1 if version == 3 else 2][number], SAMPLE_RATES[version][rate_number]
    return samples // 8 * bit_rate * 1000 // rate + (head[2] >> 1 & 1), samples, rate


def _wav(data: bytes) -> Sound:
    try:
        with wave.open(io.BytesIO(data)) as file:
            channels, width, rate, count = file.getparams()[:4]
            pcm = file.readframes(count)
    except (wave.Error, EOFError) as error:
        raise ValueError(f"it is not a WAV file of plain samples ({error})") from error
    if width != 2:
        raise ValueError(f"its samples have {width * 8} bits instead of 16")
    if not pcm or len(pcm) != count * channels * width:
        raise ValueError("it holds no sound, or it is cut off")
    mono = _mono(pcm, channels)
    data = encode(mono, rate)
    count = len(frame_sizes(data))
    samples = round(len(mono) // 2 * SAMPLE_RATE / rate)
    # Resampling may take a little more or less; what is left over is silence at the end.
    samples = min(samples + ENCODER_DELAY, count * SAMPLES_PER_FRAME)
    return Sound(info_frame(data, count, samples) + data, samples / SAMPLE_RATE)


def _mono(pcm: bytes, channels: int) -> bytes:
    if channels == 1:
        return pcm
    samples = array.array("h", pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    mixed = array.array("h", (sum(group) // channels for group in zip(*[iter(samples)] * channels, strict=True)))
    if sys.byteorder == "big":
        mixed.byteswap()
    return mixed.tobytes()
