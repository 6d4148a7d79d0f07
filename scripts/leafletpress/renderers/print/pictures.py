"""Pictures of a leaflet, read by us so that the engine reads no file itself."""

from __future__ import annotations

import hashlib
import io
import re
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from leafletpress.edition import Edition
from leafletpress.errors import Problem, RenditionError
from leafletpress.renderers.print.limits import check_size

MEDIA_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}

LARGEST = 20 * 2**20
"Bytes; a larger picture is a mistake, and would make a file that people cannot download."


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a picture under an address that says nothing of where they came from."""

    address: str
    "`picture:<sha256>.svg`: the same picture gives the same bytes of PDF from any folder, and a changed one is new."
    media_type: str
    data: bytes


def read_picture(name: str, edition: Edition, docs_dir: Path) -> Picture:
    """The picture that an edition names; raises RenditionError for one outside the folder of leaflets."""

    def problem(found: str, expected: str, remedy: str) -> RenditionError:
        return RenditionError(Problem(f"{edition.source} ({edition.locale.tag})", found, expected, remedy, name))

    path = PurePosixPath(name)
    if not name or path.is_absolute() or ".." in path.parts or ":" in name or "\\" in name:
        raise problem(
            "an image's address leads out of the folder of leaflets",
            f"a path below {docs_dir.name}/, such as images/bone.svg",
            "put the image into the folder of leaflets and name it by its path from there",
        )
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        raise problem(
            f"an image is of the kind {path.suffix or 'without a suffix'}, which cannot be printed",
            f"one of {', '.join(sorted(MEDIA_TYPES))}",
            "save the image as SVG, PNG or JPEG",
        )
    file = (docs_dir / path).resolve()
    if not file.is_relative_to(docs_dir.resolve()):
        raise problem(
            "an image is a link to a file outside the folder of leaflets",
            f"a file below {docs_dir.name}/",
            "copy the image itself into the folder of leaflets",
        )
    if not file.is_file():
        raise problem("an image is missing", f"a file {docs_dir.name}/{name}", "add the image or mend its address")
    if file.stat().st_size > LARGEST:
        raise problem(
            f"an image has {file.stat().st_size} bytes", f"at most {LARGEST} bytes", "save the image in a smaller size"
        )
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    known: Mapping[str, str] = dict(edition.resources)
    if known.get(name, f"sha256:{digest}") != f"sha256:{digest}":
        raise problem("an image has changed since this edition was made", known[name], "build again")
    if media_type != "image/svg+xml":
        check_size("pixels of a picture", _pixels(data), f"{edition.source} ({edition.locale.tag})", name)
    return Picture(f"picture:{digest}{path.suffix.lower()}", media_type, data)


def _pixels(data: bytes) -> int:
    """Pixels that a picture says it has, from its first bytes; nought where it says nothing that can be understood."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # that is what we ask about
        try:
            with Image.open(io.BytesIO(data)) as picture:
                return picture.width * picture.height
        except Image.DecompressionBombError as error:
            said = re.search(r"\d+", str(error))  # the size that it is refused for
            return int(said[0]) if said else sys.maxsize
        except OSError:
            return 0
