"""Limits: a job that hangs, crashes or takes all memory is ended and named, and the others go on."""

from __future__ import annotations

import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from leafletpress.errors import Problem
from leafletpress.jobs import collect, local_executor
from leafletpress.limits import Limits, limits_of
from leafletpress.sturdy import SturdyPool
from tests import hardends
from tests.projects import leaflet, run, write_catalogue


def well(number: int) -> int:
    time.sleep(0.05)
    return number * 2


def hang() -> None:
    time.sleep(3600)


def crash() -> None:
    os.abort()


def swell() -> int:
    return len(bytearray(3_000_000_000))


def test_the_others_go_on() -> None:
    failed: dict[str, list[Problem]] = {}
    with local_executor(2, limits=Limits(seconds=20, memory=1_000_000_000)) as executor:
        futures = {executor.submit(well, number): f"well {number}" for number in range(8)}
        bad = {executor.submit(work): work.__name__ for work in (hang, crash, swell)}
        futures |= bad | {executor.submit(well, number): f"well {number}" for number in range(8, 16)}
        results = collect(futures, lambda: None, failed)
    assert results == {f"well {number}": number * 2 for number in range(16)}
    said = {name: problems[0].found for name, problems in failed.items()}
    assert said == {
        "hang": "it took longer than 20 seconds and was ended",
        "crash": "the process that worked on it was ended from outside",
        "swell": "there was not enough memory",
    }


def test_a_pool_in_which_nothing_can_begin_is_given_up() -> None:
    def make_pool(size: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(size, mp_context=multiprocessing.get_context("spawn"), initializer=crash)

    pool = SturdyPool(make_pool, 2, Limits())
    futures = [pool.submit(well, number) for number in range(4)]
    for future in futures:
        with pytest.raises(BrokenProcessPool):
            future.result(timeout=60)
    pool.end(wait=True)


def test_limits_are_read() -> None:
    assert limits_of({"seconds": 60, "memory": "2GB"}) == Limits(seconds=60, memory=2_000_000_000)
    for wrong in ({"minutes": 1}, {"seconds": 0}, {"seconds": "1kB"}, {"memory": "much"}):
        with pytest.raises(ValueError, match=next(iter(wrong))):
            limits_of(wrong)


def test_a_file_that_is_too_large_is_one_clear_error(tmp_path: Path) -> None:
    project = hardends.write(tmp_path / "project", formats="braille-brf: ")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "      limits: {leaflet: 2kB, catalogue: 3kB}\n", "utf-8")
    (project / "docs" / "staying.md").write_text(leaflet("# S\n\n" + "Long. " * 500, title="S"), "utf-8")
    outcome = run(project, "build")
    assert outcome.code == 1 and "docs/staying.md: the file has 3," in outcome.messages
    hardends.change(project, 1)
    write_catalogue(project, "pl", "staying", {"x" * 4000: "y"})
    outcome = run(project, "build")
    assert outcome.code == 1 and "translations/pl/staying.po: the file has 4," in outcome.messages
    assert outcome.messages.count("To mend it") == 1
