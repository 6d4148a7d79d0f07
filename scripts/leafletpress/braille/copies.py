"""Braille for the person who checks it: proofs for those who read by eye, and drafts of what is not offered yet.

A draft lets a braille reader judge a language that waits for one. Both lie in the folder of review copies and are never
published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from leafletpress.braille.brf import write_brf
from leafletpress.braille.profiles import profile_for
from leafletpress.braille.proof import write_proof
from leafletpress.errors import RenditionError
from leafletpress.locales import Locale
from leafletpress.renderers.braille import BRAILLE_BRF, BRAILLE_BRF_UNCONTRACTED, BrailleFile
from leafletpress.siteplan import SitePlan, render_context
from leafletpress.store import write_atomically

PAGED: tuple[BrailleFile, ...] = (BRAILLE_BRF, BRAILLE_BRF_UNCONTRACTED)


def write_braille_copies(
    plan: SitePlan, locales: Iterable[Locale], leaflets: Iterable[str], folder: Path, say: Callable[[str], None]
) -> Iterator[Path]:
    """Write a proof of each leaflet in each grade that the site offers, and drafts; yields each path when it is there.

    What a language that is not offered cannot hold is said, and does not stop the others.
    """
    chosen = set(leaflets)
    files = [file for file in PAGED if file.format.name in dict(plan.project.formats)]
    for locale in locales:
        for (name, tag), edition in plan.editions.items():
            if tag != locale.tag or edition.metadata.kind != "leaflet" or edition.status == "withheld":
                continue
            if (chosen and name not in chosen) or not (profile := profile_for(locale)):
                continue
            for file in files:
                context = render_context(plan, edition, file.format.name)
                offered = file.unavailable(edition, context) is None
                if not offered and not (profile.blocked and (file.grade is None or len(profile.tables) > 1)):
                    continue
                stem = f"{name}-{tag}-{file.format.suffix.removesuffix('.brf')}"
                try:
                    transcription = file.transcription(edition, context)
                    copies = {f"{stem}-proof.pdf": write_proof(transcription)}
                    if not offered:
                        copies[f"{stem}-draft.brf"] = write_brf(transcription.pages())
                except RenditionError as error:
                    if offered:
                        raise
                    say(f"No braille draft of {name} in {locale.english_name}: {error}")
                    continue
                for filename, data in copies.items():
                    write_atomically(folder / tag / filename, data)
                    yield folder / tag / filename
