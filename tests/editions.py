"""Editions made by hand, for tests that need one without a project around it."""

from __future__ import annotations

import datetime

from leafletpress.edition import Contact, Edition, MessageCounts, Metadata, Phrase
from leafletpress.locales import locale_from_tag

BODY = """\
<h1>Going home</h1>
<aside class="callout callout-note"><p class="callout-title">Remember</p>
<p>Take <strong>5 mg</strong> twice a day.</p></aside>
<h2 id="before">Before you leave</h2>
<p>Call <a href="tel:+442079460018" dir="ltr">020 7946 0018</a>
if you feel unwell. See <a href="leaflet:other#top">the other leaflet</a>.</p>
<ul><li>Rest for 2 to 3 days.</li>
<li>Drink water.<ol><li>In the morning.</li><li>At night.</li></ol></li></ul>
<figure><p><img src="images/bone.svg" alt="A bone with an implant."
width="640" height="420"/></p>
<figcaption>Figure 1. The implant.</figcaption></figure>
<table><thead><tr><th scope="col">Method</th><th scope="col">Used for</th></tr></thead>
<tbody><tr><td>Glue</td><td>Ears</td></tr></tbody></table>
<p>Almost all people recover.<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup>
The <abbr title="National Health Service">NHS</abbr> pays.</p>
<section class="references"><h2 id="references">References</h2>
<ol><li id="fn-1"><p>A leaflet.
<a class="footnote-backref" href="#fnref-1">Back</a></p></li></ol></section>"""
"Every kind of block that a leaflet is likely to hold."


def make_edition(
    body: str = BODY, tag: str = "en", *, title: str = "Going home", leaflet: str = "going-home"
) -> Edition:
    """An edition around a body."""
    locale = locale_from_tag(tag)
    source = tag == "en"
    return Edition(
        leaflet=leaflet,
        source=f"docs/{leaflet}.md",
        locale=locale,
        source_locale=locale_from_tag("en"),
        metadata=Metadata(
            title=Phrase(title, tag),
            summary=Phrase("What to do at home.", "en"),
            kind="leaflet",
            number="T-1",
            version="1.0",
            published=datetime.date(2026, 11, 1),
            review_due=datetime.date(2028, 11, 1),
            owner=Phrase("Surgery team", "en"),
            audience=Phrase("Adults", "en"),
            contact=Contact(Phrase("Patient team", "en"), "020 3758 2398", "team@example.org", "Pond Street, London"),
            sources=("A leaflet",),
        ),
        body=body,
        status="approved" if source else "unreviewed",
        origin="source" if source else "machine",
        messages=MessageCounts(10, 10, 0, 0),
        source_digest="sha256:" + "0" * 64,
        catalogue_digest="sha256:" + "1" * 64,
    )
