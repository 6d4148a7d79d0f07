"""The only way from the PDF engine to anything outside its document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from leafletpress.renderers.print.pictures import Picture


class PictureFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Hands out the pictures that were read beforehand; opens no file and no connection.

    Whatever else is asked for, by a style sheet or from inside an SVG picture, stops the rendition: an engine left to
    itself would fetch addresses and embed files of the machine.
    """

    def __init__(self, pictures: Mapping[str, Picture]) -> None:
        super().__init__(allowed_protocols={"picture"}, allow_redirects=False, fail_on_errors=True)
        self._pictures = pictures

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        """The picture under an address; else FatalURLFetchingError, which no `except Exception` swallows."""
        picture = self._pictures.get(url)
        if picture is None:
            raise FatalURLFetchingError(url[:200])
        return URLFetcherResponse(url, picture.data, {"Content-Type": picture.media_type})
