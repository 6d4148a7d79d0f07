"""Texts cut into words and folded, so that a word is found however it was typed.

Capitals, accents, Arabic marks and points, the several code points of one Arabic letter, and digits of any script are
made one. `leafletpress-search.js` does the same with a reader's query; a test compares the two on every text there is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

SAME = {
    "يىئ": "ی",
    "ك": "ک",
    "أإآٱ": "ا",
    "ةۃہۀ": "ه",
    "ؤ": "و",
    "ł": "l",
    "đ": "d",
    "ø": "o",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "’ʼ`": "'",
    "ઑ": "ઓ",
    "ૉ": "ો",
    "ઍ": "એ",
    "ૅ": "ે",
    "ऑ": "ओ",
    "ॉ": "ो",
    "ঈ": "ই",
    "ী": "ি",
    "ঊ": "উ",
    "ূ": "ু",
    "ণ": "ন",
    "ષ": "શ",
    "ষ": "শ",
    "ઈ": "ઇ",
    "ી": "િ",
    "ઊ": "ઉ",
    "ૂ": "ુ",
}
"""Letters that readers type for one another, and the one that stands for all. Long and short vowels sound alike in
Bengali and Gujarati, and people spell them by ear."""

SOUNDS = {"অ্যা": "এ", "এ্যা": "এ", "অ্য": "এ"}
"What several letters stand for together: the first sound of `antibiotic` in Bengali has four spellings."

LETTERS = str.maketrans({letter: one for letters, one in SAME.items() for letter in letters})
DROPPED = re.compile("[ـ\u064b-\u065f\u0670\u093c\u09bc\u0abc\u0a3c\u200c\u200d\u00ad\u0301]")
"Arabic marks, the point of Indic letters, joiners, the soft hyphen and the stress of Ukrainian."

UNSPACED = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")
"Scripts without spaces between words: words are pairs of signs."

JOINER = "\u200c"
"Parts the letters of a Persian compound without a space."

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
PAIRS = 36**3
"How many keys there are of two words in a row."

LONGEST = 40
"Signs of a word; what is longer is an address or a mistake."

ARABIC_PREFIX = re.compile("(?:[وف]?(?:ال|بال|کال|لل)|[وفبکل])(?=...)")
"Conjunction, preposition and article, which Arabic writes together with the word."


def fold(text: str) -> str:
    """The text with everything made one that readers do not tell apart when they search."""
    out, base = [], ""
    text = unicodedata.normalize("NFKC", text).lower()
    for letters, one in SOUNDS.items():
        text = text.replace(letters, one)
    for sign in unicodedata.normalize("NFD", text.translate(LETTERS)):
        category = _category(sign)
        # Latin and Arabic letters lose their accents; in Indic scripts the same category holds the vowels.
        if DROPPED.match(sign) or (category == "Mn" and (base < "\u0250" or "\u0600" <= base < "\u0700")):
            continue
        if category[0] != "M":
            base = sign
        out.append(str(unicodedata.digit(sign)) if category == "Nd" else sign)
    return unicodedata.normalize("NFC", "".join(out)).translate(LETTERS)


def words(text: str) -> Iterator[str]:
    """Every folded word of a text, as the script cuts a query."""
    for token in text.split():
        yield from _token_words(token)[0]


def pair_key(one: str, other: str) -> str:
    """Stands for two words in a row: a short sum of them, for a page has as many pairs as words.

    One in some hundred is taken for another, which may move a result but never finds one.
    """
    total = _begun(one)
    for code in map(ord, other):
        total = (total ^ code) * 0x01000193 & 0xFFFFFFFF
    return _pair_keys()[total % PAIRS]


@lru_cache(100_000)
def _begun(word: str) -> int:
    """FNV-1a of a word and a space: what the sums of all pairs that begin with it have in common."""
    total = 0x811C9DC5
    for code in map(ord, f"{word} "):
        total = (total ^ code) * 0x01000193 & 0xFFFFFFFF
    return total


@cache
def _pair_keys() -> tuple[str, ...]:
    return tuple(f"+{one}{two}{three}" for one in DIGITS for two in DIGITS for three in DIGITS)


def indexed_pairs(text: str) -> Iterator[str]:
    """Every two words in a row."""
    return (pair_key(one, other) for one, other in pairwise(words(text)))


def joined_pairs(text: str) -> Iterator[str]:
    """Every two words in a row as one, for titles that are typed without a space."""
    yield from (one + other for one, other in pairwise(words(text)) if len(one + other) <= LONGEST)


def indexed_words(text: str, language: str) -> Iterator[str]:
    """The words of a text, and what else they should be found by."""
    for token in text.split():
        cut, more = _token_words(token)
        yield from cut
        yield from more
        if language == "ar":  # without what is written together with the word
            yield from (rest for word in cut if (rest := ARABIC_PREFIX.sub("", word, count=1)) != word)


@lru_cache(100_000)
def _token_words(token: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    out, more = [], []
    runs = list(_runs(fold(token)))
    for run in runs:
        position = 0
        for match in UNSPACED.finditer(run):
            signs = match[0]
            out.append(run[position : match.start()])
            out += [signs[at : at + 2] for at in range(max(1, len(signs) - 1))]
            more.append(signs[-1])  # for a query of one sign
            position = match.end()
        out.append(run[position:])
    if len(runs) > 1 and all(run.isalpha() for run in runs):
        more.append("".join(runs))  # for a compound that is typed without its hyphen
    if JOINER in token:  # for one part of a compound
        more += [run for part in token.split(JOINER) for run in _runs(fold(part)) if len(run) > 2]
    return tuple(word for word in out if 0 < len(word) <= LONGEST), tuple(word for word in more if len(word) <= LONGEST)


def _runs(text: str) -> Iterator[str]:
    """Runs of letters, marks and digits. The class of word signs would leave out the vowel signs of Indic scripts."""
    run = ""
    for at, sign in enumerate(text):
        if _category(sign)[0] in "LMN":
            run += sign
        elif not (sign == "'" and _is_cyrillic(text[at - 1 : at]) and _is_cyrillic(text[at + 1 : at + 2])):
            # An apostrophe ends a word, but stands inside one in Ukrainian
            if run:
                yield run
            run = ""
    if run:
        yield run


def _is_cyrillic(sign: str) -> bool:
    return "\u0400" <= sign < "\u0500"


@lru_cache(None)
def _category(sign: str) -> str:
    return unicodedata.category(sign)
