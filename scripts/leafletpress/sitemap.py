"""The site map for search engines: every page with its alternates, leaflets dated by their version."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from leafletpress.addresses import page_folder
from leafletpress.frames import locales_with, site_page_names
from leafletpress.sitepages.names import SITE_PAGES
from leafletpress.siteplan import SitePlan

PAGES = 20_000
"""Pages of one file. Search engines take 50,000 pages and 50 MB; a page in twenty languages is 2 kB, so that the second
is reached first."""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap_files(plan: SitePlan, most: int = PAGES) -> dict[str, str]:
    """File name to XML after sitemaps.org with `xhtml:link` alternates; several files and their list for a large site.

    Nothing without a site_url, for addresses must be absolute.
    """
    if not plan.project.site_url:
        return {}
    rows = _rows(plan)
    parts = [rows[at : at + most] for at in range(0, len(rows), most)]
    if len(parts) == 1:
        return {"sitemap.xml": _map(rows)}
    files = {f"sitemap-{number}.xml": _map(part) for number, part in enumerate(parts, 1)}
    listed = "\n".join(f"<sitemap><loc>{escape(plan.project.site_url)}{name}</loc></sitemap>" for name in files)
    return {"sitemap.xml": f"{HEAD}<sitemapindex {NAMESPACE}>\n{listed}\n</sitemapindex>\n", **files}


def _rows(plan: SitePlan) -> list[str]:
    source, made, site = plan.project.source_locale, site_page_names(plan), plan.project.site_url
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
    return rows


def _map(rows: list[str]) -> str:
    body = "\n".join(rows)
    return f'{HEAD}<urlset {NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{body}\n</urlset>\n'
