"""A small version of the trial in which hundreds of recordings are made: `python -m tests.speech.trial`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from leafletpress.store import Store
from tests.speech.trial import SILENT, TAGS, judge, judge_file, make, write_trial


def test_one_leaflet_in_twelve_languages_is_whole_and_a_damaged_file_is_noticed(tmp_path: Path) -> None:
    project = write_trial(tmp_path / "project", 1)
    made = make(project, tmp_path / "cache", 2)
    files = judge(made, tmp_path / "cache", 2, boundaries=48)
    assert sorted(file.tag for file in files) == sorted(TAGS)
    assert [fault for file in files for fault in file.faults] == []
    assert sum(len(file.edges) for file in files) == 48
    assert max(level for file in files for level in file.edges) <= SILENT

    job, record = made["trial-1", "en", "audio-mp3"]
    store = Store(tmp_path / "cache")
    data = store.load(record)
    assert data
    cut = replace(store.save("cut", data[:-5000]), facts=record.facts)
    (short, changed, *_) = judge_file(job, cut, made["trial-1", "en", "captions-vtt"][1], tmp_path / "cache", 0).faults
    assert "are not the sum of its parts" in short
    assert "it is not as long as it says" in changed
