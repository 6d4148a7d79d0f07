"""Leaflets: the front matter, typed and with the line of each problem, and what a file must be."""

from __future__ import annotations

import datetime
import time
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leafletpress.errors import LeafletError
from leafletpress.leaflet import MAX_BYTES, Leaflet, find_leaflets, read_leaflet
from tests.projects import FRONT_MATTER

LAW = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
GOLDEN = sorted((Path(__file__).parent / "golden" / "front-matter").glob("*.yml"))
CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in GOLDEN
    for number, case in enumerate(yaml.safe_load(path.read_text("utf-8")), 1)
]
FRONT = FRONT_MATTER.format(title="T", kind="leaflet")
TEXT_LINE = FRONT.count("\n") + 1


def read(folder: Path, whole: str | bytes) -> Leaflet:
    path = folder / "docs" / "going-home.md"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(whole if isinstance(whole, bytes) else whole.encode())
    return read_leaflet(path, folder)


def refused(folder: Path, whole: str | bytes) -> list[str]:
    """The problems, each as `LINE: what was found`."""
    with pytest.raises(LeafletError) as caught:
        read(folder, whole)
    assert all(problem.where.startswith("docs/going-home.md") for problem in caught.value.problems)
    assert all(problem.expected and problem.remedy for problem in caught.value.problems)
    return [
        f"{problem.where.removeprefix('docs/going-home.md').lstrip(':')}: {problem.found}"
        for problem in caught.value.problems
    ]


def changed(case: dict[str, Any], text: str = FRONT) -> str:
    assert f"{case['line']}\n" in text
    text = text.replace(f"{case['line']}\n", f"{case['becomes']}\n")
    return changed(case["with"], text) if "with" in case else text


@pytest.mark.parametrize("case", CASES)
def test_golden(case: dict[str, Any], tmp_path: Path) -> None:
    whole = changed(case) + "# T\n"
    if "problems" in case:
        found = refused(tmp_path, whole)
        assert len(found) == len(case["problems"]), found
        for expected, one in zip(case["problems"], found, strict=True):
            assert one.startswith(expected) if expected[0].isdigit() else expected in one, found
        return
    front = read(tmp_path, whole).front
    for key in {field.name for field in fields(front)} & case.keys():
        value = tuple(case[key]) if isinstance(case[key], list) else case[key]
        assert getattr(front, key) == value
    assert front.contact.phone == case.get("phone", "020 7946 0018")


def test_every_key_has_its_value(tmp_path: Path) -> None:
    front = read(tmp_path, FRONT).front
    assert (front.title, front.summary, front.kind, front.number, front.version) == (
        "T",
        "What to do at home.",
        "leaflet",
        "T-1",
        "1.0",
    )
    assert (front.published, front.review_due) == (datetime.date(2026, 11, 1), datetime.date(2028, 11, 1))
    assert (front.owner, front.audience, front.sources) == ("Surgery team", "", ())
    assert (front.contact.name, front.contact.email) == ("Patient team", "team@example.org")
    assert (front.contact.phone, front.contact.address) == ("020 7946 0018", "Pond Street, London")


def test_every_problem_is_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    whole = (
        FRONT.replace("title: T", "title:")
        .replace("2028-11-01", "soon")
        .replace("020 7946 0018", "x")
        .replace("T-1", "[a]")
    )
    assert [found.split(":")[0] for found in refused(tmp_path, whole)] == ["2", "5", "8", "12"]


@pytest.mark.parametrize(
    "whole",
    [
        "",
        "\n",
        "# T\n",
        "---\n",
        "---\ntitle: T\n",
        " ---\ntitle: T\n---\n",
        "\n---\ntitle: T\n---\n",
        "----\ntitle: T\n----\n",
        "+++\na = 1\n+++\n",
    ],
)
def test_a_leaflet_without_front_matter_is_refused(tmp_path: Path, whole: str) -> None:
    assert refused(tmp_path, whole) == ["1: the leaflet does not begin with front matter"]


