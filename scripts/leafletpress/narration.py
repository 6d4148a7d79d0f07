"""Narration: an edition as the sentences a listener hears, in order.

Audio, captions, read-along and media overlays all use these sentences, so that they can never disagree about where one
begins. What they are spoken as is the business of `leafletpress.speech`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from lxml import etree, html

from leafletpress.edition import Edition, Phrase
from leafletpress.errors import Problem, RenditionError
from leafletpress.interface import Interface, _
from leafletpress.locales import format_date, locale_from_tag
from leafletpress.speech.sentences import sentence_spans

Kind = Literal["heading", "announcement", "text", "item", "term", "label", "picture", "caption", "cell"]

HEADING_PAUSE_MS = 600
PARAGRAPH_PAUSE_MS = 300
ITEM_PAUSE_MS = 200

VERSION_MESSAGE = _("Version {version}, published on {date}.")
MACHINE_MESSAGE = _("A machine translated this leaflet.")
UNREVIEWED_MESSAGE = _("No person has checked the translation.")
INCOMPLETE_MESSAGE = _("Parts of this leaflet are not translated and are in English.")
COMPUTER_VOICE_MESSAGE = _("A computer voice reads this leaflet and may say some words wrongly.")
PICTURE_MESSAGE = _("Picture:")
TABLE_MESSAGE = _("Table:")
REFERENCES_MESSAGE = _("The references are on the web page.")
MESSAGES = (
    VERSION_MESSAGE,
    MACHINE_MESSAGE,
    UNREVIEWED_MESSAGE,
    INCOMPLETE_MESSAGE,
    COMPUTER_VOICE_MESSAGE,
    PICTURE_MESSAGE,
    TABLE_MESSAGE,
    REFERENCES_MESSAGE,
)
"Every message of the interface catalogue that a narration may say."


@dataclass(frozen=True, slots=True)
class Narration:
    """One edition as sentences."""

    source: str
    "Path of the leaflet's source, for messages."
    locale: str
    utterances: tuple[Utterance, ...]


def narrate(edition: Edition, interface: Interface, *, organisation: str, computer_voice: bool = True) -> Narration:
    """The edition's sentences; raises RenditionError for an element that nobody has said how to read."""
    narrator = _Narrator(edition, interface, _announcements(edition, interface, organisation, computer_voice))
    tree = edition.tree()
    first = next(iter(tree), None)
    if first is None or first.tag != "h1":
        title = edition.metadata.title
        narrator.say((Run(title.text, title.lang),), "", _Style("heading", HEADING_PAUSE_MS, 1))
        narrator.announce()
    narrator.flow(tree, edition.locale.tag, _Style())
    numbered = (replace(utterance, key=f"u{number}") for number, utterance in enumerate(narrator.utterances, 1))
    return Narration(edition.source, edition.locale.tag, tuple(numbered))


def _announcements(edition: Edition, interface: Interface, organisation: str, computer_voice: bool) -> Iterator[Phrase]:
    """What a reader sees around the text: who, when, and how far it can be trusted."""
    yield Phrase(organisation, edition.source_locale.tag)
    lang = interface.phrase(VERSION_MESSAGE).lang
    date = format_date(edition.metadata.published, locale_from_tag(lang))
    yield interface.phrase(VERSION_MESSAGE, version=edition.metadata.version, date=date)
    if edition.origin == "machine":
        yield interface.phrase(MACHINE_MESSAGE)
    if edition.status == "unreviewed" and edition.origin != "source":
        yield interface.phrase(UNREVIEWED_MESSAGE)
    if edition.status == "incomplete":
        yield interface.phrase(INCOMPLETE_MESSAGE)
    if computer_voice:
        yield interface.phrase(COMPUTER_VOICE_MESSAGE)


