"""What the machine refuses: disk full, no permission, no memory, told like any other thing to mend."""

from __future__ import annotations

import errno
import os

from leafletpress.errors import Problem

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def problem_of(error: OSError | MemoryError, where: str = "") -> Problem:
    """The facts of a refusal; `where` is what was being done."""
    if isinstance(error, MemoryError):
        return Problem(
            where or "memory",
            "there was not enough memory",
            "enough memory for the jobs that run at once",
            "build again with --jobs 1, or on a machine with more memory",
        )
    place = _named(error) or where or "disk"
    words = error.strerror or (os.strerror(error.errno) if error.errno else f"{type(error).__name__}: {error}")
    if error.errno in FULL:
        return Problem(
            place,
            f"the disk is full ({words})",
            "room for what is made, in the folders of the site and of the cache",
            "make room, for instance with `leafletpress cache --limit 1GB`, and build again",
        )
    if error.errno in REFUSED:
        return Problem(
            place,
            f"this user may not read or write it ({words})",
            "a folder or file that belongs to the user who builds",
            "change its owner or permissions, or build as another user",
        )
    return Problem(
        place,
        f"the system refused it ({words})",
        "a file that can be read or written",
        "see to the disk, then try again",
    )


def _named(error: OSError) -> str:
    for name in (error.filename2, error.filename):
        if isinstance(name, bytes):
            return os.fsdecode(name)
        if isinstance(name, str):
            return name
    return ""
