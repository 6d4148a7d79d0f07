"""Marking: which drawn pieces are content, which are not, and where lines end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.stream import Stream

from leafletpress.renderers.print.roles import is_decorative


def resolved(box: Any) -> Any:
    """The box itself, where the engine left a stand-in for one that is placed freely."""
    return box._box if isinstance(box, AbsolutePlaceholder) else box


def children(box: Any) -> Iterator[Any]:
    """What a box holds."""
    return (resolved(child) for child in getattr(box, "children", ()))


def leaves_trace(textbox: Any) -> bool:
    """Whether a text is written: a space between two links is, though it shows nothing; the end of a line is not."""
    return bool(textbox.text.strip("\n\t\u200b"))


def _last_drawn(box: Any) -> Any:
    """What a line ends with, past the emptied boxes of spaces and line breaks; None if it shows nothing."""
    if isinstance(box, boxes.TextBox):
        return box if leaves_trace(box) else None
    if isinstance(box, boxes.ReplacedBox):
        return box
    return next(
        (
            last
            for child in reversed(getattr(box, "children", ()))
            if (last := _last_drawn(resolved(child))) is not None
        ),
        None,
    )


class Marking:
    """What is known of the boxes of a document before they are drawn."""

    def __init__(self, pages: list[Any]) -> None:
        self._artifacts: dict[Any, dict[str, Any]] = {}
        self._line_ends: dict[Any, str] = {}
        self._heads: set[Any] = set()
        for page in pages:
            for box in children(page._page_box):
                if isinstance(box, boxes.MarginBox):
                    at_top = box.at_keyword.startswith("@top")
                    self._exclude(box, {"Type": "/Pagination", "Subtype": "/Header" if at_top else "/Footer"})
                else:
                    self._look(box)

    def artifact(self, box: Any) -> dict[str, Any] | None:
        """How to mark a box that is no content, such as the number of the page; None for content."""
        return self._artifacts.get(box)

    def line_direction(self, box: Any) -> str | None:
        """The direction of the line that a text is the last of, where the space between two words is not drawn."""
        return self._line_ends.get(box)

    def _look(self, box: Any) -> None:
        if isinstance(box, boxes.TableRowGroupBox) and box.is_header and box.element is not None:
            if box.element in self._heads:
                # The head of a table is said once, though it stands on every page of the table.
                self._exclude(box, {"Type": "/Pagination", "Subtype": "/Header"})
                return
            self._heads.add(box.element)
        if isinstance(box, boxes.ReplacedBox) and box.element is not None and is_decorative(box.element):
            self._exclude(box, {"Type": "/Layout"})
        if isinstance(box, boxes.LineBox):
            last = _last_drawn(box)
            if isinstance(last, boxes.TextBox):
                self._line_ends[last] = box.style["direction"]
        for child in children(box):
            self._look(child)

    def _exclude(self, box: Any, kind: dict[str, Any]) -> None:
        self._artifacts[box] = kind
        for child in children(box):
            self._exclude(child, kind)


def stream_type(marking: Marking) -> type[Stream]:
    """The engine's page stream, with artifacts told from content."""

    class MarkedStream(Stream):  # type: ignore[misc]  # WeasyPrint has no types
        def add_image(self, image: Any, interpolate: bool, ratio: float) -> Any:
            # PDF/A forbids to ask for smoothing; readers smooth enlarged pictures as they think best.
            return super().add_image(image, False, ratio)

        @contextmanager
        def marked(self, box: Any, tag: str) -> Iterator[None]:
            artifact = marking.artifact(box)
            if artifact is not None:
                pydyf.Stream.begin_marked_content(self, "Artifact", pydyf.Dictionary(artifact))
            elif isinstance(box, boxes.TextBox) and not leaves_trace(box):
                yield  # an empty piece of content would only confuse
                return
            else:
                mcid = len(self._tags)
                self._tags[box] = mcid
                pydyf.Stream.begin_marked_content(self, tag, pydyf.Dictionary({"MCID": mcid}))
            try:
                yield
            finally:
                pydyf.Stream.end_marked_content(self)

    return MarkedStream
