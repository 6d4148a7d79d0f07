"""Addresses within the published site: English at the root, every other locale under its tag.

Every link is relative and names its file, so that the site works from any folder, any host and `file://`.
"""

from __future__ import annotations

from leafletpress.locales import Locale

START = "index"
"The page that is the site's own address."

SHEET = "waiting-room"
"Folder, beside a leaflet's page, of the sheet with its address in every language."

SEARCH = "search"
"Folder, in a locale's, of its search index."

NEWS_FEED = "feed.xml"
PODCAST_FEED = "podcast.xml"


def folder_of(locale: Locale, source_locale: Locale) -> str:
    """`` for the source locale, `ur/` for Urdu."""
    return "" if locale == source_locale else f"{locale.tag}/"


def page_folder(name: str, locale: Locale, source_locale: Locale) -> str:
    """Folder of a page below the site's root, with a final slash: `ur/osseointegration/`, or `` for the first page."""
    return folder_of(locale, source_locale) + ("" if name == START else f"{name}/")


def page_file(name: str, locale: Locale, source_locale: Locale) -> str:
    """File of a page below the site's root: `ur/osseointegration/index.html`."""
    return f"{page_folder(name, locale, source_locale)}index.html"


def relative(target: str, folder: str) -> str:
    """From a page's folder to a file or folder, both given below the site's root and folders with a final slash."""
    here, there = folder.split("/")[:-1], target.split("/")
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    return "../" * (len(here) - same) + "/".join(there[same:]) or "./"
