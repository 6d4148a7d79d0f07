"""Command line: `leafletpress COMMAND`. Each command reads the project, calls one function and says what came of it."""

from __future__ import annotations

import dataclasses
import datetime
import gc
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click

from leafletpress import __version__
from leafletpress.errors import LeafletPressError
from leafletpress.progress import Reporter
from leafletpress.systemerrors import problem_of
from leafletpress.translatorcommands import approve, extract, lexicon, review, update
from leafletpress.upkeep import CONFIG, JSON, cache, rollback, verify


class Commands(click.Group):
    """Shows an error of ours as plain sentences, and gives its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (OSError, MemoryError) as error:
            click.echo(f"\n{problem_of(error)}\n\nNot done. The published site is unchanged.", err=True)
            sys.exit(1)
        except LeafletPressError as error:
            count = len(error.problems)
            click.echo(f"\n{error}\n", err=True)
            things = f"{count} {'thing' if count == 1 else 'things'} to mend"
            end = (
                f"{things}. The leaflets named stay as they were published last; everything else is published."
                if error.published
                else f"Not done: {things}. The published site is unchanged."
            )
            click.echo(end, err=True)
            sys.exit(error.exit_code)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="leafletpress")
def main() -> None:
    """Leaflets once written, published in every language and every format.

    \b
    A leaflet is a Markdown file in docs/.
    Its translations are PO files in translations/LANGUAGE/.
    `leafletpress build` publishes both in site/, as web pages, large print and audio.
    """  # noqa: D301 - click knows a list by the character \b


for command in (extract, update, approve, review, lexicon, rollback, verify, cache):
    main.add_command(command)


@main.command()
@CONFIG
@click.option("--site-dir", "-d", type=click.Path(path_type=Path), help="Where to publish.  [default: site]")
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    help="Processes at once.  [default: all cores]",
)
@click.option("--locale", "locales", multiple=True, metavar="TAG", help="Renew this language only; may be repeated.")
@click.option("--leaflet", "leaflets", multiple=True, metavar="NAME", help="Renew this leaflet only; may be repeated.")
@click.option("--keep-going", is_flag=True, help="Publish the other leaflets where one cannot be built; exit code 1.")
@click.option(
    "--scheduler", metavar="ADDRESS", help="Let the workers of a Dask scheduler help, such as tcp://10.0.0.5:8786."
)
@click.option("--strict", is_flag=True, help="Refuse to publish while a check finds anything, a warning too.")
def build(
    config_file: Path,
    site_dir: Path | None,
    jobs: int,
    locales: tuple[str, ...],
    leaflets: tuple[str, ...],
    keep_going: bool,
    scheduler: str | None,
    strict: bool,
) -> None:
    """Publish the site.

    Everything is made beside the published site, checked, and put in its place at one stroke. If anything is wrong,
    the message says where and how to mend it, and the published site stays as it was. What has not changed since the
    last build is not made again.
    """
    from leafletpress.project import load_project
    from leafletpress.publish import publish, start_page
    from leafletpress.selection import Selection

    # Thousands of editions live as long as the build. To look through them for cycles, again and again, is a tenth and
    # more of what a build costs that has nothing to make.
    gc.set_threshold(200_000, 20, 100)
    reporter = Reporter()
    project = load_project(config_file, site_dir.resolve() if site_dir else None)
    if strict:
        from leafletpress.checks.everything import refuse_findings

        refuse_findings(project, datetime.date.today())
    selection = Selection(frozenset(locales), frozenset(leaflets))
    manifest = publish(
        project, jobs=jobs, reporter=reporter, selection=selection, keep_going=keep_going, scheduler=scheduler
    )
    editions = [edition for leaflet in manifest["leaflets"] for edition in leaflet["editions"]]
    files = sum(len(edition["renditions"]) for edition in editions)
    gaps = Counter((gap["format"], gap["reason"]) for edition in editions for gap in edition["unavailable"])
    for (name, reason), count in gaps.items():
        reporter.say(f"Not available: {name} of {count} {'page' if count == 1 else 'pages'} ({reason})")
    for edition in editions:
        for rendition in edition["renditions"]:
            if by := rendition.get("void_signoff_by"):
                reporter.say(f"No longer proof-read: {rendition['path']} (it has changed since {by} signed it off)")
    reporter.say(f"Published {len(editions)} pages and {files} files in other formats: open {start_page(project)}")


@main.command()
@CONFIG
@JSON
def status(config_file: Path, as_json: bool) -> None:
    """Show how far each leaflet is in each language: translated, signed off, published."""
    from leafletpress.overview import overview
    from leafletpress.project import load_project
    from leafletpress.siteplan import plan_editions
    from leafletpress.sources import read_sources
    from leafletpress.store import Store
    from leafletpress.tables import print_overview

    project = load_project(config_file)
    rows = overview(read_sources(project), plan_editions(project, Store(project.cache_dir)))
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        print_overview(rows)


@main.command()
@CONFIG
@JSON
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="The day for which review dates are judged.  [default: today]"
)
@click.option("--record", is_flag=True, help="Keep the result for the accessibility statement, in checked.json.")
def check(config_file: Path, as_json: bool, today: datetime.datetime | None, record: bool) -> None:
    """Check leaflets, translations and the published site; exit code 1 where a rule finds an error."""
    from leafletpress.checkrecord import record_of, write_record
    from leafletpress.checks.everything import check_project
    from leafletpress.project import load_project
    from leafletpress.releases import published_manifest
    from leafletpress.tables import print_findings

    project, day = load_project(config_file), today.date() if today else datetime.date.today()
    findings = check_project(project, day)
    if record:
        made = record_of(published_manifest(project.site_dir), (finding.level for finding in findings), day)
        click.echo(f"Wrote {write_record(made, project.root)}: build again, and the statement says so.", err=True)
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        print_findings(findings)
    if any(finding.level == "error" for finding in findings):
        sys.exit(1)


@main.command()
@CONFIG
@click.argument("leaflet")
def new(config_file: Path, leaflet: str) -> None:
    """Begin a leaflet: writes docs/LEAFLET.md, to be filled in."""
    from leafletpress.project import load_project
    from leafletpress.starting import new_leaflet

    path = new_leaflet(load_project(config_file).docs_dir, leaflet, datetime.date.today())
    click.echo(f"Wrote {path}: fill it in, then see it with `leafletpress serve`.", err=True)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Begin a project: writes a configuration and a first leaflet into FOLDER."""
    from leafletpress.starting import new_project

    for path in new_project(folder, datetime.date.today()):
        click.echo(f"Wrote {path}", err=True)
    click.echo(f"Now: cd {folder} && leafletpress build", err=True)


@main.command()
@CONFIG
@click.option("--address", "-a", default="127.0.0.1:8000", show_default=True, help="Where the preview is shown.")
def serve(config_file: Path, address: str) -> None:
    """Show the site while you write: each time you save, the page is renewed.

    Alternative formats are those of the last `leafletpress build`.
    """
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.serve import serve as serve_pages

    serve_pages(str(config_file), dev_addr=address, strict=False)


if __name__ == "__main__":
    main()
