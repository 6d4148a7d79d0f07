"""Feeds, site map and metadata hold to their standards, name only what there is, and agree with each other.

The schemas beside this file say in our own words what each standard asks; what a schema cannot say is asked here.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from leafletpress.edition import Approval
from leafletpress.interface import Interface
from leafletpress.locales import locale_from_tag
from leafletpress.project import load_project
from leafletpress.sitemap import sitemap_files
from leafletpress.siteplan import plan_editions
from leafletpress.slices import outline_of
from leafletpress.status import status_phrases
from leafletpress.store import Store
from tests.editions import make_edition
from tests.sitepages.conftest import ADDRESS

SCHEMAS = Path(__file__).parent / "schemas"
FOLDERS = {"en": "", "ur": "ur/", "pl": "pl/"}
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


def schema_faults(root: etree._Element, name: str) -> list[str]:
    schema = etree.RelaxNG(etree.parse(SCHEMAS / f"{name}.rng"))
    return [] if schema.validate(root) else [str(error) for error in schema.error_log]


def file_of(site: Path, address: str) -> Path:
    """The published file that an absolute address leads to."""
    assert address.startswith(ADDRESS), address
    path = site / address.removeprefix(ADDRESS)
    return path / "index.html" if address.endswith("/") else path


def atom_faults(root: etree._Element, site: Path, own: str) -> list[str]:
    if faults := schema_faults(root, "atom"):
        return faults

    def texts(path: str) -> list[str]:
        return [str(text) for text in root.xpath(path, namespaces=NAMES)]

    ids = texts("//atom:id/text()")
    if len(set(ids)) != len(ids):
        faults.append("an id stands twice")
    if texts("atom:link[@rel='self']/@href") != [own]:
        faults.append("the feed is not where it says")
    days = [datetime.datetime.fromisoformat(text) for text in texts("atom:entry/atom:updated/text()")]
    if datetime.datetime.fromisoformat(texts("atom:updated/text()")[0]) != max(days) or days != sorted(days)[::-1]:
        faults.append("the newest entry is not first, or not the feed's day")
    pages = texts("atom:entry/atom:link/@href")
    return [*faults, *(f"no page {page}" for page in pages if not file_of(site, page).is_file())]


def podcast_faults(root: etree._Element, site: Path, own: str) -> list[str]:
    faults = schema_faults(root, "podcast")
    guids = [one.text for one in root.iter("guid")]
    if len(set(guids)) != len(guids):
        faults.append("a guid stands twice")
    if root.xpath("channel/atom:link/@href", namespaces=NAMES) != [own]:
        faults.append("the feed is not where it says")
    for enclosure in root.iter("enclosure"):
        path = file_of(site, str(enclosure.get("url")))
        if not path.is_file() or str(path.stat().st_size) != enclosure.get("length"):
            faults.append(f"{path.name} is not there or not so long")
    for link in root.xpath("//item/link/text() | //podcast:transcript/@url", namespaces=NAMES):
        if not file_of(site, str(link)).is_file():
            faults.append(f"nothing at {link}")
    return faults


def map_faults(root: etree._Element, site: Path) -> list[str]:
    faults = schema_faults(root, "sitemap")
    links: dict[str, dict[str, str]] = {}
    for url in root.iterfind("map:url", NAMES):
        place = url.findtext("map:loc", "", NAMES)
        links[place] = {str(one.get("hreflang")): str(one.get("href")) for one in url.iterfind("xhtml:link", NAMES)}
        if not file_of(site, place).is_file():
            faults.append(f"nothing at {place}")
    for place, alternates in links.items():
        if place not in alternates.values() or "x-default" not in alternates:
            faults.append(f"{place} does not name itself and a default")
        faults += [
            f"{other} does not lead back to {place}"
            for other in alternates.values()
            if place not in links.get(other, {}).values()
        ]
    return faults


@pytest.mark.parametrize("tag", FOLDERS)
def test_feeds_hold_to_their_standards(public_site: Path, tag: str) -> None:
    folder = FOLDERS[tag]
    feed = etree.parse(public_site / folder / "feed.xml").getroot()
    assert atom_faults(feed, public_site, f"{ADDRESS}{folder}feed.xml") == []
    podcast = etree.parse(public_site / folder / "podcast.xml").getroot()
    assert podcast_faults(podcast, public_site, f"{ADDRESS}{folder}podcast.xml") == []
    assert len(podcast.xpath("//podcast:transcript", namespaces=NAMES)) == len(list(podcast.iter("item")))


@pytest.mark.parametrize("tag", ["ur", "pl"])
def test_a_feed_says_of_each_translation_that_nobody_has_checked_it(public_site: Path, tag: str) -> None:
    feed = etree.parse(public_site / tag / "feed.xml").getroot()
    podcast = etree.parse(public_site / tag / "podcast.xml").getroot()
    said = [*feed.xpath("//atom:summary/text()", namespaces=NAMES), *podcast.xpath("//item/description/text()")]
    assert len(said) >= 2
    assert all("No person has checked it yet." in one for one in said)
    english = (public_site / "feed.xml").read_text("utf-8")
    assert "No person has checked" not in english


def test_lists_and_feeds_know_who_has_checked_a_translation() -> None:
    """They are made from outlines of editions, which have no text but are still signed off."""
    ur = locale_from_tag("ur")
    approval = Approval("Urdu interpreters", datetime.date(2026, 11, 2))
    edition = make_edition(tag="ur")
    edition = replace(edition, status="approved", origin="machine", approval=approval)
    interface = Interface(ur, locale_from_tag("en"))
    said = [phrase.text for phrase in status_phrases(outline_of(edition), interface)]
    assert said == [phrase.text for phrase in status_phrases(edition, interface)]
    assert "Urdu interpreters" in said[0]


def test_the_site_map_holds_to_its_standard_and_every_link_leads_back(public_site: Path) -> None:
    root = etree.parse(public_site / "sitemap.xml").getroot()
    assert map_faults(root, public_site) == []
    for page in public_site.rglob("index.html"):
        tree = html.document_fromstring(page.read_text("utf-8"))
        place = tree.xpath("string(//link[@rel='canonical']/@href)")
        found = {one.get("hreflang"): one.get("href") for one in tree.xpath("//link[@rel='alternate'][@hreflang]")}
        mapped = root.xpath("map:url[map:loc=$place]/xhtml:link", namespaces=NAMES, place=place)
        assert not mapped or {one.get("hreflang"): one.get("href") for one in mapped} == found, place
        assert mapped or tree.xpath("//meta[@name='robots']/@content") == ["noindex"], place


def mutations() -> dict[str, tuple[str, Callable[[etree._Element], object]]]:
    """What may go wrong, by name: the file, and how it comes to be wrong."""

    def first(root: etree._Element, path: str) -> Any:
        return root.xpath(path, namespaces=NAMES)[0]

    def drop(path: str) -> Callable[[etree._Element], object]:
        return lambda root: first(root, path).getparent().remove(first(root, path))

    def say(path: str, text: str) -> Callable[[etree._Element], object]:
        return lambda root: setattr(first(root, path), "text", text)

    def put(path: str, name: str, text: str) -> Callable[[etree._Element], object]:
        return lambda root: first(root, path).set(name, text)

    return {
        "an entry without an id": ("feed.xml", drop("//atom:entry/atom:id")),
        "a day without an hour": ("feed.xml", say("//atom:entry/atom:updated", "2026-11-01")),
        "an id that stands twice": ("feed.xml", say("//atom:entry[2]/atom:id", f"{ADDRESS}going-home/")),
        "a feed that is older than its entry": ("feed.xml", say("/*/atom:updated", "2020-01-01T00:00:00Z")),
        "an element of no standard": ("feed.xml", lambda root: etree.SubElement(root, "{x}y")),
        "an entry without a page": ("feed.xml", put("//atom:entry/atom:link", "href", f"{ADDRESS}nowhere/")),
        "a length that is not the file's": ("podcast.xml", put("//enclosure", "length", "7")),
        "a length that is no number": ("podcast.xml", put("//enclosure", "length", "7 MB")),
        "a day in words of another language": ("podcast.xml", say("//pubDate", "So, 01 Nov 2026 00:00:00 GMT")),
        "a duration in words": ("podcast.xml", say("//itunes:duration", "17 minutes")),
        "an episode without an enclosure": ("podcast.xml", drop("//enclosure")),
        "captions that are not there": ("podcast.xml", put("//podcast:transcript", "url", f"{ADDRESS}x.vtt")),
        "a page that is not there": ("sitemap.xml", say("//map:loc", f"{ADDRESS}nowhere/")),
        "a relative address": ("sitemap.xml", say("//map:loc", "going-home/")),
        "a link that does not lead back": ("sitemap.xml", drop("//map:url[2]/xhtml:link[@hreflang='pl']")),
        "a date that is none": ("sitemap.xml", say("//map:lastmod", "1 November 2026")),
        "a language that is none": ("sitemap.xml", put("//xhtml:link", "hreflang", "in Polish")),
    }


@pytest.mark.parametrize("fault", mutations())
def test_a_fault_is_found(public_site: Path, fault: str) -> None:
    name, spoil = mutations()[fault]
    root = etree.parse(public_site / name).getroot()
    check: Any = {"feed.xml": atom_faults, "podcast.xml": podcast_faults}.get(name)
    try:
        spoil(root)
        found = check(root, public_site, f"{ADDRESS}{name}") if check else map_faults(root, public_site)
    except (AssertionError, ValueError) as error:
        found = [str(error)]
    assert found


def test_a_large_site_map_is_cut_and_its_parts_are_listed(public_site: Path) -> None:
    project = load_project(public_site.parent / "mkdocs.yml")
    plan = plan_editions(project, Store(project.cache_dir))
    files = sitemap_files(plan, most=7)
    whole = sitemap_files(plan)
    assert list(whole) == ["sitemap.xml"]
    trees = {name: etree.fromstring(text.encode()) for name, text in files.items()}
    assert all(schema_faults(tree, "sitemap") == [] for tree in trees.values())
    listed = trees.pop("sitemap.xml").xpath("//map:loc/text()", namespaces=NAMES)
    assert listed == [f"{ADDRESS}{name}" for name in trees]
    rows = [place for tree in trees.values() for place in tree.xpath("//map:loc/text()", namespaces=NAMES)]
    assert rows == etree.fromstring(whole["sitemap.xml"].encode()).xpath("//map:loc/text()", namespaces=NAMES)
    assert all(len(tree) <= 7 for tree in trees.values())


@pytest.mark.parametrize("tag", FOLDERS)
def test_a_leaflet_tells_programs_the_truth_about_itself(public_site: Path, tag: str) -> None:
    manifest = json.loads((public_site / "manifest.json").read_text("utf-8"))
    published = next(one for one in manifest["leaflets"] if one["leaflet"] == "going-home")
    edition = next(one for one in published["editions"] if one["locale"] == tag)
    page = html.document_fromstring((public_site / edition["page"] / "index.html").read_text("utf-8"))
    block: Any = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    assert (block["@context"], block["@type"], block["inLanguage"]) == ("https://schema.org", "MedicalWebPage", tag)
    assert (block["datePublished"], block["expires"]) == (published["published"], published["review_due"])
    assert {"lastReviewed", "reviewedBy"}.isdisjoint(block), "nobody has checked it"
    files = {f"{ADDRESS}{one['path']}": one for one in edition["renditions"]}
    assert {one["contentUrl"] for one in block["encoding"]} == set(files)
    for one in block["encoding"]:
        file = files[one["contentUrl"]]
        assert (one["encodingFormat"], one["contentSize"]) == (file["media_type"], str(file["bytes"]))
        assert one["inLanguage"] == tag
    assert {"largePrint", "closedCaptions", "synchronizedAudioText"} <= set(block["accessibilityFeature"])
    assert "braille" not in block["accessibilityFeature"], "there is none in this project"
    graph = {one.get("property"): one.get("content") for one in page.xpath("//meta[@property]")}
    assert graph["og:title"] == edition["title"]
    assert graph["og:url"] == page.xpath("string(//link[@rel='canonical']/@href)") == f"{ADDRESS}{edition['page']}"
    assert (graph["og:type"], graph["og:locale"]) == ("article", tag)
    assert graph["article:published_time"] == published["published"]
    others = page.xpath("//meta[@property='og:locale:alternate']/@content")
    assert set(others) == {one for one in FOLDERS if one != tag}
    assert urlsplit(graph["og:url"]).scheme == "https"
