"""The speech worker: a small process that turns sentences into MP3 frames.

eSpeak NG keeps state between utterances, so that a sentence sounds different after another. The worker initialises it
once and forks a child for each sentence: every child starts from the same state, and the order of sentences does not
matter. The process stays small because forking a large one costs several times as much; nothing heavy is imported here.

Messages are length-prefixed JSON, an answer followed by as many bytes of frames as it announces.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import struct
import sys
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Any

from leafletpress.speech.driver import SAMPLE_RATE, SpeechFailure, start_engine
from leafletpress.speech.mp3 import SAMPLES_PER_FRAME, SILENT_FRAME

if TYPE_CHECKING:
    from leafletpress.speech.driver import Speech

LENGTH = struct.Struct(">I")
BIT_RATE_KBPS = 48
QUALITY = 5
"lame's own scale: 0 is slowest, 9 is worst."
CODEC_LOSS = int(0.066 * SAMPLE_RATE)
"Samples that encoding a piece on its own adds in silence; taken back from the pause that ends each sentence."
KEPT_SILENCE = 2 * SAMPLES_PER_FRAME
"Samples of the pause after a sentence that are encoded with it; the rest is ready-made frames of silence."
SELF_TEST = ("Take two tablets of 5 mg.", "Call us on 0 2 0, 7 9 4 6.")
SELF_TEST_VOICE = "gmw/en"

Message = dict[str, Any]


def send(pipe: IO[bytes], message: Message, frames: bytes = b"") -> None:
    """Write one message and what belongs to it."""
    data = json.dumps({**message, "bytes": len(frames)}).encode()
    pipe.write(LENGTH.pack(len(data)) + data + frames)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[Message, bytes]:
    """Read one message; raises EOFError when the other side is gone."""
    message: Message = json.loads(_exactly(pipe, LENGTH.unpack(_exactly(pipe, LENGTH.size))[0]))
    return message, _exactly(pipe, message["bytes"])


def main() -> None:
    """Serve until the caller closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the caller decides when we end.
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # Whatever a library prints must not get between the messages.
    try:
        speech = start_engine()
        encoder = fresh_encoder()  # Once here; each child uses its own copy.
        _self_test(speech, encoder)
    except SpeechFailure as failure:
        send(answers, {"failure": str(failure)})
        return
    send(answers, {"version": speech.version, "voices": speech.voices()})
    gc.collect()
    gc.freeze()  # A child that never collects does not copy the parent's pages.
    while True:
        try:
            request, _ = receive(requests)
        except EOFError:
            return
        try:
            limit_s = request["limit_s"]
            samples, frames = piece(
                speech, encoder, request["text"], request["voice"], request["rate"], request["volume"], limit_s
            )
        except SpeechFailure as failure:
            send(answers, {"failure": str(failure)})
        else:
            send(answers, {"samples": samples}, frames)


def piece(
    speech: Speech, encoder: Any, text: str, voice: str, rate: int, volume: int, limit_s: float
) -> tuple[int, bytes]:
    """Number of samples and MP3 frames of one sentence, made in a child of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _speak_and_exit(speech, encoder, (text, voice, rate, volume), limit_s, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        data = pipe.read()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGALRM:
        raise SpeechFailure(f"the engine took longer than {limit_s:g} seconds")
    if code < 0:
        raise SpeechFailure(f"the engine was ended by {signal.Signals(-code).name}")
    if code > 0:
        raise SpeechFailure(data.decode(errors="replace") or f"the engine ended with code {code}")
    return LENGTH.unpack(data[: LENGTH.size])[0], data[LENGTH.size :]


def _speak_and_exit(
    speech: Speech, encoder: Any, arguments: tuple[str, str, int, int], limit_s: float, writer: int
) -> None:
    """The whole life of a child; it never returns into the worker's loop."""
    # Nobody handles this signal, so it ends the child even while the library is at work.
    signal.setitimer(signal.ITIMER_REAL, limit_s)
    code = 1
    try:
        with os.fdopen(writer, "wb") as pipe:
            try:
                chunks = speech.chunks(*arguments)
                heard = samples_heard(chunks)
                if not heard:
                    raise SpeechFailure(f"the voice {arguments[1]} says nothing for it")
                samples = sum(map(len, chunks)) // 2 - CODEC_LOSS
                pipe.write(LENGTH.pack(samples) + encode_sentence(chunks, heard, samples, encoder))
                code = 0
            except Exception as error:
                pipe.write(str(error).encode())
    finally:
        os._exit(code)


def encode(pcm: bytes, rate: int = SAMPLE_RATE) -> bytes:
    """MP3 frames of 16-bit mono samples, from a fresh encoder, so that no frame refers back into another piece."""
    encoder = fresh_encoder(rate)
    return bytes(encoder.encode(pcm) + encoder.flush())


def fresh_encoder(rate: int = SAMPLE_RATE) -> Any:
    """An encoder that has heard nothing, its tables made."""
    import lameenc

    encoder = lameenc.Encoder()
    encoder.set_bit_rate(BIT_RATE_KBPS)
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(SAMPLE_RATE)
    encoder.set_channels(1)
    encoder.set_quality(QUALITY)
    encoder.silence()
    encoder.encode(b"")
    return encoder


def samples_heard(chunks: Sequence[bytes]) -> int:
    """Samples up to the last that is not silent."""
    for place in reversed(range(len(chunks))):
        if sound := len(chunks[place].rstrip(b"\0")):
            return (sum(map(len, chunks[:place])) + sound + 1) // 2
    return 0


def encode_sentence(chunks: Sequence[bytes], heard: int, samples: int, encoder: Any) -> bytes:
    """As many frames as `encode` makes of so many samples; the pause after what is heard is ready-made.

    Chunk by chunk: every page of memory that is touched for the first time costs a child more than what is done there,
    and the encoder makes itself room for what it is given at once.
    """
    ready_made = max(0, (samples - heard - KEPT_SILENCE) // SAMPLES_PER_FRAME)
    left = 2 * (samples - SAMPLES_PER_FRAME * ready_made)
    frames = []
    for chunk in chunks:
        frames.append(encoder.encode(chunk[:left]))
        left = max(0, left - len(chunk))
    return b"".join((*frames, encoder.flush(), SILENT_FRAME * ready_made))


def _self_test(speech: Speech, encoder: Any) -> None:
    for text in SELF_TEST:
        first, second = (piece(speech, encoder, text, SELF_TEST_VOICE, 160, 100, 20) for _ in range(2))
        if first != second:
            raise SpeechFailure(f"eSpeak NG says one sentence in two ways: {first[0]} and {second[0]} samples")


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) != size:
        raise EOFError
    return data


if __name__ == "__main__":
    main()
    sys.stderr.flush()