@pytest.mark.parametrize("inside", ["", "\n", "# only a comment\n", "{}\n"])
def test_empty_front_matter_lacks_every_key(tmp_path: Path, inside: str) -> None:
    found = refused(tmp_path, f"---\n{inside}---\n# T\n")
    for key in ("title", "summary", "number", "version", "published", "review_due", "owner", "contact"):
        assert sum(f"`{key}` is missing" in one for one in found) == 1


@pytest.mark.parametrize("inside", ["- a\n", "just words\n", "5\n", "[]\n"])
def test_front_matter_that_is_no_list_of_keys_is_refused(tmp_path: Path, inside: str) -> None:
    assert "there is no list of keys here" in refused(tmp_path, f"---\n{inside}---\n# T\n")[0]


@pytest.mark.parametrize("contact", ["[a]", "us", "5"])
def test_a_contact_that_is_no_list_of_keys_is_refused_at_its_line(tmp_path: Path, contact: str) -> None:
    head, _, rest = FRONT.partition("contact:\n")
    found = refused(tmp_path, f"{head}contact: {contact}\n---\n{rest.partition('---')[2]}")
    assert "10: there is no list of keys here" in found


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_front_matter_nested_a_thousand_deep_is_refused(tmp_path: Path, opening: str) -> None:
    closing = {"[": "]", "{a: ": "}", "- ": "x"}[opening]
    value = opening * 1_000 + (closing * 1_000 if opening != "- " else closing)
    whole = FRONT.replace("owner: Surgery team", f"audience:\n  {value}\nowner: Surgery team")
    assert len(refused(tmp_path, whole)) == 1


def test_aliases_that_would_grow_without_end_cost_nothing(tmp_path: Path) -> None:
    laughs = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30))
    start = time.process_time()
    assert len(refused(tmp_path, FRONT.replace("owner:", f"{laughs}owner:"))) == 30
    assert time.process_time() - start < 2


def test_an_alias_of_itself_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, FRONT.replace("contact:\n", "contact: &c\n").replace("Patient team", "*c"))


def test_front_matter_runs_nothing(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    whole = FRONT.replace("title: T", f'title: !!python/object/apply:os.system ["touch {marker}"]')
    assert "2: `title` is a list" in refused(tmp_path, whole)[0]
    assert not marker.exists()


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_do_not_count(tmp_path: Path, end: str, mark: bytes) -> None:
    plain = read(tmp_path, f"{FRONT}# T\n\nText\n")
    odd = read(tmp_path, mark + f"{FRONT}# T\n\nText\n".replace("\n", end).encode())
    assert (odd.front, odd.text, odd.first_line, odd.front_lines) == (
        plain.front,
        plain.text,
        plain.first_line,
        plain.front_lines,
    )
    assert odd.digest != plain.digest


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    leaflet = read(tmp_path, f"{FRONT}# T\n\nTake it.\n\nTake it.\n")
    assert leaflet.where("# T") == f"docs/going-home.md:{TEXT_LINE}"
    assert leaflet.line_of("Take it.") == TEXT_LINE + 2
    assert leaflet.line_of("Take it.", leaflet.text.index("it.") + 1) == TEXT_LINE + 4
    assert leaflet.where("not there") == "docs/going-home.md"
    assert dict(leaflet.front_lines)["contact.email"] == 13


@pytest.mark.parametrize("after", ["", "\n", "# T", "---\n\n# T\n"])
def test_the_text_is_what_stands_below_the_front_matter(tmp_path: Path, after: str) -> None:
    front = FRONT.rstrip("\n") + "\n"
    assert read(tmp_path, front + after).text == after


@pytest.mark.parametrize("character", [*"\x00\x01\x02\x03\x08\x0b\x0c\x1b\x1f\x7f", "\u2028", "\u2029"])
def test_a_control_character_in_the_text_is_refused_with_its_line(tmp_path: Path, character: str) -> None:
    found = refused(tmp_path, f"{FRONT}# T\n\nTake{character} it.\n")
    assert found[0].startswith(f"{TEXT_LINE + 2}: an invisible control character")


@pytest.mark.parametrize("character", ["\u202e", "\u202d", "\x85", "\x9b", "\ufffe", "\uffff"])
def test_a_character_that_turns_or_breaks_text_is_refused(tmp_path: Path, character: str) -> None:
    assert refused(tmp_path, f"{FRONT}# T\n\nTake {character}51 mg.\n")


@pytest.mark.parametrize(
    "character", ["\t", "\u200c", "\u200d", "\u200e", "\u200f", "\u2068", "\u2069", "\u00a0", "😀"]
)
def test_joiners_direction_marks_and_tabs_are_kept(tmp_path: Path, character: str) -> None:
    assert f"Take {character}it." in read(tmp_path, f"{FRONT}# T\n\nTake {character}it.\n").text


@pytest.mark.parametrize(("encoding", "line"), [("latin-1", TEXT_LINE), ("utf-16", 1)])
def test_a_file_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path, encoding: str, line: int) -> None:
    assert refused(tmp_path, f"{FRONT}# Café\n".encode(encoding)) == [f"{line}: this line is not UTF-8 text"]


