"""Cut a leaflet into messages, and put translations back: one walk over Python-Markdown's block tree does both.

After block parsing and before inline parsing each block holds its raw inline Markdown. That text, unwrapped, is the
msgid; the msgstr takes its place. So the msgid extracted is always the msgid looked up, and a translation can neither
create nor remove a block.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

STASHED = re.compile("\x02[^\x03]*\x03")
STASHED_BLOCK = re.compile("\x02wzxhzdk:(\\d+)\x03")
EDGE = re.compile("(?:\x02[^\x03]*\x03|\\s)*$")
ATTRIBUTES_AT_END = re.compile(r"[ ]+\{:?[ ]*[^}\n ][^\n]*\}[ ]*$")
ATTRIBUTES_ON_LAST_LINE = re.compile(r"\n[ ]*\{:?[ ]*[^}\n ][^\n]*\}[ ]*$")
HEADING = re.compile("h[1-6]")
SKIPPED = frozenset({"pre", "code", "script", "style"})
BLOCK_TAG = re.compile(
    r"</?(?:address|article|aside|blockquote|div|dl|fieldset|footer|form|h[1-6]|header|hr|iframe|main|nav|ol|p|pre|script"
    r"|section|style|table|tbody|td|th|thead|tr|ul)\b",
    re.IGNORECASE,
)
COMMENT = re.compile(r"\s*<!--\s*(.*?)\s*-->\s*", re.DOTALL)
FENCED_CODE = re.compile(r'\s*<(?:pre\b|div [^>]*\bhighlight\b|div class="codehilite")')


@dataclass(frozen=True, slots=True)
class Message:
    """One text to translate."""

    msgid: str
    "Unwrapped inline Markdown; a line feed is a hard break."
    context: str | None = None
    "Only where an author asks for one, because one English text needs two translations."
    kind: str = "p"
    "The element it stands in, `abbr`, or `front:KEY`."
    comments: tuple[str, ...] = ()
    "What the author tells translators."


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the source that cannot be translated safely."""

    found: str
    expected: str
    remedy: str
    piece: str


Lookup = Callable[[str, str | None], str | None]


@dataclass
class Conversion:
    """One leaflet on its way through Markdown, and what was met there."""

    source: str = "en"
    target: str = "en"
    direction: Callable[[str], str] = lambda tag: "ltr"
    lookup: Lookup = lambda msgid, context: None
    heading_ids: tuple[str, ...] = ()
    "Anchors of the English pass, in order; empty on the English pass itself."
    back_link_title: str = ""
    messages: list[Message] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    found_ids: tuple[str, ...] = ()


def has_words(text: str | None) -> bool:
    """Whether there is a letter in it once Markdown's placeholders are gone."""
    return any(character.isalpha() for character in STASHED.sub("", text or ""))


def cut(tag: str, text: str) -> tuple[str, str, str]:
    """What stands before the message, the message, and what stands after it.

    Attribute lists and placeholders stay outside: https://python-markdown.github.io/extensions/attr_list/ puts them at
    the end of the line in headings, terms and cells, on a last line of their own elsewhere.
    """
    start = len(text) - len(text.lstrip())
    edge = EDGE.search(text)
    end = edge.start() if edge else len(text)
    at_end = HEADING.fullmatch(tag) or tag in {"dt", "td", "th"}
    if match := (ATTRIBUTES_AT_END if at_end else ATTRIBUTES_ON_LAST_LINE).search(text, start, end):
        end = match.start()
    return text[:start], text[start:end], text[end:]


def fold(text: str) -> str:
    """Unwrap lines; a hard break (two spaces and a line feed) becomes a line feed."""
    return "\n".join(" ".join(line.split()) for line in re.split(r" {2,}\n", text))


