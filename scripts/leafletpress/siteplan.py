"""Site plan: every edition of the site, its renditions, and what cannot be had and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from leafletpress.addresses import START
from leafletpress.checkrecord import content_digest
from leafletpress.codedigest import code_digest
from leafletpress.edition import Edition, Rendition
from leafletpress.errors import RenditionError
from leafletpress.formatmemory import FormatMemory, can_be_remembered, probe_of, surroundings
from leafletpress.formatsignoff import FormatSignoff
from leafletpress.interface import Interface, _
from leafletpress.jobs import Executor
from leafletpress.keeping import Keeping
from leafletpress.locales import Locale
from leafletpress.project import Project
from leafletpress.renderers import RenderContext, Unavailable, module_of, renderer_for
from leafletpress.sources import make_editions, read_sources
from leafletpress.store import Record, Store, key_of
from leafletpress.whereabouts import located

AUDIO = "audio-mp3"
AFTER_AUDIO = frozenset({"captions-vtt", "epub", "daisy"})
"Formats that use the sentences which the audio has spoken."

NOT_PUBLISHED = _("This leaflet is not published in {language} yet.")
"Why a withheld edition has no alternative format."

EditionKey = tuple[str, str]
"Name of the leaflet, tag of the locale."


@dataclass(frozen=True, slots=True)
class RenditionJob:
    """One rendition to be made, or found in the store."""

    format: str
    edition: Edition
    context: RenderContext
    key: str
    identity: str = ""
    "What is remembered of the edition's formats, if it can be."

    @property
    def edition_key(self) -> EditionKey:
        """Of the edition that it is a rendition of."""
        return self.edition.leaflet, self.edition.locale.tag


@dataclass(frozen=True, slots=True)
class SitePlan:
    """What the site will hold. Can be pickled: pages are made in other processes."""

    project: Project
    interfaces: Mapping[str, Interface]
    editions: Mapping[EditionKey, Edition]
    renditions: Mapping[EditionKey, tuple[Rendition, ...]]
    unavailable: Mapping[EditionKey, tuple[tuple[str, Unavailable], ...]]
    signoffs: Mapping[EditionKey, tuple[FormatSignoff, ...]] = field(default_factory=dict)
    "Who says that they have proof-read which format; whether it still holds, the format's renderer finds out."

    def signoff(self, edition: Edition, format_name: str) -> FormatSignoff | None:
        """The entry of one format, whether it still holds or not."""
        found = self.signoffs.get((edition.leaflet, edition.locale.tag), ())
        return next((one for one in found if one.format == format_name), None)

    kept: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    "Leaflets that could not be built and stand here as they were published last, and what is wrong with them."
    heard: frozenset[str] = frozenset()
    "Tags of the languages in which there is anything to hear."
    is_checked: bool = False
    "Whether the last recorded check was of these very editions."
    own_pages: frozenset[str] | None = None
    "Names of the pages that leafletpress makes of itself, where not every leaflet is here to tell."

    def names(self) -> tuple[str, ...]:
        """Start page first, leaflets by title in the source language, then the other pages."""
        source = self.project.source_locale.tag
        editions = [edition for (_, tag), edition in self.editions.items() if tag == source]
        rank = {"leaflet": 1, "page": 2}
        editions.sort(
            key=lambda e: (
                0 if e.leaflet == START else rank[e.metadata.kind],
                e.metadata.title.text.casefold(),
                e.leaflet,
            )
        )
        return tuple(edition.leaflet for edition in editions)

    def locales(self) -> tuple[Locale, ...]:
        """Every locale of the site, source first."""
        return tuple(entry.locale for entry in self.project.locales)


def plan_editions(
    project: Project, store: Store, executor: Executor | None = None, keeping: Keeping | None = None
) -> SitePlan:
    """Read the sources and make every edition; renditions are not there yet.

    Raises with the problems of all leaflets; with `keeping` those stand there as they were published last.
    """
    while True:
        without = len(keeping.without) if keeping else 0
        sources = read_sources(project, keeping)
        editions = make_editions(sources, store, executor, keeping)
        if keeping is None:
            return SitePlan(project, sources.interfaces, editions, {}, {}, sources.signoffs)
        if len(keeping.without) == without:  # or else a link may lead to a leaflet that is not there
            editions |= keeping.former(sources.interfaces)
            return SitePlan(project, sources.interfaces, editions, {}, {}, sources.signoffs, kept=keeping.reasons())


def rendition_jobs(
    plan: SitePlan, memory: FormatMemory | None = None
) -> tuple[list[RenditionJob], dict[EditionKey, tuple[tuple[str, Unavailable], ...]]]:
    """Everything to be made, and what cannot be had and why."""
    jobs: list[RenditionJob] = []
    unavailable: dict[EditionKey, tuple[tuple[str, Unavailable], ...]] = {}
    names = [name for name, _options in plan.project.formats]
    leaflets = {key: edition for key, edition in plan.editions.items() if edition.metadata.kind == "leaflet"}
    published = {key: edition for key, edition in leaflets.items() if edition.status != "withheld"}
    by_tag = {tag: edition for (_name, tag), edition in published.items()}
    contexts = {
        tag: {name: replace(render_context(plan, edition, name), signoff=None) for name in names}
        for tag, edition in by_tag.items()
    }
    around = _surroundings(plan, published, contexts) if memory and names else {}
    tags = frozenset(locale.tag for locale in plan.locales())
    for key, edition in leaflets.items():
        if key not in published:
            values = (("language", edition.locale.english_name),)
            unavailable[key] = tuple((name, Unavailable(NOT_PUBLISHED, values)) for name in names)
            continue
        own = contexts[edition.locale.tag]
        if signoffs := plan.signoffs.get(key, ()):
            own = {name: replace(context, signoff=plan.signoff(edition, name)) for name, context in own.items()}
        identity = key_of(around[edition.locale.tag], edition.digest, repr(signoffs)) if around else ""
        remembering = memory if identity and can_be_remembered(edition, tags) else None
        found = remembering.recall(identity) if remembering else None
        keys, missing = found or _keys_of(edition, own)
        if remembering and not found:
            remembering.note(identity, keys, missing)
        jobs += [RenditionJob(name, edition, own[name], one, identity) for name, one in keys.items()]
        unavailable[key] = missing
    return jobs, unavailable


def _keys_of(
    edition: Edition, contexts: Mapping[str, RenderContext]
) -> tuple[dict[str, str], tuple[tuple[str, Unavailable], ...]]:
    """The key of each format that an edition can be had in, and why it cannot be had in the others."""
    keys: dict[str, str] = {}
    missing: list[tuple[str, Unavailable]] = []
    for name, context in contexts.items():
        renderer = renderer_for(name)
        if reason := renderer.unavailable(edition, context):
            missing.append((name, reason))
        else:
            code, fingerprint = code_digest(module_of(name)), renderer.fingerprint(edition, context)
            keys[name] = key_of("rendition", name, code, edition.digest, fingerprint)
    return keys, tuple(missing)


def _surroundings(
    plan: SitePlan, published: Mapping[EditionKey, Edition], contexts: Mapping[str, Mapping[str, RenderContext]]
) -> dict[str, str]:
    probes: dict[str, Edition] = {}
    for edition in published.values():
        if edition.locale.tag not in probes:
            probes[edition.locale.tag] = probe_of(edition)
    return surroundings(plan.project, contexts, probes)


def render_context(plan: SitePlan, edition: Edition, format_name: str) -> RenderContext:
    """What the renderer may know besides the edition; but for the sign-off the same for a whole language."""
    project = plan.project
    return RenderContext(
        docs_dir=project.docs_dir,
        overrides_dir=project.overrides_dir,
        translations_dir=project.translations_dir,
        cache_dir=project.cache_dir,
        interface=plan.interfaces[edition.locale.tag],
        source_interface=plan.interfaces[project.source_locale.tag],
        organisation=project.organisation,
        site_name=project.site_name,
        site_url=project.site_url,
        settings=_settings(project, format_name, edition.locale),
        signoff=plan.signoff(edition, format_name),
    )


def _settings(project: Project, format_name: str, locale: Locale) -> dict[str, Any]:
    """A format's options; what follows the audio is given the audio's too, or it would speak with another voice."""
    settings = dict(project.options(format_name, locale))
    if format_name in AFTER_AUDIO and AUDIO in dict(project.formats):
        settings = {**project.options(AUDIO, locale), **settings}
    return settings


def make_rendition(job: RenditionJob, store: Store) -> Record:
    """Render and keep; runs in a worker process."""
    try:
        rendered = renderer_for(job.format).render(job.edition, job.context)
    except RenditionError as error:
        raise located(error, job.edition, job.context.docs_dir, job.context.translations_dir) from error
    return store.save(
        job.key, rendered.data, {"provenance": rendered.provenance, "facts": [list(fact) for fact in rendered.facts]}
    )


def rendition_of(job: RenditionJob, record: Record) -> Rendition:
    """The rendition that a job's record describes."""
    described = renderer_for(job.format).format
    return Rendition(
        format=job.format,
        media_type=described.media_type,
        filename=described.filename(job.edition),
        bytes=record.bytes,
        sha256=record.sha256,
        edition_digest=job.edition.digest,
        provenance=record.facts["provenance"],
        facts=tuple((name, value) for name, value in record.facts["facts"]),
    )


def with_renditions(
    plan: SitePlan,
    made: list[tuple[EditionKey, Rendition]],
    unavailable: Mapping[EditionKey, tuple[tuple[str, Unavailable], ...]],
) -> SitePlan:
    """The plan with everything that was made."""
    renditions: dict[EditionKey, tuple[Rendition, ...]] = dict.fromkeys(plan.editions, ())
    for key, rendition in made:
        renditions[key] = (*renditions[key], rendition)
    heard = {
        tag for (_name, tag), found in renditions.items() if any(one.media_type.startswith("audio/") for one in found)
    }
    checked = plan.project.checked
    is_checked = checked is not None and checked.content == content_digest(
        (name, tag, edition.digest) for (name, tag), edition in plan.editions.items()
    )
    return replace(plan, renditions=renditions, unavailable=unavailable, heard=frozenset(heard), is_checked=is_checked)
