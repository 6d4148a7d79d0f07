"""Narration: an edition as the sentences a listener hears, in order.

Audio, captions, read-along and media overlays all use these sentences, so that they can never disagree about where one
begins. What they are spoken as is the business of `leafletpress.speech`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from leafletpress.edition import Edition, Phrase
from leafletpress.interface import Interface, _
from leafletpress.locales import format_date, format_minutes, locale_from_tag
from leafletpress.speech import reading
from leafletpress.speech.inline import Run
from leafletpress.speech.reading import Reader
from leafletpress.speech.utterance import HEADING_PAUSE_MS, Style, Utterance
from leafletpress.status import MESSAGES as STATUS_MESSAGES
from leafletpress.status import status_phrases

VERSION_MESSAGE = _("Version {version}, published on {date}.")
COMPUTER_VOICE_MESSAGE = _("A computer voice reads this recording. It may make mistakes.")
LENGTH_MESSAGE = _("Length: {length}.")
CONTENTS_MESSAGE = _("The list of contents is on the web page.")
LISTED_HEADINGS = 3
"Of level 2, from which on the page has a list of contents."
CONTACT_MESSAGE, PHONE_MESSAGE, EMAIL_MESSAGE, ADDRESS_MESSAGE = _("Contact us"), _("Phone"), _("Email"), _("Address")
CLOSING_MESSAGES = (CONTACT_MESSAGE, PHONE_MESSAGE, EMAIL_MESSAGE, ADDRESS_MESSAGE)
LENGTH_KEY = "length"
MESSAGES = (
    *(VERSION_MESSAGE, LENGTH_MESSAGE, *STATUS_MESSAGES, COMPUTER_VOICE_MESSAGE, CONTENTS_MESSAGE),
    *reading.MESSAGES,
    *CLOSING_MESSAGES,
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
    tree = edition.tree()
    announcements = [*_announcements(edition, interface, organisation, computer_voice)]
    if len(tree.xpath("//h2")) >= LISTED_HEADINGS:
        announcements.append(interface.phrase(CONTENTS_MESSAGE))
    reader = Reader(edition, tree, interface, announcements)
    first = next(iter(tree), None)
    if first is None or first.tag != "h1":
        title = edition.metadata.title
        reader.say((Run(title.text, title.lang),), "", Style("heading", HEADING_PAUSE_MS, 1))
        reader.announce()
    reader.flow(tree, edition.locale.tag, Style())
    _close(edition, interface, reader)
    utterances = tuple(_named(reader.utterances, {str(name) for name in tree.xpath("//@id")}))
    return Narration(edition.source, edition.locale.tag, utterances)


def _close(edition: Edition, interface: Interface, reader: Reader) -> None:
    """Whom to ask: the one place where addresses are spelt out that are not part of the text."""
    contact = edition.metadata.contact
    heading = interface.phrase(CONTACT_MESSAGE)
    reader.say((Run(heading.text, heading.lang),), "", Style("heading", HEADING_PAUSE_MS, 2))
    reader.say((Run(contact.name.text, contact.name.lang),), "", Style("contact"))
    for message, value, phone in ((PHONE_MESSAGE, contact.phone, True), (EMAIL_MESSAGE, contact.email, False)):
        label = interface.phrase(message)
        if value:
            # The label's voice reads the value too: it knows its language's words for @ and the full stop.
            runs = (Run(f"{label.text}: ", label.lang), Run(value, label.lang, phone=phone))
            reader.say(runs, "", Style("contact"))
    if contact.address:
        label = interface.phrase(ADDRESS_MESSAGE)
        reader.label(Phrase(f"{label.text}:", label.lang))
        reader.say((Run(contact.address, edition.source_locale.tag),), "", Style("contact"))


def with_length(narration: Narration, seconds: float, interface: Interface) -> Narration:
    """The narration with its length among the announcements, which is known when everything else has been spoken."""
    lang = interface.phrase(LENGTH_MESSAGE).lang
    phrase = interface.phrase(LENGTH_MESSAGE, length=format_minutes(seconds, locale_from_tag(lang)))
    utterances = list(narration.utterances)
    place = next((at for at, utterance in enumerate(utterances) if utterance.kind == "announcement"), None)
    if place is not None:
        utterances.insert(place + 1, replace(utterances[place], key=LENGTH_KEY, lang=lang, shown=phrase.text))
    return replace(narration, utterances=tuple(utterances))


def _named(utterances: Iterable[Utterance], taken: set[str]) -> Iterator[Utterance]:
    """Keys and anchors. Those of the body depend on the body alone, for pages and books are marked with them."""
    body = (f"s{number}" for number in count(1) if f"s{number}" not in taken)
    own = (f"a{number}" for number in count(1) if f"a{number}" not in taken)
    anchors: dict[str, str] = {}
    for utterance in utterances:
        key = next(body if utterance.element else own)
        anchor = key if utterance.element else ""
        if utterance.element and utterance.span is None:
            anchor = anchors.setdefault(
                utterance.element, utterance.element.removeprefix("#") if utterance.element.startswith("#") else key
            )
        yield replace(utterance, key=key, anchor=anchor)


def _announcements(edition: Edition, interface: Interface, organisation: str, computer_voice: bool) -> Iterator[Phrase]:
    """What a reader sees around the text: who, when, and how far it can be trusted."""
    yield interface.phrase(organisation)
    lang = interface.phrase(VERSION_MESSAGE).lang
    date = format_date(edition.metadata.published, locale_from_tag(lang))
    yield interface.phrase(VERSION_MESSAGE, version=edition.metadata.version, date=date)
    yield from status_phrases(edition, interface)
    if computer_voice:
        yield interface.phrase(COMPUTER_VOICE_MESSAGE)
