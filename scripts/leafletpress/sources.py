"""Sources: everything an author or a translator wrote, read from the project's folders and turned into editions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from leafletpress.catalogue import Catalogue, empty_catalogue, read_catalogue
from leafletpress.codedigest import code_digest
from leafletpress.conversion import SourceReading, make_edition, read_source
from leafletpress.edition import Edition, edition_from_json, edition_to_json
from leafletpress.errors import CatalogueError, LeafletError, LeafletPressError, Problem, display_path
from leafletpress.extraction import INTERFACE
from leafletpress.filestamps import Digests
from leafletpress.formatsignoff import SUFFIX, FormatSignoff, family_of, parse_signoffs
from leafletpress.formatwords import PROOFREAD
from leafletpress.interface import Interface
from leafletpress.jobs import Executor
from leafletpress.keeping import Keeping
from leafletpress.leaflet import Leaflet, find_leaflets, read_leaflet
from leafletpress.limits import too_large
from leafletpress.locales import Locale
from leafletpress.project import Project
from leafletpress.renderers import RENDERERS
from leafletpress.store import Store, key_of

FEW = 4
"Leaflets up to which it takes longer to ask other processes than to make their editions here."

LINKED = re.compile(r'href="leaflet:([^"#]*)')
"Other leaflets in the body of an edition."

T = TypeVar("T")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Sources:
    """One reading of the project's folders."""

    project: Project
    leaflets: tuple[Leaflet, ...]
    "In the order of their names."
    names: frozenset[str]
    "Names of every leaflet and page of the site."
    interfaces: Mapping[str, Interface]
    "By tag."
    catalogue_digests: Mapping[str, str]
    "Path of every catalogue and what it holds, to notice a change."
    picture_digests: Mapping[str, str]
    "The same of every other file in the folder of leaflets."
    signoffs: Mapping[tuple[str, str], tuple[FormatSignoff, ...]]
    "By (name, tag): who has proof-read which formats."

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


def read_sources(project: Project, keeping: Keeping | None = None) -> Sources:
    """Read every leaflet and the interface's catalogues; raises with all problems, or notes those of leaflets."""
    kept = {}

    def read(path: Path) -> Leaflet | None:
        try:
            if problem := too_large(path, display_path(path, project.root), project.limits.leaflet, "leaflet"):
                raise LeafletError(problem)
            return read_leaflet(path, project.root)
        except LeafletPressError as error:
            if keeping is None:
                raise
            kept[path.stem] = error.problems
            return None

    paths = find_leaflets(project.docs_dir, project.root)
    leaflets = [leaflet for leaflet in gather(read, paths) if leaflet]
    if keeping:
        for stem, problems in kept.items():
            if stem not in keeping.problems:
                keeping.note(stem, problems)
        leaflets = [leaflet for leaflet in leaflets if leaflet.name not in keeping.problems]
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
    digests = Digests(project.cache_dir / "stamps" / f"{key_of(project.root)[:16]}.json")
    catalogues = {
        path.relative_to(project.translations_dir).as_posix(): digests.of(path)
        for path in sorted(project.translations_dir.glob("*/*.po"))
        if path.is_file()
    }
    pictures = {
        path.relative_to(project.docs_dir).as_posix(): digests.of(path)
        for path in sorted(project.docs_dir.rglob("*"))
        if path.is_file() and path.suffix != ".md"
    }
    digests.save()
    names = frozenset(leaflet.name for leaflet in leaflets)
    if keeping:
        names |= keeping.problems.keys() - keeping.without
    places = [place for place in signoff_places(project) if place[0] in names and place[1] in tags]
    signoffs = dict(zip(places, gather(lambda place: read_signoffs(project, *place), places), strict=True))
    return Sources(project, tuple(leaflets), names, interfaces, catalogues, pictures, signoffs)


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


