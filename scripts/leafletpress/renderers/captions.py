"""Captions: the text of the audio file with the time of each sentence, as WebVTT."""

from __future__ import annotations

from dataclasses import dataclass

from leafletpress.edition import Edition
from leafletpress.interface import _
from leafletpress.renderers import Format, RenderContext, Rendered, Unavailable
from leafletpress.renderers.audio import AUDIO_MP3, human_recording, recorded, sound_fingerprint
from leafletpress.speech.mp3 import SAMPLE_RATES
from leafletpress.speech.recording import Cue, Recording

NO_CUES = _("A person recorded this audio, and it has no captions. The text is on the web page.")


@dataclass(frozen=True, slots=True)
class Captions:
    """An edition's captions as WebVTT; the id of a cue is the id of its sentence on a marked page."""

    format: Format

    def fingerprint(self, edition: Edition, context: RenderContext) -> str:
        """Everything that decides the sound decides its times."""
        return sound_fingerprint(edition, context)

    def unavailable(self, edition: Edition, context: RenderContext) -> Unavailable | None:
        """No audio, or audio of which nobody has noted the times."""
        if human_recording(edition, context):
            return Unavailable(NO_CUES)
        return AUDIO_MP3.unavailable(edition, context)

    def render(self, edition: Edition, context: RenderContext) -> Rendered:
        """One cue a sentence, in the order in which they are heard."""
        recording = recorded(edition, context)
        text = webvtt(recording, edition.metadata.title.text, edition.locale.tag)
        provenance = "Made with the computer voice's recording: the time of each sentence is exact."
        return Rendered(text.encode(), provenance, (("cues", len(recording.cues)),))


def webvtt(recording: Recording, title: str, tag: str) -> str:
    """The recording's captions; a sentence in another language than the edition's says in which."""
    head = f"WEBVTT\n\nNOTE\n{_escaped(title)} ({tag})\n"
    return "\n".join((head, *(_cue(cue, tag) for cue in recording.cues)))


def _cue(cue: Cue, tag: str) -> str:
    utterance = cue.utterance
    text = _escaped(utterance.shown)
    if utterance.lang != tag:
        text = f"<lang {utterance.lang}>{text}</lang>"
    return f"{utterance.key}\n{_clock(cue.start)} --> {_clock(cue.end)}\n{text}\n"


def _clock(samples: int) -> str:
    milliseconds = round(samples * 1000 / SAMPLE_RATES[0])
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _escaped(text: str) -> str:
    """A line end would end the cue; `-->` cannot be in a text whose `>` is escaped."""
    return " ".join(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").split())


CAPTIONS_VTT = Captions(Format("captions-vtt", "captions.vtt", "text/vtt"))
"Every language that has a computer voice."
