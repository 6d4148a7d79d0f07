"""Abbreviations in a page of two languages: in each element those of the language it is marked with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.abbr import AbbrTreeprocessor


class Abbreviations(AbbrTreeprocessor):
    """Mark abbreviations, in each element those of the language that it is marked with."""

    def __init__(self, md: Markdown, abbrs: dict[str, str]) -> None:
        super().__init__(md, abbrs)
        self.target = ""
        self.localised = abbrs

    def run(self, root: Element) -> None:
        """The whole tree, beginning in the target language."""
        if not self.abbrs:
            return
        source = self.abbrs
        self.of_source, self.of_target = ((abbrs, any_of(abbrs)) for abbrs in (source, self.localised))
        self.abbrs, self.RE = self.of_target
        self.iter_element(root)
        self.abbrs = source

    def iter_element(self, el: Element, parent: Element | None = None) -> None:
        """An element's text, then its tail, which is in the language of the parent."""
        tail, el.tail = el.tail, None
        outer = self.abbrs, self.RE
        if language := el.get("lang"):
            self.abbrs, self.RE = self.of_target if language == self.target else self.of_source
        super().iter_element(el, parent)
        self.abbrs, self.RE = outer
        el.tail = tail
        if parent is not None and tail:
            holder = Element("span")
            holder.text = tail
            super().iter_element(holder)
            el.tail = holder.text
            index = list(parent).index(el) + 1
            parent[index:index] = list(holder)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, the longest first; nothing where there is none."""
    longest_first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"\b(?:{longest_first})\b" if longest_first else "(?!)")
