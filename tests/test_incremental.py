"""Incremental publishing: after any change, the site is what a build from nothing would have made, file for file."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.projects import contents_of, leaflet, run, standard_leaflets, write_catalogue, write_project

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="{radius}"/></svg>\n'
STAYING = "# Staying\n\nBring your glasses.\n\n![A ring](images/ring.svg)\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    leaflets = {
        **standard_leaflets(),
        "staying": leaflet(STAYING, title="Staying"),
        "visiting": leaflet("# Visiting\n\nCome after two. Read [Staying](staying.md).\n", title="Visiting"),
    }
    folder = write_project(
        tmp_path / "project",
        locales=("en", "pl"),
        leaflets=leaflets,
        options="      formats: {braille-brf: }",
    )
    (folder / "docs" / "images").mkdir()
    (folder / "docs" / "images" / "ring.svg").write_text(PICTURE.format(radius=3), "utf-8")
    write_catalogue(folder, "pl", "going-home", {"Going home": "Powrót do domu"})
    write_catalogue(folder, "pl", "staying", {"Staying": "Pobyt", "Bring your glasses.": "Weź okulary."})
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as out:
        out.write("site_url: https://leaflets.example.org/\n")
    return folder


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return change


def deleted(folder: Path) -> None:
    (folder / "docs" / "overnight.md").unlink()
    (folder / "translations" / "pl" / "overnight.po").unlink()
    replaced("docs/visiting.md", "[Staying](overnight.md)", "the board")(folder)


def renamed(folder: Path) -> None:
    (folder / "docs" / "staying.md").rename(folder / "docs" / "overnight.md")
    (folder / "translations" / "pl" / "staying.po").rename(folder / "translations" / "pl" / "overnight.po")
    replaced("docs/visiting.md", "staying.md", "overnight.md")(folder)


def added(folder: Path) -> None:
    (folder / "docs" / "eating.md").write_text(leaflet("# Eating\n\nEat slowly.\n", title="Eating"), "utf-8")


def retranslated(folder: Path) -> None:
    write_catalogue(folder, "pl", "interface", {"Other formats": "Inne wersje", "Languages": "Języki"})


CHANGES: dict[str, tuple[Callable[[Path], None], int | None]] = {
    "one English sentence": (replaced("docs/going-home.md", "two weeks", "three weeks"), 6),
    "one catalogue": (replaced("translations/pl/staying.po", "Weź okulary.", "Proszę wziąć okulary."), None),
    "a translated title": (replaced("translations/pl/going-home.po", "Powrót do domu", "Do domu"), None),
    "one template": (replaced("overrides/main.html", '<div class="prose">', '<div class="prose text">'), None),
    "one style sheet": (replaced("overrides/style/40-text.css", "{", "{ --new: 1;"), 1),
    "one picture": (replaced("docs/images/ring.svg", 'r="3"', 'r="4"'), None),
    "the configuration": (replaced("mkdocs.yml", "Test hospital", "Another hospital"), None),
    "the words of the interface": (retranslated, None),
    "a leaflet added": (added, None),
    "a leaflet renamed": (renamed, None),
    "a leaflet deleted": (deleted, None),
}
"What is done to the project, and where it matters how many parts of the web site are made anew."


def built(folder: Path) -> tuple[dict[str, bytes], str]:
    outcome = run(folder, "build")
    assert outcome.code == 0, outcome.messages
    return contents_of(folder / "site"), outcome.messages


def parts(messages: str) -> int:
    found = re.search(r"Building web pages \((\d+)\)", messages)
    return int(found[1]) if found else 0


def test_after_each_kind_of_change_the_site_is_the_same_as_from_nothing(project: Path, tmp_path: Path) -> None:
    before, messages = built(project)
    whole = parts(messages)
    for number, (name, (change, expected)) in enumerate(CHANGES.items()):
        change(project)
        after, messages = built(project)
        assert after != before, name
        clean = tmp_path / f"clean-{number}"
        for source in ("docs", "translations", "overrides"):
            shutil.copytree(project / source, clean / source)
        shutil.copy(project / "mkdocs.yml", clean)
        fresh, _ = built(clean)
        assert after.keys() == fresh.keys(), name
        assert [path for path in after if after[path] != fresh[path]] == [], name
        assert parts(messages) == expected or (expected is None and parts(messages) < 2 * whole), name
        before = after


def test_a_leaflets_page_does_not_depend_on_the_other_leaflets(project: Path) -> None:
    built(project)
    (project / "docs" / "visiting.md").unlink()
    after, messages = built(project)
    # The lists of both languages, two parts each, the English index (in Polish it was withheld) and the assets; no page
    # has changed
    assert parts(messages) == 6
    assert not [path for path in after if "visiting" in path]


def test_a_preview_by_mkdocs_shows_the_pages_that_are_published(project: Path) -> None:
    published, _ = built(project)
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-d", "preview"], cwd=project, check=True, timeout=600
    )
    shown = contents_of(project / "preview")
    pages = [path for path in published if path.endswith(".html") and not path.endswith("404.html")]
    assert len(pages) > 20
    assert [path for path in pages if shown[path] != published[path]] == []


def test_with_another_plugin_mkdocs_builds_every_page(project: Path) -> None:
    (project / "hook.py").write_text(
        "def on_post_page(output, **_):\n    return output.replace('</body>', '<!-- by a hook --></body>')\n", "utf-8"
    )
    plain, _ = built(project)
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as out:
        out.write("hooks: [hook.py]\n")
    hooked, _ = built(project)
    page = "pl/staying/index.html"
    assert hooked[page] == plain[page].replace(b"</body>", b"<!-- by a hook --></body>")
    assert hooked.keys() == plain.keys()
