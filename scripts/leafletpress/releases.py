"""Releases: the published site is exchanged at one stroke, and what it was before is kept for a while.

Kept releases lie beside the site, in `.site-releases/`, numbered. A file that did not change between two releases is
one file with two names, so that a release costs no more than what differs.
"""

from __future__ import annotations

import ctypes
import datetime
import fcntl
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leafletpress.errors import Problem, PublishError
from leafletpress.manifestshape import is_manifest
from leafletpress.progress import Reporter
from leafletpress.sitetree import remove

AT_FDCWD, RENAME_EXCHANGE = -100, 2
RENAME_SWAP = 2


@dataclass(frozen=True, slots=True)
class Release:
    """A former state of the site."""

    number: int
    folder: Path
    published: str
    "When, by the clock of the machine that published it."
    leaflets: int
    "How many leaflets and pages it holds."


def staging_of(site_dir: Path) -> Path:
    """Where the next release is put together."""
    return site_dir.parent / f".{site_dir.name}-new"


def _kept(site_dir: Path) -> Path:
    return site_dir.parent / f".{site_dir.name}-releases"


def releases(site_dir: Path) -> tuple[Release, ...]:
    """Former releases, the newest first."""
    return tuple(_release(_kept(site_dir) / str(number)) for number in _numbers(_kept(site_dir)))


def _numbers(folder: Path) -> list[int]:
    """Of the releases in a folder, the newest first."""
    names = [one.name for one in folder.iterdir()] if folder.is_dir() else []
    return sorted((int(name) for name in names if name.isdigit()), reverse=True)


def _release(folder: Path) -> Release:
    manifest = folder / "manifest.json"
    try:
        moment = datetime.datetime.fromtimestamp(manifest.stat().st_mtime).isoformat(" ", "seconds")
        leaflets = len(json.loads(manifest.read_text("utf-8"))["leaflets"])
    except (OSError, ValueError, KeyError):
        moment, leaflets = "", 0
    return Release(int(folder.name), folder, moment, leaflets)


def swap(new: Path, site_dir: Path, *, keep: int = 0) -> None:
    """Put the new folder in the old one's place; at no moment is there none, where the file system can exchange.

    Everything is on the disk before, and the exchange after: a power cut leaves one or the other, whole.
    """
    flush(new)
    old = _old(site_dir)
    _replace(site_dir, new, old)
    if old.is_dir() and keep:
        try:
            _keep(old, site_dir)
        except OSError as error:
            _replace(site_dir, old, staging_of(site_dir))  # else nobody could roll back
            raise PublishError(
                Problem(
                    str(site_dir),
                    f"what is published could not be kept as a former release ({error.strerror})",
                    f"this folder, and {_kept(site_dir)}, may be written by the user who builds",
                    "change their owner or permissions, or build as another user",
                )
            ) from error
    with suppress(OSError):  # the site is published; what is left over is removed, or complained of, by the next build
        _clear_away(old, site_dir, keep)


def _old(site_dir: Path) -> Path:
    return site_dir.parent / f".{site_dir.name}-old"


def _replace(site_dir: Path, new: Path, former: Path) -> None:
    """Put a folder in the site's place, whose own name is `former` from then on; that may be the name of the folder."""
    if not site_dir.exists():
        new.rename(site_dir)
    elif exchange(new, site_dir):
        new.rename(former)
    else:
        aside = former if former != new else _old(site_dir)
        site_dir.rename(aside)
        new.rename(site_dir)
        aside.rename(former)
    flush_folder(site_dir.parent)


def _keep(old: Path, site_dir: Path) -> None:
    """Make what was published before the newest of the former releases."""
    folder = _kept(site_dir)
    folder.mkdir(exist_ok=True)
    old.rename(folder / str(max(_numbers(folder), default=0) + 1))


def _clear_away(old: Path, site_dir: Path, keep: int) -> None:
    folder = _kept(site_dir)
    remove(old)
    for number in _numbers(folder)[keep:]:
        # Under a name that is no release's while it is taken apart
        going = folder / f"{number}-going"
        (folder / str(number)).rename(going)
        remove(going)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def roll_back(site_dir: Path, number: int | None) -> Release:
    """Publish a former release again, the last one if none is named; what is published now takes its place."""
    found = releases(site_dir)
    chosen = next((one for one in found if number is None or one.number == number), None)
    if chosen is None:
        have = ", ".join(str(one.number) for one in found)
        raise PublishError(
            Problem(
                "rollback",
                "there is no former release" if number is None else f"there is no release {number}",
                f"one of {have}" if have else "a site that was published more than once, with `releases` above 0",
                "see them with `leafletpress rollback --list`" if have else "correct the leaflet and build again",
            )
        )
    flush(chosen.folder)
    _replace(site_dir, chosen.folder, chosen.folder)
    return chosen


def clear_leavings(site_dir: Path) -> None:
    """What a build that was ended from outside left behind."""
    old = _old(site_dir)
    if not site_dir.exists() and old.is_dir():
        old.rename(site_dir)  # ended between two renames, where the file system cannot exchange
    for leaving in (old, staging_of(site_dir), *_kept(site_dir).glob("*-going")):
        remove(leaving)


def flush(folder: Path) -> None:
    """Have everything that was written to this folder's file system on the disk."""
    if sys.platform != "linux":
        os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if ctypes.CDLL(None, use_errno=True).syncfs(handle) != 0:
            raise OSError(ctypes.get_errno(), "the file system could not be flushed", str(folder))
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders' names at one stroke; False where the system cannot."""
    library = ctypes.CDLL(None, use_errno=True)
    call: Callable[..., int]
    try:
        if sys.platform == "darwin":
            call = library.renamex_np
            return bool(call(os.fsencode(one), os.fsencode(other), RENAME_SWAP) == 0)
        call = library.renameat2
        return bool(call(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)
    except AttributeError:
        return False


@contextmanager
def alone(site_dir: Path, reporter: Reporter) -> Iterator[None]:
    """Two commands that publish to one place take turns."""
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    with (site_dir.parent / f".{site_dir.name}-lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            reporter.say("Another build of this project is running; waiting for it to end")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def published_manifest(site_dir: Path) -> dict[str, Any] | None:
    """The manifest of the published site, if there is one that can be relied upon."""
    try:
        found: dict[str, Any] = json.loads((site_dir / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return found if is_manifest(found) else None
