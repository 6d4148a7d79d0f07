"""Limits: a leaflet that would never be finished is refused, with a reason, while the others are made.

Sizes are looked at before anything is laid out. What still takes too long or too much is stopped between two steps of
the layout: the engine works in Python, which runs the handler of a timer between any two instructions. A single piece
of memory that is far too large, such as a picture unpacked, is refused by the system itself.
"""

from __future__ import annotations

import resource
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from lxml import etree

from leafletpress.errors import Problem, RenditionError

LARGEST = {
    "letters of HTML": 2_000_000,
    "words": 40_000,
    "rows of a table": 500,
    "elements inside one another": 60,
    "pixels of a picture": 50_000_000,
}
"Far above the longest leaflets, which have 10,000 words, and far below what an engine cannot finish."

TICK = 0.25
"CPU seconds between two looks at time and memory."


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take."""

    cpu_s: float = 90
    "CPU seconds: a leaflet of 40 pages takes two, and a busy machine must not decide."
    memory_mb: int = 1500
    "More than the process had before."


def check_size(what: str, size: int, where: str, excerpt: str = "") -> None:
    """Raise RenditionError for more of something than can be printed."""
    if size > LARGEST[what]:
        raise RenditionError(
            Problem(
                where,
                f"there are {size:,} {what}",
                f"at most {LARGEST[what]:,}",
                "divide the leaflet, or look for a fault in its source",
                excerpt,
            )
        )


def check_body(article: etree._Element, where: str) -> None:
    """Raise RenditionError for a body that no engine could lay out in reasonable time."""
    check_size("words", sum(len(text.split()) for text in map(str, article.itertext())), where)
    for table in article.iter("table"):
        check_size("rows of a table", sum(1 for _ in table.iter("tr")), where)
    deepest = depth = 0
    for event, _element in etree.iterwalk(article, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    check_size("elements inside one another", deepest, where)


@contextmanager
def within(limits: Limits, where: str) -> Iterator[None]:
    """Stop what runs in it with RenditionError when it has taken more than it may.

    Signals reach the main thread alone, which is where a worker does its work; elsewhere only sizes are limited.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    start, memory = time.process_time(), _memory_mb()
    # Twice as much, so that the look at the clock, which can say what is wrong, comes first.
    before_limit = _limit_memory(2 * limits.memory_mb)

    def look(_signal: int, _frame: FrameType | None) -> None:
        if time.process_time() - start > limits.cpu_s:
            raise _stopped(where, f"{limits.cpu_s:g} seconds of work")
        if _memory_mb() - memory > limits.memory_mb:
            raise _stopped(where, f"{limits.memory_mb} megabytes of memory")

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, TICK, TICK)
    try:
        yield
    except MemoryError as error:
        raise _stopped(where, f"{2 * limits.memory_mb} megabytes of memory") from error
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before_limit)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _limit_memory(more_mb: int) -> tuple[int, int]:
    """Let this process take so much more memory and no more; gives the limit that it had.

    Linux alone counts what is taken (mappings too) and tells how much that is.
    """
    before = resource.getrlimit(resource.RLIMIT_DATA)
    if sys.platform == "linux":
        now = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
        most = now + more_mb * 2**20
        if before[0] == resource.RLIM_INFINITY or most < before[0]:
            resource.setrlimit(resource.RLIMIT_DATA, (most, before[1]))
    return before


def _stopped(where: str, spent: str) -> RenditionError:
    return RenditionError(
        Problem(
            where,
            f"the leaflet was not finished within {spent}",
            "a document that is printed in seconds",
            "look for very large tables, pictures or lists in its source",
        )
    )


def _memory_mb() -> int:
    """Memory of this process now; where the system does not tell, the most that it has had."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 2**20
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most // 2**20 if sys.platform == "darwin" else most // 2**10
