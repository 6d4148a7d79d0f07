"""The text layer: what is found, copied and read aloud is what was written, in every script."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import weasyprint.draw.text
import weasyprint.pdf.fonts
from numpy import asarray, minimum, roll
from PIL import Image

from leafletpress.renderers import Rendered
from leafletpress.renderers.pdf import LARGE_PRINT
from leafletpress.renderers.print import seam
from leafletpress.renderers.print.letters import letters_of
from tests.editions import make_edition
from tests.print.conftest import MakeContext, edition_in
from tests.print.languages import BODIES
from tests.print.reading import edition_words, text_of, words_of

Printed = Callable[[str], Rendered]


def text_by_pdfium(data: bytes) -> str:
    """The text that PDFium, the reader of Chrome, finds."""
    with pypdfium2.PdfDocument(data) as pdf:
        texts = []
        for page in pdf:
            textpage = page.get_textpage()
            texts.append(textpage.get_text_range())
            textpage.close()
            page.close()
        return "\n".join(texts)


READERS = {"poppler": text_of, "pdfium": text_by_pdfium}
every_reader = pytest.mark.parametrize("reader", READERS.values(), ids=READERS)


def draw_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the engine draw text in its own way."""

    class AsEver:
        draw_first_line = staticmethod(weasyprint.draw.text.draw_first_line)

    monkeypatch.setattr(seam, "Drawing", lambda *_: AsEver)
    monkeypatch.setattr(seam, "font_type", lambda: weasyprint.pdf.fonts.Font)


def share_found(tag: str, data: bytes, reader: Callable[[bytes], str]) -> float:
    wanted = Counter(edition_words(edition_in(tag)))
    return 1 - (wanted - Counter(words_of(reader(data)))).total() / wanted.total()


@every_reader
@pytest.mark.parametrize(("tag", "share"), [("en", 1.0), ("pl", 1.0), ("bn", 1.0), ("ur", 0.99)])
def test_words_are_found(tag: str, share: float, reader: Callable[[bytes], str], printed: Printed) -> None:
    assert share_found(tag, printed(tag).data, reader) >= share


SENTENCES = {
    "ar": "سيتصل بك المستشفى قبل العملية. لا تأكل شيئًا قبلها. الأطباء هنا لمساعدتك إلا إذا طلبت غير ذلك، لا بأس.",
    "cy": "Bydd yr ysbyty yn cysylltu â chi cyn y llawdriniaeth. Dŵr, tŷ.",
    "gu": "હોસ્પિટલ ઓપરેશન પહેલાં તમારો સંપર્ક કરશે. કૃપા કરીને તમારી દવાઓ સાથે લાવો. ક્ષમા કરો, જ્ઞાન.",
    "pa": "ਹਸਪਤਾਲ ਓਪਰੇਸ਼ਨ ਤੋਂ ਪਹਿਲਾਂ ਤੁਹਾਡੇ ਨਾਲ ਸੰਪਰਕ ਕਰੇਗਾ। ਕਿਰਪਾ ਕਰਕੇ ਆਪਣੀਆਂ ਦਵਾਈਆਂ ਨਾਲ ਲਿਆਓ।",
    "prs": "شفاخانه پیش از عملیات با شما تماس می‌گیرد. می‌توانید آب بنوشید. نمی‌خواهیم نگران شوید؛ کتاب‌ها را بیاورید.",
    "uk": "Лікарня зв'яжеться з вами до операції. Візьміть із собою ліки.",
}


@every_reader
@pytest.mark.parametrize("tag", SENTENCES)
def test_every_sentence_is_found(tag: str, reader: Callable[[bytes], str], make_context: MakeContext) -> None:
    edition = make_edition(f"<h1>{SENTENCES[tag].split()[0]}</h1><p>{SENTENCES[tag]}</p>", tag)
    text = reader(LARGE_PRINT.render(edition, make_context(tag)).data)
    assert Counter(edition_words(edition)) <= Counter(words_of(text))


@every_reader
@pytest.mark.parametrize("tag", ["bn", "ur"])
def test_the_engine_alone_would_lose_them(
    tag: str, reader: Callable[[bytes], str], make_context: MakeContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_as_ever(monkeypatch)
    assert share_found(tag, LARGE_PRINT.render(edition_in(tag), make_context(tag)).data, reader) < 0.6


@every_reader
@pytest.mark.parametrize("tag", BODIES)
def test_telephone_numbers_are_read_as_written(tag: str, reader: Callable[[bytes], str], printed: Printed) -> None:
    text = reader(printed(tag).data).replace("\u00a0", " ")
    assert "020 7946 0018" in text
    assert "020 3758 2398" in text


@every_reader
def test_lines_of_english_in_a_leaflet_from_right_to_left_are_read_from_left_to_right(
    reader: Callable[[bytes], str], make_context: MakeContext
) -> None:
    name = "Royal Free Hospital, Pond Street, NW3 2QG"
    edition = make_edition(f"<h1>مستشفى</h1><p>العنوان:</p><p>{name}</p><p>{SENTENCES['ar']}</p>", "ar")
    assert name in reader(LARGE_PRINT.render(edition, make_context("ar")).data).replace("\u00a0", " ")


def test_a_ligature_is_its_letters_from_left_to_right() -> None:
    ink = ((7, 0, 0),)
    letters = letters_of("لا", ink, 600, rtl=True, rtl_page=True)
    assert [(letter.character, letter.parts, letter.advance) for letter in letters] == [("ا", ink, 300), ("ل", (), 300)]


def test_a_mark_follows_its_letter_in_the_direction_of_reading() -> None:
    ink = ((7, 0, 0), (8, 20, 400))
    assert [one.character for one in letters_of("بَ", ink, 500, rtl=True, rtl_page=True)] == ["\u064e", "ب"]
    assert [one.character for one in letters_of("কা", ink, 500, rtl=False, rtl_page=False)] == ["ক", "া"]


def test_joiners_stay_and_marks_of_direction_go() -> None:
    assert [one.character for one in letters_of("\u200c", (), 0, rtl=True, rtl_page=True)] == ["\u200c"]
    assert letters_of("\u200f", (), 0, rtl=True, rtl_page=True) == ()


def pictures_of(data: bytes, folder: Path) -> list[Any]:
    """The pages as poppler draws them; PDFium misplaces some lines of the engine's own Nastaliq."""
    folder.mkdir()
    command = ["pdftoppm", "-r", "100", "-gray", "-", str(folder / "page")]
    subprocess.run(command, input=data, check=True)
    pictures = []
    for file in sorted(folder.iterdir()):
        with Image.open(file) as picture:
            pictures.append(asarray(picture.convert("L")).copy())
    return pictures


@pytest.mark.parametrize("tag", BODIES)
def test_the_eye_sees_what_the_engine_would_have_drawn(
    tag: str, printed: Printed, make_context: MakeContext, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    drawn = pictures_of(printed(tag).data, tmp_path / "ours")
    draw_as_ever(monkeypatch)
    ever = pictures_of(LARGE_PRINT.render(edition_in(tag), make_context(tag)).data, tmp_path / "theirs")
    for ours, theirs in zip(drawn, ever, strict=True):
        # Ink that is nowhere near ink of the other: marks may move by a hair, for we round less.
        for one, other in ((ours, theirs), (theirs, ours)):
            spread = other.copy()
            for down, across in product((-2, -1, 0, 1, 2), repeat=2):
                spread = minimum(spread, roll(other, (down, across), (0, 1)))
            assert ((one < 100) & (spread > 180)).sum() < 20
