"""Site tree: which file lies where in the site, by digest; put together beside the published site, and checked.

What is published already gets a second name in the new tree and is neither read nor written again.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from leafletpress.errors import DamagedCacheError, Problem, PublishError
from leafletpress.filestamps import TICK_NS, Digests, Stamp, stamp_of, walk
from leafletpress.store import Record, Store

Entry = tuple[str, int]
"Digest and size of a file."

Tree = Mapping[str, Entry]
"Path below the site's root, with forward slashes, and what lies there."


@dataclass(frozen=True, slots=True)
class Site:
    """The published site as it is on the disk at this moment."""

    folder: Path
    tree: Tree
    digests: Digests
    places: Mapping[Entry, str] = field(default_factory=dict)
    "A path for each content."

    def has(self, sha256: str, size: int) -> bool:
        """Whether a file with this content is published anywhere."""
        return (sha256, size) in self.places

    def place(self, path: str, entry: Entry) -> str | None:
        """The published file with this content, the one at this path if it is one."""
        found = path if self.tree.get(path) == entry else self.places.get(entry)
        return None if found is None else f"{self.folder}/{found}"


def read_site(folder: Path, memory: Path) -> Site:
    """Every file of the published site, or none; what was published by us and not touched since is not read."""
    digests = Digests(memory)
    tree = digests.tree(folder) if folder.is_dir() else {}
    return Site(folder, tree, digests, {entry: path for path, entry in tree.items()})


def put_together(tree: Tree, site: Site, staging: Path, store: Store) -> frozenset[str]:
    """Write the tree into a new folder; returns the paths that are second names of published files.

    Raises DamagedCacheError with all that is not in the store as it was made.
    """
    linked, made, lost = set(), set[str](), []
    for path, entry in tree.items():
        target = f"{staging}/{path}"  # as text: with paths as objects this took half as long again
        folder = target.rpartition("/")[0]
        if folder not in made:
            os.makedirs(folder, exist_ok=True)
            made.add(folder)
        place = site.place(path, entry)
        if place is not None and second_name(place, target):
            linked.add(path)
            continue
        data = Path(place).read_bytes() if place is not None else store.load(Record(*entry, {}))
        if data is None:
            lost.append(lost_from_cache(path))
        else:
            Path(target).write_bytes(data)
    if lost:
        raise DamagedCacheError(lost)
    return frozenset(linked)


def second_name(source: str, target: str) -> bool:
    """Give a file a second name; False where the file system has none, or none across its border."""
    try:
        os.link(source, target)
        return True
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.ENOENT, errno.EROFS):
            raise
        return False


def lost_from_cache(where: str) -> Problem:
    """What is said when something was damaged as soon as it was made again."""
    return Problem(
        where,
        "its bytes in the cache were damaged or taken away, and so were those that were made in their place",
        "the bytes that were made",
        "look after the disk that holds the cache, or name another with `cache:`, and build again",
    )


def check_tree(tree: Tree, site: Site, staging: Path, linked: Iterable[str]) -> dict[str, Stamp]:
    """Read what was written and compare it with the tree; returns the stamp of each file, raises PublishError."""
    second, problems, stamps = frozenset(linked), [], {}
    for path, name, stat in _below(staging):
        entry = tree.get(path)
        if entry is None:
            problems.append(fault(path, "a file that belongs to nothing"))
            continue
        stamps[path] = stamp_of(stat)
        # A second name is the same file: its content was looked at when the published site was read
        if stat.st_size != entry[1] or (path not in second and _digest(Path(name)) != entry[0]):
            problems.append(fault(path, "the file is not what was made"))
    problems += [fault(path, "the file is missing") for path in tree if path not in stamps]
    if problems:
        raise PublishError(problems)
    return stamps


def remember(site: Site, tree: Tree, stamps: Mapping[str, Stamp]) -> None:
    """Note what is published now, so that the next build need not read it."""
    time.sleep(2 * TICK_NS / 1e9)  # a file that is changed from now on has another time
    site.digests.kept.clear()
    for path, name, stat in _below(site.folder):
        now, then = stamp_of(stat), stamps.get(path)
        # The time of the last change of anything is another: names were given and taken away
        if then is not None and path in tree and (now[0], now[1], now[3]) == (then[0], then[1], then[3]):
            site.digests.note(name, now, tree[path][0])
    site.digests.save()


def _below(folder: Path) -> Iterator[tuple[str, str, os.stat_result]]:
    """Path from the folder, whole path and state of every file."""
    cut = len(str(folder)) + 1
    return ((name[cut:], name, stat) for name, stat in walk(folder))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fault(where: str, found: str) -> Problem:
    """What can only be a mistake of ours, or of the disk."""
    return Problem(where, found, "a whole site in step with itself", "this is a fault of leafletpress: report it")


def remove(folder: Path) -> None:
    """Remove a folder that nobody may miss, if it is there."""
    if folder.is_dir():
        shutil.rmtree(folder)
