"""Editions as values: kept and read back whole, and a digest that notices everything."""

from __future__ import annotations

import datetime
import json
import unicodedata
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from leafletpress.edition import (
    UNSPACED,
    Approval,
    Contact,
    Edition,
    MessageCounts,
    Metadata,
    Phrase,
    Rendition,
    count_words,
    digest_of,
    edition_from_json,
    edition_to_json,
    inner_html,
)
from leafletpress.locales import Locale, locale_from_tag
from tests.editions import make_edition

LAW = settings(
    max_examples=150, deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate)
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
PHRASE = st.builds(Phrase, TEXT, st.sampled_from(["en", "ur", "zh-Hans"]))
DATE = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
LOCALE = st.sampled_from(["en", "ur", "zh-Hans", "prs", "rom"]).map(locale_from_tag)
METADATA = st.builds(
    Metadata,
    PHRASE,
    PHRASE,
    st.sampled_from(["leaflet", "page"]),
    TEXT,
    TEXT,
    DATE,
    DATE,
    PHRASE,
    st.none() | PHRASE,
    st.builds(Contact, PHRASE, TEXT, TEXT, TEXT),
    st.lists(TEXT, max_size=3).map(tuple),
    st.lists(PHRASE, max_size=3).map(tuple),
)
EDITION = st.builds(
    Edition,
    leaflet=TEXT,
    source=TEXT,
    locale=LOCALE,
    source_locale=LOCALE,
    metadata=METADATA,
    body=TEXT,
    status=st.sampled_from(["approved", "unreviewed", "incomplete", "withheld"]),
    origin=st.sampled_from(["source", "machine", "human"]),
    messages=st.builds(MessageCounts, *[st.integers(0, 999)] * 4),
    source_digest=TEXT,
    catalogue_digest=TEXT,
    approval=st.none() | st.builds(Approval, TEXT, DATE),
    resources=st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple),
)


@LAW
@given(EDITION)
def test_an_edition_comes_back_from_its_text(edition: Edition) -> None:
    text = edition_to_json(edition)
    assert edition_from_json(text) == edition
    assert edition_to_json(edition_from_json(text)) == text
    assert edition_from_json(text).digest == edition.digest
    assert hash(edition_from_json(text)) == hash(edition)


def other(value: Any) -> Any:
    """Another value of the same type."""
    match value:
        case None:
            return Approval("A person", datetime.date(2026, 11, 1))
        case int():
            return value + 1
        case str():
            return value + "x"
        case datetime.date():
            return value + datetime.timedelta(days=1)
        case Locale():
            return locale_from_tag("cy")
        case tuple():
            return (*value, ("x", "y"))
    raise TypeError(type(value))


def changes(value: Any) -> list[tuple[str, Any]]:
    """The value with each field changed in turn, at every depth."""
    found: list[tuple[str, Any]] = []
    for field in (one for one in fields(value) if one.init):
        inner = getattr(value, field.name)
        if is_dataclass(inner):
            found += [
                (f"{field.name}.{name}", replace(value, **{field.name: changed})) for name, changed in changes(inner)
            ]
        else:
            found.append((field.name, replace(value, **{field.name: other(inner)})))
    return found


@pytest.mark.parametrize("name", [name for name, _ in changes(make_edition())])
def test_the_digest_changes_with_every_field(name: str) -> None:
    assert dict(changes(make_edition()))[name].digest != make_edition().digest


def test_a_field_that_becomes_none_changes_the_digest() -> None:
    edition = make_edition()
    assert replace(edition, metadata=replace(edition.metadata, audience=None)).digest != edition.digest


def test_the_digest_of_an_edition_is_the_same_in_every_process() -> None:
    assert make_edition().digest == digest_of(edition_to_json(make_edition()).encode())
    assert make_edition().digest.startswith("sha256:") and len(make_edition().digest) == 71


def test_fields_cannot_run_into_each_other() -> None:
    one, two = replace(make_edition(), leaflet="ab", source="c"), replace(make_edition(), leaflet="a", source="bc")
    assert one.digest != two.digest


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"metadata": {}}'])
def test_a_text_that_is_no_edition_is_not_taken_for_one(text: str) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        edition_from_json(text)


def test_a_field_more_or_less_is_not_taken_for_an_edition() -> None:
    raw = json.loads(edition_to_json(make_edition()))
    for changed in ({**raw, "colour": "red"}, {key: value for key, value in raw.items() if key != "body"}):
        with pytest.raises(TypeError):
            edition_from_json(json.dumps(changed))


def test_an_edition_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        make_edition().body = ""  # type: ignore[misc]


@pytest.mark.parametrize(("tag", "direction"), [("en", "ltr"), ("ur", "rtl")])
def test_a_tree_says_its_language_and_is_fresh_each_time(tag: str, direction: str) -> None:
    edition = make_edition(tag=tag)
    tree = edition.tree()
    assert (tree.tag, tree.get("lang"), tree.get("dir")) == ("article", tag, direction)
    tree.clear()
    assert len(edition.tree()) > 0


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<h1>Going home</h1>", 2),
        ("<h1>don’t mother-in-law</h1>", 2),
        ("<h1>5 mg</h1><p>— … !</p>", 2),
        ("<h1>گھر جانا</h1>", 2),
        ('<h1>T</h1><p><img src="a" alt="not these"/></p>', 1),
        ("<h1>a</h1><p>b</p>", 2),
        ("<p>1.5</p>", 2),
    ],
)
def test_words_are_counted(body: str, words: int) -> None:
    assert make_edition(body).words == words


def test_words_in_neighbouring_cells_are_not_one() -> None:
    assert make_edition("<table><tr><td>one</td><td>two</td></tr></table>").words == 2


@LAW
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=40))
def test_inner_html_is_well_formed_xml_with_the_same_text(text: str) -> None:
    article = make_edition("<p>x</p>").tree()
    article.text = text
    article[0].text = article[0].tail = text
    again = etree.fromstring(f"<article>{inner_html(article)}</article>")
    assert "".join(map(str, again.itertext())) == text * 3


def test_a_rendition_tells_its_facts() -> None:
    rendition = Rendition("p", "application/pdf", "x.pdf", 1, "0", "0", "made", (("pages", 3),))
    assert rendition.fact("pages") == 3
    assert rendition.fact("duration_s") is None


def test_a_phrase_reads_as_its_text() -> None:
    assert f"{Phrase('Going home', 'en')}" == "Going home"


@LAW
@given(st.text(st.sampled_from("ab1 -'’é\u0301中文ไทย,.\u3000\n٣ا"), max_size=20))
def test_words_are_counted_as_one_would_sign_by_sign(text: str) -> None:
    count, inside = 0, False
    for sign in text:
        category = unicodedata.category(sign)[0]
        if UNSPACED.match(sign):
            count, inside = count + (category == "L"), False
        elif category in "LMN":
            count, inside = count + (not inside), True
        elif sign not in "'’-":
            inside = False
    assert count_words(text) == count
