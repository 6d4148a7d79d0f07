"""What comes back from braille: English text to cells and back by liblouis, and the cause of every word that does not.

python -m tests.braille.round_trip [FILE.md ...]
"""

from __future__ import annotations

import difflib
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import polib

from leafletpress.braille import louis
from leafletpress.braille.profiles import ENGLISH, Grade
from leafletpress.braille.translation import Translator
from tests.braille.transcribing import ROOT

CAUSES = {
    "a full stop or semicolon behind another sign is taken for dis or be": re.compile(r"(?:^|[^\w\s])[.;]"),
    "a whole-word sign or shortform right before a bracket or semicolon stays short": re.compile(r"\w[);]"),
    "a comma between letters without a space is taken for ea": re.compile(r"[a-z],[a-z]"),
}
"""Weaknesses of liblouis 3.24 in reading back. The cells are right in each case that was looked at: where a mark would
be read as a contraction a grade 1 indicator stands before it (Rules of UEB 7.1.3), and the reading back passes over it;
a shortform or wordsign between brackets and marks stands alone all the same (2.6)."""

QUOTED = re.compile(r"(?<!\w)['\"]|['\"](?!\w)")
MARKUP = re.compile(r"```.*?```|\]\([^)]*\)|\[\^|[`*|#>{}<_\[\]]", re.DOTALL)


@dataclass(slots=True)
class RoundTrip:
    """Of one grade."""

    words: int = 0
    misses: Counter[tuple[str, str]] = field(default_factory=Counter)
    "What was written and what came back."

    @property
    def rate(self) -> float:
        """Share of words that came back."""
        return 1 - sum(self.misses.values()) / self.words

    @property
    def unexplained(self) -> list[tuple[str, str]]:
        """Misses without a known cause."""
        return [miss for miss in self.misses if cause_of(miss[0]) == ""]


def cause_of(written: str) -> str:
    """Why a word does not come back, as far as we know."""
    return next((cause for cause, pattern in CAUSES.items() if pattern.search(written)), "")


def there_and_back(texts: Iterable[str], grade: Grade) -> RoundTrip:
    """Translate each text by the profile that is published, and back by liblouis alone."""
    translator, found = Translator(ENGLISH, ENGLISH.tables[grade], "round trip"), RoundTrip()
    for text in texts:
        line = translator.plain(text, "en")
        found.words += compare(found, line.print, louis.back_translate(ENGLISH.tables[grade], line.cells))
    return found


def compare(found: RoundTrip, written: str, back: str) -> int:
    """Count the words that differ; returns the words compared."""
    there, again = words_of(written), words_of(back)
    for kind, a, b, c, d in difflib.SequenceMatcher(None, there, again, autojunk=False).get_opcodes():
        if kind != "equal":
            found.misses[" ".join(there[a:b]), " ".join(again[c:d])] += max(b - a, d - c)
    return len(there)


def words_of(text: str) -> list[str]:
    """Words to compare. Every quotation mark is one: liblouis reads ‘ back as a double one, and “ as a straight one."""
    straight = text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-", 0xA0: " "})
    return [QUOTED.sub('"', word) for word in re.sub("[\u2800-\u28ff]+", " ", straight).split()]


def lines_of(markdown: str) -> list[str]:
    """The words of a Markdown file, without what is for programs."""
    return [line for line in MARKUP.sub(" ", markdown).split("\n") if line.strip()]


def own_words() -> list[str]:
    """Every leaflet and page, and every message that pages and files say."""
    texts = [line for path in sorted((ROOT / "docs").glob("*.md")) for line in lines_of(path.read_text("utf-8"))]
    messages = polib.pofile(str(ROOT / "translations" / "ur" / "interface.po"))
    return list(dict.fromkeys([*texts, *(MARKUP.sub(" ", entry.msgid) for entry in messages)]))


def main(paths: list[str]) -> None:
    """Print a table of misses for each grade."""
    texts = [line for path in paths for line in lines_of(Path(path).read_text("utf-8"))] or own_words()
    for grade in ENGLISH.tables:
        found = there_and_back(texts, grade)
        print(f"grade {grade}: {found.words} words, {found.rate:.2%} come back (liblouis {louis.version()})")
        for (written, back), times in sorted(found.misses.items()):
            print(f"  {times} × {written!r} as {back!r}: {cause_of(written) or 'cause not known'}")


if __name__ == "__main__":
    main(sys.argv[1:])
