"""The player's buttons, keys, choices and memory, in both directions of writing; that it stays in step is elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from leafletpress.policy import POLICY
from tests.readalong.player import FOLDERS, LEAFLET, SEEK, SPOKEN, open_leaflet
from tests.web.server import served
from tests.web.test_axe import axe_source, findings
from tests.web.test_keyboard import FIND_STOPS, READ_STOP

TOGGLE = ".read-along .controls button:nth-of-type(2)"
NOW = "document.querySelector('audio').currentTime"


def start(tab: Page) -> None:
    """Play, and wait until it does."""
    tab.click(TOGGLE)
    tab.wait_for_function("!document.querySelector('audio').paused")


def stop(tab: Page) -> None:
    """Pause, and wait until it does."""
    tab.click(TOGGLE)
    tab.wait_for_function("document.querySelector('audio').paused")


@pytest.mark.parametrize("tag", FOLDERS)
def test_it_stays_in_step_while_it_plays_fast_after_a_seek_back(root: str, tab: Page, tag: str) -> None:
    data = open_leaflet(tab, root, tag)
    tab.select_option("#lp-speed", "2")
    tab.evaluate(SEEK, 60)
    tab.evaluate(SEEK, 20)
    tab.locator(".read-along .controls button").nth(1).click()
    wrong = tab.evaluate(
        """async data => {
          const audio = document.querySelector("audio"), wrong = [];
          const until = performance.now() + 4000;
          while (performance.now() < until) {
            await new Promise(requestAnimationFrame);
            await new Promise(resolve => setTimeout(resolve));
            const time = audio.currentTime;
            const near = data.cues.some(([, start]) => Math.abs(start / data.rate - time) < 0.08);
            const cue = data.cues.filter(([, start]) => start / data.rate <= time).at(-1);
            const marked = document.querySelector(".is-spoken");
            if (!near && (marked ? marked.dataset.partOf ?? marked.id : "") !== cue[0]) wrong.push([time, cue[0]]);
          }
          return [wrong.length, audio.currentTime];
        }""",
        data,
    )
    assert wrong[0] == 0
    assert wrong[1] > 24, "the sound did not play at double speed"


def test_every_sentence_of_the_cues_is_on_the_page_and_in_the_order_of_its_text(built_site: Path) -> None:
    for folder in FOLDERS.values():
        page = html.document_fromstring((built_site / folder / LEAFLET / "index.html").read_text("utf-8"))
        data = json.loads(page.xpath("string(//script[@id='lp-cues'])"))
        names = [name for name, _start, _end in data["cues"] if name]
        ids = page.xpath("//@id")
        assert set(names) <= set(ids)
        assert len(names) > 60
        assert all(before[2] <= after[1] for before, after in zip(data["cues"], data["cues"][1:], strict=False))
        assert len(data["chapters"]) >= len(page.xpath("//article//h2[not(ancestor::nav or ancestor::section)]"))


@pytest.mark.parametrize("tag", FOLDERS)
def test_buttons_chapters_and_sentences_lead_where_they_say(root: str, tab: Page, tag: str) -> None:
    data = open_leaflet(tab, root, tag)
    rate, cues = data["rate"], data["cues"]
    previous, toggle, following = (tab.locator(".read-along .controls button").nth(at) for at in range(3))
    now = "document.querySelector('audio').currentTime"
    tab.evaluate(SEEK, cues[12][1] / rate + 0.1)
    following.click()
    assert tab.evaluate(now) == pytest.approx(cues[13][1] / rate, abs=0.01)
    previous.click()
    previous.click()
    assert tab.evaluate(now) == pytest.approx(cues[11][1] / rate, abs=0.01)
    tab.select_option("#lp-chapter", index=3)
    assert tab.evaluate(now) == pytest.approx(data["chapters"][3][1] / rate, abs=0.01)
    name, start, _end = next(cue for cue in cues[40:] if cue[0])
    sentence = tab.locator(f"#{name}")
    sentence.click(position={"x": 4, "y": 8})
    assert tab.evaluate("document.querySelector('audio').paused"), "before it is wanted, a press does nothing"
    toggle.click()
    tab.wait_for_function("!document.querySelector('audio').paused")
    sentence.click()
    tab.wait_for_function(f"Math.abs({now} - {start / rate}) < 1")
    before = tab.evaluate("scrollY")
    tab.wait_for_timeout(300)
    assert tab.evaluate("scrollY") == before, "the page moves only when asked"
    toggle.click()
    tab.wait_for_function("document.querySelector('audio').paused")


def test_the_position_is_remembered_and_followed_when_asked(root: str, tab: Page) -> None:
    data = open_leaflet(tab, root, "en")
    tab.check("#lp-follow")
    tab.locator(".read-along .controls button").nth(1).click()
    tab.wait_for_function("!document.querySelector('audio').paused")
    last = [chapter for chapter in data["chapters"] if chapter[0]][-1]  # Whom to ask, the very last, is no part of it.
    tab.evaluate(SEEK, last[1] / data["rate"] + 0.2)
    tab.wait_for_function("document.querySelector('.is-spoken')?.getBoundingClientRect().top > 0")
    tab.wait_for_function("document.querySelector('.is-spoken').getBoundingClientRect().bottom < innerHeight")
    tab.locator(".read-along .controls button").nth(1).click()
    tab.wait_for_function("document.querySelector('audio').paused")
    left = tab.evaluate("document.querySelector('audio').currentTime")
    tab.reload()
    assert tab.evaluate("document.querySelector('audio').currentTime") == pytest.approx(left, abs=0.1)
    assert tab.is_checked("#lp-follow")


@pytest.mark.parametrize("tag", FOLDERS)
def test_all_sentences_are_one_stop_where_arrows_choose_and_enter_starts(root: str, tab: Page, tag: str) -> None:
    data = open_leaflet(tab, root, tag)
    stops = "document.querySelectorAll('article [tabindex=\"0\"][aria-describedby=lp-hint]').length"
    tab.evaluate(SEEK, data["cues"][20][1] / data["rate"] + 0.2)
    assert tab.evaluate(stops) == 0, "a page that is only read has no further stop"
    start(tab)
    stop(tab)
    assert tab.evaluate(stops) == 1
    marked_name, begun, _end = next(cue for cue in data["cues"][31:] if cue[0])
    tab.evaluate(SEEK, begun / data["rate"] + 0.2)
    assert tab.evaluate(stops) == 1, "the stop goes along with the voice"
    marked = tab.locator("article [tabindex='0'][aria-describedby=lp-hint]")
    assert marked.evaluate("one => one.classList.contains('is-spoken')")
    tab.evaluate("document.querySelector('a').focus()")
    for _ in range(90):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.getAttribute('aria-describedby') === 'lp-hint'"):
            break
    first = tab.evaluate("document.activeElement.id")
    assert first == marked_name, "the Tab key reaches the marked sentence"
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowUp")
    name = tab.evaluate("document.activeElement.id")
    chosen = next(cue for cue in data["cues"] if cue[0] == name)
    assert name != first
    assert chosen[1] > begun
    outline = "getComputedStyle(document.activeElement)"
    assert tab.evaluate(f"parseFloat({outline}.outlineWidth)") >= 2
    assert tab.evaluate(stops) == 1
    tab.keyboard.press("Enter")
    tab.wait_for_function("!document.querySelector('audio').paused")
    assert tab.evaluate(NOW) == pytest.approx(chosen[1] / data["rate"], abs=3)
    before = tab.evaluate("scrollY")
    tab.keyboard.press("Space")
    tab.wait_for_function("document.querySelector('audio').paused")
    assert tab.evaluate("scrollY") == before, "Space is the player's while a sentence has the focus"
    assert tab.evaluate("document.activeElement.id") == name, "the reader's place stays where it is"


def test_a_sentence_within_a_link_leaves_enter_to_the_link(root: str, tab: Page) -> None:
    data = open_leaflet(tab, root, "en")
    within = tab.evaluate(
        """() => {
          const sentence = document.querySelector("article p [id^='s']"), link = document.createElement("a");
          link.href = "#x";
          sentence.replaceWith(link);
          link.append(sentence);
          return sentence.id;
        }"""
    )
    name, begun, _end = next(cue for cue in data["cues"] if cue[0] == within)
    tab.evaluate(SEEK, begun / data["rate"] + 0.1)
    start(tab)
    stop(tab)
    assert tab.evaluate(SPOKEN) == [name]
    assert tab.locator("a [tabindex='0']").count() == 0


def test_it_plays_where_the_browser_remembers_nothing(root: str, browser: Browser) -> None:
    with browser.new_context(bypass_csp=True) as context:
        context.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
        )
        tab, errors = context.new_page(), list[str]()
        tab.on("pageerror", lambda error: errors.append(str(error)))
        data = open_leaflet(tab, root, "en")
        start(tab)
        tab.select_option("#lp-speed", "1.5")
        tab.evaluate(SEEK, data["cues"][9][1] / data["rate"] + 0.1)
        stop(tab)
        tab.reload()
        assert tab.locator(".read-along").count() == 1
        assert tab.evaluate(NOW) == 0
        assert errors == []


def test_the_speed_is_remembered(root: str, tab: Page) -> None:
    open_leaflet(tab, root, "en")
    tab.select_option("#lp-speed", "0.75")
    tab.goto(f"{root}/prosthetic-implants/index.html")
    assert tab.evaluate("document.querySelector('audio').playbackRate") == 0.75
    assert tab.input_value("#lp-speed") == "0.75"


@pytest.mark.parametrize(("wish", "expected"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_the_page_glides_only_where_the_reader_does_not_mind(
    root: str, browser: Browser, wish: Literal["reduce", "no-preference"], expected: str
) -> None:
    with browser.new_context(bypass_csp=True, reduced_motion=wish) as context:
        context.add_init_script(
            "window.glides = []; Element.prototype.scrollIntoView = function (how) { glides.push(how.behavior); }"
        )
        tab = context.new_page()
        data = open_leaflet(tab, root, "en")
        start(tab)
        tab.evaluate(SEEK, data["cues"][40][1] / data["rate"] + 0.1)
        assert tab.evaluate("glides") == [], "nobody asked to be followed"
        tab.check("#lp-follow")
        tab.evaluate(SEEK, data["cues"][50][1] / data["rate"] + 0.1)
        tab.wait_for_function("glides.length > 0")
        assert set(tab.evaluate("glides")) == {expected}


@pytest.mark.parametrize("tag", FOLDERS)
def test_axe_and_the_keyboard_find_nothing_wrong_while_it_plays(root: str, tab: Page, tag: str) -> None:
    for width in (320, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        data = open_leaflet(tab, root, tag)
        tab.evaluate(SEEK, data["cues"][30][1] / data["rate"] + 0.1)
        tab.locator(".read-along .controls button").nth(1).click()
        tab.wait_for_function("document.documentElement.classList.contains('is-read-along')")
        tab.evaluate("document.querySelector('audio').pause()")
        tab.evaluate(f"{axe_source()};0")
        tab.mouse.move(0, 0)  # a button under the mouse has other colours
        # Of two lines in a button that lies over the text axe does not know the ground: it is the other buttons' own
        colours = "button => { const style = getComputedStyle(button); return [style.color, style.backgroundColor]; }"
        assert len({tuple(one.evaluate(colours)) for one in tab.locator(".button").all()}) == 1
        found = [one for one in findings(tab) if "button" not in one[2] or one[0] == "violations"]
        assert [one for one in found if "is-spoken" in one[2] or "lp-" in one[2] or "button" in one[2]] == []
        assert tab.locator("[aria-live]").count() == 0
        tab.evaluate("scrollTo(0, 0); document.activeElement.blur()")
        tab.evaluate(FIND_STOPS)
        for _ in range(90):
            tab.keyboard.press("Tab")
            stop: Any = tab.evaluate(READ_STOP)
            if stop is None:
                break
            assert stop["faults"] == [], stop


def test_it_keeps_to_the_policy_and_is_not_needed(built_site: Path, browser: Browser) -> None:
    page = (built_site / LEAFLET / "index.html").as_uri()
    with browser.new_context() as context:
        complaints: list[str] = []
        tab = context.new_page()
        tab.on("console", lambda message: complaints.append(message.text))
        headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
        tab.route(
            "**/index.html",
            lambda route: route.fulfill(path=built_site / LEAFLET / "index.html", headers=headers),
        )
        with served(built_site) as address:
            tab.goto(f"{address}/{LEAFLET}/index.html")
            assert tab.locator(".read-along").count() == 1
        assert complaints == []
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(page)
        assert tab.locator("audio[controls]").count() == 1
        assert tab.locator(".read-along").count() == 0
