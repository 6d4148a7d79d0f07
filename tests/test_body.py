"""Bodies: nothing that a leaflet may not hold comes through, and each thing is said in one way."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import tinyhtml5
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import html

from leafletpress.body import MAX_IMAGE_BYTES, BodyBuilder
from leafletpress.catalogue import Catalogue, parse_catalogue
from leafletpress.conversion import make_edition, read_source
from leafletpress.edition import BODY_ELEMENTS, Edition
from leafletpress.errors import LeafletError, Problem
from leafletpress.interface import Interface
from leafletpress.leaflet import read_leaflet
from leafletpress.locales import locale_from_tag
from leafletpress.segments import Conversion
from tests.projects import CATALOGUE, FRONT_MATTER
from tests.test_segments import DEFINITIONS, DIALECT, EVERY_BLOCK, INLINE, WORDS

NAMES = frozenset({"index", "other", "going-home"})
ENGLISH = locale_from_tag("en")
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
GOLDEN = sorted((Path(__file__).parent / "golden" / "body").glob("*.yml"))
CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in GOLDEN
    for number, case in enumerate(yaml.safe_load(path.read_text("utf-8")), 1)
]
LAW = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of leaflets with pictures, links out of it, and a secret beside it."""
    root = tmp_path_factory.mktemp("project")
    folder = root / "docs"
    (folder / "sub").mkdir(parents=True)
    outside = tmp_path_factory.mktemp("outside")
    for path in (
        folder / "i.svg",
        folder / "hand.svg",
        folder / "sub" / "a b.svg",
        root / "secret.svg",
        outside / "secret.svg",
    ):
        path.write_text(DRAWING.format(""), "utf-8")
    (folder / "notes.txt").write_text("x", "utf-8")
    (folder / "out.svg").symlink_to(outside / "secret.svg")
    (folder / "outside").symlink_to(outside)
    return folder


def built(
    docs: Path, text: str, tag: str = "en", *, interface: dict[str, str] | None = None, catalogue: str = ""
) -> Edition:
    """The edition of a text without front matter, whose lines count from 1."""
    path = docs / "going-home.md"
    path.write_text(FRONT_MATTER.format(title="T", kind="leaflet") + text, "utf-8")
    leaflet = read_leaflet(path, docs.parent)
    path.unlink()
    locale = locale_from_tag(tag)
    return make_edition(
        read_source(leaflet, DIALECT, ENGLISH),
        catalogue_of(catalogue, tag),
        locale,
        dialect=DIALECT,
        source_locale=ENGLISH,
        interface=Interface(locale, ENGLISH, interface or {}),
        docs_dir=docs,
        names=NAMES,
    )


def catalogue_of(rows: str, tag: str) -> Catalogue:
    return parse_catalogue(CATALOGUE.format(tag=tag) + rows, tag, "x.po")


def rows_of(messages: dict[str, str]) -> str:
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    return "".join(f"msgid {quoted(msgid)}\nmsgstr {quoted(msgstr)}\n\n" for msgid, msgstr in messages.items())


def problems_of(docs: Path, text: str) -> list[Problem]:
    """What the builder itself refuses, whatever was found before it."""

    def where(piece: str) -> str:
        at = text.find(piece)
        return f"x.md:{text.count(chr(10), 0, at) + 1}" if at >= 0 else "x.md"

    builder = BodyBuilder(where, docs, NAMES, Interface(ENGLISH, ENGLISH))
    builder.build(DIALECT.convert(text, Conversion()))
    return builder.problems


def structure(markup: str) -> list[Any]:
    def node(element: html.HtmlElement) -> list[Any]:
        return [
            element.tag,
            dict(element.attrib),
            words(element.text),
            [[node(child), words(child.tail)] for child in element],
        ]

    def words(text: str | None) -> str:
        return re.sub(" +", " ", text or "").strip(" ")

    children: list[Any] = node(html.fragment_fromstring(markup.replace("\n", ""), create_parent="article"))[3]
    return children


