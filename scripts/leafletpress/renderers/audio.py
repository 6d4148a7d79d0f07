"""Audio: an edition read aloud by a computer voice, as one MP3 file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from leafletpress.edition import Edition, Origin
from leafletpress.errors import Problem, RenditionError
from leafletpress.locales import Locale, locale_from_tag
from leafletpress.narration import MESSAGES, Narration, narrate
from leafletpress.renderers import Format, RenderContext, Rendered, Unavailable
from leafletpress.speech import spoken
from leafletpress.speech.driver import SpeechFailure
from leafletpress.speech.id3 import Tag, encode_tag, iso_639_2
from leafletpress.speech.pieces import folder_store
from leafletpress.speech.recording import record
from leafletpress.speech.speaker import EspeakSpeaker, engine_versions, espeak_speaker
from leafletpress.speech.voices import Voice, voice_for

TRANSLATORS: dict[Origin, str] = {"machine": "machine", "human": "person"}


@dataclass(frozen=True, slots=True)
class AudioFile:
    """An edition as one MP3 file."""

    format: Format

    def fingerprint(self, edition: Edition, context: RenderContext) -> str:
        """Engines, voices and rate, and our own words that the file says."""
        facts = [
            engine_versions(),
            f"spoken form {spoken.VERSION}",
            str(voice_for(edition.locale, context.settings)),
            str(voice_for(edition.source_locale, _passage_settings(context))),
            *(str((phrase.lang, phrase.text)) for phrase in map(context.interface.phrase, (*MESSAGES, context.organisation, context.site_name))),
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
        recording = record(narration, voices, speaker, folder_store(context.cache_dir / "speech"))
        facts: tuple[tuple[str, str | int | float], ...] = (
            ("duration_s", round(recording.joined.duration, 3)),
            ("voice", f"{speaker.name} {voices[edition.locale.tag].id}"),
            ("utterances", len(recording.cues)),
        )
        provenance = _provenance(edition, speaker)
        tag = Tag(
            title=edition.metadata.title.text,
            artist=context.interface.text(context.organisation),
            album=context.interface.text(context.site_name),
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
) -> dict[str, Voice]:
    """The voice of each language of the narration; a passage in a language that no voice speaks is an error."""
    voices: dict[str, Voice] = {}
    problems: list[Problem] = []
    for tag in sorted({locale.tag, *(utterance.lang for utterance in narration.utterances)}):
        language = locale_from_tag(tag)
        voice = voice_for(language, context.settings if tag == locale.tag else _passage_settings(context))
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
        elif voice.id not in speaker.voices:
            problems.append(_unknown_voice(where, voice.id, language, speaker))
        else:
            voices[tag] = voice
    if problems:
        raise RenditionError(problems)
    return voices


def _passage_settings(context: RenderContext) -> dict[str, Any]:
    """Settings for passages in another language: a voice that was chosen for the edition's is not for them."""
    return {name: value for name, value in context.settings.items() if name != "voice"}


def _unknown_voice(where: str, voice: str, locale: Locale, speaker: EspeakSpeaker) -> Problem:
    family = voice.partition("/")[0]
    likely = sorted(speaker.voices, key=lambda known: (not known.startswith(f"{family}/"), known))[:8]
    return Problem(
        where=where,
        found=f"{speaker.name} {speaker.version} has no voice {voice!r} for {locale.english_name} ({locale.tag})",
        expected=f"one of its {len(speaker.voices)} voices, such as {', '.join(likely)}",
        remedy="correct the option voice of this format in mkdocs.yml, or install the pinned espeakng-loader",
    )


def _provenance(edition: Edition, speaker: EspeakSpeaker) -> str:
    """The words and the voice were checked, or not, by different people."""
    voice = f"Read by a computer voice: {speaker.name} {speaker.version} through pyttsx3. No person has listened to it."
    if edition.origin == "source":
        return f"{voice} The words are the authors' own."
    approval = edition.approval
    checked = f"approved by {approval.by} on {approval.on.isoformat()}" if approval else "have not been checked"
    return f"{voice} The words were translated by a {TRANSLATORS[edition.origin]} and {checked}."


AUDIO_MP3 = AudioFile(Format("audio-mp3", "audio.mp3", "audio/mpeg"))
"Every language that has a computer voice."
