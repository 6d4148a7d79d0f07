"""Web parts: render pages, lists, search index and assets, and keep their files; runs in worker processes.

Pages are rendered in the environment that MkDocs makes of the theme, one by one; MkDocs itself renders everything each
time. The assets come from a build of MkDocs without pages. Where the configuration has plugins or hooks besides ours,
which may change any page, MkDocs builds each language whole.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from leafletpress.addresses import SEARCH, folder_of, page_file
from leafletpress.edition import Edition
from leafletpress.locales import Locale
from leafletpress.pages import Frame
from leafletpress.pageviews import page_view
from leafletpress.search.writing import Listed, index_of, keep_words
from leafletpress.sitepages.statement import statement_options
from leafletpress.sitepages.writing import languages_file, sheets, site_files
from leafletpress.siteplan import SitePlan
from leafletpress.store import Store
from leafletpress.webbuild import Translate, error_page, mkdocs_build, theme_of

NOT_STATIC = ("404.html", "sitemap.xml", "sitemap.xml.gz")


def make_pages(plan: SitePlan, tag: str, keys: Mapping[str, str], store: Store) -> None:
    """Render the pages of some leaflets in one language."""
    render = _renderer(plan)
    for name, key in keys.items():
        path = page_file(name, plan.interfaces[tag].locale, plan.project.source_locale)
        store.save_files(key, {path: render("main.html", page_view(plan, name, tag))})


def make_sheets(plan: SitePlan, keys: Mapping[str, str], store: Store) -> None:
    """Render the waiting-room sheets of some leaflets."""
    render = _renderer(plan)
    for name, template, page in sheets(plan, keys):
        path = page_file(name, plan.project.source_locale, plan.project.source_locale)
        store.save_files(keys[name.partition("/")[0]], {path: render(template, page)})


def make_lists(plan: SitePlan, tag: str, key: str, store: Store) -> None:
    """Render the pages and feeds that list every leaflet, and the page for addresses that do not exist."""
    render = _renderer(plan)
    config, _environment = theme_of(plan.project.config_file)
    options = statement_options(config.plugins["leafletpress"].config.statement)
    files = site_files(plan, tag, render, options)
    files[folder_of(plan.interfaces[tag].locale, plan.project.source_locale) + "404.html"] = render(
        "404.html", error_page(plan, tag)
    )
    store.save_files(key, files)


def make_languages(plan: SitePlan, tag: str, key: str, store: Store) -> None:
    """Render the page that lists every leaflet in every language."""
    store.save_files(key, languages_file(plan, tag, _renderer(plan)))


def make_search(
    locale: Locale,
    source: Locale,
    listed: tuple[Listed, ...],
    unread: tuple[Edition, ...],
    key: str,
    store: Store,
) -> None:
    """Write the search index of one language; nothing where the words kept of a page turn out to be damaged."""
    read = {edition.leaflet: keep_words(edition, store) for edition in unread}
    folder = folder_of(locale, source) + SEARCH
    try:
        files = index_of(listed, locale, source, store, read)
    except KeyError:
        return
    store.save_files(key, {f"{folder}/{name}": text.encode() for name, text in files})


def make_static(plan: SitePlan, tag: str, key: str, store: Store) -> None:
    """Pictures, style sheets and scripts: what MkDocs copies where there is no page."""
    with tempfile.TemporaryDirectory(prefix="leafletpress-assets-") as folder:
        mkdocs_build(plan, tag, Path(folder), pages=False)
        store.save_files(key, {name: data for name, data in _files(Path(folder), "") if name not in NOT_STATIC})


def make_locale(plan: SitePlan, tag: str, key: str, store: Store) -> None:
    """One language by MkDocs alone."""
    with tempfile.TemporaryDirectory(prefix=f"leafletpress-{tag}-") as folder:
        mkdocs_build(plan, tag, Path(folder), pages=True)
        prefix = folder_of(plan.interfaces[tag].locale, plan.project.source_locale)
        store.save_files(key, dict(_files(Path(folder), prefix)))


def _files(folder: Path, prefix: str) -> list[tuple[str, bytes]]:
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [(prefix + path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]


def _renderer(plan: SitePlan) -> Callable[[str, Frame], bytes]:
    config, environment = theme_of(plan.project.config_file)

    def render(template: str, page: Frame) -> bytes:
        text = environment.get_template(template).render(config=config, p=page, t=Translate(page.interface))
        return text.encode("utf-8", errors="xmlcharrefreplace")  # as MkDocs writes pages

    return render
