"""Templates: what translators are asked for, from every leaflet and from the generator's own words."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from leafletpress.catalogue import parse_catalogue
from leafletpress.conversion import SourceReading, read_source
from leafletpress.errors import LeafletError
from leafletpress.extraction import interface_template, leaflet_template
from leafletpress.leaflet import read_leaflet
from leafletpress.locales import locale_from_tag
from leafletpress.po_text import TemplateEntry, merged, new_catalogue_text, template_text
from tests.projects import ROOT, leaflet
from tests.test_segments import DIALECT, EVERY_BLOCK

ENGLISH, URDU = locale_from_tag("en"), locale_from_tag("ur")
DOCS = sorted((ROOT / "docs").glob("*.md"))
CATALOGUES = sorted(path for path in (ROOT / "translations").glob("*/*.po") if path.stem != "interface")


def reading(folder: Path, text: str) -> SourceReading:
    path = folder / "going-home.md"
    path.write_text(leaflet(text), "utf-8")
    return read_source(read_leaflet(path, folder), DIALECT, ENGLISH)


def template(folder: Path, text: str) -> tuple[TemplateEntry, ...]:
    return leaflet_template(reading(folder, text))


def translated(folder: Path, text: str, translations: dict[str, str]) -> str:
    """A catalogue of the leaflet in Urdu, with some translations, as a tool saves it."""
    po = polib.pofile(new_catalogue_text("going-home", URDU, template(folder, text), {}))
    for entry in po:
        entry.msgstr = translations.get(entry.msgid, "")
    return str(po)


def test_front_matter_comes_first_and_only_its_words_for_readers(tmp_path: Path) -> None:
    msgids = [message.msgid for message in reading(tmp_path, "# Going home\n").messages]
    assert msgids == ["Going home", "What to do at home.", "Surgery team", "Patient team", "Going home"]


def test_a_template_has_each_message_once_in_the_order_of_the_text(tmp_path: Path) -> None:
    entries = template(tmp_path, "# Going home\n\nOne.\n\nTwo.\n\nOne.\n")
    assert [entry.msgid for entry in entries] == [
        "Going home",
        "What to do at home.",
        "Surgery team",
        "Patient team",
        "One.",
        "Two.",
    ]


def test_places_are_the_lines_of_the_file(tmp_path: Path) -> None:
    entries = template(tmp_path, "# Going home\n\nOne.\n\nTwo words\nwrapped.\n\nOne.\n")
    places = {entry.msgid: entry.references for entry in entries}
    assert places["Going home"] == ("going-home.md:2", "going-home.md:17")
    assert places["What to do at home."] == ("going-home.md:3",)
    assert places["Patient team"] == ("going-home.md:11",)
    assert places["One."] == ("going-home.md:19", "going-home.md:24")
    assert places["Two words wrapped."] == ("going-home.md:21",)


def test_a_word_that_also_stands_inside_another_sentence_keeps_its_own_line(tmp_path: Path) -> None:
    entries = template(tmp_path, "# Going home\n\nRest at home.\n\n## Rest\n")
    assert {entry.msgid: entry.references for entry in entries}["Rest"] == ("going-home.md:21",)


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.stem)
def test_what_is_extracted_is_what_is_looked_up(path: Path) -> None:
    source = read_source(read_leaflet(path, ROOT), DIALECT, ENGLISH)
    catalogue = parse_catalogue(template_text(path.stem, leaflet_template(source)), "ur", "x.po")
    assert set(catalogue.entries) == {(message.msgid, message.context) for message in source.messages}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_committed_catalogues_hold_the_messages_of_their_leaflet(path: Path) -> None:
    source = read_source(read_leaflet(ROOT / "docs" / f"{path.stem}.md", ROOT), DIALECT, ENGLISH)
    catalogue = parse_catalogue(path.read_text("utf-8"), path.parent.name, path.name)
    assert set(catalogue.entries) == {(message.msgid, message.context) for message in source.messages}
    assert {entry.msgid: entry.faults for entry in catalogue.entries.values() if entry.faults} == {}


def interface() -> dict[str, TemplateEntry]:
    found = interface_template(ROOT / "scripts" / "leafletpress", ROOT / "overrides", ["Test hospital"])
    return {entry.msgid: entry for entry in found}


def test_the_interface_is_found_in_code_templates_and_configuration() -> None:
    found = interface()
    assert found["References"].references == ("scripts/leafletpress/body.py",)
    assert "scripts/leafletpress/web.py" in found["Table: {heading}"].references
    assert found["Test hospital"].references == ("mkdocs.yml",)
    places = [place for entry in found.values() for place in entry.references]
    assert any(place.startswith("overrides/") for place in places)
    assert not any(place.startswith("scripts/leafletpress/overrides") for place in places)


def test_equal_sources_give_equal_bytes(tmp_path: Path) -> None:
    one, other = (template_text("x", template(tmp_path, EVERY_BLOCK)) for _ in range(2))
    assert one == other
    assert list(interface()) == list(interface())


def test_translators_are_told_what_a_message_is(tmp_path: Path) -> None:
    text = "# Going home\n\n<!-- TRANSLATORS: A drug. -->\n\nIron.\n\n## Two\n\nThe NHS.\n\n"
    text += "*[NHS]: National Health Service\n"
    comments = {entry.msgid: entry.comments for entry in template(tmp_path, text)}
    assert comments["Iron."] == ("A drug.",)
    assert comments["Two"] == ("Heading of level 2",)
    assert comments["Going home"] == ("Front matter: title", "Heading of level 1")
    assert comments["NHS"] == comments["National Health Service"] == ("An abbreviation, or what it stands for",)
    assert comments["The NHS."] == ()


def test_a_context_reaches_the_template(tmp_path: Path) -> None:
    entries = template(tmp_path, "# Going home\n\n<!-- i18n: verb -->\n\nRest\n\nRest\n")
    assert [(entry.msgid, entry.context) for entry in entries if entry.msgid == "Rest"] == [
        ("Rest", "verb"),
        ("Rest", None),
    ]


CHANGED = {
    "Remove any jewellery.": "Remove all jewellery and watches.",
    "Take 5 mg twice a day.": "Take 50 mg twice a day.",
}


@pytest.mark.parametrize("old", CHANGED)
def test_a_changed_sentence_is_fuzzy_with_its_previous_msgid_and_not_published(tmp_path: Path, old: str) -> None:
    new = CHANGED[old]
    first = translated(tmp_path, f"# Going home\n\n{old}\n\nStay.\n", {old: "پرانا 5", "Stay.": "رہیں۔"})
    text = merged(first, template(tmp_path, f"# Going home\n\n{new}\n\nStay.\n"))
    entry = polib.pofile(text).find(new)
    assert entry is not None
    assert (entry.fuzzy, entry.previous_msgid, entry.msgstr) == (True, old, "پرانا 5")
    catalogue = parse_catalogue(text, "ur", "x.po")
    assert catalogue.published(new) is None
    assert catalogue.published("Stay.") == "رہیں۔"


def test_rewrapping_and_moving_a_sentence_keep_its_translation(tmp_path: Path) -> None:
    first = translated(tmp_path, "# Going home\n\nTake it at night.\n\nStay.\n", {"Take it at night.": "رات"})
    text = merged(first, template(tmp_path, "# Going home\n\nStay.\n\n- Take it\n  at night.\n"))
    assert parse_catalogue(text, "ur", "x.po").published("Take it at night.") == "رات"


def test_a_sentence_that_goes_and_comes_back_is_never_refused_or_lost(tmp_path: Path) -> None:
    """The old entry is kept as obsolete; the file stays one that can be read, and the work is offered again."""
    with_it, without = "# Going home\n\nTake aspirin every morning.\n", "# Going home\n\nQ.\n"
    first = translated(tmp_path, with_it, {"Take aspirin every morning.": "صبح"})
    gone = merged(first, template(tmp_path, without))
    assert '#~ msgid "Take aspirin every morning."' in gone
    assert parse_catalogue(gone, "ur", "x.po").published("Take aspirin every morning.") is None
    back = merged(gone, template(tmp_path, with_it))
    assert parse_catalogue(back, "ur", "x.po").entries["Take aspirin every morning.", None].msgstr == "صبح"


def test_merging_with_the_same_template_changes_no_byte(tmp_path: Path) -> None:
    first = translated(tmp_path, EVERY_BLOCK, {"Heading": "سرخی", "Two tablets.": "دو گولیاں۔"})
    once = merged(first, template(tmp_path, EVERY_BLOCK))
    assert merged(once, template(tmp_path, EVERY_BLOCK)) == once


def test_what_cannot_be_translated_stops_extraction_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(LeafletError) as caught:
        reading(tmp_path, "# Going home\n\n<div>Raw words.</div>\n")
    assert [problem.where for problem in caught.value.problems] == ["going-home.md:19"]
