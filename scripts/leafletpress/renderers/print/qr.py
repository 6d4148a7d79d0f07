"""The QR code of a leaflet's published address: from the paper to the page, the recording and the other languages."""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache

import segno

from leafletpress.renderers.print.pictures import Picture


@lru_cache(maxsize=64)
def qr_picture(address: str) -> Picture:
    """The code as a drawing, with the quiet zone that scanners need and room for a fold or a stain."""
    drawing = io.BytesIO()
    segno.make(address, error="q", boost_error=False, micro=False).save(drawing, kind="svg", border=4, xmldecl=False)
    data = drawing.getvalue()
    return Picture(f"picture:{hashlib.sha256(data).hexdigest()}.svg", "image/svg+xml", data)
