"""Targets: one function for each kind of file that people or programs write, given any bytes at all.

Each ends in a value, whose laws are checked, or in a LeafletPressError that says where, what and how to mend it. Any
other exception is a fault.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from leafletpress.body import BODY_ELEMENTS
from leafletpress.catalogue import Catalogue, empty_catalogue, parse_catalogue
from leafletpress.checks.published import check_published
from leafletpress.conversion import make_edition, read_source
from leafletpress.drawings import fault_of_drawing
from leafletpress.edition import Edition, edition_from_json, edition_to_json
from leafletpress.errors import LeafletPressError
from leafletpress.extraction import leaflet_template
from leafletpress.front_matter import read_front_matter
from leafletpress.interface import Interface
from leafletpress.leaflet import read_leaflet
from leafletpress.locales import locale_from_tag
from leafletpress.narration import narrate
from leafletpress.po_text import merged, split_blocks
from leafletpress.project import Project, load_project
from leafletpress.releases import published_manifest
from leafletpress.renderers.captions import webvtt
from leafletpress.selection import Selection, merged_manifest
from leafletpress.speech.human import find_recording
from leafletpress.speech.lexicon import parse_lexicon
from leafletpress.speech.mp3 import silence
from leafletpress.speech.recording import Clip, assemble
from leafletpress.speech.speaker import Piece
from leafletpress.speech.utterance import Utterance
from leafletpress.structured import data_block
from tests.editions import make_edition as edition_by_hand
from tests.projects import GOING_HOME, leaflet, standard_leaflets, write_project

ENGLISH, URDU = locale_from_tag("en"), locale_from_tag("ur")
SETTING = Path("project")


def set_up(folder: Path) -> Path:
    """A small project in which the files under test are put."""
    project = write_project(folder / SETTING, locales=("en", "ur"), leaflets=standard_leaflets())
    (project / "docs" / "images").mkdir(exist_ok=True)
    (project / "docs" / "images" / "hand.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    (folder / "secret.svg").write_text("<svg/>", "utf-8")
    return project


@cache
def _project(root: Path) -> Project:
    return load_project(root / "mkdocs.yml")


def _words(tag: str) -> Interface:
    return Interface(locale_from_tag(tag), ENGLISH, {})


def _edition(root: Path, name: str, catalogue: Catalogue) -> Edition:
    project = _project(root)
    reading = read_source(read_leaflet(root / "docs" / f"{name}.md", root), project.dialect, ENGLISH)
    leaflet_template(reading)
    return make_edition(
        reading,
        catalogue,
        URDU if catalogue.tag == "ur" else ENGLISH,
        dialect=project.dialect,
        source_locale=ENGLISH,
        interface=_words(catalogue.tag),
        source_interface=_words("en"),
        docs_dir=root / "docs",
        names=frozenset({"index", "going-home"}),
    )


def _sound(edition: Edition) -> None:
    """An edition holds what it may, and comes through storing."""
    for element in edition.tree().iterdescendants():
        assert element.tag in BODY_ELEMENTS, element.tag
        assert not [name for name in element.attrib if name.lower().startswith("on")], element.attrib
        for name in ("href", "src"):
            address = element.get(name, "#").strip().lower()
            assert re.match(r"#|https?://|tel:|mailto:|leaflet:|images/|[\w./%-]+\.(svg|png|jpe?g|webp)$", address)
    assert edition_from_json(edition_to_json(edition)) == edition
    narrate(edition, _words(edition.locale.tag), organisation="Test hospital")


def front_matter(data: bytes, root: Path) -> None:
    """The block of facts."""
    read_front_matter("docs/going-home.md", data.decode("utf-8", "replace"))


def whole_leaflet(data: bytes, root: Path) -> None:
    """A leaflet's file, front matter and all."""
    (root / "docs" / "fuzzed.md").write_bytes(data)
    _sound(_edition(root, "fuzzed", empty_catalogue("", "en")))


def markdown(data: bytes, root: Path) -> None:
    """The text below sound front matter, and the same with every message translated by itself."""
    text = leaflet("# Title\n\n") + data.decode("utf-8", "replace")
    (root / "docs" / "fuzzed.md").write_text(text, "utf-8", newline="\n")
    _sound(_edition(root, "fuzzed", empty_catalogue("", "en")))


