"""What stands within a sentence: runs of text in one language, line breaks and pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Break:
    """A line break: the sentence ends here."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An `img` element; its alternative text is a sentence of its own."""

    element: html.HtmlElement
    lang: str


Inline: TypeAlias = Run | Break | Picture


def collapsed(runs: Iterable[Run]) -> tuple[str, list[Run]]:
    """The text with its white space collapsed, and the run that each character comes from."""
    text: list[str] = []
    origins: list[Run] = []
    for run in runs:
        for char in run.text:
            # A no-break space is content; line ends and runs of blanks are layout.
            if char in " \t\r\n\f":
                if not text or text[-1] == " ":
                    continue
                char = " "
            text.append(char)
            origins.append(run)
    if text and text[-1] == " ":
        text.pop()
        origins.pop()
    return "".join(text), origins


def main_language(text: str, origins: list[Run]) -> str:
    """The language that most letters are in; a name in another language does not change the voice."""
    letters: dict[str, int] = {}
    for char, run in zip(text, origins, strict=True):
        letters[run.lang] = letters.get(run.lang, 0) + char.isalnum()
    return max(letters, key=lambda lang: letters[lang])


def phone_spans(origins: list[Run]) -> list[tuple[int, int]]:
    """Start and end of each telephone number."""
    spans: list[tuple[int, int]] = []
    for at, run in enumerate(origins):
        if not run.phone:
            continue
        if spans and spans[-1][1] == at:
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return spans
