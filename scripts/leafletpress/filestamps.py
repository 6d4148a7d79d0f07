"""File stamps: know that a file is as it was from what the system says of it, without reading it again.

A stamp is size, both times, and number of the file. It is believed only where the file was at rest when the stamp was
taken: a change within the same tick of the clock would leave every part of it as it was.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

from leafletpress.store import read_sealed, write_sealed

TICK_NS = 20_000_000
"Longer than a tick of any clock that file systems of Linux and macOS take their times from."

COARSE_NS = 2_000_000_000
"The same for file systems that write whole seconds."

Stamp = tuple[int, int, int, int]


def stamp_of(stat: os.stat_result) -> Stamp:
    """Size, time of the last change of content and of anything, number."""
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def at_rest(stamp: Stamp, now_ns: int) -> bool:
    """Whether a change after `now_ns` must show in the stamp."""
    changed = max(stamp[1], stamp[2])
    return changed + (TICK_NS if changed % 1_000_000_000 else COARSE_NS) < now_ns


class Digests:
    """SHA-256 of files, remembered by their stamps in a file of its own; a damaged one is an empty one."""

    def __init__(self, memory: Path) -> None:
        self.memory = memory
        self.known = _read(memory)
        self.kept: dict[str, tuple[Stamp, str]] = {}

    def of(self, path: Path, stat: os.stat_result | None = None) -> str:
        """Hexadecimal digest of a file's bytes."""
        return self._of(str(path), stat or path.stat())

    def _of(self, name: str, stat: os.stat_result) -> str:
        stamp = stamp_of(stat)
        found = self.known.get(name)
        if found is None or found[0] != stamp:
            now = time.time_ns()
            with open(name, "rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                after = stamp_of(os.fstat(file.fileno()))
            if after != stamp or not at_rest(stamp, now):
                return digest
            found = stamp, digest
        self.kept[name] = found
        return found[1]

    def note(self, name: str, stamp: Stamp, digest: str) -> None:
        """Remember a digest that is known otherwise, if the stamp can be believed."""
        if at_rest(stamp, time.time_ns()):
            self.kept[name] = stamp, digest

    def tree(self, folder: Path) -> dict[str, tuple[str, int]]:
        """Every file below a folder: path from it, digest and size."""
        cut = len(str(folder)) + 1
        return {name[cut:]: (self._of(name, stat), stat.st_size) for name, stat in walk(folder)}

    def save(self) -> None:
        """Keep what was asked for since this was made, where that is not what was kept already."""
        if self.kept == self.known:
            return
        text = json.dumps({name: [list(stamp), digest] for name, (stamp, digest) in self.kept.items()})
        write_sealed(self.memory, self.memory.name, text.encode())


def walk(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a folder, in order, links not followed."""
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry.path))
        else:
            yield entry.path, entry.stat(follow_symlinks=False)


def _read(memory: Path) -> dict[str, tuple[Stamp, str]]:
    data = read_sealed(memory, memory.name)
    try:
        found = json.loads(data) if data else {}
        return {name: (tuple(stamp), digest) for name, (stamp, digest) in found.items()}
    except (ValueError, TypeError):
        return {}
