from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from leafletpress.speech.driver import SpeechFailure
from leafletpress.speech.speaker import PACKAGE_ROOT, EspeakSpeaker, espeak_speaker

SENTENCES = ("Take two tablets.", "Do not drive.", "Call your nurse if you feel unwell.")


@pytest.fixture
def speaker() -> Iterator[EspeakSpeaker]:
    own = EspeakSpeaker()
    yield own
    own.close()


def test_one_worker_serves_a_process() -> None:
    assert espeak_speaker() is espeak_speaker()


def test_a_sentence_sounds_the_same_in_any_order_and_process(speaker: EspeakSpeaker) -> None:
    there = [speaker.speak(text, "gmw/en", 160) for text in SENTENCES]
    for voice in ("inc/ur", "zlw/pl"):
        speaker.speak("5", voice, 300)
    back = [espeak_speaker().speak(text, "gmw/en", 160) for text in reversed(SENTENCES)]
    assert there == back[::-1]
    assert there == [speaker.speak(text, "gmw/en", 160) for text in SENTENCES]


def test_a_machine_s_language_and_time_zone_decide_nothing() -> None:
    program = (
        "import hashlib; from leafletpress.speech.speaker import EspeakSpeaker; s = EspeakSpeaker();"
        "print(hashlib.sha256(s.speak('Weź 2 tabletki, zażółć.', 'zlw/pl', 160).frames).hexdigest()); s.close()"
    )
    digests = set()
    for language, zone in (("C", "UTC"), ("tr_TR.UTF-8", "Asia/Karachi")):
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PACKAGE_ROOT), "LANG": language, "TZ": zone}
        run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
        digests.add(run.stdout)
        assert run.stderr == b""
    assert len(digests) == 1


def test_the_rate_is_heard(speaker: EspeakSpeaker) -> None:
    slow, fast = (speaker.speak(SENTENCES[2], "gmw/en", rate).samples for rate in (120, 240))
    assert slow > 1.6 * fast


def test_an_unknown_voice_is_refused_and_the_worker_lives_on(speaker: EspeakSpeaker) -> None:
    before = speaker.speak("Rest.", "gmw/en", 160)
    with pytest.raises(SpeechFailure, match="no voice 'xx/none'"):
        speaker.speak("Rest.", "xx/none", 160)
    assert speaker.speak("Rest.", "gmw/en", 160) == before


def test_a_text_that_makes_no_sound_is_refused(speaker: EspeakSpeaker) -> None:
    with pytest.raises(SpeechFailure, match="says nothing"):
        speaker.speak("۵", "inc/ur", 160)


def test_a_killed_worker_is_reported_and_replaced() -> None:
    speaker = espeak_speaker()
    os.kill(speaker.pid, signal.SIGKILL)
    with pytest.raises(SpeechFailure, match=r"ended with code -9"):
        speaker.speak("Rest.", "gmw/en", 160)
    replaced = espeak_speaker()
    assert replaced is not speaker
    assert replaced.speak("Rest.", "gmw/en", 160).samples


def test_an_interrupted_sentence_cannot_be_taken_for_the_next(
    speaker: EspeakSpeaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("leafletpress.speech.speaker.receive", interrupt)
        with pytest.raises(KeyboardInterrupt):
            speaker.speak("Rest.", "gmw/en", 160)
    with pytest.raises(SpeechFailure, match="ended with code -9"):
        speaker.speak("Drink water.", "gmw/en", 160)


def test_a_sentence_that_takes_too_long_is_given_up() -> None:
    speaker = EspeakSpeaker(limit_s=0.02)
    try:
        with pytest.raises(SpeechFailure, match=r"longer than 0\.02 seconds"):
            speaker.speak("hello " * 5000, "gmw/en", 160)
        assert speaker.alive
    finally:
        speaker.close()


def test_a_worker_without_a_library_says_so() -> None:
    program = "import sys; sys.modules['pyttsx3'] = None; from leafletpress.speech.worker import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(PACKAGE_ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    assert b"no eSpeak NG library could be loaded" in run.stdout


def test_the_worker_is_small() -> None:
    heavy = "[name for name in ('lxml', 'babel', 'yaml') if name in sys.modules]"
    program = f"import sys; import leafletpress.speech.worker; print({heavy})"
    run = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": str(PACKAGE_ROOT)}, capture_output=True, check=True
    )
    assert run.stdout == b"[]\n"
