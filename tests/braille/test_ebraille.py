"""eBraille through EPUBCheck: what it does not know yet of eBraille's metadata is allowed, and nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from leafletpress.renderers.braille import BRAILLE_EBRL
from leafletpress.siteplan import SitePlan
from tests.braille.test_files import rewritten
from tests.braille.test_real_leaflets import context_of, leaflets
from tests.braille.transcribing import context_in
from tests.editions import make_edition
from tests.epubcheck import findings_of

EBRAILLE_ONLY = {
    f'Undefined property: "a11y:{name}".'
    for name in ("brailleCellType", "brailleSystem", "completeTranscription", "producer", "tactileGraphics")
}
"Properties that eBraille 1.0 adds to EPUB's vocabulary of accessibility."


def test_epubcheck_finds_nothing_but_the_properties_that_it_does_not_know_yet(plan: SitePlan, tmp_path: Path) -> None:
    sound = {
        f"{edition.leaflet}-{edition.locale.tag}": BRAILLE_EBRL.render(edition, context_of(plan, edition)).data
        for edition in leaflets(plan)
    }
    assert len(sound) >= 14
    sound["every-block"] = every_block = BRAILLE_EBRL.render(make_edition(), context_in()).data
    text, package = "ebraille/leaflet.html", "package.opf"
    faulty = {
        "RSC-012": rewritten(every_block, "index.html", "#before", "#nowhere"),
        "RSC-005": rewritten(every_block, text, "<ul>", "<ul><p>⠁</p>"),
        "RSC-007": rewritten(every_block, text, "leaflet.css", "gone.css"),
        "OPF-027": rewritten(every_block, package, "a11y:producer", "a11y:unheard"),
        "RSC-016": rewritten(every_block, text, "</main>", ""),
        "PKG-006": without_media_type(every_block),
    }
    found = findings_of(sound | faulty, tmp_path)
    for name in sound:
        assert {(rule, level) for rule, level, _ in found[name]} == {("OPF-027", "ERROR")}, name
        assert sorted(message for _, _, message in found[name]) == sorted(EBRAILLE_ONLY), name
    for rule in faulty:
        others = [one for one in found[rule] if one[2] not in EBRAILLE_ONLY]
        assert rule in {one[0] for one in others}, (rule, found[rule])


def without_media_type(data: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(target, "w") as copy:
        for entry in sorted(archive.infolist(), key=lambda one: one.filename == "mimetype"):
            copy.writestr(entry, archive.read(entry))
    return target.getvalue()


def test_every_entry_of_contents_leads_to_a_heading() -> None:
    with zipfile.ZipFile(io.BytesIO(BRAILLE_EBRL.render(make_edition(), context_in()).data)) as archive:
        targets = re.findall(r'href="ebraille/leaflet\.html#([^"]+)"', archive.read("index.html").decode())
        text = archive.read("ebraille/leaflet.html").decode()
    assert targets == ["before", "references"]
    assert all(re.search(rf'<h2 id="{target}">', text) for target in targets)
