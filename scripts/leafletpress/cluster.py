"""A cluster as Executor: the same jobs on the workers of a Dask scheduler.

Nothing is shared but the connection. What a job needs travels by value, the project's files under the digest of what
they hold; what it put into its store comes back with its result. A job whose worker is lost is done by another.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from leafletpress.cargo import pack_files, packed, run_parcel
from leafletpress.errors import Problem, UsageError
from leafletpress.identity import differing, identity
from leafletpress.jobs import Executor
from leafletpress.project import Project
from leafletpress.store import write_atomically

PATIENCE_S = 30
"Seconds until a scheduler must answer, and until it must have a worker."
RETRIES = 2
"How often a job that failed for a reason which is no fault of the leaflet's is tried again."


@contextmanager
def cluster_executor(address: str, project: Project, patience_s: float = PATIENCE_S) -> Iterator[Executor]:
    """The workers of a scheduler, which must all be as this machine is; raises UsageError where one is not."""
    client = _connected(address, patience_s)
    try:
        _check_workers(client, address, patience_s)
        yield _ClusterExecutor(client, project)
    finally:
        client.close()


def _connected(address: str, patience_s: float) -> Any:
    try:
        distributed: Any = import_module("distributed")  # it has annotations, but not for its client
    except ImportError as error:
        raise UsageError(
            Problem(
                "--scheduler",
                "the package distributed is not installed",
                "Dask, which sends jobs to other machines",
                "install it: pip install 'leafletpress[cluster]'",
            )
        ) from error
    try:
        return distributed.Client(address, timeout=patience_s, name="leafletpress")
    except (OSError, ValueError) as error:
        raise UsageError(
            Problem(
                "--scheduler",
                f"no scheduler answers at {address} ({error})",
                "the address that `dask scheduler` prints, such as tcp://10.0.0.5:8786",
                "start the scheduler, or correct the address",
            )
        ) from error


def _check_workers(client: Any, address: str, patience_s: float) -> None:
    try:
        client.wait_for_workers(1, timeout=patience_s)
    except TimeoutError as error:
        raise UsageError(
            Problem(
                "--scheduler",
                f"the scheduler at {address} has no worker",
                "at least one",
                f"start one on each machine: dask worker {address} --nthreads 1",
            )
        ) from error
    try:
        found: dict[str, dict[str, str]] = client.run(identity)
    except Exception as error:  # whatever a worker without our modules raises while it looks for them
        raise UsageError(_another(address, f"a worker does not have this leafletpress ({error})")) from error
    problems = []
    for worker, theirs in sorted(found.items()):
        if unlike := differing(identity(), theirs):
            problems.append(_another(worker, f"this worker has another {', another '.join(unlike)}"))
    if problems:
        raise UsageError(problems)


def _another(where: str, found: str) -> Problem:
    return Problem(
        where,
        found,
        "the same generator, engines and fonts as here: the same sources must give the same bytes",
        "install the same version of leafletpress and of the system's packages on every machine",
    )


class _ClusterExecutor:
    """Answers the protocol with the client's own executor; packs what goes out and unpacks what comes in."""

    def __init__(self, client: Any, project: Project) -> None:
        self._project = project
        self._executor = client.get_executor(pure=False, retries=RETRIES)
        files, self._digest = pack_files(project)
        self._files = client.scatter([files], broadcast=True, hash=False)[0]

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """Begin a job; its result is there once what it stored is here."""
        parcel = packed(function, arguments, self._project, self._digest, identity())
        result: Future[Any] = Future()
        result.set_running_or_notify_cancel()
        sent = self._executor.submit(run_parcel, parcel, self._files)
        sent.add_done_callback(lambda done: self._received(done, result))
        return result

    def prepare(self) -> None:
        """The workers are there already."""

    def _received(self, done: Future[Any], result: Future[Any]) -> None:
        try:
            returned, stored = done.result()
            for path, data in stored.items():
                write_atomically(self._project.cache_dir / path, data)
            outcome = pickle.loads(returned)
        except BaseException as error:
            result.set_exception(error)
            return
        if isinstance(outcome, BaseException):
            result.set_exception(outcome)
        else:
            result.set_result(outcome)