@pytest.mark.parametrize("case", CASES)
def test_golden(case: dict[str, Any], docs: Path) -> None:
    text = case["whole"] if "whole" in case else f"# T\n\n\n\n{case['markdown']}\n"
    if "problem" in case:
        found = [
            f"{problem.where.removeprefix('x.md').lstrip(':')}: {problem.found}" for problem in problems_of(docs, text)
        ]
        assert any(case["problem"] in one for one in found), found
        return
    edition = built(
        docs,
        text,
        case.get("tag", "en"),
        interface=case.get("interface"),
        catalogue=rows_of({"T": "T", **case.get("catalogue", {})}),
    )
    if "html" in case:
        assert structure(edition.body) == structure('<h1 id="t">T</h1>' + case["html"])
    if "holds" in case:
        assert case["holds"] in edition.body
    if "resources" in case:
        assert [name for name, _ in edition.resources] == case["resources"]
    if "unique" in case:
        assert_ids_are_good(edition.body)
    assert_well_formed(edition.body)


def assert_ids_are_good(body: str) -> None:
    ids = re.findall(r'\sid="([^"]*)"', body)
    assert [one for one, count in Counter(ids).items() if count > 1] == []
    assert not any(re.search(r"\s|^$", one) for one in ids), ids


def assert_well_formed(body: str) -> None:
    """The same elements and words, whether the body is read as HTML by a browser's rules, by lxml or as XML."""
    as_xml = ElementTree.fromstring(f"<article>{body}</article>")
    as_html = tinyhtml5.parse(f"<!DOCTYPE html><body><article>{body}</article>", namespace_html_elements=False).find(
        "body/article"
    )
    as_lxml = html.fragment_fromstring(body, create_parent="article")
    expected = [
        (element.tag, dict(element.attrib), element.text or "", element.tail or "") for element in as_xml.iter()
    ]
    for tree in (as_html, as_lxml):
        tree.text = as_xml.text  # white space before the first element is nobody's
        assert [
            (element.tag, dict(element.attrib), element.text or "", element.tail or "") for element in tree.iter()
        ] == expected
    assert {element.tag for element in as_xml.iter()} <= BODY_ELEMENTS | {"article"}


def test_every_kind_of_block_is_well_formed_in_every_language(docs: Path) -> None:
    bodies = [built(docs, EVERY_BLOCK, tag).body for tag in ("en", "ur", "zh-Hans")]
    for body in bodies:
        assert_well_formed(body)
        assert_ids_are_good(body)
    assert len({tuple(re.findall(r'\s(?:id|href)="([^"]*)"', body)) for body in bodies}) == 1


