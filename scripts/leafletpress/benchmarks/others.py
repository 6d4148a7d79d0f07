"""What people would use instead, on the same leaflets: the same words, written in that program's own manner.

MkDocs Material and static-i18n are here already. The PDF plugin goes into an environment that is thrown away, and is
fetched when it is asked for; espeak-ng and lame must be on the path.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import material as theme
import yaml

from leafletpress.benchmarks.cost import Cost, cost_of
from leafletpress.corpus import DRAWING, words_of
from leafletpress.project import Project
from leafletpress.speech.voices import Voice, voice_for
from leafletpress.synthetic import PICTURE, SyntheticLeaflet, Words, compose, start_page

SPEAK = """\
set -eu
for text in "$1"/*.txt; do
    espeak-ng -v "$2" -s "$3" -f "$text" --stdout | lame --quiet -m m -b 48 - "${text%.txt}.mp3"
done
"""
"Folder, voice, words a minute."


WORDS = '{% import "partials/languages/en.html" as english %}{% macro t(key) %}{{ english.t(key) }}{% endmacro %}'
MATERIAL = Path(theme.__file__).parent
QUIET = {"NO_MKDOCS_2_WARNING": "1"}


class Lacking(Exception):
    """A program to compare with is not here; says how to get it."""


def leaflets_of(words: Words, count: int) -> list[SyntheticLeaflet]:
    """Start page and leaflets, as `write_corpus` writes them."""
    return [start_page(words), *(compose(words, number, count) for number in range(1, count + 1))]


def material(project: Project, folder: Path, count: int, languages: int, *, short_navigation: bool = False) -> Cost:
    """MkDocs with Material, static-i18n and its search: one Markdown file for each leaflet and language.

    As it comes, each page lists all leaflets, at a cost that grows with the square of their number; with
    `short_navigation` it lists the start page only.
    """
    entries = project.locales[:languages]
    words = words_of(project, [entry.locale.tag for entry in entries])
    docs = folder / "docs"
    for one in leaflets_of(words, count):
        for entry in entries:
            suffix = "" if entry == entries[0] else f".{entry.code}"
            _write(docs / f"{one.name}{suffix}.md", one.front_matter(entry.locale.tag) + one.markdown(entry.locale.tag))
    _write(docs / PICTURE, DRAWING)
    chosen = [
        {"locale": entry.code, "name": entry.locale.tag, "default": True, "build": True}
        if entry == entries[0]
        else {"locale": entry.code, "name": entry.locale.tag, "build": True}
        for entry in entries
    ]
    i18n = {"docs_structure": "suffix", "fallback_to_default": True, "languages": chosen}
    (folder / "theme").mkdir()
    for entry in entries:  # Material stops at a language whose words it does not have
        place = Path("partials") / "languages" / f"{entry.code}.html"
        if not (MATERIAL / "templates" / place).exists():
            _write(folder / "theme" / place, WORDS)
    _write(folder / "mkdocs.yml", _settings(project, ["search", {"i18n": i18n}], short_navigation))
    name = "Material and static-i18n" + (", short navigation" if short_navigation else "")
    cost = cost_of(name, _mkdocs(sys.executable), folder, environment=QUIET)
    return replace(cost, detail=f"its own search; {size_mb(folder / 'site'):.0f} MB")


def pdf_plugin(project: Project, folder: Path, count: int, languages: int) -> Cost:
    """mkdocs-to-pdf, one site and one PDF file for each language, for it does not work with static-i18n."""
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    python = environment / "bin" / "python"
    packages = ["mkdocs==1.6.1", "mkdocs-material==9.8.1", "mkdocs-to-pdf"]
    if subprocess.run([python, "-m", "pip", "install", "--quiet", *packages]).returncode:
        raise Lacking("mkdocs-to-pdf could not be fetched: a network is needed")
    entries = project.locales[:languages]
    words = words_of(project, [entry.locale.tag for entry in entries])
    for entry in entries:
        site = folder / entry.locale.tag
        for one in leaflets_of(words, count):
            _write(
                site / "docs" / f"{one.name}.md", one.front_matter(entry.locale.tag) + one.markdown(entry.locale.tag)
            )
        _write(site / "docs" / PICTURE, DRAWING)
        (site / "theme").mkdir()
        _write(site / "mkdocs.yml", _settings(project, [{"to-pdf": {"cover": False}}], short=False))
    costs = [
        cost_of(entry.locale.tag, _mkdocs(python), folder / entry.locale.tag, environment=QUIET) for entry in entries
    ]
    return _sum("mkdocs-to-pdf", costs, "one PDF of all leaflets in each language")


def shell_loop(project: Project, folder: Path, count: int, languages: int) -> Cost:
    """`espeak-ng | lame` for the plain text of each leaflet."""
    for program in ("espeak-ng", "lame"):
        if not shutil.which(program):
            raise Lacking(f"{program} is not on the path: install the package of that name")
    entries = project.locales[:languages]
    words = words_of(project, [entry.locale.tag for entry in entries])
    costs = []
    for entry in entries:
        voice = voice_for(entry.locale, {})
        if not isinstance(voice, Voice):
            continue
        place = folder / entry.locale.tag
        for one in leaflets_of(words, count)[1:]:
            _write(place / f"{one.name}.txt", one.plain_text(entry.locale.tag))
        command: list[str | Path] = ["sh", "-c", SPEAK, "loop", place, voice.id, str(voice.rate)]
        costs.append(cost_of(entry.locale.tag, command, folder))
    return _sum("espeak-ng | lame", costs, f"in {len(costs)} languages that have a voice")


def _settings(project: Project, plugins: Sequence[Any], short: bool) -> str:
    own = yaml.safe_load(project.config_file.read_text("utf-8"))
    settings = {
        "site_name": own["site_name"],
        "theme": {"name": "material", "custom_dir": "theme", "font": False},
        "markdown_extensions": own["markdown_extensions"],
        "plugins": list(plugins),
    }
    if short:
        settings["nav"] = ["index.md"]
    text: str = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    return text


def _mkdocs(python: str | Path) -> list[str | Path]:
    return [python, "-m", "mkdocs", "build", "--quiet"]


def _sum(name: str, costs: Sequence[Cost], detail: str) -> Cost:
    return Cost(
        name,
        sum(cost.cpu_s for cost in costs),
        sum(cost.wall_s for cost in costs),
        max(cost.largest_mb for cost in costs),
        max(cost.together_mb for cost in costs),
        detail,
    )


def size_mb(folder: Path) -> float:
    """What a folder's files take."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
