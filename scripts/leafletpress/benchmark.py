"""What a build costs beside its engines by themselves, and beside what people would use instead; `scripts/benchmark`.

This project, or a synthetic corpus of any size; everything that is compared is run in one go, one after the other.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from leafletpress.benchmarks.cost import CommandFailed, Cost, adopt_orphans, cost_of
from leafletpress.benchmarks.engines import raw_costs
from leafletpress.benchmarks.others import Lacking, material, pdf_plugin, shell_loop, size_mb
from leafletpress.benchmarks.printing import measure_print
from leafletpress.benchmarks.speech import speech_costs
from leafletpress.corpus import write_corpus
from leafletpress.project import Project, load_project
from leafletpress.renderers import RENDERERS

SOURCES = ("docs", "translations", "overrides", "mkdocs.yml")
KINDS: dict[str, tuple[str, ...]] = {
    "all": tuple(RENDERERS),
    "web": (),
    "pdf": ("clear-print-pdf",),
    "audio": ("audio-mp3",),
}
OTHERS = ("engines", "material", "material-short", "pdf", "audio")
NOTHING = "nothing"
"For the growth of our own cost alone."


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be measured."""

    languages: int
    formats: str
    against: tuple[str, ...]
    cold_only: bool
    jobs: int


def measure(project: Project, plan: Plan, leaflets: int | None) -> dict[str, Any]:
    """Costs of our builds and of what they are compared with, on a copy of the project or on a corpus."""
    with tempfile.TemporaryDirectory(prefix="leafletpress-benchmark-") as name:
        folder, other = Path(name) / "ours", Path(name) / "other"
        folder.mkdir()
        if leaflets:
            write_corpus(project, folder, leaflets=leaflets, locales=plan.languages, formats=KINDS[plan.formats])
        else:
            for source in SOURCES:
                path = project.root / source
                (shutil.copytree if path.is_dir() else shutil.copy)(path, folder / source)
        before = os.getloadavg()[0]
        ours = _ours(folder, plan)
        raw: list[Cost] = []
        others: list[Cost] = []
        for rival in plan.against:
            other.mkdir()
            if rival == "engines":
                raw = raw_costs(load_project(folder / "mkdocs.yml"), other)
            elif leaflets:
                others.append(_rival(rival, project, other, leaflets, plan.languages))
            shutil.rmtree(other)
        pages = len(list((folder / "site").rglob("index.html")))
        return {
            "leaflets": leaflets,
            "pages": pages,
            "load_before": before,
            "load_after": os.getloadavg()[0],
            "ours": [asdict(cost) for cost in ours],
            "engines": [asdict(cost) for cost in raw],
            "others": [asdict(cost) for cost in others],
            "cold_to_raw": ours[0].cpu_s / sum(cost.cpu_s for cost in raw) if raw else None,
        }


def measure_speech(project: Project, jobs: int) -> dict[str, float]:
    """Figures of reading this project's leaflets aloud, with nothing cached."""
    with tempfile.TemporaryDirectory(prefix="leafletpress-benchmark-") as name:
        folder = Path(name)
        for source in SOURCES:
            path = project.root / source
            (shutil.copytree if path.is_dir() else shutil.copy)(path, folder / source)
        return speech_costs(load_project(folder / "mkdocs.yml"), folder, jobs)


def _ours(folder: Path, plan: Plan) -> list[Cost]:
    build = [sys.executable, "-m", "leafletpress.cli", "build", "--jobs", str(plan.jobs)]
    cold = cost_of("cold build", build, folder)
    costs = [replace(cold, detail=f"{size_mb(folder / 'site'):.0f} MB")]
    if not plan.cold_only:
        costs.append(cost_of("nothing changed", build, folder))
        leaflet = next(
            path for path in sorted((folder / "docs").glob("*.md")) if "kind: leaflet" in path.read_text("utf-8")
        )
        leaflet.write_text(leaflet.read_text("utf-8") + "\nThe car park is behind the main building.\n", "utf-8")
        costs.append(cost_of("one sentence added", build, folder, detail=leaflet.name))
    return costs


def _rival(name: str, project: Project, folder: Path, leaflets: int, languages: int) -> Cost:
    if name == "pdf":
        return pdf_plugin(project, folder, leaflets, languages)
    if name == "audio":
        return shell_loop(project, folder, leaflets, languages)
    return material(project, folder, leaflets, languages, short_navigation=name == "material-short")


