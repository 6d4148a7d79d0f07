"""Where a long word in a narrow column of a table may be parted.

Browsers know few languages' rules, and none of them without a download. A column must not be wider than a small screen
only because of one word, so long words in cells get one soft hyphen, which is not seen unless it is used. The word
itself, as everybody else reads it from the edition, is unchanged.
"""

from __future__ import annotations

import re
from functools import cache

import pyphen
from lxml import html

LETTERS = 12
"A shorter word is left whole: two columns of such words fit 320 px."
LEAST = 4
"Letters that stay together at either end."
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_WORD = re.compile(rf"[^\W\d_]{{{LETTERS},}}")


def part_long_words(cell: html.HtmlElement, language: str) -> None:
    """Put a soft hyphen into each long word below an element, by the rules of the language each text is in."""
    language = cell.get("lang") or language
    if cell.text:
        cell.text = parted(cell.text, language)
    for child in cell:
        part_long_words(child, language)
        if child.tail:
            child.tail = parted(child.tail, language)


def parted(text: str, language: str) -> str:
    """A text whose long words may be parted once, as near their middle as the language allows."""
    rules = _rules_of(language)
    return text if rules is None else _WORD.sub(lambda found: _part(found[0], rules), text)


def _part(word: str, rules: pyphen.Pyphen) -> str:
    # Dictionaries also name places that leave a lone consonant behind; the middle is the safest of them.
    places = sorted(rules.positions(word), key=lambda place: (abs(2 * place - len(word)), place))
    return f"{word[: places[0]]}{SOFT_HYPHEN}{word[places[0] :]}" if places else word


@cache
def _rules_of(language: str) -> pyphen.Pyphen | None:
    name = pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=name, left=LEAST, right=LEAST) if name else None
