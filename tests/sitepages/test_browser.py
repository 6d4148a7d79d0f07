"""The generated pages and the search field in a real browser: faultless, by keyboard, under the policy, as files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect

from leafletpress.policy import POLICY
from leafletpress.sitepages.names import FIND, SITE_PAGES
from tests.sitepages.conftest import ADDRESS
from tests.web.test_axe import Mode, axe_source, findings, set_mode
from tests.web.test_keyboard import faults_of_walk

PATHS = ("index.html", *(f"{page.name}/index.html" for page in SITE_PAGES))
SHEET = "going-home/waiting-room/index.html"
WIDTHS = (320, 1280)
CONDITIONS: tuple[tuple[int, Mode], ...] = ((320, "light"), (1280, "light"), (320, "dark"), (1280, "forced"))


@pytest.fixture(scope="module")
def probe(browser: Browser) -> Iterator[Page]:
    """A tab that may run a test's own scripts."""
    with browser.new_context(bypass_csp=True) as context:
        yield context.new_page()


@pytest.fixture
def reader(browser: Browser, public_site: Path) -> Iterator[tuple[Page, list[str]]]:
    """A tab at a web server that sends the documented policy, and what the browser complains of."""

    def answer(route: Route) -> None:
        path = public_site / route.request.url.removeprefix("http://leaflets.test/").partition("?")[0]
        route.fulfill(path=path, headers={"Content-Security-Policy": POLICY, "Content-Type": kind_of(path)})

    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    with browser.new_context() as context:
        tab = context.new_page()
        tab.on("console", note)
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.route("http://leaflets.test/**", answer)
        yield tab, complaints


def kind_of(path: Path) -> str:
    kinds = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
    return kinds.get(path.suffix, "application/octet-stream")


def ask(tab: Page, words: str) -> None:
    tab.get_by_role("searchbox").fill(words)
    tab.keyboard.press("Enter")


@pytest.mark.parametrize("tag", ["en", "ur"])
def test_axe_finds_nothing_on_any_generated_page(public_site: Path, probe: Page, tag: str) -> None:
    faults = []
    for path in (*PATHS, SHEET) if tag == "en" else PATHS:
        probe.goto((public_site / ("" if tag == "en" else tag) / path).as_uri())
        probe.evaluate(f"{axe_source()};0")
        for width, mode in CONDITIONS:
            probe.set_viewport_size({"width": width, "height": 800})
            set_mode(probe, mode)
            faults += [f"{path} {width} {mode}: {' '.join(finding)}" for finding in findings(probe)]
            if probe.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                faults.append(f"{path} {width}: scrolls sideways")
    assert faults == []


@pytest.mark.parametrize("tag", ["en", "ur"])
def test_the_keyboard_reaches_everything_in_order(public_site: Path, probe: Page, tag: str) -> None:
    set_mode(probe, "light")
    for path in PATHS:
        for width in WIDTHS:
            probe.set_viewport_size({"width": width, "height": 800})
            probe.goto((public_site / ("" if tag == "en" else tag) / path).as_uri())
            assert faults_of_walk(probe) == [], (path, width)


def test_the_search_brings_leaflets_under_the_policy_and_tells_how_many(reader: tuple[Page, list[str]]) -> None:
    tab, complaints = reader
    tab.goto(f"http://leaflets.test/pl/{FIND.name}/index.html")
    assert tab.locator("script[type='application/ld+json']").count() == 0
    ask(tab, "zegnaj")
    expect(tab.locator("#lp-search [role=status]")).to_contain_text("1")
    link = tab.locator("#lp-search ol a")
    assert (link.inner_text(), link.count()) == ("Żegnaj, szpitalu", 1)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Żegnaj, szpitalu"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/pl/going-home/index.html")
    assert complaints == []


def test_data_for_programs_does_not_break_the_policy(reader: tuple[Page, list[str]]) -> None:
    tab, complaints = reader
    tab.goto("http://leaflets.test/going-home/index.html")
    assert tab.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent).name")
    assert complaints == []
    tab.goto("http://leaflets.test/going-home/waiting-room/index.html")
    assert complaints == []
    box = tab.locator(".tickets svg").first.bounding_box()
    assert box is not None and min(box["width"], box["height"]) > 120


def test_the_waiting_room_sheet_fits_paper_with_code_and_words_of_a_language_together(
    public_site: Path, probe: Page, tmp_path: Path
) -> None:
    set_mode(probe, "light")
    probe.goto((public_site / SHEET).as_uri())
    probe.pdf(path=tmp_path / "sheet.pdf", format="A4")
    document = pypdfium2.PdfDocument(tmp_path / "sheet.pdf")
    assert len(document) == 1
    [page] = document
    assert page.get_size() == pytest.approx((595, 842), abs=1)
    words = "".join(page.get_textpage().get_text_range().split())
    assert all(f"{ADDRESS}{folder}going-home/" in words for folder in ("", "ur/", "pl/"))
    probe.emulate_media(media="print")
    probe.set_viewport_size({"width": 642, "height": 971})  # A4 less its margins, at 96 pixels an inch
    for ticket in probe.locator(".tickets li").all():
        code, words_box = ticket.locator(".code").bounding_box(), ticket.locator(".words").bounding_box()
        assert code is not None and words_box is not None
        assert min(code["width"], code["height"]) >= 30 / 25.4 * 96, "a code of 3 cm is read at arm's length"
        beside = code["x"] + code["width"] <= words_box["x"] or words_box["x"] + words_box["width"] <= code["x"]
        assert beside, "the words stand beside their code"
    probe.emulate_media(media="null")


def test_the_search_works_from_a_folder_and_stays_in_its_language(public_site: Path, probe: Page) -> None:
    probe.goto((public_site / "ur" / "index.html").as_uri())
    ask(probe, "واپسی")
    probe.wait_for_selector("#lp-search ol a")
    assert probe.locator("#lp-search ol a").all_inner_texts() == ["گھر واپسی"]
    ask(probe, "zegnaj")
    probe.wait_for_function("document.querySelector('#lp-search ol').hidden")
    assert probe.locator("#lp-search [role=status]").inner_text().startswith("No leaflet has these words")
    assert probe.locator("#lp-search [role=status]").get_attribute("lang") == "en"


def test_a_slow_answer_never_stands_in_for_a_newer_one(public_site: Path, probe: Page) -> None:
    probe.goto((public_site / FIND.name / "index.html").as_uri())
    field = probe.get_by_role("searchbox")
    field.press_sequentially("eating", delay=20)
    probe.wait_for_selector("#lp-search ol a")
    assert probe.locator("#lp-search ol a").all_inner_texts() == ["Staying & eating"]
    field.fill("")
    probe.wait_for_function("document.querySelector('#lp-search ol').hidden")
    assert probe.locator("#lp-search [role=status]").text_content() == ""


def test_without_a_script_there_is_no_field_and_the_list_is_there(public_site: Path, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto((public_site / FIND.name / "index.html").as_uri())
        assert tab.locator("#lp-search").inner_html() == ""
        assert tab.locator(".a-to-z li a").count() == 2
