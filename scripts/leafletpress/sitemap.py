"""The site map for search engines: every page with its alternates, dated by its leaflet."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from leafletpress.addresses import page_folder
from leafletpress.siteplan import SitePlan


def sitemap_text(plan: SitePlan) -> str | None:
    """XML after sitemaps.org with `xhtml:link` alternates; None without a site_url, for addresses must be absolute."""
    site = plan.project.site_url
    if not site:
        return None
    source, rows = plan.project.source_locale, []
    for name in plan.names():
        places = {
            locale.tag: f"{site}{page_folder(name, locale, source)}"
            for locale in plan.locales()
            if plan.editions[name, locale.tag].status != "withheld"
        }
        alternates = "".join(
            f'<xhtml:link rel="alternate" hreflang={quoteattr(tag)} href={quoteattr(place)}/>'
            for tag, place in [*places.items(), ("x-default", places[source.tag])]
        )
        for tag, place in places.items():
            day = plan.editions[name, tag].metadata.published.isoformat()
            rows.append(f"<url><loc>{place}</loc><lastmod>{day}</lastmod>{alternates}</url>")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(rows) + "\n</urlset>\n"
    )
