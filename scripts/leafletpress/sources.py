"""Sources: everything an author or a translator wrote, read from the project's folders and turned into editions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from leafletpress.catalogue import Catalogue, empty_catalogue, read_catalogue
from leafletpress.codedigest import code_digest
from leafletpress.conversion import SourceReading, make_edition, read_source
from leafletpress.edition import Edition, edition_from_json, edition_to_json
from leafletpress.errors import CatalogueError, LeafletError, LeafletPressError, Problem, display_path
from leafletpress.extraction import INTERFACE
from leafletpress.formatsignoff import SUFFIX, FormatSignoff, family_of, parse_signoffs
from leafletpress.formatwords import PROOFREAD
from leafletpress.interface import Interface
from leafletpress.leaflet import Leaflet, find_leaflets, read_leaflet
from leafletpress.locales import Locale
from leafletpress.project import Project
from leafletpress.renderers import RENDERERS
from leafletpress.store import Store, key_of

T = TypeVar("T")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Sources:
    """One reading of the project's folders."""

    project: Project
    leaflets: tuple[Leaflet, ...]
    "In the order of their names."
    interfaces: Mapping[str, Interface]
    "By tag."
    catalogue_digests: Mapping[str, str]
    "Path of every catalogue and what it holds, to notice a change."
    signoffs: Mapping[tuple[str, str], tuple[FormatSignoff, ...]]
    "By (name, tag): who has proof-read which formats."

    @property
    def names(self) -> frozenset[str]:
        """Names of every leaflet and page."""
        return frozenset(leaflet.name for leaflet in self.leaflets)

    def catalogue_path(self, name: str, locale: Locale) -> Path:
        """Where the catalogue of a leaflet lies: `translations/ur/osseointegration.po`."""
        return self.project.translations_dir / locale.tag / f"{name}.po"


def gather(work: Callable[[T], Result], items: Iterable[T]) -> list[Result]:
    """Do it for each; where some fail, raise one error with the problems of all."""
    results, errors = [], []
    for item in items:
        try:
            results.append(work(item))
        except LeafletPressError as error:
            errors.append(error)
    if errors:
        kinds = {type(error) for error in errors}
        kind = kinds.pop() if len(kinds) == 1 else LeafletPressError
        raise kind(problem for error in errors for problem in error.problems)
    return results


def read_sources(project: Project) -> Sources:
    """Read every leaflet and the interface's catalogues; raises with the problems of all."""
    leaflets = gather(lambda path: read_leaflet(path, project.root), find_leaflets(project.docs_dir, project.root))
    tags = {entry.locale.tag for entry in project.locales}
    if taken := tags & {leaflet.name for leaflet in leaflets}:
        name = sorted(taken)[0]
        raise LeafletError(
            Problem(
                f"{display_path(project.docs_dir, project.root)}/{name}.md",
                f"the name {name!r} is also a language of the site",
                "a name that is no language tag",
                "rename the file",
            )
        )
    source = project.source_locale

    def interface(entry_locale: Locale) -> Interface:
        path = project.translations_dir / entry_locale.tag / f"{INTERFACE}.po"
        catalogue = read_catalogue(path, entry_locale.tag, project.root) if entry_locale != source else None
        published = (
            {
                msgid: entry.msgstr
                for (msgid, _context), entry in catalogue.entries.items()
                if entry.state == "translated"
            }
            if catalogue
            else {}
        )
        return Interface(entry_locale, source, published)

    interfaces = {i.locale.tag: i for i in gather(interface, (entry.locale for entry in project.locales))}
    names = {leaflet.name for leaflet in leaflets}
    places = [place for place in signoff_places(project) if place[0] in names and place[1] in tags]
    signoffs = dict(zip(places, gather(lambda place: read_signoffs(project, *place), places), strict=True))
    return Sources(project, tuple(leaflets), interfaces, _digests(project.translations_dir), signoffs)


def signoff_places(project: Project) -> list[tuple[str, str]]:
    """Name and tag of every file of formats' sign-offs, those of leaflets that are gone among them."""
    paths = sorted(project.translations_dir.glob(f"*/*{SUFFIX}"))
    return [(path.name.removesuffix(SUFFIX), path.parent.name) for path in paths]


