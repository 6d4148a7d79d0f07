"""axe-core finds nothing wrong on any kind of page, and what it cannot decide has been decided here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.web.sites import NOT_FOUND, START, Site

OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {
        rule: {"enabled": True} for rule in ("color-contrast-enhanced", "target-size", "identical-links-same-purpose")
    },
    "resultTypes": ["violations", "incomplete"],
}
KINDS = (START, "other-formats", "leaflet", NOT_FOUND)
LANGUAGES = ("en", "ur", "bn", "pl")
WIDTHS = (320, 1280)
Mode = Literal["light", "dark", "forced", "contrast"]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Something that axe could not decide, and a person did."""

    rule: str
    nodes: str
    "Pattern that the HTML of each node in question matches."
    reason: str


REVIEWED = (
    Reviewed(
        "identical-links-same-purpose",
        r'<a\b[^>]* href="tel:[+0-9]+"',
        "The same telephone number, written with and without the country's code in the address, rings the same desk; "
        "test_links.py proves that the digits agree.",
    ),
    Reviewed(
        "color-contrast",
        r"<t[hd]\b",
        "At 320 px, a cell beyond the edge of a table that scrolls. It has the colours of the cells in view, which are "
        "judged, and at 1280 px all cells are in view.",
    ),
)

PLANTED = """\
<!doctype html><html lang="en"><head><title>Planted faults</title></head><body><main><h1>Planted faults</h1>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==">
<p style="color: #999; background: #fff">Text that is hardly seen.</p>
<p style="color: #707070; background: #fff">Text that some do not see.</p><button></button></main></body></html>
"""


@cache
def axe_source() -> str:
    """The script of axe-core, as its package carries it."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def set_mode(tab: Page, mode: Mode) -> None:
    """What the reader's system asks of a page."""
    tab.emulate_media(
        color_scheme="dark" if mode == "dark" else "light",
        forced_colors="active" if mode == "forced" else "none",
        contrast="more" if mode == "contrast" else "no-preference",
    )


def is_reviewed(rule: str, node: Any) -> bool:
    return any(rule == one.rule and re.search(one.nodes, node["html"]) for one in REVIEWED)


def findings(tab: Page) -> list[tuple[str, str, str]]:
    """Result, rule and element of each fault, and of each question that nobody has answered."""
    result = tab.evaluate("options => axe.run(document, options)", OPTIONS)
    return [
        (kind, entry["id"], node["html"][:160])
        for kind in ("violations", "incomplete")
        for entry in result[kind]
        for node in entry["nodes"]
        if kind == "violations" or not is_reviewed(entry["id"], node)
    ]


def faults_at(tab: Page, url: str, conditions: list[tuple[int, Mode]]) -> list[str]:
    """What axe finds on one page under each condition."""
    tab.goto(url)
    tab.evaluate(f"{axe_source()};0")
    faults = []
    for width, mode in conditions:
        tab.set_viewport_size({"width": width, "height": 800})
        set_mode(tab, mode)
        faults += [f"{width} px, {mode}: {' '.join(finding)}" for finding in findings(tab)]
    return faults


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_fault_on_any_kind_of_page(site: Site, address: str, tab: Page, kind: str, tag: str) -> None:
    conditions: list[tuple[int, Mode]] = [(width, mode) for mode in ("light", "dark") for width in WIDTHS]
    if tag in {"en", "ur"}:
        conditions += [(width, "forced") for width in WIDTHS]
    if kind == "leaflet" and tag in {"en", "ur"}:
        conditions += [(320, "contrast")]
    faults = faults_at(tab, f"{address}/{site.of_kind(kind, tag).path}", conditions)
    assert not faults, "\n".join(faults)


def test_no_fault_on_the_leaflet_in_any_language(site: Site, address: str, tab: Page) -> None:
    others = [site.of_kind("leaflet", tag).path for tag in site.tags if tag not in LANGUAGES]
    faults = [f"{path}: {fault}" for path in others for fault in faults_at(tab, f"{address}/{path}", [(320, "light")])]
    assert not faults, "\n".join(faults)


def test_planted_faults_are_found(tab: Page) -> None:
    tab.set_content(PLANTED)
    tab.evaluate(f"{axe_source()};0")
    found = {rule for kind, rule, _ in findings(tab) if kind == "violations"}
    assert {"image-alt", "color-contrast", "color-contrast-enhanced", "button-name"} <= found
