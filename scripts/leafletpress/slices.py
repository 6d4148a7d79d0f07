"""Slices: the part of a site plan that one page is made from, and nothing else.

A page is given its slice alone, and its key is a digest of that slice. So a page cannot show a fact that its key does
not know, and a change reaches the pages that show it and no others. What a page has to know of all the others (whether
there is anything to hear, which lists there are) is worked out once and stands in the slice as a fact of its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace

from leafletpress.edition import Contact, Edition, MessageCounts, Phrase, Status
from leafletpress.frames import site_page_names
from leafletpress.sitepages.names import SITE_PAGES
from leafletpress.siteplan import EditionKey, SitePlan
from leafletpress.store import key_of

NOTHING = MessageCounts(0, 0, 0, 0)
NOBODY = Contact(Phrase("", ""), "", "", "")
OURS = frozenset(page.name for page in SITE_PAGES)


class Slicer:
    """Cuts slices out of a plan; what they share is worked out once."""

    def __init__(self, plan: SitePlan) -> None:
        self.plan = plan
        self.names = plan.names()
        self.tags = tuple(locale.tag for locale in plan.locales())
        self.outlines = {key: outline_of(edition) for key, edition in plan.editions.items()}
        source = plan.project.source_locale.tag
        self.pages = tuple(
            name for name in self.names if plan.editions[name, source].metadata.kind == "page" or name in OURS
        )
        "What is named around every page."
        self.own_pages = site_page_names(plan)
        self.headings = {key: heading_of(outline) for key, outline in self.outlines.items()}
        self._outline_keys = {key: key_of(repr(one)) for key, one in self.outlines.items()}
        self._headings_key = key_of([repr(self.headings[key]) for name in self.names for key in self._all(name)])
        self._format_keys: dict[EditionKey, str] = {}
        self._frame_keys: dict[str, str] = {}
        self._words = {tag: key_of(dict(plan.interfaces[tag].messages)) for tag in self.tags}

    def completed(self, plan: SitePlan) -> Slicer:
        """The same for a plan of the same editions that has its renditions by now."""
        slicer = copy(self)
        slicer.plan, slicer._frame_keys = plan, {}
        slicer._format_keys = {
            key: found for key, found in self._format_keys.items() if _facts_of(plan, key) == _facts_of(self.plan, key)
        }
        return slicer

    def note_formats(self) -> None:
        """Work out what is asked of every edition's formats, while there is time for it."""
        for key in self.plan.editions:
            self._formats(key)

    def page(self, names: Iterable[str], tag: str) -> SitePlan:
        """What the pages of some leaflets in one language show."""
        own = tuple(names)
        editions = self._around(tag) | {key: self.outlines[key] for name in own for key in self._all(name)}
        editions |= {(name, tag): self.plan.editions[name, tag] for name in own}
        return self._cut(editions, {(name, tag) for name in own}, (tag,))

    def page_key(self, name: str, tag: str) -> str:
        """Digest of the slice of one page."""
        key = (name, tag)
        return key_of(self._frame_key(tag), self.plan.editions[key].digest, self._outlined([name]), self._formats(key))

    def lists(self, tag: str) -> SitePlan:
        """What the pages that list every leaflet show in one language, but for the one of all languages."""
        tags = (tag, self.plan.project.source_locale.tag)
        listed = {key: outline for key, outline in self.outlines.items() if key[1] in tags}
        return self._cut(self._around(tag) | listed, {(name, tag) for name in self.names}, (tag,))

    def lists_key(self, tag: str) -> str:
        """Digest of that slice."""
        tags = dict.fromkeys((tag, self.plan.project.source_locale.tag))
        return key_of(
            self._frame_key(tag),
            [self._outline_keys[name, one] for name in self.names for one in tags],
            [self._formats((name, tag)) for name in self.names],
            (str(self.plan.project.checked), self.plan.is_checked),
        )

    def languages(self, tag: str) -> SitePlan:
        """What the page that lists every leaflet in every language shows: titles alone, and no format."""
        return self._cut(self.headings | self._around(tag), set(), (tag,))

    def languages_key(self, tag: str) -> str:
        """Digest of that slice."""
        return key_of(self._frame_key(tag), self._headings_key)

    def sheet(self, names: Iterable[str]) -> SitePlan:
        """What the waiting-room sheets of some leaflets show: titles and words of every language, and no format."""
        own = {key: self.outlines[key] for name in names for key in self._all(name)}
        return self._cut(self._around(self.plan.project.source_locale.tag) | own, set(), self.tags)

    def sheet_key(self, name: str) -> str:
        """Digest of that slice for one sheet."""
        return key_of(
            self._frame_key(self.plan.project.source_locale.tag), self._outlined([name]), sorted(self._words.items())
        )

    def _cut(self, editions: Mapping[EditionKey, Edition], formats: set[EditionKey], tags: tuple[str, ...]) -> SitePlan:
        plan = self.plan
        source = plan.project.source_locale.tag
        return replace(
            plan,
            interfaces={tag: plan.interfaces[tag] for tag in dict.fromkeys((*tags, source))},
            editions=editions,
            renditions={key: found for key in formats if (found := plan.renditions.get(key))},
            unavailable={key: missing for key in formats if (missing := plan.unavailable.get(key))},
            kept={},
            own_pages=self.own_pages,
            signoffs={key: signoffs for key in formats if (signoffs := plan.signoffs.get(key))},
        )

    def _all(self, name: str) -> list[EditionKey]:
        return [(name, tag) for tag in self.tags]

    def _around(self, tag: str) -> dict[EditionKey, Edition]:
        return {key: self.outlines[key] for name in self.pages for key in self._all(name)}

    def _frame_key(self, tag: str) -> str:
        if tag not in self._frame_keys:
            self._frame_keys[tag] = self._key_of_frame(tag)
        return self._frame_keys[tag]

    def _key_of_frame(self, tag: str) -> str:
        project = self.plan.project
        facts = (
            project.config_file.read_text("utf-8") if project.config_file.is_file() else "",
            project.site_url,
            project.site_name,
            project.organisation,
            project.source_locale.tag,
            self.tags,
            sorted(self.own_pages),
        )
        source = project.source_locale.tag
        return key_of(
            facts, tag, self._words[tag], self._words[source], self._outlined(self.pages), sorted(self.plan.heard)
        )

    def _outlined(self, names: Iterable[str]) -> list[str]:
        return [self._outline_keys[key] for name in names for key in self._all(name)]

    def _formats(self, key: EditionKey) -> str:
        if key not in self._format_keys:
            self._format_keys[key] = key_of(key, [[repr(one) for one in some] for some in _facts_of(self.plan, key)])
        return self._format_keys[key]


def _facts_of(plan: SitePlan, key: EditionKey) -> tuple[tuple[object, ...], ...]:
    """All that is known of an edition's formats."""
    return plan.renditions.get(key, ()), plan.unavailable.get(key, ()), plan.signoffs.get(key, ())


def heading_of(outline: Edition) -> Edition:
    """The outline without what changes from version to version: title, summary and whether it is offered are left."""
    metadata = outline.metadata
    plain = replace(
        metadata,
        number="",
        version="",
        published=datetime.date.min,
        review_due=datetime.date.min,
        owner=metadata.title,
        audience=None,
        contact=NOBODY,
        sources=(),
        topics=(),
    )
    status: Status = "withheld" if outline.status == "withheld" else "unreviewed"
    return replace(outline, metadata=plain, status=status, origin="source", approval=None)


def outline_of(edition: Edition) -> Edition:
    """The edition without its text: what may be said of it on other pages than its own."""
    return replace(edition, body="", messages=NOTHING, source_digest="", catalogue_digest="", resources=())
