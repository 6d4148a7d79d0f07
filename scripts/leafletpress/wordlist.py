"""Words of the whole site that a voice may misread: what `leafletpress lexicon` lists for people to listen to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from leafletpress.locales import Locale
from leafletpress.narration import narrate
from leafletpress.renderers import Unavailable
from leafletpress.siteplan import AUDIO, SitePlan, render_context
from leafletpress.speech.lexicon import FILENAME, read_lexicon
from leafletpress.speech.review import DoubtfulWord, doubtful_words
from leafletpress.speech.voices import voice_for


def words_for_review(plan: SitePlan, locales: Iterable[Locale], leaflets: Collection[str]) -> tuple[DoubtfulWord, ...]:
    """Each word once, with how often it is heard; by language, the most frequent first. No leaflets means all."""
    found: dict[tuple[str, str], DoubtfulWord] = {}
    for locale in locales:
        for name in plan.names():
            edition = plan.editions[name, locale.tag]
            if (
                edition.metadata.kind != "leaflet"
                or edition.status == "withheld"
                or (leaflets and name not in leaflets)
            ):
                continue
            context = render_context(plan, edition, AUDIO)
            if isinstance(voice_for(locale, context.settings), Unavailable):
                continue
            narration = narrate(edition, context.interface, organisation=context.organisation)
            tags = {utterance.lang for utterance in narration.utterances}
            lexicons = {tag: read_lexicon(context.translations_dir / tag / FILENAME) for tag in sorted(tags)}
            for word in doubtful_words(narration, lexicons):
                before = found.get((word.lang, word.word))
                found[word.lang, word.word] = replace(before, count=before.count + word.count) if before else word
    return tuple(sorted(found.values(), key=lambda word: (word.lang, -word.count, word.word)))
