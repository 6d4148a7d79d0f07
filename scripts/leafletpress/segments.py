"""Segments: what a message is, and how a block's text is cut into one; extraction and localisation both use this."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

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
    r"</?(?:address|article|aside|blockquote|caption|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr"
    r"|iframe|li|main|nav|ol|p|pre|script|section|style|table|tbody|td|th|thead|tr|ul)\b",
    re.IGNORECASE,
)
COMMENT = re.compile(r"<!--\s*((?:(?!-->).)*?)\s*-->", re.DOTALL)
LANGUAGE_GIVEN = re.compile(r"[{ ]lang=[\"']?([\w-]+)")
REMEMBERED = 4096
"Texts whose pieces are kept: each language of a leaflet asks for those of the same English text."
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
    messages: list[Message] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    found_ids: tuple[str, ...] = ()


@lru_cache(REMEMBERED)
def has_words(text: str | None) -> bool:
    """Whether there is a letter in it once Markdown's placeholders and comments are gone."""
    return any(character.isalpha() for character in COMMENT.sub("", STASHED.sub("", text or "")))


@lru_cache(REMEMBERED)
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


@lru_cache(REMEMBERED)
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
