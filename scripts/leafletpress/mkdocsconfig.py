"""mkdocs.yml as MkDocs reads it, with line numbers and with MkDocs' complaints as errors of ours."""

from __future__ import annotations

import logging
from pathlib import Path
from types import TracebackType
from typing import Any

import yaml

from leafletpress.errors import ConfigurationError, Problem
from leafletpress.locales import locale_from_tag

PACKAGED_OVERRIDES = Path(__file__).parent / "overrides"
"Where the wheel carries the theme; in the project itself it lies at the top level."


def load_mkdocs_config(config_file: Path, **overrides: Any) -> Any:
    """MkDocs' own reading of the file, with its complaints as an error of ours."""
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    with Complaints() as complaints:
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


OURS = frozenset({"i18n", "leafletpress"})
"Plugins whose part in a page is known."


def has_other_plugins(config: Any) -> bool:
    """Whether anything besides us may change a page while MkDocs builds it."""
    return bool(set(config.plugins) - OURS) or bool(config.hooks)


class Marks:
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


class Complaints(logging.Handler):
    """Collects what MkDocs logs while it reads a configuration, instead of printing it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the words."""
        self.messages.append(record.getMessage())

    def __enter__(self) -> Complaints:
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
