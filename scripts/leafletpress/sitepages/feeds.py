"""Feeds of a language: leaflets that are new or changed (Atom), and those that can be heard (podcast, RSS).

Both name their entries by absolute addresses, so they exist only where the site's own address is known. What readers
must know of a translation stands in each entry, for a feed is often all that they see.
https://www.rfc-editor.org/rfc/rfc4287, https://help.apple.com/itc/podcasts_connect/#/itcb54353390 and, for the captions
of a recording, https://github.com/Podcastindex-org/podcast-namespace
"""

from __future__ import annotations

import datetime
from email.utils import format_datetime
from typing import Any

from lxml import etree

from leafletpress.addresses import NEWS_FEED, PODCAST_FEED, folder_of, page_folder
from leafletpress.edition import Edition, Rendition
from leafletpress.formatwords import NOTICES
from leafletpress.frames import has_recordings
from leafletpress.interface import _
from leafletpress.locales import Locale
from leafletpress.siteplan import SitePlan
from leafletpress.status import status_phrases

ENTRIES = 100
"At most; the newest."

ATOM = "http://www.w3.org/2005/Atom"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
CAPTIONS = "captions-vtt"
DEFAULT_ATOM: Any = {None: ATOM}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def news_feed(plan: SitePlan, locale: Locale) -> bytes | None:
    """Atom: every published leaflet of a language by the date of its version; None without a site_url."""
    editions = _newest(plan, locale)
    if not plan.project.site_url or not editions:
        return None
    interface, home = plan.interfaces[locale.tag], _home(plan, locale)
    feed = etree.Element(f"{{{ATOM}}}feed", {LANG: locale.tag}, nsmap=DEFAULT_ATOM)

    def add(parent: etree._Element, name: str, words: str = "", **attributes: str) -> etree._Element:
        return _add(parent, f"{{{ATOM}}}{name}", words, **attributes)

    add(feed, "title", f"{interface.text(plan.project.site_name)} – {interface.text(_('New and changed leaflets'))}")
    add(feed, "id", home + NEWS_FEED)
    add(feed, "link", rel="self", type="application/atom+xml", href=home + NEWS_FEED)
    add(feed, "link", rel="alternate", type="text/html", hreflang=locale.tag, href=home)
    add(feed, "updated", _moment(editions[0]).isoformat())
    add(add(feed, "author"), "name", interface.text(plan.project.organisation))
    for edition in editions:
        address, entry = _address(plan, edition), add(feed, "entry")
        add(entry, "title", edition.metadata.title.text)
        add(entry, "id", address)
        add(entry, "link", rel="alternate", type="text/html", hreflang=locale.tag, href=address)
        add(entry, "updated", _moment(edition).isoformat())
        add(entry, "summary", _summary(plan, edition))
        written = plan.editions[edition.leaflet, plan.project.source_locale.tag].metadata.topics
        for topic, name in zip(written, edition.metadata.topics, strict=True):
            add(entry, "category", term=topic.text, label=name.text)
    return _bytes(feed)


def podcast_feed(plan: SitePlan, locale: Locale) -> bytes | None:
    """RSS with enclosures: every leaflet of a language that has a recording; None without a site_url or a voice."""
    if not plan.project.site_url or not has_recordings(plan, locale.tag):
        return None
    interface, home = plan.interfaces[locale.tag], _home(plan, locale)
    rss = etree.Element("rss", {"version": "2.0"}, nsmap={"itunes": ITUNES, "atom": ATOM, "podcast": PODCAST})
    channel = _add(rss, "channel")
    _add(channel, "title", f"{interface.text(plan.project.site_name)} – {interface.text(_('Leaflets to hear'))}")
    _add(channel, "link", home)
    _add(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=home + PODCAST_FEED)
    notice = NOTICES["audio-mp3"]  # apart: a literal within the call would be taken for a message
    _add(channel, "description", interface.text(notice))
    _add(channel, "language", locale.tag)
    _add(channel, f"{{{ITUNES}}}author", interface.text(plan.project.organisation))
    _add(channel, f"{{{ITUNES}}}category", text="Health & Fitness")
    _add(channel, f"{{{ITUNES}}}explicit", "false")
    _add(channel, f"{{{ITUNES}}}type", "episodic")
    for edition in _newest(plan, locale):
        for recording in _recordings(plan, edition):
            address, item = _address(plan, edition), _add(channel, "item")
            _add(item, "title", edition.metadata.title.text)
            _add(item, "link", address)
            # Another sound is another episode: a program that has the old one must not keep it for the new
            _add(item, "guid", f"{address}{recording.filename}#{recording.sha256[:16]}", isPermaLink="false")
            _add(item, "pubDate", format_datetime(_moment(edition), usegmt=True))
            _add(item, "description", _summary(plan, edition))
            file = {"url": address + recording.filename, "length": str(recording.bytes), "type": recording.media_type}
            _add(item, "enclosure", **file)
            if seconds := recording.fact("duration_s"):
                _add(item, f"{{{ITUNES}}}duration", str(round(float(seconds))))
            for captions in _captions(plan, edition):
                file = {"url": address + captions.filename, "type": captions.media_type}
                _add(item, f"{{{PODCAST}}}transcript", **file, language=locale.tag, rel="captions")
    return _bytes(rss)


def _add(parent: etree._Element, name: str, words: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, name, attributes)
    element.text = words or None
    return element


def _newest(plan: SitePlan, locale: Locale) -> list[Edition]:
    editions = [plan.editions[name, locale.tag] for name in plan.names()]
    leaflets = [one for one in editions if one.metadata.kind == "leaflet" and one.status != "withheld"]
    leaflets.sort(key=lambda edition: (-edition.metadata.published.toordinal(), edition.leaflet))
    return leaflets[:ENTRIES]


def _recordings(plan: SitePlan, edition: Edition) -> list[Rendition]:
    renditions = plan.renditions.get((edition.leaflet, edition.locale.tag), ())
    return [one for one in renditions if one.media_type.startswith("audio/")]


def _captions(plan: SitePlan, edition: Edition) -> list[Rendition]:
    renditions = plan.renditions.get((edition.leaflet, edition.locale.tag), ())
    return [one for one in renditions if one.format == CAPTIONS]


def _summary(plan: SitePlan, edition: Edition) -> str:
    status = status_phrases(edition, plan.interfaces[edition.locale.tag])
    return " ".join([edition.metadata.summary.text, *(phrase.text for phrase in status)])


def _moment(edition: Edition) -> datetime.datetime:
    """Midnight of the version's date: a leaflet knows no hour, and the same sources give the same bytes."""
    return datetime.datetime.combine(edition.metadata.published, datetime.time(), datetime.UTC)


def _home(plan: SitePlan, locale: Locale) -> str:
    return plan.project.site_url + folder_of(locale, plan.project.source_locale)


def _address(plan: SitePlan, edition: Edition) -> str:
    return plan.project.site_url + page_folder(edition.leaflet, edition.locale, plan.project.source_locale)


def _bytes(root: etree._Element) -> bytes:
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"
