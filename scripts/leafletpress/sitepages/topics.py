"""Lists of leaflets by topic: authors name the topics of a leaflet in its front matter, translators translate them."""

from __future__ import annotations

from dataclasses import dataclass

from leafletpress.edition import Edition, Phrase
from leafletpress.frames import Place
from leafletpress.interface import _
from leafletpress.sitepages.alphabet import sort_key
from leafletpress.sitepages.lists import Entry, entry_of, leaflets
from leafletpress.siteplan import SitePlan

OTHERS = _("Other leaflets")
"Heading of the leaflets without a topic."


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic and the leaflets of it."""

    anchor: str
    "`topic-1`: the name itself may be of any script."
    name: Phrase
    entries: tuple[Entry, ...]


def topics(plan: SitePlan, place: Place) -> tuple[Topic, ...]:
    """Every topic of what is offered in the page's language, by its alphabet; leaflets without a topic come last.

    A topic is one by its name in the source language, however many translators have translated it.
    """
    locale, source = place.locale, plan.project.source_locale
    grouped: dict[str, list[Edition]] = {}
    names: dict[str, Phrase] = {}
    offered = [edition for edition in leaflets(plan, locale.tag) if edition.status != "withheld"]
    for edition in sorted(offered, key=lambda edition: sort_key(edition.metadata.title.text, locale)):
        written = plan.editions[edition.leaflet, source.tag].metadata.topics
        for own, name in zip(written, edition.metadata.topics, strict=True):
            key = own.text.casefold()
            grouped.setdefault(key, []).append(edition)
            if key not in names or names[key].lang != locale.tag:
                names[key] = name  # what one translator has left, another may have translated
        if not written:
            grouped.setdefault("", []).append(edition)
    order = sorted(names, key=lambda key: (names[key].lang != locale.tag, sort_key(names[key].text, locale)))
    found = [(names[key], grouped[key]) for key in order]
    if "" in grouped:
        found.append((plan.interfaces[locale.tag].phrase(OTHERS), grouped[""]))
    return tuple(
        Topic(f"topic-{number}", name, tuple(entry_of(plan, place, edition) for edition in editions))
        for number, (name, editions) in enumerate(found, 1)
    )
