"""A narration as sound: every sentence by the voice of its language, and where each begins and ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leafletpress.errors import Problem, RenditionError
from leafletpress.narration import Narration
from leafletpress.speech.driver import SpeechFailure
from leafletpress.speech.mp3 import Joined, join, silence
from leafletpress.speech.pieces import PieceStore, speak_once
from leafletpress.speech.speaker import Engine, Piece
from leafletpress.speech.spoken import check_digits, spoken_form
from leafletpress.speech.utterance import Utterance
from leafletpress.speech.voices import Voice


@dataclass(frozen=True, slots=True)
class Cue:
    """Where a sentence stands in the sound, in samples. Convert to seconds last."""

    utterance: Utterance
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Recording:
    """A narration as one stream of MP3 frames."""

    joined: Joined
    cues: tuple[Cue, ...]


def record(narration: Narration, voices: Mapping[str, Voice], engine: Engine, store: PieceStore) -> Recording:
    """The narration as sound; `voices` is a mapping of language tag to voice."""
    spoken: list[tuple[Utterance, int, Piece]] = []
    parts: list[bytes] = []
    where = f"{narration.source} ({narration.locale})"
    for utterance in narration.utterances:
        spoken.append((utterance, len(parts), _piece(utterance, where, voices[utterance.lang], engine, store)))
        parts.append(spoken[-1][2].frames)
        if utterance.pause_after_ms:
            parts.append(silence(utterance.pause_after_ms))
    joined = join(parts)
    cues = tuple(
        Cue(utterance, joined.starts[part], joined.starts[part] + piece.samples) for utterance, part, piece in spoken
    )
    return Recording(joined, cues)


def _piece(utterance: Utterance, where: str, voice: Voice, engine: Engine, store: PieceStore) -> Piece:
    try:
        text = spoken_form(utterance.shown, utterance.lang, utterance.phones, item=utterance.kind == "item")
    except ValueError as error:
        raise RenditionError(
            Problem(
                where=where,
                found=str(error),
                expected="a sentence that is spoken whole",
                remedy="write it in words",
                excerpt=utterance.shown,
            )
        ) from error
    check_digits(utterance.shown, text, where)
    try:
        return speak_once(engine, store, text, voice.id, voice.rate)
    except SpeechFailure as failure:
        raise RenditionError(
            Problem(
                where=where,
                found=f"{engine.name} {engine.version} could not say a sentence with the voice {voice.id}: {failure}",
                expected="sound for every sentence",
                remedy="build again; if it fails at the same sentence, write that sentence in another way",
                excerpt=utterance.shown,
            )
        ) from failure
