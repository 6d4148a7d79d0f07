"""Clear, large and giant print: three sizes of one leaflet, from one style sheet."""

from __future__ import annotations

import dataclasses
import io
import re
import subprocess

import pikepdf
import pytest

from leafletpress.checks.printed import check_printed
from leafletpress.errors import ConfigurationError
from leafletpress.renderers.pdf import CLEAR_PRINT, GIANT_PRINT, LARGE_PRINT, PrintRenderer
from leafletpress.renderers.print.paper import Paper
from tests.editions import make_edition
from tests.print.conftest import MakeContext, edition_in
from tests.print.languages import BODIES
from tests.print.reading import fonts_of, letter_sizes, text_of

every_size = pytest.mark.parametrize("renderer", [CLEAR_PRINT, LARGE_PRINT, GIANT_PRINT], ids=lambda one: one.points)

NARROW = "It will still fill its little list till all is still; "
"Letters that take less room than those of any leaflet do."


def lines_of(data: bytes) -> list[str]:
    """Lines of text as poppler finds them."""
    done = subprocess.run(["pdftotext", "-bbox-layout", "-", "-"], input=data, capture_output=True, check=True)
    lines = re.findall(r"<line [^>]*>(.*?)</line>", done.stdout.decode(), re.DOTALL)
    return [" ".join(re.findall(r">([^<>\s]+)</word>", line)) for line in lines]


@every_size
@pytest.mark.parametrize("tag", BODIES)
def test_no_letter_is_smaller_than_the_size(renderer: PrintRenderer, tag: str, make_context: MakeContext) -> None:
    sizes = [size for size, _ in letter_sizes(renderer.render(edition_in(tag), make_context(tag)).data)]
    assert renderer.points - 0.01 <= min(sizes) < renderer.points + 0.01
    assert max(sizes) > 1.7 * renderer.points


def test_sizes_differ(make_context: MakeContext) -> None:
    made = [one.render(edition_in("en"), make_context()) for one in (CLEAR_PRINT, LARGE_PRINT, GIANT_PRINT)]
    pages = [dict(one.facts)["pages"] for one in made]
    assert pages == sorted(pages)
    assert pages[0] != pages[-1]
    assert len({one.data for one in made}) == 3


@every_size
def test_lines_are_short_enough_to_find_the_next(renderer: PrintRenderer, make_context: MakeContext) -> None:
    for tag in ("en", "pl"):
        assert max(map(len, lines_of(renderer.render(edition_in(tag), make_context(tag)).data))) <= 70


