"""The benchmark: what it counts, and a whole small run of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.projects import ROOT

SPIN = "import time\nwhile time.process_time() < {seconds}: pass"
ORPHAN = """\
import os, sys
if os.fork() == 0:
    if os.fork() == 0:
        data = bytearray(120 << 20)
        {spin}
        os._exit(0)
    os._exit(0)
os.wait()
"""

MEASURE = """\
import sys
from pathlib import Path
from leafletpress.benchmarks.cost import adopt_orphans, cost_of
adopt_orphans()
cost = cost_of("one", [sys.executable, "-c", Path(sys.argv[1]).read_text()], Path(sys.argv[1]).parent)
print(cost.cpu_s, cost.largest_mb, cost.together_mb)
"""


def _measured(tmp_path: Path, program: str) -> tuple[float, float, float]:
    """In a process of its own: measuring waits for every child there is."""
    (tmp_path / "program.py").write_text(program)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path / "program.py")],
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    cpu, largest, together = map(float, done.stdout.split())
    return cpu, largest, together


def test_processes_that_were_left_behind_are_counted_too(tmp_path: Path) -> None:
    spin = SPIN.format(seconds=1.2).replace("\n", "\n        ")
    cpu, largest, together = _measured(tmp_path, ORPHAN.format(spin=spin))
    assert 1.2 <= cpu < 4
    assert 120 < largest < 300 and 120 < together < 400


def test_memory_of_the_one_who_measures_is_not_counted(tmp_path: Path) -> None:
    _, largest, _ = _measured(tmp_path, SPIN.format(seconds=0.8))
    assert 0 < largest < 60


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"CommandFailed: .* ended with 3:(?s:.*)why"):
        _measured(tmp_path, "print('why', flush=True); raise SystemExit(3)")


def test_a_corpus_is_built_beside_what_people_would_use_instead() -> None:
    command = [sys.executable, "-m", "leafletpress.benchmark", "--json", "--cold-only", "--jobs", "2"]
    sizes = ["--leaflets", "2", "--languages", "2", "--formats", "web", "--against", "material", "--against", "engines"]
    done = subprocess.run([*command, *sizes], cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    (found,) = json.loads(done.stdout)
    assert [cost["name"] for cost in found["others"]] == ["Material and static-i18n"]
    assert [cost["name"] for cost in found["engines"]] == ["Markdown"]
    assert found["pages"] > 6 and all(cost["cpu_s"] > 0.1 for cost in (*found["ours"], *found["others"]))
    assert found["cold_to_raw"] == pytest.approx(found["ours"][0]["cpu_s"] / found["engines"][0]["cpu_s"])


def test_our_own_cost_can_be_measured_alone() -> None:
    command = [sys.executable, "-m", "leafletpress.benchmark", "--json", "--cold-only", "--against", "nothing"]
    sizes = ["--leaflets", "1", "--languages", "1", "--formats", "web"]
    done = subprocess.run([*command, *sizes], cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    (found,) = json.loads(done.stdout)
    assert found["engines"] == found["others"] == [] and found["cold_to_raw"] is None
    assert [cost["name"] for cost in found["ours"]] == ["cold build"]
