"""Large print: what a reader with low vision is promised, read back from the finished PDF."""

from __future__ import annotations

import dataclasses
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from leafletpress.edition import digest_of
from leafletpress.errors import RenditionError
from leafletpress.renderers import RENDERERS, Rendered, renderer_for
from leafletpress.renderers.pdf import LARGE_PRINT
from leafletpress.renderers.print import typefaces
from leafletpress.renderers.print.fontfolder import font_configuration
from tests.editions import make_edition
from tests.print.conftest import MakeContext, edition_in
from tests.print.languages import BODIES
from tests.print.reading import edition_words, fonts_of, letter_sizes, missing_in_order, text_of, words_of

Printed = Callable[[str], Rendered]
ROOT = Path(__file__).parents[2]
every_language = pytest.mark.parametrize("tag", BODIES)


def render(body: str, make_context: MakeContext, tag: str = "en", **options: object) -> bytes:
    return LARGE_PRINT.render(make_edition(f"<h1>Title</h1>{body}", tag), make_context(tag, **options)).data


def test_the_format_is_offered_under_its_name() -> None:
    assert RENDERERS[LARGE_PRINT.format.name]
    assert renderer_for("large-print-pdf") is LARGE_PRINT
    assert LARGE_PRINT.format.filename(edition_in("ur")) == "eye-operation-ur-large-print.pdf"


@every_language
def test_no_letter_is_smaller_than_18_points(tag: str, printed: Printed) -> None:
    sizes = list(letter_sizes(printed(tag).data))
    assert len(sizes) > 50
    assert min(sizes)[0] >= 17.99, min(sizes)


@every_language
def test_fonts_are_embedded_upright_and_declared(tag: str, printed: Printed) -> None:
    fonts = fonts_of(printed(tag).data)
    assert fonts
    assert all(embedded for _, embedded in fonts)
    families = {face.family.replace(" ", "-") for face in (*typefaces.BY_SCRIPT.values(), typefaces.NASTALIQ)}
    assert {name.partition("+")[2].removesuffix("-Bold") for name, _ in fonts} <= families


@every_language
def test_pages_are_upright_a4_and_counted(tag: str, printed: Printed) -> None:
    with pikepdf.open(io.BytesIO(printed(tag).data)) as pdf:
        assert dict(printed(tag).facts)["pages"] == len(pdf.pages)
        for page in pdf.pages:
            assert [round(float(edge)) for edge in page.mediabox] == [0, 0, 595, 842]
            assert "/Rotate" not in page


@every_language
def test_the_file_says_what_it_is(tag: str, printed: Printed) -> None:
    with pikepdf.open(io.BytesIO(printed(tag).data)) as pdf:
        assert pdf.Root.Lang == tag
        assert pdf.docinfo["/Title"] == edition_in(tag).metadata.title.text
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261101")
        assert not pdf.attachments


@pytest.mark.parametrize("tag", ["en", "pl"])
def test_every_word_is_there_in_its_order(tag: str, printed: Printed) -> None:
    text = text_of(printed(tag).data)
    assert missing_in_order(edition_words(edition_in(tag)), words_of(text)) == []


def test_pages_are_numbered_in_words_of_the_language(printed: Printed) -> None:
    assert "Strona 2 z 4" in text_of(printed("pl").data)


def test_page_numbers_are_in_the_digits_of_the_text(printed: Printed) -> None:
    assert "৪" in text_of(printed("bn").data)
    assert "٤" not in text_of(printed("ur").data)


def test_first_page_says_which_leaflet_and_how_far_to_trust_it(printed: Printed) -> None:
    first = text_of(printed("pl").data).partition("\f")[0]
    for words in ("Royal Free London", "Operacja oka", "T-1", "1.0", "1 listopada 2026", "1 listopada 2028", "Polski"):
        assert words in first
    assert "To tłumaczenie wykonał komputer." in " ".join(first.split())
    assert "computer" not in text_of(printed("en").data)


def test_last_page_says_whom_to_ask_and_where_the_other_formats_are(printed: Printed) -> None:
    text = " ".join(text_of(printed("pl").data).split())
    for words in ("020 3758 2398", "team@example.org", "Pond Street", "leaflets.example.org/pl/eye-operation/"):
        assert words in text


def test_words_that_stayed_english_are_marked(make_context: MakeContext) -> None:
    context = make_context("pl")
    bare = dataclasses.replace(context, interface=dataclasses.replace(context.interface, messages={}))
    assert b"/Lang (en)" not in LARGE_PRINT.render(edition_in("en"), make_context("en")).data
    assert "Page 1 of" in text_of(LARGE_PRINT.render(edition_in("pl"), bare).data)


