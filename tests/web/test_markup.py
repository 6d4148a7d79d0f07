"""The pages are well-formed by the HTML standard's own parsing rules."""

from __future__ import annotations

from itertools import pairwise

from tinyhtml5.parser import HTMLParser  # type: ignore[import-untyped]

from tests.web.sites import Site

PLANTED = '<!doctype html><html lang="en"><title>Planted faults</title><p><div></p></div><b><i></b></i></html>'


def parse_errors(document: str) -> list[str]:
    """Every parse error of a document, with its place."""
    parser = HTMLParser()
    parser.parse(document)
    return [f"line {line}, column {column}: {error}" for (line, column), error, _ in parser.errors]


def test_no_parse_error_on_any_page(site: Site) -> None:
    faults = [
        f"{page.path}: {error}"
        for page in site.pages
        for error in parse_errors((site.root / page.path).read_text("utf-8"))
    ]
    assert not faults, "\n".join(faults)


def test_planted_faults_are_found() -> None:
    assert len(parse_errors(PLANTED)) >= 2


def test_headings_descend_one_level_at_a_time_from_one_title(site: Site) -> None:
    for page in site.pages:
        levels = [int(heading.tag[1]) for heading in site.tree(page.path).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        assert levels[0] == 1, page.path
        assert levels.count(1) == 1, page.path
        assert all(after - before <= 1 for before, after in pairwise(levels)), (page.path, levels)


def test_every_picture_has_words_and_a_size(site: Site) -> None:
    for page in site.pages:
        for image in site.tree(page.path).iter("img"):
            assert image.get("alt") is not None, page.path
            assert int(image.get("width")) > 0, page.path
            assert int(image.get("height")) > 0, page.path
            if image.xpath("ancestor::main"):
                assert image.get("alt").strip(), page.path


def test_what_names_another_element_finds_it(site: Site) -> None:
    for page in site.pages:
        tree = site.tree(page.path)
        ids = set(tree.xpath("//@id"))
        for names in tree.xpath("//@aria-labelledby | //@aria-describedby | //@for | //@headers"):
            assert set(names.split()) <= ids, (page.path, names)
