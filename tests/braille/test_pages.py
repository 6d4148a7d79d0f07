"""Laws of lines and pages, whatever the text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leafletpress.braille.pages import Block, paginate, running_header
from leafletpress.braille.profiles import PROFILES
from leafletpress.braille.translation import BLANK, Line
from leafletpress.braille.wrapping import CONTINUATION, wrap
from tests.braille.transcribing import line_of

HEIGHT = 10
BLOCKS = st.lists(
    st.builds(
        Block,
        lines=st.integers(1, 14).map(lambda count: tuple("⠁" * (number + 1) for number in range(count))),
        before=st.integers(0, 1),
        after=st.integers(0, 1),
        heading=st.booleans(),
        whole=st.booleans(),
    ),
    max_size=12,
)


def header(page: int) -> str:
    return "⠼" * page


@given(BLOCKS)
@settings(max_examples=60, deadline=None)
def test_every_line_stands_once_in_order_on_full_pages(blocks: list[Block]) -> None:
    pages = paginate(blocks, HEIGHT, header)
    assert [line for page in pages for line in page[1:] if line] == [line for block in blocks for line in block.lines]
    for page in pages:
        assert len(page) <= HEIGHT
        assert page[1] and page[-1], "a page begins and ends with words"


@given(BLOCKS)
@settings(max_examples=60, deadline=None)
def test_no_block_leaves_one_line_alone(blocks: list[Block]) -> None:
    pages = paginate([Block(block.lines, block.before, block.after) for block in blocks], HEIGHT, header)
    for page, following in itertools.pairwise(pages):
        # Lines of a block grow by a cell each: a page that begins with the second line has left the first alone
        assert following[1] != "⠁⠁"
        assert len(following[1]) == 1 or len(following) > 2
        assert page[-1] != ""


def test_a_heading_stays_with_what_follows() -> None:
    blocks = [Block(("⠁",) * 8), Block(("⠓",), before=1, heading=True), Block(("⠞", "⠞", "⠞", "⠞"))]
    pages = paginate(blocks, 11, header)
    assert pages[0][1:] == ("⠁",) * 8
    assert pages[1][1:3] == ("⠓", "⠞")


def test_a_table_is_kept_whole_where_it_fits() -> None:
    pages = paginate([Block(("⠁",) * 7), Block(("⠞",) * 5, whole=True)], HEIGHT, header)
    assert [len(page) for page in pages] == [8, 6]


def test_the_title_page_stands_alone() -> None:
    pages = paginate([Block(("⠁",), ends_page=True), Block(("⠃",))], HEIGHT, header)
    assert [page[1:] for page in pages] == [("⠁",), ("⠃",)]


def test_the_header_has_its_number_at_the_margin_and_is_cut_at_a_word() -> None:
    made = running_header(BLANK.join(["⠁⠁⠁⠁⠁"] * 6), lambda page: "⠼" * page, 20)
    assert made(1) == BLANK * 19 + "⠼"
    assert made(2) == BLANK * 4 + "⠁⠁⠁⠁⠁⠀⠁⠁⠁⠁⠁" + BLANK * 3 + "⠼⠼"


def line_of_words(words: list[str]) -> Line:
    text = " ".join(words)
    return Line("".join(BLANK if one == " " else "⠁" for one in text), tuple(range(len(text))), text)


@given(st.lists(st.text("ab./", min_size=1, max_size=50), min_size=1, max_size=20), st.integers(12, 40))
@settings(max_examples=60, deadline=None)
def test_lines_hold_every_cell_and_only_long_words_are_cut(words: list[str], width: int) -> None:
    lines = [row.cells for row in wrap(line_of_words(words), width, 2, 4)]
    assert all(len(line) <= width for line in lines)
    assert lines[0].startswith(BLANK * 2)
    assert all(line.startswith(BLANK * 4) for line in lines[1:])
    joined = "".join(
        line.strip(BLANK).removesuffix(CONTINUATION) + ("" if line.endswith(CONTINUATION) else BLANK) for line in lines
    )
    assert joined.strip(BLANK) == BLANK.join("⠁" * len(word) for word in words)
    if max(map(len, words)) <= width - 4:
        assert not any(line.endswith(CONTINUATION) for line in lines)


def test_long_addresses_are_cut_after_a_mark() -> None:
    rows = wrap(line_of_words(["aaaaaaaa/aaaa.aaaaaaaaaaa"]), 16)
    assert [row.print for row in rows] == ["aaaaaaaa/aaaa.", "aaaaaaaaaaa"]
    assert rows[0].cells.endswith(CONTINUATION)


def test_a_no_break_space_ties_words() -> None:
    tied = Line("⠁⠁⠀⠁⠀⠁⠁", tuple(range(7)), "aa b\u00a0cc")
    assert [row.cells for row in wrap(tied, 5)] == ["⠁⠁", "⠁⠀⠁⠁"]


@pytest.mark.parametrize("tag", sorted(tag for tag, profile in PROFILES.items() if profile.latin_table))
def test_a_web_address_is_latin_to_its_final_slash(tag: str) -> None:
    address = "https://example.org/leaflets/going-home/"
    assert line_of(address, tag).cells == line_of(address, "en", 1).cells