def show(found: dict[str, Any], console: Console) -> None:
    """One size as a table."""
    size = f"{found['leaflets']} leaflets, {found['pages']} pages" if found["leaflets"] else f"{found['pages']} pages"
    table = Table(title=f"{size} (load {found['load_before']:.1f} before, {found['load_after']:.1f} after)")
    table.add_column("What")
    for heading in ("CPU s", "× ours", "wall s", "× ours", "largest MB", "together MB"):
        table.add_column(heading, justify="right")
    table.add_column("Note")
    cold = found["ours"][0]
    for cost in (*found["ours"], *found["engines"], *found["others"]):
        table.add_row(
            cost["name"],
            f"{cost['cpu_s']:.1f}",
            f"{cost['cpu_s'] / cold['cpu_s']:.2f}",
            f"{cost['wall_s']:.1f}",
            f"{cost['wall_s'] / cold['wall_s']:.2f}",
            f"{cost['largest_mb']:.0f}",
            f"{cost['together_mb']:.0f}",
            cost["detail"],
        )
    console.print(table)
    if found["cold_to_raw"]:
        console.print(f"cold build / raw engines together: {found['cold_to_raw']:.2f} (CPU)")
    if found["leaflets"]:
        console.print(f"cold build, for each leaflet: {cold['cpu_s'] / found['leaflets']:.3f} CPU s")


def _sizes(_context: click.Context, _option: click.Parameter, value: str) -> tuple[int | None, ...]:
    try:
        return tuple(int(size) for size in value.split(",")) if value else (None,)
    except ValueError as error:
        raise click.BadParameter("numbers with commas between, such as 10,100,300") from error


@click.command()
@click.option("--config-file", "-f", type=click.Path(path_type=Path), default=Path("mkdocs.yml"), show_default=True)
@click.option(
    "--leaflets",
    callback=_sizes,
    default="",
    metavar="N[,N…]",
    help="Measure a synthetic corpus of N leaflets, in real words of each language, instead of this project; several "
    "numbers show how the cost grows.",
)
@click.option("--languages", default=8, show_default=True, help="How many of this project's languages the corpus has.")
@click.option(
    "--formats",
    type=click.Choice(list(KINDS)),
    default="all",
    show_default=True,
    help="What the corpus is made into besides web pages; `web` is nothing else.",
)
@click.option(
    "--against",
    multiple=True,
    type=click.Choice((*OTHERS, NOTHING)),
    default=("engines",),
    help="What to compare with; may be repeated. `engines`: each engine by itself on the same work. `material`: MkDocs "
    "Material with static-i18n (`material-short`: with a navigation of one entry). `pdf`: mkdocs-to-pdf, fetched into "
    "an environment that is thrown away. `audio`: espeak-ng and lame in a shell loop. These four need --leaflets. "
    "`nothing`: our own builds alone.",
)
@click.option("--cold-only", is_flag=True, help="Leave out the builds after the first.")
@click.option("--jobs", default=os.cpu_count() or 1, show_default="all cores", help="Processes of our builds.")
@click.option(
    "--speech", is_flag=True, help="Measure reading aloud alone, on this project: beside its engines and in real time."
)
@click.option("--print", "printing", is_flag=True, help="Measure printing alone, for each language in large print.")
@click.option("--corpus", type=click.Path(path_type=Path), help="Write the corpus into this folder, and stop.")
@click.option("--json", "as_json", is_flag=True, help="Print data, for other programs.")
def main(
    config_file: Path,
    leaflets: tuple[int | None, ...],
    languages: int,
    formats: str,
    against: tuple[str, ...],
    cold_only: bool,
    jobs: int,
    speech: bool,
    printing: bool,
    corpus: Path | None,
    as_json: bool,
) -> None:
    """Compare what a build costs with what its engines cost, and with what people would use instead.

    CPU seconds count every process of a run, and are what to compare: other work on the machine lengthens wall time.
    Without options this project is measured, in about five minutes. Examples:

    \b
      scripts/benchmark --leaflets 300 --formats web --against material
      scripts/benchmark --leaflets 10,100,1000 --languages 10 --formats web --against nothing --cold-only
      scripts/benchmark --leaflets 10 --formats pdf --against pdf
    """  # noqa: D301 - click knows a list by the character \b
    project = load_project(config_file.resolve())
    if corpus:
        write_corpus(project, corpus.resolve(), leaflets=leaflets[0] or 10, locales=languages, formats=KINDS[formats])
        return
    rivals = tuple(rival for rival in OTHERS if rival in against)
    if leaflets == (None,) and set(rivals) - {"engines"}:
        raise click.UsageError("this project's leaflets are not in that program's manner: say --leaflets N")
    adopt_orphans()
    if speech:
        figures = measure_speech(project, jobs)
        click.echo(json.dumps(figures, indent=2) if as_json else "\n".join(f"{k}: {v:g}" for k, v in figures.items()))
        return
    if printing:
        costs = measure_print(project)
        rows = [f"{cost.locale}: {cost.ours:.2f} s, WeasyPrint {cost.raw:.2f} s, {cost.ratio:.2f}" for cost in costs]
        click.echo(
            json.dumps([{**asdict(cost), "ratio": cost.ratio} for cost in costs]) if as_json else "\n".join(rows)
        )
        return
    plan = Plan(languages, formats, rivals, cold_only, jobs)
    console, results = Console(), []
    for size in leaflets:
        try:
            results.append(measure(project, plan, size))
        except (CommandFailed, Lacking) as error:
            raise click.ClickException(str(error)) from error
        if not as_json:
            show(results[-1], console)
    if as_json:
        click.echo(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
