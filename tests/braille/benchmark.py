"""How many words become braille in a second of CPU time, from an edition to a checked file.

python -m tests.braille.benchmark
"""

from __future__ import annotations

import time

from leafletpress.project import load_project
from leafletpress.renderers.braille import BRAILLE_BRF, BRAILLE_EBRL, BRAILLE_PEF
from leafletpress.siteplan import plan_editions
from leafletpress.store import Store
from tests.braille.transcribing import ROOT, context_in

ROUNDS = 3


def main() -> None:
    """Print a line for each format and language; the first round, which loads the tables, counts too."""
    project = load_project(ROOT / "mkdocs.yml")
    plan = plan_editions(project, Store(project.cache_dir))
    for file in (BRAILLE_BRF, BRAILLE_PEF, BRAILLE_EBRL):
        for tag in sorted({tag for _, tag in plan.editions}):
            context = context_in(tag)
            editions = [edition for (_, own), edition in plan.editions.items() if own == tag]
            editions = [edition for edition in editions if edition.metadata.kind == "leaflet"]
            if any(file.unavailable(edition, context) for edition in editions):
                continue
            begun = time.process_time()
            for edition in editions * ROUNDS:
                file.render(edition, context)
            words = ROUNDS * sum(edition.words for edition in editions)
            seconds = time.process_time() - begun
            print(f"{file.format.name:12} {tag:3} {words:6} words {seconds:6.3f} CPU s {words / seconds:8.0f} words/s")


if __name__ == "__main__":
    main()
