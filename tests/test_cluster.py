"""A cluster: a real scheduler with two workers on loopback gives the same bytes as this machine alone."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from leafletpress.corpus import write_corpus
from leafletpress.identity import differing, identity
from leafletpress.project import load_project
from tests.projects import ROOT, Outcome, contents_of, run

FORMATS = ["large-print-pdf", "audio-mp3", "braille-brf"]
LEAFLETS, LOCALES = 4, 2
EDITIONS, JOBS = (LEAFLETS + 1) * LOCALES, LEAFLETS * LOCALES * len(FORMATS) - LEAFLETS
"Welsh, the second language, has no braille yet; more than four leaflets are read on the cluster too."
START_S = 180


@dataclass(slots=True)
class Cluster:
    """A scheduler and its workers, each a process of its own."""

    address: str
    folder: Path
    processes: list[subprocess.Popen[bytes]]

    def add_worker(self, name: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker and wait until it is known."""
        place = self.folder / name
        place.mkdir()
        command = ["dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        options = ["--local-directory", str(place), "--host", "127.0.0.1"]
        self.processes.append(_start([*command, *options], place / "log", **environment))
        _wait_for(place / "log", "Registered to")
        return self.processes[-1]


def _start(command: list[str], log: Path, **environment: str) -> subprocess.Popen[bytes]:
    with log.open("wb") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli." + command[0], *command[1:]],
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, "TMPDIR": str(log.parent), **environment},
        )


def _wait_for(log: Path, pattern: str) -> None:
    end = time.monotonic() + START_S
    while not re.search(pattern, log.read_text("utf-8", "replace")):
        assert time.monotonic() < end, log.read_text("utf-8", "replace")
        time.sleep(0.1)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("cluster")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-jupyter"]
    cluster = Cluster(f"tcp://127.0.0.1:{port}", folder, [])
    cluster.processes.append(_start(["dask_scheduler", *options], folder / "log"))
    try:
        _wait_for(folder / "log", "Scheduler at:")
        yield cluster
    finally:
        for process in reversed(cluster.processes):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    return write_corpus(
        load_project(ROOT / "mkdocs.yml"), folder, leaflets=LEAFLETS, locales=LOCALES, formats=FORMATS, sections=1
    )


@pytest.fixture(scope="module")
def local(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site as this machine makes it alone."""
    folder = tmp_path_factory.mktemp("local")
    shutil.copytree(corpus, folder, dirs_exist_ok=True)
    outcome = run(folder, "build", "--jobs", "2")
    assert outcome.code == 0, outcome.messages
    return contents_of(folder / "site")


def test_two_workers_of_which_one_is_killed_give_the_same_bytes(
    cluster: Cluster, corpus: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    project = shutil.copytree(corpus, tmp_path / "project")
    first, second = cluster.add_worker("first"), cluster.add_worker("second")
    killed_at: list[int] = []
    done = threading.Event()

    def kill_in_the_middle() -> None:
        while not done.wait(0.02):
            made = len(list((project / ".cache" / "leafletpress" / "records").rglob("*.json")))
            at_work = list((cluster.folder / "first").glob("leafletpress-worker-*/*/job-*"))
            if made >= EDITIONS + 3 and at_work:
                first.kill()
                killed_at.append(made)
                return

    killer = threading.Thread(target=kill_in_the_middle, daemon=True)
    killer.start()
    outcome = run(project, "build", "--jobs", "1", "--scheduler", cluster.address)
    done.set()
    assert outcome.code == 0, outcome.messages
    assert killed_at and killed_at[0] < EDITIONS + JOBS, "the worker was not killed while it worked"
    assert first.wait(10) == -signal.SIGKILL and second.poll() is None
    assert contents_of(project / "site") == local


def test_a_fault_of_a_leaflet_is_told_as_on_this_machine(cluster: Cluster, corpus: Path, tmp_path: Path) -> None:
    def build(folder: Path, *options: str) -> Outcome:
        project = shutil.copytree(corpus, folder)
        with (project / "docs" / "leaflet-00002.md").open("a", encoding="utf-8") as text:
            text.write('\n<p onclick="a()">Words.</p>\n')
        return run(project, "build", "--jobs", "1", *options)

    cluster.add_worker("third")
    there = build(tmp_path / "there", "--scheduler", cluster.address)
    here = build(tmp_path / "here")
    assert there.code == here.code == 1, there.messages
    assert there.messages == here.messages and "docs/leaflet-00002.md:" in there.messages


def test_a_worker_with_another_generator_is_refused(cluster: Cluster, corpus: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(ROOT / "scripts" / "leafletpress", other / "leafletpress", symlinks=True)
    with (other / "leafletpress" / "store.py").open("a") as module:
        module.write("\n# another version\n")
    project = shutil.copytree(corpus, tmp_path / "project")
    cluster.add_worker("other", PYTHONPATH=str(other))
    outcome = run(project, "build", "--jobs", "1", "--scheduler", cluster.address)
    assert outcome.code == 2, outcome.messages
    assert "this worker has another leafletpress" in outcome.messages and "tcp://127.0.0.1:" in outcome.messages
    assert not (project / "site").exists()


def test_a_scheduler_that_does_not_answer_is_named(corpus: Path, tmp_path: Path) -> None:
    from leafletpress.cluster import cluster_executor
    from leafletpress.errors import UsageError

    project = load_project(corpus / "mkdocs.yml")
    with pytest.raises(UsageError, match="no scheduler answers"), cluster_executor("tcp://127.0.0.1:9", project, 1):
        pass


def test_identities_that_differ_are_told_apart() -> None:
    ours = identity()
    assert differing(ours, dict(ours)) == []
    assert differing(ours, {**ours, "weasyprint": "1.0"}) == [f"weasyprint (1.0, here {ours['weasyprint']})"]
    assert [name.split(" ")[0] for name in differing(ours, {})] == sorted(name.split(" ")[0] for name in ours)
