"""Typefaces: which font sets which language, and where its files lie.

Only the fonts declared here are ever used. A leaflet that fell back on whatever a machine happens to have would look
different elsewhere, and nobody would have looked at it.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from leafletpress.errors import Problem, RenditionError
from leafletpress.locales import Locale, locale_from_tag

FONT_ROOTS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
    Path.home() / "Library/Fonts",
    Path("/Library/Fonts"),
    Path("/opt/homebrew/share/fonts"),
)
"Folders that Linux, macOS and Homebrew keep fonts in, in the order in which they are asked."

WEIGHTS = ("Regular", "Bold")
"No italics: slanted letters are hard to read with low vision."


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font family as the style sheet names it."""

    family: str
    stem: str
    "Start of its file names: `NotoSans` of `NotoSans-Regular.ttf`."
    line_height: float
    "Lines as far apart as its tallest letters need, with air for readers who lose their place."
    package: str = "fonts-noto-core"
    "The Debian package that brings it."

    def candidates(self, weight: str) -> tuple[str, ...]:
        """Names that the file of a weight goes by; one variable file may serve every weight."""
        names = ("-{}.ttf", "[wdth,wght].ttf", "[wght].ttf", "-{}.ttc")
        return tuple(self.stem + name.format(weight) for name in names)


LATIN = Typeface("Noto Sans", "NotoSans", 1.5)
NASTALIQ = Typeface("Noto Nastaliq Urdu", "NotoNastaliqUrdu", 2.2)

BY_SCRIPT = {
    "Latn": LATIN,
    "Cyrl": LATIN,
    "Grek": LATIN,
    "Arab": Typeface("Noto Sans Arabic", "NotoSansArabic", 1.8),
    "Beng": Typeface("Noto Sans Bengali", "NotoSansBengali", 1.65),
    "Deva": Typeface("Noto Sans Devanagari", "NotoSansDevanagari", 1.65),
    "Gujr": Typeface("Noto Sans Gujarati", "NotoSansGujarati", 1.65),
    "Guru": Typeface("Noto Sans Gurmukhi", "NotoSansGurmukhi", 1.65),
    "Hans": Typeface("Noto Sans CJK SC", "NotoSansCJK", 1.7, "fonts-noto-cjk"),
    "Hant": Typeface("Noto Sans CJK TC", "NotoSansCJK", 1.7, "fonts-noto-cjk"),
    "Taml": Typeface("Noto Sans Tamil", "NotoSansTamil", 1.65),
}
"Sans serif, one weight of stroke: what large-print guidance asks for."

BY_LANGUAGE = {
    # Urdu is taught, printed and read in Nastaliq; Naskh, which sets Arabic and Persian, looks foreign to many of its
    # readers, older ones above all, and they are who asks for large print. It costs taller lines.
    "ur": NASTALIQ,
    "pnb": NASTALIQ,
}
"Where a language is read in another style than the rest of its script."


def typeface_for(locale: Locale, *, naskh: bool = False) -> Typeface | None:
    """The typeface of a language, or None where none is declared for its script."""
    return (None if naskh else BY_LANGUAGE.get(locale.language)) or BY_SCRIPT.get(locale.script)


def typefaces_for(tags: frozenset[str], *, naskh: bool = False) -> dict[str, tuple[Typeface, ...]]:
    """For each language tag, the typefaces its text may use; Noto Sans follows each for its digits and signs."""
    stacks: dict[str, tuple[Typeface, ...]] = {}
    for tag in sorted(tags):
        face = typeface_for(locale_from_tag(tag), naskh=naskh)
        if face is None:
            raise RenditionError(
                Problem(
                    where=f'lang="{tag}"',
                    found=f"there is text in {locale_from_tag(tag).english_name}, whose script has no typeface",
                    expected=f"one of the scripts {', '.join(sorted(BY_SCRIPT))}",
                    remedy="declare a typeface for the script in leafletpress/renderers/print/typefaces.py",
                )
            )
        stacks[tag] = (face,) if face is LATIN else (face, LATIN)
    return stacks


@cache
def _installed() -> dict[str, Path]:
    """Every font file of the roots by its name; the first root that has a name wins."""
    found: dict[str, Path] = {}
    for root in FONT_ROOTS:
        for folder, folders, names in os.walk(root):
            folders.sort()
            for name in sorted(names):
                found.setdefault(name, Path(folder, name))
    return found


def font_files(typeface: Typeface) -> tuple[Path, ...]:
    """The files of a typeface, regular and bold; raises RenditionError naming what is missing and its package."""
    installed, files = _installed(), []
    for weight in WEIGHTS:
        file = next((installed[name] for name in typeface.candidates(weight) if name in installed), None)
        if file is None:
            raise RenditionError(
                Problem(
                    where=", ".join(str(root) for root in FONT_ROOTS if root.is_dir()) or "no font folder at all",
                    found=f"the font {typeface.family} {weight} is missing",
                    expected=f"a file named {' or '.join(typeface.candidates(weight))}",
                    remedy=f"install the Debian package {typeface.package} (apt-get install {typeface.package})",
                )
            )
        if file not in files:
            files.append(file)
    return tuple(files)


def declared_files() -> tuple[Path, ...]:
    """The files of every declared typeface that this machine has: what an engine may see, and nothing else."""
    files: set[Path] = set()
    for typeface in {*BY_SCRIPT.values(), *BY_LANGUAGE.values()}:
        try:
            files.update(font_files(typeface))
        except RenditionError:
            continue  # missed only when a leaflet needs it, and then said by font_files
    return tuple(sorted(files))


@cache
def _digest(path: Path, mtime_ns: int, size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def font_digest(path: Path) -> str:
    """sha256 of a font file, remembered for as long as the file does not change."""
    status = path.stat()
    return _digest(path, status.st_mtime_ns, status.st_size)
