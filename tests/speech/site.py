"""The narrations of this project's own leaflets, in every language that has a voice."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from leafletpress.locales import locale_from_tag
from leafletpress.narration import Narration, narrate
from leafletpress.project import load_project
from leafletpress.renderers import Rendered
from leafletpress.renderers.audio import AUDIO_MP3
from leafletpress.siteplan import AUDIO, SitePlan, plan_editions, render_context
from leafletpress.speech.casting import cast_narration
from leafletpress.speech.lexicon import FILENAME, Lexicon, read_lexicon
from leafletpress.speech.pieces import folder_store
from leafletpress.speech.recording import Recording, record
from leafletpress.speech.voices import Voice, voice_for
from tests.projects import ROOT

TAGS = ("en", "cy", "pl", "ro", "pa", "ur", "ar", "bn", "gu", "zh-Hans", "uk")
LEAFLET = "prosthetic-implants"
CACHE = Path(tempfile.gettempdir()) / "leafletpress-test-speech"
"Sentences are kept from one run to the next: their keys hold everything that decides their sound."


@cache
def plan() -> SitePlan:
    """Every edition of the site."""
    project = load_project(ROOT / "mkdocs.yml")
    with tempfile.TemporaryDirectory() as folder:
        from leafletpress.store import Store

        return plan_editions(project, Store(Path(folder)))


def lexicon(tag: str) -> Lexicon:
    return read_lexicon(plan().project.translations_dir / tag / FILENAME)


@cache
def narrations() -> tuple[tuple[str, Narration], ...]:
    """Each leaflet and page in each language that a voice reads: tag and narration."""
    site = plan()
    return tuple(
        (tag, narrate(edition, site.interfaces[tag], organisation=site.project.organisation))
        for (_, tag), edition in site.editions.items()
        if isinstance(voice_for(edition.locale, {}), Voice) and edition.status != "withheld"
    )


@cache
def rendered(tag: str, leaflet: str = LEAFLET) -> Rendered:
    """A whole leaflet as the file that readers get."""
    site = plan()
    context = render_context(site, site.editions[leaflet, tag], AUDIO)
    return AUDIO_MP3.render(site.editions[leaflet, tag], replace(context, cache_dir=CACHE))


@cache
def recording(tag: str, sentences: int = 30) -> Recording:
    """The beginning of one leaflet by its real voice."""
    site = plan()
    edition = site.editions[LEAFLET, tag]
    whole = narrate(edition, site.interfaces[tag], organisation=site.project.organisation)
    narration = replace(whole, utterances=whole.utterances[:sentences])
    return record(narration, cast_narration(narration, locale_from_tag(tag), {}, lexicon), folder_store(CACHE))
