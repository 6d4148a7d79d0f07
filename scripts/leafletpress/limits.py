"""Limits: how long and how large a job may become, and how large what people write may be."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from leafletpress.cacheroom import size_of
from leafletpress.errors import Problem, UsageError


@dataclass(frozen=True, slots=True)
class Limits:
    """`limits:` of mkdocs.yml; far above what any leaflet has needed."""

    seconds: int = 900
    "For one format of one leaflet in one language, or a dozen pages."
    memory: int = 4_000_000_000
    "Bytes that a job may take besides what its process had before."
    leaflet: int = 1_000_000
    "Bytes of a Markdown file."
    catalogue: int = 10_000_000
    "Bytes of a PO file."


def limits_of(settings: Mapping[str, Any]) -> Limits:
    """From mkdocs.yml; raises ValueError that says what is wrong."""
    known = [field.name for field in fields(Limits)]
    found: dict[str, int] = {}
    for name, value in settings.items():
        if name not in known:
            raise ValueError(f"`{name}` is not one of {', '.join(known)}")
        try:
            found[name] = size_of(str(value))
        except UsageError as error:
            raise ValueError(f"`{name}` is {value!r}, no number or size such as `2GB`") from error
        if found[name] < 1 or (name == "seconds" and not isinstance(value, int)):
            raise ValueError(f"`{name}` is {value!r}, not a whole number above 0")
    return Limits(**found)


def too_large(path: Path, shown: str, limit: int, name: str) -> Problem | None:
    """What is said of a file beyond its limit; nothing of one that is not there."""
    try:
        size = path.stat().st_size
    except OSError:
        return None
    if size <= limit:
        return None
    return Problem(
        shown,
        f"the file has {size:,} bytes",
        f"at most {limit:,}",
        f"divide it, or raise `limits: {{{name}: …}}` of leafletpress in mkdocs.yml",
    )


@contextmanager
def memory_limit(size: int) -> Iterator[None]:
    """MemoryError for whoever asks for more than this besides what there is now (Linux)."""
    if sys.platform != "linux":
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    wanted = pages * os.sysconf("SC_PAGE_SIZE") + size
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
