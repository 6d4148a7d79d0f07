"""A pool of processes that outlives its jobs: one that hangs, crashes or takes all memory costs only itself.

A job that takes too long ends its own process, since nothing else stops an engine in the middle of its work. The pool
of the standard library is then broken as a whole: what had not begun goes to a new one, and what had begun is tried
once more with no other job beside it, so that only the one to blame is given up.
"""

from __future__ import annotations

import _thread
import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import count
from pathlib import Path
from typing import Any

from leafletpress.limits import Limits, memory_limit

ATTEMPTS = 3
"To find a pool that has not broken meanwhile; and to begin anything at all."


class TookTooLong(Exception):
    """A job was ended after so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class SturdyPool:
    """Runs jobs in processes within limits."""

    def __init__(
        self,
        make_pool: Callable[[int], ProcessPoolExecutor],
        processes: int,
        limits: Limits,
        prepare: Callable[[], None] = lambda: None,
    ) -> None:
        self.make_pool, self.limits, self.prepare = make_pool, limits, prepare
        self.sizes = {False: processes, True: 1}
        self.pools: dict[bool, ProcessPoolExecutor] = {}
        "By whether a job is tried alone; made when the first job comes."
        self.marks = Path(tempfile.mkdtemp(prefix="leafletpress-jobs-"))
        self.numbers, self.lock, self.ended = count(), threading.Lock(), False
        self.progress = 0
        "Jobs that have begun, as far as is known: while it stands still, the pool itself is at fault."

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """Begin a job."""
        outer: Future[Any] = Future()
        self._begin(outer, self.marks / str(next(self.numbers)), False, 0, function, arguments)
        return outer

    def _begin(
        self,
        outer: Future[Any],
        mark: Path,
        alone: bool,
        in_vain: int,
        function: Callable[..., Any],
        arguments: tuple[Any, ...],
    ) -> None:
        progress = self.progress

        def ended(inner: Future[Any]) -> None:
            if inner.cancelled():
                outer.cancel()
                return
            error = inner.exception()
            begun = mark.exists()
            if begun or not isinstance(error, BrokenProcessPool):
                self.progress += 1
            if not isinstance(error, BrokenProcessPool):
                outer.set_exception(error) if error else outer.set_result(inner.result())
            elif mark.with_suffix(".late").exists():
                outer.set_exception(TookTooLong(self.limits.seconds))
            elif self.ended or (begun and alone) or (in_vain == ATTEMPTS and self.progress == progress):
                outer.set_exception(error)
            else:
                mark.unlink(missing_ok=True)
                again = in_vain + 1 if self.progress == progress else 0
                self._begin(outer, mark, alone or begun, again, function, arguments)

        for _ in range(ATTEMPTS):
            pool = self._pool(alone)
            try:
                inner = pool.submit(_within, self.limits, mark, function, *arguments)
            except BrokenProcessPool:
                with self.lock:
                    if self.pools.get(alone) is pool:
                        del self.pools[alone]
                continue
            inner.add_done_callback(ended)
            return
        outer.set_exception(BrokenProcessPool("no process could be started"))

    def _pool(self, alone: bool) -> ProcessPoolExecutor:
        with self.lock:
            if alone not in self.pools:
                self.pools[alone] = self.make_pool(self.sizes[alone])
            return self.pools[alone]

    def end(self, *, wait: bool) -> None:
        """Begin nothing more."""
        self.ended = True
        for pool in tuple(self.pools.values()):
            pool.shutdown(wait=wait, cancel_futures=True)
        if wait:
            shutil.rmtree(self.marks, ignore_errors=True)


def _within(limits: Limits, mark: Path, function: Callable[..., Any], *arguments: Any) -> Any:
    mark.touch()
    done = threading.Event()
    beside(_give_up, mark, done, limits.seconds)
    try:
        with memory_limit(limits.memory):
            return function(*arguments)
    finally:
        done.set()
        mark.unlink(missing_ok=True)


def _give_up(mark: Path, done: threading.Event, seconds: int) -> None:
    if not done.wait(seconds):
        mark.with_suffix(".late").touch()
        os._exit(1)


def beside(function: Callable[..., None], *arguments: Any) -> None:
    """Do it in a thread of its own; `Thread.start` would wait for ever for a thread that has no memory to begin in."""
    try:
        _thread.start_new_thread(function, arguments)
    except RuntimeError as error:
        raise MemoryError(str(error)) from error