def catalogue(data: bytes, root: Path) -> None:
    """A PO file, shown through a leaflet, merged with its template."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    found = parse_catalogue(text, "ur", "translations/ur/going-home.po")
    assert "".join(block.raw for block in split_blocks(text)) == text
    _sound(_edition(root, "going-home", found))
    reading = read_source(read_leaflet(root / "docs" / "going-home.md", root), _project(root).dialect, ENGLISH)
    template = leaflet_template(reading)
    once = merged(text, template)
    parse_catalogue(once, "ur", "translations/ur/going-home.po")
    assert merged(once, template) == once


def translation(data: bytes, root: Path) -> None:
    """One hostile msgstr, on its way into the text of a leaflet."""
    msgstr = data.decode("utf-8", "replace")
    rows = ['msgid ""\nmsgstr ""\n"Language: ur\\n"\n\n']
    for msgid in ("Take 5 mg twice a day for two weeks.", "Going home"):
        rows.append(f"msgid {json.dumps(msgid)}\nmsgstr {json.dumps(msgstr + ' 5 mg', ensure_ascii=False)}\n\n")
    catalogue("".join(rows).encode(), root)


def manifest(data: bytes, root: Path) -> None:
    """The manifest of the published site, as a build and a check read it back."""
    site = root / "site"
    site.mkdir(exist_ok=True)
    (site / "manifest.json").write_bytes(data)
    found = published_manifest(site)
    if found is None:
        return
    list(check_published(site, found, {}))
    merged_manifest({"leaflets": []}, found, Selection(frozenset({"ur"})))


def cues(data: bytes, root: Path) -> None:
    """Sentences on their way into captions and into the page: none can end its cue or its script element."""
    lines = data.decode("utf-8", "replace").split("\n")[:40]
    clips = [
        Clip(Utterance(f"s{n}", "text", ("en", "ur")[n % 2], line, "", 20 * (n % 3)), Piece(900, silence(40)))
        for n, line in enumerate(lines)
    ]
    recording = assemble(clips)
    blocks = re.split(r"\n\n+", webvtt(recording, lines[0], "en").strip("\n"))
    assert len(blocks) == len(lines) + 2 and blocks[0] == "WEBVTT" and blocks[1].count("\n") == 1
    for n, (line, block) in enumerate(zip(lines, blocks[2:], strict=True)):
        key, times, *text = block.split("\n")
        assert key == f"s{n}" and re.fullmatch(r"\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}", times)
        shown = re.sub(r"</?lang[^>]*>", "", "".join(text)).replace("&lt;", "<").replace("&gt;", ">")
        assert shown.replace("&amp;", "&") == " ".join(line.split())
    page = str(data_block({"cues": lines}))
    assert "<" not in page and json.loads(page) == {"cues": lines}


def recording(data: bytes, root: Path) -> None:
    """What stands beside a person's recording."""
    place = root / "translations" / "ur"
    place.mkdir(parents=True, exist_ok=True)
    (place / "going-home.mp3").write_bytes(b"\xff\xfb")
    (place / "going-home.recording.yml").write_bytes(data)
    found = find_recording(root / "translations", replace(edition_by_hand(tag="ur"), leaflet="going-home"))
    assert found is not None and found.fingerprint


def lexicon(data: bytes, root: Path) -> None:
    """How a voice says words."""
    parse_lexicon(data.decode("utf-8", "replace"), "translations/ur/lexicon.csv")


def drawing(data: bytes, root: Path) -> None:
    """An SVG picture."""
    fault_of_drawing(data)


TARGETS: dict[str, Callable[[bytes, Path], None]] = {
    one.__name__.replace("_", "-"): one
    for one in (
        front_matter,
        whole_leaflet,
        markdown,
        catalogue,
        translation,
        manifest,
        cues,
        recording,
        lexicon,
        drawing,
    )
}

SEEDS: dict[str, tuple[str, ...]] = {
    "front-matter": (leaflet("").split("---\n")[1],),
    "whole-leaflet": (leaflet(GOING_HOME),),
}


def run_one(name: str, data: bytes, root: Path) -> str:
    """What came of it: the error's words, or nothing; raises what is a fault."""
    try:
        TARGETS[name](data, root)
    except LeafletPressError as error:
        problems, said = error.problems, str(error)
    else:
        return ""
    assert problems and all(one.where and one.found and one.expected and one.remedy for one in problems), said
    return said
