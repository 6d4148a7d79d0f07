"""Put translations into Python-Markdown's block tree, and collect messages on the same walk.

After block parsing and before inline parsing each block holds its raw inline Markdown. That text, unwrapped, is the
msgid; the msgstr takes its place. So the msgid extracted is always the msgid looked up, and a translation can neither
create nor remove a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.treeprocessors import Treeprocessor

from leafletpress.abbreviations import Abbreviations
from leafletpress.segments import (
    ATTRIBUTES_BEFORE_BRACES,
    BLOCK_TAG,
    COMMENT,
    FENCED_CODE,
    SKIPPED,
    STASHED,
    STASHED_BLOCK,
    Conversion,
    Finding,
    Message,
    cut,
    fold,
    has_words,
    headings,
    language_given,
)

SHORTCUT = re.compile(r"(?<![\]\\])\[([^\[\]]+)\](?![\[(:])")
"`[words]` alone: the words are their own label, and a translation of them leads nowhere."
UNSEEN = re.compile(r"<(?:!(?!--)|\?)[^>]*[^\W\d_][^>]*>")
"A declaration or an instruction to a program."
SPECIAL = re.compile(r"[\x02<\[]")
"What begins each of the four; most text has none, and need not be searched for them."
WORDS_IN_LIST = re.compile(r"""(?:title|alt|aria-label)\s*=\s*["']?[^"'}]*[^\W\d_]""")


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
        for _address, title in self.md.references.values():
            if title:
                self._find(
                    "a title behind a reference", "a title within the link", 'write `[words](address "title")`', title
                )
        self._visit(root, self.conversion.target)
        self._abbreviations()

    def _raw_html(self) -> Iterator[str]:
        """Stashed blocks with words in them; inline HTML is not stashed yet at this point."""
        for block in self.md.htmlStash.rawHtmlBlocks:
            if not isinstance(block, str) or COMMENT.fullmatch(block.strip()) or FENCED_CODE.match(block):
                continue
            if has_words(block if block.lstrip().startswith(("<!", "<?")) else re.sub(r"<[^>]*>", "", block)):
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
        if SPECIAL.search(text):
            self._find_faults(text)
        if words := WORDS_IN_LIST.search(after):
            self._find("words in an attribute list", "words in the text", "take them out", words[0])
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

    def _find_faults(self, text: str) -> None:
        """What cannot be translated in the text of a block; all of it needs a character of SPECIAL."""
        if STASHED.search(text):
            self._find(
                "a block inside a paragraph", "a blank line before and after each block", "add the blank lines", text
            )
        if unseen := UNSEEN.search(text):
            self._find("words that no browser shows", "text", "write it as text", unseen[0])
        if tag := BLOCK_TAG.search(text):
            self._find(f"a block tag {tag[0]}> inside a sentence", "text and inline marks", "take it out", tag[0])
        for shortcut in SHORTCUT.finditer(text):
            if " ".join(shortcut[1].split()).lower() in self.md.references:
                self._find("a link whose words are its label", "`[words][label]`", "add the label", shortcut[0])

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
