"""Looking after a published site: keep going, roll back, verify, make room, and hard ends."""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path
from typing import Any

import pytest

from leafletpress.cacheroom import clean, kept_files, size_of
from leafletpress.errors import UsageError
from leafletpress.filestamps import Digests
from leafletpress.releases import releases
from leafletpress.store import Store, read_sealed, write_sealed
from tests import hardends
from tests.projects import contents_of, leaflet, run, write_catalogue

BROKEN = leaflet("# Staying\n\nSee [this](nowhere.md).\n\n![x](images/none.png)\n", title="Staying")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = hardends.write(tmp_path / "project", formats="braille-brf: ")
    outcome = run(folder, "build")
    assert outcome.code == 0, outcome.messages
    return folder


def manifest_of(folder: Path) -> dict[str, Any]:
    found = json.loads((folder / "site" / "manifest.json").read_text("utf-8"))
    return {one["leaflet"]: one for one in found["leaflets"]}


def change(folder: Path, old: str, new: str, name: str = "going-home") -> None:
    path = folder / "docs" / f"{name}.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


# Keep going


def test_a_leaflet_that_fails_stays_as_it_was_and_the_others_are_published(project: Path) -> None:
    before = contents_of(project / "site")
    (project / "docs" / "staying.md").write_text(BROKEN, "utf-8")
    change(project, "two weeks", "three weeks")
    assert run(project, "build").code == 1
    assert contents_of(project / "site") == before  # nothing changes without being asked to
    outcome = run(project, "build", "--keep-going")
    assert outcome.code == 1
    assert "nowhere.md" in outcome.messages and "none.png" in outcome.messages  # every error at once
    assert "everything else is published" in outcome.messages
    after = contents_of(project / "site")
    assert b"three weeks" in after["going-home/index.html"]
    for path in before:
        if "staying/" in path:
            assert after[path] == before[path], path
    kept = manifest_of(project)["staying"]
    assert any("nowhere.md" in reason for reason in kept["kept"])
    assert "kept" not in manifest_of(project)["going-home"]
    assert b"staying/index.html" in after["find-a-leaflet/index.html"]
    # The sources put right, nothing is left of it
    hardends.change(project, 0)
    assert run(project, "build").code == 0
    assert "kept" not in manifest_of(project)["staying"]


def test_one_broken_catalogue_keeps_the_leaflet_in_every_language_in_step(project: Path) -> None:
    before = contents_of(project / "site")
    hardends.change(project, 7)
    write_catalogue(project, "pl", "staying", {"Staying": "Pobyt"}).write_text('msgid "x"\nmsgstr "y\n', "utf-8")
    assert run(project, "build", "--keep-going").code == 1
    after = contents_of(project / "site")
    assert after["staying/index.html"] == before["staying/index.html"]
    assert after["pl/staying/index.html"] == before["pl/staying/index.html"]


def test_a_format_that_cannot_be_made_keeps_the_leaflets_former_release(project: Path) -> None:
    before = contents_of(project / "site")
    (project / "docs" / "staying.md").write_text(
        leaflet("# Staying\n\nBring your glasses \U0001fae0 here.\n", title="Staying"), "utf-8"
    )
    change(project, "two weeks", "four weeks")
    outcome = run(project, "build", "--keep-going")
    assert outcome.code == 1 and "docs/staying.md" in outcome.messages
    after = contents_of(project / "site")
    assert after["staying/index.html"] == before["staying/index.html"]
    assert b"four weeks" in after["going-home/index.html"]


def test_a_new_leaflet_that_fails_is_left_out_with_what_links_to_it_as_it_was(project: Path) -> None:
    before = contents_of(project / "site")
    (project / "docs" / "new.md").write_text(BROKEN, "utf-8")
    change(project, "if you feel unwell", "if unwell; see [new](new.md)")
    outcome = run(project, "build", "--keep-going")
    assert outcome.code == 1
    after = contents_of(project / "site")
    assert not [path for path in after if path.startswith("new/")]
    assert after["going-home/index.html"] == before["going-home/index.html"]
    assert set(manifest_of(project)) == {"index", "going-home", "staying"}


# Releases


def test_a_former_release_can_be_published_again_and_back(project: Path) -> None:
    first = contents_of(project / "site")
    change(project, "two weeks", "three weeks")
    assert run(project, "build").code == 0
    second = contents_of(project / "site")
    listed = json.loads(run(project, "rollback", "--list", "--json").output)
    assert [one["number"] for one in listed] == [1] and listed[0]["leaflets"] == 3
    assert run(project, "rollback").code == 0
    assert contents_of(project / "site") == first
    assert run(project, "rollback").code == 0
    assert contents_of(project / "site") == second
    assert run(project, "rollback", "9").code == 1
    assert contents_of(project / "site") == second
    assert run(project, "rollback").code == 0
    assert run(project, "build").code == 0  # what the sources say
    assert contents_of(project / "site") == second


def test_only_so_many_releases_are_kept_and_what_did_not_change_is_one_file(project: Path) -> None:
    for weeks in ("three", "four", "five", "six", "seven"):
        change(project, "two weeks" if weeks == "three" else "weeks.", f"{weeks} weeks.")
        assert run(project, "build").code == 0
    found = releases(project / "site")
    assert len(found) == 3 and found[0].number == 5
    style = "assets/leafletpress.css"
    assert (found[0].folder / style).samefile(project / "site" / style)


def test_nothing_changed_makes_no_release(project: Path) -> None:
    assert run(project, "build").code == 0
    assert releases(project / "site") == ()


