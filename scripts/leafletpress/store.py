"""Store: content-addressed results, so that nothing is made twice.

A *record* says which bytes a key leads to; a *blob* holds bytes under their own digest. A *note* is both in one file,
for what is small, is no file of the site and is only ever asked for by its key. Records and notes begin with a digest
of their key and of what follows, so that neither a spoilt one is believed nor one that took another's place. Writers
never meet: all are written aside and renamed into place.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DAY = 86_400
SEAL_BYTES = hashlib.sha256().digest_size * 2 + 1
WRITING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_NUMBERS = itertools.count()

_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode
"Made once: it is asked for tens of thousands of times in a build."

Files = tuple[tuple[str, str, int], ...]
"Path, digest and size of each of several files."


def key_of(*parts: object) -> str:
    """Hexadecimal digest of everything that decides a result."""
    return hashlib.sha256(_json(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Record:
    """What was made for a key."""

    sha256: str
    bytes: int
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Store:
    """A plain folder; can be deleted at any time."""

    root: Path

    def find(self, key: str) -> Record | None:
        """The record of a key, if its blob is there in full length."""
        data = read_sealed(self._record_path(key), key)
        if data is None:
            return None
        try:
            raw = json.loads(data)
            record = Record(raw["sha256"], raw["bytes"], raw["facts"])
            return record if self.holds(record.sha256, record.bytes) else None
        except (ValueError, KeyError, TypeError):
            return None

    def sound(self, key: str) -> Record | None:
        """The record of a key, if its blob is there and undamaged; a damaged one is removed, to be made again."""
        record = self.find(key)
        return record if record and self.load(record) is not None else None

    def save(self, key: str, data: bytes, facts: Mapping[str, Any] | None = None) -> Record:
        """Keep bytes and what is known of them under a key."""
        record = Record(hashlib.sha256(data).hexdigest(), len(data), facts or {})
        self._keep(record.sha256, data)
        raw = {"sha256": record.sha256, "bytes": record.bytes, "facts": dict(record.facts)}
        write_sealed(Path(self._record_path(key)), key, json.dumps(raw, ensure_ascii=False, sort_keys=True).encode())
        return record

    def save_files(self, key: str, files: Mapping[str, bytes]) -> Files:
        """Keep several files under one key: each under its own digest, and the list of them under the key."""
        listed = []
        for path, data in sorted(files.items()):
            digest = hashlib.sha256(data).hexdigest()
            self._keep(digest, data)
            listed.append((path, digest, len(data)))
        self.note(key, json.dumps(listed, ensure_ascii=False).encode())
        return tuple(listed)

    def files(self, key: str) -> Files | None:
        """The list of the files of a key; whether each of them is still there has to be asked of each."""
        data = self.noted(key)
        if data is None:
            return None
        try:
            return tuple((path, digest, size) for path, digest, size in json.loads(data))
        except (ValueError, TypeError):
            return None

    def note(self, key: str, data: bytes) -> None:
        """Keep bytes under a key."""
        write_sealed(self._note_path(key), key, data)

    def noted(self, key: str) -> bytes | None:
        """The bytes of a note, or None where there is none, or a damaged one: that is removed, to be made again."""
        path = self._note_path(key)
        data = read_sealed(path, key)
        if data is not None:
            _touch(path)
        return data

    def has_note(self, key: str) -> bool:
        """Whether there is a note; whether it is whole shows when it is read."""
        return self._note_path(key).exists()

    def holds(self, sha256: str, size: int) -> bool:
        """Whether bytes with this digest are there in full length."""
        try:
            return os.stat(f"{self.root}/blobs/{sha256[:2]}/{sha256}").st_size == size
        except OSError:
            return False

    def load(self, record: Record) -> bytes | None:
        """The bytes, or None where the blob was damaged: it is removed, to be made again."""
        path = self.blob_path(record.sha256)
        data = _read(path, lambda data: hashlib.sha256(data).hexdigest() == record.sha256)
        if data is not None:
            _touch(path)
        return data

    def _keep(self, sha256: str, data: bytes) -> None:
        blob = self.blob_path(sha256)
        if _read(blob, lambda found: found == data) is None:
            write_atomically(blob, data)

    def blob_path(self, sha256: str) -> Path:
        """Where bytes with this digest lie."""
        return self.root / "blobs" / sha256[:2] / sha256

    def _note_path(self, key: str) -> Path:
        return Path(f"{self.root}/notes/{key[:2]}/{key}")

    def _record_path(self, key: str) -> str:
        return f"{self.root}/records/{key[:2]}/{key}.json"  # as text: thousands are asked for in each build


def _seal(key: str, data: bytes) -> bytes:
    digest = hashlib.sha256(key.encode() + b"\n")
    digest.update(data)
    return digest.hexdigest().encode() + b"\n"


def write_sealed(path: Path, key: str, data: bytes) -> None:
    """Write bytes behind a digest of them and of what they stand for, whole or not at all."""
    write_atomically(path, _seal(key, data) + data)


def read_sealed(path: str | Path, key: str) -> bytes | None:
    """What was written behind the seal, or None where there is no such file or a damaged one, which is removed."""
    data = _read(path, lambda data: data.startswith(_seal(key, data[SEAL_BYTES:])))
    return None if data is None else data[SEAL_BYTES:]


def _read(path: str | Path, is_sound: Callable[[bytes], bool]) -> bytes | None:
    """What a file holds, or None where there is none, or a damaged one: that is removed, to be made again."""
    try:
        with open(path, "rb") as file:
            data = file.read()
            if is_sound(data):
                return data
            if os.path.samestat(os.fstat(file.fileno()), os.stat(path)):  # another build may have mended it by now
                os.unlink(path)
    except OSError:
        return None  # not there, or in a store that may only be read
    return None


def _touch(path: Path) -> None:
    """Note that a file was used, so that it is not the first to go; once a day is enough."""
    try:
        if time.time() - path.stat().st_mtime > DAY:
            os.utime(path)
    except OSError:
        return  # a store that may only be read


def write_atomically(path: Path, data: bytes) -> None:
    """The file is there whole or not at all.

    In system calls, not with `tempfile`: a site is thousands of small files, and that takes six times as long.
    """
    temporary = f"{path.parent}/.writing-{os.getpid()}-{next(_NUMBERS)}-{os.urandom(4).hex()}"
    try:
        handle = os.open(temporary, WRITING, 0o644)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(temporary, WRITING, 0o644)
    try:
        with open(handle, "wb") as out:
            out.write(data)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
