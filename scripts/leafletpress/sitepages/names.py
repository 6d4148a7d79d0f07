"""The pages that leafletpress makes of itself: their addresses, titles and templates."""

from __future__ import annotations

from dataclasses import dataclass

from leafletpress.interface import _


@dataclass(frozen=True, slots=True)
class SitePageName:
    """A page that every site needs and no author has to write."""

    name: str
    "Its address, as of a leaflet: `all-languages`."
    title: str
    "msgid"
    summary: str
    "msgid; shown below the title and told to search engines."


FIND = SitePageName(
    "find-a-leaflet", _("Find a leaflet"), _("Every leaflet on this site in this language, from A to Z.")
)
TOPICS = SitePageName("topics", _("Leaflets by topic"), _("Every leaflet in this language, topic by topic."))
LANGUAGES = SitePageName(
    "all-languages", _("All languages"), _("Every leaflet on this site, and the languages you can read it in.")
)
FORMATS = SitePageName(
    "all-formats", _("All formats"), _("Every leaflet in this language, and the formats you can have it in.")
)
STATEMENT = SitePageName(
    "accessibility-statement",
    _("Accessibility statement"),
    _("How accessible this website is, and what to do if you have a problem with it."),
)
FEEDBACK = SitePageName(
    "feedback", _("Give us feedback"), _("How to tell us about a mistake, a problem, or something that would help you.")
)

SITE_PAGES = (FIND, TOPICS, LANGUAGES, FORMATS, STATEMENT, FEEDBACK)
"""In the order of the navigation. Where an author wrote a page of the same name, the author's stands.
The page of topics is there where leaflets have any."""
