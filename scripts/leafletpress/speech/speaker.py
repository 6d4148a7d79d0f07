"""Speaker: this process's end of the speech worker."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol

from leafletpress.speech.driver import SpeechFailure
from leafletpress.speech.worker import BIT_RATE_KBPS, QUALITY, Message, receive, send

LIMIT_S = 60.0
"Seconds that one sentence may take; it takes milliseconds."
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
    version: str

    def identity(self) -> str:
        """Everything besides the arguments of `speak` that decides the sound."""

    def speak(self, text: str, voice: str, rate: int) -> Piece:
        """Say one sentence; raises SpeechFailure."""


class EspeakSpeaker:
    """eSpeak NG in a worker process."""

    name = "espeak-ng"

    def __init__(self, limit_s: float = LIMIT_S) -> None:
        self.limit_s = limit_s
        self._lock = threading.Lock()
        paths = [str(PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "leafletpress.speech.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Nothing of the caller's own locale may decide a byte.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "LC_ALL": "C.UTF-8"},
        )
        try:
            hello, _ = self._answer()
        except SpeechFailure:
            self.close()
            raise
        self.version: str = hello["version"]
        self.voices: frozenset[str] = frozenset(hello["voices"])

    @property
    def pid(self) -> int:
        """Of the worker."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the worker still runs."""
        return self._process.poll() is None

    def identity(self) -> str:
        """Everything besides the arguments of `speak` that decides the sound."""
        return f"{self.name} {self.version}; {encoder_identity()}"

    def speak(self, text: str, voice: str, rate: int) -> Piece:
        """Say one sentence; raises SpeechFailure."""
        request = {"text": text, "voice": voice, "rate": rate, "limit_s": self.limit_s}
        with self._lock:
            try:
                answer, frames = self._exchange(request)
            except SpeechFailure:
                raise
            except BaseException:
                # Interrupted: the rest of this answer would be taken for the next one's.
                self._process.kill()
                raise
        return Piece(answer["samples"], frames)

    def close(self) -> None:
        """End the worker and wait for it."""
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                assert pipe
                pipe.close()
            except BrokenPipeError:
                pass  # It ended before it read everything; that was reported when it happened.
        self._process.wait()

    def _exchange(self, request: Message) -> tuple[Message, bytes]:
        assert self._process.stdin
        try:
            send(self._process.stdin, request)
        except OSError as error:
            raise self._ended() from error
        return self._answer()

    def _answer(self) -> tuple[Message, bytes]:
        assert self._process.stdout
        try:
            answer, frames = receive(self._process.stdout)
        except EOFError as error:
            raise self._ended() from error
        if "failure" in answer:
            raise SpeechFailure(answer["failure"])
        return answer, frames

    def _ended(self) -> SpeechFailure:
        return SpeechFailure(f"the speech worker ended with code {self._process.wait()}")


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


def engine_versions() -> str:
    """The packages that decide the sound, without starting the engine where that can be avoided."""
    try:
        library = f"espeakng-loader {version('espeakng-loader')}"
    except PackageNotFoundError:
        library = f"espeak-ng {espeak_speaker().version}"
    return f"{library}; pyttsx3 {version('pyttsx3')}; sentencex {version('sentencex')}; {encoder_identity()}"


def encoder_identity() -> str:
    """The encoder and its settings."""
    return f"lameenc {version('lameenc')} {BIT_RATE_KBPS} kbps CBR mono quality {QUALITY}"
