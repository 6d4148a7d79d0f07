"""Identity: what must be equal on two machines for the same sources to give the same bytes."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from leafletpress import __version__

ENGINES = ("markdown", "lxml", "weasyprint", "espeakng-loader", "lameenc", "pyttsx3", "sentencex", "babel", "jinja2")


@cache
def identity() -> dict[str, str]:
    """Name of each thing that decides a byte, and what it is here."""
    from leafletpress.braille import louis
    from leafletpress.renderers.print.typefaces import declared_files, font_digest
    from leafletpress.renderers.print.versions import versions

    try:
        braille = louis.version()
    except louis.LouisError:
        braille = "none"
    fonts = hashlib.sha256("".join(sorted(font_digest(file) for file in declared_files())).encode()).hexdigest()
    return {
        "leafletpress": f"{__version__} {_code()}",
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
        **{name: _version(name) for name in ENGINES},
        **dict(versions()),
        "liblouis": braille,
        "set of fonts": fonts,
    }


def differing(ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[str]:
    """What is not equal, in words."""
    return [
        f"{name} ({theirs.get(name, 'none')[:20]}, here {ours.get(name, 'none')[:20]})"
        for name in sorted(ours.keys() | theirs.keys())
        if ours.get(name) != theirs.get(name)
    ]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _code() -> str:
    """Digest of every module of ours."""
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
