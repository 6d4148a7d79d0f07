"""Messages: extraction and localisation are one walk, and a translation cannot break the leaflet."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from lxml import html
from markdown import Markdown

from leafletpress.conversion import Dialect
from leafletpress.integrity import differences
from leafletpress.locales import locale_from_tag
from leafletpress.segments import Conversion, Lookup, Message, cut, fold, has_words
from tests.projects import GOING_HOME, INDEX, ROOT

DIALECT = Dialect(
    ("toc", "tables", "fenced_code", "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html"),
    {"toc": {"permalink": False}},
)
GOLDEN = sorted((Path(__file__).parent / "golden" / "segments").glob("*.yml"))
CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in GOLDEN
    for number, case in enumerate(yaml.safe_load(path.read_text("utf-8")), 1)
]
LAW = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
"What fails is shown as it was found: making it smaller takes minutes."
EVERY_BLOCK = """\
# Every block { #top }

A paragraph with **bold**, [a link](other.md "Tip"){ .button } and
a wrapped line.\x20\x20
After a hard break, H<sub>2</sub>O.[^1] The NHS helps.
{ .lead }

!!! warning "Take care"

    Two tablets.

    - tight
        1. nested
        2. second

- loose

    Second paragraph.

- item with **bold**
{ .last }

> Quoted
> words.

| Drug | Dose { .n } |
| :--- | ---: |
| Iron \\| zinc | 5 mg |

Implant
:   A metal part.

    More of it.

<figure markdown>
![A hand](hand.svg){ width=300 }

<figcaption markdown="span">Figure 1. A *hand*.</figcaption>
</figure>

<!-- TRANSLATORS: A remark. -->

Read [this][ref] or <https://example.org>.

```
code block
```

## Heading

[^1]: A study. [Again](other.md).

*[NHS]: National Health Service
[ref]: other.md#top
"""
FIXTURES = {
    "every block": EVERY_BLOCK,
    "a leaflet": GOING_HOME,
    "a start page": INDEX,
    "nothing": "",
    **{path.name: path.read_text("utf-8").split("---\n", 2)[2] for path in sorted((ROOT / "docs").glob("*.md"))},
    **{
        f"{path.stem} {number}": case["markdown"]
        for path in GOLDEN
        for number, case in enumerate(yaml.safe_load(path.read_text("utf-8")), 1)
    },
}


# Random Markdown, made of whatever a leaflet may hold

WORD = st.sampled_from("take two tablets at night rest hand bone NHS water 5 20 1,000 2.5 (care) don’t é".split())
WORDS = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
SPAN = st.one_of(
    WORDS,
    WORDS.map("**{}**".format),
    WORDS.map("*{}*".format),
    st.sampled_from(
        [
            "`code`",
            "``a b``",
            "<https://example.org>",
            "<me@example.org>",
            "&amp;",
            "\\*",
            "\\_",
            "H<sub>2</sub>O",
            "one<br>two",
            "![A hand](hand.svg)",
            "![](hand.svg)",
            '<span lang="la">in vivo</span>',
            "word[^1]",
            "word[^b]",
        ]
    ),
    WORDS.map("[{}](other.md)".format),
    WORDS.map("[{}](tel:999)".format),
    WORDS.map("[{}][ref]".format),
    WORDS.map('[{}](<other.md#a> "A tip")'.format),
)
INLINE = st.tuples(st.sampled_from(["Take ", "The ", "É", "A "]), st.lists(SPAN, min_size=1, max_size=4)).map(
    lambda parts: parts[0] + " ".join(parts[1])
)
PARAGRAPH = st.lists(INLINE, min_size=1, max_size=3).flatmap(
    lambda lines: st.sampled_from(["\n", "  \n", "\n  "]).map(lambda end: end.join(lines))
)
ATTRIBUTES = st.sampled_from(["", "", " { .x }", " {: .x #y }", " { data-a=b }"])


def indented(text: str, by: str = "    ") -> str:
    return "\n".join(by + line if line.strip() else line for line in text.split("\n"))


def listed(items: list[str], marker: str, loose: bool) -> str:
    return ("\n\n" if loose else "\n").join(marker + indented(item).lstrip() for item in items)


def table_of(cells: list[str], columns: int) -> str:
    rows = [cells[at : at + columns] for at in range(0, len(cells) - columns + 1, columns)]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " :-- |" * columns, *lines[1:]])


CELL = (st.tuples(SPAN, ATTRIBUTES).map("".join) | st.just("")).filter(lambda cell: "|" not in cell)
LEAF = st.one_of(
    PARAGRAPH,
    PARAGRAPH.map("{}\n{{ .x }}".format),
    st.tuples(st.integers(1, 6), INLINE, ATTRIBUTES).map(lambda parts: f"{'#' * parts[0]} {parts[1]}{parts[2]}"),
    st.sampled_from(
        [
            "---",
            "```\ncode <b> here\n```",
            "    indented code",
            "<!-- TRANSLATORS: A remark. -->",
            "<!-- i18n: verb -->",
            "<!-- i18n: do not translate -->",
            "Setext\n======",
            "![](hand.svg){ width=300 }",
            "[Call us](tel:999){ .button }",
        ]
    ),
    st.tuples(st.lists(CELL, min_size=4, max_size=9), st.integers(1, 3)).map(lambda parts: table_of(*parts)),
)


def containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    blocks = st.lists(inner, min_size=1, max_size=3).map("\n\n".join)
    item = st.one_of(
        INLINE,
        st.tuples(INLINE, blocks).map("\n\n".join),
        st.tuples(INLINE, st.lists(INLINE, min_size=1, max_size=2)).map(
            lambda parts: parts[0] + "\n" + listed(parts[1], "- ", loose=False)
        ),
    )
    return st.one_of(
        st.tuples(st.lists(item, min_size=1, max_size=4), st.sampled_from(["- ", "* ", "1. "]), st.booleans()).map(
            lambda parts: listed(*parts)
        ),
        blocks.map(lambda text: indented(text, "> ").replace("\n\n", "\n>\n")),
        st.tuples(
            st.sampled_from(
                ['!!! note "Take care"', "!!! warning", '!!! danger ""', '!!! tip inline "A **bold** tip"']
            ),
            blocks,
        ).map(lambda parts: f"{parts[0]}\n\n{indented(parts[1])}"),
        st.tuples(INLINE, st.lists(blocks, min_size=1, max_size=2)).map(
            lambda parts: "\n".join([parts[0], *(":   " + indented(text).lstrip() for text in parts[1])])
        ),
    )


BLOCK = st.recursive(LEAF, containers, max_leaves=6)
DEFINITIONS = """

