"""Commands for who looks after the published site: `rollback`, `verify`, `cache`."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from pathlib import Path

import click

from leafletpress.progress import Reporter

CONFIG = click.option(
    "--config-file",
    "-f",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The site's configuration.",
)
SITE_DIR = click.option(
    "--site-dir", "-d", type=click.Path(path_type=Path), help="Where the site is published.  [default: site]"
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print data, for other programs.")


@click.command()
@CONFIG
@SITE_DIR
@JSON
@click.option("--list", "listing", is_flag=True, help="Show the former releases; change nothing.")
@click.argument("number", type=int, required=False)
def rollback(config_file: Path, site_dir: Path | None, as_json: bool, listing: bool, number: int | None) -> None:
    """Publish a former release again: the last one, or the one with this NUMBER.

    What is published now takes its place, so that a second `rollback` undoes the first. The next `build` publishes what
    the sources say then.
    """
    from leafletpress.project import load_project
    from leafletpress.releases import alone, clear_leavings, releases, roll_back

    project = load_project(config_file, site_dir.resolve() if site_dir else None)
    reporter = Reporter()
    if listing:
        found = releases(project.site_dir)
        if as_json:
            rows = [{"number": one.number, "published": one.published, "leaflets": one.leaflets} for one in found]
            click.echo(json.dumps(rows, indent=2))
            return
        for one in found:
            moment = one.published or "at a time that cannot be told"
            click.echo(f"{one.number}  published {moment}, {one.leaflets} leaflets and pages")
        if not found:
            reporter.say("There is no former release.")
        return
    with alone(project.site_dir, reporter):
        clear_leavings(project.site_dir)
        chosen = roll_back(project.site_dir, number)
    reporter.say(f"Published again: release {chosen.number}, first published {chosen.published}.")


@click.command()
@CONFIG
@SITE_DIR
@JSON
@click.option("--jobs", "-j", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="Processes at once.")
def verify(config_file: Path, site_dir: Path | None, as_json: bool, jobs: int) -> None:
    """Build the site again from nothing, elsewhere, and compare it with what is published; exit code 1 if it differs.

    Nothing that was made before is used, and nothing published is changed.
    """
    from leafletpress.project import load_project
    from leafletpress.verification import verify as verify_site

    reporter = Reporter()
    project = load_project(config_file, site_dir.resolve() if site_dir else None)
    files, found = verify_site(project, jobs=jobs, reporter=reporter)
    if as_json:
        click.echo(json.dumps({"files": files, "differences": [dataclasses.asdict(one) for one in found]}, indent=2))
    for one in found:
        reporter.say(f"{one.path} {one.found}")
    if found:
        reporter.say(f"{len(found)} of {files} files are not what the sources give.")
        sys.exit(1)
    reporter.say(f"All {files} files are just what the sources give.")


@click.command()
@CONFIG
@JSON
@click.option("--clean", is_flag=True, help="Remove everything; the next build makes it again.")
@click.option("--limit", metavar="SIZE", help="Remove what was not used for longest until SIZE is left: `2GB`.")
def cache(config_file: Path, as_json: bool, clean: bool, limit: str | None) -> None:
    """Show what the cache of made files takes, or make room in it. No build is disturbed."""
    from leafletpress import cacheroom
    from leafletpress.project import load_project

    reporter = Reporter()
    project = load_project(config_file)
    removed = 0
    if clean or limit:
        with cacheroom.to_myself(project.cache_dir, reporter):
            removed, _left = cacheroom.clean(project.cache_dir, 0 if clean else cacheroom.size_of(limit or "0"))
    kinds = cacheroom.totals(cacheroom.kept_files(project.cache_dir))
    total = sum(row["bytes"] for row in kinds.values())
    if as_json:
        data = {"folder": str(project.cache_dir), "bytes": total, "removed": removed, "kinds": kinds}
        click.echo(json.dumps(data, indent=2))
        return
    if clean or limit:
        reporter.say(f"Removed {removed} files.")
    for kind, row in kinds.items():
        click.echo(f"{kind:12} {row['files']:8,} files {row['bytes'] / 1e6:12,.1f} MB")
    click.echo(f"{project.cache_dir}: {total / 1e6:,.1f} MB")
