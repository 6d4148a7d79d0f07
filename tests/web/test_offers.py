"""A page offers exactly what the manifest lists, says what does not exist and whom to ask, and tells its own state."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from lxml import html

from leafletpress.locales import locale_from_tag
from tests.web.sites import NOT_FOUND, Site, WebPage, language_of, texts_of, words_of

NOVEMBER = {
    "en": "November",
    "cy": "Tachwedd",
    "pl": "listopada",
    "ro": "noiembrie",
    "uk": "листопада",
    "ur": "نومبر",
    "bn": "নভেম্বর",
    "zh-Hans": "11月",
}
"The month of the leaflets' dates, as a reader of each language writes it within a date."


def leaflets(site: Site) -> list[WebPage]:
    return [page for page in site.pages if page.kind == "leaflet"]


def panel_of(site: Site, page: WebPage) -> html.HtmlElement:
    """The panel of other formats."""
    return site.tree(page.path).get_element_by_id("lp-formats")


def offers_of(site: Site, page: WebPage) -> dict[str, html.HtmlElement]:
    """Each file that the panel offers, and the item that offers it."""
    items = panel_of(site, page).xpath(".//ul[@class='offers']/li")
    return {site.target(page, item.find("a").get("href")): item for item in items}


def numbers_in(text: str) -> list[float]:
    """Numbers in any script's digits; a comma is read as a decimal point."""
    return [float(number.replace(",", ".").replace("٫", ".")) for number in re.findall(r"\d+(?:[.,٫]\d+)?", text)]


def details_of(item: html.HtmlElement) -> list[str]:
    return [words_of(detail) for detail in item.xpath("./ul/li")]


def facts_of(rendition: Any) -> list[float]:
    """The numbers that an offer shows: size in kB or MB, then pages or minutes, then the grade of braille."""
    size = rendition["bytes"]
    shown = round(size / 1e6, 1) if size >= 1e6 else float(max(1, round(size / 1e3)))
    pages = [float(rendition["pages"])] if "pages" in rendition else []
    minutes = [float(max(1, round(rendition["duration_s"] / 60)))] if "duration_s" in rendition else []
    grade = [float(rendition["grade"])] if "grade" in rendition else []
    return [shown, *pages, *minutes, *grade]


def test_the_page_offers_what_exists_and_nothing_else(site: Site) -> None:
    for page in leaflets(site):
        renditions = {one["path"]: one for one in site.edition(page)["renditions"]}
        offers = offers_of(site, page)
        assert offers.keys() == renditions.keys(), page.path
        for path, item in offers.items():
            link = item.find("a")
            assert link.get("type") == renditions[path]["media_type"], path
            assert link.get("hreflang") == page.tag, path
            shown = [number for detail in details_of(item) for number in numbers_in(detail)]
            assert shown == facts_of(renditions[path]), (path, details_of(item))


def test_the_name_of_an_offer_tells_leaflet_and_language(site: Site) -> None:
    for page in leaflets(site):
        for path, item in offers_of(site, page).items():
            name = words_of(item.find("a"))
            assert site.edition(page)["title"] in name, path
            assert locale_from_tag(page.tag).autonym in name, path


def test_the_player_plays_the_audio_where_there_is_any(site: Site) -> None:
    for page in leaflets(site):
        audio = [one["path"] for one in site.edition(page)["renditions"] if one["media_type"].startswith("audio/")]
        players = site.tree(page.path).xpath("//audio[@controls]")
        assert [site.target(page, one.find("source").get("src")) for one in players] == audio, page.path
        assert all(one.get("preload") == "none" and one.get("aria-labelledby") for one in players), page.path


def test_what_does_not_exist_is_named_with_its_reason_and_the_contact(site: Site) -> None:
    for page in leaflets(site):
        panel = panel_of(site, page)
        named = panel.xpath(".//dl[@class='missing']/div")
        assert len(named) == len(site.edition(page)["unavailable"]), page.path
        assert all(words_of(one.find("dt")) and words_of(one.find("dd")) for one in named), page.path
        assert panel.xpath(".//a[starts-with(@href, 'tel:')]"), page.path
        assert panel.xpath(".//a[starts-with(@href, 'mailto:')]"), page.path


def test_somali_audio_is_named_unavailable(site: Site) -> None:
    for page in leaflets(site):
        if page.tag == "so":
            assert "audio-mp3" in {one["format"] for one in site.edition(page)["unavailable"]}
            assert "MP3" in words_of(panel_of(site, page).find(".//dl[@class='missing']")), page.path


def test_a_translation_tells_its_status_in_its_own_language(site: Site) -> None:
    for page in site.pages:
        boxes = site.tree(page.path).xpath("//*[@class='status']")
        if page.kind == NOT_FOUND or page.tag == site.tags[0]:
            assert boxes == [], page.path
            continue
        (box,) = boxes
        texts = [(language_of(element), words) for element, words in texts_of(box)]
        assert len(texts) >= 2, page.path
        assert {language for language, _ in texts} == {page.tag}, (page.path, texts)


def test_the_reasons_and_the_labels_of_the_panel_are_in_the_page_s_language(site: Site) -> None:
    for page in leaflets(site):
        texts = [words for element, words in texts_of(panel_of(site, page)) if language_of(element) != page.tag]
        contact = words_of(panel_of(site, page).xpath(".//dd[@lang]")[0]) if texts else ""
        assert [words for words in texts if words != contact] == [], page.path


def test_units_are_words_of_the_page_s_language(site: Site) -> None:
    """A unit that the locale data lack must not show its technical name."""
    for page in leaflets(site):
        for path, item in offers_of(site, page).items():
            for detail in details_of(item):
                assert not re.search(r"[a-z]+-[a-z]+", detail), (path, detail)


def test_dates_are_written_in_the_page_s_language(site: Site) -> None:
    for page in site.pages:
        if page.kind == NOT_FOUND:
            continue
        entry = next(one for one in site.manifest["leaflets"] if one["leaflet"] == page.name)
        facts = " ".join(words_of(value) for value in site.tree(page.path).xpath("//dl[@class='facts']//dd"))
        for day in (date.fromisoformat(entry[key]) for key in ("published", "review_due")):
            assert {float(day.day), float(day.year)} <= set(numbers_in(facts)), (page.path, facts)
            assert day.month == 11, "the months below are those of the demonstration's leaflets"
            assert NOVEMBER.get(page.tag, "") in facts, (page.path, facts)
            assert page.tag == "en" or "November" not in facts, (page.path, facts)
