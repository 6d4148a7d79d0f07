"""Texts and engines that misbehave: right audio or a clear error, and never a hang."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from leafletpress.errors import RenditionError
from leafletpress.narration import narrate
from leafletpress.speech import speaker as speakers
from leafletpress.speech.driver import SpeechFailure
from leafletpress.speech.readable import LONGEST_NUMBER, LONGEST_UNSPACED, LONGEST_WORD
from leafletpress.speech.recording import spoken_texts
from leafletpress.speech.sentences import LONGEST, sentence_spans
from leafletpress.speech.speaker import EspeakSpeaker, espeak_speaker
from leafletpress.speech.spoken import spoken_form
from tests.editions import make_edition
from tests.projects import contents_of, leaflet, run, standard_leaflets, write_project
from tests.speech.phonemes import phonemes
from tests.speech.test_audio import make_context, render
from tests.test_narration import interface


@pytest.fixture
def speaker() -> Iterator[EspeakSpeaker]:
    own = EspeakSpeaker()
    yield own
    own.close()


def test_a_word_without_an_end_is_refused_before_the_engine_cuts_it_off(tmp_path: Path) -> None:
    with pytest.raises(RenditionError, match="a word of 10000 letters would not be spoken whole"):
        render(make_edition(f"<h1>Home</h1><p>{'ba' * 5000}</p>"), tmp_path)
    with pytest.raises(ValueError, match="a number of 21 digits"):
        spoken_form("7" * (LONGEST_NUMBER + 1), "en")


def test_everything_that_would_be_misread_is_said_at_once_and_without_an_engine() -> None:
    edition = make_edition("<h1>Home</h1><p>Take 1/2 now.</p><p>Rest.</p><p>Take 1/4 later.</p>")
    with pytest.raises(RenditionError) as caught:
        spoken_texts(narrate(edition, interface(), organisation="A hospital"), {})
    assert [problem.excerpt for problem in caught.value.problems] == ["Take 1/2 now.", "Take 1/4 later."]


def test_the_longest_words_that_are_let_through_are_spoken_whole() -> None:
    for voice, syllable, sound in (
        ("gmw/en", "ba", "b"),
        ("inc/bn", "বা", "b"),
        ("sem/ar", "با", "b"),
        ("zle/uk", "ба", "b"),
    ):
        (said,) = phonemes([(voice, syllable * (LONGEST_WORD // len(syllable)))])
        assert said.count(sound) == LONGEST_WORD // len(syllable), voice
    (number,) = phonemes([("gmw/en", "7" * LONGEST_NUMBER)])
    assert number.count("s'Ev@n") == LONGEST_NUMBER


def test_chinese_without_a_mark_is_spoken_whole_or_refused() -> None:
    (said,) = phonemes([("sit/cmn", "医" * LONGEST_UNSPACED)])
    assert said.count("i55") == LONGEST_UNSPACED
    (said,) = phonemes([("sit/cmn", ("医" * 100 + "，") * 7)])
    assert said.count("i55") == 700
    with pytest.raises(ValueError, match="a word of 151 letters"):
        spoken_form("医" * (LONGEST_UNSPACED + 1), "zh-Hans")


def test_a_sentence_without_an_end_is_read_in_parts() -> None:
    text = "word " * 100_000
    spans = sentence_spans(text.strip(), "en")
    assert max(end - start for start, end in spans) <= LONGEST
    assert "".join(text[start:end] for start, end in spans).count("word") == 100_000
    assert " ".join(text[start:end] for start, end in spans) == text.strip()


def test_a_leaflet_of_100_000_words_is_narrated_whole() -> None:
    body = "<h1>Home</h1>" + "<p>Take two tablets of 5 mg with water. Rest well, and call us.</p>" * 7_700
    heard = narrate(make_edition(body), interface(), organisation="A hospital").utterances
    assert sum(len(utterance.shown.split()) for utterance in heard) > 100_000
    assert len({utterance.key for utterance in heard}) == len(heard)


def test_control_characters_do_not_end_a_sentence() -> None:
    assert spoken_form("Take\x00 5\x07 mg\x1b now", "en") == "Take 5 milligrams now"
    assert spoken_form("a\ue000b", "en") == "a b"


def test_emoji_and_mixed_scripts_are_sounds_or_errors(tmp_path: Path) -> None:
    assert render(make_edition("<h1>Home 😀</h1><p>Rest ❤️ well 👨‍👩‍👧.</p>"), tmp_path)
    with pytest.raises(RenditionError, match="another script than English"):
        render(make_edition("<h1>Home</h1><p>Ask for اردو here.</p>"), tmp_path)
    assert render(make_edition('<h1>Home</h1><p lang="ur">اردو میں پوچھیں۔</p><p>β</p>'), tmp_path)


def test_an_engine_that_dies_costs_only_its_own_leaflet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speak = EspeakSpeaker.speak

    def die(self: EspeakSpeaker, text: str, voice: str, rate: int) -> speakers.Piece:
        if text == "Drink poison.":
            os.kill(self.pid, signal.SIGKILL)
        return speak(self, text, voice, rate)

    monkeypatch.setattr(EspeakSpeaker, "speak", die)
    with pytest.raises(RenditionError, match="Drink poison"):
        render(make_edition("<h1>Home</h1><p>Drink poison.</p>"), tmp_path)
    assert render(make_edition("<h1>Home</h1><p>Drink water.</p>"), tmp_path)


def test_a_worker_that_stands_still_is_given_up(speaker: EspeakSpeaker, monkeypatch: pytest.MonkeyPatch) -> None:
    speaker.speak("Rest.", "gmw/en", 160)
    monkeypatch.setattr(speakers, "GRACE_S", 0.2)
    speaker.limit_s = 0.2
    os.kill(speaker.pid, signal.SIGSTOP)
    with pytest.raises(SpeechFailure, match=r"did not answer for 0\.4 seconds"):
        speaker.speak("Drink water.", "gmw/en", 160)


def test_settings_that_name_no_engine_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(RenditionError, match="there is no engine called 'sapi', only espeak and piper"):
        render(make_edition(), tmp_path, engine="sapi")


def test_piper_that_is_not_installed_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    """The package is not a dependency; what it does where it is installed is not tested here."""
    context = make_context("en", tmp_path, engine="piper", voice="voices/en.onnx")
    with pytest.raises(RenditionError, match="the package piper-tts is not installed"):
        render(make_edition(), tmp_path, engine="piper", voice="voices/en.onnx")
    assert context.settings["engine"] == "piper"


def test_a_hostile_leaflet_fails_the_build_by_name_and_the_others_are_made(tmp_path: Path) -> None:
    hostile = leaflet(f"# Going on\n\nAsk for {'ba' * 5000}.\n", title="Going on")
    folder = write_project(
        tmp_path / "project",
        leaflets={**standard_leaflets(), "going-on": hostile},
        options="      formats: {audio-mp3: }",
    )
    (folder / "site").mkdir()
    (folder / "site/index.html").write_text("published before", "utf-8")
    done = run(folder, "build")
    assert done.code == 1
    assert re.search(r"docs/going-on\.md:\d+: a word of 10000 letters would not be spoken whole", done.messages)
    assert "going-home" not in done.messages
    assert contents_of(folder / "site") == {"index.html": b"published before"}
    made = [data for data in contents_of(folder / ".cache" / "leafletpress").values() if data[:3] == b"ID3"]
    assert len(made) == 1, "the recording of the other leaflet is kept for the next build"


def test_one_process_has_one_speaker_after_all_this() -> None:
    assert espeak_speaker().speak("Rest.", "gmw/en", 160).samples
