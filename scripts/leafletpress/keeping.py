"""Keeping: a leaflet that cannot be built stays as it was published last, in every language and format, and in step.

What is kept is the edition, not the file: its text is in the store under the digest that the published manifest gives,
and page and formats are those that this text had. So the lists, links and languages around it are those of today.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from leafletpress.addresses import START
from leafletpress.edition import Edition, edition_from_json
from leafletpress.errors import LeafletPressError, Problem
from leafletpress.store import Store


class KeptError(LeafletPressError):
    """Some leaflets could not be built; the others were published."""

    published = True


@dataclass(slots=True)
class Keeping:
    """Leaflets that could not be built, and what becomes of them."""

    published: Mapping[str, Any]
    "The published manifest."
    store: Store
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    "Everything that is wrong with each, by name."
    without: set[str] = field(default_factory=set)
    "Those of them that were never published: the site is built as if they were not there."

    def note(self, name: str, problems: Iterable[Problem]) -> None:
        """A leaflet cannot be built; raises LeafletPressError where the site cannot be built without it either."""
        found = tuple(problems)
        if name in self.problems:
            raise LeafletPressError(
                (*self.problems[name], *found)
            )  # what was published cannot be made again: a change of the machine or of leafletpress
        self.problems[name] = found
        if not any(one["leaflet"] == name for one in self.published["leaflets"]):
            if name == START:
                raise LeafletPressError(found)
            self.without.add(name)

    def former(self, tags: Iterable[str]) -> dict[tuple[str, str], Edition]:
        """The last good editions of what is kept; raises LeafletPressError for one that is not at hand."""
        found: dict[tuple[str, str], Edition] = {}
        for leaflet in self.published["leaflets"]:
            name = leaflet["leaflet"]
            if name not in self.problems:
                continue
            digests = {edition["locale"]: edition["edition_digest"] for edition in leaflet["editions"]}
            for tag in tags:
                edition = self._edition(digests.get(tag, ""))
                if edition is None:
                    lost = Problem(
                        f"{name} ({tag})",
                        "its last published text is not in the cache, so that it cannot be kept as it was",
                        "a cache that has not been cleaned since, and no new language",
                        "mend the leaflet, then build again",
                    )
                    raise LeafletPressError((*self.problems[name], lost))
                found[name, tag] = edition
        return found

    def _edition(self, digest: str) -> Edition | None:
        wanted = digest.removeprefix("sha256:")
        try:
            data = self.store.blob_path(wanted).read_bytes() if wanted.isalnum() else b""
            return edition_from_json(data.decode()) if hashlib.sha256(data).hexdigest() == wanted else None
        except (OSError, ValueError, KeyError, TypeError):
            return None  # an older version of leafletpress wrote it in another way

    def reasons(self) -> dict[str, tuple[str, ...]]:
        """For the manifest: what is wrong with each leaflet that is kept."""
        return {
            name: tuple(f"{problem.where}: {problem.found}" for problem in found)
            for name, found in self.problems.items()
            if name not in self.without
        }

    def error(self) -> KeptError | None:
        """Every problem, where there is any."""
        found = [problem for name in sorted(self.problems) for problem in self.problems[name]]
        return KeptError(found) if found else None
