"""Small screens, large text, wide spacing: nothing is cut, nothing scrolls sideways, lines and targets fit people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.web.sites import Site, WebPage

SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }
"""
"What a reader may ask for by WCAG 1.4.12."

LARGE = "html { font-size: 200% !important; }"
"What a reader may ask for by WCAG 1.4.4."

OWN_STYLES = (("spacing", SPACING, 320), ("spacing", SPACING, 1280), ("text of twice the size", LARGE, 1280))

SOME = ("en", "pl", "ur", "uk", "bn")
"The longest words, the tallest letters, and both directions."

LATIN_FONTS = ("Liberation Sans", "DejaVu Sans")
"A narrow font and a wide one, of those that the style sheet may find on a reader's machine."

RESTYLE = """text => {
  const style = document.getElementById("test-style") ?? document.head.appendChild(document.createElement("style"));
  style.id = "test-style";
  style.textContent = text;
}"""

FIND_CUT = """() => {
  const faults = [], root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`the page scrolls sideways: ${root.scrollWidth} px`);
  const isHidden = element => getComputedStyle(element).clipPath === "inset(50%)";
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; text = texts.nextNode();) {
    if (!text.data.trim()) continue;
    const around = [];
    for (let element = text.parentElement; element; element = element.parentElement) around.push(element);
    if (around.some(isHidden)) continue;
    const scrolls = around.some(element => element.tabIndex === 0 && getComputedStyle(element).overflowX === "auto");
    const clips = around.filter(element => getComputedStyle(element).overflowX === "hidden" ||
      getComputedStyle(element).overflowY === "hidden").map(element => element.getBoundingClientRect());
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) {
      if (!box.width || !box.height) continue;
      const beyond = !scrolls && (box.left < -1 || box.right > innerWidth + 1);
      const clipped = clips.some(
        clip => box.left < clip.left - 1 || box.right > clip.right + 1 || box.bottom > clip.bottom + 1);
      if (beyond || clipped) { faults.push(`cut: ${text.data.trim().slice(0, 60)}`); break; }
    }
  }
  for (const image of document.images) {
    const box = image.getBoundingClientRect();
    if (box.left < -1 || box.right > innerWidth + 1) faults.push(`cut: ${image.getAttribute("src")}`);
  }
  return faults;
}"""

FIND_SIDEWAYS = """() => [...document.querySelectorAll("*")]
  .filter(box => box.scrollWidth > box.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(box).overflowX))
  .filter(box => ![...box.querySelectorAll("tr")].some(row => row.cells.length > 2))
  .map(box => `scrolls sideways: ${box.scrollWidth} in ${box.clientWidth} px: ${box.outerHTML.slice(0, 80)}`)"""
"Boxes that scroll sideways, except around a table of more than two columns (WCAG 1.4.10 lets those)."

FIND_SMALL_TEXT = """([body, least]) => {
  const faults = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; text = texts.nextNode();) {
    const element = text.parentElement;
    if (!text.data.trim() || element.closest("sup")) continue;
    const isBody = element.closest(".prose") && !element.closest("figcaption");
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (size < (isBody ? body : least)) faults.add(`${size} px: ${text.data.trim().slice(0, 60)}`);
  }
  return [...faults];
}"""

FIND_SMALL_TARGETS = """least => {
  const isInSentence = link => {
    if (!getComputedStyle(link).display.startsWith("inline") || link.closest("nav, .contact")) return false;
    const block = link.closest("p, li, td, th, dd, dt, figcaption, caption");
    return block !== null && block.textContent.trim().length > link.textContent.trim().length;
  };
  const isHidden = link => getComputedStyle(link).clipPath === "inset(50%)";
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, audio[controls]")]
    .filter(link => !isHidden(link) && !(link.matches("a") && isInSentence(link)))
    .map(link => [link, link.getBoundingClientRect()])
    .filter(([, box]) => box.width < least - 0.1 || box.height < least - 0.1)
    .map(([link, box]) => `${Math.round(box.width)} by ${Math.round(box.height)} px: ${link.outerHTML.slice(0, 100)}`);
}"""

FIND_LONGEST_LINE = r"""tag => {
  const words = new Intl.Segmenter(tag, {granularity: "word"}), letters = new Intl.Segmenter(tag);
  let longest = "";
  const wide = /[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}]/gu;
  const count = line => [...letters.segment(line)].length + (line.match(wide) ?? []).length;
  const close = line => { if (count(line.trim()) > count(longest)) longest = line.trim(); };
  for (const block of document.querySelectorAll("main :is(h1, h2, h3, p, li, dd, dt, td, th, figcaption)")) {
    const height = parseFloat(getComputedStyle(block).lineHeight);
    const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), range = document.createRange();
    let line = "", middle = null;
    for (let text; text = texts.nextNode();) {
      if (text.parentElement.closest("p, li, dd, dt, td, th, figcaption, h1, h2, h3") !== block) continue;
      if (text.parentElement.closest(".visually-hidden")) continue;
      for (const {segment, index} of words.segment(text.data)) {
        range.setStart(text, index);
        range.setEnd(text, index + segment.length);
        const box = range.getBoundingClientRect();
        if (!box.width) { line += " "; continue; }
        const centre = (box.top + box.bottom) / 2;
        if (middle !== null && centre > middle + height * 0.6) { close(line); line = ""; middle = centre; }
        middle ??= centre;
        line += segment;
      }
    }
    close(line);
  }
  return {length: count(longest), line: longest};
}"""


