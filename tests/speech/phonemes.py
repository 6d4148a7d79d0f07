"""What a voice makes of a text, as eSpeak NG's own phonemes: the nearest thing to listening that a test can do.

Run as a program it reads a JSON list of [voice, text] and answers with a list of phonemes.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from importlib import import_module

from leafletpress.speech.speaker import PACKAGE_ROOT


def phonemes(questions: list[tuple[str, str]]) -> list[str]:
    """The phonemes of each text by its voice; `(en)` among them marks what is read by English rules."""
    answer = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps(questions).encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(PACKAGE_ROOT)},
    )
    result: list[str] = json.loads(answer.stdout)
    return result


def main() -> None:
    from leafletpress.speech.driver import start_engine

    start_engine()
    espeak = import_module("pyttsx3.drivers._espeak")
    translate = espeak.dll.espeak_TextToPhonemes
    translate.restype = ctypes.c_char_p
    translate.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
    answers = []
    for voice, text in json.load(sys.stdin):
        if espeak.SetVoiceByName(voice.encode()):
            raise SystemExit(f"no voice {voice}")
        rest, parts = ctypes.c_char_p(text.encode()), []
        while rest.value is not None:
            parts.append((translate(ctypes.byref(rest), espeak.CHARS_UTF8, 0) or b"").decode())
        answers.append(" ".join(parts).strip())
    print(json.dumps(answers))


if __name__ == "__main__":
    main()
