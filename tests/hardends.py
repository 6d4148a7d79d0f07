"""Builds that end hard: killed at a random moment, or on a disk that is full. The site has to be whole each time.

`python -m tests.hardends --kills 200 --full 50` does it at length; the second needs root, for it mounts small disks.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.projects import leaflet, run, standard_leaflets, write_catalogue, write_project

COMMAND = [sys.executable, "-m", "leafletpress.cli", "build"]
TEXT = "# Staying\n\nBring your glasses on day {number}.\n\n## Food\n\nMeals are at eight, at noon and at six.\n"
DAY = re.compile(rb"day (\d+)\.")


def write(folder: Path, *, formats: str = "braille-brf: , braille-pef: ") -> Path:
    """A project with a leaflet that changes from run to run."""
    leaflets = {**standard_leaflets(), "staying": leaflet(TEXT.format(number=0), title="Staying")}
    write_project(folder, locales=("en", "pl"), leaflets=leaflets, options=f"      formats: {{{formats}}}")
    write_catalogue(folder, "pl", "going-home", {"Going home": "Powrót do domu"})
    return folder


def change(folder: Path, number: int) -> None:
    """Another text, so that every stage has something to do."""
    (folder / "docs" / "staying.md").write_text(leaflet(TEXT.format(number=number), title="Staying"), "utf-8")


def release_of(site: Path) -> int:
    """Number of the text that every file was made from; raises AssertionError where the site is not whole."""
    manifest = json.loads((site / "manifest.json").read_text("utf-8"))
    for one in manifest["leaflets"]:
        for edition in one["editions"]:
            assert (site / edition["page"] / "index.html").is_file(), edition["page"]
            for rendition in edition["renditions"]:
                data = (site / rendition["path"]).read_bytes()
                assert hashlib.sha256(data).hexdigest() == rendition["sha256"], rendition["path"]
                assert rendition["edition_digest"] == edition["edition_digest"], rendition["path"]
    pages = [site / "staying" / "index.html", site / "pl" / "staying" / "index.html"]
    numbers = {int(number) for page in pages for number in DAY.findall(page.read_bytes())}
    assert len(numbers) == 1, numbers
    source = next(one for one in manifest["leaflets"] if one["leaflet"] == "staying")["source_digest"]
    number = numbers.pop()
    text = leaflet(TEXT.format(number=number), title="Staying")
    assert source == f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    return number


def killed(project: Path, after_s: float, *, everything: bool) -> bool:
    """A build that is killed after a time, itself or all its processes; whether it was still running."""
    process = subprocess.Popen(COMMAND, cwd=project, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(after_s)
    except subprocess.TimeoutExpired:
        (os.killpg if everything else os.kill)(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def kill_at_random(project: Path, runs: int, chance: random.Random, told: Callable[[str], None]) -> dict[str, int]:
    """So many builds killed, each followed by one that has to succeed."""
    outcomes = {"killed": 0, "ended before": 0, "old release": 0, "new release": 0}
    assert run(project, "build").code == 0
    longest = 0.0
    for number in range(1, 2 * runs, 2):
        before = release_of(project / "site")
        if not longest or number % 20 == 1:
            change(project, number + 10_000)
            started = time.monotonic()
            assert run(project, "build").code == 0
            longest, before = time.monotonic() - started, number + 10_000
        change(project, number)
        cut = killed(project, chance.uniform(0.02, 1.05) * longest, everything=chance.random() < 0.4)
        outcomes["killed" if cut else "ended before"] += 1
        now = release_of(project / "site")
        assert now in ((before, number) if cut else (number,)), (before, number, now)
        outcomes["new release" if now == number else "old release"] += 1
        change(project, number + 1)
        outcome = run(project, "build")
        assert outcome.code == 0, outcome.messages
        assert release_of(project / "site") == number + 1
        told(f"{number // 2 + 1}: {outcomes}")
    return outcomes


def refused_at_random(project: Path, runs: int, chance: random.Random) -> int:
    """Builds in which the system refuses to write beyond some size; how many of them it stopped."""
    assert run(project, "build").code == 0
    stopped = 0
    for number in range(1, runs + 1):
        before = release_of(project / "site")
        change(project, number)
        limit = int(10 ** chance.uniform(1.5, 4.3))
        done = subprocess.run(
            COMMAND,
            cwd=project,
            capture_output=True,
            text=True,
            timeout=600,
            preexec_fn=lambda limit=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )
        stopped += done.returncode != 0
        assert "Traceback" not in done.stderr, done.stderr
        assert release_of(project / "site") == (before if done.returncode else number)
    change(project, runs + 1)
    assert run(project, "build").code == 0
    assert release_of(project / "site") == runs + 1
    return stopped


def full_at_random(folder: Path, runs: int, chance: random.Random, told: Callable[[str], None]) -> dict[str, int]:
    """Builds on a disk of its own that fills up at some point; each is followed by one with room."""
    outcomes = {"stopped": 0, "had room": 0}
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400m", "leafletpress", str(folder)], check=True)
    try:
        project = write(folder / "project")
        assert run(project, "build").code == 0
        for number in range(1, 2 * runs, 2):
            before = release_of(project / "site")
            change(project, number)
            used = os.statvfs(folder)
            taken = (used.f_blocks - used.f_bfree) * used.f_frsize
            room = int(10 ** chance.uniform(3.6, 6.0))
            _resize(folder, taken + room)
            outcome = run(project, "build")
            assert "Traceback" not in outcome.messages, outcome.messages
            assert release_of(project / "site") == (before if outcome.code else number)
            if outcome.code:
                assert "disk is full" in outcome.messages or "No space left" in outcome.messages, outcome.messages
            outcomes["stopped" if outcome.code else "had room"] += 1
            _resize(folder, 400_000_000)
            change(project, number + 1)
            outcome = run(project, "build")
            assert outcome.code == 0, outcome.messages
            assert release_of(project / "site") == number + 1
            told(f"{number // 2 + 1}: {room} bytes left, {outcomes}")
    finally:
        subprocess.run(["umount", str(folder)], check=True)
    return outcomes


def _resize(folder: Path, size: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(folder)], check=True)


def main() -> None:
    """Do it as often as was asked for, and say what came of it."""
    options = argparse.ArgumentParser()
    options.add_argument("--kills", type=int, default=0)
    options.add_argument("--full", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    wanted = options.parse_args()
    chance = random.Random(wanted.seed)

    def told(line: str) -> None:
        print(line, flush=True)

    with tempfile.TemporaryDirectory(prefix="leafletpress-hardends-") as name:
        if wanted.kills:
            print("killed:", kill_at_random(write(Path(name) / "project"), wanted.kills, chance, told), flush=True)
        if wanted.full:
            disk = Path(name) / "disk"
            disk.mkdir()
            print("full disk:", full_at_random(disk, wanted.full, chance, told), flush=True)


if __name__ == "__main__":
    main()
