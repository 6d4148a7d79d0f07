"""What the machine refuses, in a whole build: the message names it, and the published site stays whole.

Root is refused nothing, so that a build by root gives up the right to pass over permissions.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import hardends
from tests.projects import contents_of, run, write_catalogue

COMMAND = [sys.executable, "-m", "leafletpress.cli", "build", "--jobs", "1"]
OBEDIENT = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
READ_ONLY = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && cd "$PWD" && shift && exec "$@"'
NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", READ_ONLY, "sh"]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = hardends.write(tmp_path_factory.mktemp("published") / "project", formats="braille-brf: ")
    write_catalogue(project, "pl", "staying", {"Staying": "Pobyt"})
    assert run(project, "build").code == 0
    hardends.change(project, 1)
    assert run(project, "build").code == 0  # there is a former release too
    return project


@pytest.fixture
def project(published: Path, tmp_path: Path) -> Iterator[Path]:
    """A published project with something to do."""
    folder = shutil.copytree(published, tmp_path / "project")
    hardends.change(folder, 2)
    yield folder
    for path in (folder, *folder.rglob("*")):  # what the test took away, so that the folder can be removed
        if path.is_dir():
            path.chmod(0o755)


def build(project: Path, *prefix: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*prefix, *COMMAND], cwd=project, capture_output=True, text=True, timeout=600)


def refused(done: subprocess.CompletedProcess[str], *said: str) -> None:
    assert done.returncode == 1, (done.returncode, done.stderr)
    assert "Traceback" not in done.stderr and "report it" not in done.stderr, done.stderr
    assert "The published site is unchanged" in done.stderr
    for words in said:
        assert words in done.stderr, done.stderr


@pytest.mark.parametrize(
    "path",
    [
        "docs/staying.md",
        "docs",
        "translations/pl/staying.po",
        "translations/pl",
        "translations",
        "overrides/main.html",
        ".cache/leafletpress/blobs",
        ".cache/leafletpress",
    ],
)
def test_what_cannot_be_read_is_named(path: str, project: Path) -> None:
    before = contents_of(project / "site")
    target = project / path
    mode = target.stat().st_mode
    target.chmod(0)
    try:
        done = build(project, *OBEDIENT)
    finally:
        target.chmod(mode)
    refused(done, path)
    assert contents_of(project / "site") == before


def test_templates_that_cannot_be_read_are_named(project: Path) -> None:
    before = contents_of(project / "site")
    target = project / "overrides" / "components"
    target.chmod(0)
    done = build(project, *OBEDIENT)
    refused(done, "components/", "TemplateNotFound")
    assert contents_of(project / "site") == before


@pytest.mark.parametrize("path", [".", ".site-releases", ".cache/leafletpress", ".cache/leafletpress/notes"])
def test_a_folder_that_cannot_be_written_is_named(path: str, project: Path) -> None:
    before = contents_of(project / "site")
    below = (project / path).rglob("*") if path.startswith(".cache") else ()
    folders = [project / path, *(folder for folder in below if folder.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    done = build(project, *OBEDIENT)
    refused(done, "Permission denied", "" if path == "." else path)
    assert contents_of(project / "site") == before
    for folder in folders:
        folder.chmod(0o755)
    assert build(project).returncode == 0
    assert hardends.release_of(project / "site") == 2


def test_a_published_folder_that_was_made_read_only_is_still_whole(project: Path) -> None:
    before = contents_of(project / "site")
    for folder in (project / "site", *(project / "site").rglob("*")):
        if folder.is_dir():
            folder.chmod(0o555)
    done = build(project, *OBEDIENT)
    refused(done, "could not be kept as a former release", f"{project / 'site'}: ")
    assert contents_of(project / "site") == before


@pytest.mark.parametrize("place", [".", ".cache"])
def test_a_read_only_file_system_is_named(place: str, project: Path) -> None:
    before = contents_of(project / "site")
    done = build(project, *NAMESPACE, str(project / place))
    refused(done, "Read-only file system")
    assert contents_of(project / "site") == before


@pytest.mark.parametrize("folder", ["sites", "stamps"])
def test_a_memory_that_cannot_be_written_is_no_matter_or_named(folder: str, project: Path) -> None:
    before = contents_of(project / "site")
    (project / ".cache" / "leafletpress" / folder).chmod(0o555)
    done = build(project, *OBEDIENT)
    assert "Traceback" not in done.stderr
    if done.returncode:
        refused(done, folder)
        assert contents_of(project / "site") == before
    else:
        assert hardends.release_of(project / "site") == 2


def test_a_cache_that_cannot_be_made_smaller_is_named_and_the_site_is_published(project: Path) -> None:
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "      cache_limit: 1kB\n", "utf-8")
    old = project / ".cache" / "leafletpress" / "blobs" / "00" / "old"
    old.parent.mkdir(parents=True, exist_ok=True)
    old.write_text("old", "utf-8")
    os.utime(old, (1, 1))
    old.parent.chmod(0o555)
    done = build(project, *OBEDIENT)
    assert done.returncode == 0, done.stderr
    assert "not be made as small as `cache_limit` says" in done.stderr and str(old) in done.stderr
    assert hardends.release_of(project / "site") == 2


@pytest.mark.parametrize("megabytes", [200, 300])
def test_without_much_memory_a_build_ends_and_the_site_is_whole(megabytes: int, project: Path) -> None:
    before = contents_of(project / "site")
    limit = megabytes << 20
    done = subprocess.run(
        COMMAND,
        cwd=project,
        capture_output=True,
        text=True,
        timeout=240,  # it used to wait for ever for a thread that could not begin
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )
    if done.returncode:
        assert done.returncode == 1 and "The published site is unchanged" in done.stderr, done.stderr
        assert "not enough memory" in done.stderr and contents_of(project / "site") == before
    else:
        assert hardends.release_of(project / "site") == 2
