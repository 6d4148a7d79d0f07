"""Site plan → the `Page` that a template is given."""

from __future__ import annotations

import dataclasses

from leafletpress.addresses import START, page_file, page_folder, relative
from leafletpress.edition import Edition, Phrase, Rendition
from leafletpress.interface import Interface, _
from leafletpress.locales import format_date, format_minutes, format_number, format_size, locale_from_tag
from leafletpress.pages import Language, Link, Missing, Offer, Page
from leafletpress.renderers import Unavailable
from leafletpress.siteplan import SitePlan
from leafletpress.status import status_phrases
from leafletpress.web import web_content

OTHER_FORMATS = "other-formats"
"Name of the page that says how to ask for another format, where the site has one."

LABELS = {
    "large-print-pdf": _("Large print (PDF)"),
    "audio-mp3": _("Audio (MP3)"),
}
"What readers call each format."

NOTICES = {"audio-mp3": _("A computer voice reads this recording. It may make mistakes.")}
"What must be said of a format wherever it is offered."


def page_view(plan: SitePlan, name: str, tag: str) -> Page:
    """Everything that the page of a leaflet in a locale shows."""
    edition, interface, project = plan.editions[name, tag], plan.interfaces[tag], plan.project
    source = project.source_locale
    folder = page_folder(name, edition.locale, source)

    def link(target: str) -> Link:
        label = plan.editions[target, tag].metadata.title
        return Link(relative(page_file(target, edition.locale, source), folder), label, current=target == name)

    offers = tuple(_offer(rendition, interface) for rendition in plan.renditions.get((name, tag), ()))
    pages = [other for other in plan.names() if plan.editions[other, tag].metadata.kind == "page"]
    return Page(
        edition=edition,
        lang=tag,
        direction=edition.locale.direction,
        interface=interface,
        content=web_content(edition, interface),
        root=relative("", folder),
        home=relative(page_file(START, edition.locale, source), folder),
        languages=tuple(
            Language(
                locale.tag,
                locale.direction,
                locale.autonym,
                relative(page_file(name, locale, source), folder),
                locale.tag == tag,
            )
            for locale in plan.locales()
            if plan.editions[name, locale.tag].status != "withheld"
        ),
        navigation=tuple(map(link, pages)),
        contents=_contents(edition),
        facts=_facts(edition, interface),
        status=status_phrases(edition, interface),
        offers=offers,
        missing=tuple(_missing(*entry, interface) for entry in plan.unavailable.get((name, tag), ())),
        audio=next((offer for offer in offers if offer.media_type.startswith("audio/")), None),
        ask=link(OTHER_FORMATS) if OTHER_FORMATS in pages and name != OTHER_FORMATS else None,
        site_name=interface.phrase(project.site_name),
        organisation=interface.phrase(project.organisation),
        canonical=f"{project.site_url}{folder}" if project.site_url else "",
    )


def error_page_view(plan: SitePlan, tag: str, base: str) -> Page:
    """The page for addresses that do not exist; it may be shown anywhere, so its links begin at `base`."""
    page = page_view(plan, START, tag)
    folder = page_folder(START, page.edition.locale, plan.project.source_locale)

    def absolute(href: str) -> str:
        up = folder.count("/")
        return base + href.removeprefix("../" * up) if href.startswith("../" * up) and up else base + folder + href

    return dataclasses.replace(
        page,
        root=base,
        home=base + page_file(START, page.edition.locale, plan.project.source_locale),
        languages=tuple(
            dataclasses.replace(one, href=base + page_file(START, locale_from_tag(one.tag), plan.project.source_locale))
            for one in page.languages
        ),
        navigation=tuple(dataclasses.replace(one, href=absolute(one.href), current=False) for one in page.navigation),
        ask=dataclasses.replace(page.ask, href=absolute(page.ask.href)) if page.ask else None,
        canonical="",
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


def _offer(rendition: Rendition, interface: Interface) -> Offer:
    locale = interface.locale
    details = [Phrase(format_size(rendition.bytes, locale), locale.tag)]
    if pages := rendition.fact("pages"):
        details.append(interface.phrase(_("Pages: {number}"), number=format_number(int(pages), locale)))
    if seconds := rendition.fact("duration_s"):
        details.append(Phrase(format_minutes(float(seconds), locale), locale.tag))
    notice = NOTICES.get(rendition.format)
    return Offer(
        format=rendition.format,
        label=interface.phrase(LABELS[rendition.format]),
        href=rendition.filename,
        media_type=rendition.media_type,
        details=tuple(details),
        notice=interface.phrase(notice) if notice else None,
    )


def _missing(format_name: str, reason: Unavailable, interface: Interface) -> Missing:
    values = dict(reason.values)
    if "language" in values:  # in English the language's English name, to its readers its own
        values["language"] = interface.locale.autonym
    return Missing(format_name, interface.phrase(LABELS[format_name]), interface.phrase(reason.message, **values))
