"""Site plan → the `Page` that a template is given."""

from __future__ import annotations

import datetime

from leafletpress.addresses import SHEET, START, page_file, page_folder
from leafletpress.braille.framing import GRADES
from leafletpress.edition import Edition, Phrase, Rendition
from leafletpress.formatsignoff import family_of
from leafletpress.formatwords import LABELS, NOTICES, PROOFREAD, READ_BY_A_PERSON
from leafletpress.frames import Place, authors_pages, frame_of, place_of
from leafletpress.interface import Interface, _
from leafletpress.locales import format_date, format_minutes, format_number, format_size, locale_from_tag
from leafletpress.pages import Frame, Link, Missing, Offer, Page
from leafletpress.readalong import marked_tree, read_along_of
from leafletpress.renderers import Unavailable
from leafletpress.siteplan import SitePlan
from leafletpress.status import status_phrases
from leafletpress.structured import description_of
from leafletpress.web import web_content

OTHER_FORMATS = "other-formats"
"Name of the page that says how to ask for another format, where the site has one."


def page_view(plan: SitePlan, name: str, tag: str) -> Page:
    """Everything that the page of a leaflet in a locale shows."""
    edition, interface = plan.editions[name, tag], plan.interfaces[tag]
    meta, source = edition.metadata, plan.project.source_locale
    place = place_of(plan, name, edition.locale)
    offers = tuple(offer_of(rendition, interface) for rendition in plan.renditions.get((name, tag), ()))
    frame = frame_of(
        plan,
        place,
        kind=meta.kind,
        title=meta.title,
        summary=meta.summary,
        indexed=edition.status != "withheld",
    )
    read_along = read_along_of(plan, edition)
    ask = None
    if OTHER_FORMATS in authors_pages(plan) and name != OTHER_FORMATS:
        target = page_file(OTHER_FORMATS, edition.locale, source)
        ask = Link(place.href(target), plan.editions[OTHER_FORMATS, tag].metadata.title)
    return Page(
        **{**frame, "contact": meta.contact},
        edition=edition,
        content=web_content(edition, interface, marked_tree(plan, edition) if read_along else None),
        contents=_contents(edition),
        facts=_facts(edition, interface),
        status=status_phrases(edition, interface),
        offers=offers,
        missing=tuple(missing_of(*entry, interface) for entry in plan.unavailable.get((name, tag), ())),
        audio=next((offer for offer in offers if offer.media_type.startswith("audio/")), None),
        ask=ask,
        sheet=_sheet(plan, place, interface) if meta.kind == "leaflet" else None,
        read_along=read_along,
        described=description_of(plan, edition),
    )


def error_page_view(plan: SitePlan, tag: str, base: str) -> Frame:
    """The page for addresses that do not exist; it may be shown anywhere, so its links begin at `base`."""
    interface = plan.interfaces[tag]
    place = Place(START, interface.locale, lambda target: base + target)
    return Frame(**frame_of(plan, place, kind="error", title=interface.phrase(_("Page not found")), summary=None))


def offer_of(rendition: Rendition, interface: Interface) -> Offer:
    """What readers are told of a format that exists."""
    locale = interface.locale
    details = [Phrase(format_size(rendition.bytes, locale), locale.tag)]
    if pages := rendition.fact("pages"):
        details.append(interface.phrase(_("Pages: {number}"), number=format_number(int(pages), locale)))
    if seconds := rendition.fact("duration_s"):
        details.append(Phrase(format_minutes(float(seconds), locale), locale.tag))
    if (grade := rendition.fact("grade")) in GRADES:
        details.append(interface.phrase(GRADES[grade]))  # type: ignore[index] # narrowed above
    return Offer(
        format=rendition.format,
        label=interface.phrase(LABELS[rendition.format]),
        href=rendition.filename,
        media_type=rendition.media_type,
        details=tuple(details),
        notice=notice_of(rendition, interface),
    )


def notice_of(rendition: Rendition, interface: Interface) -> Phrase | None:
    """What must be said of a format: that a computer made it, or who has read or spoken it."""
    proofread = PROOFREAD.get(family_of(rendition.format))
    if proofread and (by := rendition.fact("proofread_by")):
        on = datetime.date.fromisoformat(str(rendition.fact("proofread_on")))
        date = format_date(on, locale_from_tag(interface.phrase(proofread).lang))
        return interface.phrase(proofread, by=by, date=date)
    message = READ_BY_A_PERSON if rendition.fact("reader") == "person" else NOTICES.get(rendition.format)
    return interface.phrase(message) if message else None


def missing_of(format_name: str, reason: Unavailable, interface: Interface) -> Missing:
    """What readers are told of a format that does not exist."""
    values = dict(reason.values)
    if "language" in values:  # in English the language's English name, to its readers its own
        values["language"] = interface.locale.autonym
    return Missing(format_name, interface.phrase(LABELS[format_name]), interface.phrase(reason.message, **values))


def _sheet(plan: SitePlan, place: Place, interface: Interface) -> Link | None:
    """A printed address is an absolute one, so there is no sheet where the site's own is not known."""
    if not plan.project.site_url:
        return None
    source = plan.project.source_locale
    folder = page_folder(place.name, source, source)
    return Link(
        place.href(f"{folder}{SHEET}/index.html"),
        interface.phrase(_("This leaflet in every language: a sheet to print")),
    )


def _contents(edition: Edition) -> tuple[Link, ...]:
    links = []
    for heading in edition.tree().iter("h2"):
        for mark in heading.findall(".//sup"):
            mark.clear(keep_tail=True)
        words = " ".join(heading.text_content().split())
        if heading.get("id"):
            links.append(Link(f"#{heading.get('id')}", Phrase(words, heading.get("lang") or edition.body_locale.tag)))
    return tuple(links)


def _facts(edition: Edition, interface: Interface) -> tuple[tuple[Phrase, Phrase], ...]:
    meta, locale = edition.metadata, edition.locale

    def own(text: str) -> Phrase:
        return Phrase(text, locale.tag)

    facts = [
        (interface.phrase(_("Published")), own(format_date(meta.published, locale))),
        (interface.phrase(_("Next review")), own(format_date(meta.review_due, locale))),
        (interface.phrase(_("Written by")), meta.owner),
    ]
    if meta.kind == "leaflet":
        facts = [
            (interface.phrase(_("Leaflet number")), own(meta.number)),
            (interface.phrase(_("Version")), own(meta.version)),
            *facts,
        ]
    if meta.audience:
        facts.append((interface.phrase(_("For")), meta.audience))
    return tuple(facts)
