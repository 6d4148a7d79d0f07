"""ID3v2.4 tags: what a player shows of a file. Written by hand, so that nothing but the facts decides a byte."""

from __future__ import annotations

import datetime
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from leafletpress.locales import Locale

# fmt: off
ISO_639_2 = {
    "am": "amh", "ar": "ara", "bg": "bul", "bn": "ben", "cs": "ces", "cy": "cym", "de": "deu",
    "el": "ell", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra", "gu": "guj", "hi": "hin",
    "hu": "hun", "it": "ita", "ku": "kur", "lt": "lit", "lv": "lav", "ml": "mal", "ne": "nep",
    "nl": "nld", "pa": "pan", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "si": "sin",
    "sk": "slk", "sq": "sqi", "sw": "swa", "ta": "tam", "te": "tel", "ti": "tir", "tr": "tur",
    "uk": "ukr", "ur": "urd", "vi": "vie", "zh": "zho",
}
# fmt: on
"The three-letter codes that tags want; CLDR lists them, but with older and wider codes among them."

UTF8 = b"\x03"
TIMES = struct.Struct(">IIII")
UNKNOWN = 0xFFFFFFFF
MOST_CHAPTERS = 255
"A table of contents counts its entries in one byte."
PNG = b"\x89PNG"
LARGEST_COVER = 200_000
"Bytes; a larger picture would weigh more than the sound of a short leaflet."


@dataclass(frozen=True, slots=True)
class Tag:
    """What is said of a recording."""

    title: str
    artist: str
    album: str
    language: str
    "ISO 639-2 code of what is spoken: `urd`."
    published: datetime.date
    comment: str
    "In English."
    chapters: tuple[tuple[str, int, int], ...] = ()
    "Title, start and end in milliseconds, in order."
    cover: bytes = b""
    "A PNG or JPEG picture."


def encode_tag(tag: Tag) -> bytes:
    """The tag's bytes, to stand before the first frame."""
    frames = b"".join(
        (
            _text("TIT2", tag.title),
            _text("TPE1", tag.artist),
            _text("TALB", tag.album),
            _text("TLAN", tag.language),
            _text("TDRC", tag.published.isoformat()),
            _frame("COMM", UTF8 + b"eng" + b"\0" + tag.comment.encode()),
            _cover(tag.cover),
            *_chapters(tag),
        )
    )
    return b"ID3" + bytes((4, 0, 0)) + _synchsafe(len(frames)) + frames


def _chapters(tag: Tag) -> Iterator[bytes]:
    """A table of contents and what it names, as https://id3.org/id3v2-chapters-1.0 has it."""
    if not tag.chapters:
        return
    names = [f"ch{number}".encode() + b"\0" for number in range(1, len(tag.chapters[:MOST_CHAPTERS]) + 1)]
    top_level_and_ordered = 3
    yield _frame("CTOC", b"toc\0" + bytes((top_level_and_ordered, len(names))) + b"".join(names))
    for name, (title, start, end) in zip(names, tag.chapters, strict=False):
        # The two offsets in bytes are given as unknown: players then go by the times.
        yield _frame("CHAP", name + TIMES.pack(start, end, UNKNOWN, UNKNOWN) + _text("TIT2", title))


def _cover(picture: bytes) -> bytes:
    if not picture:
        return b""
    media_type = b"image/png" if picture.startswith(PNG) else b"image/jpeg"
    front_cover = b"\x03"
    return _frame("APIC", UTF8 + media_type + b"\0" + front_cover + b"\0" + picture)


def cover_of(pictures: Iterable[Path]) -> bytes:
    """The first picture that players can show; drawings in SVG they cannot."""
    for path in pictures:
        if path.suffix.lower() in {".png", ".jpg", ".jpeg"} and path.stat().st_size <= LARGEST_COVER:
            return path.read_bytes()
    return b""


def _text(name: str, value: str) -> bytes:
    return _frame(name, UTF8 + value.encode()) if value else b""


def _frame(name: str, content: bytes) -> bytes:
    return name.encode() + _synchsafe(len(content)) + b"\0\0" + content


def _synchsafe(size: int) -> bytes:
    """Four bytes of seven bits each: a tag must never look like the start of a frame."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def iso_639_2(locale: Locale) -> str:
    """What players know a language by: `urd`; `und` for undetermined."""
    language = locale.language
    return language if len(language) == 3 else ISO_639_2.get(language, "und")
