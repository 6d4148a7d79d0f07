"""Project: what mkdocs.yml says, read once, checked, and free of MkDocs, so that it can travel to other processes."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import yaml

from leafletpress.conversion import Dialect
from leafletpress.errors import ConfigurationError, Problem, display_path
from leafletpress.gate import Policy, policy_from
from leafletpress.locales import Locale, locale_from_tag
from leafletpress.renderers import RENDERERS

PACKAGED_OVERRIDES = Path(__file__).parent / "overrides"
"Where the wheel carries the theme; in the project itself it lies at the top level."


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
    marks = _Marks(config_file)
    marks.check_locales()
    config = load_mkdocs_config(config_file, site_dir=str(site_dir) if site_dir else None)
    return project_of(config, marks)


def load_mkdocs_config(config_file: Path, **overrides: Any) -> Any:
    """MkDocs' own reading of the file, with its complaints as an error of ours."""
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    with _Complaints() as complaints:
        try:
            return with_theme(load_config(str(config_file), **overrides))
        except (MkDocsException, SystemExit) as error:
            found = "; ".join(complaints.messages) or str(error)
            raise ConfigurationError(
                Problem(
                    config_file.name,
                    found.rstrip("."),
                    "a valid MkDocs configuration",
                    "correct the setting that is named; https://www.mkdocs.org/user-guide/configuration/ explains each",
                )
            ) from error


def with_theme(config: Any) -> Any:
    """The configuration with our templates in front of Material's, where the project has none of its own."""
    if not config.theme.custom_dir and str(PACKAGED_OVERRIDES) not in config.theme.dirs:
        config.theme.dirs.insert(0, str(PACKAGED_OVERRIDES))
    return config


def project_of(config: Any, marks: _Marks | None = None) -> Project:
    """The project of a configuration that MkDocs has read already."""
    config_file = Path(config.config_file_path)
    root = config_file.resolve().parent
    marks = marks or _Marks(config_file)
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
        cache_dir=_inside(root, root / settings.cache, "cache", marks),
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
    )


def _formats(wanted: Mapping[str, Any], marks: _Marks) -> list[tuple[str, Mapping[str, Any]]]:
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


def _policies(options: Mapping[str, Any], marks: _Marks) -> tuple[Policy, tuple[tuple[str, Policy], ...]]:
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


def _inside(root: Path, path: Path, key: str, marks: _Marks) -> Path:
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


class _Marks:
    """Where each key stands in mkdocs.yml; MkDocs' own messages do not say."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[str, int] = {}
        self.values: list[tuple[str, str, int]] = []
        try:
            root = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
        except FileNotFoundError as error:
            raise ConfigurationError(
                Problem(
                    str(path.name),
                    "there is no such file",
                    "the site's configuration",
                    "run the command in the folder of mkdocs.yml, or name the file with --config-file",
                )
            ) from error
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(
                Problem(str(path.name), f"the file cannot be read ({error})", "UTF-8 text", "check the file")
            ) from error
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            raise ConfigurationError(
                Problem(
                    f"{path.name}:{mark.line + 1 if mark else 1}",
                    f"this is not valid YAML ({getattr(error, 'problem', error)})",
                    "`key: value` lines with steady indentation",
                    "correct this line",
                )
            ) from error
        if root is not None:
            self._walk(root)

    def _walk(self, node: yaml.Node) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode):
                    self.lines.setdefault(key.value, key.start_mark.line + 1)
                    if isinstance(value, yaml.ScalarNode):
                        self.values.append((key.value, value.value, value.start_mark.line + 1))
                self._walk(value)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self._walk(item)

    def line(self, key: str) -> int:
        """Line of a key's first appearance, or 1."""
        return self.lines.get(key, 1)

    def check_locales(self) -> None:
        """Every language's code is one that CLDR knows; said before MkDocs or static-i18n stumble over it."""
        for key, value, line in self.values:
            if key != "locale" or value == "null":
                continue
            try:
                locale_from_tag(value)
            except ValueError as error:
                raise ConfigurationError(
                    Problem(
                        f"{self.path.name}:{line}",
                        str(error),
                        "a BCP 47 tag such as `cy`, `zh-Hans` or `pt-BR`",
                        "correct `locale`; for a language with a three-letter code write a two-letter stand-in here "
                        "and its true tag below `tags:` of the leafletpress plugin",
                        f"locale: {value}",
                    )
                ) from error


class _Complaints(logging.Handler):
    """Collects what MkDocs logs while it reads a configuration, instead of printing it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the words."""
        self.messages.append(record.getMessage())

    def __enter__(self) -> _Complaints:
        self.logger = logging.getLogger("mkdocs")
        self.propagated = self.logger.propagate
        self.logger.addHandler(self)
        self.logger.propagate = False
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.logger.removeHandler(self)
        self.logger.propagate = self.propagated


def relative_to_root(project: Project, path: Path) -> str:
    """A path as an author knows it."""
    return display_path(path, project.root)
