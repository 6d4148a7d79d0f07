"""One locale's web pages: one MkDocs build, at the root of a folder of its own, in a process of its own."""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup

from leafletpress.codedigest import code_digest
from leafletpress.edition import digest_of
from leafletpress.errors import Problem, PublishError
from leafletpress.interface import Interface
from leafletpress.locales import locale_from_tag
from leafletpress.manifest import manifest_of
from leafletpress.mkdocsconfig import Complaints, load_mkdocs_config
from leafletpress.pages import Frame
from leafletpress.pageviews import error_page_view
from leafletpress.project import Project
from leafletpress.siteplan import SitePlan
from leafletpress.store import Record, Store, key_of

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


def web_key(plan: SitePlan, tag: str) -> str:
    """Digest of everything that decides a locale's pages."""
    project = plan.project
    files = [*_files(project.overrides_dir), *_files(project.docs_dir)]
    facts = [(path.as_posix(), digest_of((base / path).read_bytes())) for base, path in files if path.suffix != ".md"]
    bodies = [edition.digest for (_, other), edition in plan.editions.items() if other == tag]
    words = dict(plan.interfaces[tag].messages)
    return key_of(
        "web",
        code_digest("leafletpress.webbuild", "leafletpress.plugin"),
        tag,
        plan.project.config_file.read_text("utf-8"),
        project.site_url,
        facts,
        bodies,
        words,
        manifest_of(plan),
        [locale.tag for locale in plan.locales()],
    )


def _files(folder: Path) -> list[tuple[Path, Path]]:
    return [(folder, path.relative_to(folder)) for path in sorted(folder.rglob("*")) if path.is_file()]


def build_locale(plan: SitePlan, tag: str, key: str) -> Record:
    """Build one locale's pages and keep them as an archive; raises PublishError with what MkDocs said."""
    project = plan.project
    store = Store(project.cache_dir)
    with tempfile.TemporaryDirectory(prefix=f"leafletpress-{tag}-") as folder:
        _mkdocs(plan, tag, Path(folder))
        return store.save(key, _archive(Path(folder)))


def _mkdocs(plan: SitePlan, tag: str, site_dir: Path) -> None:
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


def _archive(folder: Path) -> bytes:
    """Every file, in order, without owner or time."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                info = tarfile.TarInfo(path.relative_to(folder).as_posix())
                info.size = path.stat().st_size
                with path.open("rb") as data:
                    archive.addfile(info, data)
    return out.getvalue()


def unpack(data: bytes, folder: Path) -> None:
    """The inverse of the archive. Its names are ours, and its bytes were checked against their digest."""
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for member in archive:
            content = archive.extractfile(member)
            assert content is not None
            path = folder / member.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read())