[^1]: A study by the NHS.

    - Its list.

[^b]: Another.

*[NHS]: National Health Service
[ref]: other.md#top
"""
HTML_BLOCK = st.one_of(
    INLINE.map(
        '<figure markdown>\n![A hand](hand.svg)\n\n<figcaption markdown="span">{}</figcaption>\n</figure>'.format
    ),
    WORDS.map("<figure markdown>\nText.\n\n<figcaption>{}</figcaption>\n</figure>".format),
    BLOCK.map('<div class="admonition note" markdown>\n\n{}\n\n</div>'.format),
)
"Python-Markdown takes these for blocks at the margin only."
DOCUMENT = st.lists(BLOCK | HTML_BLOCK, min_size=1, max_size=5).map(lambda blocks: "\n\n".join(blocks) + DEFINITIONS)


# Ways to translate

PROTECTED = re.compile(r"`+[^`]+`+|\]\([^)]*\)|\]\[[^\]]*\]|\[\^[^\]]+\]|<[^>]*>|\{[^}]*\}|&\w+;|\\.|\n")
ACCENTS = str.maketrans("aceilnorsuyzACEILNORSUYZ", "áćéíĺńóŕśúýźÁĆÉÍĹŃÓŔŚÚÝŹ")


def rewritten(text: str, change: Callable[[str], str]) -> str:
    """The text with its words changed, and every mark of Markdown left alone."""
    kept = PROTECTED.findall(text)
    parts = [change(part) for part in PROTECTED.split(text)]
    return "".join(part + mark for part, mark in zip(parts, [*kept, ""], strict=True))


def pseudo(text: str) -> str:
    return rewritten(text, lambda words: re.sub(r"[^\W\d_]", lambda match: match[0].translate(ACCENTS) * 2, words))


def urdu(text: str) -> str:
    return rewritten(text, lambda words: re.sub(r"[^\W\d_]+", "لفظ", words))


@lru_cache(2)
def plain_html(text: str) -> str:
    return Markdown(extensions=list(DIALECT.extensions), extension_configs=dict(DIALECT.configs)).convert(text)


@lru_cache(2)
def source_pass(text: str) -> tuple[str, Conversion]:
    conversion = Conversion()
    return DIALECT.convert(text, conversion), conversion


def localised(text: str, lookup: Lookup, tag: str = "pl") -> str:
    _, source = source_pass(text)
    target = Conversion(
        target=tag, lookup=lookup, direction=lambda one: locale_from_tag(one).direction, heading_ids=source.found_ids
    )
    return DIALECT.convert(text, target)


def without_white_space(text: str) -> str:
    return re.sub(r"\s+", "", text)


def shape(markup: str) -> list[tuple[str, str | None, str | None, str | None, str | None]]:
    """Tags, ids, classes and addresses, in order."""
    root = html.fragment_fromstring(markup, create_parent="article")
    return [(str(e.tag), e.get("id"), e.get("class"), e.get("href"), e.get("src")) for e in root.iterdescendants()]


def all_translated(text: str) -> str:
    """The text with nothing in it that an author keeps in English."""
    return text.replace("<!-- i18n: do not translate -->", "<!-- a remark -->")


def check_identity(text: str) -> None:
    assert source_pass(text)[0] == plain_html(text)


def check_equal_translation(text: str) -> None:
    text = all_translated(text)
    result = localised(text, lambda msgid, context: msgid)
    assert without_white_space(result) == without_white_space(plain_html(text))


def check_pseudo_translation(text: str) -> None:
    text = all_translated(text)
    for message in source_pass(text)[1].messages:
        assert differences(message.msgid, pseudo(message.msgid)) == ()
    assert shape(localised(text, lambda msgid, context: pseudo(msgid))) == shape(plain_html(text))


def check_extraction_is_lookup(text: str) -> None:
    asked: list[tuple[str, str | None]] = []

    def lookup(msgid: str, context: str | None) -> str | None:
        asked.append((msgid, context))
        return None

    localised(text, lookup)
    assert asked == [(message.msgid, message.context) for message in source_pass(text)[1].messages]


def check_marks(text: str, translated: Callable[[str], bool]) -> None:
    """English letters stand under lang="en", Urdu ones under Urdu, addresses and code aside."""
    markup = localised(text, lambda msgid, context: urdu(msgid) if translated(msgid) else None, "ur")
    root = html.fragment_fromstring(markup, create_parent="article")
    root.set("lang", "ur")
    root.set("dir", "rtl")
    for element in root.iter():
        assert isinstance(element.tag, str) or element.tag is html.etree.Comment
        owner = element if isinstance(element.tag, str) else element.getparent()
        if isinstance(element.tag, str):
            check_text(element.text or "", owner)
            assert ("lang" in element.attrib) == ("dir" in element.attrib) or element.get("lang") == "la"
        if element.getparent() is not None:
            check_text(element.tail or "", element.getparent())


def check_text(text: str, element: html.HtmlElement) -> None:
    if element.tag in ("code", "pre") or "example.org" in text:
        return
    text = re.sub(r"\{[^}]*\}", "", text)
    language = element.xpath("string((ancestor-or-self::*/@lang)[last()])")
    direction = element.xpath("string((ancestor-or-self::*/@dir)[last()])")
    if re.search("[A-Za-zé]", text):
        assert language in ("en", "la"), text
        assert direction == "ltr" or language == "la"
    if "لفظ" in text:
        assert language in ("ur", "la"), text
        assert direction == "rtl"


LAWS = (check_identity, check_equal_translation, check_pseudo_translation, check_extraction_is_lookup)
SMALL_FIXTURES = [
    name
    for name in FIXTURES
    if not name.startswith(("raw-html", "sections", "a-block", "every-block", "loose", "shortcut", "unwrapping"))
]
"""The law of marks and of translations is for what is not refused; the identity is for all."""


@pytest.mark.parametrize("name", FIXTURES)
def test_an_empty_catalogue_changes_no_byte(name: str) -> None:
    check_identity(FIXTURES[name])


@pytest.mark.parametrize("law", LAWS[1:])
@pytest.mark.parametrize("name", SMALL_FIXTURES)
def test_laws_hold_over_every_fixture(name: str, law: Callable[[str], None]) -> None:
    law(FIXTURES[name])


@LAW
@given(DOCUMENT, st.integers(0, 7))
def test_every_law_holds_over_random_markdown(text: str, seed: int) -> None:
    for law in LAWS:
        law(text)
    check_marks(text, lambda msgid: (len(msgid) + seed) % 3 > 0)


@pytest.mark.parametrize("share", [0, 1, 2, 3])
@pytest.mark.parametrize("name", SMALL_FIXTURES)
def test_text_of_every_fixture_is_a_translation_or_marked_english(name: str, share: int) -> None:
    check_marks(FIXTURES[name], lambda msgid: (len(msgid) % 3) < share)


@LAW
@given(st.text(max_size=120))
def test_any_text_at_all_is_left_as_it_is(text: str) -> None:
    if not any(character in text for character in "\x02\x03"):
        check_identity(text)


@LAW
@given(
    st.sampled_from(["p", "li", "h2", "td", "dt", "figcaption"]),
    st.text(st.sampled_from("ab {}#.:\n\x02k\x03"), max_size=20),
)
def test_cutting_loses_nothing(tag: str, text: str) -> None:
    assume(has_words(text))
    assert "".join(cut(tag, text)) == text


@LAW
@given(st.text(st.sampled_from("ab \n\u00a0"), max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text).replace("\n", "  \n")) == fold(text)


def test_rewrapping_the_source_changes_no_message() -> None:
    one, other = (
        source_pass("Take two tablets at night.\n\n- one two three")[1],
        source_pass("Take two\ntablets\nat night.\n\n- one\n  two three")[1],
    )
    assert one.messages == other.messages


def test_heading_ids_are_those_of_english_in_every_language() -> None:
    text = "# Going home\n\n## Dose\n\n## Dose\n\n> ## Inner\n\n### Own { #mine }"
    assert source_pass(text)[1].found_ids == ("going-home", "dose", "dose_1", "inner", "mine")
    for tag in ("pl", "ur", "zh-Hans"):
        markup = localised(text, lambda msgid, context: {"Dose": "磁共振"}.get(msgid, "گھر"), tag)
        assert re.findall(r'id="([^"]*)"', markup) == ["going-home", "dose", "dose_1", "inner", "mine"]


def golden_lookup(case: dict[str, Any]) -> Lookup:
    table: dict[tuple[str, str | None], str] = {
        (msgid, None): msgstr for msgid, msgstr in case.get("catalogue", {}).items()
    }
    table |= {(msgid, context): msgstr for msgid, context, msgstr in case.get("contexts", ())}
    return lambda msgid, context: table.get((msgid, context))


@pytest.mark.parametrize("case", CASES)
def test_golden(case: dict[str, Any]) -> None:
    _, source = source_pass(case["markdown"])
    if "messages" in case:
        expected = [
            Message(text, (more[0] or None) if more else None, kind, tuple(more[1:]))
            for kind, text, *more in case["messages"]
        ]
        assert source.messages == expected
    if "finding" in case:
        assert any(case["finding"] in finding.found for finding in source.findings), source.findings
        assert all(finding.expected and finding.remedy and finding.piece for finding in source.findings)
    else:
        assert source.findings == []
    result = localised(case["markdown"], golden_lookup(case), case.get("tag", "pl"))
    if "html" in case:
        assert tree_of(result) == tree_of(case["html"])
    if "html-nope" in case:
        assert case["html-nope"] not in result
    if "identity" in case:
        assert localised(case["markdown"], lambda msgid, context: msgid) == case["identity"]


def tree_of(markup: str) -> list[Any]:
    """Elements, attributes and words; white space beside them does not count."""

    def node(element: html.HtmlElement) -> list[Any]:
        return [
            element.tag,
            dict(element.attrib),
            words(element.text),
            [[node(child), words(child.tail)] for child in element],
        ]

    def words(text: str | None) -> str:
        return " ".join((text or "").split())

    return node(html.fragment_fromstring(re.sub("<!--.*?-->", "", markup), create_parent="article"))
