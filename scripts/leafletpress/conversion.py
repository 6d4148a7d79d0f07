"""Leaflet + catalogue → edition, through the one parser of record: Python-Markdown with the site's own extensions."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown import Markdown

from leafletpress.body import BodyBuilder
from leafletpress.catalogue import Catalogue
from leafletpress.edition import Contact, Edition, Metadata, Phrase, Status, digest_of
from leafletpress.errors import LeafletError, Problem
from leafletpress.gate import Policy, status_of
from leafletpress.interface import Interface
from leafletpress.leaflet import Leaflet
from leafletpress.locales import Locale, locale_from_tag
from leafletpress.localisation import Localisation
from leafletpress.segments import Conversion, Message
from leafletpress.signoff import approval_of

FRONT_KEYS = ("title", "summary", "owner", "audience")
"Keys of the front matter that are translated, in order; the contact's name and the topics are messages too."

PUBLISH_ALL = Policy(unreviewed="mark", incomplete="mark")
"The loosest policy: whatever is translated is shown, with a notice."


@dataclass(frozen=True, slots=True)
class Dialect:
    """Markdown as mkdocs.yml sets it up."""

    extensions: tuple[str, ...]
    configs: Mapping[str, Any]

    def convert(self, text: str, conversion: Conversion) -> str:
        """HTML of the text; what was met on the way is in `conversion`."""
        md = Markdown(extensions=[*self.extensions, Localisation(conversion)], extension_configs=dict(self.configs))
        return md.convert(text)


@dataclass(frozen=True, slots=True)
class SourceReading:
    """What the English text of a leaflet holds: read once, needed by every locale."""

    leaflet: Leaflet
    messages: tuple[Message, ...]
    "Front matter first, then the text in its order; equal messages are repeated."
    heading_ids: tuple[str, ...]
    converted: str
    "The text as HTML: what the source locale's edition, and one that is withheld, are made from."


def read_source(leaflet: Leaflet, dialect: Dialect, source_locale: Locale) -> SourceReading:
    """Extract the messages; raises LeafletError for what cannot be translated."""
    conversion = Conversion(source=source_locale.tag, target=source_locale.tag)
    converted = dialect.convert(leaflet.text, conversion)
    if conversion.findings:
        raise LeafletError(
            Problem(leaflet.where(_first_words(f.piece)), f.found, f.expected, f.remedy, f.piece)
            for f in conversion.findings
        )
    messages = (*front_messages(leaflet), *conversion.messages)
    return SourceReading(leaflet, messages, conversion.found_ids, converted)


def front_messages(leaflet: Leaflet) -> tuple[Message, ...]:
    """The translatable lines of the front matter."""
    front = leaflet.front
    texts = [(key, getattr(front, key)) for key in FRONT_KEYS] + [("contact.name", front.contact.name)]
    texts += [("topics", topic) for topic in front.topics]
    return tuple(Message(text, None, f"front:{key}") for key, text in texts if text)


def make_edition(
    reading: SourceReading,
    catalogue: Catalogue,
    locale: Locale,
    *,
    dialect: Dialect,
    source_locale: Locale,
    interface: Interface,
    source_interface: Interface | None = None,
    docs_dir: Path,
    names: frozenset[str],
    policy: Policy = PUBLISH_ALL,
) -> Edition:
    """The leaflet in one locale, as far as the policy lets readers have it.

    `source_interface` speaks in a withheld edition, whose text is the source's. Raises LeafletError with every problem
    of the text.
    """
    leaflet, is_source = reading.leaflet, locale == source_locale
    counts = catalogue.counts(reading.messages)
    approval = None if is_source else approval_of(catalogue, reading.messages)
    status: Status = "approved" if is_source else status_of(counts, signed_off=approval is not None, policy=policy)
    if is_source:
        counts = dataclasses.replace(counts, translated=counts.total, fuzzy=0, untranslated=0)
    text_locale = source_locale if status == "withheld" else locale
    converted = reading.converted
    if text_locale != source_locale:
        conversion = Conversion(
            source=source_locale.tag,
            target=text_locale.tag,
            direction=lambda tag: locale_from_tag(tag).direction,
            lookup=catalogue.published,
            heading_ids=reading.heading_ids,
        )
        converted = dialect.convert(leaflet.text, conversion)
    words = source_interface or interface if status == "withheld" else interface
    builder = BodyBuilder(lambda piece: leaflet.where(_first_words(piece)), docs_dir, names, words)
    body = builder.build(converted)
    if builder.problems:
        raise LeafletError(builder.problems)
    return Edition(
        leaflet=leaflet.name,
        source=leaflet.path,
        locale=locale,
        source_locale=source_locale,
        metadata=_metadata(leaflet, catalogue, text_locale, source_locale),
        body=body,
        status=status,
        origin="source" if is_source else catalogue.origin,
        messages=counts,
        source_digest=leaflet.digest,
        catalogue_digest=digest_of(b"") if is_source else catalogue.digest(reading.messages),
        approval=approval if status == "approved" else None,
        resources=tuple(builder.resources.items()),
    )


def _metadata(leaflet: Leaflet, catalogue: Catalogue, locale: Locale, source_locale: Locale) -> Metadata:
    front = leaflet.front

    def phrase(text: str) -> Phrase:
        msgstr = None if locale == source_locale else catalogue.published(text)
        return Phrase(text, source_locale.tag) if msgstr is None else Phrase(msgstr, locale.tag)

    return Metadata(
        title=phrase(front.title),
        summary=phrase(front.summary),
        kind=front.kind,
        number=front.number,
        version=front.version,
        published=front.published,
        review_due=front.review_due,
        owner=phrase(front.owner),
        audience=phrase(front.audience) if front.audience else None,
        contact=Contact(phrase(front.contact.name), front.contact.phone, front.contact.email, front.contact.address),
        sources=front.sources,
        topics=tuple(phrase(topic) for topic in front.topics),
    )


def _first_words(piece: str) -> str:
    """Enough of a piece to find it in the source, where lines may be wrapped."""
    return " ".join(piece.split("\n")[0].split()[:4]) if piece else ""
