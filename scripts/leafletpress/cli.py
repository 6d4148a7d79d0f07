"""Command line: `leafletpress COMMAND`. Each command reads the project, calls one function and says what came of it."""

from __future__ import annotations

import dataclasses
import datetime
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
from leafletpress.upkeep import CONFIG, cache, rollback, verify


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


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="leafletpress")
def main() -> None:
    r"""Leaflets once written, published in every language and every format.

    \b
    A leaflet is a Markdown file in docs/.
    Its translations are PO files in translations/LANGUAGE/.
    `leafletpress build` publishes both in site/, as web pages, large print and audio.
    """


for command in (rollback, verify, cache):
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
def extract(config_file: Path) -> None:
    """Write a template for each leaflet and for the interface, in translations/templates/.

    Translators' tools start a new language from a template. Nothing else changes.
    """
    from leafletpress.project import load_project
    from leafletpress.sources import read_sources
    from leafletpress.translators import write_templates

    for path in write_templates(read_sources(load_project(config_file))):
        click.echo(f"Wrote {path}", err=True)


@main.command()
@CONFIG
@click.argument("tags", nargs=-1, metavar="[TAG]...")
def update(config_file: Path, tags: tuple[str, ...]) -> None:
    """Bring the catalogues up to the leaflets, in all languages or in those named.

    A new sentence is added empty. A changed one keeps its old translation, marked fuzzy, with the sentence it was made
    for; readers get English until a translator settles it. A sentence that is gone is kept at the end.
    """
    from leafletpress.project import load_project
    from leafletpress.sources import read_sources
    from leafletpress.translators import locales_tagged, update_catalogues

    project = load_project(config_file)
    changed = update_catalogues(read_sources(project), locales_tagged(project, tags))
    for path in changed:
        click.echo(f"Updated {path}", err=True)
    if not changed:
        click.echo("Every catalogue is up to date.", err=True)


@main.command()
@CONFIG
@click.argument("tag")
@click.argument("leaflet")
@click.option("--by", required=True, help="Who checked it: a role or a team.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="When.  [default: today]")
@click.option("--format", "format_name", metavar="NAME", help="What was proof-read: `braille`, or one file of it.")
@click.option("--file", "read", type=click.Path(path_type=Path), help="The file that was read, if not the published.")
def approve(
    config_file: Path,
    tag: str,
    leaflet: str,
    by: str,
    on: datetime.datetime | None,
    format_name: str | None,
    read: Path | None,
) -> None:
    """Sign a translation off: a person has checked every sentence of it.

    Readers are told who checked it and when. Any later change of the English text or of the translation voids the
    sign-off by itself, in every format, at the next build.

    With --format, sign off what was made of a leaflet, in the source language too: `--format braille` says that a
    person has proof-read its braille. Any change of the text or of the braille voids it. Commit the file that is
    written.
    """
    from leafletpress import proofreading, translators
    from leafletpress.project import load_project
    from leafletpress.siteplan import plan_editions
    from leafletpress.sources import read_sources
    from leafletpress.store import Store

    project = load_project(config_file)
    approval = proofreading.approval_by(by, on.date() if on else datetime.date.today())
    if read and not format_name:
        raise click.UsageError("--file says what was read of a format: name that with --format")
    if format_name:
        plan = plan_editions(project, Store(project.cache_dir))
        signed = proofreading.approve_formats(plan, leaflet, tag, format_name, approval, read)
        for name, reason in signed.missing:
            click.echo(f"Nothing to sign off: {name} ({reason})", err=True)
        what, path = f" {', '.join(signed.formats)}", signed.path
    else:
        locale = translators.locale_tagged(project, tag)
        what, path = "", translators.approve(read_sources(project), locale, leaflet, approval)
    click.echo(f"Signed off{what} by {approval.by} on {approval.on.isoformat()}: {path}", err=True)


@main.command()
@CONFIG
@click.argument("tags", nargs=-1, metavar="[TAG]...")
@click.option("--leaflet", "leaflets", multiple=True, metavar="NAME", help="This leaflet only; may be repeated.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("review"), show_default=True, help="Folder.")
def review(config_file: Path, tags: tuple[str, ...], leaflets: tuple[str, ...], out: Path) -> None:
    """Write copies for the people who check translations and braille, and bilingual leaflets for staff.

    A side-by-side copy shows every message with its translation and its state, and what has changed since it was
    signed off. A bilingual leaflet shows both languages beside one another.

    A proof shows the braille in its true size with the print under each line, in the source language too. Where a
    language's braille waits for a braille reader, there is a draft for them to read. None of these is published.
    """
    from leafletpress.braille.copies import write_braille_copies
    from leafletpress.project import load_project
    from leafletpress.reviewcopies import write_review_copies
    from leafletpress.siteplan import plan_editions
    from leafletpress.sources import read_sources
    from leafletpress.store import Store
    from leafletpress.translators import leaflet_named, locales_tagged

    project = load_project(config_file)
    sources = read_sources(project)
    for name in leaflets:
        leaflet_named(sources, name)
    plan = plan_editions(project, Store(project.cache_dir))
    source = project.source_locale
    named = [tag for tag in tags if tag != source.tag]
    locales = locales_tagged(project, named) if named or not tags else []
    for path in write_review_copies(sources, plan, locales, leaflets, out):
        click.echo(f"Wrote {path}", err=True)
    brailled = [*([source] if not tags or source.tag in tags else []), *locales]
    for path in write_braille_copies(plan, brailled, leaflets, out, lambda words: click.echo(words, err=True)):
        click.echo(f"Wrote {path}", err=True)


@main.command()
@CONFIG
@click.argument("tags", nargs=-1, metavar="[TAG]...")
@click.option("--leaflet", "leaflets", multiple=True, metavar="NAME", help="This leaflet only; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print data, for other programs.")
def lexicon(config_file: Path, tags: tuple[str, ...], leaflets: tuple[str, ...], as_json: bool) -> None:
    """List words that a computer voice may say wrongly, for somebody who speaks the language to listen to.

    In all languages that have a voice, or in those named. How a word is to be said goes into the file
    translations/TAG/lexicon.csv, one word a line: as it is written, as it sounds, and a note.
    """
    from leafletpress.project import load_project
    from leafletpress.siteplan import plan_editions
    from leafletpress.sources import read_sources
    from leafletpress.store import Store
    from leafletpress.tables import print_words
    from leafletpress.translators import leaflet_named, locale_tagged
    from leafletpress.wordlist import words_for_review

    project = load_project(config_file)
    for name in leaflets:
        leaflet_named(read_sources(project), name)
    locales = [entry.locale for entry in project.locales]
    if tags:
        wanted = {project.source_locale.tag: project.source_locale}
        locales = [wanted.get(tag) or locale_tagged(project, tag) for tag in tags]
    words = words_for_review(plan_editions(project, Store(project.cache_dir)), locales, leaflets)
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(word) for word in words], ensure_ascii=False, indent=2))
    elif words:
        print_words(words)
    else:
        click.echo("No word needs review: every one is plain, or no computer voice reads the language.", err=True)


@main.command()
@CONFIG
@click.option("--json", "as_json", is_flag=True, help="Print data, for other programs.")
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
@click.option("--json", "as_json", is_flag=True, help="Print data, for other programs.")
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
