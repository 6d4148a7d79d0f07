"""The sentence that is marked is the one that is heard: after any seek, in both directions of writing, from a folder.

The pages are opened as files: the tests' own server does not answer for parts of a file, which seeking needs.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from leafletpress.policy import POLICY
from tests.web.server import served
from tests.web.test_axe import axe_source, findings
from tests.web.test_keyboard import FIND_STOPS, READ_STOP

LEAFLET = "osseointegration"
FOLDERS = {"en": "", "ur": "ur/"}
SPOKEN = "[...document.querySelectorAll('.is-spoken')].map(part => part.dataset.partOf ?? part.id)"
SEEK = """async time => {
  const audio = document.querySelector("audio");
  const sought = new Promise(resolve => audio.addEventListener("seeked", resolve, {once: true}));
  audio.currentTime = time;
  await sought;
  await new Promise(requestAnimationFrame);
}"""


@pytest.fixture
def root(built_site: Path) -> str:
    return built_site.as_uri()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab that may run a test's own scripts, with nothing remembered."""
    with browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


def cues_of(tab: Page) -> Any:
    return tab.evaluate("JSON.parse(document.getElementById('lp-cues').textContent)")


def open_leaflet(tab: Page, root: str, tag: str) -> Any:
    """The leaflet with its sound loaded; gives its cues."""
    tab.goto(f"{root}/{FOLDERS[tag]}{LEAFLET}/index.html")
    tab.evaluate(
        """() => new Promise(resolve => {
          const audio = document.querySelector("audio");
          audio.muted = true;
          audio.addEventListener("canplay", resolve, {once: true});
          audio.preload = "auto";
          audio.load();
        })"""
    )
    return cues_of(tab)


def heard(data: Any, time: float) -> str:
    """Id of the sentence that is heard at a time, by the cues alone."""
    return next((name for name, start, _end in reversed(data["cues"]) if start / data["rate"] <= time + 0.0005), "")


@pytest.mark.parametrize("tag", FOLDERS)
def test_the_marked_sentence_is_the_one_that_is_heard(root: str, tab: Page, tag: str) -> None:
    data = open_leaflet(tab, root, tag)
    end = data["cues"][-1][2] / data["rate"]
    chance = random.Random(tag)
    times = [chance.uniform(0, end) for _ in range(40)]
    times += [start / data["rate"] for _name, start, _end in chance.sample(data["cues"], 10)]  # where cues abut
    for time in times:
        tab.evaluate(SEEK, time)
        reached = tab.evaluate("document.querySelector('audio').currentTime")
        assert reached == pytest.approx(time, abs=0.01)
        expected = heard(data, reached)
        found = set(tab.evaluate(SPOKEN))
        assert found == ({expected} if expected else set()), time


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
    tab.evaluate(SEEK, data["chapters"][-1][1] / data["rate"] + 0.2)
    tab.wait_for_function("document.querySelector('.is-spoken')?.getBoundingClientRect().top > 0")
    tab.wait_for_function("document.querySelector('.is-spoken').getBoundingClientRect().bottom < innerHeight")
    tab.locator(".read-along .controls button").nth(1).click()
    tab.wait_for_function("document.querySelector('audio').paused")
    left = tab.evaluate("document.querySelector('audio').currentTime")
    tab.reload()
    assert tab.evaluate("document.querySelector('audio').currentTime") == pytest.approx(left, abs=0.1)
    assert tab.is_checked("#lp-follow")


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
