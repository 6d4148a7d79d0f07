"""Page breaks: short paragraphs and boxes stay whole, and long ones do not leave pages empty."""

from __future__ import annotations

import re

import pytest
from lxml import html

from leafletpress.renderers.pdf import GIANT_PRINT, LARGE_PRINT
from leafletpress.renderers.print.paper import Paper
from leafletpress.renderers.print.room import is_tall
from tests.editions import make_edition
from tests.print.conftest import MakeContext
from tests.print.reading import text_of

SHORT = "<p>Short lines of words that take a little more than one line of the page.</p>"


def pages_of(body: str, make_context: MakeContext) -> list[str]:
    data = LARGE_PRINT.render(make_edition(f"<h1>T</h1>{body}"), make_context()).data
    return [" ".join(page.split()) for page in text_of(data).split("\f")]


def test_paragraphs_that_fit_a_page_are_not_cut(make_context: MakeContext) -> None:
    paragraphs = "".join(f"<p>begin{n} {'word ' * 40} end{n}.</p>" for n in range(12))
    for page in pages_of(paragraphs, make_context):
        assert re.findall(r"begin(\d+)", page) == re.findall(r"end(\d+)", page)


def test_a_paragraph_that_would_leave_a_page_empty_is_cut(make_context: MakeContext) -> None:
    pages = pages_of(f"{SHORT}<p>begin {'word ' * 160} end.</p>", make_context)
    assert "begin" in pages[0]
    assert "end." in pages[1]
    assert 30 < pages[0].count("word ") < 150
    assert pages[1].startswith("Royal Free London NHS Foundation Trust word ")


@pytest.mark.parametrize(("words", "tall"), [(10, False), (40, False), (150, True)])
def test_boxes_are_cut_where_they_are_tall(words: int, tall: bool, make_context: MakeContext) -> None:
    box = f"<aside class='callout'><p class='callout-title'>Title</p><p>{'word ' * words}</p></aside>"
    assert is_tall(html.fromstring(box), Paper(18), 1.5) is tall
    assert GIANT_PRINT.render(make_edition(f"<h1>T</h1>{SHORT * 6}{box}"), make_context()).data


def test_marks_above_and_below_letters_take_no_room() -> None:
    plain, marked = (f"<aside><p>{word * 40}</p></aside>" for word in ("কলম ", "কি\u09cdকি\u09cd "))
    assert is_tall(html.fromstring(plain), Paper(14), 1.65) == is_tall(html.fromstring(marked), Paper(14), 1.65)


@pytest.mark.parametrize(("points", "line_height", "fewest"), [(14, 1.5, 8), (18, 1.5, 6), (24, 1.5, 4), (24, 2.2, 3)])
def test_fewer_lines_may_stand_alone_where_pages_hold_fewer(points: int, line_height: float, fewest: int) -> None:
    assert Paper(points).cut(line_height) == fewest
