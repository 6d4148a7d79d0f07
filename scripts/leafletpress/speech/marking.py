"""Sentences marked in a tree, so that a page or a book can show which one is being read.

Words, links, ids and markup stay as they are. A sentence that begins or ends within an element such as a link cannot
be one element itself: its first part has the id, and each further part says whose it is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeAlias

from lxml import html

from leafletpress.narration import Narration
from leafletpress.speech.inlines import INLINES
from leafletpress.speech.places import Places, text_places

PART_OF = "data-part-of"
"Attribute of the further parts of a sentence: the id of its first."

Node: TypeAlias = str | html.HtmlElement


def mark_sentences(tree: html.HtmlElement, narration: Narration) -> html.HtmlElement:
    """A copy of the edition's fresh tree in which every sentence of the body has the element that its anchor names."""
    marked = deepcopy(tree)
    sentences = []
    for utterance in narration.utterances:
        if utterance.span:
            sentences.append((*utterance.span, utterance.anchor))
        elif utterance.element and not utterance.element.startswith("#"):
            marked.getroottree().xpath(utterance.element)[0].set("id", utterance.anchor)
    _Marker(text_places(marked), tuple(sentences)).mark(marked)
    return marked


@dataclass(frozen=True, slots=True)
class _Marker:
    places: Places
    sentences: tuple[tuple[int, int, str], ...]
    "Start, end and anchor of each, in order; none overlaps another."
    begun: set[str] = field(default_factory=set)

    def mark(self, element: html.HtmlElement) -> None:
        """Put an element around each sentence, or each part of one, that lies within this element."""
        if not self.within(*self.places[element]):
            return
        pieces = [piece for piece in self.pieces(element) if piece[0] != ""]
        for child in list(element):
            element.remove(child)
        element.text = None
        for anchor, group in groupby(pieces, key=lambda piece: piece[1]):
            target = element
            if anchor:
                target = html.Element("span")
                target.set(PART_OF if anchor in self.begun else "id", anchor)
                self.begun.add(anchor)
                element.append(target)
            for node, _anchor in group:
                if not anchor and not isinstance(node, str):
                    self.mark(node)
                _append(target, node)

    def pieces(self, element: html.HtmlElement) -> Iterator[tuple[Node, str]]:
        """What the element holds, each piece with the sentence that the whole of it belongs to, or nothing."""
        yield from self.cut(element.text or "", self.places[element][0])
        for child in list(element):
            tail, child.tail = child.tail or "", None
            start, end = self.places[child]
            sentences = self.within(start, end)
            # A picture has cues of its own, which may come before the sentence.
            whole = len(sentences) == 1 and child.tag in INLINES and child.find(".//img") is None
            yield child, sentences[0][2] if whole else ""
            yield from self.cut(tail, end)

    def cut(self, text: str, at: int) -> Iterator[tuple[Node, str]]:
        """A text, cut where sentences begin and end."""
        done = 0
        for start, end, anchor in self.within(at, at + len(text)):
            first, last = max(start - at, 0), min(end - at, len(text))
            yield text[done:first], ""
            yield text[first:last], anchor
            done = last
        yield text[done:], ""

    def within(self, start: int, end: int) -> tuple[tuple[int, int, str], ...]:
        """The sentences of which some part lies between two places."""
        first = bisect_right(self.sentences, start, key=lambda sentence: sentence[1])
        return self.sentences[first : bisect_left(self.sentences, end, key=lambda sentence: sentence[0])]


def _append(element: html.HtmlElement, node: Node) -> None:
    if not isinstance(node, str):
        element.append(node)
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + node or None
    else:
        element.text = (element.text or "") + node or None
