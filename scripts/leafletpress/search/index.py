"""One locale's search index: `index.js` with the list of pages, and shards of sorted words with where they stand.

A shard's line is a word and, for each page that has it, how many page numbers to skip (in base 36) and the best place:
`A` title, `B` heading, `C` text three times or more, `D` text. All words with one beginning are then a run of lines.
Two words in a row are a line too, under a short sum of them that begins with `+`: they bring a phrase to the top.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from leafletpress.edition import Edition
from leafletpress.search.folding import DIGITS, indexed_pairs, indexed_words, joined_pairs

SHARD = 32_000
"Bytes after which a shard ends."

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
    postings: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for word, place in page.places.items():
            postings[word].append((number, place))
    files, names, first = {}, [], []
    for number, lines in enumerate(_shards(postings)):
        text = f"leafletpressSearch.shard({number},{_json(chr(10).join(lines))});\n"
        names.append(f"{hashlib.sha256(text.encode()).hexdigest()[:10]}.js")
        first.append(lines[0].partition(" ")[0])
        files[names[-1]] = text
    head = {
        "lang": language,
        "first": first,
        "shards": names,
        "pages": [[page.url, page.title, page.summary] for page in pages],
    }
    return files | {"index.js": f"leafletpressSearch.index({_json(head)});\n"}


def _shards(postings: Mapping[str, list[tuple[int, str]]]) -> Iterable[list[str]]:
    lines: list[str] = []
    size = 0
    # In the order of UTF-16 code units, which is that of `<` in JavaScript
    for word in sorted(postings, key=lambda word: word.encode("utf-16-be")):
        line, previous = f"{word} ", -1
        for number, place in postings[word]:
            line += _base36(number - previous - 1) + place
            previous = number
        if lines and size + len(line.encode()) > SHARD:
            yield lines
            lines, size = [], 0
        lines.append(line)
        size += len(line.encode()) + 2  # with the line feed, as JSON writes it
    if lines:
        yield lines


def _base36(number: int) -> str:
    digits = DIGITS[number % 36]
    while number := number // 36:
        digits = DIGITS[number % 36] + digits
    return digits


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
