"""The Tab key alone: everything is reached, in the order it is read, in sight, and nothing holds on to the focus."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.web.sites import Site
from tests.web.test_axe import KINDS

FIND_STOPS = """() => {
  const controls =
    "a[href], audio[controls], video[controls], button, input, select, textarea, summary, [tabindex='0']";
  window.lpStops = [...document.querySelectorAll(controls)].filter(element => element.checkVisibility());
  return window.lpStops.map(element => element.outerHTML.slice(0, 100));
}"""

READ_STOP = """() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const style = getComputedStyle(element), box = element.getBoundingClientRect(), part = element.getClientRects()[0];
  const x = (part.left + part.right) / 2, y = Math.max(1, Math.min(innerHeight - 1, (part.top + part.bottom) / 2));
  const top = document.elementFromPoint(x, y);
  const seen = box.width > 1 && box.height > 1 && style.visibility !== "hidden" && +style.opacity > 0;
  const within = box.left > -0.5 && box.right < innerWidth + 0.5 && box.bottom > 0 && box.top < innerHeight;
  const faults = [];
  if (!seen) faults.push("not visible");
  if (!within) faults.push("off screen");
  else if (!top || !element.contains(top)) faults.push("covered");
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push("no outline");
  return {index: window.lpStops.indexOf(element), name: element.outerHTML.slice(0, 100), faults};
}"""

PLANTED = """\
<!doctype html><html lang="en"><head><title>Planted faults</title></head><body>
<a href="#a" style="outline: none">Nothing shows the focus</a>
<a href="#b" style="position: absolute; left: -999px">Far away</a>
<a href="#c" style="position: absolute; opacity: 0">Not seen</a>
<a href="#d" tabindex="-1">Never reached</a>
<button onkeydown="if (event.key === 'Tab') event.preventDefault()">Trap</button>
<a href="#e">After the trap</a></body></html>
"""


def walk(tab: Page, key: str) -> tuple[list[int], list[str]]:
    """Press a key until the focus leaves the page, or begins again: the stops in order, and what is wrong with them."""
    stops: list[int] = []
    faults: list[str] = []
    for _ in range(200):
        tab.keyboard.press(key)
        stop: Any = tab.evaluate(READ_STOP)
        if stop is None or (len(stops) > 1 and stop["index"] == stops[0]):
            return stops, faults
        faults += [f"{fault}: {stop['name']}" for fault in stop["faults"]]
        # A player's own buttons are stops within one element.
        if stops[-1:] != [stop["index"]]:
            stops.append(stop["index"])
    return stops, [*faults, "trap: the focus never left the page"]


def faults_of_walk(tab: Page, key: str = "Tab") -> list[str]:
    """Walk through the page in the tab, and tell what is wrong."""
    names: list[str] = tab.evaluate(FIND_STOPS)
    stops, faults = walk(tab, key)
    expected = list(range(len(names)))
    if key != "Tab":
        expected.reverse()
    faults += [f"not reached: {names[index]}" for index in expected if index not in stops]
    if [index for index in stops if index in expected] != [index for index in expected if index in stops]:
        faults.append(f"not in reading order: {stops}")
    return faults


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("tag", ["en", "ur"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_page_by_tab(site: Site, address: str, tab: Page, kind: str, tag: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 640})
    tab.goto(f"{address}/{site.of_kind(kind, tag).path}")
    faults = faults_of_walk(tab)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("tag", ["en", "ur"])
def test_the_whole_leaflet_backwards(site: Site, address: str, tab: Page, tag: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(f"{address}/{site.of_kind('leaflet', tag).path}")
    faults = faults_of_walk(tab, "Shift+Tab")
    assert not faults, "\n".join(faults)


def test_the_first_stop_skips_to_the_main_text(site: Site, address: str, tab: Page) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(f"{address}/{site.of_kind('leaflet', 'ur').path}")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('main') !== null")


def test_planted_faults_are_found(tab: Page) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.set_content(PLANTED)
    found = {fault.split(":")[0] for fault in faults_of_walk(tab)}
    assert found == {"no outline", "off screen", "not visible", "not reached", "trap"}
