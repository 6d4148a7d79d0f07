"""Pieces: sentences as sound, each made once.

The key of a piece is everything that decides its sound, so that a changed sentence costs one sentence.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from leafletpress.speech.speaker import Engine, Piece

Load = Callable[[str], bytes | None]
Save = Callable[[str, bytes], None]

SAMPLES = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class PieceStore:
    """Where pieces are kept; a store that forgets is only slow."""

    load: Load
    save: Save


def speak_once(engine: Engine, store: PieceStore, text: str, voice: str, rate: int) -> Piece:
    """The piece from the store, or made and stored. An entry that is damaged is made again."""
    key = piece_key(engine, text, voice, rate)
    entry = store.load(key)
    piece = _decoded(entry) if entry is not None else None
    if piece is None:
        piece = engine.speak(text, voice, rate)
        store.save(key, _encoded(piece))
    return piece


def piece_key(engine: Engine, text: str, voice: str, rate: int) -> str:
    """A name for everything that decides the sound."""
    facts = [engine.identity(voice), voice, rate, text]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def folder_store(folder: Path) -> PieceStore:
    """A store of one file a piece; several processes may use it at once."""

    def place(key: str) -> Path:
        return folder / key[:2] / key

    def load(key: str) -> bytes | None:
        try:
            return place(key).read_bytes()
        except FileNotFoundError:
            return None

    def save(key: str, data: bytes) -> None:
        target = place(key)
        part = target.with_name(f".writing-{os.getpid()}-{key}")
        try:
            part.write_bytes(data)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(data)
        os.replace(part, target)

    return PieceStore(load, save)


def _encoded(piece: Piece) -> bytes:
    content = SAMPLES.pack(piece.samples) + piece.frames
    return hashlib.sha256(content).digest() + content


def _decoded(entry: bytes) -> Piece | None:
    digest, content = entry[:32], entry[32:]
    if len(content) <= SAMPLES.size or hashlib.sha256(content).digest() != digest:
        return None
    return Piece(SAMPLES.unpack(content[: SAMPLES.size])[0], content[SAMPLES.size :])
