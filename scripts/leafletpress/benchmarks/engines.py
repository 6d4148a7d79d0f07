"""Raw engines: what a short program that only feeds the engines would cost on the same work.

What they are given is made beforehand and not counted; each runs in one process of its own, its own imports included.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from leafletpress.benchmarks.cost import Cost, cost_of
from leafletpress.project import Project
from leafletpress.siteplan import RenditionJob, plan_editions, rendition_jobs
from leafletpress.store import Store

BLOCKS = ("h1", "h2", "h3", "p", "li", "td", "th")


def raw_costs(project: Project, folder: Path) -> list[Cost]:
    """The cost of each engine that the project's formats need."""
    wanted = {name.partition("-")[0] for name, _ in project.formats} | {"web"}
    wanted |= {name.rpartition("-")[2] for name, _ in project.formats}
    costs = []
    for kind, (work_of, _run, needed_by, detail) in RAW.items():
        if needed_by not in wanted:
            continue
        work = folder / "raw.pickle"
        work.write_bytes(pickle.dumps(work_of(project)))
        command = [sys.executable, "-m", "leafletpress.benchmarks.engines", kind, str(work)]
        costs.append(cost_of(kind, command, folder, detail=detail))
        work.unlink()
    return costs


def _jobs(project: Project) -> list[RenditionJob]:
    return rendition_jobs(plan_editions(project, Store(project.cache_dir)))[0]


def _texts(project: Project) -> Any:
    texts = [path.read_text("utf-8").split("---\n", 2)[2] for path in sorted(project.docs_dir.glob("*.md"))]
    return texts * len(project.locales), project.dialect.extensions, dict(project.dialect.configs)


def _documents(project: Project) -> Any:
    from leafletpress.renderers import renderer_for
    from leafletpress.renderers.pdf import PrintRenderer

    printed = [(job, one) for job in _jobs(project) if isinstance(one := renderer_for(job.format), PrintRenderer)]
    composed = [renderer.compose(job.edition, job.context) for job, renderer in printed]
    pictures = {name: picture.data for one in composed for name, picture in one.pictures.items()}
    sheet = (project.overrides_dir / "print" / "style.css").read_text("utf-8")
    return [one.html for one in composed], pictures, sheet, str(project.cache_dir)


def _sentences(project: Project) -> Any:
    from leafletpress.narration import narrate
    from leafletpress.speech.spoken import spoken_form
    from leafletpress.speech.voices import DEFAULT_VOLUME, VOLUMES, Voice, voice_for

    files = []
    for job in _jobs(project):
        if job.format != "audio-mp3":
            continue
        voice = voice_for(job.edition.locale, job.context.settings)
        assert isinstance(voice, Voice)
        narration = narrate(job.edition, job.context.interface, organisation=job.context.organisation)
        said = [
            spoken_form(one.shown, one.lang, one.phones, item=one.kind == "item")
            for one in narration.utterances
            if one.lang == job.edition.locale.tag
        ]
        files.append((voice.id, voice.rate, VOLUMES.get(voice.id, DEFAULT_VOLUME), said))
    return files


def _blocks(project: Project) -> Any:
    """The text of each block, once for each braille file: two codes of one language are two translations."""
    from leafletpress.renderers import renderer_for
    from leafletpress.renderers.braille import BrailleFile

    work = []
    for job in _jobs(project):
        renderer = renderer_for(job.format)
        if isinstance(renderer, BrailleFile):
            to = renderer.transcription(job.edition, job.context)
            blocks = [" ".join(element.text_content().split()) for element in job.edition.tree().iter(*BLOCKS)]
            work.append((to.profile.tables[to.grade], [block for block in blocks if block]))
    return work


# The raw engines, as a short program would use them


def _convert(work: Any) -> None:
    from markdown import Markdown

    texts, extensions, configs = work
    for text in texts:
        Markdown(extensions=list(extensions), extension_configs=configs).convert(text)


def _print(work: Any) -> None:
    documents, pictures, sheet, cache_dir = work
    from leafletpress.renderers.print.fontfolder import font_configuration
    from leafletpress.renderers.print.typefaces import declared_files

    os.environ["FONTCONFIG_FILE"] = str(font_configuration(Path(cache_dir), declared_files()))
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Pictures(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no annotations
        def fetch(self, url: str, headers: Any = None) -> Any:
            return URLFetcherResponse(url, pictures[url], {"Content-Type": "image/svg+xml"})

    for document in documents:
        page = weasyprint.HTML(string=document, url_fetcher=Pictures())
        page.write_pdf(stylesheets=[weasyprint.CSS(string=sheet)], pdf_variant="pdf/ua-1")


def _speak(work: Any) -> None:
    import lameenc

    from leafletpress.speech.driver import start_engine
    from leafletpress.speech.worker import BIT_RATE_KBPS, QUALITY

    engine = start_engine()
    for voice, rate, volume, sentences in work:
        encoder = lameenc.Encoder()
        encoder.set_bit_rate(BIT_RATE_KBPS)
        encoder.set_in_sample_rate(22050)
        encoder.set_channels(1)
        encoder.set_quality(QUALITY)
        encoder.silence()
        for sentence in sentences:
            encoder.encode(engine.say(sentence, voice, rate, volume))
        encoder.flush()


def _transcribe(work: Any) -> None:
    from leafletpress.braille.louis import translate

    for table, blocks in work:
        for block in blocks:
            translate(table, block)


RAW: dict[str, tuple[Callable[[Project], Any], Callable[[Any], None], str, str]] = {
    "Markdown": (_texts, _convert, "web", "every leaflet once for each language"),
    "WeasyPrint": (_documents, _print, "pdf", "write_pdf of the same documents with the same style sheet"),
    "espeak-ng and LAME": (_sentences, _speak, "audio", "the same sentences, each file encoded as one stream"),
    "liblouis": (_blocks, _transcribe, "braille", "the blocks' text once for each braille file"),
}
"Its work, how it does it, which format needs it, and what to say of it."


if __name__ == "__main__":
    RAW[sys.argv[1]][1](pickle.loads(Path(sys.argv[2]).read_bytes()))
