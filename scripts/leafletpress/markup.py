"""Read converted Markdown as a tree, and a second time in another way, so that nothing is lost in silence.

libxml2 repairs HTML as it reads it: it turns unknown declarations into comments, forgets some tags and stops at a
certain depth. Whatever the second reading has and the tree has not is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from lxml import etree, html

from leafletpress.characters import INVISIBLE
from leafletpress.edition import BODY_ELEMENTS
from leafletpress.errors import Problem
from leafletpress.links import Where

MAX_DEPTH = 100
"Well below the depth at which libxml2 (256) and Python's recursion (1,000) end."
DECLARATION = re.compile(r"<!--.*?-->|(<[!?][^>]*>?)", re.DOTALL)
"Outside comments and tags `<` is always written `&lt;`."
STRICT = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
TOO_DEEP = etree.XPath(f"boolean(//*[count(ancestor::*) > {MAX_DEPTH}])")
"The outermost element is ours."
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


class _SecondReading(HTMLParser):
    """Words, elements and depth, by Python's own parser."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.tags: set[str] = set()
        self.depth = self.deepest = 0
        self.innermost = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.depth += 1
            if self.depth > self.deepest:
                self.deepest, self.innermost = self.depth, f"<{tag}"

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.depth = max(0, self.depth - 1)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read_markup(markup: str, where: Where) -> tuple[html.HtmlElement, tuple[Problem, ...]]:
    """The tree below an `article`, without comments, and what the markup holds that the tree cannot."""
    root = html.fragment_fromstring(markup, create_parent="article")
    found = {str(element.tag) for element in root.iterdescendants() if isinstance(element.tag, str)}
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    if _is_read_alike(markup, root):
        return root, (*_declarations(markup, where), *_invisible(root, where))
    second = _SecondReading(markup)
    problems = [*_declarations(markup, where), *_dropped_tags(second.tags - found, where), *_invisible(root, where)]
    if second.deepest > MAX_DEPTH:
        problems.append(
            Problem(
                where(second.innermost),
                f"elements {second.deepest:,} deep inside one another",
                f"at most {MAX_DEPTH}",
                "close each element, or take the inner ones out",
                second.innermost,
            )
        )
    elif not problems and found <= BODY_ELEMENTS:
        problems += _lost_words("".join(second.text).split(), root.text_content().split(), where)
    return root, tuple(problems)


def _is_read_alike(markup: str, root: html.HtmlElement) -> bool:
    """Whether the markup is XML too, and as such the same elements around the same words, not too deep.

    Markdown without HTML of its own is, and a strict reader at the speed of C spares the slow one. A reference to a
    named character is none of XML's five, or an error of the author's, and leads to the other reading.
    """
    try:
        strict = etree.fromstring(f"<article>{markup}</article>", STRICT)
    except etree.XMLSyntaxError:
        return False
    return _outline(strict) == _outline(root) and not TOO_DEEP(strict)


def _outline(root: etree._Element) -> list[tuple[object, int, str | None, str | None]]:
    """What decides a tree but for attributes: in document order each element, how many it holds, and its texts."""
    return [(element.tag, len(element), element.text or None, element.tail or None) for element in root.iter()]


def _declarations(markup: str, where: Where) -> Iterator[Problem]:
    for match in DECLARATION.finditer(markup):
        if match[1]:
            yield Problem(
                where(match[1]),
                "a declaration, an instruction or a CDATA section, whose words no reader would see",
                "Markdown, or a comment: `<!-- ... -->`",
                "delete its marks, or the whole of it",
                match[1],
            )


def _dropped_tags(tags: set[str], where: Where) -> Iterator[Problem]:
    for tag in sorted(tags):
        yield Problem(where(f"<{tag}"), f"a leaflet cannot hold <{tag}>", "Markdown", "delete it", f"<{tag}")


def _invisible(root: html.HtmlElement, where: Where) -> Iterator[Problem]:
    """Raw ones are refused with the file; these were written as references, `&#2;`."""
    if not INVISIBLE.search("".join((root.text_content(), *root.xpath("//@*")))):
        return
    for element in root.iter():
        for text in (element.text, element.tail, *element.attrib.values()):
            if bad := INVISIBLE.search(text or ""):
                before = (text or "")[: bad.start()].strip()
                yield Problem(
                    where(before), f"an invisible control character ({bad[0]!r})", "text only", "delete it", before
                )


def _lost_words(written: list[str], kept: list[str], where: Where) -> Iterator[Problem]:
    if written == kept:
        return
    at = next((n for n, (one, other) in enumerate(zip(written, kept, strict=False)) if one != other), len(kept))
    piece = " ".join(written[at : at + 4])
    yield Problem(
        where(piece),
        "raw HTML that browsers and this generator would read differently, so that words could be lost",
        "Markdown, or HTML with every tag closed",
        "write it as Markdown",
        piece,
    )
