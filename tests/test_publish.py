"""Publishing: nothing is made twice, the same inputs give the same bytes, and the site is whole at every moment."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leafletpress.releases import exchange, swap
from leafletpress.store import Store, key_of
from tests.projects import (
    GOING_HOME,
    ROOT,
    contents_of,
    copy_of_this_project,
    leaflet,
    run,
    standard_leaflets,
    write_catalogue,
    write_project,
)

FORMATS = "      formats: {large-print-pdf: , audio-mp3: }"
DOSE = "Take 5 mg twice a day for two weeks."
DOSE_POLISH = "Przyjmuj 5 mg dwa razy dziennie przez dwa tygodnie."


def renditions(site: Path) -> dict[str, str]:
    """Path and digest of every rendition, from the manifest."""
    manifest = json.loads((site / "manifest.json").read_text("utf-8"))
    return {
        rendition["path"]: rendition["sha256"]
        for one in manifest["leaflets"]
        for edition in one["editions"]
        for rendition in edition["renditions"]
    }


def made(messages: str) -> int:
    """How many alternative formats a build says it made."""
    found = re.search(r"Making alternative formats \((\d+)\)", messages)
    return int(found[1]) if found else 0


def two_leaflets() -> dict[str, str]:
    return {**standard_leaflets(), "staying": leaflet("# Staying\n\nBring your glasses.\n", title="Staying")}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = write_project(tmp_path / "project", locales=("en", "pl"), leaflets=two_leaflets(), options=FORMATS)
    write_catalogue(folder, "pl", "going-home", {DOSE: DOSE_POLISH, "Going home": "Powrót do domu"})
    write_catalogue(folder, "pl", "staying", {"Staying": "Pobyt"})
    return folder


def test_this_projects_site_is_the_same_in_another_folder_language_and_time_zone(
    built_site: Path, tmp_path: Path
) -> None:
    copy = copy_of_this_project(tmp_path / "another folder")
    outcome = run(
        copy, "build", "--jobs", "1", LANG="tr_TR.UTF-8", LC_ALL="C", TZ="Pacific/Auckland", PYTHONHASHSEED="7"
    )
    assert outcome.code == 0, outcome.messages
    assert made(outcome.messages) > 20  # nothing came from the first one's cache
    first, second = contents_of(built_site), contents_of(copy / "site")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_nothing_changed_means_nothing_made(project: Path) -> None:
    first = run(project, "build")
    assert made(first.messages) == 8
    before = contents_of(project / "site")
    second = run(project, "build")
    assert second.code == 0
    assert made(second.messages) == 0
    assert "Building web pages" not in second.messages
    assert contents_of(project / "site") == before


def test_one_sentence_changed_remakes_its_leaflet_only(project: Path) -> None:
    run(project, "build")
    before = renditions(project / "site")
    changed = leaflet(GOING_HOME.replace("two weeks", "three weeks"))
    (project / "docs" / "going-home.md").write_text(changed, "utf-8")
    outcome = run(project, "build")
    assert outcome.code == 0, outcome.messages
    assert made(outcome.messages) == 4
    after = renditions(project / "site")
    assert {path for path in after if after[path] != before[path]} == {path for path in after if "going-home" in path}
    page = (project / "site" / "pl" / "going-home" / "index.html").read_text("utf-8")
    assert DOSE_POLISH not in page and "three weeks" in page


def test_one_translation_changed_remakes_that_language_only(project: Path) -> None:
    run(project, "build")
    before = renditions(project / "site")
    write_catalogue(project, "pl", "going-home", {DOSE: "Proszę przyjmować 5 mg dwa razy dziennie przez dwa tygodnie."})
    assert made(run(project, "build").messages) == 2
    after = renditions(project / "site")
    assert {path for path in after if after[path] != before[path]} == {
        path for path in after if path.startswith("pl/going-home/")
    }


def test_a_deleted_leaflet_leaves_nothing_behind(project: Path) -> None:
    run(project, "build")
    (project / "docs" / "staying.md").unlink()
    assert run(project, "build").code == 0
    assert [path for path in contents_of(project / "site") if "staying" in path] == []


def test_a_damaged_entry_of_the_cache_is_noticed_and_made_again(project: Path) -> None:
    run(project, "build")
    before = contents_of(project / "site")
    digest = renditions(project / "site")["going-home/going-home-en-large-print.pdf"]
    blob = Store(project / ".cache" / "leafletpress").blob_path(digest)
    data = blob.read_bytes()
    blob.write_bytes(data[:100] + b"X" + data[101:])
    outcome = run(project, "build")
    assert outcome.code == 0, outcome.messages
    assert contents_of(project / "site") == before


def test_killed_at_any_moment_the_published_site_is_the_old_one_whole(project: Path) -> None:
    run(project, "build")
    before = contents_of(project / "site")
    (project / "docs" / "staying.md").write_text(leaflet("# Staying\n\nBring your shoes.\n", title="Staying"), "utf-8")
    for delay in (0.2, 0.5, 0.8, 1.1, 1.4):
        process = subprocess.Popen(
            [sys.executable, "-m", "leafletpress.cli", "build"],
            cwd=project,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(delay)
        ended = process.poll() is not None
        process.send_signal(signal.SIGKILL)
        process.wait()
        now = contents_of(project / "site")
        assert now == before or ended or (b"shoes" in now["staying/index.html"] and "manifest.json" in now)
    outcome = run(project, "build")
    assert outcome.code == 0, outcome.messages
    assert b"shoes" in contents_of(project / "site")["staying/index.html"]
    left = sorted(path.name for path in project.iterdir() if path.name.startswith(".site"))
    assert left == [".site-lock", ".site-releases"]


def test_a_killed_build_leaves_no_process_behind(project: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "leafletpress.cli", "build"],
        cwd=project,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while len(_members(process.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(_members(process.pid)) > 1
    process.kill()
    process.wait()
    deadline = time.monotonic() + 20
    while _members(process.pid) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert _members(process.pid) == []


def _members(session: int) -> list[int]:
    """Processes of a session."""
    found = []
    for entry in os.listdir("/proc"):
        try:
            if entry.isdigit() and os.getsid(int(entry)) == session:
                found.append(int(entry))
        except ProcessLookupError:
            continue
    return found


def test_folders_are_exchanged_at_one_stroke(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    (one / "a").touch()
    assert exchange(one, other)
    assert (other / "a").exists() and not (one / "a").exists()
    assert not exchange(one, tmp_path / "nowhere")


def test_a_file_system_that_cannot_exchange_still_swaps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new, site = tmp_path / "new", tmp_path / "site"
    for folder in (new, site):
        folder.mkdir()
        (folder / folder.name).touch()
    monkeypatch.setattr("leafletpress.releases.exchange", lambda one, other: False)
    swap(new, site)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (site / "new").exists()


def test_the_manifest_tells_size_and_digest_of_every_file(project: Path) -> None:
    run(project, "build")
    site = project / "site"
    manifest = json.loads((site / "manifest.json").read_text("utf-8"))
    found = [r for one in manifest["leaflets"] for edition in one["editions"] for r in edition["renditions"]]
    assert len(found) == 8
    for rendition in found:
        data = (site / rendition["path"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (rendition["bytes"], rendition["sha256"])
    on_disk = {path for path in contents_of(site) if path.endswith((".pdf", ".mp3"))}
    assert on_disk == {rendition["path"] for rendition in found}


def test_the_key_of_a_result_depends_on_every_part() -> None:
    assert key_of("a", "bc") != key_of("ab", "c")
    assert key_of("a", ["b"]) != key_of("a", "b")
    assert key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1})


def test_the_commands_stand_where_the_readme_says() -> None:
    for name in ("build", "test", "serve", "benchmark"):
        assert os.access(ROOT / "scripts" / name, os.X_OK), name
