"""Cut a leaflet into messages, and put translations back: one walk over Python-Markdown's block tree does both.

After block parsing and before inline parsing each block holds its raw inline Markdown. That text, unwrapped, is the
msgid; the msgstr takes its place. So the msgid extracted is always the msgid looked up, and a translation can neither
create nor remove a block.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.treeprocessors import Treeprocessor

STASHED = re.compile("\x02[^\x03]*\x03")
STASHED_BLOCK = re.compile("\x02wzxhzdk:(\\d+)\x03")
EDGE = re.compile("(?:\x02[^\x03]*\x03|\\s)*$")
ATTRIBUTES_AT_END = re.compile(r"[ ]+\{:?[ ]*[^}\n ][^\n]*\}[ ]*$")
ATTRIBUTES_ON_LAST_LINE = re.compile(r"\n[ ]*\{:?[ ]*[^}\n ][^\n]*\}[ ]*$")
ATTRIBUTES_BEFORE_BRACES = re.compile(r"(?<=[)\]*_`>])(\{[^{}\n]*\}) (?=[^\s{][^{}\n]*\{[^{}\n]*\})")
"An inline attribute list would otherwise be read up to the last brace of the line."
HEADING = re.compile("h[1-6]")
SKIPPED = frozenset({"pre", "code", "script", "style"})
BLOCK_TAG = re.compile(
    r"</?(?:address|article|aside|blockquote|div|dl|fieldset|footer|form|h[1-6]|header|hr|iframe|main|nav|ol|p|pre|script"
    r"|section|style|table|tbody|td|th|thead|tr|ul)\b",
    re.IGNORECASE,
)
COMMENT = re.compile(r"<!--\s*((?:(?!-->).)*?)\s*-->", re.DOTALL)
LANGUAGE_GIVEN = re.compile(r"[{ ]lang=[\"']?([\w-]+)")
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
    """Whether there is a letter in it once Markdown's placeholders and comments are gone."""
    return any(character.isalpha() for character in COMMENT.sub("", STASHED.sub("", text or "")))


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
    """Unwrap lines; a hard break (two spaces and a line feed) becomes a line feed. No-break spaces stay."""
    return "\n".join(" ".join(re.findall("[^ \t\n]+", line)) for line in re.split(r" {2,}\n", text))


def language_given(element: Element) -> str | None:
    """The language that the author says an element is in, by HTML or by an attribute list at its end."""
    text = element.text or ""
    match = LANGUAGE_GIVEN.search(cut(element.tag, text)[2]) if "lang=" in text else None
    return match[1] if match else element.get("lang")


def headings(root: Element) -> Iterator[Element]:
    """Every heading, in order."""
    return (element for element in root.iter() if HEADING.fullmatch(str(element.tag)))


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
        for heading, identifier in zip(headings(root), self.conversion.heading_ids, strict=False):
            if identifier:
                heading.set("id", identifier)
        for raw in self._raw_html():
            self._find(
                "HTML that is not Markdown", "Markdown, so that it can be translated", "write it as Markdown", raw
            )
        self._visit(root, self.conversion.target)
        self._abbreviations()

    def _raw_html(self) -> Iterator[str]:
        """Stashed blocks with words in them; inline HTML is not stashed yet at this point."""
        for block in self.md.htmlStash.rawHtmlBlocks:
            if not isinstance(block, str) or COMMENT.fullmatch(block.strip()) or FENCED_CODE.match(block):
                continue
            if has_words(re.sub(r"<[^>]*>", "", block)):
                yield block

    def _find(self, found: str, expected: str, remedy: str, piece: str) -> None:
        self.conversion.findings.append(Finding(found, expected, remedy, piece))

    def _visit(self, element: Element, inherited: str) -> None:
        if element.tag in SKIPPED:
            return
        if self._note(element) or self._foreign(element):
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
        text = (element.text or "").strip() if element.tag == "p" else ""
        match = STASHED_BLOCK.fullmatch(text)
        # inside a list item a comment is not stashed yet
        raw = self.md.htmlStash.rawHtmlBlocks[int(match[1])] if match else text
        comment = COMMENT.fullmatch(raw.strip()) if isinstance(raw, str) else None
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

    def _foreign(self, element: Element) -> bool:
        """Leave alone what the author says is in another language than the source's."""
        conversion = self.conversion
        given = language_given(element)
        if not given or given.split("-")[0].lower() == conversion.source.split("-")[0].lower():
            return False
        self.comments, self.context, self.keep_source = [], None, False
        if conversion.target != conversion.source and "dir" not in element.attrib:
            with suppress(ValueError):
                element.set("dir", conversion.direction(given))
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
            unfolded = ATTRIBUTES_BEFORE_BRACES.sub(r"\1\n", "  \n".join(msgstr.split("\n")))
            # AtomicString must stay one: it says that inline Markdown does not apply here
            element.text = type(element.text)(before + unfolded + after) if element.text else unfolded
        if language != inherited:
            element.set("lang", language)
            element.set("dir", conversion.direction(language))
        return language

    def _abbreviations(self) -> None:
        """Keys and expansions are kept beside the tree; both are messages, for each language has its own."""
        processor = next((p for p in self.md.treeprocessors if isinstance(p, Abbreviations)), None)
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
        processor.target, processor.localised = conversion.target, localised


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


class RecordHeadingIds(Treeprocessor):
    """Anchors as they are in English, so that they can be the same in every language."""

    def __init__(self, md: Markdown, conversion: Conversion) -> None:
        super().__init__(md)
        self.conversion = conversion

    def run(self, root: Element) -> None:
        """Note the ids in the order of the headings."""
        self.conversion.found_ids = tuple(heading.get("id", "") for heading in headings(root))


class Localisation(Extension):
    """Markdown extension around one conversion."""

    def __init__(self, conversion: Conversion) -> None:
        super().__init__()
        self.conversion = conversion

    def extendMarkdown(self, md: Markdown) -> None:
        """After footnotes (50), before inline parsing (20); heading ids after the table of contents made them (5)."""
        md.treeprocessors.register(LocaliseBlocks(md, self.conversion), "leafletpress_localise", 25)
        for processor in [p for p in md.treeprocessors if isinstance(p, AbbrTreeprocessor)]:
            md.treeprocessors.register(Abbreviations(md, processor.abbrs), "abbr", 7)
        md.treeprocessors.register(RecordHeadingIds(md, self.conversion), "leafletpress_heading_ids", 4)