def test_links_lead_to_the_published_site_or_are_plain_words(make_context: MakeContext) -> None:
    body = """<p><a href="leaflet:other#how">Other</a> <a href="leaflet:index">Start</a> <a href="#here">Here</a></p>
        <h2 id="here">H</h2>"""
    assert targets(render(body, make_context)) >= {
        "https://leaflets.example.org/other/#how",
        "https://leaflets.example.org/",
        "#here",
    }
    assert "https://leaflets.example.org/pl/" in targets(render(body, make_context, "pl"))
    assert targets(render(body, make_context, site_url="")) == {"#here", "tel:+442037582398", "mailto:team@example.org"}


def targets(data: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        links = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
        return {f"#{link.Dest}" if "/Dest" in link else str(link.A.URI) for link in links}


def test_telephone_numbers_stay_in_one_piece(make_context: MakeContext) -> None:
    for length in range(20, 40, 5):
        text = text_of(render(f"<p>{'i' * length} {'m' * 10} 020 7946 0018 and so on.</p>", make_context))
        assert "020 7946 0018" in text, text


def test_a_wide_table_becomes_a_list(make_context: MakeContext) -> None:
    cells = "".join(f"<th>Heading{n}</th>" for n in range(6)), "".join(f"<td>Value{n}</td>" for n in range(6))
    text = text_of(render(f"<table><tr>{cells[0]}</tr><tr>{cells[1]}</tr></table>", make_context))
    assert "Heading5: Value5" in text
    assert "Value0\nHeading1: Value1" in text


def test_an_unknown_element_is_an_error(make_context: MakeContext) -> None:
    with pytest.raises(RenditionError, match="<video> cannot be printed"):
        render("<video></video>", make_context)


def test_a_letter_that_no_font_has_is_an_error(make_context: MakeContext) -> None:
    with pytest.raises(RenditionError) as caught:
        render("<p>Climb the 𓀀 with care.</p>", make_context)
    assert "U+13000 EGYPTIAN HIEROGLYPH A001" in str(caught.value)
    assert "Climb the 𓀀 with care." in str(caught.value)


def test_letters_of_another_script_need_their_language(make_context: MakeContext) -> None:
    with pytest.raises(RenditionError, match="ARABIC LETTER"):
        render("<p>اردو</p>", make_context)
    render('<p><span lang="ur" dir="rtl">اردو</span></p>', make_context)


def test_a_missing_font_is_named_with_its_package(make_context: MakeContext, monkeypatch: pytest.MonkeyPatch) -> None:
    absent = typefaces.Typeface("Noto Sans Absent", "NotoSansAbsent", 1.5, "fonts-noto-absent")
    monkeypatch.setitem(typefaces.BY_LANGUAGE, "cy", absent)
    with pytest.raises(RenditionError, match=r"(?s)Noto Sans Absent Regular is missing.*fonts-noto-absent"):
        render("<p>Dŵr</p>", make_context, "cy")


def test_a_language_without_a_typeface_has_no_print(make_context: MakeContext) -> None:
    unavailable = LARGE_PRINT.unavailable(make_edition(tag="dz"), make_context("dz"))
    assert unavailable is not None
    assert unavailable.values
    assert LARGE_PRINT.unavailable(edition_in("ur"), make_context("ur")) is None


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/eye.svg",
        "https://example.org/eye.svg",
        "file:///etc/passwd",
        "/etc/passwd",
        "../secret.svg",
        "images/../../secret.svg",
        "images/leak.svg",
        "data:image/svg+xml,%3Csvg%3E",
        "images/absent.svg",
        "images/notes.txt",
    ],
)
def test_images_come_from_the_folder_of_leaflets_only(address: str, make_context: MakeContext, tmp_path: Path) -> None:
    context = make_context(home=tmp_path)
    (tmp_path / "secret.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "docs/images/leak.svg").symlink_to(tmp_path / "secret.svg")
    (tmp_path / "docs/images/notes.txt").write_text("notes")
    edition = make_edition(f'<h1>T</h1><p><img src="{address}" alt="x"/></p>')
    with pytest.raises(RenditionError):
        LARGE_PRINT.render(edition, context)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/a.png", "eye.svg", "data:image/png,x"])
def test_a_picture_cannot_ask_for_another(address: str, make_context: MakeContext, tmp_path: Path) -> None:
    context = make_context(home=tmp_path)
    nested = f'<image href="{address}" width="9" height="9"/>'
    (tmp_path / "docs/images/nested.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="9">{nested}</svg>'
    )
    with pytest.raises(RenditionError):
        LARGE_PRINT.render(make_edition('<h1>T</h1><p><img src="images/nested.svg" alt="x"/></p>'), context)


def test_an_image_that_changed_after_the_edition_is_an_error(make_context: MakeContext) -> None:
    edition = dataclasses.replace(edition_in("en"), resources=(("images/eye.svg", digest_of(b"another")),))
    with pytest.raises(RenditionError, match="has changed"):
        LARGE_PRINT.render(edition, make_context())


def test_an_image_without_alternative_text_is_an_error(make_context: MakeContext) -> None:
    with pytest.raises(RenditionError, match="no alternative text"):
        render('<p><img src="images/eye.svg"/></p>', make_context)


def test_importing_the_renderer_does_not_load_the_engine() -> None:
    code = "import sys, leafletpress.renderers.pdf; sys.exit('weasyprint' in sys.modules or 'fontTools' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")})


