"""Cues: where each sentence and each chapter stands in the sound, as read-along, captions, tags and books need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from leafletpress.speech.mp3 import SAMPLE_RATES
from leafletpress.speech.recording import Cue, Recording


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is read below one heading, up to the next."""

    title: str
    level: int
    "Of the heading."
    anchor: str
    "The id of the heading's sentence on a marked page."
    start: int
    "In samples."
    end: int


@dataclass(frozen=True, slots=True)
class ReadAlong:
    """Everything that a player needs to show what is being read. Whole samples, so that nothing is rounded twice."""

    rate: int
    "Samples a second."
    cues: tuple[tuple[str, int, int], ...]
    "Id of the element to show, or nothing; start and end."
    chapters: tuple[Chapter, ...]

    def as_json(self) -> dict[str, Any]:
        """A table that `json.dumps` takes: short, for it stands in every page."""
        chapters = [[chapter.anchor, chapter.start, chapter.level, chapter.title] for chapter in self.chapters]
        return {"rate": self.rate, "cues": [list(cue) for cue in self.cues], "chapters": chapters}


def read_along(recording: Recording) -> ReadAlong:
    """The cues and chapters of a recording, in the order in which they are heard."""
    cues = tuple((cue.utterance.anchor, cue.start, cue.end) for cue in recording.cues)
    return ReadAlong(SAMPLE_RATES[0], cues, chapters(recording))


def chapters(recording: Recording) -> tuple[Chapter, ...]:
    """One a heading; a heading of several sentences is one chapter. The last ends with the sound."""
    headings: list[tuple[str, Cue]] = []
    before: Cue | None = None
    for cue in recording.cues:
        if cue.utterance.kind == "heading":
            if before and _same_heading(before, cue):
                title, first = headings[-1]
                headings[-1] = (f"{title} {cue.utterance.shown}", first)
            else:
                headings.append((cue.utterance.shown, cue))
        before = cue
    ends = [cue.start for _, cue in headings[1:]] + [recording.joined.samples]
    return tuple(
        Chapter(title, cue.utterance.level, cue.utterance.anchor, cue.start, end)
        for (title, cue), end in zip(headings, ends, strict=True)
    )


def _same_heading(before: Cue, cue: Cue) -> bool:
    return before.utterance.kind == "heading" and before.utterance.element == cue.utterance.element
