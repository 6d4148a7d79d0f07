"""The sentence that is marked is the one that is spoken, by the captions file: over HTTP and from a folder.

The captions are read from the published file; what the page itself knows of its times is not asked.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Page, Response, Route

from tests.readalong.player import FOLDERS, LEAFLET, SEEK, Caption, caption_at, captions, letters, open_leaflet

TIMES = 40
LOOK = """() => {
  const audio = document.querySelector("audio"), before = audio.currentTime;
  const parts = [...document.querySelectorAll(".is-spoken")];
  const words = parts.map(part => part.textContent + [...part.querySelectorAll("img")].map(one => one.alt).join(""));
  return {before, after: audio.currentTime, words: words.join(""), whole: parts.some(part => part.matches("section")),
    names: [...new Set(parts.map(part => part.dataset.partOf ?? part.id))]};
}"""


def faults(tab: Page, spoken: tuple[Caption, ...], on_page: set[str], seed: str) -> list[str]:
    """Seek about at random, half of the times while it plays, and tell where the marked sentence was not the spoken."""
    chance, end, found = random.Random(seed), spoken[-1].end / 1000, []
    for number in range(TIMES):
        tab.evaluate(SEEK, chance.uniform(0, end))
        time = chance.uniform(0, end - 2)
        tab.evaluate(SEEK, time)
        if number == TIMES // 2:
            tab.evaluate("document.querySelector('audio').play()")
        seen: Any = tab.evaluate(LOOK)
        caption, later = caption_at(spoken, seen["before"]), caption_at(spoken, seen["after"])
        if caption != later:  # the next sentence began while we looked
            continue
        assert seen["before"] == pytest.approx(time, abs=2)
        expected = [caption.name] if caption.name in on_page else []
        if seen["names"] != expected:
            found.append(f"{time:.3f} s: {caption.name} is spoken, {seen['names']} is marked")
        elif seen["whole"]:  # our own words about a part that is not read: the references
            continue
        elif not letters(caption.words).endswith(letters(seen["words"])):  # said before it: an item's number, a column
            found.append(f"{time:.3f} s: {caption.words!r} is spoken, {seen['words']!r} is marked")
    tab.evaluate("document.querySelector('audio').pause()")
    return found


def names_on_page(site: Path, tag: str) -> set[str]:
    page = html.document_fromstring((site / FOLDERS[tag] / LEAFLET / "index.html").read_text("utf-8"))
    return set(page.xpath("//article//@id"))


@pytest.mark.parametrize("way", ["root", "address"])
@pytest.mark.parametrize("tag", FOLDERS)
def test_at_forty_random_times(built_site: Path, tab: Page, tag: str, way: str, request: pytest.FixtureRequest) -> None:
    answers: set[int] = set()

    def note(one: Response) -> None:
        if one.url.endswith(".mp3"):
            answers.add(one.status)

    tab.on("response", note)
    open_leaflet(tab, request.getfixturevalue(way), tag)
    assert faults(tab, captions(built_site, tag), names_on_page(built_site, tag), f"{tag} {way}") == []
    assert way == "root" or answers == {206}, "the sound did not come in parts"


def test_a_page_whose_times_are_wrong_is_found_out(built_site: Path, tab: Page, address: str) -> None:
    page = (built_site / LEAFLET / "index.html").read_text("utf-8")
    start = page.index('id="lp-cues">') + len('id="lp-cues">')
    end = page.index("</script>", start)
    data = json.loads(page[start:end])
    data["cues"] = [[name, begun + 2 * data["rate"], ended] for name, begun, ended in data["cues"]]

    def answer(route: Route) -> None:
        route.fulfill(body=page[:start] + json.dumps(data) + page[end:], content_type="text/html; charset=utf-8")

    tab.route("**/index.html", answer)
    open_leaflet(tab, address, "en")
    assert len(faults(tab, captions(built_site, "en"), names_on_page(built_site, "en"), "wrong")) > 5


@pytest.mark.parametrize("tag", FOLDERS)
def test_at_the_very_start_of_a_sentence_the_one_before_is_not_marked(
    built_site: Path, tab: Page, root: str, tag: str
) -> None:
    """Where cues abut, Chromium's own cue events keep the one before."""
    open_leaflet(tab, root, tag)
    spoken = [one for one in captions(built_site, tag) if one.name in names_on_page(built_site, tag)]
    for caption in random.Random(tag).sample(spoken, 10):
        tab.evaluate(SEEK, (caption.start + 1) / 1000)
        assert tab.evaluate(LOOK)["names"] == [caption.name]
