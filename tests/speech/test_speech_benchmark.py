"""A small run of `scripts/benchmark --speech`: its figures, not how good they are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.projects import ROOT, write_project


def test_it_measures_recordings_beside_their_engines(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "project", options="      formats: {audio-mp3: , captions-vtt: }")
    (folder / "translations").mkdir()
    run = subprocess.run(
        [sys.executable, "-m", "leafletpress.benchmark", "--speech", "--json"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        check=True,
        timeout=600,
    )
    found = json.loads(run.stdout)
    assert found["files"] == 1
    assert 10 < found["seconds_of_sound"] < 120
    assert found["times_real_time"] == found["seconds_of_sound"] / found["wall_s"]
    assert found["to_raw"] == found["cpu_s"] / found["raw_cpu_s"] > 0.5
    assert found["one_sentence_words"] > 20
    assert 0 < found["one_sentence_cpu_s"] < found["cpu_s"]
