"""The printed leaflet as one HTML document: what stands before the text, the text, and what stands after it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from leafletpress.edition import Edition, Phrase
from leafletpress.interface import Interface
from leafletpress.locales import format_date, locale_from_tag
from leafletpress.renderers.print.contents import contents_list
from leafletpress.renderers.print.numerals import Numerals
from leafletpress.renderers.print.pictures import Picture
from leafletpress.renderers.print.qr import qr_picture
from leafletpress.status import status_phrases
from leafletpress.telephone import telephone_address

PAGE, PAGES = "\ue000", "\ue001"
"Stand for the two numbers while the sentence around them is translated; no text holds characters of private use."


@dataclass(frozen=True, slots=True)
class Imprint:
    """What surrounds the text."""

    edition: Edition
    interface: Interface
    organisation: str
    address: str
    "Published address of this leaflet, or nothing."
    numerals: Numerals
    addresses: Mapping[str, Phrase] = field(default_factory=dict)
    "Where the links of the text lead, with their words."

    @property
    def head(self) -> str:
        """What stands at the head of every page but the first."""
        return self.interface.phrase(self.organisation).text

    def running(self) -> tuple[etree._Element, ...]:
        """The head of every page but the first, and its foot with the page's number in words."""
        head = etree.Element("div", {"class": "running-head"})
        self._say(head, "p", self.interface.phrase(self.organisation))
        foot = etree.Element("div", {"class": "running-foot"})
        numbers = self.interface.phrase("Page {page} of {pages}", page=PAGE, pages=PAGES)
        _fill_counters(self._say(foot, "p", numbers))
        return head, foot

    def masthead(self) -> etree._Element:
        """Whose leaflet this is, above its title."""
        masthead = etree.Element("div", {"class": "masthead"})
        self._say(masthead, "p", self.interface.phrase(self.organisation))
        return masthead

    def opening(self) -> tuple[etree._Element, ...]:
        """What readers must know before they read: how far to trust the translation, and which leaflet this is."""
        parts = []
        notices = status_phrases(self.edition, self.interface)
        if notices:
            box = etree.Element("div", {"class": "status"})
            for notice in notices:
                self._say(box, "p", notice)
            parts.append(box)
        phrase, metadata, locale = self.interface.phrase, self.edition.metadata, self.edition.locale
        facts = [
            (phrase("Leaflet number"), Phrase(metadata.number, self.edition.source_locale.tag)),
            (phrase("Version"), Phrase(metadata.version, self.edition.source_locale.tag)),
            (phrase("Published"), Phrase(self._date(metadata.published), locale.tag)),
            (phrase("Next review"), Phrase(self._date(metadata.review_due), locale.tag)),
            (phrase("Language"), Phrase(locale.autonym, locale.tag)),
            (phrase("Written by"), metadata.owner),
        ]
        if metadata.audience:
            facts.append((phrase("For"), metadata.audience))
        parts.append(self._facts(facts))
        return tuple(parts)

    def contents(self, listing: etree._Element) -> etree._Element:
        """The list of contents under its heading."""
        part = etree.Element("section", {"class": "contents-part"})
        self._say(part, "h2", self.interface.phrase("Contents"))
        part.append(listing)
        return part

    def closing(self) -> etree._Element:
        """Whom to ask, where the other formats are, and what the leaflet rests on."""
        closing = etree.Element("section", {"class": "closing"})
        phrase, contact = self.interface.phrase, self.edition.metadata.contact
        source = self.edition.source_locale.tag
        whom = etree.SubElement(closing, "div", {"class": "contact"})
        self._say(whom, "h2", phrase("Contact us"))
        self._say(whom, "p", contact.name)
        facts = self._facts(
            [
                (phrase("Phone"), Phrase(contact.phone, source)),
                (phrase("Email"), Phrase(contact.email, source)),
                (phrase("Address"), Phrase(contact.address, source)),
            ]
        )
        for value, scheme in zip(facts.iter("dd"), ("tel", "mailto"), strict=False):
            _make_link(value, scheme)
        whom.append(facts)
        if self.addresses:
            self._say(closing, "h2", phrase("Web addresses in this leaflet"))
            listing = etree.SubElement(closing, "ul", {"class": "addresses"})
            for address, words in self.addresses.items():
                entry = etree.SubElement(listing, "li")
                self._say(entry, "p", words)
                _make_address(etree.SubElement(entry, "p"), address)
        self._say(closing, "h2", phrase("Other formats and languages"))
        if self.address:
            self._say(closing, "p", phrase("This leaflet is also on our website, in other formats and languages:"))
            _make_address(etree.SubElement(closing, "p"), self.address)
            code = self.interface.phrase("QR code that opens this leaflet on our website")
            frame = self._say(closing, "div", Phrase("", code.lang))
            frame.set("class", "qr")
            etree.SubElement(frame, "img", {"src": qr_picture(self.address).address, "alt": code.text})
        else:
            self._say(closing, "p", phrase("Ask us for this leaflet in other formats or languages."))
        if self.edition.metadata.sources:
            self._say(closing, "h2", phrase("Sources"))
            sources = self._say(closing, "ul", Phrase("", source))
            for name in self.edition.metadata.sources:
                etree.SubElement(sources, "li").text = name
        return closing

    def pictures(self) -> dict[str, Picture]:
        """What the frame shows, by the address that the engine will ask for."""
        pictures = [qr_picture(self.address)] if self.address else []
        return {picture.address: picture for picture in pictures}

    def _facts(self, facts: Iterable[tuple[Phrase, Phrase]]) -> etree._Element:
        """Labels and values; values that are empty are left out with their label."""
        listing = etree.Element("dl", {"class": "facts"})
        for label, value in facts:
            if value.text:
                group = etree.SubElement(listing, "div", {"class": "entry"})
                self._say(group, "dt", label)
                self._say(group, "dd", value)
        return listing

    def _say(self, parent: etree._Element, tag: str, phrase: Phrase) -> etree._Element:
        """An element with a phrase, whose language is marked where it is not the leaflet's."""
        element = etree.SubElement(parent, tag)
        element.text = phrase.text
        if phrase.lang != self.edition.locale.tag:
            locale = locale_from_tag(phrase.lang)
            element.set("lang", locale.tag)
            element.set("dir", locale.direction)
        return element

    def _date(self, day: datetime.date) -> str:
        return self.numerals.write(format_date(day, self.edition.locale))


