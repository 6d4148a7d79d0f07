"""Text that no braille code foresees: a clear error that names the character and the place, or right braille."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leafletpress.braille.brf import FROM_ASCII
from leafletpress.braille.checks import check_brf
from leafletpress.braille.inline import Run
from leafletpress.braille.profiles import ENGLISH, PROFILES
from leafletpress.braille.translation import Line, Translator
from leafletpress.errors import Problem, RenditionError
from leafletpress.renderers.braille import BRAILLE_BRF, BRAILLE_EBRL, BrailleFile
from tests.braille.transcribing import ascii_line, context_in, pages_of
from tests.editions import make_edition

REFUSED = {
    ("😀", "en"): "U+1F600 GRINNING FACE",
    ("سلام", "en"): "U+0633 ARABIC LETTER SEEN",
    ("你好", "ur"): "U+4F60 CJK UNIFIED IDEOGRAPH-4F60",
    ("ⓘ", "pl"): "U+24D8 CIRCLED LATIN SMALL LETTER I",
    ("\ue000", "en"): "U+E000 without a name",
    ("⠿⣿", "en"): "U+28FF BRAILLE PATTERN DOTS-12345678",
    ("☎", "bn"): "U+260E BLACK TELEPHONE",
}


@pytest.mark.parametrize(("text", "tag"), REFUSED)
def test_a_character_that_the_code_lacks_is_named(text: str, tag: str) -> None:
    edition = make_edition(f"<h1>Eyes</h1><p>Some words before {text} and after.</p>", tag)
    with pytest.raises(RenditionError) as refused:
        BRAILLE_BRF.render(edition, context_in(tag))
    (problem,) = refused.value.problems
    assert REFUSED[text, tag] in problem.found
    assert problem.where == f"docs/going-home.md ({tag})"
    assert "Some words before" in problem.excerpt


@pytest.mark.parametrize(
    ("text", "tag", "found"),
    [
        ("2a", "pl", "the numbers 2 would be read as 21"),
        ("a<sup>+-</sup>", "en", "'+-' stands above or below the line"),
        ("10<sup>9</sup>", "pl", "'9' stands above the line"),
    ],
)
def test_a_number_that_would_be_misread_is_refused(text: str, tag: str, found: str) -> None:
    with pytest.raises(RenditionError, match=r"would be read|line") as refused:
        ascii_line(f"Take {text}.", tag)
    assert found in refused.value.problems[0].found


@pytest.mark.parametrize(
    ("text", "braille"),
    [
        ("f\u202eat\u202c h\u2067e\u2069n", "FAT H5"),
        ("sur\u00adgery can\u200bnot", "SURG]Y _C"),
        ("two  \n\t  spaces", "TWO SPACES"),
        ("e\u0301te\u0301", "^/ET^/E"),
        ("٥ mg and ৬ mg", "#E MG & #F MG"),
    ],
)
def test_marks_that_only_steer_layout_are_dropped(text: str, braille: str) -> None:
    assert ascii_line(text) == braille


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f"])
def test_a_control_character_is_named_and_not_taken_for_a_missing_library(character: str) -> None:
    translator = Translator(ENGLISH, ENGLISH.tables[2], "test (en)")
    with pytest.raises(RenditionError, match=rf"U\+{ord(character):04X}"):
        translator.plain(f"5{character} mg", "en")


@given(st.lists(st.tuples(st.text(max_size=12), st.sampled_from(sorted(PROFILES))), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_text_is_refused_with_its_place_or_becomes_cells_of_six_dots(pieces: list[tuple[str, str]]) -> None:
    for tag, profile in PROFILES.items():
        for table in profile.tables.values():
            translator = Translator(profile, table, f"test ({tag})")
            line, problems = made_or_refused(translator, [Run(text, lang) for text, lang in pieces])
            assert all(problem.where == f"test ({tag})" and problem.found for problem in problems)
            assert all("\u2800" <= cell <= "\u283f" for cell in line.cells)
            assert len(line.origins) == len(line.cells)


def made_or_refused(translator: Translator, runs: list[Run]) -> tuple[Line, tuple[Problem, ...]]:
    try:
        return translator.line(runs), ()
    except RenditionError as refused:
        return Line("", (), ""), refused.problems


def test_a_word_of_ten_thousand_letters_is_right_braille() -> None:
    pages = pages_of(f"<p>{'q' * 10_000} end</p>")
    lines = [line for page in pages for line in page[1:]]
    assert all(len(line) <= 38 for line in lines)
    assert sum(line.count("Q") for line in lines) == 10_000
    assert all(line.endswith('"') for line in lines[:-1])


def test_a_table_of_twelve_columns_becomes_entries() -> None:
    head = "".join(f"<th>Column {number}</th>" for number in range(12))
    row = "".join(f"<td>value {number}</td>" for number in range(12))
    (page,) = pages_of(f"<table><thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table>")
    assert [line for line in page if ",COLUMN" in line] == [
        f"{'' if number == 0 else '  '},COLUMN {cells}3 VALUE {cells}"
        for number, cells in enumerate(f"#{digits}" for digits in ("J", *"ABCDEFGHI", "AJ", "AA"))
    ]


def test_spanning_cells_are_said_for_every_column_that_they_cover() -> None:
    (page,) = pages_of(
        "<table><thead><tr><th>Day</th><th>Morning</th><th>Night</th></tr></thead>"
        '<tbody><tr><td rowspan="2">Monday</td><td colspan="2">one</td></tr>'
        "<tr><td>two</td><td>three</td></tr></tbody></table>"
    )
    assert [line.strip() for line in page if line.strip().startswith((',"D3', ",MORN", ",NI<T"))] == [
        ',"D3 ,MON"D', ',MORN+3 "O', ',NI<T3 "O', ',"D3 ,MON"D', ",MORN+3 TWO", ",NI<T3 ?REE",
    ]  # fmt: skip


@pytest.mark.parametrize("file", [BRAILLE_BRF, BRAILLE_EBRL], ids=lambda file: file.format.name)
@pytest.mark.parametrize(
    "markup",
    [
        "<video>film</video>",
        "<p>a <video>film</video></p>",
        "<ul><p>no item</p></ul>",
        '<p><a href="ftp://x">y</a></p>',
    ],
)
def test_an_element_without_a_rule_is_refused(markup: str, file: BrailleFile) -> None:
    edition = make_edition(f"<h1>Eyes</h1>{markup}")
    with pytest.raises(RenditionError) as refused:
        file.render(edition, context_in())
    assert refused.value.problems[0].excerpt.startswith(("<video", "<p", "<a"))


def test_every_word_stands_in_the_braille_in_its_order() -> None:
    body = (
        "<p>alpha<!-- no --> <em>beta <strong>gamma</strong></em> delta</p>epsilon"
        "<ol><li>zeta<p>eta</p><ul><li>theta</li></ul>iota</li><li></li></ol><div><p>kappa</p>lambda</div><dl><dt>mu</dt><dd>nu<p>xi</p></dd></dl><pre>omicron\npi</pre>"
    )
    text = " ".join(line.strip() for page in pages_of(body, grade=1) for line in page[1:])
    words = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi".upper().split()
    assert [
        word
        for word in text.replace(".1", "").replace("^1", "").replace(".7", "").replace(".'", "").split()
        if word in words
    ] == words
    assert "#B4" in text, "an item without words keeps its number"


@pytest.mark.parametrize("page", ["20x10", "48x42"])
def test_the_smallest_and_the_largest_page_hold_every_kind_of_block(page: str) -> None:
    width, height = map(int, page.split("x"))
    data = BRAILLE_BRF.render(make_edition(), context_in(page=page)).data
    assert check_brf(data, width, height) == []
    assert data.decode().translate(FROM_ASCII)


def test_lists_of_any_depth_keep_their_words() -> None:
    body = "".join(f"<ul><li>level{number}" for number in range(30)) + "</li></ul>" * 30
    text = " ".join("".join(page) for page in pages_of(body, page="20x10", grade=1))
    assert all(f"LEVEL#{digits}" in text for digits in ("A", "AI", "BI"))


@pytest.mark.parametrize(
    "body",
    [
        '<ol start="many"><li>a</li></ol>',
        '<table><tr><td colspan="wide">a</td></tr></table>',
        '<table><tr><td rowspan="100000000">a</td></tr></table>',
        '<ol type="i"><li>a</li></ol>',
    ],
)
def test_numbers_that_are_none_are_refused(body: str) -> None:
    with pytest.raises(RenditionError):
        pages_of(body)


def test_an_empty_callout_table_or_list_is_nothing() -> None:
    assert pages_of("<p>end</p><aside></aside><table></table><ul></ul><figure></figure>")[0][1] == "  5D"
