"""Casting: who reads which language of a narration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from leafletpress.errors import Problem, RenditionError
from leafletpress.locales import Locale, locale_from_tag
from leafletpress.narration import Narration
from leafletpress.renderers import Unavailable
from leafletpress.speech.driver import SpeechFailure
from leafletpress.speech.lexicon import NO_LEXICON, Lexicon
from leafletpress.speech.piper import piper_speaker
from leafletpress.speech.speaker import Engine, EspeakSpeaker, espeak_speaker
from leafletpress.speech.voices import KNOWN_VOICES, Voice, voice_for

ESPEAK = "espeak"
ENGINES: Mapping[str, Callable[[], Engine]] = {ESPEAK: espeak_speaker, "piper": piper_speaker}
"Name in mkdocs.yml to the engine of this process."


@dataclass(frozen=True, slots=True)
class Part:
    """Who reads one language."""

    engine: Engine
    voice: Voice
    lexicon: Lexicon = NO_LEXICON


def cast_narration(
    narration: Narration, locale: Locale, settings: Mapping[str, Any], lexicons: Callable[[str], Lexicon]
) -> dict[str, Part]:
    """Language tag to part; a passage in a language that no voice speaks is an error.

    `settings` are those of the edition's own language.
    """
    where = f"{narration.source} ({locale.tag})"
    cast: dict[str, Part] = {}
    problems: list[Problem] = []
    for tag in sorted({locale.tag, *(utterance.lang for utterance in narration.utterances)}):
        language = locale_from_tag(tag)
        options = settings if tag == locale.tag else passage_settings(settings)
        voice = voice_for(language, options)
        if isinstance(voice, Unavailable):
            problems.append(_no_voice(where, language, narration))
            continue
        try:
            engine = engine_of(options)
            if problem := _unknown_voice(where, voice.id, language, engine):
                problems.append(problem)
        except SpeechFailure as failure:
            problems.append(_no_engine(where, failure))
            break
        cast[tag] = Part(engine, voice, lexicons(tag))
    if problems:
        raise RenditionError(problems)
    return cast


def engine_of(settings: Mapping[str, Any]) -> Engine:
    """The engine that the settings name; raises SpeechFailure where it is not known or does not start."""
    name = settings.get("engine", ESPEAK)
    if name not in ENGINES:
        raise SpeechFailure(f"there is no engine called {name!r}, only {' and '.join(ENGINES)}")
    return ENGINES[name]()


def engine_identity(settings: Mapping[str, Any], voice: Voice) -> str:
    """What decides the voice's sound; an engine that does not start has its own error when it is needed."""
    try:
        return engine_of(settings).identity(voice.id)
    except SpeechFailure as failure:
        return str(failure)


def passage_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings for passages in another language: a voice that was chosen for the edition's own is not for them."""
    return {name: value for name, value in settings.items() if name not in {"voice", "engine"}}


def _no_voice(where: str, language: Locale, narration: Narration) -> Problem:
    return Problem(
        where=where,
        found=f"a passage is in {language.english_name} ({language.tag}), and no voice speaks it",
        expected="passages in languages that a voice speaks",
        remedy="take the passage out, or leave the audio format out for this leaflet",
        excerpt=next((utterance.shown for utterance in narration.utterances if utterance.lang == language.tag), ""),
    )


def _no_engine(where: str, failure: SpeechFailure) -> Problem:
    return Problem(
        where=where,
        found=f"the speech engine does not start: {failure}",
        expected="eSpeak NG, from the package espeakng-loader or from the system, or the engine that mkdocs.yml names",
        remedy="run the set-up again, or correct the option engine of this format in mkdocs.yml",
    )


def _unknown_voice(where: str, voice: str, locale: Locale, engine: Engine) -> Problem | None:
    """Our own table is known to be right; what mkdocs.yml names is looked up, which starts the engine."""
    if not isinstance(engine, EspeakSpeaker) or voice in KNOWN_VOICES or voice in engine.voices:
        return None
    family = voice.partition("/")[0]
    likely = sorted(engine.voices, key=lambda known: (not known.startswith(f"{family}/"), known))[:8]
    return Problem(
        where=where,
        found=f"{engine.name} {engine.version} has no voice {voice!r} for {locale.english_name} ({locale.tag})",
        expected=f"one of its {len(engine.voices)} voices, such as {', '.join(likely)}",
        remedy="correct the option voice of this format in mkdocs.yml, or install the pinned espeakng-loader",
    )
