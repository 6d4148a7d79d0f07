"""The print proof for staff."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from leafletpress.braille.proof import places, write_proof
from tests.braille.transcribing import context_in, transcription_of
from tests.editions import make_edition


def test_dots_stand_where_braille_has_them() -> None:
    assert list(places("⠑⠀⠸")) == [(0.8, 0.8), (3.3, 3.3), (15.3, 0.8), (15.3, 3.3), (15.3, 5.8)]


@pytest.mark.parametrize(("tag", "words"), [("en", "Take 5 mg twice a day."), ("ur", "Take 5 mg twice a day")])
def test_a_page_of_the_proof_is_a_page_of_braille_with_its_print(tag: str, words: str) -> None:
    transcription = transcription_of(make_edition(tag=tag), context_in(tag))
    data = write_proof(transcription)
    with pikepdf.open(io.BytesIO(data)) as document:
        assert len(document.pages) == len(transcription.pages())
        width, height = (float(side) / 72 * 25.4 for side in list(document.pages[0].mediabox)[2:])
        assert (round(width), round(height)) == (258, 300)
    document = pypdfium2.PdfDocument(data)
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    assert words in text
    assert "A bone with an implant" in text
