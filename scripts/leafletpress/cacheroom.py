"""Room of the cache: how much it takes, and what goes first when it takes too much.

Every file in it can be made again, so that what was not used for longest goes first. Nothing is taken away while a
build is running: builds hold the room shared, cleaning holds it alone.
"""

from __future__ import annotations

import fcntl
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from leafletpress.errors import Problem, UsageError
from leafletpress.filestamps import walk
from leafletpress.progress import Reporter

LOCK = "in-use.lock"
SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kMGT]?)i?B?", re.IGNORECASE)
UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the cache."""

    path: Path
    kind: str
    "The folder of the cache that it lies in: `blobs`, `records`, `speech`, …"
    bytes: int
    used: float
    "When it was last read or written, as far as the system knows."


def kept_files(cache_dir: Path) -> list[Kept]:
    """Every file of the cache, the least recently used first."""
    found = []
    for name, stat in walk(cache_dir) if cache_dir.is_dir() else ():
        path = Path(name)
        kind = path.relative_to(cache_dir).parts[0]
        if kind != LOCK:
            found.append(Kept(path, kind, stat.st_size, max(stat.st_atime, stat.st_mtime)))
    return sorted(found, key=lambda one: (one.used, one.path))


def clean(cache_dir: Path, limit: int) -> tuple[int, int]:
    """Remove what was not used for longest until the rest fits; returns files removed and bytes left."""
    files = kept_files(cache_dir)
    left, removed = sum(one.bytes for one in files), 0
    for one in files:
        if left <= limit:
            break
        one.path.unlink(missing_ok=True)
        left, removed = left - one.bytes, removed + 1
    _remove_empty(cache_dir)
    return removed, left


def _remove_empty(folder: Path) -> None:
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        try:
            path.rmdir()
        except OSError:
            continue


def totals(files: Iterable[Kept]) -> dict[str, dict[str, int]]:
    """Files and bytes of each kind."""
    found: dict[str, dict[str, int]] = {}
    for one in files:
        row = found.setdefault(one.kind, {"files": 0, "bytes": 0})
        row["files"] += 1
        row["bytes"] += one.bytes
    return dict(sorted(found.items()))


def size_of(words: str) -> int:
    """Bytes of `500 MB`, `2GB` or `1000`; raises UsageError for anything else."""
    match = SIZE.fullmatch(words.strip())
    if match is None:
        raise UsageError(
            Problem("size", f"{words!r} is no size", "a number with kB, MB, GB or TB, such as `2GB`", "correct it")
        )
    return int(float(match[1]) * UNITS[match[2].lower()])


@contextmanager
def in_use(cache_dir: Path) -> Iterator[None]:
    """Nothing is cleaned away while this lasts."""
    cache_dir.mkdir(parents=True, exist_ok=True)
    with (cache_dir / LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


@contextmanager
def to_myself(cache_dir: Path, reporter: Reporter) -> Iterator[None]:
    """No build is running while this lasts."""
    cache_dir.mkdir(parents=True, exist_ok=True)
    with (cache_dir / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            reporter.say("A build is using the cache; waiting for it to end")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
