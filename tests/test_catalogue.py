"""Catalogues: which translations readers see, and what a file must be."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leafletpress.catalogue import MAX_BYTES, REFERENCES, Catalogue, empty_catalogue, parse_catalogue, read_catalogue
from leafletpress.edition import MessageCounts
from leafletpress.errors import CatalogueError, Problem
from leafletpress.segments import Message
from tests.projects import ROOT

LAW = settings(max_examples=100, deadline=None, derandomize=True, database=None)
HEADER = 'msgid ""\nmsgstr ""\n"Language: pl\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
FIRST = HEADER.count("\n") + 1
"The line of the first entry below the header."


def catalogue(rows: str, header: str = HEADER) -> Catalogue:
    return parse_catalogue(header + rows, "pl", "translations/pl/x.po")


def state(rows: str) -> str:
    return catalogue(rows).state(("Rest.", None))


def refusal(rows: str, header: str = HEADER) -> str:
    with pytest.raises(CatalogueError) as caught:
        catalogue(rows, header)
    assert len(caught.value.problems) == 1
    return str(caught.value)


def problems_of(rows: str) -> tuple[Problem, ...]:
    """None where the text can be read; what is no CatalogueError comes through."""
    try:
        catalogue(rows)
    except CatalogueError as error:
        return error.problems
    return ()


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "x.po"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('msgid "Rest."\nmsgstr "Odpocznij."\n', "translated"),
        ('msgid "Rest."\nmsgstr "Rest."\n', "translated"),
        ('msgid "Rest."\nmsgstr ""\n"Odpocznij."\n', "translated"),
        ('msgid ""\n"Re"\n"st."\nmsgstr "Odpocznij."\n', "translated"),
        ('#, c-format\nmsgid "Rest."\nmsgstr "Odpocznij."\n', "translated"),
        ('#. note\n#: docs/x.md:3\n# a person\nmsgid "Rest."\nmsgstr "Odpocznij."\n', "translated"),
        ('#, fuzzy\nmsgid "Rest."\nmsgstr "Odpocznij."\n', "fuzzy"),
        ('#, c-format, fuzzy\nmsgid "Rest."\nmsgstr "Odpocznij."\n', "fuzzy"),
        ('#, fuzzy\n#| msgid "Rest well."\nmsgid "Rest."\nmsgstr "Odpocznij."\n', "fuzzy"),
        ('msgid "Rest."\nmsgstr ""\n', "untranslated"),
        ('msgid "Rest."\nmsgstr "  "\n', "untranslated"),
        ('msgid "Rest."\n', "untranslated"),
        ('#, fuzzy\nmsgid "Rest."\nmsgstr ""\n', "untranslated"),
        ('#~ msgid "Rest."\n#~ msgstr "Odpocznij."\n', "untranslated"),
        ('msgctxt "verb"\nmsgid "Rest."\nmsgstr "Odpocznij."\n', "untranslated"),
        ("", "untranslated"),
        ('msgid "Rest."\nmsgstr "Odpocznij 5."\n', "differs"),
        ('msgid "Rest."\nmsgstr "Od\x02pocznij."\n', "differs"),
        ('msgid "Rest."\nmsgstr "Od\x03pocznij."\n', "differs"),
        ('msgid "Rest."\nmsgstr "Od\\tpocznij."\n', "differs"),
        ('msgid "Rest."\nmsgstr "Odpocznij.\\n"\n', "differs"),
        ('msgid "Rest."\nmsgstr "<b>Odpocznij.</b>"\n', "differs"),
    ],
)
def test_the_state_of_a_message_decides_whether_readers_see_it(rows: str, expected: str) -> None:
    assert state(rows) == expected
    assert (catalogue(rows).published("Rest.") is not None) == (expected == "translated")


def test_equal_text_counts_as_translated() -> None:
    rows = 'msgid "NHS 111"\nmsgstr "NHS 111"\n'
    assert catalogue(rows).published("NHS 111") == "NHS 111"
    assert catalogue(rows).counts((Message("NHS 111"),)) == MessageCounts(1, 1, 0, 0)


def test_a_previous_msgid_is_not_looked_up() -> None:
    rows = '#, fuzzy\n#| msgid "Old."\nmsgid "Rest."\nmsgstr "Odpocznij."\n'
    assert catalogue(rows).state(("Old.", None)) == "untranslated"


def test_contexts_keep_equal_texts_apart() -> None:
    found = catalogue('msgctxt "verb"\nmsgid "Rest"\nmsgstr "Odpocznij"\n\nmsgid "Rest"\nmsgstr "Reszta"\n')
    assert found.published("Rest", "verb") == "Odpocznij"
    assert found.published("Rest") == "Reszta"
    assert found.published("Rest", "noun") is None


@pytest.mark.parametrize("other", ['"stary"', '""'])
@pytest.mark.parametrize("first", [True, False])
def test_an_obsolete_entry_beside_a_living_one_is_no_duplicate(other: str, first: bool) -> None:
    living, obsolete = 'msgid "Rest."\nmsgstr "Odpocznij."\n', f'#~ msgid "Rest."\n#~ msgstr {other}\n'
    rows = f"{obsolete}\n{living}" if first else f"{living}\n{obsolete}"
    assert catalogue(rows).published("Rest.") == "Odpocznij."


def test_escapes_are_read() -> None:
    rows = 'msgid "Say \\"yes\\" \\\\ or\\nno"\nmsgstr "Powiedz „tak” \\\\ albo\\nnie"\n'
    assert catalogue(rows).published('Say "yes" \\ or\nno') == "Powiedz „tak” \\ albo\nnie"


def test_entries_know_their_line() -> None:
    found = catalogue('msgid "a"\nmsgstr "x"\n\n#. note\nmsgid "b"\nmsgstr "y"\n')
    assert found.entries["a", None].line == FIRST
    assert found.entries["b", None].line == FIRST + 3  # with its comments


@pytest.mark.parametrize(
    ("rows", "line", "words"),
    [
        ('msgid "a"\nmsgstr "x"\n\nmsgid "a"\nmsgstr "y"\n', 3, "twice"),
        ('msgid "a"\nmsgstr "x"\n\nmsgid "b"\nmsgstr "y"\n\nmsgid "a"\nmsgstr "z"\n', 6, "twice"),
        ('msgctxt "c"\nmsgid "a"\nmsgstr "x"\n\nmsgctxt "c"\nmsgid "a"\nmsgstr "y"\n', 5, "twice"),
        ('msgid "a\nmsgstr "x"\n', 0, "not valid"),
        ('msgid "a"\nmsgstr "x\n', 1, "not valid"),
        ('msgid "a"\nmsgstr x\n', 1, "not valid"),
        ('msgid "a"\nmsgstr "x" y\n', 1, "not valid"),
        ('msgid "a" "b"\nmsgstr "x"\n', 0, "not valid"),
        ('msgid "a"\nmsgstr "x"\nmsgstr "y"\n', 2, "not valid"),
        ('msgstr "x"\n', 0, "not valid"),
        ('msgid "a"\nmsgstr "x"\nrubbish\n', 2, "not valid"),
        ('<<<<<<< HEAD\nmsgid "a"\nmsgstr "x"\n', 0, "not valid"),
        ('#,fuzzy\nmsgid "a"\nmsgstr "x"\n', 0, "not valid"),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr[0] "x"\nmsgstr[1] "y"\n', 0, "plural"),
    ],
)
def test_what_is_no_catalogue_is_refused_with_its_line(rows: str, line: int, words: str) -> None:
    message = refusal(rows)
    assert message.startswith(f"translations/pl/x.po:{FIRST + line}: ")
    assert words in message


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_an_odd_line_separator_is_refused_at_the_line_where_it_stands(separator: str) -> None:
    message = refusal(f'msgid "a"\nmsgstr "x{separator}y"\n')
    assert message.startswith(f"translations/pl/x.po:{FIRST + 1}: ")


@pytest.mark.parametrize("text", ["not po", "/etc/hostname", "msgid", "<html></html>", "\x00"])
def test_a_text_that_is_no_catalogue_is_refused_and_never_taken_for_a_path(text: str) -> None:
    assert refusal("", text).startswith("translations/pl/x.po:1: ")


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", HEADER])
def test_a_catalogue_without_entries_translates_nothing(text: str) -> None:
    assert not catalogue("", text).entries


@pytest.mark.parametrize(("value", "expected"), [("machine", "machine"), ("human", "human")])
def test_the_header_says_who_translated(value: str, expected: str) -> None:
    header = HEADER.rstrip("\n") + f'\n"X-Leafletpress-Origin: {value}\\n"\n\n'
    assert catalogue("", header).origin == expected


def test_an_unknown_origin_is_refused_with_its_line() -> None:
    header = HEADER.rstrip("\n") + '\n"X-Leafletpress-Origin: robot\\n"\n\n'
    assert refusal("", header).startswith("translations/pl/x.po:5: X-Leafletpress-Origin is 'robot'")


@pytest.mark.parametrize("origin", ["human", "machine"])
def test_a_header_marked_fuzzy_still_says_who_translated(origin: str) -> None:
    header = "#, fuzzy\n" + HEADER.rstrip("\n") + f'\n"X-Leafletpress-Origin: {origin}\\n"\n\n'
    assert catalogue("", header).origin == origin


def test_a_byte_order_mark_and_windows_line_ends_do_not_count(tmp_path: Path) -> None:
    text = HEADER + 'msgid "one\\ntwo"\nmsgstr "raz\\ndwa"\n'
    plain = read_catalogue(written(tmp_path, text.encode()), "pl", tmp_path)
    odd = read_catalogue(written(tmp_path, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()), "pl", tmp_path)
    assert odd == plain
    assert odd.published("one\ntwo") == "raz\ndwa"


def test_a_header_that_claims_another_character_set_is_not_believed(tmp_path: Path) -> None:
    text = HEADER.replace("UTF-8", "ISO-8859-1") + 'msgid "Rest."\nmsgstr "Odpocznij się."\n'
    assert read_catalogue(written(tmp_path, text.encode()), "pl", tmp_path).published("Rest.") == "Odpocznij się."


@pytest.mark.parametrize("encoding", ["iso-8859-2", "utf-16", "cp1250"])
def test_another_character_set_is_refused_with_a_remedy(tmp_path: Path, encoding: str) -> None:
    text = HEADER + 'msgid "Rest."\nmsgstr "Odpocznij się."\n'
    with pytest.raises(CatalogueError, match="UTF-8") as caught:
        read_catalogue(written(tmp_path, text.encode(encoding)), "pl", tmp_path)
    line = 1 if encoding == "utf-16" else FIRST + 1
    assert caught.value.problems[0].where == f"x.po:{line}"


def test_a_file_that_is_not_there_translates_nothing(tmp_path: Path) -> None:
    assert read_catalogue(tmp_path / "none.po", "pl", tmp_path) == empty_catalogue("none.po", "pl")


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.po").mkdir()
    with pytest.raises(CatalogueError, match="cannot be read"):
        read_catalogue(tmp_path / "x.po", "pl", tmp_path)


def test_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    secret = written(tmp_path, HEADER.encode())
    root = tmp_path / "project"
    root.mkdir()
    (root / "y.po").symlink_to(secret)
    with pytest.raises(CatalogueError, match="outside the project"):
        read_catalogue(root / "y.po", "pl", root)


def test_a_file_of_more_than_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(CatalogueError, match="at most"):
        read_catalogue(path, "pl", tmp_path)


def seconds_for(entries: int) -> float:
    rows = "".join(f'msgid "message {number}"\nmsgstr "wiadomość {number}"\n\n' for number in range(entries))
    start = time.process_time()
    assert len(catalogue(rows).entries) == entries
    return time.process_time() - start


def test_time_grows_with_the_entries_no_worse() -> None:
    """50,000 entries must be a matter of seconds; the law is shown on fewer, so that a failure is fast too."""
    seconds_for(200)
    assert seconds_for(5_000) < 10 * max(seconds_for(1_000), 0.02)


def test_a_translation_of_a_megabyte_is_read() -> None:
    start = time.process_time()
    text = "słowo " * 180_000
    assert catalogue(f'msgid "Rest."\nmsgstr "{text}"\n').published("Rest.") == text
    assert time.process_time() - start < 10


def test_a_hostile_line_is_refused_in_good_time() -> None:
    start = time.process_time()
    refusal('msgid "' + "\\" * 100_001 + '"\nmsgstr ""\n')
    refusal('msgid "a"\nmsgstr "' + '\\"' * 100_000 + "\n")
    assert time.process_time() - start < 5


def test_equal_messages_count_once() -> None:
    rows = 'msgid "a"\nmsgstr "x"\n\n#, fuzzy\nmsgid "b"\nmsgstr "y"\n\nmsgid "c"\nmsgstr "5"\n'
    messages = tuple(Message(msgid) for msgid in "aabcd")
    assert catalogue(rows).counts(messages) == MessageCounts(4, 1, 2, 1)


def test_the_digest_changes_with_what_readers_see_and_with_nothing_else() -> None:
    messages, rows = (Message("a"), Message("b")), 'msgid "a"\nmsgstr "x"\n'
    digest = catalogue(rows).digest(messages)
    assert catalogue(f'# a note\n#: docs/x.md\n{rows}\n#~ msgid "q"\n#~ msgstr "r"\n').digest(messages) == digest
    assert catalogue(f'{rows}\nmsgid "z"\nmsgstr "not of this leaflet"\n').digest(messages) == digest
    assert catalogue(f'{rows}\n#, fuzzy\nmsgid "b"\nmsgstr "y"\n').digest(messages) == digest
    assert catalogue(rows.replace('"x"', '"y"')).digest(messages) != digest
    assert catalogue(f'{rows}\nmsgid "b"\nmsgstr "y"\n').digest(messages) != digest
    machine = HEADER.rstrip("\n") + '\n"X-Leafletpress-Origin: machine\\n"\n\n'
    assert catalogue(rows, machine).digest(messages) != digest


@LAW
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(str.strip))
def test_whatever_letters_it_has_a_message_is_found_again(text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    assert catalogue(f'msgid "{quoted}"\nmsgstr "{quoted}"\n').state((text, None)) != "untranslated"


@LAW
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_and_nothing_else_is_raised(text: str) -> None:
    for problem in problems_of(text):
        assert problem.where.startswith("translations/pl/x.po:")


@LAW
@given(
    st.lists(
        st.sampled_from(
            [
                'msgid "a"',
                'msgstr "b"',
                'msgctxt "c"',
                '"d"',
                "#, fuzzy",
                '#| msgid "e"',
                '#~ msgid "f"',
                '#~ msgstr "g"',
                'msgid_plural "h"',
                'msgstr[0] "i"',
                "",
                "# j",
                "#. k",
                "#: l",
                "#",
            ]
        )
    )
)
def test_any_order_of_good_lines_is_read_or_refused(lines: list[str]) -> None:
    for problem in problems_of("\n".join(lines)):
        assert problem.where.startswith("translations/pl/x.po:")


@pytest.mark.parametrize("rows", ['msgid "a"\n#: x:1\nmsgstr "b"\n', 'msgid "a"\nmsgstr "b"\n#: x:1\n"c"\n'])
def test_a_reference_in_the_middle_of_an_entry_is_refused(rows: str) -> None:
    with pytest.raises(CatalogueError):
        parse_catalogue(HEADER + rows, "pl", "a.po")


def test_references_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [path.read_text("utf-8") for path in sorted(ROOT.glob("translations/*/*.po"))]
    texts += [
        '#: x:1\n# leafletpress: allow number because it is so\nmsgid "5"\nmsgstr "6"\n',
        HEADER + '# said "so"\n#: x:1\n#: y:2\n#, fuzzy\n#| msgid "a"\nmsgid "b"\nmsgstr "c"\n',
        HEADER + '#: z\nmsgid "d"\nmsgstr "e"\n\n#. note\n#: z\nmsgctxt "f"\nmsgid "d"\nmsgstr "e"\n',
    ]
    assert any(REFERENCES.search(text) for text in texts)

    def read() -> list[tuple[object, ...]]:
        """Everything but the line, which is that of an entry's first remark or of its message."""
        found = [parse_catalogue(text, "pl", "a.po") for text in texts]
        return [(one.header, one.origin, [replace(entry, line=1) for entry in one.entries.values()]) for one in found]

    fast = read()
    monkeypatch.setattr("leafletpress.catalogue.REFERENCES", re.compile(r"(?!)"))
    assert fast == read()
