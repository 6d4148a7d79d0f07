"""Versions of everything that decides the bytes of a PDF, without loading the engine."""

from __future__ import annotations

import ctypes
import zlib
from functools import cache
from importlib.metadata import version

PACKAGES = (
    "weasyprint",
    "pydyf",
    "fonttools",
    "tinycss2",
    "cssselect2",
    "tinyhtml5",
    "pillow",
    "segno",
    "babel",
)

LIBRARIES = {
    "pango": ("pango_version_string", ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0.dylib")),
    "harfbuzz": ("hb_version_string", ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz.dylib")),
}
"Shared libraries: the function that tells the version, and the names they go by on Linux and macOS."


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """Name and version of each; a library that is not there has none, and printing says so."""
    libraries = [(name, _library_version(function, files)) for name, (function, files) in LIBRARIES.items()]
    return (*((name, version(name)) for name in PACKAGES), *libraries, ("zlib", zlib.ZLIB_RUNTIME_VERSION))


def _library_version(function: str, files: tuple[str, ...]) -> str:
    for folder in ("", "/opt/homebrew/lib/", "/usr/local/lib/"):
        for file in files:
            try:
                ask = getattr(ctypes.CDLL(folder + file), function)
            except OSError:
                continue
            ask.restype = ctypes.c_char_p
            return str(ask().decode())
    return ""
