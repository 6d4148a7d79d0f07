"""What the commands for translators and reviewers do: templates, updated catalogues, sign-off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from leafletpress.catalogue import parse_catalogue, read_catalogue
from leafletpress.edition import Approval, MessageCounts
from leafletpress.errors import CatalogueError, Problem, UsageError, display_path
from leafletpress.extraction import INTERFACE, interface_template, leaflet_template
from leafletpress.leaflet import Leaflet
from leafletpress.locales import Locale
from leafletpress.po_text import TemplateEntry, merged, new_catalogue_text, template_text, with_header
from leafletpress.project import Project
from leafletpress.signoff import fields_of
from leafletpress.sources import Sources, messages_of
from leafletpress.store import write_atomically

PACKAGE = Path(__file__).parent


def templates(sources: Sources) -> dict[str, tuple[TemplateEntry, ...]]:
    """Every template by its name: one for each leaflet and page, and `interface`."""
    project = sources.project
    found = {leaflet.name: leaflet_template(messages_of(leaflet, project)) for leaflet in sources.leaflets}
    names = tuple(dict.fromkeys((project.site_name, project.organisation)))
    return {**found, INTERFACE: interface_template(PACKAGE, project.overrides_dir, names)}


def write_templates(sources: Sources) -> list[Path]:
    """Write `translations/templates/NAME.pot`."""
    written = []
    for name, template in templates(sources).items():
        path = sources.project.translations_dir / "templates" / f"{name}.pot"
        write_atomically(path, template_text(name, template).encode())
        written.append(path)
    return written


def update_catalogues(sources: Sources, locales: Iterable[Locale]) -> list[Path]:
    """Bring catalogues up to the leaflets; returns those that have changed. A catalogue that is not there is begun."""
    changed, project = [], sources.project
    wanted = templates(sources)
    for locale in locales:
        shared = _shared_translations(project, locale, wanted)
        for name, template in wanted.items():
            path = sources.catalogue_path(name, locale)
            if path.exists():
                read_catalogue(path, locale.tag, project.root)  # refuses a damaged file before it is rewritten
                old = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
                new = merged(old, template, shared, display_path(path, project.root))
            else:
                old, new = "", merged(new_catalogue_text(name, locale, (), {}), template, shared)
            if new != old:
                parse_catalogue(new, locale.tag, display_path(path, project.root))
                write_atomically(path, new.encode())
                changed.append(path)
    return changed


def _shared_translations(project: Project, locale: Locale, names: Iterable[str]) -> Mapping[str, str]:
    """Translations of the locale's other catalogues, offered for equal sentences."""
    found: dict[str, str] = {}
    for name in names:
        catalogue = read_catalogue(project.translations_dir / locale.tag / f"{name}.po", locale.tag, project.root)
        for (msgid, context), entry in catalogue.entries.items():
            if context is None and entry.state == "translated":
                found.setdefault(msgid, entry.msgstr)
    return found


def approve(sources: Sources, locale: Locale, name: str, approval: Approval) -> Path:
    """Sign a translation off; raises CatalogueError where it is not complete."""
    leaflet = leaflet_named(sources, name)
    path = sources.catalogue_path(name, locale)
    shown = display_path(path, sources.project.root)
    messages = messages_of(leaflet, sources.project).messages
    catalogue = read_catalogue(path, locale.tag, sources.project.root)
    counts = catalogue.counts(messages)
    if counts.translated < counts.total:
        raise CatalogueError(
            Problem(
                shown,
                _gaps(counts),
                "a complete translation: what is signed off must be what readers get",
                "translate what is missing and settle what is fuzzy; `leafletpress check` lists each message",
            )
        )
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    write_atomically(path, with_header(text, fields_of(catalogue, messages, approval.by, approval.on), shown).encode())
    return path


def leaflet_named(sources: Sources, name: str) -> Leaflet:
    """The leaflet of that name; raises UsageError listing those there are."""
    for leaflet in sources.leaflets:
        if leaflet.name == name:
            return leaflet
    raise UsageError(
        Problem(
            "LEAFLET", f"there is no leaflet {name!r}", f"one of {', '.join(sorted(sources.names))}", "correct the name"
        )
    )


def locale_tagged(project: Project, tag: str) -> Locale:
    """The site's locale of that tag; raises UsageError listing those there are."""
    for entry in project.locales:
        if entry.locale.tag == tag and entry.locale != project.source_locale:
            return entry.locale
    tags = ", ".join(entry.locale.tag for entry in project.locales if entry.locale != project.source_locale)
    raise UsageError(
        Problem("TAG", f"{tag!r} is not a language of the site to translate into", f"one of {tags}", "correct the tag")
    )


def locales_tagged(project: Project, tags: Iterable[str]) -> list[Locale]:
    """The site's locales of these tags, or all into which it is translated where none is named."""
    every = [entry.locale for entry in project.locales if entry.locale != project.source_locale]
    return [locale_tagged(project, tag) for tag in tags] or every


def _gaps(counts: MessageCounts) -> str:
    return f"of {counts.total} messages {counts.untranslated} are not translated and {counts.fuzzy} are not settled"