PLANTED = """\
<!doctype html><html lang="en"><head><title>Planted faults</title></head><body style="margin: 0"><main>
<p style="white-space: nowrap">A line that never breaks goes far beyond the edge of a small screen.</p>
<p style="height: 1em; width: 5em; overflow: hidden">A box that is too small for its words</p>
<div style="overflow-x: auto"><table><tr><td style="min-width: 300px">Wide</td><td>Beyond</td></tr></table></div>
<p class="prose" style="font-size: 12px">Small</p><p><a href="#x">Low</a></p></main></body></html>
"""


@pytest.fixture(scope="module")
def zoomed(browser: Browser) -> Iterator[Page]:
    """A tab 1280 pixels wide and 1024 high at four times its size, as browsers zoom it."""
    with browser.new_context(viewport={"width": 320, "height": 256}, device_scale_factor=4, bypass_csp=True) as context:
        yield context.new_page()


def open_page(tab: Page, address: str, page: WebPage, *, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(f"{address}/{page.path}")


def restyle(tab: Page, style: str) -> None:
    """Lay a reader's own style over the page, in place of the one before."""
    tab.evaluate(RESTYLE, style)


def test_at_320_pixels_nothing_is_cut_or_small(site: Site, address: str, tab: Page) -> None:
    faults = []
    for page in site.every_page:
        open_page(tab, address, page, width=320)
        found = [
            *tab.evaluate(FIND_CUT),
            *tab.evaluate(FIND_SIDEWAYS),
            *tab.evaluate(FIND_SMALL_TEXT, [19, 17]),
            *tab.evaluate(FIND_SMALL_TARGETS, 44),
        ]
        faults += [f"{page.path}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


def test_with_the_reader_s_own_spacing_or_size_nothing_is_cut(site: Site, address: str, tab: Page) -> None:
    faults = []
    others = [site.of_kind(kind, tag) for kind in site.kinds for tag in SOME if kind != site.leaflet]
    for page in (*(site.of_kind("leaflet", tag) for tag in site.tags), *others):
        open_page(tab, address, page, width=1280)
        for name, style, width in OWN_STYLES:
            tab.set_viewport_size({"width": width, "height": 800})
            restyle(tab, style)
            faults += [f"{page.path}, {name}, {width} px: {fault}" for fault in tab.evaluate(FIND_CUT)]
    assert not faults, "\n".join(faults)


def test_at_four_times_the_size_nothing_is_cut(site: Site, address: str, zoomed: Page) -> None:
    faults = []
    for page in (site.of_kind(kind, tag) for kind in site.kinds for tag in SOME):
        zoomed.goto(f"{address}/{page.path}")
        found = [*zoomed.evaluate(FIND_CUT), *zoomed.evaluate(FIND_SIDEWAYS)]
        faults += [f"{page.path}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


def test_a_line_has_at_most_75_letters(site: Site, address: str, tab: Page) -> None:
    """By the project's own limit; a letter that is a word (WCAG 1.4.8) counts for two, as it is as wide as two."""
    faults = []
    for tag in site.tags:
        page = site.of_kind("leaflet", tag)
        open_page(tab, address, page, width=1280)
        for font in ("", *(LATIN_FONTS if tag in {"en", "cy", "pl", "so"} else ())):
            restyle(tab, f"* {{ font-family: '{font}' !important; }}" if font else "")
            longest = tab.evaluate(FIND_LONGEST_LINE, tag)
            assert longest["length"] > 20, f"{page.path}: the probe read no line"
            if longest["length"] > 75:
                faults.append(f"{page.path}: {longest['length']} in {font or 'its own font'}: {longest['line']}")
    assert not faults, "\n".join(faults)


def start_edges(tab: Page, direction: str) -> dict[str, float]:
    """How far parts of the page begin from the edge where its lines begin, with letters of one size."""
    restyle(tab, "html { font-size: 16px !important; }")
    edges = {}
    for part in (".site-header img", ".languages .label", ".breadcrumb a", "h1", ".status", ".prose > p", ".formats"):
        box = tab.locator(part).first.bounding_box()
        assert box is not None, part
        end = box["x"] + box["width"]
        edges[part] = box["x"] if direction == "ltr" else tab.evaluate("innerWidth") - end
    return edges


@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_from_right_to_left_is_a_mirror_of_one_from_left_to_right(
    site: Site, address: str, tab: Page, width: int
) -> None:
    model = site.of_kind("leaflet", "pl")
    open_page(tab, address, model, width=width)
    expected = start_edges(tab, model.direction)
    for tag in site.tags:
        page = site.of_kind("leaflet", tag)
        if page.direction == "rtl":
            open_page(tab, address, page, width=width)
            assert start_edges(tab, page.direction) == pytest.approx(expected, abs=1), page.path


def test_planted_faults_are_found(tab: Page) -> None:
    tab.set_viewport_size({"width": 320, "height": 800})
    tab.set_content(PLANTED)
    assert [fault.split(":")[0] for fault in tab.evaluate(FIND_CUT)] == [
        "the page scrolls sideways",
        "cut",
        "cut",
        "cut",
    ]
    assert [fault.split(":")[0] for fault in tab.evaluate(FIND_SIDEWAYS)] == ["scrolls sideways"]
    assert tab.evaluate(FIND_SMALL_TEXT, [19, 16]) == ["12 px: Small"]
    assert len(tab.evaluate(FIND_SMALL_TARGETS, 44)) == 1
    assert tab.evaluate(FIND_LONGEST_LINE, "en")["length"] == 68