def test_a_huge_file_is_refused_unparsed(tmp_path: Path) -> None:
    assert "at most" not in refused(tmp_path, FRONT.encode() + b"x" * MAX_BYTES)[0]
    assert read(tmp_path, FRONT.encode() + b"x" * (MAX_BYTES - len(FRONT))).text


def test_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(FRONT, "utf-8")
    root = tmp_path / "project"
    (root / "docs").mkdir(parents=True)
    (root / "docs" / "x.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(LeafletError, match="link to another place"):
        read_leaflet(root / "docs" / "x.md", root)


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.md").mkdir()
    with pytest.raises(LeafletError, match="cannot be read"):
        read_leaflet(tmp_path / "x.md", tmp_path)


def found_in(folder: Path, *names: str) -> list[str]:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", "utf-8")
    return [path.name for path in find_leaflets(folder, folder)]


def test_leaflets_are_found_in_the_order_of_their_names(tmp_path: Path) -> None:
    assert found_in(tmp_path, "b.md", "a.md", "index.md", "a-2.md", "images/x.svg") == [
        "a-2.md",
        "a.md",
        "b.md",
        "index.md",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "page.fr.md",
        "a.b.md",
        "Page.md",
        "a_b.md",
        "a b.md",
        "é.md",
        "-a.md",
        "a-.md",
        "a--b.md",
        ".hidden.md",
        "sub/a.md",
        "fr/a.md",
        "a%2f.md",
        "گھر.md",
    ],
)
def test_a_name_that_is_no_address_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(LeafletError, match="address") as caught:
        found_in(tmp_path, "ok.md", name)
    assert [problem.where for problem in caught.value.problems] == [name]


@pytest.mark.parametrize("name", ["page.markdown", "page.mkd", "page.MD"])
def test_no_source_page_is_dropped_in_silence(tmp_path: Path, name: str) -> None:
    """MkDocs takes these endings for pages too; a leaflet must not vanish for its ending."""
    with pytest.raises(LeafletError, match=name):
        found_in(tmp_path, "ok.md", name)


def test_a_leaflet_named_like_the_interface_catalogue_is_refused(tmp_path: Path) -> None:
    """Its translations would be read from, and written to, the catalogue of the generator's own words."""
    with pytest.raises(LeafletError, match=r"interface\.md"):
        found_in(tmp_path, "interface.md")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LeafletError, match="there is no leaflet"):
        find_leaflets(tmp_path, tmp_path)


@LAW
@given(inside=st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_any_front_matter_is_read_or_refused_and_nothing_else_is_raised(tmp_path: Path, inside: str) -> None:
    with suppress(LeafletError):
        read(tmp_path, f"---\n{inside}\n---\n# T\n")


@LAW
@given(
    title=st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=40).filter(
        lambda text: text.strip()
    )
)
def test_any_title_comes_back_but_for_runs_of_white_space(tmp_path: Path, title: str) -> None:
    quoted = yaml.safe_dump(title, allow_unicode=True, width=10_000).removesuffix("...\n").strip()
    whole = FRONT.replace("title: T", f"title: {quoted}")
    if any(character in whole for character in "\x85\u202d\u202e\ufeff\ufffe\uffff"):
        return
    assert read(tmp_path, whole).front.title == " ".join(title.split())


@LAW
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_and_nothing_else_is_raised(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(LeafletError):
        read(tmp_path, b"---\n" + data)
