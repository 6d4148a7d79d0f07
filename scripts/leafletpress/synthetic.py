"""Synthetic leaflets: composed from shuffled sentences, before anything is written in the manner of one generator."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import polib
import yaml

Text = Mapping[str, str]
"One text by tag."
SECTIONS, PARAGRAPHS, SENTENCES, ITEMS = 6, 2, 3, 3
PICTURE = "images/corpus.svg"
HEADER = """\
msgid ""
msgstr ""
"Language: {tag}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Leafletpress-Origin: machine\\n"
"""


@dataclass(frozen=True, slots=True)
class Words:
    """What leaflets are composed of; every text has every language."""

    tags: tuple[str, ...]
    "Source first."
    sentences: tuple[Text, ...]
    headings: tuple[Text, ...]
    front: Mapping[str, Text]
    "Owner, audience and name of the contact."


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a leaflet."""

    before: str
    "Markdown that stands before each message, such as `## `."
    after: str
    "Markdown that stands after it."
    messages: tuple[Text, ...]
    shape: Callable[[Sequence[str]], str] = "\n\n".join
    "From the messages with what stands around them to Markdown."


@dataclass(frozen=True, slots=True)
class SyntheticLeaflet:
    """One leaflet in every language, before it is written in the manner of one generator or another."""

    name: str
    kind: str
    front: Mapping[str, Text]
    blocks: tuple[Block, ...]

    def front_matter(self, tag: str) -> str:
        """The block of facts."""
        facts = {key: text[tag] for key, text in self.front.items() if key != "contact"}
        facts |= {"kind": self.kind, "published": "2026-11-01", "review_due": "2028-11-01"}
        facts |= {"number": f"C-{self.name}", "version": "1.0"} if self.kind == "leaflet" else {}
        contact = {
            "name": self.front["contact"][tag],
            "phone": "020 7946 0018",
            "email": "team@example.org",
            "address": "1 High Street, London",
        }
        rows = yaml.safe_dump({**facts, "contact": contact}, allow_unicode=True, sort_keys=False, width=10_000)
        return f"---\n{rows}---\n\n"

    def markdown(self, tag: str) -> str:
        """The text in one language."""
        return "".join(
            block.shape([block.before + text[tag] + block.after for text in block.messages]) + "\n\n"
            for block in self.blocks
        )

    def plain_text(self, tag: str) -> str:
        """Every message in one language, a line each, as one would feed a voice."""
        return "".join(f"{text[tag]}\n" for block in self.blocks for text in block.messages)

    def catalogue(self, source: str, tag: str) -> str:
        """The PO file of one language."""
        front = [text for key, text in self.front.items()]
        texts = [*front, *(text for block in self.blocks for text in block.messages)]
        entries = dict.fromkeys((text[source], text[tag]) for text in texts)
        rows = [
            f'#: docs/{self.name}.md\nmsgid "{polib.escape(msgid)}"\nmsgstr "{polib.escape(msgstr)}"\n'
            for msgid, msgstr in entries
        ]
        return "\n".join([HEADER.format(tag=tag), *rows])


def numbered(text: Text, first: int, second: int) -> Text:
    """The text with a number of its own before its last mark."""
    return {tag: f"{words[:-1]} ({first}, {second}){words[-1]}" for tag, words in text.items()}


def compose(words: Words, number: int, total: int, sections: int = SECTIONS) -> SyntheticLeaflet:
    """The leaflet of a number from 1 on; equal words and numbers give equal leaflets."""
    random = Random(f"leaflet {number}")
    order = iter(random.choices(range(len(words.sentences)), k=200))
    counter = iter(range(1, 1000))
    headings = random.sample(words.headings, sections)

    def sentence() -> Text:
        return numbered(words.sentences[next(order)], number, next(counter))

    def paragraph(sentences: int = SENTENCES) -> Text:
        parts = [sentence() for _ in range(sentences)]
        return {tag: " ".join(part[tag] for part in parts) for tag in words.tags}

    title = title_of(words, number)
    blocks = [
        Block("# ", "", (title,)),
        Block("", "", (paragraph(),)),
        Block("", "", (sentence(), paragraph(2)), lambda m: f'!!! note "{m[0]}"\n\n    {m[1]}'),
    ]
    for heading in headings:
        blocks.append(Block("## ", "", (heading,)))
        blocks.append(Block("", "", tuple(paragraph() for _ in range(PARAGRAPHS))))
        blocks.append(Block("- ", "", tuple(sentence() for _ in range(ITEMS)), "\n".join))
    cells = tuple(sentence() for _ in range(6))
    blocks.append(Block("", "", cells, _table))
    picture = {tag: f'![{text}]({PICTURE}){{ width="320" height="200" }}' for tag, text in sentence().items()}
    neighbour = number % total + 1
    link = {tag: f"[{text}]({name_of(neighbour)}.md)" for tag, text in title_of(words, neighbour).items()}
    strong = {tag: f"**{text}**[^1]" for tag, text in sentence().items()}
    blocks.append(Block("", "", (picture, link, strong)))
    blocks.append(Block("[^1]: ", "", (sentence(),)))
    return SyntheticLeaflet(
        name_of(number), "leaflet", {"title": title, "summary": sentence(), **words.front}, tuple(blocks)
    )


def _table(messages: Sequence[str]) -> str:
    rows = [f"| {left} | {right} |" for left, right in zip(messages[::2], messages[1::2], strict=True)]
    return "\n".join([rows[0], "| --- | --- |", *rows[1:]])


def start_page(words: Words) -> SyntheticLeaflet:
    """The page that a site begins with."""
    heading, sentence = words.headings[0], words.sentences[0]
    return SyntheticLeaflet(
        "index",
        "page",
        {"title": heading, "summary": sentence, **words.front},
        (Block("# ", "", (heading,)), Block("", "", (sentence,))),
    )


def name_of(number: int) -> str:
    """The name of a leaflet's file."""
    return f"leaflet-{number:05}"


def title_of(words: Words, number: int) -> Text:
    """A title that no other leaflet has."""
    heading = words.headings[number % len(words.headings)]
    return {tag: f"{text.rstrip('?؟')} {number}" for tag, text in heading.items()}
