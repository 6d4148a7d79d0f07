"""Many recordings in one run, each held against its parts: `python -m tests.speech.trial --leaflets 42` for 504 files.

The leaflets are put together from this project's own sentences and translations, in every language that a voice reads
and in Dari with the Persian voice, as a site may configure it. The suite runs the same with one leaflet.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

import numpy as np
import soundfile

from leafletpress.catalogue import read_catalogue
from leafletpress.jobs import collect, local_executor
from leafletpress.project import load_project
from leafletpress.renderers.audio import recorded_clips
from leafletpress.siteplan import RenditionJob, make_rendition, plan_editions, rendition_jobs
from leafletpress.sources import messages_of, read_sources
from leafletpress.speech.mp3 import SAMPLES_PER_FRAME, silence, split_frames
from leafletpress.speech.recording import LEAD_IN_MS, assemble
from leafletpress.speech.voices import LOUDNESS_LUFS
from leafletpress.store import Record, Store
from tests.projects import ROOT, copy_of_this_project, leaflet, write_catalogue
from tests.speech.loudness import loudness, true_peak

TAGS = ("en", "cy", "pl", "ur", "bn", "ro", "uk", "pa", "gu", "ar", "prs", "zh-Hans")
FORMATS = """\
      formats:
        audio-mp3: {locales: {prs: {voice: ira/fa}}}
        captions-vtt:
"""
PLAIN = re.compile(r"[^\[\]<>*|^#`{}/\n@]+")
"Messages without markup, which can stand in any paragraph."
RATE = 22050
NEAR = int(0.03 * RATE)
SILENT = 0.005 * 32768
"46 dB below full scale."
SENTENCES = 8


def write_trial(folder: Path, leaflets: int, seed: int = 5) -> Path:
    """A project of so many leaflets, each another choice of sentences, and one sentence that no other has."""
    texts = _translated_sentences()
    copy_of_this_project(folder)
    for path in [*folder.glob("docs/*.md"), *folder.glob("translations/*/*.po")]:
        if path.name != "interface.po":
            path.unlink()
    config = folder / "mkdocs.yml"
    text = re.sub(r"      formats:\n(?:        .*\n?)+", FORMATS, config.read_text("utf-8"))
    config.write_text(text, "utf-8")
    (folder / "docs/index.md").write_text(leaflet("# Start\n\nRead on.\n", title="Start", kind="page"), "utf-8")
    draw = random.Random(seed)
    titles = sorted(msgid for msgid in texts if len(msgid) < 50 and not msgid.endswith("."))
    bodies = sorted(msgid for msgid in texts if msgid.endswith("."))
    for number in range(leaflets):
        title, *headings = draw.sample(titles, 3)
        sentences = draw.sample(bodies, min(SENTENCES, len(bodies)))
        own = f"{draw.randrange(10, 99)}, {draw.randrange(100, 999)}, {draw.randrange(1000, 9999)}, {number + 1}."
        parts = [sentences[:3], sentences[3:6], [*sentences[6:], own]]
        body = [f"# {title}", *parts[0], f"## {headings[0]}", *parts[1], f"## {headings[1]}", *parts[2]]
        name = f"trial-{number + 1}"
        (folder / f"docs/{name}.md").write_text(leaflet("\n\n".join(body) + "\n", title=title), "utf-8")
        used = (title, *headings, *sentences)
        for tag in TAGS[1:]:
            write_catalogue(folder, tag, name, {own: own} | {msgid: texts[msgid][tag] for msgid in used})
    return folder


def _translated_sentences() -> dict[str, Mapping[str, str]]:
    """Source text to tag to translation, of plain messages that every language has."""
    project = load_project(ROOT / "mkdocs.yml")
    found: dict[str, Mapping[str, str]] = {}
    for source in read_sources(project).leaflets:
        catalogues = {
            tag: read_catalogue(project.translations_dir / tag / f"{source.name}.po", tag, ROOT) for tag in TAGS[1:]
        }
        for message in messages_of(source, project).messages:
            entries = {tag: catalogue.entries.get((message.msgid, None)) for tag, catalogue in catalogues.items()}
            if PLAIN.fullmatch(message.msgid) and all(one and one.state == "translated" for one in entries.values()):
                found[message.msgid] = {tag: entry.msgstr for tag, entry in entries.items() if entry}
    return found


@dataclass(frozen=True, slots=True)
class Judged:
    """One file, and everything that is wrong with it."""

    tag: str
    seconds: float
    loudness: float
    "LUFS."
    peak: float
    "Decibels, between the samples."
    edges: tuple[int, ...]
    "How loud it is near the cue boundaries that were drawn."
    faults: tuple[str, ...]


def make(folder: Path, cache: Path, processes: int) -> dict[tuple[str, str, str], tuple[RenditionJob, Record]]:
    """Every rendition of the project, by leaflet, language and format, as a build makes them."""
    project = replace(load_project(folder / "mkdocs.yml"), cache_dir=cache)
    store = Store(cache)
    jobs, missing = rendition_jobs(plan_editions(project, store))
    assert {tag for (_, tag), gaps in missing.items() if gaps} <= {"so"}, "a language has no voice"
    jobs.sort(key=lambda job: job.format)  # Captions use the sentences that the audio has spoken.
    names = {job.key: f"{job.edition.leaflet} {job.edition.locale.tag} {job.format}" for job in jobs}
    records: dict[str, Record] = {}
    with local_executor(processes) as executor:
        for kind in ("audio-mp3", "captions-vtt"):
            todo = [job for job in jobs if job.format == kind]
            records |= collect({executor.submit(make_rendition, job, store): names[job.key] for job in todo}, _nothing)
    return {(job.edition.leaflet, job.edition.locale.tag, job.format): (job, records[names[job.key]]) for job in jobs}


def _nothing() -> None:
    """Nobody is told of progress."""


Made = Mapping[tuple[str, str, str], tuple[RenditionJob, Record]]


def judge(made: Made, cache: Path, processes: int, boundaries: int = 200) -> list[Judged]:
    """Hold every file against its parts; so many cue boundaries are drawn from all."""
    audio = sorted(key for key in made if key[2] == "audio-mp3")
    drawn = random.Random(5).choices(audio, k=boundaries)
    with local_executor(processes) as executor:
        futures = {
            executor.submit(judge_file, *made[key], made[*key[:2], "captions-vtt"][1], cache, drawn.count(key)): str(
                key
            )
            for key in audio
        }
        found = collect(futures, _nothing)
    return [found[str(key)] for key in audio]


def judge_file(job: RenditionJob, record: Record, captions: Record, cache: Path, boundaries: int) -> Judged:
    """Hold one file against its parts."""
    store, where = Store(cache), f"{job.edition.leaflet} {job.edition.locale.tag}"
    data, text = store.load(record) or b"", (store.load(captions) or b"").decode()
    sound, rate = soundfile.read(io.BytesIO(data), dtype="int16")
    clips = recorded_clips(job.edition, job.context)
    cues = assemble(clips).cues
    parts = [silence(LEAD_IN_MS), *(clip.piece.frames + silence(clip.utterance.pause_after_ms) for clip in clips)]
    faults = []
    if len(sound) != (sum(len(split_frames(part)) for part in parts) - 1) * SAMPLES_PER_FRAME:
        faults.append(f"{where}: {len(sound)} samples are not the sum of its parts")
    if dict(record.facts["facts"])["duration_s"] != round(len(sound) / rate, 3):
        faults.append(f"{where}: it is not as long as it says")
    if not data.endswith(b"".join(parts)):
        faults.append(f"{where}: its sentences are not the last bytes of it")
    for cue in cues:
        if np.abs(sound[cue.start : cue.end].astype(int)).max(initial=0) < 1000:
            faults.append(f"{where}: nothing is heard of {cue.utterance.shown!r}")
    said = [re.sub("</?lang[^>]*>", "", block.split("\n")[2]) for block in text.strip().split("\n\n")[2:]]
    if [unescape(one) for one in said] != [" ".join(clip.utterance.shown.split()) for clip in clips]:
        faults.append(f"{where}: the captions are not the narration")
    places = random.Random(where).choices([at for cue in cues for at in (cue.start, cue.end)], k=boundaries)
    edges = tuple(int(np.abs(sound[max(at - NEAR, 0) : at + NEAR].astype(int)).max(initial=0)) for at in places)
    faults += [f"{where}: {level} at the edge of a cue" for level in edges if level > SILENT]
    level, peak = loudness(sound, rate), true_peak(sound)
    if abs(level - LOUDNESS_LUFS) > 1 or peak >= -1:
        faults.append(f"{where}: {level:.2f} LUFS and a true peak of {peak:.2f} dB")
    return Judged(job.edition.locale.tag, len(sound) / rate, level, peak, edges, tuple(faults))


def main() -> None:
    """Make, judge, make again from nothing, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leaflets", type=int, default=42, help="twelve files each")
    parser.add_argument("--folder", type=Path, help="an empty folder, which is kept")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="leafletpress-trial-"))
    project = write_trial(folder / "project", arguments.leaflets)
    began = time.monotonic()
    made = make(project, folder / "first", arguments.jobs)
    took = time.monotonic() - began
    files = judge(made, folder / "first", arguments.jobs)
    hours = sum(file.seconds for file in files) / 3600
    print(f"{len(files)} files, {hours:.1f} hours of sound, made in {took:.0f} s with {arguments.jobs} processes")
    edges = [level for file in files for level in file.edges]
    print(f"{len(edges)} cue boundaries, the loudest {max(edges)} of 32768", flush=True)
    for tag in TAGS:
        levels = [file.loudness for file in files if file.tag == tag]
        peak = max(file.peak for file in files if file.tag == tag)
        print(
            f"{tag}: {len(levels)} files, {min(levels):.2f} to {max(levels):.2f} LUFS, peak {peak:.2f} dB", flush=True
        )
    again = make(project, folder / "second", 1 if arguments.jobs == 2 else 2)
    different = sorted(key for key, (_, record) in made.items() if again[key][1].sha256 != record.sha256)
    print(
        f"Run again from nothing with other processes: {len(made) - len(different)} of {len(made)} files are the same"
    )
    faults = [fault for file in files for fault in file.faults] + [" ".join(key) for key in different]
    print("\n".join(faults) or "Nothing is wrong.")
    if not arguments.folder:
        shutil.rmtree(folder)
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
