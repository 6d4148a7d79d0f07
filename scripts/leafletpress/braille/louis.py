"""liblouis, the library that knows the braille codes, through ctypes.

Debian packages it as liblouis20 and liblouis-data. Nothing on PyPI carries it: the packages of similar names there are
something else.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import threading
from ctypes import POINTER, byref, c_char_p, c_int, c_ushort
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LIBRARIES = ("liblouis.so.20", "liblouis.so.21", "liblouis.20.dylib", "liblouis.dylib")
TABLE_FOLDERS = (
    Path("/usr/share/liblouis/tables"),
    Path("/usr/local/share/liblouis/tables"),
    Path("/opt/homebrew/share/liblouis/tables"),
)
"Where Debian, a build of one's own and Homebrew keep the tables; LOUIS_TABLEPATH, liblouis' own variable, goes first."

ITALIC, BOLD, NO_CONTRACTION = 0x0001, 0x0004, 0x1000
"Typeforms of liblouis.h."

DOTS_IO, UNICODE, NO_UNDEFINED = 4, 64, 128
"Modes of liblouis.h."

SHORTEST_BUFFER, LONGEST_GROWTH = 64, 16
"A character that the table lacks becomes an escape such as `'\\x1f600'`, of up to 12 cells."

LOGGED_ERROR = 40_000


class LouisError(Exception):
    """liblouis cannot be had, or cannot do what it was asked."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Braille, and where each cell comes from."""

    cells: str
    "Braille patterns of Unicode, U+2800 and up."
    origins: tuple[int, ...]
    "For each cell, the place of the character that it stands for."


@dataclass(frozen=True, slots=True)
class _Library:
    handle: ctypes.CDLL
    width: int
    "Bytes of a character; it depends on how the library was built."
    encoding: str
    log: object
    "The callback: it must live as long as the library."


SUPPLEMENTS = {"en-ueb-g2.ctb": "ueb-aspirated.cti"}
"What a table of liblouis gets wrong, put right in a table of ours that is read behind it."

_turn = threading.Lock()
"liblouis keeps its tables in static memory and is not made for threads."

_errors: list[str] = []


@cache
def _library() -> _Library:
    for name in LIBRARIES:
        try:
            handle = ctypes.CDLL(name)
            break
        except OSError:
            continue
    else:
        raise LouisError("the library liblouis is not installed")
    callback_type = ctypes.CFUNCTYPE(None, c_int, c_char_p)

    def keep(level: int, message: bytes) -> None:
        if level >= LOGGED_ERROR:
            _errors.append(message.decode("utf-8", "replace"))

    log = callback_type(keep)  # without one, liblouis writes to the error stream
    handle.lou_registerLogCallback(log)
    handle.lou_version.restype = c_char_p
    for function in (handle.lou_translate, handle.lou_backTranslate):
        function.argtypes = [c_char_p, c_char_p, POINTER(c_int), c_char_p, POINTER(c_int), POINTER(c_ushort)]
        function.argtypes += [c_char_p, POINTER(c_int), POINTER(c_int), POINTER(c_int), c_int]
    width = int(handle.lou_charSize())
    return _Library(handle, width, {2: "utf-16-le", 4: "utf-32-le"}[width], log)


def version() -> str:
    """The library's version: `3.24.0`."""
    found: bytes = _library().handle.lou_version()
    return found.decode()


@cache
def table_path(table: str) -> Path:
    """The file of a table; the first folder that has it wins. Our own lie beside this module."""
    if table in SUPPLEMENTS.values():
        return Path(__file__).with_name(table)
    own = [Path(folder) for folder in os.environ.get("LOUIS_TABLEPATH", "").split(",") if folder]
    for folder in (*own, *TABLE_FOLDERS):
        if (folder / table).is_file():
            return folder / table
    raise LouisError(f"the braille table {table} is not installed")


def parts_of(table: str) -> list[str]:
    """The table, and what we have written for it."""
    return [table, *([SUPPLEMENTS[table]] if table in SUPPLEMENTS else [])]


@cache
def table_digest(table: str) -> str:
    """Digest of a table and of every table that it includes: they decide the cells."""
    digest = hashlib.sha256()
    todo, seen = parts_of(table), set[str]()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        data = table_path(name).read_bytes()
        digest.update(name.encode() + b"\0" + data + b"\0")
        todo += sorted(match[1].decode() for match in re.finditer(rb"^[ \t]*include[ \t]+(\S+)", data, re.MULTILINE))
    return digest.hexdigest()


def translate(table: str, text: str, typeforms: tuple[int, ...] = (), *, undefined: bool = True) -> Cells:
    """Braille of a text; typeforms are one for each character.

    A character that the table lacks becomes an escape that no reader would understand; without `undefined` it becomes
    nothing.
    """
    mode = DOTS_IO | UNICODE | (0 if undefined else NO_UNDEFINED)
    return _run(_library().handle.lou_translate, table, text, typeforms, mode)


def back_translate(table: str, cells: str) -> str:
    """Print for braille. With dotsIO, liblouis 3.24 wants 0x8000 and the dots here, not Unicode's patterns."""
    dots = "".join(chr(0x8000 | ord(cell) & 0xFF) for cell in cells)
    return _run(_library().handle.lou_backTranslate, table, dots, (), DOTS_IO).cells


def _run(function: ctypes._NamedFuncPointer, table: str, text: str, typeforms: tuple[int, ...], mode: int) -> Cells:
    if not text:
        return Cells("", ())
    library = _library()
    encoded = text.encode(library.encoding)
    length = len(encoded) // library.width
    capacity = length * LONGEST_GROWTH + SHORTEST_BUFFER
    source = ctypes.create_string_buffer(encoded, len(encoded) + library.width)
    target = ctypes.create_string_buffer(capacity * library.width)
    taken, made, origins = c_int(length), c_int(capacity), (c_int * capacity)()
    forms = (c_ushort * capacity)(*typeforms) if any(typeforms) else None
    with _turn:
        _errors.clear()
        done = function(
            ",".join(str(table_path(part)) for part in parts_of(table)).encode(),
            source,
            byref(taken),
            target,
            byref(made),
            forms,
            None,
            None,
            origins,
            None,
            mode,
        )
        complaints = "; ".join(_errors[:3])
    if not done or taken.value < length:
        why = complaints or f"it read {taken.value} of {length} characters"
        raise LouisError(f"liblouis {version()} cannot use {table}: {why}")
    cells = ctypes.string_at(target, made.value * library.width).decode(library.encoding)
    return Cells(cells, tuple(origins[: made.value]))
