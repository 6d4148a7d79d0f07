"""What MkDocs does for us: the environment of the theme, the assets, and where need be a whole locale."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup

from leafletpress.errors import Problem, PublishError
from leafletpress.interface import Interface
from leafletpress.locales import locale_from_tag
from leafletpress.mkdocsconfig import Complaints, load_mkdocs_config
from leafletpress.pages import Frame
from leafletpress.pageviews import error_page_view
from leafletpress.project import Project
from leafletpress.siteplan import SitePlan

OURS = ("assets/leafletpress", "assets/favicon")
"Beginnings of the theme's own files; what else comes from Material is not used by any page."


@dataclass(frozen=True, slots=True)
class Translate:
    """`t` of the templates."""

    interface: Interface

    def __call__(self, msgid: str, **values: object) -> Markup:
        """The message, marked with its language where that is not the page's."""
        phrase = self.interface.phrase(msgid, **values)
        if phrase.lang == self.interface.locale.tag:
            return Markup.escape(phrase.text)
        direction = locale_from_tag(phrase.lang).direction
        return Markup('<span lang="{}" dir="{}">{}</span>').format(phrase.lang, direction, phrase.text)

    def text(self, msgid: str, **values: object) -> str:
        """The message alone, for attributes."""
        return self.interface.text(msgid, **values)


def error_page(plan: SitePlan, tag: str) -> Frame:
    """The page for addresses that do not exist, with links from the root of the host."""
    return error_page_view(plan, tag, urlsplit(plan.project.site_url).path or "/")


def keep_file(src_uri: str, *, is_page: bool, of_theme: bool, is_source: bool) -> bool:
    """Whether a file belongs into a locale's folder: pages always, pictures and style sheets once, with the source."""
    if is_page:
        return True
    return is_source and (not of_theme or src_uri.startswith(OURS))


def mkdocs_build(plan: SitePlan, tag: str, site_dir: Path, *, pages: bool) -> None:
    """One locale by MkDocs, or what it publishes besides pages; raises PublishError with what it said."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.build import build
    from mkdocs.exceptions import MkDocsException

    project = plan.project
    code = next(entry.code for entry in project.locales if entry.locale.tag == tag)
    config = load_mkdocs_config(project.config_file, site_dir=str(site_dir), strict=True)
    i18n = config.plugins["i18n"].config
    i18n.build_only_locale = code
    for language in i18n.languages:  # what static-i18n does itself where the option stands in the file
        language.default = language.build = language.locale == code
        language.link = "/" if language.build else f"/{language.locale}/"
    config.plugins["leafletpress"].plan = plan
    config.plugins["leafletpress"].with_pages = pages
    with Complaints() as complaints:
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        except (MkDocsException, SystemExit) as error:
            raise PublishError(
                Problem(
                    _config_name(project),
                    f"the pages in {tag!r} could not be built: {'; '.join(complaints.messages) or error}",
                    "no warning from MkDocs",
                    "correct what is named",
                )
            ) from error
        finally:
            config.plugins.on_shutdown()
    for unwanted in ("sitemap.xml", "sitemap.xml.gz"):
        (site_dir / unwanted).unlink(missing_ok=True)  # one for the whole site is written when it is assembled


def _config_name(project: Project) -> str:
    return project.config_file.name


@cache
def theme_of(config_file: Path) -> tuple[Any, Environment]:
    """The configuration, and the environment that MkDocs makes of its theme; read once in a process."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    config = load_mkdocs_config(config_file)
    return config, config.theme.get_env()
