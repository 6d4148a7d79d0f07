"""What stands within a sentence: runs of text in one language, line breaks and pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from lxml import html


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one language."""

    text: str
    lang: str
    "BCP 47 tag."
    phone: bool = False
    "Whether it is a telephone number."
    at: int | None = None
    "Offset of its first character in the tree's text; nothing for words that do not stand there."

    def after(self, count: int) -> Run:
        """The run without its first characters."""
        return replace(self, text=self.text[count:], at=None if self.at is None else self.at + count)


@dataclass(frozen=True, slots=True)
class Break:
    """A line break: the sentence ends here."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An `img` element; its alternative text is a sentence of its own."""

    element: html.HtmlElement
    lang: str


Inline: TypeAlias = Run | Break | Picture


@dataclass(frozen=True, slots=True)
class Text:
    """Runs as one text, with its white space collapsed."""

    text: str
    origins: tuple[Run, ...]
    "The run that each character comes from."
    places: tuple[int | None, ...]
    "The offset of each character in the tree's text."

    def part(self, start: int, end: int) -> Text:
        """Some of its characters."""
        return Text(self.text[start:end], self.origins[start:end], self.places[start:end])

    @property
    def lang(self) -> str:
        """The language that most letters are in; a name in another language does not change the voice."""
        letters: dict[str, int] = {}
        for char, run in zip(self.text, self.origins, strict=True):
            letters[run.lang] = letters.get(run.lang, 0) + char.isalnum()
        return max(letters, key=lambda lang: letters[lang])

    @property
    def span(self) -> tuple[int, int] | None:
        """Where it stands in the tree's text, from its first character to its last."""
        first, last = self.places[0], self.places[-1]
        return None if first is None or last is None else (first, last + 1)

    @property
    def phones(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each telephone number."""
        spans: list[tuple[int, int]] = []
        for at, run in enumerate(self.origins):
            if not run.phone:
                continue
            if spans and spans[-1][1] == at:
                spans[-1] = (spans[-1][0], at + 1)
            else:
                spans.append((at, at + 1))
        return tuple(spans)


def collapsed(runs: Iterable[Run]) -> Text:
    """The runs as they are read: every stretch of blanks and line ends is one space, and none at either end."""
    text: list[str] = []
    origins: list[Run] = []
    places: list[int | None] = []
    for run in runs:
        for index, char in enumerate(run.text):
            # A no-break space is content; line ends and runs of blanks are layout.
            if char in " \t\r\n\f":
                if not text or text[-1] == " ":
                    continue
                char = " "
            text.append(char)
            origins.append(run)
            places.append(None if run.at is None else run.at + index)
    if text and text[-1] == " ":
        del text[-1], origins[-1], places[-1]
    return Text("".join(text), tuple(origins), tuple(places))
