"""A narration as sound: every sentence by the voice of its language, and where each begins and ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leafletpress.errors import Problem, RenditionError
from leafletpress.narration import Narration
from leafletpress.speech.casting import Part
from leafletpress.speech.driver import SpeechFailure
from leafletpress.speech.lexicon import NO_LEXICON, Lexicon
from leafletpress.speech.mp3 import SAMPLE_RATES, Joined, join, silence
from leafletpress.speech.pieces import PieceStore, speak_once
from leafletpress.speech.speaker import Piece
from leafletpress.speech.spoken import spoken_form
from leafletpress.speech.utterance import Utterance

LEAD_IN_MS = 80
"Silence before the first sentence: some players lose the first moments of a file."
EARLY = 1764
"""Samples by which a cue begins before its sound, 80 ms: whoever seeks there lands in silence.

A browser's decoder is not in full voice until two or three frames of 26 ms after a seek.
"""


@dataclass(frozen=True, slots=True)
class Clip:
    """One sentence and its sound."""

    utterance: Utterance
    piece: Piece


@dataclass(frozen=True, slots=True)
class Cue:
    """Where a sentence stands in the sound, in samples. Convert to seconds last."""

    utterance: Utterance
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Recording:
    """Sentences as one stream of MP3 frames."""

    joined: Joined
    cues: tuple[Cue, ...]


def record(narration: Narration, cast: Mapping[str, Part], store: PieceStore) -> Recording:
    """The narration as sound; `cast` is a mapping of language tag to who reads it."""
    return assemble(clips(narration, cast, store))


def clips(narration: Narration, cast: Mapping[str, Part], store: PieceStore) -> tuple[Clip, ...]:
    """The sentences with their sounds; a book joins those of each section on their own."""
    where = f"{narration.source} ({narration.locale})"
    texts = spoken_texts(narration, {tag: part.lexicon for tag, part in cast.items()})
    return tuple(
        Clip(utterance, _piece(utterance, text, where, cast[utterance.lang], store))
        for utterance, text in zip(narration.utterances, texts, strict=True)
    )


def spoken_texts(narration: Narration, lexicons: Mapping[str, Lexicon]) -> tuple[str, ...]:
    """What each sentence is spoken as; one error names all that would be dropped or misread. Needs no engine."""
    texts: list[str] = []
    problems: list[Problem] = []
    for utterance in narration.utterances:
        lexicon = lexicons.get(utterance.lang, NO_LEXICON)
        item = utterance.kind == "item"
        try:
            texts.append(spoken_form(utterance.shown, utterance.lang, utterance.phones, item=item, lexicon=lexicon))
        except ValueError as error:
            problems.append(
                Problem(
                    where=f"{narration.source} ({narration.locale})",
                    found=str(error),
                    expected="a sentence that is spoken whole",
                    remedy="write it in words, or say in the language's lexicon.csv how it is spoken",
                    excerpt=utterance.shown,
                )
            )
    if problems:
        raise RenditionError(problems)
    return tuple(texts)


def assemble(sentences: Iterable[Clip]) -> Recording:
    """Sentences as one stream, each followed by its pause."""
    spoken: list[tuple[Clip, int]] = []
    parts: list[bytes] = [silence(LEAD_IN_MS)]
    for clip in sentences:
        spoken.append((clip, len(parts)))
        parts.append(clip.piece.frames)
        if clip.utterance.pause_after_ms:
            parts.append(silence(clip.utterance.pause_after_ms))
    joined = join(parts)
    starts = [joined.starts[part] for _, part in spoken]
    latest = [start - EARLY for start in starts[1:]] + [joined.samples]
    return Recording(
        joined,
        tuple(
            Cue(clip.utterance, start - EARLY, min(start + clip.piece.samples, end))
            for (clip, _), start, end in zip(spoken, starts, latest, strict=True)
        ),
    )


def seconds_of(sentences: Iterable[Clip]) -> float:
    """How long they are together, to the second or so."""
    return sum(clip.piece.samples / SAMPLE_RATES[0] + clip.utterance.pause_after_ms / 1000 for clip in sentences)


def _piece(utterance: Utterance, text: str, where: str, part: Part, store: PieceStore) -> Piece:
    engine, voice = part.engine, part.voice
    try:
        return speak_once(engine, store, text, voice.id, voice.rate)
    except SpeechFailure as failure:
        raise RenditionError(
            Problem(
                where=where,
                found=f"{engine.name} could not say a sentence with the voice {voice.id}: {failure}",
                expected="sound for every sentence",
                remedy="build again; if it fails at the same sentence, write that sentence in another way",
                excerpt=utterance.shown,
            )
        ) from failure
