"""Laws of localisation where real Markdown is hardest on them: each test is a kind of text that once broke a law."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from leafletpress.conversion import Dialect
from leafletpress.locales import locale_from_tag
from leafletpress.localisation import SHORTCUT, SPECIAL, UNSEEN
from leafletpress.segments import BLOCK_TAG, STASHED, Conversion, Lookup, fold

DIALECT = Dialect(
    ("toc", "tables", "fenced_code", "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html"),
    {"toc": {"permalink": False}},
)
LAW = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def plain(text: str) -> str:
    """HTML of Python-Markdown alone."""
    return Markdown(extensions=list(DIALECT.extensions), extension_configs=dict(DIALECT.configs)).convert(text)


def read(text: str) -> tuple[str, Conversion]:
    """HTML of the source pass, and what was met in it."""
    conversion = Conversion()
    return DIALECT.convert(text, conversion), conversion


def localised(text: str, lookup: Lookup, tag: str = "ur") -> str:
    """HTML in another language."""
    return DIALECT.convert(
        text,
        Conversion(
            target=tag,
            direction=lambda one: locale_from_tag(one).direction,
            lookup=lookup,
            heading_ids=read(text)[1].found_ids,
        ),
    )


def nothing(msgid: str, context: str | None) -> str | None:
    """An empty catalogue."""
    return None


def same(msgid: str, context: str | None) -> str | None:
    """Every message translated by itself."""
    return msgid


def table(**translations: str) -> Lookup:
    """A catalogue of a few words."""
    return lambda msgid, context: translations.get(msgid)


def unmarked(html: str) -> str:
    """Without languages and directions."""
    return re.sub(r' (?:lang|dir)="[^"]*"', "", html)


def spaced(html: str) -> str:
    """With one space for each run of white space; a no-break space is none."""
    return re.sub("[ \n]+", " ", html)


def check_laws(text: str) -> None:
    """An empty catalogue at home changes nothing, abroad only marks; a translation by itself only white space."""
    expected = plain(text)
    assert read(text)[0] == expected
    assert unmarked(localised(text, nothing)) == unmarked(expected)
    assert spaced(unmarked(localised(text, same))) == spaced(unmarked(expected))


TEXTS = {
    "a no-break space": "Take 5\u00a0mg.\nRest 10\u202fminutes.",
    "no-break spaces at the edges": "\u00a0\u00a0Take it.\u00a0",
    "a tree drawn with no-break spaces": "`home │\u00a0\u00a0 ├── hand │\u00a0\u00a0 └── foot`",
    "a comment in a list item": "- One.\n\n    <!-- Ask the ward. -->\n\n- Two.",
    "a comment in a tight list item": "- <!-- Ask the ward. -->\n- Two.",
    "a comment in a cell": "| <!-- Dose --> | Drug |\n| --- | --- |\n| 5 | Iron |",
    "words between two comments": "- One.\n\n    <!-- Open --> Words stay. <!-- Shut -->",
    "a comment on lines of its own": "Rest.\n\n<!-- Ask\nthe ward. -->\n\nWalk.",
    "abbreviations": "The ICU and *an ICU*, ICU.\n\n- ICU\n    - ICU nurse\n\n*[ICU]: Intensive care unit",
    "one abbreviation inside another": "An ICU and an ICU bed.\n\n*[ICU]: Intensive care\n*[ICU bed]: A bed there",
    "an abbreviation with marks of expressions": "The A+E (here).\n\n*[A+E]: Accident and emergency",
    "an abbreviation without expansion": "The ICU.\n\n*[ICU]: ''",
    "an abbreviation in a footnote": "Rest.[^1]\n\n[^1]: Ask the ICU.\n\n*[ICU]: Intensive care unit",
    "text in another language by attribute list": "Gorffwyswch.\n{ lang=cy }\n\n## Un { lang=cy }\n\n## Un",
    "text in another language by HTML": '<div markdown lang="cy">\n\n## Un\n\nGorffwyswch.\n\n</div>\n\n## Un',
    "braces after an attribute list": "Read [this](a.md){ .button }\nand {that}.",
    "two attribute lists": "Read [this](a.md){ .x } and *that*{ .y } now.",
    "an attribute list and one of the block": "Read *this*{ .x } now\n{ .y }",
    "a heading with both": "# Read *this*{ .x } now { #here }",
    "a cell with both": "| Read *this*{ .x } now { .y } |\n| --- |\n| `{one} two {three}` |",
    "code over two lines": "Type `one\ntwo` now.",
    "a hard break in emphasis": "*One  \ntwo* three",
    "footnotes in another order": "One.[^b] Two.[^a]\n\n[^a]: First.\n\n    - Its list.\n\n[^b]: Second.",
    "a backslash at the end of a line": "One\\\ntwo",
    "a tab": "One\ttwo\n\n-\tthree",
    "equal headings of every level": "# One\n\n## One\n\n> ### One\n\n- #### One\n",
    "a list in a cell's place": "1. One\n\n    | a |\n    | --- |\n    | b |\n\n2. Two",
    "a definition with a list": "Term\n:   - One\n    - Two\n\n    More.",
    "placeholders' own words": "wzxhzdk:0 and klzzwxh:0001",
    "entities": "&copy; &#169; &amp; &lt;b&gt; 1 < 2 & 3 > 2",
    "a rule and numbers": "---\n\n1 000\n\n***",
    "an empty link and picture": "[](a.md) ![](b.svg)",
}


@pytest.mark.parametrize("name", TEXTS)
def test_the_laws_hold_for(name: str) -> None:
    check_laws(TEXTS[name])


PIECE = st.sampled_from(
    [
        *(
            "one ",
            "two",
            "\u00a0",
            "\u202f",
            "\t",
            " ",
            "  \n",
            "\n",
            "\n\n",
            "\n    ",
            "\n- ",
            "\n> ",
            "\n# ",
            "\n1. ",
        ),
        *("*", "**", "_", "`", "``", "\\", "&", "&amp;", "<br>", "ICU", "(ICU)", "[^1]", "[^2]", "[a](b.md)", "[ref]"),
        *("[a][ref]", "{ .x }", "{ lang=cy }", "\n{ .y }", "<!-- c -->", "\n\n<!-- c -->\n\n", "![p](q.svg)", "5", "—"),
        *("\n\n!!! note\n\n    ", "\n\n| a | b |\n| - | - |\n| ", " | ", "\n:   ", "\n\n---\n\n", "\n```\ncode\n```\n"),
        *(
            '\n\n<div markdown lang="cy">\n\n',
            "\n\n<div markdown>\n\n",
            "\n\n</div>\n\n",
            "<span>",
            "</span>",
            "\n===\n",
        ),
    ]
)
DEFINITIONS = "\n\n[^1]: Note ICU.\n\n[^2]: Second.\n\n*[ICU]: Intensive care unit\n\n[ref]: c.md\n"


@LAW
@given(st.lists(PIECE, max_size=25).map("".join))
def test_an_empty_catalogue_changes_no_byte_at_home_and_only_marks_abroad(body: str) -> None:
    text = body + DEFINITIONS
    expected = plain(text)
    html, source = read(text)
    assert html == expected
    if not source.findings:
        assert DIALECT.convert(text, Conversion(heading_ids=source.found_ids)) == html, "read once, needed twice"
        assert unmarked(localised(text, nothing)) == unmarked(expected)


@LAW
@given(st.lists(PIECE, max_size=25).map("".join))
def test_headings_keep_their_ids_in_every_language(body: str) -> None:
    text = f"# One\n\n{body}\n\n# One\n\n## Two{DEFINITIONS}"
    other = localised(text, lambda msgid, context: "ایک", "ur")
    assert re.findall(r'<h\d[^>]* id="([^"]*)"', other) == re.findall(r'<h\d[^>]* id="([^"]*)"', plain(text))


@LAW
@given(st.text(st.sampled_from("ab \n\t\u00a0\u202f\u2007")))
def test_unwrapping_takes_nothing_but_spaces_and_ends_of_lines(text: str) -> None:
    assert re.sub("[ \n\t]", "", fold(text)) == re.sub("[ \n\t]", "", text)


def test_an_english_sentence_has_english_abbreviations_and_a_translated_one_its_own() -> None:
    text = "The MRI.\n\n- MRI first\n    - MRI second\n\nLast MRI.\n\n*[MRI]: Magnetic scan"
    lookup: Lookup = {
        "MRI": "IRM",
        "Magnetic scan": "Imagerie",
        "MRI second": "IRM deux, MRI",
        "Last MRI.": "Fin : *IRM*.",
    }.get
    html = localised(text, lambda msgid, context: lookup(msgid, None), "fr")
    assert re.findall(r'<abbr title="([^"]*)">([^<]*)</abbr>', html) == [
        ("Magnetic scan", "MRI"),
        ("Magnetic scan", "MRI"),
        ("Imagerie", "IRM"),
        ("Imagerie", "IRM"),
    ]
    assert ", MRI</li>" in html


def test_an_abbreviation_without_translation_leaves_translated_words_alone() -> None:
    text = "The ICU.\n\nAn ICU.\n\n*[ICU]: Intensive care unit"
    html = localised(text, table(**{"The ICU.": "OIOM (ICU)."}), "pl")
    assert "<p>OIOM (ICU).</p>" in html
    assert 'An <abbr title="Intensive care unit">ICU</abbr>.' in html


@pytest.mark.parametrize(
    "place", ["Rest.", "- One.\n\n    {}\n\n    Rest.", "1. One.\n\n    - Two.\n\n        {}\n\n        Rest."]
)
def test_comments_to_translators_are_read_wherever_a_paragraph_may_stand(place: str) -> None:
    text = place.format("<!-- TRANSLATORS: Sleep, not remainder. -->")
    text = text if "{}" in place else f"<!-- TRANSLATORS: Sleep, not remainder. -->\n\n{place}"
    messages = read(text)[1].messages
    assert messages[-1].msgid == "Rest."
    assert messages[-1].comments == ("Sleep, not remainder.",)
    assert not any("<!--" in message.msgid for message in messages)


def test_words_between_two_comments_are_a_message() -> None:
    assert [message.msgid for message in read("- One.\n\n    <!-- a --> Rest. <!-- b -->")[1].messages] == [
        "One.",
        "<!-- a --> Rest. <!-- b -->",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Gorffwyswch.\n{ lang=cy }",
        'Gorffwyswch.\n{: .x lang="cy" }',
        "# Gorffwyswch { lang=cy }",
        '<p markdown lang="cy">Gorffwyswch.</p>',
        '<div markdown lang="cy">\n\nGorffwyswch.\n\n- Bwytewch.\n\n</div>',
    ],
)
def test_text_that_is_in_another_language_keeps_it_and_is_no_message(text: str) -> None:
    assert read(text)[1].messages == []
    html = localised(text, lambda msgid, context: "آرام")
    assert 'lang="cy"' in html and 'dir="ltr"' in html
    assert 'lang="en"' not in html and "آرام" not in html


@pytest.mark.parametrize("tag", ["en", "en-GB"])
def test_text_that_the_author_calls_english_is_a_message(tag: str) -> None:
    assert [message.msgid for message in read(f"Rest.\n{{ lang={tag} }}")[1].messages] == ["Rest."]


def test_an_instruction_before_text_in_another_language_is_not_for_the_next() -> None:
    text = "<!-- i18n: do not translate -->\n\nGorffwyswch.\n{ lang=cy }\n\nRest."
    assert [message.msgid for message in read(text)[1].messages] == ["Rest."]


def test_an_unknown_language_gets_no_direction() -> None:
    assert localised("Rest.\n{ lang=x-home }", nothing) == '<p lang="x-home">Rest.</p>'


def test_headings_in_another_language_do_not_shift_the_ids_of_the_rest() -> None:
    text = '<div markdown lang="cy">\n\n## Un\n\n</div>\n\n## Un\n\n## Rest'
    html = localised(text, table(Rest="آرام", Un="ایک"))
    assert re.findall(r'id="([^"]*)"', html) == ["un", "un_1", "rest"]


def test_braces_after_an_attribute_list_stay_whole() -> None:
    text = "Read [this](a.md){ .button }\nand {that}."
    html = localised(text, table(**{"Read [this](a.md){ .button } and {that}.": "C [d](a.md){ .button } i {e}."}), "pl")
    assert html == '<p>C <a class="button" href="a.md">d</a>\ni {e}.</p>'


@LAW
@given(
    st.lists(st.sampled_from(["<p", "</div", "<!x", "<?x", "[x", "\x02x", "\x03", "]", ">", "x", " "]), max_size=3).map(
        "".join
    )
)
def test_text_without_a_special_character_has_nothing_to_be_found_fault_with(text: str) -> None:
    patterns = (STASHED, UNSEEN, BLOCK_TAG, SHORTCUT)
    assert SPECIAL.search(text) or not any(pattern.search(text) for pattern in patterns)
