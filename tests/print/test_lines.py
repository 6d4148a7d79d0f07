"""Lines: what stays on one of them, and which way Latin words are read in a line from right to left."""

from __future__ import annotations

import io
import re
import subprocess

import pikepdf
import pytest
from lxml import html

from leafletpress.renderers.pdf import GIANT_PRINT, LARGE_PRINT
from leafletpress.renderers.print.lines import NO_BREAK_SPACE, WORD_JOINER, keep_together, set_apart
from tests.editions import make_edition
from tests.print.conftest import MakeContext
from tests.print.reading import text_of

GLUED = {
    "Take 5 mg now.": "Take 5~mg now.",
    "Rest for 2–3 weeks, or 10 days.": "Rest for 2–+3~weeks, or 10~days.",
    "on 14 March 2026.": "on 14~March~2026.",
    "dne 1. března 2026": "dne 1.~března~2026",
    "১৪ মার্চ ২০২৬": "১৪~মার্চ~২০২৬",
    "5 মিলিগ্রাম": "5~মিলিগ্রাম",
    "a bone-anchor": "a bone-+anchor",
    "www.example.org/going-home/prosthetic-implants/": "www.example.org/going-+home/prosthetic-+implants/",
    "waayo-aragnimo iyo ਸਾਂਭ-ਸੰਭਾਲ": "waayo-+aragnimo iyo ਸਾਂਭ-+ਸੰਭਾਲ",
}
"`~` stands for a no-break space, `+` for a word joiner."

CUT = (
    "It was in 2024. Then it ended.",
    "Call 020 7946 0018",
    "well - more or less",
    "see Llanfairpwll-gwyngyllgogerychwyrndrobwll",
    "因此 5 毫克",
)
"What has nothing to keep together, or is too long to be kept together, or is kept so in another way."


@pytest.mark.parametrize("text", GLUED)
def test_doses_dates_and_compounds_are_kept_together(text: str) -> None:
    paragraph = html.fromstring(f"<p>{text}<b>{text}</b>{text}</p>")
    for _ in range(2):
        keep_together(paragraph)
        expected = GLUED[text].replace("~", NO_BREAK_SPACE).replace("+", WORD_JOINER)
        assert "".join(paragraph.itertext()) == expected * 3


@pytest.mark.parametrize("text", CUT)
def test_nothing_else_is(text: str) -> None:
    paragraph = html.fromstring(f"<p>{text}</p>")
    keep_together(paragraph)
    assert paragraph.text == text


def test_they_are_not_cut_on_paper_and_are_found_as_written(make_context: MakeContext) -> None:
    said = ("5 mg", "14 March 2026", "bone-anchor")
    body = "".join(f"<p>{'i' * n} {'m' * 9} {one} {'m' * 5} {one}.</p>" for n in range(1, 36) for one in said)
    text = text_of(LARGE_PRINT.render(make_edition(f"<h1>T</h1>{body}"), make_context()).data)
    for one in said:
        assert text.count(one) == 70, one
    assert not re.search("[\u00a0\u2060]", text)


def test_doses_of_chinese_are_not_cut(make_context: MakeContext) -> None:
    words = "请每天服用"
    body = "".join(f"<p>{words * n}{'i' * n}5毫克药物，2026年11月1日。</p>" for n in range(3, 24))
    text = text_of(GIANT_PRINT.render(make_edition(f"<h1>{words}</h1>{body}", "zh-Hans"), make_context("zh-Hans")).data)
    assert text.count("5毫克") == 21
    assert text.count("2026年11月1日") == 21 + 1, "and the date of the leaflet"


def strings_of(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        found = [str(entry.title) for entry in outline.root]
        for entry in pdf.objects:
            if isinstance(entry, pikepdf.Dictionary):
                found += [str(entry[key]) for key in ("/ActualText", "/Alt", "/Contents") if key in entry]
        return "\n".join(found)


@pytest.mark.parametrize("tag", ["en", "ur"])
def test_the_glue_is_nowhere_in_the_file(tag: str, make_context: MakeContext) -> None:
    said = {"en": "bone-anchor 5 mg", "ur": "ہڈی-لنگر 5 گولیاں"}[tag]
    link = f'<p>{said} <a href="https://www.example.org/">{said}</a> {said}</p>'
    body = f'<h1>{said}</h1><h2 id="a">{said}</h2>{link}<ul><li>{said}</li></ul>'
    strings = strings_of(LARGE_PRINT.render(make_edition(body, tag, title=said), make_context(tag)).data)
    assert said in strings
    assert not re.search("[\u00a0\u2060]", strings)


NAME = "Royal Free London NHS Foundation Trust"


def places_of(data: bytes, words: list[str]) -> list[float]:
    """Where each word begins, from the left, in the first line that has them all."""
    done = subprocess.run(["pdftotext", "-bbox-layout", "-", "-"], input=data, capture_output=True, check=True)
    for line in re.findall(r"<line [^>]*>(.*?)</line>", done.stdout.decode(), re.DOTALL):
        found = {word: float(place) for place, word in re.findall(r'<word xMin="([\d.]+)"[^>]*>([^<]*)</word>', line)}
        if set(words) <= set(found):
            return [found[word] for word in words]
    raise AssertionError("not in one line")


@pytest.mark.parametrize(
    "said",
    [NAME, 'Royal Free London <abbr title="x">NHS</abbr> Foundation Trust', f'<span lang="en" dir="ltr">{NAME}</span>'],
    ids=["plain", "with an abbreviation", "marked"],
)
def test_names_in_latin_letters_run_from_left_to_right(said: str, make_context: MakeContext) -> None:
    edition = make_edition(f"<h1>مؤسسة</h1><p>مؤسسة {said}، صفحة.</p>", "ar", title="مؤسسة")
    data = LARGE_PRINT.render(edition, make_context("ar")).data
    assert (places := places_of(data, NAME.split())) == sorted(places)
    assert NAME in text_of(data).replace("\u00a0", " ")


def test_a_dose_in_latin_letters_reads_number_first(make_context: MakeContext) -> None:
    data = LARGE_PRINT.render(make_edition("<h1>دواء</h1><p>تناول 5 mg مرتين.</p>", "ar"), make_context("ar")).data
    # -raw: in the order in which it is drawn, from left to right
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    assert "5 mg" in done.stdout.decode().replace("\u00a0", " ")


def test_what_stands_apart_already_is_left_alone() -> None:
    text = '<p>ا <span dir="ltr">Royal Free <b>London</b></span> ب <a class="address" dir="ltr">a@b.c</a></p>'
    paragraph = html.fromstring(text)
    set_apart(paragraph, rtl=True)
    assert paragraph.find(".//bdi") is None
