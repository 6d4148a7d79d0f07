"""What reading aloud costs: beside eSpeak NG and LAME by themselves, beside the sound's own length, and for one change.

Everything is measured from the start of a process to finished files, on a copy of the project with nothing cached.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from leafletpress.benchmarks.cost import Cost, cost_of
from leafletpress.benchmarks.engines import RAW
from leafletpress.jobs import collect, local_executor
from leafletpress.project import Project, load_project
from leafletpress.renderers import renderer_for
from leafletpress.siteplan import AUDIO, RenditionJob, make_rendition, plan_editions, rendition_jobs
from leafletpress.store import Store

ENGINES = "espeak-ng and LAME"
OUT = "speech.json"
CHANGED = ("</p>", " The car park is behind the main building.</p>")


def speech_costs(project: Project, folder: Path, processes: int) -> dict[str, Any]:
    """Figures of the project in a folder, a copy that has nothing cached."""
    command = [sys.executable, "-m", "leafletpress.benchmarks.speech"]
    ours = cost_of("our recordings", [*command, "make", str(processes)], folder)
    made = json.loads((folder / OUT).read_text("utf-8"))
    work = folder / "raw.pickle"
    work.write_bytes(pickle.dumps(RAW[ENGINES][0](project)))
    raw = cost_of(ENGINES, [sys.executable, "-m", "leafletpress.benchmarks.engines", ENGINES, str(work)], folder)
    figures = {
        "load": os.getloadavg()[0],
        "files": made["files"],
        "seconds_of_sound": made["seconds"],
        "wall_s": ours.wall_s,
        "cpu_s": ours.cpu_s,
        "times_real_time": made["seconds"] / ours.wall_s,
        "raw_cpu_s": raw.cpu_s,
        "to_raw": ours.cpu_s / raw.cpu_s,
    }
    if shutil.which("espeak-ng") and shutil.which("lame"):
        programs: Cost = cost_of("programs", [*command, "programs", str(work)], folder)
        figures |= {"programs_cpu_s": programs.cpu_s, "to_programs": ours.cpu_s / programs.cpu_s}
    cost_of("one sentence", [*command, "change"], folder)
    changed: dict[str, Any] = json.loads((folder / OUT).read_text("utf-8"))
    return figures | changed


def _jobs(project: Project) -> list[RenditionJob]:
    return [job for job in rendition_jobs(plan_editions(project, Store(project.cache_dir)))[0] if job.format == AUDIO]


def _make(processes: str) -> dict[str, float]:
    """Every recording, as a build makes them."""
    project = load_project(Path("mkdocs.yml").resolve())
    store, jobs = Store(project.cache_dir), _jobs(project)
    jobs.sort(key=lambda job: -len(job.edition.body))
    with local_executor(int(processes), ["leafletpress.renderers.audio", "sentencex"]) as executor:
        records = collect({executor.submit(make_rendition, job, store): job.key for job in jobs}, lambda: None)
    seconds = sum(dict(record.facts["facts"])["duration_s"] for record in records.values())
    return {"files": len(jobs), "seconds": seconds}


def _programs(work: str) -> dict[str, float]:
    """The same sentences as a shell script would do it: one text a file, two programs in a pipe."""
    for voice, rate, volume, sentences in pickle.loads(Path(work).read_bytes()):
        speak = ["espeak-ng", "-v", voice, "-s", str(rate), "-a", str(volume), "--stdout"]
        with subprocess.Popen(speak, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as engine:
            encoder = subprocess.Popen(
                ["lame", "--quiet", "-q", "5", "-b", "48", "-m", "m", "-", "/dev/null"], stdin=engine.stdout
            )
            assert engine.stdin
            engine.stdin.write("\n\n".join(sentences).encode())
            engine.stdin.close()
            encoder.wait()
    return {}


def _change() -> dict[str, float]:
    """One sentence more in the longest leaflet, to new sound and captions; its other sentences have been spoken."""
    project = load_project(Path("mkdocs.yml").resolve())
    source = project.source_locale
    job = max((job for job in _jobs(project) if job.edition.locale == source), key=lambda job: len(job.edition.body))
    changed = replace(job.edition, body=CHANGED[1].join(job.edition.body.rsplit(CHANGED[0], 1)))
    audio, captions = renderer_for(AUDIO), renderer_for("captions-vtt")
    began, used = time.monotonic(), time.process_time()
    audio.render(changed, job.context)
    captions.render(changed, job.context)
    return {
        "one_sentence_wall_s": time.monotonic() - began,
        "one_sentence_cpu_s": time.process_time() - used,
        "one_sentence_words": changed.words,
    }


COMMANDS: dict[str, Callable[..., dict[str, float]]] = {"make": _make, "programs": _programs, "change": _change}


if __name__ == "__main__":
    figures = COMMANDS[sys.argv[1]](*sys.argv[2:])
    Path(OUT).write_text(json.dumps(figures), "utf-8")