def test_a_line_that_is_too_long_would_be_found(make_context: MakeContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leafletpress.renderers.print.paper.LONGEST_LINE", 40)
    data = CLEAR_PRINT.render(make_edition(f"<h1>T</h1><p>{NARROW * 9}</p>"), make_context()).data
    assert max(map(len, lines_of(data))) > 70


def test_a_site_may_ask_for_another_size(make_context: MakeContext) -> None:
    context = dataclasses.replace(make_context(), settings={"points": 28})
    made = GIANT_PRINT.render(edition_in("en"), context)
    assert dict(made.facts)["points"] == 28
    assert "28 points" in made.provenance
    assert min(letter_sizes(made.data))[0] > 27.99
    assert GIANT_PRINT.fingerprint(edition_in("en"), context) != GIANT_PRINT.fingerprint(
        edition_in("en"), make_context()
    )


@pytest.mark.parametrize(
    "settings", [{"points": 8}, {"points": 60}, {"points": "big"}, {"point": 18}, {"typeface": "arial"}]
)
def test_a_size_that_nobody_could_read_is_an_error(settings: dict[str, object], make_context: MakeContext) -> None:
    with pytest.raises(ConfigurationError, match="the print option"):
        LARGE_PRINT.render(edition_in("en"), dataclasses.replace(make_context(), settings=settings))


def test_urdu_may_be_set_in_naskh(make_context: MakeContext) -> None:
    context = dataclasses.replace(make_context("ur"), settings={"typeface": "naskh"})
    naskh, nastaliq = (LARGE_PRINT.render(edition_in("ur"), one) for one in (context, make_context("ur")))
    assert {name.partition("+")[2].removesuffix("-Bold") for name, _ in fonts_of(naskh.data)} == {
        "Noto-Sans-Arabic",
        "Noto-Sans",
    }
    assert list(check_printed(naskh.data, edition_in("ur"), 18, "leaflet.pdf")) == []
    assert dict(naskh.facts)["pages"] <= dict(nastaliq.facts)["pages"]
    assert LARGE_PRINT.fingerprint(edition_in("ur"), context) != LARGE_PRINT.fingerprint(
        edition_in("ur"), make_context("ur")
    )


def test_margins_are_never_narrower_than_printers_and_thumbs_need() -> None:
    for points in (14, 18, 24, 28):
        assert Paper(points).margin >= 56
        assert Paper(points).line <= 29 * points


def test_formats_have_names_of_their_own() -> None:
    formats = [one.format for one in (CLEAR_PRINT, LARGE_PRINT, GIANT_PRINT)]
    assert [one.filename(edition_in("ur")).removeprefix("eye-operation-ur-") for one in formats] == [
        "clear-print.pdf",
        "large-print.pdf",
        "giant-print.pdf",
    ]


PART = "<p>A short paragraph that says little.</p>"


def test_long_leaflets_list_their_contents_with_pages(make_context: MakeContext) -> None:
    headings = [f"Part {letter}" for letter in "ABCDE"]
    body = "".join(f'<h2 id="{name[-1]}">{name}</h2>{PART * 12}' for name in headings)
    data = LARGE_PRINT.render(make_edition(f"<h1>T</h1>{body}"), make_context()).data
    pages = text_of(data).split("\f")
    listed = dict(re.findall(r"(Part [A-E])\s+(\d+)\n", "".join(pages[:2])))
    assert list(listed) == headings
    for name, number in listed.items():
        assert f"{name}\n" in pages[int(number) - 1], (name, number)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        targets = [str(link.Dest) for page in list(pdf.pages)[:2] for link in page.Annots]
        first = len(pdf.pages[0].Annots)
    assert targets[:5] == list("ABCDE")
    assert len(targets) == 8  # and three headings of the last page
    assert first >= 3 and len(targets) - first >= 3, "a list that is cut has some entries on either side"


def test_short_leaflets_do_not(make_context: MakeContext) -> None:
    made = LARGE_PRINT.render(edition_in("pl"), make_context("pl"))
    assert dict(made.facts)["pages"] == 4
    assert "Spis treści\n" not in text_of(made.data)
    assert "Spis treści\n" in text_of(GIANT_PRINT.render(edition_in("pl"), make_context("pl")).data)


def test_contents_are_numbered_in_the_digits_of_the_text(make_context: MakeContext) -> None:
    data = GIANT_PRINT.render(edition_in("bn"), make_context("bn")).data
    listed = text_of(data).partition("সূচিপত্র")[2].partition("\f")[0]
    assert re.search(r"[\u09e6-\u09ef]", listed)
    assert not re.search(r"\d", re.sub(r"[\u09e6-\u09ef]", "", listed))


def test_contents_say_headings_without_notes_and_links(make_context: MakeContext) -> None:
    heading = (
        '<h2 id="h">About <span lang="la" dir="ltr">os</span> and <a href="https://example.org/">more</a>'
        '<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup></h2>'
    )
    notes = '<section class="references"><h2 id="r">References</h2><ol><li id="fn-1"><p>A.</p></li></ol></section>'
    data = LARGE_PRINT.render(make_edition(f"<h1>T</h1>{heading}{PART * 60}{notes}"), make_context()).data
    assert re.search(r"About os and more\s+2\n", text_of(data))


LONG_NAME = "Royal Free London NHS Foundation Trust, Department of Plastic and Reconstructive Surgery"


def heads_of(data: bytes) -> list[tuple[float, float]]:
    """On each page but the first, where the name of the organisation ends and where the text begins, from the top."""
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
    found = []
    for page in done.split("<page ")[2:]:
        words = re.findall(r'yMin="([\d.]+)"[^>]*yMax="([\d.]+)">([^<]*)<', page)
        head = [float(bottom) for _, bottom, word in words[: len(LONG_NAME.split())] if word in LONG_NAME]
        rest = [float(top) for top, _, word in words if word == "text"]
        if rest:  # the last page may hold the frame alone
            found.append((max(head), min(rest)))
    return found


@every_size
@pytest.mark.parametrize("tag", ["en", "ur"])
def test_the_running_head_keeps_clear_of_the_text(renderer: PrintRenderer, tag: str, make_context: MakeContext) -> None:
    context = dataclasses.replace(make_context(tag), organisation=LONG_NAME)
    body = '<p lang="en" dir="ltr">text text text text text text text text text text text text</p>' * 40
    pages = heads_of(renderer.render(make_edition(f"<h1>T</h1>{body}", tag, title="T"), context).data)
    assert len(pages) > 1
    for head, text in pages:
        assert head <= text + 0.3 * renderer.points, "boxes of letters may touch, for they hold the air of their lines"