def _fill_counters(element: etree._Element) -> None:
    """Put the engine's two page counters where their stand-ins are."""
    text = element.text or ""
    for mark, name in sorted(((PAGE, "page"), (PAGES, "pages")), key=lambda pair: text.find(pair[0])):
        before, _, text = text.partition(mark)
        last = element[-1] if len(element) else None
        if last is None:
            element.text = before
        else:
            last.tail = before
        etree.SubElement(element, "span", {"class": name})
    element[-1].tail = text


def _make_address(parent: etree._Element, address: str) -> None:
    link = etree.SubElement(parent, "a", {"href": address, "class": "address", "dir": "ltr"})
    link.text = address.removeprefix("https://").removeprefix("http://")


def _make_link(value: etree._Element, scheme: str) -> None:
    """Make the text of a value a link that is never split."""
    text, value.text = value.text or "", None
    href = telephone_address(text) if scheme == "tel" else f"mailto:{text}"
    kind = "number" if scheme == "tel" else "address"
    link = etree.SubElement(value, "a", {"href": href, "dir": "ltr", "class": kind})
    link.text = text


def add_styles(document: etree._Element, styles: str) -> None:
    """Put style rules into the document's head."""
    etree.SubElement(document[0], "style").text = styles


def assemble(article: etree._Element, imprint: Imprint, *, contents: bool) -> etree._Element:
    """The whole document, with a list of its contents if asked for; the article is taken over and changed."""
    edition = imprint.edition
    html = etree.Element("html", {"lang": edition.locale.tag, "dir": edition.locale.direction})
    head = etree.SubElement(html, "head")
    etree.SubElement(head, "title").text = edition.metadata.title.text
    for name, content in (
        ("author", imprint.organisation),
        ("description", edition.metadata.summary.text),
        ("generator", "leafletpress"),
        # Named here so that the engine does not take the time of the day, and the same leaflet gives the same bytes.
        ("dcterms.created", edition.metadata.published.isoformat()),
        ("dcterms.modified", edition.metadata.published.isoformat()),
    ):
        etree.SubElement(head, "meta", {"name": name, "content": content})
    body = etree.SubElement(html, "body")
    body.extend(imprint.running())
    main = etree.SubElement(body, "main")
    main.append(imprint.masthead())
    title = article[0]
    opening = imprint.opening()
    for part in reversed(opening):
        title.addnext(part)
    main.append(article)
    main.append(imprint.closing())
    listing = contents_list(main) if contents else None
    if listing is not None:
        part = imprint.contents(listing)
        opening[-1].addnext(part)
    return html
