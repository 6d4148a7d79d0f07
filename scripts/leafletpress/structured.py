"""schema.org's description of a leaflet's page, for search engines and library catalogues.

The JSON stands in the page as a data block. A browser does not run such a block, so that no policy has to allow it.
"""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from leafletpress.addresses import page_folder
from leafletpress.edition import Edition, Rendition
from leafletpress.siteplan import SitePlan

FEATURES = (
    "displayTransformability",
    "highContrastDisplay",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
)
"https://www.w3.org/community/reports/a11y-discov-vocab/CG-FINAL-vocabulary-20230718/#accessibilityFeature"

FEATURES_OF_FORMATS = {
    "braille": "braille",
    "captions": "closedCaptions",
    "giant-print": "largePrint",
    "large-print": "largePrint",
}
"Beginning of a format's name and what it adds."

SYNCHRONISED = {"audio-mp3", "captions-vtt"}
"With both, the page shows which sentence is being read."


def description_of(plan: SitePlan, edition: Edition) -> Markup:
    """The page as JSON-LD; nothing for pages that are no leaflet, or not published."""
    meta = edition.metadata
    if meta.kind != "leaflet" or edition.status == "withheld":
        return Markup("")
    source, renditions = edition.source_locale, plan.renditions.get((edition.leaflet, edition.locale.tag), ())
    publisher = {"@type": "Organization", "name": plan.project.organisation}
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": meta.title.text,
        "description": meta.summary.text,
        "inLanguage": edition.locale.tag,
        "identifier": meta.number,
        "version": meta.version,
        "datePublished": meta.published.isoformat(),
        "dateModified": meta.published.isoformat(),
        "expires": meta.review_due.isoformat(),
        "author": {"@type": "Organization", "name": meta.owner.text},
        "publisher": publisher,
        "audience": {"@type": "MedicalAudience", "audienceType": meta.audience.text if meta.audience else "Patient"},
        "isAccessibleForFree": True,
        "accessMode": ["textual", "visual"] if edition.resources else ["textual"],
        "accessModeSufficient": [{"@type": "ItemList", "itemListElement": ["textual"]}],
        "accessibilityFeature": _features(edition, renditions),
        "accessibilityHazard": ["none"],
        "encoding": [_encoding(plan, edition, one) for one in renditions],
    }
    if edition.approval:
        described["lastReviewed"] = edition.approval.on.isoformat()
        described["reviewedBy"] = {"@type": "Organization", "name": edition.approval.by}
    if meta.topics:
        described["about"] = [{"@type": "Thing", "name": topic.text} for topic in meta.topics]
    if plan.project.site_url:
        described["url"] = plan.project.site_url + page_folder(edition.leaflet, edition.locale, source)
        if edition.locale != source:
            described["translationOfWork"] = {
                "@type": "MedicalWebPage",
                "@id": plan.project.site_url + page_folder(edition.leaflet, source, source),
            }
    return data_block(described)


def data_block(described: dict[str, Any]) -> Markup:
    """JSON that can stand within a script element: nothing in it ends the element or begins a comment."""
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _features(edition: Edition, renditions: tuple[Rendition, ...]) -> list[str]:
    found = {
        feature
        for rendition in renditions
        for beginning, feature in FEATURES_OF_FORMATS.items()
        if rendition.format.startswith(beginning)
    }
    if {rendition.format for rendition in renditions} >= SYNCHRONISED:
        found.add("synchronizedAudioText")
    return sorted({*FEATURES, *found, *(["alternativeText"] if edition.resources else [])})


def _encoding(plan: SitePlan, edition: Edition, rendition: Rendition) -> dict[str, Any]:
    folder = page_folder(edition.leaflet, edition.locale, edition.source_locale)
    address = plan.project.site_url + folder + rendition.filename if plan.project.site_url else rendition.filename
    is_audio = rendition.media_type.startswith("audio/")
    encoding = {
        "@type": "AudioObject" if is_audio else "MediaObject",
        "contentUrl": address,
        "encodingFormat": rendition.media_type,
        "contentSize": str(rendition.bytes),
        "inLanguage": edition.locale.tag,
    }
    if seconds := rendition.fact("duration_s"):
        encoding["duration"] = f"PT{round(float(seconds))}S"
    return encoding
