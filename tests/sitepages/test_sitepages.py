"""The pages and feeds that leafletpress makes of itself say what the site holds, in every language."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from leafletpress.locales import locale_from_tag
from leafletpress.sitepages.alphabet import OTHER, index_letter, sort_key
from leafletpress.sitepages.names import FIND, FORMATS, LANGUAGES, SITE_PAGES, STATEMENT
from leafletpress.sitepages.sheets import qr_code
from leafletpress.sitepages.statement import statement_options
from tests.sitepages.conftest import ADDRESS
from tests.web.test_nu import messages_of_checker

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
FOLDERS = {"en": "", "ur": "ur/", "pl": "pl/"}


def tree(site: Path, path: str) -> html.HtmlElement:
    return html.document_fromstring((site / path / "index.html").read_text("utf-8"))


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("tag", FOLDERS)
def test_every_page_exists_and_is_linked_from_every_page_of_its_language(public_site: Path, tag: str) -> None:
    for path in ("", "going-home/", *(f"{page.name}/" for page in SITE_PAGES)):
        page = tree(public_site, f"{FOLDERS[tag]}{path}")
        assert page.get("lang") == tag
        links = page.xpath("//nav[@aria-labelledby='lp-navigation']//a/@href")
        targets = {(public_site / FOLDERS[tag] / path / link).resolve() for link in links}
        for one in SITE_PAGES:
            assert public_site.resolve() / FOLDERS[tag] / one.name / "index.html" in targets
        assert not any("going-home" in link for link in links), "no leaflet is in the navigation"


def test_the_list_from_a_to_z_has_what_is_offered_and_says_what_is_not(public_site: Path) -> None:
    page = tree(public_site, f"pl/{FIND.name}")
    assert [words_of(one) for one in page.xpath("//h3")] == ["Ż"]
    assert [one.get("href") for one in page.xpath("//section[contains(@class,'a-to-z')]//li/a")] == [
        "../going-home/index.html"
    ]
    other = page.xpath("//section[@aria-labelledby='lp-untranslated']//a")
    assert [(one.get("href"), one.get("hreflang"), words_of(one)) for one in other] == [
        ("../../staying/index.html", "en", "Staying & eating")
    ]


def test_the_table_of_languages_links_published_translations_only(public_site: Path) -> None:
    page = tree(public_site, f"ur/{LANGUAGES.name}")
    rows = {
        words_of(row.xpath("./*[@role='rowheader']")[0]): row.xpath("./*[@role='cell']")
        for row in page.xpath("//*[@role='row'][*[@role='cell']]")
    }
    assert [len(cells) for cells in rows.values()] == [3, 3]
    going_home, staying = rows["گھر واپسی"], rows["Staying & eating"]
    assert [cell.find("a").get("href") for cell in going_home] == [
        "../../going-home/index.html",
        "../going-home/index.html",
        "../../pl/going-home/index.html",
    ]
    assert [cell.find("a") is not None for cell in staying] == [True, False, False]


def test_the_table_of_formats_links_every_file_of_the_manifest(public_site: Path) -> None:
    manifest = json.loads((public_site / "manifest.json").read_text("utf-8"))
    for tag, folder in FOLDERS.items():
        page = tree(public_site, f"{folder}{FORMATS.name}")
        linked = {
            (public_site / folder / FORMATS.name / link).resolve().relative_to(public_site.resolve()).as_posix()
            for link in page.xpath("//*[@role='row']//a/@href")
        }
        files = {
            one["path"]
            for leaflet in manifest["leaflets"]
            for edition in leaflet["editions"]
            if edition["locale"] == tag
            for one in edition["renditions"]
        }
        assert files
        assert files == {path for path in linked if not path.endswith(".html")}


def test_the_statement_says_what_the_law_asks_for_and_what_is_lacking(public_site: Path) -> None:
    text = words_of(tree(public_site, STATEMENT.name).find(".//main"))
    for piece in (
        "This accessibility statement applies to https://leaflets.example/patients/.",
        "in accordance with the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility",
        "partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard",
        "The Equality and Human Rights Commission (EHRC) is responsible for enforcing",
        "This statement was prepared on 1 October 2026. It was last reviewed on 2 November 2026.",
        "10 working days",
        "no users of assistive technology",
    ):
        assert piece in text
    polish = words_of(tree(public_site, f"pl/{STATEMENT.name}").find(".//main"))
    assert "wrong order" not in polish
    assert "Żegnaj, szpitalu" in polish
    assert "wrong order" in words_of(tree(public_site, f"ur/{STATEMENT.name}").find(".//main"))


def test_a_statements_options_are_checked() -> None:
    with pytest.raises(ValueError, match="`tested` is 'soon'"):
        statement_options({"tested": "soon"})
    with pytest.raises(ValueError, match="`audit` is not one of"):
        statement_options({"audit": "x"})


def test_the_feed_has_every_published_leaflet_with_absolute_addresses(public_site: Path) -> None:
    feed = etree.parse(public_site / "feed.xml").getroot()
    assert feed.xpath("//atom:entry/atom:title/text()", namespaces=ATOM) == ["Going home", "Staying & eating"]
    assert feed.xpath("//atom:entry/atom:link/@href", namespaces=ATOM) == [
        f"{ADDRESS}going-home/",
        f"{ADDRESS}staying/",
    ]
    assert feed.xpath("string(atom:updated)", namespaces=ATOM) == "2026-11-01T00:00:00+00:00"
    polish = etree.parse(public_site / "pl" / "feed.xml").getroot()
    assert polish.xpath("//atom:entry/atom:id/text()", namespaces=ATOM) == [f"{ADDRESS}pl/going-home/"]


def test_the_podcast_names_every_recording_with_its_size(public_site: Path) -> None:
    channel = etree.parse(public_site / "podcast.xml").getroot()[0]
    for enclosure in channel.iter("enclosure"):
        path = public_site / enclosure.get("url", "").removeprefix(ADDRESS)
        assert path.stat().st_size == int(enclosure.get("length", ""))
        assert enclosure.get("type") == "audio/mpeg"
    assert len(list(channel.iter("enclosure"))) == 2
    assert re.fullmatch(r"\w{3}, 01 Nov 2026 00:00:00 GMT", channel.findtext(".//pubDate") or "")


def test_the_feeds_are_named_in_every_page_of_their_language(public_site: Path) -> None:
    page = tree(public_site, "pl/going-home")
    feeds = page.xpath("//link[@rel='alternate'][@type]/@href")
    assert feeds == ["../feed.xml", "../podcast.xml"]
    assert all((public_site / "pl" / "going-home" / one).resolve().is_file() for one in feeds)


def test_the_site_map_and_the_pages_name_the_same_alternates(public_site: Path) -> None:
    root = etree.parse(public_site / "sitemap.xml").getroot()
    mapped = {
        url[0].text: {link.get("hreflang"): link.get("href") for link in url if link.get("hreflang")} for url in root
    }
    assert f"{ADDRESS}pl/{STATEMENT.name}/" in mapped
    assert f"{ADDRESS}pl/staying/" not in mapped, "a withheld page is not offered"
    for address, alternates in mapped.items():
        assert alternates["x-default"] == alternates["en"]
        page = tree(public_site, (address or "").removeprefix(ADDRESS))
        links = page.xpath("//link[@rel='alternate'][@hreflang]")
        assert {link.get("hreflang"): link.get("href") for link in links} == alternates
        assert page.xpath("string(//link[@rel='canonical']/@href)") == address


def test_a_leaflet_describes_itself_to_programs(public_site: Path) -> None:
    page = tree(public_site, "staying")
    block: Any = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    assert (block["@type"], block["name"], block["inLanguage"]) == ("MedicalWebPage", "Staying & eating", "en")
    assert block["url"] == f"{ADDRESS}staying/"
    assert {one["encodingFormat"] for one in block["encoding"]} == {"application/pdf", "audio/mpeg", "text/vtt"}
    assert all(one["contentUrl"].startswith(ADDRESS) for one in block["encoding"])
    assert page.xpath("string(//meta[@property='og:url']/@content)") == f"{ADDRESS}staying/"
    withheld = tree(public_site, "pl/staying")
    assert withheld.xpath("//script[@type='application/ld+json']") == []
    assert withheld.xpath("string(//meta[@name='robots']/@content)") == "noindex"


def test_the_waiting_room_sheet_has_a_code_for_every_published_language(public_site: Path) -> None:
    page = tree(public_site, "going-home/waiting-room")
    found = [
        (li.get("lang"), li.xpath("string(.//h2)"), li.xpath("string(.//a/@href)")) for li in page.xpath("//li[@lang]")
    ]
    assert found == [
        ("en", "English", f"{ADDRESS}going-home/"),
        ("ur", "اردو", f"{ADDRESS}ur/going-home/"),
        ("pl", "Polski", f"{ADDRESS}pl/going-home/"),
    ]
    text = (public_site / "going-home" / "waiting-room" / "index.html").read_text("utf-8")
    assert all(str(qr_code(address)) in text for _tag, _name, address in found)
    assert len(tree(public_site, "staying/waiting-room").xpath("//li[@lang]")) == 1


@pytest.mark.parametrize(
    ("tag", "titles"),
    [
        ("pl", ["Choroba", "Ćwiczenia", "Lek", "Łokieć", "Serce", "Świąd", "Zdrowie", "Źrenica", "Żebro"]),
        ("cy", ["Cymorth", "Chwarren", "Drws", "Ddoe", "Llaw", "Llygad", "Mam"]),
        ("ur", ["آنکھ", "بازو", "پٹی", "ٹانگ", "چہرہ", "دل", "ڈاکٹر", "کان", "گھر", "ہڈی"]),
        ("uk", ["Ґава", "Дім", "Є", "Жук", "Їжа", "Йод"]),
        ("ar", ["الأذن", "البتر", "جلد", "العين"]),
        ("en", ["10 tips", "Ankle", "Élan", "Knee"]),
    ],
)
def test_titles_stand_in_the_order_of_their_own_alphabet(tag: str, titles: list[str]) -> None:
    locale = locale_from_tag(tag)
    shuffled = titles[::-1]
    assert sorted(shuffled, key=lambda title: sort_key(title, locale)) == titles


def test_each_title_is_found_under_its_letter() -> None:
    found = {(tag, title): index_letter(title, locale_from_tag(tag)) for tag, title in [
        ("cy", "Llygad"), ("cy", "Chwarren"), ("pl", "Łokieć"), ("en", "Élan"), ("en", "10 tips"), ("ar", "البتر"),
        ("zh-Hans", "骨整合"), ("bn", "হাড়"), ("en", "“Quoted”"),
    ]}  # fmt: skip
    assert list(found.values()) == ["Ll", "Ch", "Ł", "E", OTHER, "ب", OTHER, "হ", "Q"]


def test_the_nu_checker_finds_nothing_in_a_site_with_an_address(public_site: Path) -> None:
    assert messages_of_checker(public_site) == {}