def signoffs_path(project: Project, name: str, tag: str) -> Path:
    """Where it is kept who has proof-read a leaflet's formats; the source language has such a file too."""
    return project.translations_dir / tag / f"{name}{SUFFIX}"


def read_signoffs(project: Project, name: str, tag: str) -> tuple[FormatSignoff, ...]:
    """Who has proof-read which format of a leaflet in a language."""
    path = signoffs_path(project, name, tag)
    shown = display_path(path, project.root)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(
            Problem(shown, f"it cannot be read ({error})", "a text file in UTF-8", "restore it")
        ) from error
    return parse_signoffs(text, shown, (one for one in RENDERERS if family_of(one) in PROOFREAD))


def _digests(translations_dir: Path) -> dict[str, str]:
    return {
        path.relative_to(translations_dir).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(translations_dir.glob("*/*.po"))
        if path.is_file()
    }


def make_editions(sources: Sources, store: Store) -> dict[tuple[str, str], Edition]:
    """Every leaflet in every locale, by (name, tag); from the store where nothing that decides them has changed."""
    pictures = _pictures(sources.project.docs_dir)
    made = gather(lambda leaflet: _editions_of(leaflet, sources, store, pictures), sources.leaflets)
    return {(edition.leaflet, edition.locale.tag): edition for editions in made for edition in editions}


def _editions_of(
    leaflet: Leaflet, sources: Sources, store: Store, pictures: list[tuple[str, int, int]]
) -> list[Edition]:
    project = sources.project
    reading: SourceReading | None = None

    def edition(locale: Locale) -> Edition:
        nonlocal reading
        is_source = locale == project.source_locale
        interface = sources.interfaces[locale.tag]
        key = key_of(
            "edition",
            code_digest("leafletpress.conversion"),
            leaflet.name,
            leaflet.path,
            leaflet.digest,
            locale.tag,
            project.source_locale.tag,
            "" if is_source else sources.catalogue_digests.get(f"{locale.tag}/{leaflet.name}.po", ""),
            project.policy_for(leaflet.name),
            dict(interface.messages),
            project.dialect.extensions,
            project.dialect.configs,
            sorted(sources.names),
            pictures,
        )
        record = store.find(key)
        if record and (data := store.load(record)):
            return edition_from_json(data.decode())
        reading = reading or read_source(leaflet, project.dialect, project.source_locale)
        path = sources.catalogue_path(leaflet.name, locale)
        made = make_edition(
            reading,
            empty_catalogue("", locale.tag) if is_source else read_catalogue(path, locale.tag, project.root),
            locale,
            dialect=project.dialect,
            source_locale=project.source_locale,
            interface=interface,
            source_interface=sources.interfaces[project.source_locale.tag],
            docs_dir=project.docs_dir,
            names=sources.names,
            policy=project.policy_for(leaflet.name),
        )
        store.save(key, edition_to_json(made).encode())
        return made

    # The source language first: what is wrong with the text is wrong in every language, and is said once
    return [
        edition(project.source_locale),
        *gather(edition, (e.locale for e in project.locales if e.locale != project.source_locale)),
    ]


def _pictures(docs_dir: Path) -> list[tuple[str, int, int]]:
    """Every other file of the folder of leaflets, as far as needed to notice a change."""
    found = [path for path in sorted(docs_dir.rglob("*")) if path.is_file() and path.suffix != ".md"]
    return [(path.relative_to(docs_dir).as_posix(), (stat := path.stat()).st_size, stat.st_mtime_ns) for path in found]


def messages_of(leaflet: Leaflet, project: Project) -> SourceReading:
    """The messages of one leaflet."""
    return read_source(leaflet, project.dialect, project.source_locale)


def catalogue_of(sources: Sources, name: str, locale: Locale) -> Catalogue:
    """The catalogue of one leaflet in one locale."""
    return read_catalogue(sources.catalogue_path(name, locale), locale.tag, sources.project.root)
