"""ID3v2.4 tags: what a player shows of a file. Written by hand, so that nothing but the facts decides a byte."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

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
        )
    )
    return b"ID3" + bytes((4, 0, 0)) + _synchsafe(len(frames)) + frames


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
