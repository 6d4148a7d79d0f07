"""What went wrong, in words an author can act on.

A `Problem` holds the facts; the sentence a person reads is put together here and nowhere else.

Levels: an *error* means something is missing from what was asked for, and nothing is published; a *warning* means it
was made but is degraded; *info* is progress.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend."""

    where: str
    "Path from the project's root, with the line where it is known: `docs/leaflet.md:12`."
    found: str
    "What stands there."
    expected: str
    "What should stand there."
    remedy: str
    "What to do about it."
    excerpt: str = ""
    "The offending piece itself, shown as it stands."

    def __str__(self) -> str:
        shown = f"\n    {self.excerpt.strip()[:200]}" if self.excerpt.strip() else ""
        return f"{self.where}: {self.found}.{shown}\n    Expected: {self.expected}.\n    To mend it: {self.remedy}."


class LeafletPressError(Exception):
    """Base of every error this generator raises on purpose; holds one or more problems."""

    exit_code = 1
    published = False
    "Whether the site was published all the same."

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class UsageError(LeafletPressError):
    """The command was called in a way it does not understand."""

    exit_code = 2


class ConfigurationError(LeafletPressError):
    """mkdocs.yml cannot be used as it stands."""


class LeafletError(LeafletPressError):
    """A leaflet's source cannot be used as it stands."""


class CatalogueError(LeafletPressError):
    """A translation catalogue cannot be used as it stands."""


class RenditionError(LeafletPressError):
    """An alternative format could not be made."""


class PublishError(LeafletPressError):
    """The site could not be assembled or swapped in."""


class DamagedCacheError(PublishError):
    """What was made is no longer in the cache as it was made; it has been removed, and can be made again."""


def display_path(path: Path, root: Path) -> str:
    """The path as an author knows it: from the project's root, with forward slashes."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.as_posix()
