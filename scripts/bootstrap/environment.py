"""Make the virtual environment once, and know at a glance that it is still good.

A set-up is a list of steps. Each has a digest of all that decides its result,
and the digests of the finished steps stand in a stamp inside the environment.
The stamp is taken away before the first change and put back after the last, so
an interrupted set-up leaves none, and the next one starts from nothing.

What only a set-up with work to do needs is imported late: a launcher with
nothing to set up must start in a blink.
"""

import fcntl
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bootstrap.progress import run_quietly, say

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / "bin"
PYTHON = BIN / "python"
STAMP = ENVIRONMENT / "set-up.json"
LOCK = ROOT / ".cache" / "set-up.lock"
REQUIREMENTS = ROOT / "scripts" / "requirements"
NODE = ROOT / "tests" / "node"

# -I keeps the caller's PYTHONPATH and own packages out. The locks name every
# package, so pip need not look for more.
PIP = (str(PYTHON), "-I", "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", "install", "--no-deps")
# Only wheels: building from source needs compilers, and runs code that no hash covers.
FROM_LOCK = ("--only-binary=:all:", "--require-hashes", "--requirement")
# What builds this project comes from the lock, so this needs no network.
THIS_PROJECT = ("--no-index", "--no-build-isolation", "--editable", str(ROOT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the set-up."""

    name: str
    """What the stamp calls it."""
    inputs: Sequence[str | Path]
    """All that decides its result: words, and files whose contents count."""
    perform: Callable[[], None]
    """Do it."""
    repeatable: bool = False
    """Whether doing it again undoes what it did before; if not, a change means a new environment."""
    outside: bool = False
    """Whether it leaves the environment alone, so that its failure spoils nothing there."""
    proof: Path | None = None
    """A file outside the environment that it leaves when it is done; without it the stamp is not believed."""

    def digest(self) -> str:
        """Reduce the inputs to one word."""
        digest = hashlib.sha256()
        for item in self.inputs:
            data = item.read_bytes() if isinstance(item, Path) else item.encode()
            digest.update(b"%d:%b" % (len(data), data))
        return digest.hexdigest()


def prepare_environment(*, with_tests: bool) -> None:
    """Bring the machine to where leafletpress runs, doing only what is not done yet."""
    steps = _list_steps(with_tests=with_tests)
    digests = {step.name: step.digest() for step in steps}
    if digests.items() <= _read_done(steps).items():
        return
    with _alone():
        # Read again: another set-up may have done it while this one waited.
        _perform_steps(steps, digests, done=_read_done(steps))


def _list_steps(*, with_tests: bool) -> list[Step]:
    """List the steps in the order of doing; what tests need is added on to what a build needs."""
    return [
        _system_step("system packages for tests" if with_tests else "system packages", with_tests=with_tests),
        Step(name="virtual environment", inputs=_identify_python(), perform=_make_environment),
        _packages_step("packages", REQUIREMENTS / "run.txt"),
        *([_packages_step("packages for tests", REQUIREMENTS / "test.txt")] if with_tests else []),
        Step(
            name="leafletpress",
            inputs=(*THIS_PROJECT, ROOT / "pyproject.toml"),
            perform=_install_project,
            repeatable=True,
        ),
        *([_node_step()] if with_tests else []),
    ]


def _system_step(name: str, *, with_tests: bool) -> Step:
    def perform() -> None:
        from bootstrap.system import TO_RUN, TO_TEST, bring_needs

        bring_needs(TO_TEST if with_tests else TO_RUN)

    # A folder may be carried, or mounted, to a machine that lacks the packages.
    machine = os.uname()
    release = Path("/etc/os-release")
    return Step(
        name=name,
        inputs=(
            f"{machine.nodename} {machine.sysname} {machine.machine}",
            *([release] if release.exists() else []),
            Path(__file__).with_name("system.py"),
        ),
        perform=perform,
        outside=True,
        repeatable=True,
    )


def _packages_step(name: str, lock: Path) -> Step:
    def perform() -> None:
        say(f"installing Python {name} (a minute or two)")
        _install((*FROM_LOCK, str(lock)), purpose=f"install the Python {name}")

    return Step(name=name, inputs=(*FROM_LOCK, lock), perform=perform)


def _node_step() -> Step:
    def perform() -> None:
        say("installing Node packages for tests (half a minute)")
        run_quietly(
            # What else decides it stands in .npmrc beside the lock, for those who change the lock too.
            ["npm", "ci", "--no-progress", "--prefix", str(NODE)],
            purpose="install the Node packages for tests",
            remedy="See that the network and npm's settings (npm config list) work, then run the same command again.",
        )

    return Step(
        name="Node packages for tests",
        inputs=[NODE / name for name in ("package.json", "package-lock.json", ".npmrc")],
        perform=perform,
        repeatable=True,
        outside=True,
        # npm writes it last, and takes it away first.
        proof=NODE / "node_modules" / ".package-lock.json",
    )


def _identify_python() -> tuple[str, ...]:
    """Name the Python and the place, since an environment works only with both as they were when it was made."""
    return (sys.version, sys.base_prefix, str(ENVIRONMENT))


def _make_environment() -> None:
    from bootstrap.system import check_venv_module

    check_venv_module()
    say(f"making a virtual environment in {ENVIRONMENT.name} with Python {sys.version.split()[0]}")
    run_quietly(
        # The base Python, because the running one may be that of the environment to be cleared.
        [getattr(sys, "_base_executable", sys.executable), "-I", "-m", "venv", "--clear", str(ENVIRONMENT)],
        purpose=f"make a virtual environment in {ENVIRONMENT}",
        remedy="See that the disk has room and the folder may be written to, then run the same command again.",
    )


def _install_project() -> None:
    _install(THIS_PROJECT, purpose="install leafletpress itself from this folder")


def _install(arguments: Sequence[str], *, purpose: str) -> None:
    run_quietly(
        [*PIP, *arguments],
        purpose=purpose,
        remedy="See that the network and pip's settings (pip config list) work, then run the same command again.",
    )


def _perform_steps(steps: Sequence[Step], digests: Mapping[str, str], *, done: Mapping[str, str]) -> None:
    stale = [step for step in steps if digests[step.name] != done.get(step.name)]
    if any(step.name in done and not step.repeatable for step in stale):
        say("the environment no longer fits what is asked of it, and is made anew")
        stale, done = list(steps), {}
    for step in stale:
        if not step.outside:
            STAMP.unlink(missing_ok=True)
        step.perform()
    _write_stamp({**done, **digests})


def _read_done(steps: Sequence[Step]) -> dict[str, str]:
    """Read the digests of the finished steps of which all is still there."""
    lost = {step.name for step in steps if step.proof and not step.proof.exists()}
    return {name: digest for name, digest in _read_stamp().items() if name not in lost}


def _read_stamp() -> dict[str, str]:
    """Read the digests of the finished steps; none when the environment is not whole."""
    if not os.access(PYTHON, os.X_OK):
        return {}
    try:
        stamp = json.loads(STAMP.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _write_stamp(done: Mapping[str, str]) -> None:
    # By way of another file: one that is cut short must not be taken for whole.
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps(done, indent=1) + "\n")
    draft.replace(STAMP)


@contextmanager
def _alone() -> Iterator[None]:
    """Let one set-up at a time work on this folder; the system drops the lock if it dies."""
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another set-up is at work in this folder; waiting for it to finish")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
