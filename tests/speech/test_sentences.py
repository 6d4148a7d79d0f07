from __future__ import annotations

import pytest

from leafletpress.speech.sentences import sentence_spans


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("en", ("Take 2.5 mg at 2.30 p.m. with food, e.g. bread.", "See Dr. Smith.", "Go to www.nhs.uk now!")),
        ("en-GB", ("It is No. 5 on the list.", "Is it?", "No.", "Go.")),
        ("pl", ("Przyjdź ok. godz. 10.", "Potem wróć.", "Dawka min. 5 mg.")),
        ("ur", ("یہ پہلا جملہ ہے۔", "یہ دوسرا ہے؟")),
        ("ar", ("هل تشعر بألم؟", "اتصل بنا.")),
        ("bn", ("বিশ্রাম নিন।", "পানি পান করুন।")),
        ("el", ("Πονάτε;", "Καλέστε μας.")),
    ],
)
def test_sentences_are_cut_where_they_end(lang: str, sentences: tuple[str, ...]) -> None:
    text = " ".join(sentences)
    assert tuple(text[start:end] for start, end in sentence_spans(text, lang)) == sentences


def test_chinese_needs_no_spaces() -> None:
    text = "你好。请来医院！"
    assert [text[start:end] for start, end in sentence_spans(text, "zh-Hans")] == ["你好。", "请来医院！"]


@pytest.mark.parametrize("text", ["", " ", "—", "(…)"])
def test_there_is_nothing_to_say_without_words(text: str) -> None:
    assert sentence_spans(text, "en") == []


def test_stray_marks_stay_with_their_sentence() -> None:
    text = "“Rest.” … (Drink water.) !"
    spans = sentence_spans(text, "en")
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")
