"""Cost: processor time, wall time and memory of a command with everything it starts.

Processor time is what to compare: other work on the machine lengthens wall time, and hardly touches it.
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
"prctl(2): processes whose parent has ended become ours, so that their CPU is counted too."
LOOK_S = 0.2
"Seconds between two looks at memory."


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run cost."""

    name: str
    cpu_s: float
    "User and system time of the process and of everything it started."
    wall_s: float
    largest_mb: float
    "The most memory that one of its processes had; 0 where the system does not tell, as below."
    together_mb: float
    "The most that all had at once; pages that they share are counted once."
    detail: str = ""


class CommandFailed(Exception):
    """A command that was to be measured failed; holds the last that it said."""


def adopt_orphans() -> None:
    """Have every descendant's CPU time counted here, even where its parent does not wait for it (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def cost_of(
    name: str,
    command: Sequence[str | Path],
    folder: Path,
    *,
    environment: Mapping[str, str] | None = None,
    detail: str = "",
) -> Cost:
    """The cost of a command; raises CommandFailed where it fails. One at a time: it waits for every child there is."""
    log = folder / ".benchmark.log"
    with log.open("wb") as out:
        start = time.monotonic()
        process = subprocess.Popen(
            list(map(str, command)),
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        done = threading.Event()
        watch = _Watch(process.pid, done)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        usages = [used, *_orphans()]
        done.set()
        watch.join()
    said = log.read_text("utf-8", "replace")
    log.unlink()
    if process.returncode:
        raise CommandFailed(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{said[-3000:]}")
    return Cost(
        name,
        sum(one.ru_utime + one.ru_stime for one in usages),
        wall,
        watch.largest_mb,
        watch.together_mb,
        detail,
    )


def _orphans() -> Iterator[resource.struct_rusage]:
    while True:
        try:
            yield os.wait4(-1, 0)[2]
        except ChildProcessError:
            return


class _Watch(threading.Thread):
    """Looks at the memory of a process and all below it, from /proc; where there is none it sees nothing."""

    def __init__(self, pid: int, done: threading.Event) -> None:
        super().__init__(daemon=True)
        self.pid, self.done = pid, done
        self.largest_mb = self.together_mb = 0.0

    def run(self) -> None:
        while not self.done.wait(LOOK_S):
            family = _family(self.pid)
            self.largest_mb = max([self.largest_mb, *(_megabytes(pid, "status", "VmHWM:") for pid in family)])
            self.together_mb = max(self.together_mb, sum(_megabytes(pid, "smaps_rollup", "Pss:") for pid in family))


def _family(root: int) -> list[int]:
    """A process and its descendants; those that it left behind are this process's children."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
    family = {root} | {pid for pid, parent in parents.items() if parent == os.getpid()}
    grown = True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in family} - family
        family |= more
        grown = bool(more)
    return sorted(family)


def _megabytes(pid: int, file: str, key: str) -> float:
    """A row of proc(5): `VmHWM` is the most that a process had, `Pss` what it has, with its part of what it shares."""
    try:
        for row in Path(f"/proc/{pid}/{file}").read_text().splitlines():
            if row.startswith(key):
                return int(row.split()[1]) / 2**10
    except (OSError, ValueError):
        pass
    return 0.0