BLOCKS = st.one_of(
    INLINE,
    st.lists(INLINE, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(INLINE, min_size=1, max_size=3).map(
        lambda items: "\n\n".join(f"1. {item}\n\n    More." for item in items)
    ),
    st.tuples(WORDS, INLINE).map(lambda parts: f'!!! note "{parts[0]}"\n\n    {parts[1]}\n\n    - item'),
    st.tuples(INLINE, INLINE).map(lambda parts: f"{parts[0]}\n:   {parts[1]}"),
    st.tuples(WORDS, WORDS).map(lambda parts: f"| {parts[0]} | |\n| --- | --- |\n| | {parts[1]} |"),
    WORDS.map("## {}".format),
    INLINE.map(
        '<figure markdown>\n![A hand](hand.svg)\n\n<figcaption markdown="span">{}</figcaption>\n</figure>'.format
    ),
    INLINE.map("> {}".format),
    st.just("```\ncode <b>&amp;\n```"),
)


@LAW
@given(st.lists(BLOCKS, min_size=1, max_size=5))
def test_random_leaflets_are_well_formed_as_html_and_as_xml(docs: Path, blocks: list[str]) -> None:
    edition = built(docs, "# T\n\nSources.[^1][^b]\n\n" + "\n\n".join(blocks) + DEFINITIONS, "ur")
    assert_well_formed(edition.body)
    assert_ids_are_good(edition.body)


@LAW
@given(st.text(st.sampled_from("<>/=\"'&;:!-?[]() \nabpsiconclickhref#"), max_size=60))
def test_whatever_is_written_only_known_elements_come_through(docs: Path, text: str) -> None:
    try:
        edition = built(docs, f"# T\n\n{text}\n")
    except LeafletError:
        return
    assert_well_formed(edition.body)
    assert not re.search(r"<[^>]*\son\w+=", edition.body)


HOSTILE = st.sampled_from(
    (
        "<script> </script> <img src=x onerror=a()> <a href='javascript:a()'> </a> <svg onload=a()> --> <!-- ]]>"
        " <![CDATA[ <? ?> \" ' > < & &lt; ` ** * [x](javascript:a()) [x](//h) ![x](//h/x.png)"
        " {: onclick=a() } { #t } &#106; word </p> <p> </h1> <div>"
    ).split(" ")
)


@LAW
@given(st.lists(HOSTILE, min_size=1, max_size=6).map(" ".join))
def test_a_hostile_translation_is_not_published_or_does_no_harm(docs: Path, msgstr: str) -> None:
    edition = built(docs, "# T\n\nRest.\n", "ur", catalogue=rows_of({"Rest.": msgstr}))
    assert_well_formed(edition.body)
    tree = edition.tree()
    assert {element.tag for element in tree.iterdescendants()} <= {"h1", "p", "em", "strong", "code"}
    assert {name for element in tree.iterdescendants() for name in element.attrib} <= {"id", "lang", "dir"}
    assert [element.get("id") for element in tree.iter("h1")] == ["t"]


SAFE_DRAWINGS = {
    "a path": DRAWING.format('<path d="M0 0"/>'),
    "a reference inside": DRAWING.format('<g id="a"/><use href="#a"/><use xlink:href="#a"/>'),
    "a fill by reference": DRAWING.format('<path fill="url(#g)" style="fill: url(\'#g\')"/>'),
    "words": DRAWING.format("<title>A script: on = off</title><text>onset</text>"),
    "a licence in its metadata": DRAWING.format("<metadata>https://example.org/licence</metadata>"),
    "a declaration": '<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn by hand -->\n' + DRAWING.format(""),
}
HOSTILE_DRAWINGS: dict[str, str | bytes] = {
    "a script": DRAWING.format("<script>a()</script>"),
    "a script with capitals": DRAWING.format("<SCRIPT>a()</SCRIPT>"),
    "a script by another prefix": '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>a()</s:script></s:svg>',
    "a script in another encoding": DRAWING.format("<script>a()</script>").encode("utf-16"),
    "a script in UTF-7": '<?xml version="1.0" encoding="utf-7"?>+ADw-script+AD4-',
    "a foreign object": DRAWING.format("<foreignObject/>"),
    "a foreign object by another prefix": '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:foreignObject/></s:svg>',
    "a frame of HTML": DRAWING.format('<iframe xmlns="http://www.w3.org/1999/xhtml" srcdoc="x"/>'),
    "an event": DRAWING.format('<path onclick="a()"/>'),
    "an event after a line feed": DRAWING.format('<path\nonload\n=\n"a()"/>'),
    "a picture elsewhere": DRAWING.format('<image href="https://example.org/x.png"/>'),
    "a picture elsewhere, xlink": DRAWING.format("<image xlink:href = '//example.org/x.png'/>"),
    "a picture as data": DRAWING.format('<image href="data:image/png;base64,AA"/>'),
    "a link that runs code": DRAWING.format('<a href="javascript:a()"/>'),
    "an address set later": DRAWING.format('<a><set attributeName="href" to="javascript:a()"/></a>'),
    "an address by animation": DRAWING.format('<a><animate attributeName="xlink:href" values="javascript:a()"/></a>'),
    "an entity": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + DRAWING.format("&x;"),
    "an external definition": '<!DOCTYPE svg SYSTEM "https://example.org/x.dtd">' + DRAWING.format(""),
    "an attribute by definition": '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "a()">]>' + DRAWING.format(""),
    "a style sheet": '<?xml-stylesheet href="https://example.org/x.css"?>' + DRAWING.format(""),
    "an import": DRAWING.format('<style>@import "https://example.org/x.css";</style>'),
    "an address in a style": DRAWING.format("<style>path {background: url(https://example.org/x)}</style>"),
    "an address in a style, escaped": DRAWING.format("<style>path {fill: u\\72l(https://example.org/x)}</style>"),
    "an address in a style, as entity": DRAWING.format('<path style="fill:u&#114;l(https://example.org/x)"/>'),
    "an image set": DRAWING.format('<style>path {background: image-set("https://example.org/x" 1x)}</style>'),
    "an inclusion": DRAWING.format('<x:include xmlns:x="http://www.w3.org/2001/XInclude" parse="text"/>'),
    "no drawing at all": "hello",
    "nothing": "",
    "a web page": "<html><body>x</body></html>",
    "XML that is not well-formed": DRAWING.format("<path>"),
}


@pytest.mark.parametrize("name", SAFE_DRAWINGS)
def test_a_plain_drawing_is_admitted(name: str, docs: Path) -> None:
    (docs / "drawing.svg").write_text(SAFE_DRAWINGS[name], "utf-8")
    assert problems_of(docs, "# T\n\n![a](drawing.svg)") == []


@pytest.mark.parametrize("name", HOSTILE_DRAWINGS)
def test_a_drawing_that_runs_or_fetches_something_is_refused(name: str, docs: Path) -> None:
    data = HOSTILE_DRAWINGS[name]
    (docs / "drawing.svg").write_bytes(data if isinstance(data, bytes) else data.encode())
    assert [problem.where for problem in problems_of(docs, "# T\n\n![a](drawing.svg)")] == ["x.md:3"]


def test_a_huge_image_is_refused_unread(docs: Path) -> None:
    with (docs / "huge.png").open("wb") as file:
        file.truncate(MAX_IMAGE_BYTES + 1)
    assert "at most" in problems_of(docs, "# T\n\n![a](huge.png)")[0].expected


@pytest.mark.parametrize(
    "text",
    [
        "Text <!-- secret",
        "<![CDATA[ secret ]]>",
        "<?php secret ?>",
        "<!DOCTYPE secret>",
        "<!ENTITY secret>",
        "<!--> secret -->",
    ],
)
def test_odd_declarations_leave_nothing_but_text(text: str, docs: Path) -> None:
    try:
        body = built(docs, f"# T\n\n{text}\n\nLast.\n").body
    except LeafletError:
        return
    assert_well_formed(body)
    assert "<p>Last.</p>" in body


@pytest.mark.parametrize(
    "character", ["\x85", "\u202e", "\ufffe", "\uffff", "&#0;", "&#2;", "&#xFFFF;", "&#x1F;", "&#xD800;", "&#x202E;"]
)
def test_a_character_that_xml_cannot_hold_never_reaches_a_body(character: str, docs: Path) -> None:
    try:
        body = built(docs, f"# T\n\nTake {character} it.\n").body
    except LeafletError:
        return
    assert_well_formed(body)


def test_every_problem_of_a_text_is_told_at_once(docs: Path) -> None:
    found = problems_of(docs, "# T\n\n[x](javascript:a)\n\n![a](none.svg)\n\nx <u>y</u>\n")
    assert [problem.where for problem in found] == ["x.md:3", "x.md:5", "x.md:7"]
    assert all(problem.expected and problem.remedy for problem in found)


@pytest.mark.parametrize("depth", [50, 200])
def test_deep_nesting_is_built_or_refused(depth: int, docs: Path) -> None:
    text = "# T\n\n" + "> " * depth + "deep\n"
    with suppress(LeafletError):
        assert "deep" in built(docs, text).body


@pytest.mark.parametrize("depth", [100, 1_000])
def test_deeply_nested_inline_html_is_built_or_refused(depth: int, docs: Path) -> None:
    with suppress(LeafletError):
        assert "deep" in built(docs, "# T\n\nx " + "<span>" * depth + "deep" + "</span>" * depth).body