def test_a_file_of_the_published_site_that_was_changed_by_hand_is_put_right(project: Path) -> None:
    before = contents_of(project / "site")
    page = project / "site" / "going-home" / "index.html"
    was = page.stat()
    page.write_bytes(page.read_bytes().replace(b"5 mg", b"9 mg"))
    os.utime(page, ns=(was.st_atime_ns, was.st_mtime_ns))  # of the same size and time as before
    (project / "site" / "stray.html").write_text("x", "utf-8")
    assert run(project, "build").code == 0
    assert contents_of(project / "site") == before


# Verify


def test_verify_finds_what_the_sources_do_not_give(project: Path) -> None:
    outcome = run(project, "verify")
    assert outcome.code == 0 and "just what the sources give" in outcome.messages
    page = project / "site" / "going-home" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"5 mg", b"9 mg"))
    (project / "site" / "pl" / "going-home" / "index.html").unlink()
    (project / "site" / "stray.html").write_text("x", "utf-8")
    outcome = run(project, "verify", "--json")
    assert outcome.code == 1
    paths = [one["path"] for one in json.loads(outcome.output)["differences"]]
    assert paths == ["going-home/index.html", "pl/going-home/index.html", "stray.html"]


# The cache


def test_the_cache_may_lie_elsewhere_and_serve_two_projects(project: Path, tmp_path: Path) -> None:
    shared, other = tmp_path / "shared", hardends.write(tmp_path / "other", formats="braille-brf: ")
    assert run(project, "build", LEAFLETPRESS_CACHE=str(shared)).code == 0
    outcome = run(other, "build", LEAFLETPRESS_CACHE=str(shared))
    assert outcome.code == 0
    assert "Making alternative formats" not in outcome.messages and "Building web pages" not in outcome.messages
    assert contents_of(other / "site") == contents_of(project / "site")
    assert not (other / ".cache").exists()
    refused = run(project, "build", LEAFLETPRESS_CACHE=str(tmp_path))
    assert refused.code == 1 and "would hold the project itself" in refused.messages


def test_a_damaged_record_is_made_again(project: Path) -> None:
    cache = project / ".cache" / "leafletpress"
    before = contents_of(project / "site")
    for path in cache.glob("records/*/*.json"):
        path.write_text("{", "utf-8")
    for folder in ("formats", "sites", "stamps"):
        for path in (cache / folder).iterdir():
            path.write_bytes(path.read_bytes()[:-3] + b"xxx")
    assert run(project, "build").code == 0
    assert contents_of(project / "site") == before


def test_the_cache_is_shown_and_cleaned(project: Path) -> None:
    before = contents_of(project / "site")
    shown = json.loads(run(project, "cache", "--json").output)
    assert shown["kinds"]["blobs"]["files"] > 10 and shown["bytes"] > 10_000
    assert json.loads(run(project, "cache", "--json", "--limit", "20kB").output)["bytes"] <= 20_000
    assert run(project, "build").code == 0
    assert json.loads(run(project, "cache", "--json", "--clean").output)["bytes"] == 0
    assert run(project, "build").code == 0
    assert contents_of(project / "site") == before
    assert run(project, "cache", "--limit", "much").code == 2


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    records = [store.save(f"{number:064}", bytes([number]) * 1000) for number in range(5)]
    for number, record in enumerate(records):
        old = time.time() - 30 * 86_400 + number
        os.utime(store.blob_path(record.sha256), (old, old))
    assert store.load(records[0])  # used now
    for path in tmp_path.glob("records/*/*"):
        path.unlink()
    removed, left = clean(tmp_path, 2000)
    assert (removed, left) == (3, 2000)
    assert [store.holds(record.sha256, 1000) for record in records] == [True, False, False, False, True]
    assert [one.kind for one in kept_files(tmp_path)] == ["blobs", "blobs"]


def test_sizes() -> None:
    assert (size_of("2GB"), size_of("1.5 kB"), size_of("7")) == (2_000_000_000, 1500, 7)
    with pytest.raises(UsageError):
        size_of("-1")


def test_a_file_changed_within_the_same_tick_is_read_again(tmp_path: Path) -> None:
    file, memory = tmp_path / "file", tmp_path / "memory"
    file.write_bytes(b"one")
    digests = Digests(memory)
    first = digests.of(file)
    digests.save()
    stat = file.stat()
    file.write_bytes(b"two")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert Digests(memory).of(file) != first


def test_a_seal_that_does_not_fit_is_no_content(tmp_path: Path) -> None:
    write_sealed(tmp_path / "a", "a key", b"content\nof it")
    assert read_sealed(tmp_path / "a", "a key") == b"content\nof it"
    assert read_sealed(tmp_path / "a", "another key") is None, "a file that took another's place"
    write_sealed(tmp_path / "a", "a key", b"content\nof it")
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes() + b"!")
    assert read_sealed(tmp_path / "a", "a key") is None


# Hard ends


def test_killed_at_random_the_site_is_whole_and_of_one_release(tmp_path: Path) -> None:
    outcomes = hardends.kill_at_random(hardends.write(tmp_path / "project"), 4, random.Random(3), lambda _line: None)
    assert outcomes["killed"] > 0


def test_refused_by_the_disk_the_site_is_whole_and_the_message_plain(tmp_path: Path) -> None:
    assert hardends.refused_at_random(hardends.write(tmp_path / "project"), 4, random.Random(5)) > 0


def test_a_folder_that_may_not_be_written_is_named(project: Path) -> None:
    before = contents_of(project / "site")
    change(project, "two weeks", "three weeks")
    blobs = project / ".cache" / "leafletpress" / "blobs"
    blobs.rename(blobs.with_name("away"))
    blobs.write_text("not a folder", "utf-8")  # root may write into any folder, but not into a file
    outcome = run(project, "build")
    assert outcome.code == 1 and "Traceback" not in outcome.messages
    assert "blobs" in outcome.messages and "published site is unchanged" in outcome.messages
    assert contents_of(project / "site") == before
