"""One locale's search index: shards of sorted words with where they stand, and titles of a few pages each.

`index.js` names the others, which are fetched as they are needed: shards for what is asked, titles for what is found.

A shard's line is a word and, for each page that has it, how many page numbers to skip (in base 36) and the best place:
`A` title, `B` heading, `C` text three times or more, `D` text. All words with one beginning are then a run of lines.
Two words in a row are a line too, under a short sum of them that begins with `+`: they bring a phrase to the top.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from leafletpress.edition import Edition
from leafletpress.search.folding import DIGITS, indexed_pairs, indexed_words, joined_pairs

SHARD = 16_000
"Bytes after which a shard ends."

ANSWERS = 16
"Pages whose titles and summaries stand in one file: what is fetched for twenty results does not grow with the site."

OFTEN = 3
"Times from which a word in the text says what the page is about."

HEADINGS = ("h2", "h3", "h4", "caption", "dt")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as the index knows it."""

    url: str
    "From the locale's folder: `osseointegration/index.html`."
    title: str
    summary: str
    places: Mapping[str, str]
    "Each folded word of the page, and the best place it stands in."


def places(edition: Edition) -> dict[str, str]:
    """Each folded word and pair of words of an edition with the best place it stands in."""
    tree, language, meta = edition.tree(), edition.locale.language, edition.metadata
    text = " ".join(tree.itertext())
    counted = Counter(indexed_words(text, language))
    found = dict.fromkeys(chain(indexed_pairs(meta.summary.text), indexed_pairs(text)), "D")
    found |= dict.fromkeys(indexed_words(meta.summary.text, language), "D")
    found |= {word: "C" if count >= OFTEN else "D" for word, count in counted.items()}
    for heading in tree.iter(*HEADINGS):
        found |= dict.fromkeys(_of_heading(heading.text_content(), language), "B")
    return found | dict.fromkeys(_of_heading(meta.title.text, language), "A")


def _of_heading(text: str, language: str) -> Iterable[str]:
    return chain(indexed_words(text, language), joined_pairs(text), indexed_pairs(text))


def index_files(entries: Iterable[Entry], language: str) -> dict[str, str]:
    """File name to text; the same for pages in any order."""
    pages = sorted(entries, key=lambda entry: entry.url)
    shards = list(_shards(_lines(pages)))
    answers = [[page.url, page.title, page.summary] for page in pages]
    files: dict[str, str] = {}
    head = {
        "lang": language,
        "count": len(pages),
        "first": [lines[0].partition(" ")[0] for lines in shards],
        "shards": [_add(files, "shard", number, "\n".join(lines)) for number, lines in enumerate(shards)],
        "answers": [
            _add(files, "answers", number, answers[at : at + ANSWERS])
            for number, at in enumerate(range(0, len(answers), ANSWERS))
        ],
    }
    return files | {"index.js": f"leafletpressSearch.index({_json(head)});\n"}


def _add(files: dict[str, str], call: str, number: int, data: object) -> str:
    """Add a script that hands data over; gives its name, which is that of its content."""
    text = f"leafletpressSearch.{call}({number},{_json(data)});\n"
    name = f"{hashlib.sha256(text.encode()).hexdigest()[:10]}.js"
    files[name] = text
    return name


def _lines(pages: Sequence[Entry]) -> dict[str, str]:
    """The line of each word. There are a thousand words on a page: what is done for each is all that counts here."""
    parts: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    gaps = [_base36(number) for number in range(len(pages))]
    for number, page in enumerate(pages):
        for word, place in page.places.items():
            if word in parts:
                parts[word].append(gaps[number - last[word] - 1] + place)
            else:
                parts[word] = [f"{word} {gaps[number]}{place}"]
            last[word] = number
    return {word: "".join(found) for word, found in parts.items()}


def _shards(lines: Mapping[str, str]) -> Iterable[list[str]]:
    shard: list[str] = []
    size = 0
    # In the order of UTF-16 code units, which is that of `<` in JavaScript
    for word in sorted(lines, key=lambda word: word.encode("utf-16-be")):
        line = lines[word]
        own = len(line.encode())
        if shard and size + own > SHARD:
            yield shard
            shard, size = [], 0
        shard.append(line)
        size += own + 2  # with the line feed, as JSON writes it
    if shard:
        yield shard


def _base36(number: int) -> str:
    digits = DIGITS[number % 36]
    while number := number // 36:
        digits = DIGITS[number % 36] + digits
    return digits


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
