"""Project: what mkdocs.yml says, read once, checked, and free of MkDocs, so that it can travel to other processes."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leafletpress.cacheroom import size_of
from leafletpress.checkrecord import CheckRecord, read_record
from leafletpress.conversion import Dialect
from leafletpress.errors import ConfigurationError, Problem
from leafletpress.gate import Policy, policy_from
from leafletpress.limits import Limits, limits_of
from leafletpress.locales import Locale, locale_from_tag
from leafletpress.mkdocsconfig import PACKAGED_OVERRIDES, Marks, has_other_plugins, load_mkdocs_config
from leafletpress.renderers import RENDERERS

CACHE_VARIABLE = "LEAFLETPRESS_CACHE"
"Environment variable with the folder of the cache; stands before the setting."

FORM = re.compile(r"https://[^\s/?#\"'<>@]+\.[^\s/?#\"'<>@]+(?:[/?#][^\s\"'<>]*)?")
"An address that nobody can listen in on: what people write may be about their health."


@dataclass(frozen=True, slots=True)
class SiteLocale:
    """A language of the site, and what static-i18n calls it."""

    locale: Locale
    code: str
    "The `locale` of static-i18n's list: it takes two-letter codes only."


@dataclass(frozen=True, slots=True)
class Project:
    """One site."""

    root: Path
    "Folder of mkdocs.yml; nothing outside it is read."
    config_file: Path
    docs_dir: Path
    overrides_dir: Path
    translations_dir: Path
    cache_dir: Path
    site_dir: Path
    site_name: str
    site_url: str
    "With a final slash, or nothing."
    organisation: str
    source_locale: Locale
    locales: tuple[SiteLocale, ...]
    "Source locale first, the others in the order of mkdocs.yml."
    dialect: Dialect
    formats: tuple[tuple[str, Mapping[str, Any]], ...]
    "Name of each alternative format and its options."
    policy: Policy
    "What happens to translations that are not approved."
    leaflet_policies: tuple[tuple[str, Policy], ...]
    "Stricter policies of single leaflets, by name."
    checked: CheckRecord | None = None
    "What the last recorded check of the published site found."
    feedback_form: str = ""
    "Address of a form that the publisher runs elsewhere, or nothing."
    limits: Limits = field(default_factory=Limits)
    "How large and how long things may become."
    cache_limit: int = 0
    "Bytes to which the cache is cut after a build; 0: it may grow."
    releases: int = 3
    "How many former releases are kept beside the site."
    built_by_mkdocs: bool = False
    "Whether other plugins or hooks may change a page, so that MkDocs has to build them all."

    def policy_for(self, leaflet: str) -> Policy:
        """The policy of one leaflet."""
        return dict(self.leaflet_policies).get(leaflet, self.policy)

    def options(self, format_name: str, locale: Locale) -> Mapping[str, Any]:
        """A format's options for a locale: those of the site, then those of its `locales`."""
        options = dict(dict(self.formats)[format_name])
        per_locale = options.pop("locales", None) or {}
        return {**options, **(per_locale.get(locale.tag) or {})}


def load_project(config_file: Path, site_dir: Path | None = None) -> Project:
    """Read and check mkdocs.yml; raises ConfigurationError with file and line."""
    marks = Marks(config_file)
    marks.check_locales()
    config = load_mkdocs_config(config_file, site_dir=str(site_dir) if site_dir else None)
    return project_of(config, marks)


def project_of(config: Any, marks: Marks | None = None) -> Project:
    """The project of a configuration that MkDocs has read already."""
    config_file = Path(config.config_file_path)
    root = config_file.resolve().parent
    marks = marks or Marks(config_file)
    for name in ("i18n", "leafletpress"):
        if name not in config.plugins:
            raise ConfigurationError(
                Problem(
                    f"{config_file.name}:{marks.line('plugins')}",
                    f"the plugin `{name}` is not in the list",
                    "`i18n` and `leafletpress` among the plugins",
                    f"add `- {name}` below `plugins:`",
                )
            )
    settings = config.plugins["leafletpress"].config
    source = locale_from_tag(settings.source_locale)
    tags = settings.tags
    locales = tuple(
        SiteLocale(locale_from_tag(tags.get(entry.locale, entry.locale)), entry.locale)
        for entry in config.plugins["i18n"].config.languages
        if entry.locale != "null"
    )
    if source.tag not in [entry.locale.tag for entry in locales]:
        raise ConfigurationError(
            Problem(
                f"{config_file.name}:{marks.line('languages')}",
                f"the source language `{source.tag}` is not in the list",
                "the language that the leaflets are written in",
                "add it below `languages:` with `default: true`",
            )
        )
    policy, leaflet_policies = _policies(settings.policy, marks)
    return Project(
        root=root,
        config_file=config_file.resolve(),
        docs_dir=_inside(root, Path(config.docs_dir), "docs_dir", marks),
        overrides_dir=Path(config.theme.custom_dir) if config.theme.custom_dir else PACKAGED_OVERRIDES,
        translations_dir=_inside(root, root / settings.translations, "translations", marks),
        cache_dir=_cache(root, settings, marks),
        site_dir=Path(config.site_dir),
        site_name=config.site_name,
        site_url=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
        organisation=settings.organisation or config.site_name,
        source_locale=source,
        locales=tuple(sorted(locales, key=lambda entry: entry.locale != source)),
        dialect=Dialect(tuple(map(str, config.markdown_extensions)), dict(config.mdx_configs)),
        formats=tuple(_formats(settings.formats, marks)),
        policy=policy,
        leaflet_policies=leaflet_policies,
        checked=read_record(root),
        feedback_form=_form(settings.feedback_form, marks),
        limits=_limits(settings.limits, marks),
        cache_limit=size_of(settings.cache_limit),
        releases=_releases(settings.releases, marks),
        built_by_mkdocs=has_other_plugins(config),
    )


