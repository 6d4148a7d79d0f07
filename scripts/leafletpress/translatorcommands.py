"""Commands for translators and for who signs off: `extract`, `update`, `approve`, `review`, `lexicon`."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path

import click

from leafletpress.upkeep import CONFIG, JSON


@click.command()
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


@click.command()
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


@click.command()
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


@click.command()
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


@click.command()
@CONFIG
@click.argument("tags", nargs=-1, metavar="[TAG]...")
@click.option("--leaflet", "leaflets", multiple=True, metavar="NAME", help="This leaflet only; may be repeated.")
@JSON
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
