"""The waiting-room sheet: one leaflet in every language, each with a QR code that opens that language's page."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from leafletpress.addresses import page_folder
from leafletpress.edition import Phrase
from leafletpress.frames import locales_with
from leafletpress.interface import _
from leafletpress.siteplan import SitePlan


@dataclass(frozen=True, slots=True)
class Ticket:
    """One language of a sheet."""

    tag: str
    direction: str
    autonym: str
    title: Phrase
    invitation: Phrase
    "What to do with the code, in that language."
    address: str
    code: Markup
    "The QR code as a drawing."


def tickets(plan: SitePlan, leaflet: str) -> tuple[Ticket, ...]:
    """Every language in which the leaflet is offered; needs the site's address."""
    return tuple(
        Ticket(
            tag=locale.tag,
            direction=locale.direction,
            autonym=locale.autonym,
            title=plan.editions[leaflet, locale.tag].metadata.title,
            invitation=plan.interfaces[locale.tag].phrase(_("Scan this code with your phone to open the leaflet.")),
            address=(address := plan.project.site_url + page_folder(leaflet, locale, plan.project.source_locale)),
            code=qr_code(address),
        )
        for locale in locales_with(plan, leaflet)
    )


def qr_code(address: str) -> Markup:
    """An SVG drawing without size or style; its ground is white, for codes are read dark on light."""
    import segno

    code = segno.make(address, error="m", micro=False)
    drawing = code.svg_inline(border=4, omitsize=True, light="#fff", svgclass=None, lineclass=None)
    return Markup(drawing.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))