def make_editions(
    sources: Sources, store: Store, executor: Executor | None = None, keeping: Keeping | None = None
) -> dict[tuple[str, str], Edition]:
    """Every leaflet in every locale, by (name, tag); from the store where nothing that decides them has changed.

    A leaflet with a problem raises it, or is noted and left out.
    """
    keys = _keys(sources)
    found: dict[tuple[str, str], Edition | None] = {}
    for key, identity in keys.items():
        found[key] = _kept(sources, store, identity)
        if executor and not found[key]:
            executor.prepare()  # whatever is new will be made in every format
    lacking = [
        leaflet for leaflet in sources.leaflets if not all(found[leaflet.name, tag] for tag in sources.interfaces)
    ]

    def make(leaflet: Leaflet) -> Callable[[], list[Edition]]:
        tags = tuple(tag for tag in sources.interfaces if not found[leaflet.name, tag])
        own = {tag: keys[leaflet.name, tag] for tag in tags}
        if executor is None or len(lacking) <= FEW:
            return lambda: _editions_of(leaflet, sources, store, own)
        # What travels to another process is one leaflet's share
        share = replace(sources, leaflets=(leaflet,), catalogue_digests={}, signoffs={})
        return executor.submit(_editions_of, leaflet, share, store, own).result

    results = [(leaflet.name, make(leaflet)) for leaflet in lacking]

    def made(named: tuple[str, Callable[[], list[Edition]]]) -> list[Edition]:
        name, result = named
        try:
            _check_catalogues(sources, name)
            return result()
        except LeafletPressError as error:
            if keeping is None:
                raise
            keeping.note(name, error.problems)
            return []

    found |= {(one.leaflet, one.locale.tag): one for editions in gather(made, results) for one in editions}
    left_out = keeping.problems if keeping else {}
    return {key: edition for key, edition in found.items() if edition and key[0] not in left_out}


def _check_catalogues(sources: Sources, name: str) -> None:
    project = sources.project
    paths = [sources.catalogue_path(name, interface.locale) for interface in sources.interfaces.values()]
    limit = project.limits.catalogue
    problems = [too_large(path, display_path(path, project.root), limit, "catalogue") for path in paths]
    if found := [problem for problem in problems if problem]:
        raise CatalogueError(found)


def _keys(sources: Sources) -> dict[tuple[str, str], str]:
    """Key of each edition: all that decides it but what it says itself, its links and pictures."""
    project = sources.project
    shared = key_of(
        code_digest("leafletpress.conversion"),
        project.source_locale.tag,
        project.dialect.extensions,
        project.dialect.configs,
    )
    words = {tag: key_of(shared, tag, dict(interface.messages)) for tag, interface in sources.interfaces.items()}
    return {
        (leaflet.name, tag): key_of(
            "edition",
            words[tag],
            leaflet.name,
            leaflet.path,
            leaflet.digest,
            sources.catalogue_digests.get(f"{tag}/{leaflet.name}.po", "") if tag != project.source_locale.tag else "",
            project.policy_for(leaflet.name),
        )
        for leaflet in sources.leaflets
        for tag in sources.interfaces
    }


def _kept(sources: Sources, store: Store, key: str) -> Edition | None:
    """The edition as it was made before, if what it links to is still there and its pictures are the same."""
    record = store.find(key)
    data = store.load(record) if record else None
    if record is None or data is None:
        return None
    edition = edition_from_json(data.decode(), words=record.facts["words"])
    if any(sources.picture_digests.get(path) != digest.partition(":")[2] for path, digest in edition.resources):
        return None
    return edition if sources.names.issuperset(LINKED.findall(edition.body)) else None


def _editions_of(leaflet: Leaflet, sources: Sources, store: Store, keys: Mapping[str, str]) -> list[Edition]:
    """The editions of one leaflet in the locales of the keys."""
    project = sources.project
    reading = read_source(leaflet, project.dialect, project.source_locale)

    def edition(tag: str) -> Edition:
        locale, is_source = sources.interfaces[tag].locale, tag == project.source_locale.tag
        path = sources.catalogue_path(leaflet.name, locale)
        made = make_edition(
            reading,
            empty_catalogue("", tag) if is_source else read_catalogue(path, tag, project.root),
            locale,
            dialect=project.dialect,
            source_locale=project.source_locale,
            interface=sources.interfaces[tag],
            source_interface=sources.interfaces[project.source_locale.tag],
            docs_dir=project.docs_dir,
            names=sources.names,
            policy=project.policy_for(leaflet.name),
        )
        store.save(keys[tag], edition_to_json(made).encode(), {"words": made.words})
        return made

    # The source language first: what is wrong with the text is wrong in every language, and is said once
    first = [edition(tag) for tag in keys if tag == project.source_locale.tag]
    return [*first, *gather(edition, (tag for tag in keys if tag != project.source_locale.tag))]


def messages_of(leaflet: Leaflet, project: Project) -> SourceReading:
    """The messages of one leaflet."""
    return read_source(leaflet, project.dialect, project.source_locale)


def catalogue_of(sources: Sources, name: str, locale: Locale) -> Catalogue:
    """The catalogue of one leaflet in one locale."""
    return read_catalogue(sources.catalogue_path(name, locale), locale.tag, sources.project.root)
