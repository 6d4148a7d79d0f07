"""Rules over what is heard: lexicons, people's recordings, and sentences that a voice would drop or misread.

They ask the same code that makes the audio, and no engine: what fails here would fail the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletpress.catalogue import Catalogue
from leafletpress.checks import Finding
from leafletpress.edition import Edition
from leafletpress.errors import CatalogueError, Problem, RenditionError, display_path
from leafletpress.leaflet import Leaflet
from leafletpress.narration import narrate
from leafletpress.project import Project
from leafletpress.renderers import RenderContext, Unavailable
from leafletpress.siteplan import AUDIO, SitePlan, render_context
from leafletpress.sources import Sources, catalogue_of
from leafletpress.speech.casting import cast_narration
from leafletpress.speech.human import SIDECAR, find_recording
from leafletpress.speech.lexicon import FILENAME, PHONEMES, Lexicon, read_lexicon
from leafletpress.speech.recording import spoken_texts
from leafletpress.speech.spoken import spoken_form
from leafletpress.speech.voices import voice_for


def check_lexicons(project: Project) -> Iterator[Finding]:
    """Findings of every lexicon there is: rows that cannot be used, and spoken forms that a voice cannot say."""
    tags = {entry.locale.tag for entry in project.locales}
    for path in sorted(project.translations_dir.glob(f"*/{FILENAME}")):
        where, tag = display_path(path, project.root), path.parent.name
        if tag not in tags:
            yield Finding("lexicon/language", "warning", where, f"the site has no language {tag!r}", "delete the file")
            continue
        try:
            lexicon = read_lexicon(path)
        except CatalogueError as error:
            for problem in error.problems:
                line = problem.where.rpartition(":")[2]
                yield Finding(
                    "lexicon/row",
                    "error",
                    f"{where}:{line}" if line.isdecimal() else where,
                    f"{problem.found}: expected {problem.expected}",
                    problem.remedy,
                )
            continue
        for written, spoken in lexicon.entries.items():
            try:
                spoken_form(PHONEMES.sub("a", spoken), tag)
            except ValueError as error:
                yield Finding(
                    "lexicon/spoken",
                    "error",
                    f"{where}:{lexicon.lines[written]}",
                    f"what is to be said for “{written}” cannot be said: {error}",
                    "write it as it sounds, in the language's own letters",
                )


def check_speech(sources: Sources, plan: SitePlan) -> Iterator[Finding]:
    """Findings of every leaflet that a computer reads aloud."""
    if AUDIO not in dict(plan.project.formats):
        return
    leaflets = {leaflet.name: leaflet for leaflet in sources.leaflets}
    for (name, _tag), edition in plan.editions.items():
        if edition.metadata.kind != "leaflet" or edition.status == "withheld":
            continue
        context = render_context(plan, edition, AUDIO)
        if isinstance(voice_for(edition.locale, context.settings), Unavailable) or _read_by_a_person(edition, context):
            continue
        catalogue = catalogue_of(sources, name, edition.locale)
        for problem in unspeakable(edition, context):
            where = place_of(problem, edition, leaflets[name], catalogue)
            yield Finding("speech/unspoken", "error", where, _shown(problem), problem.remedy)


def unspeakable(edition: Edition, context: RenderContext) -> tuple[Problem, ...]:
    """Everything that would keep the edition from being read aloud whole."""
    try:
        narration = narrate(edition, context.interface, organisation=context.organisation)
        cast = cast_narration(narration, edition.locale, context.settings, lambda tag: _lexicon(context, tag))
        spoken_texts(narration, {tag: part.lexicon for tag, part in cast.items()})
    except RenditionError as error:
        return error.problems
    return ()


def check_recordings(plan: SitePlan) -> Iterator[Finding]:
    """Findings of the recordings that people made: which cannot be used, and which are of an older text."""
    project = plan.project
    for path in sorted(project.translations_dir.glob(f"*/*{SIDECAR}")):
        where, name, tag = display_path(path, project.root), path.name.removesuffix(SIDECAR), path.parent.name
        edition = plan.editions.get((name, tag))
        if edition is None or edition.metadata.kind != "leaflet":
            found = "the site has no such leaflet in such a language"
            yield Finding("recording/unknown", "warning", where, found, "delete the file, and the recording beside it")
            continue
        try:
            recording = find_recording(project.translations_dir, edition)
        except RenditionError as error:
            for problem in error.problems:
                yield Finding("recording/unusable", "error", where, _shown(problem), problem.remedy)
            continue
        if recording and (reason := recording.stale(edition)):
            remedy = f"record the new text, or, if it says the same, write `edition: {edition.digest}` in that file"
            yield Finding("recording/stale", "warning", where, reason.removesuffix("."), remedy)


def place_of(problem: Problem, edition: Edition, leaflet: Leaflet, catalogue: Catalogue) -> str:
    """The line on which an author or translator finds the sentence; the file where the sentence is nobody's own."""
    words = re.findall(r"\w+", problem.excerpt)
    # A sentence may begin with words that stand elsewhere: the number of an item, the header of a column.
    for first in range(len(words)):
        pattern = re.compile(r"(?:\]\([^)]*\)|\W|_)+".join(map(re.escape, words[first:])))
        if edition.locale == edition.source_locale:
            if match := pattern.search(leaflet.text):
                return f"{leaflet.path}:{leaflet.first_line + leaflet.text.count(chr(10), 0, match.start())}"
            continue
        for entry in catalogue.entries.values():
            if entry.state == "translated" and pattern.search(entry.msgstr):
                return f"{catalogue.path}:{entry.line}"
    return problem.where


def _read_by_a_person(edition: Edition, context: RenderContext) -> bool:
    try:
        recording = find_recording(context.translations_dir, edition)
    except RenditionError:
        return False  # Said by its own rule.
    return recording is not None and not recording.stale(edition)


def _lexicon(context: RenderContext, tag: str) -> Lexicon:
    try:
        return read_lexicon(context.translations_dir / tag / FILENAME)
    except CatalogueError:
        return Lexicon()  # Said by its own rule.


def _shown(problem: Problem) -> str:
    excerpt = problem.excerpt.strip()
    return f"{problem.found}: “{excerpt[:80]}{'…' if len(excerpt) > 80 else ''}”" if excerpt else problem.found
