"""What stands around the text: the title page before it, whom to ask after it."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from leafletpress.addresses import page_folder
from leafletpress.braille.profiles import Grade
from leafletpress.edition import Approval, Edition, Phrase
from leafletpress.interface import Interface, _
from leafletpress.locales import format_date, locale_from_tag
from leafletpress.status import MESSAGES as STATUS_MESSAGES
from leafletpress.status import status_phrases

AUTOMATIC = _("A computer made this braille. No braille reader has checked it. It may contain mistakes.")
MISTAKES = _("If you find a mistake in the braille, please tell us: {email}")
PROOFREAD = _("A computer made this braille. {by} checked it on {date}.")
CHECKED_TABLE = _("{name} has checked how we write this language in braille.")
GRADES: dict[Grade, str] = {
    2: _("This is contracted braille (grade 2)."),
    1: _("This is uncontracted braille (grade 1)."),
}
FOREIGN_LETTERS = _("Words in Latin letters are in uncontracted Unified English Braille.")

LABELS = (
    "Leaflet number", "Version", "Published", "Next review", "Written by", "For", "Contact us", "Phone", "Email",
    "Address", "Other formats and languages", "This leaflet is also on our website, in other formats and languages:",
    "Ask us for this leaflet in other formats or languages.", "Sources",
)  # fmt: skip
"Messages that other formats say too."

MESSAGES = (AUTOMATIC, PROOFREAD, MISTAKES, CHECKED_TABLE, *GRADES.values(), FOREIGN_LETTERS, *LABELS, *STATUS_MESSAGES)


def framed(
    edition: Edition,
    interface: Interface,
    *,
    organisation: str,
    site_url: str,
    grade: Grade,
    latin_words: bool,
    reviewed_by: str,
    notice: Phrase | None,
) -> etree._Element:
    """The article of an edition with a title page that begins with its h1, and a closing section.

    `notice` says whether a person has read this braille; there is none in what such a person is given to read.
    """
    article: etree._Element = edition.tree()
    etree.strip_tags(article, etree.Comment, etree.ProcessingInstruction)
    title_page = etree.Element("section", {"class": "title-page"})
    title = article[0]
    article.insert(0, title_page)
    title_page.append(title)
    say, phrase = _Sayer(edition), interface.phrase
    say.phrase(title_page, "p", phrase(organisation), "centred")
    notices = [*status_phrases(edition, interface), *([notice] if notice else [])]
    if reviewed_by:
        notices.append(phrase(CHECKED_TABLE, name=reviewed_by))
    notices.append(phrase(MISTAKES, email=edition.metadata.contact.email))
    notices.append(phrase(GRADES[grade]))
    if latin_words:
        notices.append(phrase(FOREIGN_LETTERS))
    for notice in notices:
        say.phrase(title_page, "p", notice)
    title_page.extend(say.facts(_facts(edition, interface)))
    article.append(_closing(edition, interface, site_url, say))
    return article


def notice_of(interface: Interface, proofread: Approval | None) -> Phrase:
    """Whether a person has read this braille, who and when."""
    if proofread is None:
        return interface.phrase(AUTOMATIC)
    date = format_date(proofread.on, locale_from_tag(interface.phrase(PROOFREAD).lang))
    return interface.phrase(PROOFREAD, by=proofread.by, date=date)


def _facts(edition: Edition, interface: Interface) -> Iterable[tuple[Phrase, Phrase]]:
    phrase, meta, locale = interface.phrase, edition.metadata, edition.locale
    source = edition.source_locale.tag
    yield phrase("Leaflet number"), Phrase(meta.number, source)
    yield phrase("Version"), Phrase(meta.version, source)
    yield phrase("Published"), Phrase(format_date(meta.published, locale), locale.tag)
    yield phrase("Next review"), Phrase(format_date(meta.review_due, locale), locale.tag)
    yield phrase("Written by"), meta.owner
    if meta.audience:
        yield phrase("For"), meta.audience


def _closing(edition: Edition, interface: Interface, site_url: str, say: _Sayer) -> etree._Element:
    closing = etree.Element("section", {"class": "closing"})
    phrase, contact, source = interface.phrase, edition.metadata.contact, edition.source_locale.tag
    say.phrase(closing, "h2", phrase("Contact us"))
    say.phrase(closing, "p", contact.name)
    closing.extend(
        say.facts(
            [
                (phrase("Phone"), Phrase(contact.phone, source)),
                (phrase("Email"), Phrase(contact.email, source)),
                (phrase("Address"), Phrase(contact.address, source)),
            ]
        )
    )
    say.phrase(closing, "h2", phrase("Other formats and languages"))
    if site_url:
        say.phrase(closing, "p", phrase("This leaflet is also on our website, in other formats and languages:"))
        address = site_url + page_folder(edition.leaflet, edition.locale, edition.source_locale)
        say.phrase(closing, "p", Phrase(address, source))
    else:
        say.phrase(closing, "p", phrase("Ask us for this leaflet in other formats or languages."))
    if edition.metadata.sources:
        say.phrase(closing, "h2", phrase("Sources"))
        sources = etree.SubElement(closing, "ul")
        for entry in edition.metadata.sources:
            say.phrase(sources, "li", Phrase(entry, source))
    return closing


class _Sayer:
    """Makes elements whose language is marked where it is not the leaflet's."""

    def __init__(self, edition: Edition) -> None:
        self.tag = edition.locale.tag

    def phrase(self, parent: etree._Element, tag: str, phrase: Phrase, name: str = "") -> etree._Element:
        element = etree.SubElement(parent, tag, {"class": name} if name else {})
        element.text = phrase.text
        if phrase.lang != self.tag:
            element.set("lang", locale_from_tag(phrase.lang).tag)
        return element

    def facts(self, facts: Iterable[tuple[Phrase, Phrase]]) -> list[etree._Element]:
        """A line for each label and value; values that are empty are left out with their label."""
        lines = []
        for label, value in facts:
            if value.text:
                line = etree.Element("p", {"class": "fact"})
                self.phrase(line, "span", label).tail = ": "
                self.phrase(line, "span", value)
                lines.append(line)
        return lines
