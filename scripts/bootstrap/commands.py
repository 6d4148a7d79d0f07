"""The four commands a person types, each run in an environment that is ready for it."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from bootstrap.environment import BIN, ROOT, prepare_environment
from bootstrap.progress import SetUpError, say

# The quick ones first: whoever waits for the tests has seen them by then.
CHECKS = (("ruff", "check"), ("ruff", "format", "--check"), ("mypy",))


def main(command: str, arguments: Sequence[str]) -> NoReturn:
    """Set up whatever is not set up yet, then run the command and end as it ends."""
    try:
        prepare_environment(with_tests=command == "test")
        # Wherever it is called from: mkdocs.yml and the tools' settings are found there.
        os.chdir(ROOT)
        _enter_environment()
        if command == "test":
            sys.exit(_run_checks(arguments))
        _become(command, arguments)
    except SetUpError as error:
        say(str(error))
    except OSError as error:
        say(f"the set-up could not go on: {error}.\nMend that, then run the same command again.")
    except KeyboardInterrupt:
        say("stopped; a set-up that was under way begins again at the next run")
        sys.exit(130)
    sys.exit(2)


ON_EVERY_CORE = ("-n", "auto", "--dist", "loadfile")
"""A file's tests share their fixtures, the built site and the browser above all, so they stay together."""


def _enter_environment() -> None:
    """Do for the commands to come what activating the environment does in a shell."""
    os.environ["PATH"] = os.pathsep.join((str(BIN), os.environ.get("PATH", os.defpath)))
    os.environ["VIRTUAL_ENV"] = str(BIN.parent)
    os.environ.pop("PYTHONHOME", None)
    if sys.platform == "darwin":
        from bootstrap.system import find_library_path

        library_path = find_library_path()
        if library_path:
            os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", library_path)


def _become(command: str, arguments: Sequence[str]) -> NoReturn:
    """Give this process over to the command, so that signals and the exit code are its own."""
    if command == "benchmark":
        program = [str(BIN / "python"), "-m", "leafletpress.benchmark", *arguments]
    else:
        program = [str(BIN / "leafletpress"), command, *arguments]
    sys.stdout.flush()
    os.execv(program[0], program)


def _run_checks(arguments: Sequence[str]) -> int:
    """Run every check and test, whichever fails, and tell at the end which did."""
    failed = []
    for program, *options in (*CHECKS, ("pytest", *ON_EVERY_CORE, *arguments)):
        name = " ".join((program, *options)) if program != "pytest" else program
        say(f"running {name}")
        if subprocess.run([Path(BIN, program), *options]).returncode:
            failed.append(name)
    if failed:
        say(f"these failed: {', '.join(failed)}")
    return 1 if failed else 0
