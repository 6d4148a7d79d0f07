"""Executor: where jobs run. Here: processes of this machine."""

from __future__ import annotations

import gc
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import forkserver
from typing import Any, Protocol

from leafletpress.errors import LeafletPressError, Problem, RenditionError
from leafletpress.limits import Limits
from leafletpress.sturdy import SturdyPool, TookTooLong, beside
from leafletpress.systemerrors import problem_of

NO_LIMITS = Limits()


class Executor(Protocol):
    """Runs functions with values that can be pickled; a result is a value too."""

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """Begin a job."""

    def prepare(self) -> None:
        """Jobs will come soon: what takes a while before the first can begin may begin."""


@contextmanager
def local_executor(processes: int, preload: Sequence[str] = (), limits: Limits = NO_LIMITS) -> Iterator[Executor]:
    """Processes forked from a server that has imported the engines once: no engine is loaded twice.

    The server is forked before anything else has run in it, so that no thread or open file of this process is copied.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material's advertisement would be printed by every process

    def make_pool(size: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(size, mp_context=context, initializer=_begin, initargs=(os.getpid(),))

    pool = SturdyPool(make_pool, processes, limits, prepare=forkserver.ensure_running)
    try:
        yield pool
    except BaseException:
        pool.end(wait=False)
        raise
    finally:
        pool.end(wait=True)


def _begin(parent: int) -> None:
    """What a worker does before its first job."""
    # Trees of pages and of text are large, hold no cycles to speak of and are gone after each job: the usual collector,
    # which looks through them after every 700 objects, is a tenth of what printing costs.
    gc.set_threshold(20_000, 20, 20)
    gc.freeze()
    _end_with(parent)


def _end_with(parent: int) -> None:
    """End this worker when the process it works for is gone, even if that was killed: nobody else would end it."""

    def watch() -> None:
        while True:
            time.sleep(1)
            try:
                os.kill(parent, 0)
            except ProcessLookupError:
                os._exit(1)

    beside(watch)


def collect(
    futures: dict[Future[Any], str], done: Callable[[], None], failed: dict[str, list[Problem]] | None = None
) -> dict[str, Any]:
    """Results by the jobs' names; where some fail, one error with the problems of all, after all have ended.

    With `failed`, their problems are noted there by name instead.
    """
    results: dict[str, Any] = {}
    everything: list[Problem] = []
    for future in as_completed(futures):
        name = futures[future]
        problems: list[Problem] = []
        try:
            results[name] = future.result()
        except LeafletPressError as error:
            problems += error.problems
        except TookTooLong as error:
            problems.append(
                Problem(
                    name,
                    f"it took longer than {error.seconds} seconds and was ended",
                    "a leaflet that is made within the limit",
                    "look for what is unusual in it, or raise `limits: {seconds: …}` of leafletpress in mkdocs.yml",
                )
            )
        except BrokenProcessPool:
            problems.append(
                Problem(
                    name,
                    "the process that worked on it was ended from outside",
                    "enough memory for two jobs at once",
                    "build again; if it ends again, use --jobs 1",
                )
            )
        except (OSError, MemoryError) as error:
            problems.append(problem_of(error, name))
        except Exception as error:
            problems.append(
                Problem(
                    name,
                    f"the work failed unexpectedly ({type(error).__name__}: {error})",
                    "no such failure",
                    "this is a fault of leafletpress: report it with this message",
                )
            )
        if problems and failed is not None:
            failed[name] = problems
        else:
            everything += problems
        done()
    if everything:
        raise RenditionError(sorted(set(everything), key=lambda problem: problem.where))
    return results
