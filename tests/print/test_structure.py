"""The structure of the PDF: what a screen reader is told, and what veraPDF says of it (PDF/UA-1 and PDF/A-2a)."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from leafletpress.errors import RenditionError
from leafletpress.renderers import RenderContext, Rendered
from leafletpress.renderers.pdf import LARGE_PRINT
from leafletpress.renderers.print import roles
from tests.editions import make_edition
from tests.print.conftest import MakeContext, edition_in
from tests.print.languages import BODIES
from tests.print.reading import edition_words, missing_in_order, words_of
from tests.print.structure import Element, Structure, structure_of
from tests.print.verapdf import validate

Printed = Callable[[str], Rendered]
every_language = pytest.mark.parametrize("tag", BODIES)

LINE = "Many words that fill a line and then some more of them, so that the text goes on. "

STRESS = f"""<h1>Everything at once</h1>
<p>{LINE * 4}</p><p>A long <a href="https://www.example.org/a/page"><strong>link</strong> that goes <em>on</em> over
{LINE}</a> and ends.</p>
<ul>{"".join(f"<li>Entry {n}<ul><li>Part {n}a</li><li>{n}b</li></ul></li>" for n in range(1, 30))}</ul>
<h2 id="loose">Loose lists</h2><ol start="3"><li><p>{LINE}</p><p>More.</p></li><li><p>Second.</p></li></ol>
<h3>Description</h3><dl><dt>One</dt><dt>Uno</dt><dd>First.</dd><dd>Again.</dd><dt>Two</dt><dd>Second.</dd></dl>
<h4>Small</h4><h5>Smaller</h5><h6>Smallest</h6><pre><code>code  here</code></pre><hr/>
<table><caption>A long table</caption><thead><tr><th scope="col">Number</th><th scope="col">Word</th></tr></thead>
<tbody>{"".join(f'<tr><th scope="row">{n}</th><td>Row {n}</td></tr>' for n in range(40))}
<tr><td colspan="2"><ul><li>In a cell</li></ul></td></tr></tbody></table>
<p>Line<br/>break, <span lang="fr" dir="ltr">mot à <em>mot</em></span>, <code>x = 1</code>, <bdi>bdi</bdi>,
H<sub>2</sub>O, <abbr title="That is">i.e.</abbr> <a href="#loose">up</a>
<a href="https://www.example.org/"><img src="images/eye.svg" alt="An eye"/></a>.</p>
<p><img src="images/bone.svg" alt=""/></p>
<aside class="callout callout-warning"><p class="callout-title">Warning</p><ul><li>{LINE}</li></ul></aside>
<blockquote><blockquote><p>Quoted twice.</p></blockquote></blockquote>
<p>Said<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup> and
said<sup id="fnref-2"><a class="footnote-ref" href="#fn-2">2</a></sup>.</p>
<section class="references"><h2 id="references">References</h2><ol>
<li id="fn-1"><p>First. <a class="footnote-backref" href="#fnref-1">Back</a></p></li>
<li id="fn-2"><p>Second. <a class="footnote-backref" href="#fnref-2">Back</a></p></li></ol></section>"""


@pytest.fixture(scope="session")
def stress(make_context: MakeContext) -> bytes:
    return LARGE_PRINT.render(make_edition(STRESS, title="Everything at once"), make_context()).data


@pytest.fixture(scope="session")
def stress_structure(stress: bytes) -> Structure:
    return structure_of(stress)


def damaged(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(target)
    return target.getvalue()


def without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def without_alternative_text(pdf: pikepdf.Pdf) -> None:
    for element in pdf.objects:
        if isinstance(element, pikepdf.Dictionary) and "/Alt" in element:
            del element["/Alt"]


def without_mark(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.MarkInfo


def without_words_of_links(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            del annotation["/Contents"]


def with_a_paragraph_in_a_list(pdf: pikepdf.Pdf) -> None:
    for element in pdf.objects:
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/LI":
            element.S = pikepdf.Name.P


def without_a_colour_space(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def with_smoothing(pdf: pikepdf.Pdf) -> None:
    for entry in pdf.objects:
        if isinstance(entry, pikepdf.Stream) and entry.get("/Subtype") == "/Image":
            entry.Interpolate = True


def with_one_claim(pdf: pikepdf.Pdf) -> None:
    metadata = pdf.Root.Metadata
    metadata.write(metadata.read_bytes().replace(b'pdfuaid:part="1"', b""))


DAMAGES = {
    without_language: "7.2-34",
    without_alternative_text: "7.3-1",
    without_mark: "6.2-1",
    without_words_of_links: "7.18.5-2",
    with_a_paragraph_in_a_list: "7.2-19",
    without_a_colour_space: "A 6.2.4.3-2",
    with_smoothing: "A 6.2.8-3",
    with_one_claim: "5-1",
}
"Ways to spoil a file, and the rule that must find each out."


def with_a_photograph(context: RenderContext) -> bytes:
    """A leaflet with a picture of pixels, small enough that readers must enlarge it."""
    Image.new("RGB", (40, 30), "teal").save(context.docs_dir / "images" / "eye.png")
    body = '<h1>T</h1><p><img src="images/eye.png" alt="An eye"/></p>'
    return LARGE_PRINT.render(make_edition(body, title="T"), context).data


def test_verapdf_finds_nothing_in_ours_and_every_fault_in_spoilt_ones(
    printed: Printed, stress: bytes, make_context: MakeContext, tmp_path: Path
) -> None:
    good = {"stress": stress, "photograph": with_a_photograph(make_context(home=tmp_path / "home"))}
    good |= {tag: printed(tag).data for tag in BODIES}
    spoilt = {
        change.__name__: damaged(good["photograph" if change is with_smoothing else "en"], change) for change in DAMAGES
    }
    found = validate(good | spoilt, tmp_path)
    assert {name: found[name] for name in good} == {name: {} for name in good}
    assert {change: expected for change, expected in DAMAGES.items() if expected not in found[change.__name__]} == {}, (
        found
    )


@every_language
def test_the_structure_reads_every_word_in_its_order(tag: str, printed: Printed) -> None:
    structure = structure_of(printed(tag).data)
    assert structure.unclaimed == 0
    assert missing_in_order(edition_words(edition_in(tag)), words_of(structure.root.text)) == []


def test_words_are_set_apart_where_lines_end(stress_structure: Structure) -> None:
    assert (LINE * 4).strip() in [paragraph.words for paragraph in stress_structure.root.all("P")]


def test_what_crosses_pages_stays_in_one_piece(stress_structure: Structure, make_context: MakeContext) -> None:
    small = make_edition('<h1>T</h1><p><a href="https://www.example.org/a/page">x</a></p>')
    frame = structure_of(LARGE_PRINT.render(small, make_context()).data).roles - Counter({"H1": 1, "Link": 1})
    wanted: Counter[str] = Counter({"Lbl": -1, "LBody": 1})  # two terms say two things, in two entries
    for element in make_edition(STRESS).tree().iterdescendants():
        if element.tag == "img" and not element.get("alt"):
            continue
        wanted[roles.role_of(element)] += 1
    (contents,) = stress_structure.root.all("TOC")
    wanted += Counter({"H2": 1, "Link": len(contents.content)})  # its heading and its entries
    found = stress_structure.roles - frame
    for role in "H1 H2 H3 H4 H5 H6 L Table THead TBody TR TH TD Figure Link".split():
        assert found[role] == wanted[role], role
    assert found["LI"] == wanted["LI"] + 2
    assert found["Note"] == found["Reference"] - len(contents.content) == 2


def test_lists_name_their_marks_first_and_say_how_they_count(stress_structure: Structure) -> None:
    for listing in stress_structure.root.all("L"):
        assert listing.said["ListNumbering"] in {"Decimal", "Disc", "None"}
        for entry in listing.content:
            assert isinstance(entry, Element)
            names = [child.role for child in entry.content if isinstance(child, Element)]
            assert names == sorted(names, key="LBody".__eq__), names
            assert set(names) <= {"Lbl", "LBody"}
            assert "LBody" in names


def test_the_contents_list_says_headings_and_pages(stress_structure: Structure) -> None:
    (contents,) = stress_structure.root.all("TOC")
    said = []
    for entry in contents.content:
        assert isinstance(entry, Element) and entry.role == "TOCI"
        (reference,) = entry.content
        assert isinstance(reference, Element) and reference.role == "Reference"
        (link,) = reference.content
        assert isinstance(link, Element) and link.role == "Link"
        said.append(link.words)
    assert [words.rstrip("0123456789 ") for words in said][:2] == ["Loose lists", "References"]
    assert all(words[-1].isdigit() for words in said)


def test_headings_of_tables_say_what_they_head(stress_structure: Structure) -> None:
    (table,) = stress_structure.root.all("Table")
    assert [heading.said["Scope"] for heading in table.all("TH")] == ["Column"] * 2 + ["Row"] * 40
    assert table.all("TD")[-1].said["ColSpan"] == 2


def test_repeated_heads_page_numbers_and_ornaments_are_not_read(stress_structure: Structure) -> None:
    kinds = Counter(kind for kind, text in stress_structure.artifacts if text)
    assert kinds["Footer"] > 10
    assert kinds["Header"] > 10
    assert ("Header", "Number") in stress_structure.artifacts
    assert "Page" not in stress_structure.root.text
    assert stress_structure.root.text.count("Number") == 1


def test_nothing_in_the_structure_is_empty(stress_structure: Structure) -> None:
    assert [
        element.role for element in stress_structure.root.walk() if element.role != "OBJR" and not element.content
    ] == []


@pytest.mark.parametrize(("tag", "langs"), [("en", {"la"}), ("pl", {"en"}), ("ur", {"en"}), ("bn", {"en"})])
def test_changes_of_language_are_said(tag: str, langs: set[str], printed: Printed) -> None:
    root = structure_of(printed(tag).data).root
    assert {element.said["Lang"] for element in root.walk() if "Lang" in element.said} == langs
    marked = [element.words for element in root.all("Span") if element.said.get("Lang") == "en"]
    assert tag == "en" or any("Royal Free London" in words for words in marked)


def test_pictures_say_what_they_show_and_where_they_are(stress_structure: Structure) -> None:
    pictures = stress_structure.root.all("Figure")
    shown = ["An eye", "QR code that opens this leaflet on our website"]
    assert [picture.said["Alt"] for picture in pictures] == shown
    for picture in pictures:
        left, bottom, right, top = picture.said["BBox"]
        assert 56 < left < right < 540
        assert 56 < bottom < top < 800


def test_links_say_in_words_where_they_lead(stress: bytes, printed: Printed) -> None:
    with pikepdf.open(io.BytesIO(stress)) as pdf:
        said = [str(link.Contents) for page in pdf.pages for link in page.get("/Annots", [])]
    assert any(words.startswith("link that goes on over Many words") for words in said)
    assert "An eye (https://www.example.org/)" in said
    assert "up" in said
    with pikepdf.open(io.BytesIO(printed("en").data)) as pdf:
        said = [str(link.Contents) for page in pdf.pages for link in page.get("/Annots", [])]
    assert "020 7946 0018" in said
    assert "how to use eye drops (https://leaflets.example.org/eye-drops/#how)" in said


def test_every_sensitive_area_belongs_to_a_link(stress: bytes, stress_structure: Structure) -> None:
    with pikepdf.open(io.BytesIO(stress)) as pdf:
        areas = sum(len(page.get("/Annots", [])) for page in pdf.pages)
    owned = [
        child for link in stress_structure.root.all("Link") for child in link.content if isinstance(child, Element)
    ]
    assert len([child for child in owned if child.role == "OBJR"]) == areas


def test_the_outline_is_the_headings(printed: Printed) -> None:
    with pikepdf.open(io.BytesIO(printed("pl").data)) as pdf, pdf.open_outline() as outline:
        title = outline.root[0]
        assert title.title == "Operacja oka"
        assert [child.title for child in title.children][:2] == ["Przed operacją", "Po operacji"]


def test_the_title_is_shown_and_the_direction_left_to_the_text(printed: Printed) -> None:
    for tag in BODIES:
        with pikepdf.open(io.BytesIO(printed(tag).data)) as pdf:
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            assert "/Direction" not in pdf.Root.ViewerPreferences


def test_an_element_without_a_role_is_an_error(make_context: MakeContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(roles.ROLES, "blockquote")
    with pytest.raises(RenditionError, match="<blockquote> has no role"):
        LARGE_PRINT.render(make_edition("<h1>T</h1><blockquote><p>x</p></blockquote>"), make_context())
