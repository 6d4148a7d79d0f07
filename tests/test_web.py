"""What a web page shows of an edition: addresses from its own folder, and tables that the keyboard scrolls."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

import pytest
import tinyhtml5
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from leafletpress.edition import Edition
from leafletpress.interface import Interface
from leafletpress.locales import locale_from_tag
from leafletpress.web import web_content
from tests.editions import BODY, make_edition

LAW = settings(max_examples=100, deadline=None, derandomize=True, database=None)
ENGLISH = locale_from_tag("en")
TABLE = '<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>'


def shown(edition: Edition, **messages: str) -> str:
    return str(web_content(edition, Interface(edition.locale, ENGLISH, messages)))


def tree(edition: Edition, messages: dict[str, str] | None = None) -> html.HtmlElement:
    return html.fragment_fromstring(shown(edition, **(messages or {})), create_parent="article")


@pytest.mark.parametrize(
    ("leaflet", "tag", "link", "image"),
    [
        ("going-home", "en", "../other/index.html#top", "../images/bone.svg"),
        ("index", "en", "other/index.html#top", "images/bone.svg"),
        ("going-home", "ur", "../other/index.html#top", "../../images/bone.svg"),
        ("index", "ur", "other/index.html#top", "../images/bone.svg"),
        ("other", "zh-Hans", "index.html#top", "../../images/bone.svg"),
    ],
)
def test_links_and_images_are_relative_to_the_page(leaflet: str, tag: str, link: str, image: str) -> None:
    page = tree(make_edition(tag=tag, leaflet=leaflet))
    assert page.xpath("//a[.='the other leaflet']/@href") == [link]
    assert page.xpath("//img/@src") == [image]


@pytest.mark.parametrize(("leaflet", "expected"), [("index", "index.html"), ("going-home", "../index.html")])
def test_a_link_to_the_start_page_names_its_file(leaflet: str, expected: str) -> None:
    page = tree(make_edition('<h1>T</h1><p><a href="leaflet:index">Start</a></p>', leaflet=leaflet))
    assert page.xpath("//a/@href") == [expected]


@pytest.mark.parametrize(
    "href", ["#before", "tel:+442079460018", "mailto:a@example.org", "https://example.org/a?b=c#d"]
)
def test_other_addresses_are_left_alone(href: str) -> None:
    assert tree(make_edition(f'<h1>T</h1><p><a href="{href}">x</a></p>')).xpath("//a/@href") == [href]


@pytest.mark.parametrize(
    "name", ["a b.svg", "a?b.svg", "a#b.svg", "a%20b.svg", "é/گھر.svg", "a&b.svg", "a'b.svg", "a:b.svg"]
)
@pytest.mark.parametrize("leaflet", ["index", "going-home"])
def test_an_odd_file_name_becomes_an_address_that_leads_to_it(name: str, leaflet: str) -> None:
    source = name.replace("&", "&amp;")
    page = tree(make_edition(f'<h1>T</h1><p><img src="{source}" alt="x"/></p>', leaflet=leaflet))
    address = page.xpath("string(//img/@src)")
    folder = "" if leaflet == "index" else f"{leaflet}/"
    assert "?" not in address and "#" not in address and ":" not in address
    assert posixpath.normpath(posixpath.join(folder, unquote(address))) == name


def test_images_load_late() -> None:
    image = tree(make_edition()).find(".//img")
    assert image is not None
    assert (image.get("loading"), image.get("decoding")) == ("lazy", "async")
    assert image.get("alt") == "A bone with an implant."


def test_a_table_scrolls_in_a_named_region_that_the_keyboard_reaches() -> None:
    regions = tree(make_edition()).xpath("//div[@role='region']")
    assert [region.get("aria-label") for region in regions] == ["Table: Before you leave"]
    assert [(region.get("tabindex"), [child.tag for child in region]) for region in regions] == [("0", ["table"])]


def test_the_name_of_a_region_is_in_the_readers_language() -> None:
    page = tree(make_edition(tag="ur"), {"Table: {heading}": "جدول: {heading}"})
    assert page.xpath("//div[@role='region']/@aria-label") == ["جدول: Before you leave"]


@pytest.mark.parametrize("heading", ["{curly}", "{0}", "a } b", "{heading.__class__}", 'He said "x" & <y>'])
def test_a_heading_with_marks_of_a_format_is_shown_as_it_is(heading: str) -> None:
    escaped = heading.replace("&", "&amp;").replace("<", "&lt;")
    page = tree(make_edition(f"<h1>T</h1><h2>{escaped}</h2>{TABLE}"))
    assert page.xpath("//div[@role='region']/@aria-label") == [f"Table: {heading}"]


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>T</h1>{TABLE}{TABLE}{TABLE}",
        f"<h1>T</h1><h2>A</h2>{TABLE}<p>x</p>{TABLE}<h2>B</h2>{TABLE}",
        f"<h1>T</h1><h2>A</h2>{TABLE}<h2>A</h2>{TABLE}",
        f"<h1>T</h1><h2>A</h2>{TABLE}<h3>Dose</h3>{TABLE}<h2>B</h2><h3>Dose</h3>{TABLE}",
        f"<h1>T</h1><h2>A</h2><h5>Five</h5>{TABLE}<h5>Six</h5>{TABLE}",
    ],
)
def test_no_two_regions_have_the_same_name(body: str) -> None:
    names = tree(make_edition(body)).xpath("//div[@role='region']/@aria-label")
    assert len(names) == body.count("<table>")
    assert len(set(names)) == len(names)


def test_text_after_a_table_stays_after_it() -> None:
    page = tree(make_edition(f"<h1>T</h1><ul><li>before{TABLE}after</li></ul>"))
    assert page.xpath("string(//li)").replace("\n", "") == "beforeAbafter"
    assert page.xpath("//div[@role='region']")[0].tail == "after"


def test_the_text_of_an_edition_is_all_there() -> None:
    edition = make_edition()
    assert tree(edition).text_content().split() == edition.tree().text_content().split()


@pytest.mark.parametrize("tag", ["en", "ur"])
def test_it_is_html_that_a_browser_reads_as_it_was_meant(tag: str) -> None:
    more = "<p>a<br/>b</p><hr/><table><tbody><tr><td></td></tr></tbody></table><p><span></span>c</p>"
    markup = shown(make_edition(BODY + more, tag))
    assert not re.search(r"<(?:td|span|p|a)[^>]*/>", markup)
    document = f"<!DOCTYPE html><body><article>{markup}</article>"
    browser = tinyhtml5.parse(document, namespace_html_elements=False).find("body/article")
    ours = html.fragment_fromstring(markup, create_parent="article")
    read, meant = ([(one.tag, one.text, one.tail) for one in tree.iter()] for tree in (browser, ours))
    assert read == meant


def test_the_edition_is_not_changed() -> None:
    edition = make_edition()
    shown(edition)
    assert edition == make_edition()
    assert shown(edition) == shown(edition)


@LAW
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=40))
def test_any_text_is_shown_as_text(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    page = tree(make_edition(f"<h1>T</h1><p>{escaped}</p>"))
    assert page.xpath("string(//p)") == text
    assert [element.tag for element in page] == ["h1", "p"]
