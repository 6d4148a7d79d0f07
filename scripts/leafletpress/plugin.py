"""The MkDocs plugin: reads its options, calls one function, hands the result to a template. No logic lives here."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any, cast

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from leafletpress.mkdocsconfig import with_theme
from leafletpress.pages import Frame
from leafletpress.pageviews import page_view
from leafletpress.preview import preview_plan, write_renditions
from leafletpress.project import project_of
from leafletpress.search.writing import write_search_index
from leafletpress.sitepages.statement import statement_options
from leafletpress.sitepages.writing import write_site_pages
from leafletpress.siteplan import SitePlan
from leafletpress.stylesheet import STYLE_SHEET, style_sheet
from leafletpress.webbuild import Translate, error_page, keep_file

AFTER_I18N, BEFORE_I18N = -200, 100
"static-i18n makes every file anew at -100, and builds the other locales of a preview after a locale's own build."


class Settings(Config):  # type: ignore[no-untyped-call]  # MkDocs' base class has no annotations
    """Options below `leafletpress:` in mkdocs.yml."""

    organisation = config_options.Type(str, default="")
    source_locale = config_options.Type(str, default="en")
    translations = config_options.Type(str, default="translations")
    cache = config_options.Type(str, default=".cache/leafletpress")
    tags = config_options.Type(dict, default={})
    policy = config_options.Type(dict, default={})
    formats = config_options.Type(dict, default={})
    statement = config_options.Type(dict, default={})
    feedback_form = config_options.Type(str, default="")
    releases = config_options.Type(int, default=3)
    limits = config_options.Type(dict, default={})
    cache_limit = config_options.Type(str, default="0")


class LeafletPressPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]  # as above
    """Shows editions where MkDocs would show Markdown."""

    plan: SitePlan | None = None
    "Given by a build; a preview makes its own."
    previewing = False
    with_pages = True
    "False where a build wants the assets only."

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Called once for each locale of a preview; the sources are read the first time."""
        try:
            self.statement = statement_options(self.config.statement)
        except ValueError as error:
            raise PluginError(f"below `statement:` of leafletpress: {error}") from error
        if self.plan is None:
            self.plan, self.previewing = preview_plan(project_of(config)), True
        return with_theme(config)  # type: ignore[no-any-return]  # MkDocs' own value, given back

    def _tag(self, config: MkDocsConfig) -> str:
        i18n: Any = config.plugins["i18n"]
        code = i18n.current_language
        assert self.plan is not None
        return next(entry.locale.tag for entry in self.plan.project.locales if entry.code == code)

    @event_priority(AFTER_I18N)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave out what Material ships and we do not use, and what the source language's pages bring already."""
        assert self.plan is not None
        is_source = self._tag(config) == self.plan.project.source_locale.tag
        for file in list(files):
            of_theme = file.src_dir is None or not Path(file.src_dir).samefile(config.docs_dir)
            if not keep_file(
                file.src_uri, is_page=file.is_documentation_page(), of_theme=of_theme, is_source=is_source
            ):
                files.remove(file)
        return files

    @event_priority(AFTER_I18N)
    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Where only the assets are wanted, no page is read; the navigation was checked with all of them."""
        for file in files if not self.with_pages else ():
            if file.is_documentation_page():
                file.inclusion = InclusionLevel.EXCLUDED
        return nav

    def on_page_markdown(self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """The edition was made from the Markdown already; MkDocs needs the title only."""
        assert self.plan is not None
        page.meta = {"title": self.plan.editions[self._name(page), self._tag(config)].metadata.title.text}
        return ""

    def on_page_context(
        self, context: TemplateContext, /, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the template its page and the words of the interface."""
        assert self.plan is not None
        tag = self._tag(config)
        view = page_view(self.plan, self._name(page), tag)
        return cast(TemplateContext, {**context, "p": view, "t": Translate(view.interface)})

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The page for addresses that do not exist."""
        assert self.plan is not None
        view = error_page(self.plan, self._tag(config))
        return cast(TemplateContext, {**context, "p": view, "t": Translate(view.interface)})

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Keep the theme's templates for the pages that no author has written."""
        self.env = env
        return env

    def on_serve(self, server: Any, config: MkDocsConfig, builder: Any) -> Any:
        """Saving a catalogue or a template renews the preview."""
        project = project_of(config)
        for folder in (project.translations_dir, project.overrides_dir):
            if folder.exists():
                server.watch(str(folder))
        return server

    @event_priority(BEFORE_I18N)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Add what is not made from an author's file; a preview also shows what the last build has made."""
        assert self.plan is not None
        folder = Path(config.site_dir)
        if self._tag(config) == self.plan.project.source_locale.tag:
            sheet = folder / STYLE_SHEET
            sheet.parent.mkdir(parents=True, exist_ok=True)
            sheet.write_text(style_sheet(map(Path, config.theme.dirs)), "utf-8")
        if self.previewing:
            write_renditions(self.plan, folder)
            code: str = cast(Any, config.plugins["i18n"]).current_language
            folder = folder if self._tag(config) == self.plan.project.source_locale.tag else folder / code

        if not self.with_pages:
            return

        def render(template: str, page: Frame) -> bytes:
            return self.env.get_template(template).render(config=config, p=page, t=Translate(page.interface)).encode()

        write_site_pages(self.plan, self._tag(config), folder, render, self.statement)
        write_search_index(self.plan, self._tag(config), folder)

    def _name(self, page: MkDocsPage) -> str:
        return PurePosixPath(page.file.src_uri).stem