def _formats(wanted: Mapping[str, Any], marks: Marks) -> list[tuple[str, Mapping[str, Any]]]:
    for name in wanted:
        if name not in RENDERERS:
            raise ConfigurationError(
                Problem(
                    f"{marks.path.name}:{marks.line(name)}",
                    f"there is no format called `{name}`",
                    f"one of {', '.join(RENDERERS)}",
                    "correct the name below `formats:`",
                )
            )
        if isinstance(wanted[name], dict) and "voice" in wanted[name]:
            raise ConfigurationError(
                Problem(
                    f"{marks.path.name}:{marks.line('voice')}",
                    "one voice is set for all languages",
                    "a voice for each language, below `locales:` of the format",
                    "write `locales: {pl: {voice: …}}`",
                )
            )
    chosen = wanted or dict.fromkeys(RENDERERS)
    return [(name, chosen[name] or {}) for name in RENDERERS if name in chosen and chosen[name] is not False]


def _policies(options: Mapping[str, Any], marks: Marks) -> tuple[Policy, tuple[tuple[str, Policy], ...]]:
    try:
        site = policy_from(options)
        leaflets = {name: policy_from(own or {}, site) for name, own in (options.get("leaflets") or {}).items()}
    except (ValueError, AttributeError) as error:
        raise ConfigurationError(
            Problem(
                f"{marks.path.name}:{marks.line('policy')}",
                str(error),
                "`unreviewed`, `incomplete` (mark or withhold) and "
                "`threshold`, and below `leaflets:` the same for single leaflets",
                "correct the policy",
            )
        ) from error
    for name, own in leaflets.items():
        if not site.stricter(own):
            raise ConfigurationError(
                Problem(
                    f"{marks.path.name}:{marks.line(name)}",
                    f"the policy of `{name}` is looser than the site's",
                    "a leaflet's policy that publishes no more than the site's",
                    "make the site's policy looser, or this one stricter",
                )
            )
    return site, tuple(sorted(leaflets.items()))


def _form(address: str, marks: Marks) -> str:
    """A page that readers may follow a link to; a form on the site itself would need a server."""
    if address and not FORM.fullmatch(address):
        raise ConfigurationError(
            Problem(
                f"{marks.path.name}:{marks.line('feedback_form')}",
                f"`feedback_form` is {address!r}",
                "the address of a web page, such as https://forms.example.org/leaflets",
                "correct the address, or leave the line out: the page then names e-mail, telephone and post",
            )
        )
    return address


def _cache(root: Path, settings: Any, marks: Marks) -> Path:
    """The one folder that may lie outside the project, for branches and machines can share it."""
    path = (root / (os.environ.get(CACHE_VARIABLE) or settings.cache)).resolve()
    if root.is_relative_to(path):
        raise ConfigurationError(
            Problem(
                f"{marks.path.name}:{marks.line('cache')}",
                "the cache would hold the project itself",
                f"a folder of its own, as `cache` or in the variable {CACHE_VARIABLE}",
                "name another folder",
                str(path),
            )
        )
    return path


def _limits(settings: Mapping[str, Any], marks: Marks) -> Limits:
    try:
        return limits_of(settings)
    except ValueError as error:
        raise ConfigurationError(
            Problem(
                f"{marks.path.name}:{marks.line('limits')}",
                str(error),
                "`limits: {seconds: 900, memory: 4GB, leaflet: 1MB, catalogue: 10MB}`, or some of these",
                "correct the limit",
            )
        ) from error


def _releases(number: int, marks: Marks) -> int:
    if number < 0:
        raise ConfigurationError(
            Problem(
                f"{marks.path.name}:{marks.line('releases')}",
                f"`releases` is {number}",
                "how many former releases are kept: 0 or more",
                "correct the number",
            )
        )
    return number


def _inside(root: Path, path: Path, key: str, marks: Marks) -> Path:
    resolved = path.resolve()
    if not resolved.is_relative_to(root):
        raise ConfigurationError(
            Problem(
                f"{marks.path.name}:{marks.line(key)}",
                f"`{key}` lies outside the project",
                "a folder below the one of mkdocs.yml",
                "move the folder, or correct the path",
                str(path),
            )
        )
    return resolved
