"""Audio: an edition read aloud by a computer voice, as one MP3 file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from leafletpress.edition import Edition
from leafletpress.errors import Problem, RenditionError
from leafletpress.locales import Locale, locale_from_tag
from leafletpress.narration import MESSAGES, Narration, narrate
from leafletpress.renderers import Format, RenderContext, Rendered, Unavailable
from leafletpress.speech import spoken
from leafletpress.speech.driver import SpeechFailure
from leafletpress.speech.id3 import Tag, encode_tag, iso_639_2
from leafletpress.speech.pieces import folder_store
from leafletpress.speech.recording import Recording, record
from leafletpress.speech.speaker import EspeakSpeaker, engine_versions, espeak_speaker
from leafletpress.speech.voices import voice_for

RATE_WPM = 160
"What the engine is asked for, in English words without pauses."


@dataclass(frozen=True, slots=True)
class AudioFile:
    """An edition as one MP3 file."""

    format: Format

    def fingerprint(self, edition: Edition, context: RenderContext) -> str:
        """Engines, voices and rate, and our own words that the file says."""
        facts = [
            engine_versions(),
            f"spoken form {spoken.VERSION}",
            f"voice {voice_for(edition.locale, context.settings)} {sorted(context.settings.get('voice', {}).items())}",
            f"rate {context.settings.get('rate', RATE_WPM)}",
            context.organisation,
            context.site_name,
            *(str((phrase.lang, phrase.text)) for phrase in map(context.interface.phrase, MESSAGES)),
        ]
        return "\n".join(facts)

    def unavailable(self, edition: Edition, context: RenderContext) -> Unavailable | None:
        """A language that no voice speaks."""
        voice = voice_for(edition.locale, context.settings)
        return voice if isinstance(voice, Unavailable) else None

    def render(self, edition: Edition, context: RenderContext) -> Rendered:
        """Every sentence by the voice of its language, joined without a gap."""
        where = f"{edition.source} ({edition.locale.tag})"
        speaker = _speaker(where)
        narration = narrate(edition, context.interface, organisation=context.organisation)
        voices = _voices(narration, edition.locale, context, speaker, where)
        rate = context.settings.get("rate", RATE_WPM)
        recording = record(narration, voices, speaker, folder_store(context.cache_dir / "speech"), rate)
        facts: tuple[tuple[str, str | int | float], ...] = (
            ("duration_s", round(recording.joined.duration, 3)),
            ("voice", f"{speaker.name} {voices[edition.locale.tag]}"),
            ("utterances", len(recording.cues)),
        )
        provenance = _provenance(edition, speaker)
        tag = Tag(
            title=edition.metadata.title.text,
            artist=context.organisation,
            album=context.site_name,
            language=iso_639_2(edition.locale),
            published=edition.metadata.published,
            comment=provenance,
        )
        return Rendered(encode_tag(tag) + recording.joined.data, provenance, facts)


def _speaker(where: str) -> EspeakSpeaker:
    try:
        return espeak_speaker()
    except SpeechFailure as failure:
        raise RenditionError(
            Problem(
                where=where,
                found=f"the speech engine does not start: {failure}",
                expected="eSpeak NG, from the package espeakng-loader or from the system",
                remedy="run the set-up again, or install the system's package espeak-ng",
            )
        ) from failure


def _voices(
    narration: Narration, locale: Locale, context: RenderContext, speaker: EspeakSpeaker, where: str
) -> dict[str, str]:
    """The voice of each language of the narration; a passage in a language that no voice speaks is an error."""
    voices: dict[str, str] = {}
    problems: list[Problem] = []
    for tag in sorted({locale.tag, *(utterance.lang for utterance in narration.utterances)}):
        language = locale_from_tag(tag)
        voice = voice_for(language, context.settings)
        excerpt = next((utterance.shown for utterance in narration.utterances if utterance.lang == tag), "")
        if isinstance(voice, Unavailable):
            problems.append(
                Problem(
                    where=where,
                    found=f"a passage is in {language.english_name} ({tag}), and no voice speaks it",
                    expected="passages in languages that a voice speaks",
                    remedy="take the passage out, or leave the audio format out for this leaflet",
                    excerpt=excerpt,
                )
            )
        elif voice not in speaker.voices:
            problems.append(
                Problem(
                    where=where,
                    found=f"{speaker.name} {speaker.version} has no voice {voice!r} for {language.english_name} ({tag})",
                    expected=f"one of its {len(speaker.voices)} voices, such as {', '.join(_like(voice, speaker.voices))}",
                    remedy="correct the option `voice` of this format in mkdocs.yml, or install the pinned espeakng-loader",
                )
            )
        else:
            voices[tag] = voice
    if problems:
        raise RenditionError(problems)
    return voices


def _like(voice: str, voices: Iterable[str]) -> list[str]:
    family, _, name = voice.partition("/")
    return sorted(voices, key=lambda other: (other[-2:] != name[-2:], not other.startswith(family), other))[:3]


def _provenance(edition: Edition, speaker: EspeakSpeaker) -> str:
    """The words and the voice were checked, or not, by different people."""
    words = {
        "source": "The words are the authors' own.",
        "machine": "The words were translated by a machine",
        "human": "The words were translated by a person",
    }[edition.origin]
    if edition.origin != "source":
        words += " and approved by a person." if edition.status == "approved" else " and have not been checked."
    return (
        f"Read by a computer voice: {speaker.name} {speaker.version} through pyttsx3. "
        f"No person has listened to it. {words}"
    )


AUDIO_MP3 = AudioFile(Format("audio-mp3", "audio.mp3", "audio/mpeg"))
"Every language that has a computer voice."
