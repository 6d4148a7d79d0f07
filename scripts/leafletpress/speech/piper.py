"""Piper, for sites that bring a voice file of their own; the package piper-tts is not installed with leafletpress.

The option `voice` of the format is then the path of the voice's `.onnx` file, with its `.onnx.json` beside it.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from leafletpress.speech.driver import SAMPLE_RATE, SpeechFailure
from leafletpress.speech.speaker import Piece, encoder_identity
from leafletpress.speech.voices import DEFAULT_RATE
from leafletpress.speech.worker import CODEC_LOSS, encode

PACKAGE = "piper-tts"
TAIL_S = 0.3
"Seconds of silence after a sentence, as after eSpeak NG's."


class PiperSpeaker:
    """Piper's voices in this process, without the noise that would make every build another."""

    name = "piper"

    def __init__(self) -> None:
        try:
            self.version = version(PACKAGE)
            self._piper: Any = import_module("piper")
        except (PackageNotFoundError, ImportError) as error:
            raise SpeechFailure(f"the package {PACKAGE} is not installed ({error}); pip install {PACKAGE}") from error

    @property
    def description(self) -> str:
        """Name and version, for the manifest."""
        return f"{self.name} {self.version}"

    def identity(self, voice: str) -> str:
        """Everything besides the arguments of `speak` that decides the sound."""
        return f"{self.name} {self.version}; voice {_digest(voice)}; {encoder_identity()}"

    def speak(self, text: str, voice: str, rate: int) -> Piece:
        """Say one sentence; raises SpeechFailure."""
        settings = self._piper.SynthesisConfig(length_scale=DEFAULT_RATE / rate, noise_scale=0.0, noise_w_scale=0.0)
        try:
            chunks = list(_loaded(voice).synthesize(text, syn_config=settings))
        except SpeechFailure:
            raise
        except Exception as error:
            raise SpeechFailure(f"{type(error).__name__}: {error}") from error
        if rates := {chunk.sample_rate for chunk in chunks} - {SAMPLE_RATE}:
            raise SpeechFailure(f"its sample rate is {rates.pop()}, and a file has {SAMPLE_RATE}: take a medium voice")
        pcm = b"".join(chunk.audio_int16_bytes for chunk in chunks)
        if not pcm.strip(b"\0"):
            raise SpeechFailure(f"the voice {voice} says nothing for it")
        pcm += bytes(2 * (int(TAIL_S * SAMPLE_RATE) - CODEC_LOSS))
        return Piece(len(pcm) // 2, encode(pcm))


@cache
def piper_speaker() -> PiperSpeaker:
    """The one of this process; raises SpeechFailure where Piper is not installed."""
    return PiperSpeaker()


@cache
def _loaded(voice: str) -> Any:
    if not Path(voice).is_file():
        raise SpeechFailure(f"there is no voice file {voice}")
    return import_module("piper").PiperVoice.load(voice)


@cache
def _digest(voice: str) -> str:
    """Of the voice and of its settings, without which it cannot be loaded."""
    content = hashlib.sha256()
    for path in (voice, f"{voice}.json"):
        try:
            content.update(Path(path).read_bytes())
        except OSError as error:
            raise SpeechFailure(f"the voice file {path} cannot be read ({error.strerror})") from error
    return content.hexdigest()
