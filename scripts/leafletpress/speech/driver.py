"""eSpeak NG through pyttsx3, by a driver of our own: synchronous, ordered and lossless.

pyttsx3's own espeak driver runs the library asynchronously and loses or mixes up what is still being made when its
loop ends. Ours blocks until the samples are complete and hands them over with the event `finished-utterance`.

Only the speech worker imports this module in earnest: the library can be initialised once in a process, and keeps
state from one utterance to the next.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

DRIVER_NAME = "leafletpress_espeak"
SAMPLE_RATE = 22050
"Samples a second of every eSpeak NG voice."

BUFFER_MS = 200
DO_NOT_EXIT = 0x8000
"espeakINITIALIZE_DONT_EXIT: without it the library ends the whole process when its data are missing."


class SpeechFailure(Exception):
    """The engine could not say something; the message is for an error's `found`."""


def load_bundled_library() -> bool:
    """Load the eSpeak NG of the espeakng-loader package, if installed, so that every machine speaks with one version.

    pyttsx3 loads a library by its bare name; one of the same name that is already in memory is what it gets. Without
    the package it finds the system's own.
    """
    if find_spec("espeakng_loader") is None:
        return False
    import espeakng_loader

    folder = Path(espeakng_loader.get_library_path()).parent
    names = sorted(path for path in folder.iterdir() if path.name in {"libespeak-ng.so.1", "libespeak-ng.1.dylib"})
    if not names:
        return False
    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    ctypes.CDLL(str(names[0]), mode=ctypes.RTLD_GLOBAL)
    return True


def start_engine() -> Speech:
    """Initialise the library, once in a process; raises SpeechFailure when there is none."""
    try:
        load_bundled_library()
        espeak = import_module("pyttsx3.drivers._espeak")
    except (OSError, RuntimeError, ImportError) as error:
        raise SpeechFailure(f"no eSpeak NG library could be loaded ({error})") from error
    if espeak.Initialize(espeak.AUDIO_OUTPUT_SYNCHRONOUS, BUFFER_MS, None, DO_NOT_EXIT) != SAMPLE_RATE:
        raise SpeechFailure("eSpeak NG could not be initialised: its voice data are missing")
    base: Any = import_module("pyttsx3.drivers.espeak").EspeakDriver
    base._moduleInitialized = True
    base._defaultVoice = "gmw/en"
    module = ModuleType(f"pyttsx3.drivers.{DRIVER_NAME}")
    module.buildDriver = _driver_class(base, espeak)  # type: ignore[attr-defined]  # a module made at run time
    sys.modules[module.__name__] = module
    return Speech(import_module("pyttsx3").init(DRIVER_NAME), _version(espeak.dll))


class Speech:
    """A pyttsx3 engine that hands over samples."""

    def __init__(self, engine: Any, version: str) -> None:
        self.version = version
        "Of eSpeak NG itself: `1.52.0`."
        self._engine = engine
        self._heard: list[list[bytes]] = []
        self._errors: list[Exception] = []
        engine.connect("finished-utterance", self._finished)
        # pyttsx3 swallows every exception of a driver into this event.
        engine.connect("error", self._failed)

    def voices(self) -> tuple[str, ...]:
        """Every voice id there is, in the library's own spelling."""
        espeak = import_module("pyttsx3.drivers._espeak")
        return tuple(sorted(voice.identifier.decode() for voice in espeak.ListVoices(None)))

    def say(self, text: str, voice: str, rate: int, volume: int) -> bytes:
        """16-bit mono samples of one utterance. Call it once in a process: the second would depend on the first."""
        return b"".join(self.chunks(text, voice, rate, volume))

    def chunks(self, text: str, voice: str, rate: int, volume: int) -> list[bytes]:
        """The same as the library hands it over, a fifth of a second at a time."""
        self._heard.clear()
        self._errors.clear()
        self._engine.setProperty("voice", voice)
        self._engine.setProperty("rate", rate)
        self._engine.setProperty("volume", volume / 100)
        self._engine.say(text)
        self._engine.runAndWait()
        if self._errors:
            raise SpeechFailure(str(self._errors[0])) from self._errors[0]
        if len(self._heard) != 1:
            raise SpeechFailure(f"the engine finished {len(self._heard)} utterances instead of one")
        return self._heard[0]

    def _finished(self, chunks: list[bytes], **_: object) -> None:
        self._heard.append(chunks)

    def _failed(self, exception: Exception, **_: object) -> None:
        self._errors.append(exception)


def _version(library: ctypes.CDLL) -> str:
    info: Callable[[None], bytes] = library.espeak_Info
    info.restype = ctypes.c_char_p  # type: ignore[attr-defined]  # a ctypes function
    return info(None).decode().split()[0]


def _driver_class(base: Any, espeak: Any) -> type:
    class SynchronousDriver(base):  # type: ignore[misc]  # pyttsx3 is not typed
        """Made inside a function because its base cannot be imported before a library is chosen."""

        def setProperty(self, name: str, value: object) -> None:
            if name == "voice":
                # An unknown voice would keep the one before: French read by an English voice.
                if espeak.SetVoiceByName(str(value).encode()) or self.getProperty("voice") != str(value).lower():
                    raise SpeechFailure(f"eSpeak NG has no voice {value!r}")
            else:
                base.setProperty(name, value)

        def say(self, text: str) -> None:
            self._chunks: list[bytes] = []
            code = espeak.Synth(text.encode(), flags=espeak.ENDPAUSE | espeak.CHARS_UTF8)
            if code not in (espeak.EE_OK, None):
                raise SpeechFailure(f"espeak_Synth returned {code}")
            self._proxy.notify("finished-utterance", completed=True, chunks=self._chunks)

        def save_to_file(self, text: str, filename: str) -> None:
            raise SpeechFailure("this driver hands samples over and writes no files")

        def _onSynth(self, samples: Any, count: int, events: object) -> int:
            if count > 0:
                self._chunks.append(ctypes.string_at(samples, count * ctypes.sizeof(ctypes.c_short)))
            return 0

        def startLoop(self) -> None:
            # Runs the whole queue in order; its last command is endLoop.
            self._looping = True
            self._proxy.setBusy(False)

        def stop(self) -> None:
            """Nothing to stop: `say` returns when it is done."""

    return SynchronousDriver
