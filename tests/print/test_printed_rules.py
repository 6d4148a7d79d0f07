"""The rules over finished PDFs: ours keep to all of them, and each finds out the file that does not."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pytest

from leafletpress.checks import printed as printed_checks
from leafletpress.checks.printed import RULES, check_printed, check_printed_site
from leafletpress.edition import Edition
from leafletpress.renderers import Rendered
from leafletpress.renderers.pdf import CLEAR_PRINT, GIANT_PRINT, LARGE_PRINT, PrintRenderer
from tests.editions import make_edition
from tests.print.conftest import MakeContext, edition_in
from tests.print.languages import BODIES, ENGLISH
from tests.print.test_structure import STRESS

Pdf = pikepdf.Pdf
Printed = Callable[[str], Rendered]


def found_in(data: bytes, edition: Edition, points: int = 18) -> dict[str, str]:
    return {one.rule.removeprefix("printed/"): one.found for one in check_printed(data, edition, points, "leaflet.pdf")}


@pytest.mark.parametrize("renderer", [CLEAR_PRINT, LARGE_PRINT, GIANT_PRINT], ids=lambda one: one.points)
@pytest.mark.parametrize("tag", BODIES)
def test_our_leaflets_keep_to_every_rule(tag: str, renderer: PrintRenderer, make_context: MakeContext) -> None:
    data = renderer.render(edition_in(tag), make_context(tag)).data
    assert found_in(data, edition_in(tag), renderer.points) == {}


def test_a_leaflet_with_everything_keeps_to_every_rule(make_context: MakeContext) -> None:
    edition = make_edition(STRESS, title="Everything at once")
    assert found_in(LARGE_PRINT.render(edition, make_context()).data, edition) == {}


CHINESE = "因此应在手术前询问手术团队，并把所有药物带来。" * 3


def test_words_stay_apart_where_lines_of_chinese_break_inside_english(make_context: MakeContext) -> None:
    names = "".join(f"<p>{CHINESE[:n]}Royal Free Hospital, Pond Street, London{CHINESE}</p>" for n in range(3, 24, 3))
    edition = make_edition(f"<h1>{CHINESE[:4]}</h1>{names}", "zh-Hans", title=CHINESE[:4])
    assert found_in(LARGE_PRINT.render(edition, make_context("zh-Hans")).data, edition) == {}


def test_a_space_between_two_links_of_chinese_is_there(make_context: MakeContext) -> None:
    links = '<a href="https://www.example.org/a">药物</a> <a href="https://www.example.org/b">医院</a>'
    edition = make_edition(f"<h1>{CHINESE[:4]}</h1><p>{links}</p>", "zh-Hans", title=CHINESE[:4])
    assert found_in(LARGE_PRINT.render(edition, make_context("zh-Hans")).data, edition) == {}


@pytest.mark.parametrize("tag", ["en", "ur"])
def test_words_stay_apart_where_a_line_ends_with_a_note(tag: str, make_context: MakeContext) -> None:
    word = {"en": "word", "ur": "آپریشن"}[tag]
    note = '<sup id="fnref-{0}"><a class="footnote-ref" href="#fn-1">1</a></sup>'
    said = "".join(f"<p>{f'{word} ' * 3}{word[0] * n} {word} {word}{note.format(n)} {word}</p>" for n in range(1, 16))
    notes = '<section class="references"><h2 id="r">{0}</h2><ol><li id="fn-1"><p>{0}</p></li></ol></section>'
    edition = make_edition(f"<h1>{word}</h1>{said}{notes.format(word)}", tag, title=word)
    for renderer in (LARGE_PRINT, GIANT_PRINT):
        assert found_in(renderer.render(edition, make_context(tag)).data, edition, renderer.points) == {}


# Ways to spoil a file, by the rule that must find each out


def elements(pdf: Pdf, role: str) -> list[Any]:
    return [
        entry
        for entry in pdf.objects
        if isinstance(entry, pikepdf.Dictionary) and entry.get("/S") == f"/{role}" and "/P" in entry
    ]


def stream_changed(old: bytes, new: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        hits = 0
        for page in pdf.pages:
            content = page.Contents.read_bytes()
            hits += content.count(old)
            page.Contents.write(content.replace(old, new))
        assert hits

    return change


def first(role: str, change: Callable[[Any], None]) -> Callable[[Pdf], None]:
    return lambda pdf: change(elements(pdf, role)[0])


def put(key: str, value: Any) -> Callable[[Any], None]:
    return lambda entry: entry.__setitem__(key, value)


def drop(key: str) -> Callable[[Any], None]:
    return lambda entry: entry.__delitem__(key)


def areas(change: Callable[[Any], None]) -> Callable[[Pdf], None]:
    return lambda pdf: change(next(area for page in pdf.pages for area in page.get("/Annots", [])))


def languages_gone(pdf: Pdf) -> None:
    for entry in elements(pdf, "Span"):
        if "/Lang" in entry:
            del entry["/Lang"]


def leaf_cut_off(pdf: Pdf) -> None:
    paragraph = elements(pdf, "BlockQuote")[0]
    paragraph.P.K = pikepdf.Array([kid for kid in paragraph.P.K if getattr(kid, "objgen", 0) != paragraph.objgen])


def order_changed(pdf: Pdf) -> None:
    article = elements(pdf, "Art")[0]
    article.K = pikepdf.Array([*list(article.K)[::-1]])


def letters_confused(pdf: Pdf) -> None:
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<0065>", b"<0066>"))


def fonts_renamed(name: str) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                font.BaseFont = pikepdf.Name(f"/ABCDEF+{name}")

    return change


def title_changed(pdf: Pdf) -> None:
    with pdf.open_metadata(update_docinfo=False) as metadata:
        metadata["dc:title"] = "Untitled"


def mark_moved(pdf: Pdf) -> None:
    entry = next(one for one in elements(pdf, "LI") if len(one.K) == 2)
    entry.K = pikepdf.Array([entry.K[1], entry.K[0]])


def outline_cut(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.clear()


def padded(pdf: Pdf) -> None:
    pdf.Root.Padding = pdf.make_stream(Random(1).randbytes(11_000_000))


def element_emptied(entry: Any) -> None:
    entry.K = pikepdf.Array([])


SPOILT: dict[str, Callable[[Pdf], Any]] = {
    "artifacts": stream_changed(b"/Subtype /Footer", b"/Subtype /Header"),
    "orphans": leaf_cut_off,
    "passages": languages_gone,
    "language": lambda pdf: pdf.Root.__setitem__("/Lang", pikepdf.String("fr")),
    "words": letters_confused,
    "order": order_changed,
    "counts": first("TR", put("/S", pikepdf.Name.Div)),
    "headings": first("H3", put("/S", pikepdf.Name.H2)),
    "alternatives": first("Figure", put("/Alt", pikepdf.String("eye.svg"))),
    "boxes": first("Figure", lambda entry: put("/BBox", pikepdf.Array([0, 0, 0, 0]))(entry.A)),
    "links": areas(put("/Contents", pikepdf.String("#after"))),
    "destinations": lambda pdf: pdf.Root.Names.Dests.__setitem__("/Names", pikepdf.Array([])),
    "outline": outline_cut,
    "scope": first("TH", lambda entry: drop("/Scope")(entry.A)),
    "names": lambda pdf: pdf.Root.StructTreeRoot.__delitem__("/IDTree"),
    "numbering": first("L", drop("/A")),
    "one-title": first("H2", put("/S", pikepdf.Name.H1)),
    "marks": mark_moved,
    "empty": first("Caption", element_emptied),
    "fonts": fonts_renamed("DejaVu-Sans"),
    "letters": stream_changed(b"[<", b"[<0000"),
    "sizes": stream_changed(b" 24 Tf", b" 11 Tf"),
    "slanted": fonts_renamed("Noto-Sans-Italic"),
    "paper": lambda pdf: pdf.pages[0].rotate(90, relative=True),
    "margins": stream_changed(b"BT\n", b"BT 1 0 0 1 200 0 cm\n"),
    "title": title_changed,
    "actions": lambda pdf: pdf.attachments.__setitem__("notes.txt", b"notes"),
    "direction": lambda pdf: pdf.Root.ViewerPreferences.__setitem__("/Direction", pikepdf.Name.R2L),
    "schemes": areas(lambda area: area.__setitem__("/A", pikepdf.Dictionary(S=pikepdf.Name.URI, URI="file:///x"))),
    "bytes": padded,
}


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_every_rule_finds_out_a_spoilt_file(rule: str, printed: Printed) -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed("en").data)) as pdf:
        if rule == "locks":
            pdf.save(target, encryption=pikepdf.Encryption(owner="x", user=""))
        else:
            SPOILT[rule](pdf)
            pdf.save(target)
    assert rule in found_in(target.getvalue(), edition_in("en"))


def test_a_file_of_another_text_is_found_out(printed: Printed) -> None:
    other = make_edition(ENGLISH.replace("6 hours", "8 hours"), title="Your eye operation")
    assert "order" in found_in(printed("en").data, other)


def site_with(data: bytes, edition: Edition, folder: Path) -> tuple[dict[str, Any], dict[tuple[str, str], Edition]]:
    (folder / "leaflet.pdf").write_bytes(data)
    rendition = {"format": "large-print-pdf", "path": "leaflet.pdf", "edition_digest": edition.digest, "points": 18}
    manifest = {"leaflets": [{"leaflet": "eye", "editions": [{"locale": "en", "renditions": [rendition]}]}]}
    return manifest, {("eye", "en"): edition}


def test_every_printed_leaflet_of_a_site_is_looked_into(printed: Printed, tmp_path: Path) -> None:
    manifest, editions = site_with(printed("en").data, edition_in("en"), tmp_path)
    assert list(check_printed_site(tmp_path, manifest, editions)) == []
    manifest, editions = site_with(printed("pl").data, edition_in("en"), tmp_path)
    assert {one.where for one in check_printed_site(tmp_path, manifest, editions)} == {"leaflet.pdf"}
    stale = {("eye", "en"): dataclasses.replace(edition_in("en"), body="<h1>New</h1>")}
    assert list(check_printed_site(tmp_path, manifest, stale)) == []


def test_missing_tools_are_said(printed: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed_checks, "missing_tools", lambda: ("pikepdf",))
    (finding,) = check_printed_site(tmp_path, *site_with(printed("en").data, edition_in("en"), tmp_path))
    assert (finding.rule, finding.level) == ("printed/tools", "warning")
    assert "install pikepdf" in finding.remedy
