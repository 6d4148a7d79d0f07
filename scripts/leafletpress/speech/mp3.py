"""MP3 as we make it: pieces of MPEG-2 Layer III mono, joined without a gap behind one Info frame.

Each piece comes from an encoder of its own, so no frame refers back into another piece, and a piece begins at exactly
(frames before it + 1) x 576 samples of the decoded file.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

SAMPLES_PER_FRAME = 576
ENCODER_DELAY = 576
"""Samples of silence that the encoder puts before the first real one. Decoders add 529 of their own and take them back.

Our Info frame does not ask them to take the encoder's back too: Chromium forgets all of it after a seek, and would be
50 ms late from then on. It is counted in where each piece begins.
"""
BIT_RATES_KBPS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"By the number in a frame's header: MPEG-2 Layer III."
SAMPLE_RATES = (22050, 24000, 16000)
HEADER = struct.Struct(">I")
SIDE_INFORMATION = 9
"Bytes of side information after the header of a mono frame."
SILENT_HEADER = bytes((0xFF, 0xF3, 0x60, 0xC4))
"MPEG-2 Layer III without CRC, 48 kbps, 22,050 Hz, no padding byte, mono, original; as lameenc writes it."
SILENT_FRAME = SILENT_HEADER + bytes(72_000 * 48 // SAMPLE_RATES[0] - HEADER.size)
"""A frame whose side information is all zero holds no sound: this is how lame's own Info frame stays silent in players
that do not know it."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Pieces as one stream."""

    data: bytes
    "Info frame and frames: a whole file but for its tag."
    starts: tuple[int, ...]
    "The sample at which each piece begins."
    samples: int
    "What a decoder gives back."

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.samples / SAMPLE_RATES[self.data[2] >> 2 & 3]


def split_frames(stream: bytes) -> list[bytes]:
    """The frames of a stream; raises ValueError for anything that is not one."""
    frames, at = [], 0
    for size in frame_sizes(stream):
        frames.append(stream[at : at + size])
        at += size
    return frames


def frame_sizes(stream: bytes) -> list[int]:
    """The length of each frame in bytes; raises ValueError for anything that is not a frame."""
    sizes, at = [], 0
    while at < len(stream):
        if at + HEADER.size > len(stream):
            raise ValueError(f"MP3 frame at byte {at} is cut off")
        size = _size(stream[at : at + HEADER.size])
        if not size:
            raise ValueError(f"no MPEG-2 Layer III frame at byte {at}")
        if at + size > len(stream):
            raise ValueError(f"MP3 frame at byte {at} is cut off")
        sizes.append(size)
        at += size
    return sizes


@cache
def _size(header: bytes) -> int:
    """Of the frame with this header, 0 where it is none; a recording has thousands of frames, and few headers."""
    head: int = HEADER.unpack(header)[0]
    if head >> 17 != 0x7FF9 or head >> 12 & 15 in (0, 15) or head >> 10 & 3 == 3:
        return 0
    return 72_000 * BIT_RATES_KBPS[head >> 12 & 15] // SAMPLE_RATES[head >> 10 & 3] + (head >> 9 & 1)


def silence(milliseconds: int) -> bytes:
    """Frames of silence, to the nearest frame of 26 ms."""
    count = round(milliseconds * SAMPLE_RATES[0] / 1000 / SAMPLES_PER_FRAME)
    return SILENT_FRAME * count


def join(pieces: Sequence[bytes]) -> Joined:
    """Separately encoded pieces as one stream, with the sample at which each begins."""
    count, starts = 0, []
    for piece in pieces:
        starts.append(count * SAMPLES_PER_FRAME + ENCODER_DELAY)
        count += len(frame_sizes(piece))
    samples, data = (count - 1) * SAMPLES_PER_FRAME, b"".join(pieces)
    return Joined(info_frame(data, count, samples) + data, tuple(starts), samples)


def info_frame(data: bytes, count: int, samples: int) -> bytes:
    """A silent first frame for so many frames: tells decoders how many samples there are, and to drop their own delay.

    Without it speech starts later in some players than in others. It leaves out the table of 100 places to seek to,
    which a constant bit rate does not need and for which such a small frame has no room.
    """
    head = bytearray(data[: HEADER.size])
    head[1] |= 0x01  # no CRC
    head[2] &= 0xFD  # no padding byte
    bit_rate, rate = BIT_RATES_KBPS[head[2] >> 4], SAMPLE_RATES[head[2] >> 2 & 3]
    padding = count * SAMPLES_PER_FRAME - samples
    if not 0 <= padding < 4096:
        raise ValueError(f"padding of {padding} samples does not fit an Info frame")
    frame = bytearray(72_000 * bit_rate // rate)
    size = len(frame) + len(data)
    frame[:4] = head
    xing = HEADER.size + SIDE_INFORMATION
    frame[xing : xing + 16] = b"Info" + struct.pack(">III", 3, count, size)  # 3: frames and bytes are given
    lame = xing + 16
    frame[lame : lame + 11] = b"LAME3.100" + b"\x01\x00"  # constant bit rate, no low-pass stated
    frame[lame + 20] = bit_rate
    frame[lame + 21 : lame + 24] = HEADER.pack(padding)[1:]  # no delay of the encoder's
    frame[lame + 28 : lame + 34] = struct.pack(">IH", size, 0)
    frame[lame + 34 : lame + 36] = struct.pack(">H", _crc16(bytes(frame[: lame + 34])))
    return bytes(frame)


def _crc16(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc
