"""Renderers: an edition in, the bytes of one alternative format out.

Importing a renderer's module must be cheap; an engine is imported when the first rendition is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from leafletpress.edition import Edition
from leafletpress.formatsignoff import FormatSignoff, Proof
from leafletpress.interface import Interface


@dataclass(frozen=True, slots=True)
class Format:
    """What an alternative format is called."""

    name: str
    "As in the manifest: `large-print-pdf`."
    suffix: str
    "End of the file's name: `large-print.pdf`."
    media_type: str

    def filename(self, edition: Edition) -> str:
        """The file's name, such as `osseointegration-ur-large-print.pdf`."""
        return f"{edition.leaflet}-{edition.locale.tag}-{self.suffix}"


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What a renderer may know besides the edition. Can be pickled: renderers run in other processes."""

    docs_dir: Path
    "Folder of leaflets; images are read from here and nowhere else."
    overrides_dir: Path
    "Folder of templates and style sheets."
    translations_dir: Path
    "Folder of catalogues; lexicons and recordings lie beside them, a folder for each language."
    cache_dir: Path
    "Folder for an engine's own scratch files (font configuration); never for anything that decides a byte."
    interface: Interface
    "The words that our formats say, in the edition's language."
    source_interface: Interface
    "The same in the source language."
    organisation: str
    site_name: str
    site_url: str
    "Address of the published site with a final slash, or nothing where it is not known."
    settings: Mapping[str, Any] = field(default_factory=dict)
    "Options of mkdocs.yml for this format, already validated."
    signoff: FormatSignoff | None = None
    "Who says that they have proof-read this format; whether it still holds, the renderer finds out."


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Why a format does not exist in a language: a normal, published state."""

    message: str
    "msgid in the interface catalogue, with placeholders: `No voice is installed for {language}`."
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a renderer made."""

    data: bytes
    provenance: str
    "In English: how it was made and whether a person checked it."
    facts: tuple[tuple[str, str | int | float], ...] = ()


class Renderer(Protocol):
    """One format. Equal edition digest and equal fingerprint must give equal bytes, on any machine."""

    format: Format

    def fingerprint(self, edition: Edition, context: RenderContext) -> str:
        """Everything besides the edition and our own code that decides the bytes: engines, fonts, options, words."""

    def unavailable(self, edition: Edition, context: RenderContext) -> Unavailable | None:
        """Why this format cannot exist in this language, or None."""

    def render(self, edition: Edition, context: RenderContext) -> Rendered:
        """Make it. Raises RenditionError for content that the format cannot hold."""


class ProofRead(Protocol):
    """A renderer whose files people proof-read and sign off."""

    def proof(self, edition: Edition, context: RenderContext) -> Proof:
        """Digests of what a proof-reader would read; the same whether it is signed off or not."""


RENDERERS: dict[str, str] = {
    "clear-print-pdf": "leafletpress.renderers.pdf:CLEAR_PRINT",
    "large-print-pdf": "leafletpress.renderers.pdf:LARGE_PRINT",
    "giant-print-pdf": "leafletpress.renderers.pdf:GIANT_PRINT",
    "audio-mp3": "leafletpress.renderers.audio:AUDIO_MP3",
    "captions-vtt": "leafletpress.renderers.captions:CAPTIONS_VTT",
    "braille-brf": "leafletpress.renderers.braille:BRAILLE_BRF",
    "braille-brf-uncontracted": "leafletpress.renderers.braille:BRAILLE_BRF_UNCONTRACTED",
    "braille-pef": "leafletpress.renderers.braille:BRAILLE_PEF",
    "braille-ebrl": "leafletpress.renderers.braille:BRAILLE_EBRL",
}
"Format name to the renderer's place, in the order in which readers are offered them."


def renderer_for(format_name: str) -> Renderer:
    """The renderer of a format; raises KeyError for a format that does not exist."""
    attribute = RENDERERS[format_name].rpartition(":")[2]
    renderer: Renderer = getattr(import_module(module_of(format_name)), attribute)
    return renderer


def module_of(format_name: str) -> str:
    """Name of the module that holds the renderer of a format; raises KeyError for a format that does not exist."""
    return RENDERERS[format_name].partition(":")[0]
