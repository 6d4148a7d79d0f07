"""Whole projects for tests: a copy of this one, or a small one written on the spot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = ("docs", "translations", "overrides", "mkdocs.yml")

CONFIGURATION = """\
site_name: Test leaflets
strict: true
theme: {{name: material, custom_dir: overrides, font: false}}
extra: {{generator: false}}
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables]
plugins:
  - i18n:
      docs_structure: suffix
      fallback_to_default: true
      languages:
{languages}
  - leafletpress:
      organisation: Test hospital
{options}
      policy: {{unreviewed: mark, incomplete: mark}}
"""

FRONT_MATTER = """\
---
title: {title}
summary: What to do at home.
kind: {kind}
number: T-1
version: "1.0"
published: 2026-11-01
review_due: 2028-11-01
owner: Surgery team
contact:
  name: Patient team
  phone: 020 7946 0018
  email: team@example.org
  address: Pond Street, London
---

"""

GOING_HOME = """\
# Going home

Take 5 mg twice a day for two weeks.

Call [020 7946 0018](tel:+442079460018) if you feel unwell.
"""

INDEX = """\
# Start

Read about [going home](going-home.md).
"""

CATALOGUE = """\
msgid ""
msgstr ""
"Language: {tag}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Leafletpress-Origin: machine\\n"

"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did."""

    code: int
    messages: str
    "Standard error."
    output: str
    "Standard output."


def run(project: Path, *arguments: str, **environment: str) -> Outcome:
    """`leafletpress ARGUMENTS` in the project's folder, as a person types it."""
    done = subprocess.run(
        [sys.executable, "-m", "leafletpress.cli", *arguments],
        cwd=project,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=900,
    )
    return Outcome(done.returncode, done.stderr, done.stdout)


def copy_of_this_project(folder: Path) -> Path:
    """The project's own sources in another place, without what was built."""
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy(source, folder / name)
    return folder


def write_project(
    folder: Path,
    *,
    locales: tuple[str, ...] = ("en",),
    leaflets: dict[str, str] | None = None,
    options: str = "      formats: {large-print-pdf: }",
) -> Path:
    """A project of a start page and one leaflet, or of the leaflets given (name to whole text)."""
    names = {"en": "English", "ur": "اردو", "pl": "Polski"}
    languages = "\n".join(
        f"        - {{locale: {tag}, name: {names.get(tag, tag)}{', default: true' if tag == 'en' else ''}}}"
        for tag in locales
    )
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(CONFIGURATION.format(languages=languages, options=options), "utf-8")
    if not (folder / "overrides").exists():
        shutil.copytree(ROOT / "overrides", folder / "overrides")
    for name, text in (leaflets or standard_leaflets()).items():
        (folder / "docs" / f"{name}.md").write_text(text, "utf-8")
    return folder


def standard_leaflets() -> dict[str, str]:
    """A start page and one leaflet."""
    return {"index": leaflet(INDEX, title="Start", kind="page"), "going-home": leaflet(GOING_HOME)}


def leaflet(text: str, *, title: str = "Going home", kind: str = "leaflet") -> str:
    """A whole leaflet around a text."""
    return FRONT_MATTER.format(title=title, kind=kind) + text


def write_catalogue(project: Path, tag: str, name: str, messages: dict[str, str]) -> Path:
    """A catalogue of a leaflet in a locale."""
    path = project / "translations" / tag / f"{name}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = "".join(f"msgid {_quoted(msgid)}\nmsgstr {_quoted(msgstr)}\n\n" for msgid, msgstr in messages.items())
    path.write_text(CATALOGUE.format(tag=tag) + entries, "utf-8")
    return path


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def contents_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
