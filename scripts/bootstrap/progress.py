"""Talk to the person at the terminal, and run other people's noisy programs quietly."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


class SetUpError(Exception):
    """The set-up cannot go on; the message says what was found, what was expected and the remedy."""


def say(message: str) -> None:
    """Print one line of progress; standard output is left to the command itself."""
    print(f"leafletpress: {message}", file=sys.stderr, flush=True)


def run_quietly(
    command: Sequence[str | Path],
    *,
    purpose: str,
    remedy: str,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Run a command, showing what it printed only when it fails.

    `purpose` completes the sentence "could not ..."; `remedy` is a sentence.
    """
    outcome = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    )
    if outcome.returncode:
        raise SetUpError(
            f"could not {purpose}.\n"
            f"This command ended with exit code {outcome.returncode}, and 0 was expected:\n"
            f"    {' '.join(map(str, command))}\n"
            f"The last that it printed:\n"
            f"{_last_lines(outcome.stdout)}\n"
            f"{remedy}"
        )


def _last_lines(output: bytes, *, count: int = 15) -> str:
    lines = output.decode(errors="replace").strip().splitlines()[-count:]
    return "\n".join(f"    {line}" for line in lines) or "    (nothing)"
