from __future__ import annotations

from pathlib import Path

from leafletpress.speech.pieces import folder_store, piece_key, speak_once
from leafletpress.speech.speaker import Piece


class Engine:
    """Counts what it is asked to say; the store is what is tested here."""

    name = "counting"
    version = "1"

    def __init__(self) -> None:
        self.said: list[str] = []

    def identity(self, voice: str) -> str:
        return f"{self.name} {self.version}"

    def speak(self, text: str, voice: str, rate: int) -> Piece:
        self.said.append(text)
        return Piece(len(text), text.encode())


def test_a_sentence_is_made_once(tmp_path: Path) -> None:
    engine, store = Engine(), folder_store(tmp_path)
    made = [speak_once(engine, store, text, "v", 160) for text in ("one", "two", "one")]
    assert engine.said == ["one", "two"]
    assert made[0] == made[2] == Piece(3, b"one")


def test_a_damaged_entry_is_made_again(tmp_path: Path) -> None:
    engine, store = Engine(), folder_store(tmp_path)
    speak_once(engine, store, "one", "v", 160)
    (entry,) = (path for path in tmp_path.rglob("*") if path.is_file())
    for damage in (b"", b"x" * 10, entry.read_bytes()[:-1], entry.read_bytes().replace(b"one", b"won")):
        entry.write_bytes(damage)
        assert speak_once(engine, store, "one", "v", 160) == Piece(3, b"one")
    assert engine.said == ["one"] * 5
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [entry]


def test_everything_that_decides_the_sound_is_in_the_key() -> None:
    engine, newer = Engine(), Engine()
    newer.version = "2"
    keys = [
        piece_key(engine, "one", "v", 160),
        piece_key(engine, "two", "v", 160),
        piece_key(engine, "one", "w", 160),
        piece_key(engine, "one", "v", 161),
        piece_key(newer, "one", "v", 160),
    ]
    assert len(set(keys)) == len(keys)
