"""PO files as text: what is not changed stays byte for byte, whoever wrote the file."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po, write_po
from hypothesis import given
from hypothesis import strategies as st

from leafletpress.catalogue import parse_catalogue
from leafletpress.locales import locale_from_tag
from leafletpress.po_text import TemplateEntry, merged, new_catalogue_text, split_blocks, template_text, with_header
from tests.projects import ROOT

CATALOGUES = sorted((ROOT / "translations").glob("*/*.po"))
TEMPLATE = (
    TemplateEntry("Going home", None, ("docs/a.md:2", "docs/a.md:10"), ("Heading of level 1",)),
    TemplateEntry(
        "Take 5 mg twice a day for two weeks, with a glass of water, after a meal, in the morning and at night.",
        None,
        ("docs/a.md:12",),
        (),
    ),
    TemplateEntry("Open", "a door", ("docs/a.md:14",), ("A label on a door",)),
    TemplateEntry("Open", None, ("docs/a.md:16",), ()),
)


def catalogue() -> str:
    """A catalogue of the template with some translations."""
    text = new_catalogue_text("a", locale_from_tag("pl"), TEMPLATE, {"X-Leafletpress-Origin": "machine"})
    po = polib.pofile(text)
    for entry in po:
        entry.msgstr = f"Tłumaczenie: {entry.msgid}"
    po[0].tcomment = "Uwaga tłumacza"
    written: str = po.__unicode__()
    return merged(written, TEMPLATE)


def by_gettext(text: str, tmp_path: Path, *command: str) -> str:
    """The file as a real gettext tool writes it."""
    path = tmp_path / "in.po"
    path.write_text(text, "utf-8")
    program = shutil.which(command[0])
    assert program, command[0]
    done = subprocess.run([program, *command[1:], str(path)], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def by_babel(text: str) -> str:
    out = io.BytesIO()
    write_po(out, read_po(io.StringIO(text), ignore_obsolete=False), width=76, include_previous=True)
    return out.getvalue().decode("utf-8")


def written_by(tool: str, tmp_path: Path) -> str:
    text = catalogue()
    if tool == "msgattrib":
        return by_gettext(text, tmp_path, "msgattrib")
    if tool == "msgattrib without wrapping":
        return by_gettext(text, tmp_path, "msgattrib", "--no-wrap")
    if tool == "msgcat sorted":
        return by_gettext(text, tmp_path, "msgcat", "--sort-output")
    if tool == "msgmerge":
        template = tmp_path / "template.pot"
        template.write_text(template_text("a", TEMPLATE), "utf-8")
        path = tmp_path / "old.po"
        path.write_text(text, "utf-8")
        done = subprocess.run(
            ["msgmerge", "--previous", "-q", str(path), str(template)], capture_output=True, check=True
        )
        return done.stdout.decode("utf-8")
    return by_babel(text)


TOOLS = ("msgattrib", "msgattrib without wrapping", "msgcat sorted", "msgmerge", "Babel")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_blocks_of_a_shipped_catalogue_joined_are_the_file(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "".join(block.raw for block in split_blocks(text)) == text


@pytest.mark.parametrize("tool", TOOLS)
def test_an_update_without_changes_leaves_every_translation_as_the_tool_wrote_it(tool: str, tmp_path: Path) -> None:
    text = written_by(tool, tmp_path)
    once = merged(text, TEMPLATE)
    assert merged(once, TEMPLATE) == once
    before, after = parse_catalogue(text, "pl", "a.po"), parse_catalogue(once, "pl", "a.po")
    assert {key: entry.msgstr for key, entry in before.entries.items()} == {
        key: entry.msgstr for key, entry in after.entries.items()
    }
    for row in text.split("\n"):
        if row.startswith(("msg", '"')) or row.startswith("# U"):
            assert row in once.split("\n")


@pytest.mark.parametrize("tool", TOOLS)
def test_a_header_field_is_set_and_taken_away_and_nothing_else_changes(tool: str, tmp_path: Path) -> None:
    text = written_by(tool, tmp_path)
    signed = with_header(text, {"X-Leafletpress-Approved-By": "Zespół “A” \\ B"})
    assert polib.pofile(signed).metadata["X-Leafletpress-Approved-By"] == "Zespół “A” \\ B"
    assert with_header(signed, {"X-Leafletpress-Approved-By": ""}) == text
    assert with_header(signed, {"X-Leafletpress-Approved-By": "B"}).count("Approved-By") == 1


@pytest.mark.parametrize("tool", ["msgattrib", "msgattrib without wrapping", "msgcat sorted"])
def test_gettexts_own_tools_keep_the_fields_of_a_sign_off(tool: str, tmp_path: Path) -> None:
    signed = with_header(
        catalogue(), {"X-Leafletpress-Approved-By": "Team", "X-Leafletpress-Approved-Messages": "0123abcd " * 200}
    )
    command = {
        "msgattrib": ("msgattrib",),
        "msgattrib without wrapping": ("msgattrib", "--no-wrap"),
        "msgcat sorted": ("msgcat", "-s"),
    }
    kept = polib.pofile(by_gettext(signed, tmp_path, *command[tool])).metadata
    assert kept["X-Leafletpress-Approved-By"] == "Team"
    assert kept["X-Leafletpress-Approved-Messages"].split() == ["0123abcd"] * 200


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_gettext_accepts_every_shipped_catalogue(path: Path) -> None:
    done = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(path)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_gettext_accepts_a_template() -> None:
    done = subprocess.run(
        ["msgfmt", "-o", "/dev/null", "-"], input=template_text("a", TEMPLATE), capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_changed_sentence_keeps_its_translation_fuzzy_with_the_previous_msgid() -> None:
    changed = (
        TEMPLATE[0],
        TemplateEntry(TEMPLATE[1].msgid.replace("two", "three"), None, ("docs/a.md:12",), ()),
        *TEMPLATE[2:],
    )
    entry = next(e for e in polib.pofile(merged(catalogue(), changed)) if "three" in e.msgid)
    assert entry.fuzzy and "two weeks" in entry.previous_msgid and "two weeks" in entry.msgstr


def test_a_changed_dose_is_fuzzy_too() -> None:
    template = (TemplateEntry("Take 50 mg twice a day.", None, (), ()),)
    old = merged('msgid ""\nmsgstr ""\n"Language: pl\\n"\n\nmsgid "Take 5 mg twice a day."\nmsgstr "x 5"\n', template)
    entry = polib.pofile(old)[0]
    assert entry.fuzzy and entry.msgid == "Take 50 mg twice a day."
    assert parse_catalogue(old, "pl", "a.po").published("Take 50 mg twice a day.") is None


def test_a_sentence_that_is_gone_is_kept_as_obsolete_and_comes_back_no_more() -> None:
    text = merged(catalogue(), TEMPLATE[:1])
    assert [entry.msgid for entry in polib.pofile(text) if not entry.obsolete] == ["Going home"]
    assert len(polib.pofile(text).obsolete_entries()) == 3
    assert merged(text, TEMPLATE[:1]) == text


def test_a_context_tells_equal_sentences_apart() -> None:
    entries = {entry.msgctxt: entry.msgstr for entry in polib.pofile(catalogue()) if entry.msgid == "Open"}
    assert set(entries) == {"a door", None}


def test_translators_own_comments_stay() -> None:
    moved = (TemplateEntry("Going home", None, ("docs/a.md:5",), ("Heading of level 1",)), *TEMPLATE[1:])
    assert "# Uwaga tłumacza" in merged(catalogue(), moved)


def test_a_sentence_of_another_leaflet_is_offered_and_not_shown() -> None:
    text = merged(
        'msgid ""\nmsgstr ""\n"Language: pl\\n"\n', (TemplateEntry("Rest.", None, (), ()),), {"Rest.": "Odpoczywaj."}
    )
    entry = polib.pofile(text)[0]
    assert entry.fuzzy and entry.msgstr == "Odpoczywaj."


WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp"), blacklist_characters="\x85"), min_size=1, max_size=200
)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=8, unique_by=lambda pair: pair[0]))
def test_written_and_read_again_every_message_is_equal(pairs: list[tuple[str, str]]) -> None:
    template = tuple(TemplateEntry(msgid, None, ("docs/a.md:1",), ()) for msgid, _ in pairs)
    po = polib.pofile(new_catalogue_text("a", locale_from_tag("pl"), template, {}))
    for entry, (_, msgstr) in zip(po, pairs, strict=True):
        entry.msgstr = msgstr
    text = merged(po.__unicode__(), template)
    assert merged(text, template) == text
    assert [(entry.msgid, entry.msgstr) for entry in polib.pofile(text)] == pairs
