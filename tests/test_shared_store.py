"""One store for several builds: at the same moment, while it is cleaned, and with every kind of damage."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from leafletpress.cacheroom import in_use
from leafletpress.store import Store
from tests import hardends
from tests.projects import contents_of, run

COMMAND = [sys.executable, "-m", "leafletpress.cli"]
SHARED = "      cache: ../shared\n"


def project_at(folder: Path, number: int, *, shared: bool) -> Path:
    """A project whose leaflet has this number in its text."""
    project = hardends.write(folder, formats="braille-brf: , clear-print-pdf: ")
    hardends.change(project, number)
    if shared:
        config = project / "mkdocs.yml"
        config.write_text(config.read_text("utf-8") + SHARED, "utf-8")
    return project


def begin(project: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([*COMMAND, *arguments], cwd=project, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> str:
    """What it said; it has to have done its work."""
    said = process.communicate(timeout=900)[1]
    assert process.returncode == 0, said
    return said


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two projects, built one after the other, each with a store of its own."""
    projects = [project_at(tmp_path_factory.mktemp("alone") / "project", number, shared=False) for number in (0, 1)]
    for project in projects:
        assert run(project, "build", "--jobs", "1").code == 0
    return projects


def test_three_builds_at_once_share_one_store(alone: list[Path], tmp_path: Path) -> None:
    projects = [project_at(tmp_path / name, number, shared=True) for name, number in (("a", 0), ("b", 0), ("c", 1))]
    processes = [begin(project, "build", "--jobs", "1") for project in projects]
    for process in processes:
        ended(process)
    for project, expected in zip(projects, (alone[0], alone[0], alone[1]), strict=True):
        assert contents_of(project / "site") == contents_of(expected / "site")
        assert not (project / ".cache").exists()
    names = [path.name for path in (tmp_path / "shared").rglob("*") if path.is_file()]
    assert names and not [name for name in names if name.startswith(".writing")]


def test_a_store_that_is_cleaned_again_and_again_serves_builds(alone: list[Path], tmp_path: Path) -> None:
    projects = [project_at(tmp_path / name, 0, shared=True) for name in ("a", "b")]
    cleaned: list[bool] = []
    done = threading.Event()

    def keep_cleaning() -> None:
        while not done.wait(0.05):
            cleaned.append("Removed 0 " not in ended(begin(projects[0], "cache", "--limit", "5kB")))

    cleaner = threading.Thread(target=keep_cleaning)
    cleaner.start()
    try:
        for number in (1, 0, 1):
            for project in projects:
                hardends.change(project, number)
            for process in [begin(project, "build", "--jobs", "1") for project in projects]:
                ended(process)
            for project in projects:
                assert contents_of(project / "site") == contents_of(alone[number] / "site")
    finally:
        done.set()
        cleaner.join()
    assert any(cleaned)


def test_cleaning_waits_for_a_build_and_says_so(alone: list[Path], tmp_path: Path) -> None:
    project = shutil.copytree(alone[0], tmp_path / "project")
    cache = project / ".cache" / "leafletpress"
    before = contents_of(cache)
    with in_use(cache):
        process = begin(project, "cache", "--clean")
        assert process.stderr is not None and "waiting for it to end" in process.stderr.readline()
        time.sleep(0.5)
        assert process.poll() is None and contents_of(cache) == before
    ended(process)
    assert not (cache / "blobs").exists()


def truncated(paths: list[Path]) -> None:
    for path in paths:
        path.write_bytes(path.read_bytes()[:-1])


def with_one_bit_changed(paths: list[Path]) -> None:
    for path in paths:
        data = bytearray(path.read_bytes())
        data[len(data) * 2 // 3] ^= 1
        path.write_bytes(data)


def in_each_others_place(paths: list[Path]) -> None:
    contents = [path.read_bytes() for path in paths]
    for path, data in zip(paths, contents[1:] + contents[:1], strict=True):
        path.write_bytes(data)


@pytest.mark.parametrize("damage", [truncated, with_one_bit_changed, in_each_others_place])
@pytest.mark.parametrize("kind", ["blobs", "records", "notes"])
def test_every_damaged_entry_is_noticed_and_made_again(
    kind: str, damage: Callable[[list[Path]], None], alone: list[Path], tmp_path: Path
) -> None:
    project = shutil.copytree(alone[0], tmp_path / "project")
    expected = contents_of(project / "site")
    paths = sorted(path for path in (project / ".cache" / "leafletpress" / kind).rglob("*") if path.is_file())
    assert len(paths) > 5
    damage([path for path in paths if path.stat().st_size])
    shutil.rmtree(project / "site")
    outcome = run(project, "build", "--jobs", "1")
    assert outcome.code == 0, outcome.messages
    assert contents_of(project / "site") == expected


def test_one_damaged_note_of_the_search_index_is_made_again(alone: list[Path], tmp_path: Path) -> None:
    project = shutil.copytree(alone[0], tmp_path / "project")
    hardends.change(project, 1)  # the index has to be made, of words that were kept
    for path in (project / ".cache" / "leafletpress" / "notes").rglob("*"):
        if path.is_file() and b"unwell" in path.read_bytes():
            truncated([path])
    outcome = run(project, "build", "--jobs", "1")
    assert outcome.code == 0 and "The cache was damaged" in outcome.messages, outcome.messages
    assert contents_of(project / "site") == contents_of(alone[1] / "site")


def test_records_and_notes_belong_to_their_key(tmp_path: Path) -> None:
    store, one, other = Store(tmp_path), "1" * 64, "2" * 64
    store.save(one, b"one", {"fact": 1})
    store.note(one, b"of one")
    for kind, end in (("records", ".json"), ("notes", "")):
        target = tmp_path / kind / other[:2] / f"{other}{end}"
        target.parent.mkdir()
        shutil.copy(tmp_path / kind / one[:2] / f"{one}{end}", target)
    assert store.find(other) is None and store.noted(other) is None
    assert not list(tmp_path.rglob(f"{other}*"))
    found = store.find(one)
    assert found is not None and found.facts == {"fact": 1} and store.noted(one) == b"of one"
