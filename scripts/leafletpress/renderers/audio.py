"""Audio: an edition read aloud, as one MP3 file: by a person where somebody recorded it, else by a computer voice."""

from __future__ import annotations

from dataclasses import dataclass, replace

from leafletpress.edition import Edition, Origin
from leafletpress.errors import Problem, RenditionError
from leafletpress.narration import MESSAGES, narrate, with_length
from leafletpress.renderers import Format, RenderContext, Rendered, Unavailable
from leafletpress.speech import spoken
from leafletpress.speech.casting import Part, cast_narration, engine_identity, passage_settings
from leafletpress.speech.cues import chapters
from leafletpress.speech.files import sound_of
from leafletpress.speech.human import HumanRecording, find_recording
from leafletpress.speech.id3 import Tag, cover_of, encode_tag, iso_639_2
from leafletpress.speech.lexicon import FILENAME, Lexicon, read_lexicon
from leafletpress.speech.mp3 import SAMPLE_RATES
from leafletpress.speech.pieces import folder_store
from leafletpress.speech.recording import Clip, Recording, assemble, clips, seconds_of
from leafletpress.speech.voices import voice_for

TRANSLATORS: dict[Origin, str] = {"machine": "machine", "human": "person"}
PERSON, COMPUTER = "person", "computer"
"Who reads, as the fact `reader` says."


@dataclass(frozen=True, slots=True)
class AudioFile:
    """An edition as one MP3 file."""

    format: Format

    def fingerprint(self, edition: Edition, context: RenderContext) -> str:
        """Everything of `sound_fingerprint`, and the words of the tag."""
        words = map(context.interface.phrase, (context.organisation, context.site_name))
        return "\n".join((sound_fingerprint(edition, context), *(str((phrase.lang, phrase.text)) for phrase in words)))

    def unavailable(self, edition: Edition, context: RenderContext) -> Unavailable | None:
        """A language that no voice speaks, and in which nobody has recorded this text."""
        if human_recording(edition, context):
            return None
        voice = voice_for(edition.locale, context.settings)
        return voice if isinstance(voice, Unavailable) else None

    def render(self, edition: Edition, context: RenderContext) -> Rendered:
        """The file, and who reads it."""
        human = human_recording(edition, context)
        return _by_a_person(edition, context, human) if human else _by_a_computer(edition, context)


def recorded(edition: Edition, context: RenderContext) -> Recording:
    """The edition by computer voices; what was said before comes from the cache. Settings are those of the audio."""
    return assemble(recorded_clips(edition, context))


def recorded_clips(edition: Edition, context: RenderContext) -> tuple[Clip, ...]:
    """The same, sentence by sentence: a book joins those of each section on their own."""
    return _clips(edition, context)[0]


def sound_fingerprint(edition: Edition, context: RenderContext) -> str:
    """Engines, voices, lexicons, recordings and our own words that are said: everything that decides the sound."""
    human = _found(edition, context)
    facts = [
        f"spoken form {spoken.VERSION}",
        *(phrase_fact(context, message) for message in (*MESSAGES, context.organisation)),
        f"recorded: {human.fingerprint}" if human else "",
    ]
    for locale, settings in (
        (edition.locale, context.settings),
        (edition.source_locale, passage_settings(context.settings)),
    ):
        voice = voice_for(locale, settings)
        facts += [str(voice), str(sorted(_lexicon(context, locale.tag).entries.items()))]
        if not isinstance(voice, Unavailable):
            facts.append(engine_identity(settings, voice))
    return "\n".join(facts)


def phrase_fact(context: RenderContext, message: str) -> str:
    """A phrase of ours as part of a fingerprint."""
    phrase = context.interface.phrase(message)
    return str((phrase.lang, phrase.text))


def human_recording(edition: Edition, context: RenderContext) -> HumanRecording | None:
    """The recording of this very text by a person, where there is one."""
    found = _found(edition, context)
    return found if found and not found.stale(edition) else None


