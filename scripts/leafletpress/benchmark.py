"""What a build costs, as a ratio to what its engines cost by themselves on the same work, side by side in one run.

CPU seconds, never wall time: other work on the machine must not decide the figure. `scripts/benchmark` runs it.
"""

from __future__ import annotations

import ctypes
import json
import os
import pickle
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from leafletpress.corpus import write_corpus
from leafletpress.project import Project, load_project

PR_SET_CHILD_SUBREAPER = 36
"prctl(2): processes whose parent has ended become ours, so that their CPU is counted too."

SOURCES = ("docs", "translations", "overrides", "mkdocs.yml")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run cost."""

    name: str
    cpu_s: float
    "User and system time of the process and of everything it started."
    detail: str = ""


def adopt_orphans() -> None:
    """Have every descendant's CPU time counted here, even where its parent does not wait for it (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def cpu_of(command: list[str], folder: Path) -> float:
    """CPU seconds of a command with all its descendants; raises CalledProcessError where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, stderr=subprocess.DEVNULL)
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            break
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(project: Project) -> tuple[list[Cost], list[Cost]]:
    """Costs of our builds and of the raw engines, on a copy of the project."""
    with tempfile.TemporaryDirectory(prefix="leafletpress-benchmark-") as name:
        folder = Path(name)
        for source in SOURCES:
            path = project.root / source
            (shutil.copytree if path.is_dir() else shutil.copy)(path, folder / source)
        build = [sys.executable, "-m", "leafletpress.cli", "build"]
        ours = [Cost("cold build", cpu_of(build, folder)), Cost("nothing changed", cpu_of(build, folder))]
        leaflet = next(
            path for path in sorted((folder / "docs").glob("*.md")) if "kind: leaflet" in path.read_text("utf-8")
        )
        leaflet.write_text(leaflet.read_text("utf-8") + "\nThe car park is behind the main building.\n", "utf-8")
        ours.append(Cost("one sentence added", cpu_of(build, folder), leaflet.name))
        return ours, [_raw(kind, project, folder) for kind in RAW]


def _raw(kind: str, project: Project, folder: Path) -> Cost:
    """The engine's cost in one process of its own, its own imports included."""
    work = folder / f"{kind}.pickle"
    work.write_bytes(pickle.dumps(RAW[kind][0](project)))
    command = [sys.executable, "-m", "leafletpress.benchmark", "--raw", kind, str(work)]
    return Cost(kind, cpu_of(command, folder), RAW[kind][2])


# The raw engines' work: made by us beforehand, not counted


def _texts(project: Project) -> Any:
    texts = [path.read_text("utf-8").split("---\n", 2)[2] for path in sorted(project.docs_dir.glob("*.md"))]
    return texts * len(project.locales), project.dialect.extensions, dict(project.dialect.configs)


def _documents(project: Project) -> Any:
    from leafletpress.renderers import renderer_for
    from leafletpress.renderers.pdf import PrintRenderer
    from leafletpress.siteplan import plan_editions, rendition_jobs
    from leafletpress.store import Store

    jobs, _ = rendition_jobs(plan_editions(project, Store(project.cache_dir)))
    printed = [(job, renderer) for job in jobs if isinstance(renderer := renderer_for(job.format), PrintRenderer)]
    composed = [renderer.compose(job.edition, job.context) for job, renderer in printed]
    pictures = {name: picture.data for one in composed for name, picture in one.pictures.items()}
    sheet = (project.overrides_dir / "print" / "style.css").read_text("utf-8")
    return [one.html for one in composed], pictures, sheet, str(project.cache_dir)


def _sentences(project: Project) -> Any:
    from leafletpress.narration import narrate
    from leafletpress.siteplan import plan_editions, rendition_jobs
    from leafletpress.speech.spoken import spoken_form
    from leafletpress.speech.voices import DEFAULT_VOLUME, VOLUMES, Voice, voice_for
    from leafletpress.store import Store

    jobs, _ = rendition_jobs(plan_editions(project, Store(project.cache_dir)))
    files = []
    for job in jobs:
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


RAW: dict[str, tuple[Callable[[Project], Any], Callable[[Any], None], str]] = {
    "Markdown": (_texts, _convert, "every leaflet once for each language"),
    "WeasyPrint": (_documents, _print, "write_pdf of the same documents with the same style sheet"),
    "espeak-ng and LAME": (_sentences, _speak, "the same sentences in one process, each file encoded as one stream"),
}


def report(ours: list[Cost], raw: list[Cost]) -> dict[str, Any]:
    """Costs and ratios."""
    total = sum(cost.cpu_s for cost in raw)
    cold = ours[0].cpu_s
    return {
        "ours": [asdict(cost) for cost in ours],
        "raw": [asdict(cost) for cost in raw],
        "raw_total_cpu_s": total,
        "cold_to_raw": cold / total,
        "nothing_changed_to_cold": ours[1].cpu_s / cold,
        "one_sentence_to_cold": ours[2].cpu_s / cold,
    }


@click.command()
@click.option("--config-file", "-f", type=click.Path(path_type=Path), default=Path("mkdocs.yml"), show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print data, for other programs.")
@click.option("--corpus", type=click.Path(path_type=Path), help="Write a synthetic corpus into this folder, and stop.")
@click.option("--leaflets", default=10, show_default=True, help="How many leaflets the corpus has.")
@click.option("--languages", default=8, show_default=True, help="How many of this project's languages it has.")
@click.option("--raw", nargs=2, hidden=True)
def main(
    config_file: Path, as_json: bool, corpus: Path | None, leaflets: int, languages: int, raw: tuple[str, str] | None
) -> None:
    """Compare the CPU seconds of a build with those of its engines by themselves, on this project."""
    if raw:
        RAW[raw[0]][1](pickle.loads(Path(raw[1]).read_bytes()))
        return
    if corpus:
        write_corpus(load_project(config_file.resolve()), corpus.resolve(), leaflets=leaflets, locales=languages)
        return
    adopt_orphans()
    found = report(*measure(load_project(config_file.resolve())))
    if as_json:
        click.echo(json.dumps(found, indent=2))
        return
    table = Table(title="CPU seconds")
    for heading in ("What", "CPU s", "Note"):
        table.add_column(heading)
    for cost in (*found["ours"], *found["raw"]):
        table.add_row(cost["name"], f"{cost['cpu_s']:.1f}", cost["detail"])
    table.add_row("raw engines together", f"{found['raw_total_cpu_s']:.1f}", "")
    table.add_row("cold build / raw engines", f"{found['cold_to_raw']:.2f}", "")
    table.add_row("nothing changed / cold build", f"{found['nothing_changed_to_cold']:.2f}", "")
    table.add_row("one sentence / cold build", f"{found['one_sentence_to_cold']:.2f}", "")
    Console().print(table)


if __name__ == "__main__":
    main()
