"""Converted Markdown is read twice; the strict reading at the speed of C sees what the slow one sees."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from leafletpress import markup
from leafletpress.markup import read_markup

PIECES = (
    *(
        "<p>",
        "</p>",
        "<em>",
        "</em>",
        "<ul>",
        "<li>",
        "</li>",
        "</ul>",
        "<br />",
        "<br>",
        "<table>",
        "</table>",
        "<td>",
    ),
    *("words", " ", "\n", "&amp;", "&nbsp;", "&#2;", "&#xfdd0;", "&#x1fffe;", "<!-- a -->", "<![CDATA[x]]>", "<?x y?>"),
    *('<a href="b">', "</a>", "<wbr>", "<b:c>", "<x xmlns='y'>", "&lt;", "&", "<"),
)


def where(piece: str) -> str:
    return piece


def outcome(text: str) -> tuple[bool, bytes]:
    root, problems = read_markup(text, where)
    return bool(problems), etree.tostring(root)


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_both_ways_of_reading_come_to_the_same(inner: str) -> None:
    text = f"<p>begin</p>{inner}<p>end</p>"
    with mock.patch.object(markup, "_is_read_alike", return_value=False):
        slow = outcome(text)
    assert outcome(text) == slow


@pytest.mark.parametrize("reference", ["&#2;", "&#xfdd0;", "&#x1fffe;", "<!-- a -->&#2;"])
def test_what_is_no_character_is_a_problem(reference: str) -> None:
    assert read_markup(f"<p>{reference}words</p>", where)[1]


def test_the_fast_way_is_taken_for_plain_markdown_and_not_for_what_is_too_deep() -> None:
    with mock.patch.object(markup, "_SecondReading", side_effect=AssertionError):
        assert read_markup("<h1>a</h1>\n<p>b<br />c</p>", where)[1] == ()
    assert read_markup("<em>" * 101 + "a" + "</em>" * 101, where)[1]
