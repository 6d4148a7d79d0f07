"""What the tests of the player share: a leaflet opened with its sound, and the captions file read on its own."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

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


@dataclass(frozen=True, slots=True)
class Caption:
    """A cue of the published captions file."""

    name: str
    start: int
    end: int
    "In milliseconds."
    words: str


def captions(site: Path, tag: str) -> tuple[Caption, ...]:
    """Read the WebVTT file that is published beside the page; nothing here knows how it was made."""
    text = (site / FOLDERS[tag] / LEAFLET / f"{LEAFLET}-{tag}-captions.vtt").read_text("utf-8")
    return tuple(_read(text))


def _read(text: str) -> Iterator[Caption]:
    head, *blocks = text.strip().split("\n\n")
    assert head == "WEBVTT"
    for block in blocks:
        lines = block.split("\n")
        if lines[0].startswith("NOTE"):
            continue
        name, times, *words = lines
        start, end = (_milliseconds(clock) for clock in times.split(" --> "))
        shown = entities.unescape(re.sub(r"<[^>]*>", "", " ".join(words)))
        yield Caption(name, start, end, shown)


def _milliseconds(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000 + round(float(seconds) * 1000)


def caption_at(found: tuple[Caption, ...], seconds: float) -> Caption:
    """The caption that is spoken, or was spoken last: between two sentences the voice pauses."""
    begun = [one for one in found if one.start <= seconds * 1000 + 1]
    return begun[-1] if begun else Caption("", 0, 0, "")


def letters(text: str) -> str:
    """A text without spaces."""
    return "".join(text.split())


def open_leaflet(tab: Page, root: str, tag: str) -> Any:
    """The leaflet with its sound loaded; gives the cues of the page."""
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
    return tab.evaluate("JSON.parse(document.getElementById('lp-cues').textContent)")