def _found(edition: Edition, context: RenderContext) -> HumanRecording | None:
    return find_recording(context.translations_dir, edition)


def _lexicon(context: RenderContext, tag: str) -> Lexicon:
    return read_lexicon(context.translations_dir / tag / FILENAME)


def _clips(edition: Edition, context: RenderContext) -> tuple[tuple[Clip, ...], dict[str, Part]]:
    interface = context.interface
    narration = narrate(edition, interface, organisation=context.organisation)
    cast = cast_narration(
        with_length(narration, 0, interface), edition.locale, context.settings, lambda tag: _lexicon(context, tag)
    )
    store = folder_store(context.cache_dir / "speech")
    sentences = {clip.utterance: clip for clip in clips(narration, cast, store)}
    whole = with_length(narration, seconds_of(sentences.values()), interface)
    new = replace(whole, utterances=tuple(one for one in whole.utterances if one not in sentences))
    sentences |= {clip.utterance: clip for clip in clips(new, cast, store)}
    return tuple(sentences[utterance] for utterance in whole.utterances), cast


def _by_a_computer(edition: Edition, context: RenderContext) -> Rendered:
    sentences, cast = _clips(edition, context)
    recording = assemble(sentences)
    reader = cast[edition.locale.tag]
    found = _found(edition, context)
    stale = found.stale(edition) if found else ""
    facts = (
        ("duration_s", round(recording.joined.duration, 3)),
        ("reader", COMPUTER),
        ("voice", f"{reader.engine.name} {reader.voice.id}"),
        ("utterances", len(recording.cues)),
        *((("recording", stale),) if stale else ()),
    )
    provenance = " ".join(
        filter(
            None,
            (
                f"Read by a computer voice: {reader.engine.description}. No person has listened to it.",
                _words_by(edition),
                stale,
            ),
        )
    )
    marks = tuple((part.title, _milliseconds(part.start), _milliseconds(part.end)) for part in chapters(recording))
    return Rendered(encode_tag(_tag(edition, context, provenance, marks)) + recording.joined.data, provenance, facts)


def _by_a_person(edition: Edition, context: RenderContext, human: HumanRecording) -> Rendered:
    try:
        sound = sound_of(human.path.read_bytes())
    except ValueError as error:
        raise RenditionError(
            Problem(
                where=f"{context.translations_dir.name}/{edition.locale.tag}/{human.path.name}",
                found=f"the recording cannot be used: {error}",
                expected="an MP3 file, or a WAV file of 16-bit samples",
                remedy="save it again from the program that recorded it",
            )
        ) from error
    provenance = f"Read by a person: {human.reader}, recorded on {human.recorded.isoformat()}. {_words_by(edition)}"
    facts = (("duration_s", round(sound.duration_s, 3)), ("reader", PERSON), ("voice", human.reader))
    return Rendered(encode_tag(_tag(edition, context, provenance, ())) + sound.data, provenance, facts)


def _tag(edition: Edition, context: RenderContext, comment: str, marks: tuple[tuple[str, int, int], ...]) -> Tag:
    return Tag(
        title=edition.metadata.title.text,
        artist=context.interface.text(context.organisation),
        album=context.interface.text(context.site_name),
        language=iso_639_2(edition.locale),
        published=edition.metadata.published,
        comment=comment,
        chapters=marks,
        cover=cover_of([context.docs_dir / name for name, _digest in edition.resources]),
    )


def _milliseconds(samples: int) -> int:
    return round(samples * 1000 / SAMPLE_RATES[0])


def _words_by(edition: Edition) -> str:
    """The words and the voice were checked, or not, by different people."""
    if edition.origin == "source":
        return "The words are the authors' own."
    approval = edition.approval
    checked = f"approved by {approval.by} on {approval.on.isoformat()}" if approval else "have not been checked"
    return f"The words were translated by a {TRANSLATORS[edition.origin]} and {checked}."


AUDIO_MP3 = AudioFile(Format("audio-mp3", "audio.mp3", "audio/mpeg"))
"Every language that has a computer voice or a recording."
