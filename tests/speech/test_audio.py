"""The audio rendition, by the real engine."""

from __future__ import annotations

import datetime
import io
import os
import pickle
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile

from leafletpress.edition import Approval, Edition
from leafletpress.errors import RenditionError
from leafletpress.interface import Interface
from leafletpress.locales import locale_from_tag
from leafletpress.renderers import RenderContext, Unavailable, renderer_for
from leafletpress.renderers.audio import AUDIO_MP3
from leafletpress.speech import speaker as speakers
from leafletpress.speech.speaker import espeak_speaker
from tests.editions import make_edition

ROOT = Path(__file__).parents[2]


def make_context(tag: str, folder: Path, **settings: object) -> RenderContext:
    english = locale_from_tag("en")
    return RenderContext(
        docs_dir=folder,
        translations_dir=folder / "translations",
        overrides_dir=folder,
        cache_dir=folder / "cache",
        interface=Interface(locale_from_tag(tag), english),
        source_interface=Interface(english, english),
        organisation="A hospital",
        site_name="Leaflets",
        site_url="",
        settings=settings,
    )


def render(edition: Edition, folder: Path, **settings: object) -> bytes:
    return AUDIO_MP3.render(edition, make_context(edition.locale.tag, folder, **settings)).data


def test_it_is_the_renderer_of_its_format() -> None:
    assert renderer_for("audio-mp3") is AUDIO_MP3
    assert AUDIO_MP3.format.filename(make_edition(tag="ur")) == "going-home-ur-audio.mp3"


def test_it_holds_what_it_says(tmp_path: Path) -> None:
    edition = make_edition()
    rendered = AUDIO_MP3.render(edition, make_context("en", tmp_path))
    samples, rate = soundfile.read(io.BytesIO(rendered.data), dtype="int16")
    facts = dict(rendered.facts)
    assert facts["duration_s"] == round(len(samples) / rate, 3)
    assert facts["voice"] == "espeak-ng gmw/en"
    assert facts["utterances"] == 35
    assert rendered.provenance == (
        f"Read by a computer voice: espeak-ng {espeak_speaker().version} through pyttsx3. "
        "No person has listened to it. The words are the authors' own."
    )
    assert len(rendered.data) / 1024 < 6.2 * len(samples) / rate


def test_provenance_says_who_checked_the_words(tmp_path: Path) -> None:
    context = make_context("pl", tmp_path)
    polish = make_edition("<h1>Dom</h1>", "pl")
    said = {
        "translated by a machine and have not been checked.": polish,
        "translated by a person and have not been checked.": replace(polish, origin="human"),
        "translated by a person and approved by Polish team on 2026-11-02.": replace(
            polish, origin="human", status="approved", approval=Approval("Polish team", datetime.date(2026, 11, 2))
        ),
    }
    for words, edition in said.items():
        assert AUDIO_MP3.render(edition, context).provenance.endswith(words)


def test_equal_bytes_from_a_clean_cache_a_full_one_and_another_process(tmp_path: Path) -> None:
    editions = [make_edition(), make_edition("<h1>دوا</h1><p>روزانہ ۵ گولیاں لیں۔</p>", "ur")]
    clean = [render(edition, tmp_path / "a") for edition in editions]
    assert [render(edition, tmp_path / "a") for edition in editions] == clean
    program = (
        "import pickle, sys; from leafletpress.renderers.audio import AUDIO_MP3;"
        "sys.stdout.buffer.write(pickle.dumps([AUDIO_MP3.render(*job).data for job in pickle.load(sys.stdin.buffer)]))"
    )
    jobs = [(edition, make_context(edition.locale.tag, tmp_path / "b")) for edition in reversed(editions)]
    run = subprocess.run(
        [sys.executable, "-c", program],
        input=pickle.dumps(jobs),
        env={
            "PYTHONPATH": str(ROOT / "scripts"),
            "LANG": "tr_TR.UTF-8",
            "TZ": "Asia/Karachi",
            "PATH": os.environ["PATH"],
        },
        capture_output=True,
        check=True,
    )
    assert pickle.loads(run.stdout)[::-1] == clean
    assert run.stderr == b""


def test_one_changed_sentence_costs_one_sentence(tmp_path: Path) -> None:
    edition = make_edition()
    render(edition, tmp_path)
    before = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    changed = replace(edition, body=edition.body.replace("Drink water.", "Drink tea."))
    data = render(changed, tmp_path)
    after = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert len(after - before) == 1
    assert data == render(changed, tmp_path / "clean")


def test_a_mixed_edition_speaks_with_two_voices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    voices: dict[str, str] = {}
    speak = espeak_speaker().speak

    def listen(text: str, voice: str, rate: int) -> speakers.Piece:
        voices[text] = voice
        return speak(text, voice, rate)

    monkeypatch.setattr(espeak_speaker(), "speak", listen)
    render(make_edition('<h1>گھر</h1><p lang="en">Drink water.</p><p>آرام کریں۔</p>', "ur"), tmp_path, voice="inc/hi")
    assert voices["Drink water."] == "gmw/en"
    assert voices["آرام کریں۔"] == "inc/hi"


