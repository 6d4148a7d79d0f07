"""The site map for search engines: every page with its alternates, leaflets dated by their version."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from leafletpress.addresses import page_folder
from leafletpress.frames import locales_with, site_page_names
from leafletpress.sitepages.names import SITE_PAGES
from leafletpress.siteplan import SitePlan


def sitemap_text(plan: SitePlan) -> str | None:
    """XML after sitemaps.org with `xhtml:link` alternates; None without a site_url, for addresses must be absolute."""
    site = plan.project.site_url
    if not site:
        return None
    source, made = plan.project.source_locale, site_page_names(plan)
    rows = []
    for name in (*plan.names(), *(page.name for page in SITE_PAGES if page.name in made)):
        places = {one.tag: f"{site}{page_folder(name, one, source)}" for one in locales_with(plan, name)}
        alternates = "".join(
            f'<xhtml:link rel="alternate" hreflang={quoteattr(tag)} href={quoteattr(place)}/>'
            for tag, place in [*places.items(), ("x-default", places[source.tag])]
        )
        for tag, place in places.items():
            edition = plan.editions.get((name, tag))
            day = f"<lastmod>{edition.metadata.published.isoformat()}</lastmod>" if edition else ""
            rows.append(f"<url><loc>{escape(place)}</loc>{day}{alternates}</url>")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(rows) + "\n</urlset>\n"
    )
