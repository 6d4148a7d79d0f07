"""Sentences marked in a page: nothing changes but the marks, and every cue has its element."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from leafletpress.edition import Edition
from leafletpress.narration import Narration, narrate
from leafletpress.speech.marking import PART_OF, mark_sentences
from tests.editions import make_edition
from tests.test_narration import EVERY_KIND, interface

WORDS = {
    "en": ("Rest", "5 mg", "Drink", "Dr. Smith", "water"),
    "ur": ("آرام", "۵ mg", "کریں", "پانی", "گھر"),
    "zh-Hans": ("休息", "5毫克", "喝水", "医院"),
}
STOPS = {"en": ". ", "ur": "۔ ", "zh-Hans": "。"}


def narrated(edition: Edition) -> Narration:
    return narrate(edition, interface(edition.locale.tag), organisation="A hospital")


def marked(edition: Edition) -> html.HtmlElement:
    return mark_sentences(edition.tree(), narrated(edition))


def without_marks(tree: html.HtmlElement, narration: Narration) -> str:
    anchors = {utterance.anchor for utterance in narration.utterances}
    for element in tree.iter():
        if element.tag != "span" and element.get("id") in anchors:
            del element.attrib["id"]
    for span in [*tree.iter("span")]:
        if span.get("id") in anchors or span.get(PART_OF):
            span.drop_tag()
    return html.tostring(tree, encoding="unicode")


def without_ids(tree: html.HtmlElement, narration: Narration) -> str:
    """An id that the body has itself may also be an anchor."""
    anchors = {utterance.anchor for utterance in narration.utterances}
    for element in tree.iter():
        if element.get("id") in anchors:
            del element.attrib["id"]
    return html.tostring(tree, encoding="unicode")


def check(edition: Edition) -> None:
    narration = narrated(edition)
    tree = mark_sentences(edition.tree(), narration)
    assert tree.text_content() == edition.tree().text_content()
    ids = [str(name) for name in tree.xpath("//@id")]
    assert len(ids) == len(set(ids))
    assert set(edition.tree().xpath("//@id")) <= set(ids)
    anchors = list(dict.fromkeys(utterance.anchor for utterance in narration.utterances if utterance.element))
    assert [name for name in ids if name in set(anchors)] == anchors
    for utterance in narration.utterances:
        if not utterance.span:
            continue
        parts = tree.xpath(f"//*[@id='{utterance.anchor}' or @{PART_OF}='{utterance.anchor}']")
        assert parts[0].get("id") == utterance.anchor
        assert all(part.tag == "span" for part in parts)
        for mark in tree.xpath("//sup[a]"):
            if mark in [inner for part in parts for inner in part.iter("sup")]:
                mark.drop_tree()
        text = " ".join("".join(part.text_content() for part in parts).split())
        assert utterance.shown.endswith(text)
    assert without_marks(mark_sentences(edition.tree(), narration), narration) == without_ids(edition.tree(), narration)


@pytest.mark.parametrize("tag", ["en", "ur"])
@pytest.mark.parametrize("body", [make_edition().body, EVERY_KIND])
def test_every_sentence_of_the_body_has_its_element_and_nothing_else_changes(body: str, tag: str) -> None:
    check(make_edition(body, tag))


def inline(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def around(content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        text = st.lists(content, min_size=1, max_size=3).map("".join)
        return st.one_of(
            text.map(lambda inner: f"<strong>{inner}</strong>"),
            text.map(lambda inner: f'<a href="https://example.org">{inner}</a>'),
            text.map(lambda inner: f'<span lang="en" dir="ltr">{inner}</span>'),
            st.just('<sup id="r"><a class="footnote-ref" href="#fn">1</a></sup>'),
            st.just("<br>"),
            st.just('<img src="a.svg" alt="Bone. Skin.">'),
        )

    return st.lists(st.recursive(words, around, max_leaves=8), min_size=1, max_size=6).map("".join)


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    tag = draw(st.sampled_from(sorted(WORDS)))
    word = st.sampled_from(WORDS[tag])
    text = inline(st.one_of(word, st.just(STOPS[tag]), st.just(" "), st.just("\n")))
    paragraph = text.map(lambda inner: f"<p>{inner}</p>")
    items = st.lists(text, min_size=1, max_size=3).map(
        lambda all_: "<ul>" + "".join(f"<li>{i}</li>" for i in all_) + "</ul>"
    )
    blocks = draw(st.lists(st.one_of(paragraph, items, text), min_size=1, max_size=4))
    body = "".join(blocks).replace(' id="r"', "")
    return make_edition(f'<h1 id="s2">Title. More.</h1>{body}', tag)


@given(editions())
@settings(max_examples=80, deadline=None, derandomize=True)
def test_any_body_is_marked_without_a_change(edition: Edition) -> None:
    check(edition)


def test_a_sentence_that_crosses_a_link_is_marked_in_parts() -> None:
    tree = marked(make_edition('<h1>A</h1><p>Call the <a href="x">nurse. Now</a> go <em>home</em>.</p>'))
    assert html.tostring(tree[1], encoding="unicode") == (
        '<p><span id="s2">Call the </span>'
        '<a href="x"><span data-part-of="s2">nurse.</span> <span id="s3">Now</span></a>'
        '<span data-part-of="s3"> go <em>home</em>.</span></p>'
    )


def test_marking_leaves_the_given_tree_alone() -> None:
    edition = make_edition()
    tree = edition.tree()
    mark_sentences(tree, narrated(edition))
    assert html.tostring(tree) == html.tostring(edition.tree())
