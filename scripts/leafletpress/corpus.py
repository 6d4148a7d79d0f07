"""Corpus: synthetic leaflets in real words of each language, for measuring and for testing at scale.

Sentences of a project's own leaflets are shuffled together with the translations that its catalogues give them. Each
sentence carries a number of its own, so that nothing which keeps sentences has less to do than on real leaflets.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import yaml

from leafletpress.conversion import read_source
from leafletpress.integrity import differences
from leafletpress.leaflet import find_leaflets, read_leaflet
from leafletpress.project import Project
from leafletpress.sources import Sources, catalogue_of, read_sources
from leafletpress.speech.sentences import sentence_spans
from leafletpress.synthetic import PICTURE, SECTIONS, Text, Words, compose, start_page

ENDS = ".!?؟۔।。"
MARKUP = frozenset("[]*_<>{}`|\n#")
SHORTEST = 4
"Words of an English sentence that is worth shuffling."
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200" width="320" height="200">'
    '<rect x="10" y="10" width="300" height="180" fill="none" stroke="#000" stroke-width="4"/>'
    '<circle cx="160" cy="100" r="60" fill="#ccc" stroke="#000" stroke-width="4"/></svg>\n'
)


def words_of(project: Project, tags: Sequence[str]) -> Words:
    """Every sentence and heading of a project's leaflets that all of these languages have, facts and all."""
    sources = read_sources(project)
    source = project.source_locale.tag
    sentences: dict[str, Text] = {}
    headings: dict[str, Text] = {}
    front: dict[str, Text] = {}
    for leaflet in (read_leaflet(path, project.root) for path in find_leaflets(project.docs_dir, project.root)):
        lookups = _translations(sources, leaflet.name, tags)
        for message in read_source(leaflet, project.dialect, project.source_locale).messages:
            texts = {tag: message.msgid if tag == source else lookups[tag](message.msgid) for tag in tags}
            if message.context or any(text is None or MARKUP & set(text) for text in texts.values()):
                continue
            whole = {tag: text for tag, text in texts.items() if text is not None}
            if message.kind.startswith("front:"):
                front.setdefault(message.kind[len("front:") :], whole)
            elif message.kind in ("h2", "h3"):
                headings.setdefault(message.msgid, whole)
            elif message.kind in ("p", "li"):
                sentences |= {text[source]: text for text in _sentences(whole, source)}
    return Words(
        tuple(tags),
        tuple(sentences[key] for key in sorted(sentences)),
        tuple(headings[key] for key in sorted(headings)),
        {"owner": front["owner"], "audience": front["audience"], "contact": front["contact.name"]},
    )


def _translations(sources: Sources, name: str, tags: Iterable[str]) -> dict[str, Callable[[str], str | None]]:
    locales = [entry.locale for entry in sources.project.locales if entry.locale.tag in tags]
    return {locale.tag: catalogue_of(sources, name, locale).published for locale in locales}


def _sentences(texts: Text, source: str) -> list[Text]:
    """A paragraph's sentences beside each other, where every language has as many and none differs in its facts."""
    cut = {tag: [text[a:b] for a, b in sentence_spans(text, tag)] for tag, text in texts.items()}
    if len({len(parts) for parts in cut.values()}) > 1:
        return []
    rows = [{tag: parts[i] for tag, parts in cut.items()} for i in range(len(cut[source]))]
    return [
        row
        for row in rows
        if len(row[source].split()) >= SHORTEST
        and all(text[-1] in ENDS and not differences(row[source], text) for text in row.values())
    ]


def write_corpus(
    project: Project,
    folder: Path,
    *,
    leaflets: int,
    locales: int,
    formats: Sequence[str] | None = None,
    sections: int = SECTIONS,
) -> Path:
    """A project of so many leaflets in the first languages of this one; `formats` leaves out all others.

    With fewer `sections` than a real leaflet has, tests are quick.
    """
    chosen = project.locales[:locales]
    words = words_of(project, [entry.locale.tag for entry in chosen])
    source, *others = words.tags
    _write(folder / "docs" / PICTURE, DRAWING)
    for one in (start_page(words), *(compose(words, number, leaflets, sections) for number in range(1, leaflets + 1))):
        _write(folder / "docs" / f"{one.name}.md", one.front_matter(source) + one.markdown(source))
        for tag in others:
            _write(folder / "translations" / tag / f"{one.name}.po", one.catalogue(source, tag))
    for tag in others:
        shutil.copy(project.translations_dir / tag / "interface.po", folder / "translations" / tag)
    shutil.copytree(project.overrides_dir, folder / "overrides")
    _write(folder / "mkdocs.yml", configuration(project, [entry.code for entry in chosen], formats))
    return folder


def configuration(project: Project, codes: Sequence[str], formats: Sequence[str] | None) -> str:
    """The project's mkdocs.yml with fewer languages and formats."""
    settings = yaml.safe_load(project.config_file.read_text("utf-8"))
    plugins = {name: options for plugin in settings["plugins"] for name, options in plugin.items()}
    languages = {entry["locale"]: entry for entry in plugins["i18n"]["languages"]}
    plugins["i18n"]["languages"] = [languages[code] for code in codes]
    own = plugins["leafletpress"]
    own["tags"] = {code: tag for code, tag in own.get("tags", {}).items() if code in codes}
    if formats is not None:
        own["formats"] = {name: own["formats"].get(name) if name in formats else False for name in own["formats"]}
    settings["theme"]["custom_dir"] = "overrides"
    text: str = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    return text


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
