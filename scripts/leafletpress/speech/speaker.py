"""Speaker: this process's end of the speech worker."""

from __future__ import annotations

import atexit
import os
import select
import subprocess
import sys
import threading
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol

from leafletpress.speech.driver import SpeechFailure
from leafletpress.speech.voices import DEFAULT_VOLUME, VOLUMES
from leafletpress.speech.worker import BIT_RATE_KBPS, QUALITY, Message, receive, send

LIMIT_S = 60.0
"Seconds that one sentence may take; it takes milliseconds."
GRACE_S = 30.0
"Seconds more after which the worker itself is given up."
PACKAGE_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence as sound."""

    samples: int
    "Samples from its start to the end of its own pause."
    frames: bytes
    "MP3 frames, which hold a little more than that."


class Engine(Protocol):
    """What turns a sentence into sound. Equal identity and equal arguments give equal pieces."""

    name: str
    "As readers of the manifest know it: `espeak-ng`."

    @property
    def description(self) -> str:
        """Name, version and what else made the sound, for the manifest."""

    def identity(self, voice: str) -> str:
        """Everything besides the arguments of `speak` that decides a voice's sound."""

    def speak(self, text: str, voice: str, rate: int) -> Piece:
        """Say one sentence; raises SpeechFailure."""


class EspeakSpeaker:
    """eSpeak NG in a worker process."""

    name = "espeak-ng"

    def __init__(self, limit_s: float = LIMIT_S) -> None:
        self.limit_s = limit_s
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None
        self._hello: Message = {}

    @property
    def description(self) -> str:
        """Name, version and what else made the sound, for the manifest."""
        return f"{self.name} {self.version} through pyttsx3"

    @property
    def version(self) -> str:
        """Of the library itself: `1.52.0`; starts the worker."""
        return str(self._started()["version"])

    @property
    def voices(self) -> frozenset[str]:
        """Every voice id there is; starts the worker."""
        return frozenset(self._started()["voices"])

    @property
    def pid(self) -> int:
        """Of the worker."""
        return self._process().pid

    @property
    def alive(self) -> bool:
        """Whether the worker runs, or has not been needed yet."""
        return self._worker is None or self._worker.poll() is None

    def identity(self, voice: str) -> str:
        """Everything besides the arguments of `speak` that decides the sound."""
        return f"{espeak_identity()}; {encoder_identity()}; volume {VOLUMES.get(voice, DEFAULT_VOLUME)}"

    def speak(self, text: str, voice: str, rate: int) -> Piece:
        """Say one sentence; raises SpeechFailure."""
        self._started()
        request = {
            "text": text,
            "voice": voice,
            "rate": rate,
            "volume": VOLUMES.get(voice, DEFAULT_VOLUME),
            "limit_s": self.limit_s,
        }
        with self._lock:
            try:
                answer, frames = self._exchange(request)
            except SpeechFailure:
                raise
            except BaseException:
                # Interrupted: the rest of this answer would be taken for the next one's.
                self._process().kill()
                raise
        return Piece(answer["samples"], frames)

    def close(self) -> None:
        """End the worker and wait for it."""
        if self._worker is None:
            return
        for pipe in (self._worker.stdin, self._worker.stdout):
            try:
                assert pipe
                pipe.close()
            except BrokenPipeError:
                pass  # It ended before it read everything; that was reported when it happened.
        self._worker.wait()

    def _process(self) -> subprocess.Popen[bytes]:
        self._started()
        assert self._worker
        return self._worker

    def _started(self) -> Message:
        """What the worker said of itself; it is started at first need, for most builds find every sentence made."""
        with self._lock:
            if self._worker is None:
                paths = [str(PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
                self._worker = subprocess.Popen(
                    [sys.executable, "-m", "leafletpress.speech.worker"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    # Nothing of the caller's own locale may decide a byte.
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "LC_ALL": "C.UTF-8"},
                )
                try:
                    self._hello, _ = self._answer()
                except BaseException:
                    self._worker.kill()
                    raise
            if not self._hello:
                raise self._ended()
        return self._hello

    def _exchange(self, request: Message) -> tuple[Message, bytes]:
        assert self._worker and self._worker.stdin
        try:
            send(self._worker.stdin, request)
        except OSError as error:
            raise self._ended() from error
        return self._answer()

    def _answer(self) -> tuple[Message, bytes]:
        assert self._worker and self._worker.stdout
        # The worker ends a sentence that takes too long; here is noticed that the worker itself stands still.
        patience_s = self.limit_s + GRACE_S
        if not select.select([self._worker.stdout], [], [], patience_s)[0]:
            self._worker.kill()
            raise SpeechFailure(f"the speech worker did not answer for {patience_s:g} seconds")
        try:
            answer, frames = receive(self._worker.stdout)
        except EOFError as error:
            raise self._ended() from error
        if "failure" in answer:
            raise SpeechFailure(answer["failure"])
        return answer, frames

    def _ended(self) -> SpeechFailure:
        assert self._worker
        return SpeechFailure(f"the speech worker ended with code {self._worker.wait()}")


_speakers: dict[int, EspeakSpeaker] = {}


def espeak_speaker() -> EspeakSpeaker:
    """The one speaker of this process, started at first use; a forked process starts its own."""
    process = os.getpid()
    speaker = _speakers.get(process)
    if speaker is not None and not speaker.alive:
        _close_own()
        speaker = None
    if speaker is None:
        speaker = _speakers[process] = EspeakSpeaker()
        atexit.register(_close_own)
    return speaker


def _close_own() -> None:
    # A fork inherits the registration and the table, but the worker is its parent's.
    speaker = _speakers.pop(os.getpid(), None)
    if speaker is not None:
        speaker.close()


@cache
def espeak_identity() -> str:
    """The library, without starting it where its package tells."""
    try:
        library = f"espeakng-loader {version('espeakng-loader')}"
    except PackageNotFoundError:
        library = f"espeak-ng {espeak_speaker().version}"
    return f"{library}; pyttsx3 {version('pyttsx3')}"


@cache
def encoder_identity() -> str:
    """The encoder and its settings."""
    return f"lameenc {version('lameenc')} {BIT_RATE_KBPS} kbps CBR mono quality {QUALITY}, pauses ready-made"