class LocaliseBlocks(Treeprocessor):
    """Collect every message, and replace it by its translation where there is one."""

    def __init__(self, md: Markdown, conversion: Conversion) -> None:
        super().__init__(md)
        self.conversion = conversion
        self.comments: list[str] = []
        self.context: str | None = None
        self.keep_source = False

    def run(self, root: Element) -> None:
        """Visit the whole tree."""
        self.ids: Iterator[str] = iter(self.conversion.heading_ids)
        for raw in self._raw_html():
            self._find(
                "HTML that is not Markdown", "Markdown, so that it can be translated", "write it as Markdown", raw
            )
        self._visit(root, self.conversion.target)
        self._abbreviations()

    def _raw_html(self) -> Iterator[str]:
        """Stashed blocks with words in them; inline HTML is not stashed yet at this point."""
        for block in self.md.htmlStash.rawHtmlBlocks:
            if not isinstance(block, str) or COMMENT.fullmatch(block) or FENCED_CODE.match(block):
                continue
            if has_words(re.sub(r"<[^>]*>", "", block)):
                yield block

    def _find(self, found: str, expected: str, remedy: str, piece: str) -> None:
        self.conversion.findings.append(Finding(found, expected, remedy, piece))

    def _visit(self, element: Element, inherited: str) -> None:
        if element.tag in SKIPPED:
            return
        is_heading = HEADING.fullmatch(element.tag) and self.conversion.heading_ids
        if is_heading and (identifier := next(self.ids, "")):
            element.set("id", identifier)
        if self._note(element):
            return
        language = self._localise(element, inherited)
        for child in element:
            self._visit(child, language)
            if has_words(child.tail):
                self._find(
                    f"text right after <{child.tag}> that belongs to no paragraph",
                    "a paragraph of its own",
                    "leave a blank line before it",
                    (child.tail or "").strip(),
                )

    def _note(self, element: Element) -> bool:
        """Take a comment to translators; it speaks of the next block."""
        match = STASHED_BLOCK.fullmatch((element.text or "").strip()) if element.tag == "p" else None
        raw = self.md.htmlStash.rawHtmlBlocks[int(match[1])] if match else None
        comment = COMMENT.fullmatch(raw) if isinstance(raw, str) else None
        if not comment:
            return False
        words = comment[1]
        if words.upper().startswith("TRANSLATORS:"):
            self.comments.append(" ".join(words[12:].split()))
        elif words.lower().startswith("i18n:"):
            instruction = words[5:].strip()
            if instruction == "do not translate":
                self.keep_source = True
            else:
                self.context = instruction
        return True

    def _localise(self, element: Element, inherited: str) -> str:
        """Replace the element's own text, and mark the language where it changes; returns the language in force."""
        if not has_words(element.text) or element.text == "[TOC]":
            return inherited
        before, text, after = cut(element.tag, element.text or "")
        if STASHED.search(text):
            self._find(
                "a block inside a paragraph", "a blank line before and after each block", "add the blank lines", text
            )
        if tag := BLOCK_TAG.search(text):
            self._find(f"a block tag {tag[0]}> inside a sentence", "text and inline marks", "take it out", tag[0])
        message = Message(fold(text), self.context, element.tag, tuple(self.comments))
        keep_source = self.keep_source
        self.comments, self.context, self.keep_source = [], None, False
        conversion = self.conversion
        if keep_source:
            msgstr = None
        else:
            conversion.messages.append(message)
            msgstr = conversion.lookup(message.msgid, message.context)
        language = conversion.source if msgstr is None else conversion.target
        if msgstr is not None:
            unfolded = "  \n".join(msgstr.split("\n"))
            # AtomicString must stay one: it says that inline Markdown does not apply here
            element.text = type(element.text)(before + unfolded + after) if element.text else unfolded
        if language != inherited:
            element.set("lang", language)
            element.set("dir", conversion.direction(language))
        return language

    def _abbreviations(self) -> None:
        """Keys and expansions are kept beside the tree; both are messages, for each language has its own."""
        processor: Any = next((p for p in self.md.treeprocessors if hasattr(p, "abbrs")), None)
        if processor is None:
            return
        conversion, localised = self.conversion, {}
        for key, expansion in sorted(processor.abbrs.items()):
            conversion.messages += [Message(key, None, "abbr"), Message(expansion, None, "abbr")]
            if conversion.target == conversion.source:
                localised[key] = expansion
                continue
            own_key = conversion.lookup(key, None) or key
            if own_expansion := conversion.lookup(expansion, None):
                localised[own_key] = own_expansion
        processor.abbrs.clear()
        processor.abbrs.update(localised)


class RecordHeadingIds(Treeprocessor):
    """Anchors as they are in English, so that they can be the same in every language."""

    def __init__(self, md: Markdown, conversion: Conversion) -> None:
        super().__init__(md)
        self.conversion = conversion

    def run(self, root: Element) -> None:
        """Note the ids in the order of the headings."""
        headings = (element for element in root.iter() if HEADING.fullmatch(str(element.tag)))
        self.conversion.found_ids = tuple(element.get("id", "") for element in headings)


class Localisation(Extension):
    """Markdown extension around one conversion."""

    def __init__(self, conversion: Conversion) -> None:
        super().__init__()
        self.conversion = conversion

    def extendMarkdown(self, md: Markdown) -> None:
        """After footnotes (50), before inline parsing (20); heading ids after the table of contents made them (5)."""
        md.treeprocessors.register(LocaliseBlocks(md, self.conversion), "leafletpress_localise", 25)
        md.treeprocessors.register(RecordHeadingIds(md, self.conversion), "leafletpress_heading_ids", 4)
