"""Utterance: one sentence of a leaflet, as it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "announcement", "text", "item", "term", "label", "picture", "caption", "cell", "contact"]

HEADING_PAUSE_MS = 600
PARAGRAPH_PAUSE_MS = 300
ITEM_PAUSE_MS = 200


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence."""

    key: str
    "Unique in its narration: `s1`, `s2` for what stands in the body, `a1`, `a2` for words that are our own."
    kind: Kind
    lang: str
    "BCP 47 tag of the language in which most of it is written."
    shown: str
    "The sentence as it is written."
    element: str
    "`#id` or path in the edition's tree of the innermost block it stands in; nothing for words that are our own."
    pause_after_ms: int
    "Silence after it, besides the pause that ends every sentence."
    level: int = 0
    "Of a heading."
    phones: tuple[tuple[int, int], ...] = ()
    "Start and end in `shown` of each telephone number."
    span: tuple[int, int] | None = None
    "Start and end in the text of the edition's tree; nothing for words that do not stand there."
    anchor: str = ""
    "The id of its element on a page whose sentences are marked; nothing for words that are our own."


@dataclass(frozen=True, slots=True)
class Style:
    """What the sentences of a block have in common."""

    kind: Kind = "text"
    pause_ms: int = PARAGRAPH_PAUSE_MS
    level: int = 0
