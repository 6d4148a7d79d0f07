"""What stands in a file of the project ends in a result or in one clear error: the kept corpus, and some changes of it.

`python -m tests.fuzzing.run` does the same for as long as one likes.
"""

from __future__ import annotations

import contextlib
import random
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzzing.guard import GUARD
from tests.fuzzing.run import OWN, spliced
from tests.fuzzing.targets import TARGETS, run_one, set_up
from tests.projects import leaflet

CHANGES = 60
"Of each target."


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return set_up(tmp_path_factory.mktemp("fuzzing"))


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_kept_inputs_end_in_a_result_or_in_a_clear_error(target: str, root: Path) -> None:
    kept = sorted((OWN / target).iterdir())
    assert kept
    for path in kept:
        with GUARD.over(root):
            run_one(target, path.read_bytes(), root)


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_changed_inputs_end_in_a_result_or_in_a_clear_error(target: str, root: Path) -> None:
    rng = random.Random(target)
    pieces = [path.read_bytes() for path in sorted((OWN / target).iterdir())]
    for _ in range(CHANGES):
        data = spliced(pieces, rng)
        with GUARD.over(root):
            run_one(target, data, root)


def test_a_fault_is_seen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TARGETS, "lexicon", lambda data, root: [][0])
    with pytest.raises(IndexError):
        run_one("lexicon", b"", root)


def test_the_guard_sees_what_is_opened_outside_the_project(root: Path) -> None:
    with pytest.raises(AssertionError, match=r"secret\.svg"), GUARD.over(root):
        (root.parent / "secret.svg").read_bytes()
    with GUARD.over(root):
        (root / "mkdocs.yml").read_bytes()


def test_the_guard_sees_requests_and_programs(root: Path) -> None:
    def ask() -> None:
        with socket.socket() as one:
            one.settimeout(0.1)
            with contextlib.suppress(OSError):
                one.connect(("127.0.0.1", 9))

    with pytest.raises(AssertionError, match=r"socket\.connect"), GUARD.over(root):
        ask()
    with pytest.raises(AssertionError, match=r"subprocess\.Popen"), GUARD.over(root):
        subprocess.run([sys.executable, "-c", ""], check=True)


def test_a_picture_outside_the_folder_of_leaflets_is_refused_unread(root: Path) -> None:
    for address in ("../../secret.svg", "..%2f..%2fsecret.svg", "/etc/passwd", "file:///etc/passwd"):
        data = leaflet(f"# Title\n\n![A picture]({address})\n").encode()
        with GUARD.over(root):
            assert "docs/fuzzed.md:" in run_one("whole-leaflet", data, root)
