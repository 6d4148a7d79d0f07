"""How a site grows with its leaflets: every leaflet's page stays as large as it was, and lists grow by a line each.

python -m tests.web.growth [LEAFLETS]... (10 100 300)
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from leafletpress.corpus import write_corpus
from leafletpress.project import load_project
from tests.projects import ROOT, run

ADDRESS = "https://leaflets.example/"


@dataclass(frozen=True, slots=True)
class Size:
    """What one site weighs, in bytes."""

    leaflets: int
    locales: int
    whole: int
    "Every file but style sheet, scripts and pictures, which do not grow."
    page: float
    "Of the middle one of all leaflets' pages."
    largest: int
    "Of the largest leaflet's page."
    lists: int
    "Of the pages that leafletpress makes of itself, with feeds and site map."
    search: int

    @property
    def of_each(self) -> float:
        """Bytes for each leaflet and language."""
        return self.whole / self.leaflets / self.locales


def measure(leaflets: int, locales: int, folder: Path) -> Size:
    """Build a site of web pages alone, with everything that an address of its own adds, and weigh it."""
    project = write_corpus(load_project(ROOT / "mkdocs.yml"), folder, leaflets=leaflets, locales=locales, formats=())
    settings = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(f"site_url: {ADDRESS}\n{settings}", "utf-8")
    outcome = run(project, "build", "--jobs", "2")
    assert outcome.code == 0, outcome.messages
    site = project / "site"
    files = {path.relative_to(site): path.stat().st_size for path in site.rglob("*") if path.is_file()}
    growing = {path: size for path, size in files.items() if path.parts[0] not in ("assets", "images")}
    pages = [size for path, size in growing.items() if path.parent.name.startswith("leaflet-")]
    assert len(pages) == leaflets * locales
    search = sum(size for path, size in growing.items() if path.parent.name == "search")
    own = [path for path in growing if not any(part.startswith(("leaflet-", "search")) for part in path.parts)]
    return Size(
        leaflets=leaflets,
        locales=locales,
        whole=sum(growing.values()),
        page=statistics.median(pages),
        largest=max(pages),
        lists=sum(growing[path] for path in own),
        search=search,
    )


def main(numbers: tuple[int, ...], locales: int = 3) -> None:
    """Print a line for each number of leaflets."""
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            size = measure(number, locales, Path(folder))
        print(
            f"{size.leaflets:5} leaflets in {size.locales} languages: {size.whole / 1e6:7.2f} MB, for each"
            f" {size.of_each / 1e3:6.1f} kB; page {size.page / 1e3:5.1f} kB, largest {size.largest / 1e3:5.1f} kB;"
            f" lists {size.lists / 1e6:6.2f} MB, search {size.search / 1e6:5.2f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or (10, 100, 300))
