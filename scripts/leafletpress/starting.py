"""Starting points: a leaflet to fill in, and a whole project to start from."""

from __future__ import annotations

import datetime
from pathlib import Path

from leafletpress.errors import Problem, UsageError
from leafletpress.leaflet import NAME

LEAFLET = """\
---
title: {title}
summary: One plain sentence that says what the leaflet is for.
kind: leaflet
number: PI-0000
version: "1.0"
published: {today}
review_due: {due}
owner: Name of the team that wrote it
audience: Whom it is for
contact:
  name: Name of the team to ask
  phone: 020 7946 0000
  email: team@example.org
  address: Name of the ward or clinic, street, town, postcode
sources:
  - Where the facts come from.
---

# {title}

Say in two or three short sentences what this leaflet is about.

## What will happen

1. Say what happens first.
2. Say what happens next.

!!! warning "When to call us"

    Call [020 7946 0000](tel:+442079460000) if something does not seem right.
"""

CONFIGURATION = """\
site_name: Our leaflets
strict: true
theme:
  name: material
  font: false
extra:
  generator: false
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables]
plugins:
  - i18n:
      docs_structure: suffix
      fallback_to_default: true
      languages:
        - {locale: en, name: English, default: true}
        - {locale: pl, name: Polski}
  - leafletpress:
      organisation: Name of the hospital
      # Translations that nobody has signed off are withheld. To publish them with a notice instead:
      # policy: {unreviewed: mark, incomplete: mark}
"""

START_PAGE = """\
---
title: Our leaflets
summary: Information for our patients, in several languages and formats.
kind: page
published: {today}
review_due: {due}
owner: Name of the team
contact:
  name: Name of the team to ask
  phone: 020 7946 0000
  email: team@example.org
  address: Name of the hospital, street, town, postcode
---

# Our leaflets

- [Going home](going-home.md)
"""

IGNORED = "/site/\n/review/\n/.cache/\n/translations/templates/\n"


def new_leaflet(docs_dir: Path, name: str, today: datetime.date) -> Path:
    """Write a leaflet to fill in; raises UsageError for a name that is taken or cannot be an address."""
    path = docs_dir / f"{name}.md"
    if not NAME.fullmatch(name):
        raise UsageError(
            Problem(
                "LEAFLET",
                f"{name!r} cannot become a page's address",
                "small letters, digits and single hyphens",
                "choose a name such as `going-home`",
            )
        )
    if path.exists():
        raise UsageError(Problem(str(path), "there is such a leaflet already", "a new name", "choose another name"))
    _write(path, LEAFLET, name.replace("-", " ").capitalize(), today)
    return path


def new_project(folder: Path, today: datetime.date) -> list[Path]:
    """Write a whole project; raises UsageError where there is one already."""
    if (folder / "mkdocs.yml").exists():
        raise UsageError(
            Problem(str(folder), "there is a project here already", "a folder without mkdocs.yml", "name another one")
        )
    docs = folder / "docs"
    docs.mkdir(parents=True, exist_ok=True)
    (folder / "translations").mkdir(exist_ok=True)
    (folder / "mkdocs.yml").write_text(CONFIGURATION, "utf-8")
    (folder / ".gitignore").write_text(IGNORED, "utf-8")
    _write(docs / "index.md", START_PAGE, "", today)
    return [folder / "mkdocs.yml", folder / ".gitignore", docs / "index.md", new_leaflet(docs, "going-home", today)]


def _write(path: Path, text: str, title: str, today: datetime.date) -> None:
    due = today.replace(year=today.year + 2, day=min(today.day, 28))
    path.write_text(text.format(title=title, today=today.isoformat(), due=due.isoformat()), "utf-8")
