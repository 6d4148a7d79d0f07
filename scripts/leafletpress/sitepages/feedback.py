"""The ways to tell the publisher something that need no server: an e-mail begun already, and a form run elsewhere.

The page itself asks nothing of another host: a reader follows a link, or does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from leafletpress.addresses import START
from leafletpress.frames import Place
from leafletpress.interface import _
from leafletpress.siteplan import SitePlan

QUESTIONS = (
    _("which leaflet or page you used, and in which language"),
    _("which format you used, for example the web page, a PDF file or the audio"),
    _("what was wrong, or what would help you"),
)
"What helps us to help; the page lists the same."

LINE = "\r\n"
"https://www.rfc-editor.org/rfc/rfc6068#section-5"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the page for feedback offers besides the contact."""

    email: str
    "`mailto:` with subject and questions in the page's language, or nothing where the site has no address."
    form: str
    "Address of the publisher's own form, or nothing."


def feedback(plan: SitePlan, place: Place) -> Feedback:
    """The ways that this site has."""
    interface = plan.interfaces[place.locale.tag]
    address = plan.editions[START, place.locale.tag].metadata.contact.email
    site = interface.text(plan.project.site_name)
    subject = interface.text(_("Feedback about {site}"), site=site)
    body = LINE.join(f"– {interface.text(question)}:{LINE}" for question in QUESTIONS)
    email = f"mailto:{quote(address, safe='@')}?subject={quote(subject)}&body={quote(body)}" if address else ""
    return Feedback(email, plan.project.feedback_form)