def test_a_language_without_a_voice_is_unavailable(tmp_path: Path) -> None:
    assert AUDIO_MP3.unavailable(make_edition(), make_context("en", tmp_path)) is None
    assert AUDIO_MP3.unavailable(make_edition(tag="so"), make_context("so", tmp_path)) == Unavailable(
        "No computer voice exists for {language}.", (("language", "Somali"),)
    )


def test_a_passage_without_a_voice_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RenditionError, match=r"Somali \(so\), and no voice speaks it") as caught:
        render(make_edition('<h1>Home</h1><p lang="so">Biyo cab.</p>'), tmp_path)
    assert "Biyo cab." in str(caught.value)


def test_an_unknown_voice_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(RenditionError) as caught:
        render(make_edition(tag="ur"), tmp_path, voice="inc/urdu")
    message = str(caught.value)
    assert "no voice 'inc/urdu' for Urdu (ur)" in message
    assert "inc/ur" in message
    assert "mkdocs.yml" in message


def test_a_worker_that_dies_names_the_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speak = espeak_speaker().speak

    def die(text: str, voice: str, rate: int) -> speakers.Piece:
        if text == "Drink water.":
            os.kill(espeak_speaker().pid, signal.SIGKILL)
        return speak(text, voice, rate)

    monkeypatch.setattr(espeak_speaker(), "speak", die)
    with pytest.raises(RenditionError) as caught:
        render(make_edition(), tmp_path)
    message = str(caught.value)
    assert "docs/going-home.md (en)" in message
    assert "Drink water." in message
    assert "ended with code -9" in message
    assert render(make_edition(), tmp_path)


def test_a_sign_that_would_be_dropped_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RenditionError, match="the sign < before a number would not be spoken"):
        render(make_edition("<h1>Dose</h1><p>Moins de &lt;5 mg.</p>", "fr"), tmp_path)


def test_the_fingerprint_changes_with_what_decides_the_sound(tmp_path: Path) -> None:
    edition = make_edition(tag="ur")
    context = make_context("ur", tmp_path)
    urdu = replace(context.interface, messages={"Picture:": "تصویر:"})
    contexts = [
        context,
        make_context("ur", tmp_path, rate=120),
        make_context("ur", tmp_path, voice="inc/hi"),
        replace(context, interface=urdu),
        replace(context, organisation="Another hospital"),
    ]
    assert len({AUDIO_MP3.fingerprint(edition, each) for each in contexts}) == len(contexts)
    assert AUDIO_MP3.fingerprint(edition, replace(context, cache_dir=tmp_path / "x")) == AUDIO_MP3.fingerprint(
        edition, context
    )


LATIN = {
    "en": "Before you leave the hospital, the nurse will tell you how to care for the wound. Drink plenty of water.",
    "cy": "Cyn i chi adael yr ysbyty bydd y nyrs yn egluro sut i ofalu am y clwyf. Yfwch ddigon o ddŵr.",
    "pl": "Przed wyjściem ze szpitala pielęgniarka wyjaśni, jak dbać o ranę. Proszę pić dużo wody.",
    "tr": "Hastaneden ayrılmadan önce hemşire yaranıza nasıl bakacağınızı anlatacak. Bol su için ve iki gün dinlenin.",
    "fr": "Avant votre sortie de l'hôpital, l'infirmière vous dira comment soigner la plaie. Buvez beaucoup d'eau.",
    "ro": "Înainte de a pleca din spital, asistenta vă va explica cum să îngrijiți rana. Beți multă apă.",
    "vi": "Trước khi quý vị rời bệnh viện, y tá sẽ giải thích cách chăm sóc vết thương. Hãy uống nhiều nước.",
}


@pytest.mark.parametrize("tag", LATIN)
def test_a_leaflet_is_read_at_a_pace_that_people_can_follow(tag: str, tmp_path: Path) -> None:
    edition = make_edition("<h1>Home</h1>" + f"<p>{LATIN[tag]}</p>" * 40, tag)
    facts = dict(AUDIO_MP3.render(edition, make_context(tag, tmp_path)).facts)
    assert 110 < edition.words / float(facts["duration_s"]) * 60 < 200


def test_importing_the_renderer_is_cheap() -> None:
    heavy = "[name for name in ('pyttsx3', 'lameenc', 'sentencex', 'espeakng_loader') if name in sys.modules]"
    program = f"import sys; import leafletpress.renderers.audio; print({heavy})"
    run = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": str(ROOT / "scripts")}, capture_output=True, check=True
    )
    assert run.stdout == b"[]\n"
