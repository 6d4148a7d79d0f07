"""axe-core finds nothing wrong on any kind of page in any language, and what it cannot decide has been decided here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.projects import ROOT
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
KINDS = (
    START,
    "other-formats",
    "leaflet",
    NOT_FOUND,
    "accessibility-statement",
    "all-formats",
    "all-languages",
    "feedback",
    "find-a-leaflet",
    "topics",
)
"Every kind of page of this site; the sheet for the waiting room, which needs an address, is judged in tests/sitepages."
WIDTHS = (320, 1280)
Mode = Literal["light", "dark", "forced", "contrast"]
MODES: tuple[Mode, ...] = ("light", "dark", "forced")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Something that axe could not decide, and a person did."""

    rule: str
    nodes: str
    "Pattern that the HTML of each node in question matches."
    reason: str


REVIEWED = (
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
<p style="color: #707070; background: #fff">Text that some do not see.</p><button></button>
<style>nav a { display: inline-block; width: 9px; height: 9px }</style><nav><a href="#a">a</a><a href="#b">b</a></nav>
<h4>A level is left out</h4><p lang="xx-nothing">A language that does not exist</p>
<p style="background: linear-gradient(#fff, #000)">Text on a ground that changes</p><a href="#c">the same</a>
<a href="/d">the same</a></main></body></html>
"""
PLANTED_RULES = {
    "violations": (
        "image-alt",  # A
        "button-name",
        "color-contrast",  # AA
        "target-size",  # AA of 2.2
        "color-contrast-enhanced",  # AAA
        "heading-order",  # best practice
        "valid-lang",
    ),
    "incomplete": ("color-contrast", "identical-links-same-purpose"),
}
PLANTED_FOR_DARK = """\
<!doctype html><html lang="en"><head><title>A fault in the dark</title><style>p { color: #000; background: #fff }
@media (prefers-color-scheme: dark) { p { color: #ccc } }</style></head>
<body><main><h1>A fault in the dark</h1><p>Seen by day alone.</p></main></body></html>
"""


@cache
def axe_source() -> str:
    """The script of axe-core, as its Node package carries it."""
    return (ROOT / "tests" / "node" / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


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


def test_the_kinds_are_all_that_there_are(site: Site) -> None:
    leaflets = {page.name for page in site.pages if page.kind == "leaflet"}
    assert {page.name for page in site.every_page} - leaflets == set(KINDS) - {"leaflet"}


@pytest.mark.parametrize("kind", KINDS)
def test_no_fault_on_any_kind_of_page_in_any_language(site: Site, address: str, tab: Page, kind: str) -> None:
    conditions: list[tuple[int, Mode]] = [(width, mode) for width in WIDTHS for mode in MODES]
    faults = []
    for tag in site.tags:
        more: list[tuple[int, Mode]] = [(320, "contrast")] if tag in {"en", "ur"} else []
        path = site.of_kind(kind, tag).path
        faults += [f"{path}, {fault}" for fault in faults_at(tab, f"{address}/{path}", [*conditions, *more])]
    assert not faults, "\n".join(faults)


def test_planted_faults_are_found(tab: Page) -> None:
    """One of each kind that the matrix is there for: each level of WCAG, best practice, and what axe leaves open."""
    set_mode(tab, "light")
    tab.set_viewport_size({"width": 320, "height": 800})
    tab.set_content(PLANTED)
    tab.evaluate(f"{axe_source()};0")
    found = {(kind, rule) for kind, rule, _ in findings(tab)}
    assert {(kind, rule) for kind, rules in PLANTED_RULES.items() for rule in rules} <= found


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_fault_of_one_colour_scheme_is_found_in_that_scheme_alone(tab: Page, mode: Mode) -> None:
    tab.set_content(PLANTED_FOR_DARK)
    tab.evaluate(f"{axe_source()};0")
    set_mode(tab, mode)
    assert {rule for _, rule, _ in findings(tab)} == ({"color-contrast"} if mode == "dark" else set())