def test_the_fingerprint_covers_words_fonts_and_site(
    make_context: MakeContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition, context = edition_in("ur"), make_context("ur")
    prints = {LARGE_PRINT.fingerprint(edition, context), LARGE_PRINT.fingerprint(edition, context)}
    assert len(prints) == 1
    prints.add(LARGE_PRINT.fingerprint(edition, dataclasses.replace(context, organisation="Another")))
    prints.add(LARGE_PRINT.fingerprint(edition, dataclasses.replace(context, site_url="")))
    prints.add(LARGE_PRINT.fingerprint(edition, dataclasses.replace(context, interface=context.source_interface)))
    monkeypatch.setitem(typefaces.BY_LANGUAGE, "ur", typefaces.BY_SCRIPT["Arab"])
    prints.add(LARGE_PRINT.fingerprint(edition, context))
    assert len(prints) == 5


AGAIN = """\
import sys
from pathlib import Path
from leafletpress.renderers.pdf import LARGE_PRINT
from tests.print.conftest import context_in, edition_in
for tag in sys.argv[2:]:
    data = LARGE_PRINT.render(edition_in(tag), context_in(tag, home=Path(sys.argv[1]))).data
    (Path(sys.argv[1]) / f"{tag}.pdf").write_bytes(data)
"""


def test_the_same_leaflet_gives_the_same_bytes_anywhere(printed: Printed, tmp_path: Path) -> None:
    home = tmp_path / "أخرى folder"
    home.mkdir()
    surroundings = {
        "PATH": os.environ["PATH"],
        "LANG": "tr_TR.UTF-8",
        "TZ": "Asia/Tokyo",
        "HOME": str(home),
        "PYTHONHASHSEED": "7",
    }
    surroundings["PYTHONPATH"] = f"{ROOT / 'scripts'}:{ROOT}"
    subprocess.run([sys.executable, "-c", AGAIN, str(home), "ur", "en"], check=True, cwd=home, env=surroundings)
    for tag in ("en", "ur"):
        assert (home / f"{tag}.pdf").read_bytes() == printed(tag).data


def test_an_engine_that_was_loaded_before_still_knows_our_fonts_only(make_context: MakeContext, tmp_path: Path) -> None:
    code = f"import os, weasyprint\n{AGAIN}\nassert 'FONTCONFIG_FILE' not in os.environ"
    surroundings = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT / 'scripts'}:{ROOT}", "HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path), "ur"], check=True, env=surroundings)
    families = {
        name.partition("+")[2].removesuffix("-Bold") for name, _ in fonts_of((tmp_path / "ur.pdf").read_bytes())
    }
    assert families == {"Noto-Nastaliq-Urdu", "Noto-Sans"}


def test_a_rule_that_the_engine_does_not_know_is_an_error(make_context: MakeContext, tmp_path: Path) -> None:
    (tmp_path / "print").mkdir()
    (tmp_path / "print" / "style.css").write_text("p { colour: blue }")
    with pytest.raises(RenditionError, match="colour"):
        LARGE_PRINT.render(edition_in("en"), dataclasses.replace(make_context(), overrides_dir=tmp_path))


def test_no_word_leaves_the_page(make_context: MakeContext) -> None:
    long = "w" * 90
    body = f"<p>{long}</p><p>See https://www.example.org/{long}</p><table><tr><td>{long}</td><td>x</td></tr></table>"
    done = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=render(body, make_context), capture_output=True, check=True
    )
    edges = [float(edge) for edge in re.findall(r'x(?:Min|Max)="([\d.]+)"', done.stdout.decode())]
    assert min(edges) > 56
    assert max(edges) < 540


def test_paper_says_where_links_lead(make_context: MakeContext) -> None:
    body = """<p><a href="https://www.example.org/page">the page</a>, <a href="leaflet:other">the other leaflet</a>,
        <a href="https://www.example.org/shown">www.example.org/shown</a>, <a href="#here">below</a></p>
        <h2 id="here">H</h2>"""
    text = text_of(render(body, make_context)).partition("Web addresses in this leaflet")[2]
    assert "the page\nwww.example.org/page\n" in text
    assert "the other leaflet\nleaflets.example.org/other/\n" in text
    assert "shown" not in text
    assert "Web addresses" not in text_of(render("<p>No links.</p>", make_context))


def test_a_project_that_was_copied_with_its_cache_uses_its_own_fonts(tmp_path: Path) -> None:
    files = typefaces.font_files(typefaces.LATIN)
    font_configuration(tmp_path / "old", files)
    shutil.copytree(tmp_path / "old", tmp_path / "new", symlinks=True)
    assert str(tmp_path / "new") in font_configuration(tmp_path / "new", files).read_text("utf-8")
