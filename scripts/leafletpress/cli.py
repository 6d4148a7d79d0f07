"""Command line: `leafletpress COMMAND`. Each command reads the project, calls one function and says what came of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from leafletpress import __version__
from leafletpress.errors import LeafletPressError
from leafletpress.progress import Reporter

CONFIG = click.option(
    "--config-file", "-f", type=click.Path(path_type=Path), default=Path("mkdocs.yml"), show_default=True,
    help="The site's configuration.",
)


class Commands(click.Group):
    """Shows an error of ours as plain sentences, and gives its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except LeafletPressError as error:
            count = len(error.problems)
            click.echo(f"\n{error}\n", err=True)
            click.echo(
                f"Not done: {count} {'thing' if count == 1 else 'things'} to mend. What was published before is unchanged.", err=True
            )
            sys.exit(error.exit_code)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="leafletpress")
def main() -> None:
    """Leaflets once written, published in every language and every format.

    \b
    A leaflet is a Markdown file in docs/.
    Its translations are PO files in translations/LANGUAGE/.
    `leafletpress build` publishes both in site/, as web pages, large print and audio.
    """


@main.command()
@CONFIG
@click.option("--site-dir", "-d", type=click.Path(path_type=Path), help="Where to publish.  [default: site]")
@click.option("--jobs", "-j", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="Processes at once.  [default: all cores]")
def build(config_file: Path, site_dir: Path | None, jobs: int) -> None:
    """Publish the site.

    Everything is made beside the published site, checked, and put in its place at one stroke. If anything is wrong,
    the message says where and how to mend it, and the published site stays as it was. What has not changed since the
    last build is not made again.
    """
    from leafletpress.project import load_project
    from leafletpress.publish import publish, start_page

    reporter = Reporter()
    project = load_project(config_file, site_dir.resolve() if site_dir else None)
    manifest = publish(project, jobs=jobs, reporter=reporter)
    editions = [edition for leaflet in manifest["leaflets"] for edition in leaflet["editions"]]
    files = sum(len(edition["renditions"]) for edition in editions)
    for edition in editions:
        for gap in edition["unavailable"]:
            reporter.say(f"Not available: {gap['format']} of {edition['page']} ({gap['reason']})")
    reporter.say(f"Published {len(editions)} pages and {files} files in other formats: open {start_page(project)}")


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
