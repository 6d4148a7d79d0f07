"""The structure of a leaflet: what a screen reader reads, in its order, whatever page it fell on.

The engine's own tree is cut at every page break and lacks languages, scopes of headings and the words of links. This
one has a single node for each element of the leaflet: a list that crosses three pages is one list.
"""

from __future__ import annotations

from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from leafletpress.errors import Problem, RenditionError
from leafletpress.renderers.print.lines import GLUE
from leafletpress.renderers.print.marking import Marking, children
from leafletpress.renderers.print.nodes import Area, Node, Piece, write_tree
from leafletpress.renderers.print.roles import PHRASING, TRANSPARENT, is_note, is_reference, numbering_of, role_of

POINTS = 0.75
"Points in a CSS pixel, the engine's unit."


class Structure:
    """Grows page by page while the engine's boxes are walked."""

    def __init__(self, marking: Marking, lang: str, where: str) -> None:
        self._marking, self._where = marking, where
        self._document = Node("Document", lang)
        self._nodes: dict[tuple[Any, str], Node] = {}
        self._pages = 0

    def add_page(self, page: Any, marked: dict[Any, int]) -> None:
        """Give every piece that was drawn on a page its place; `marked` maps boxes to their marked content."""
        self._page, self._marked = page, dict(marked)
        for box in children(page._page_box):
            self._walk(box, self._document)
        if self._marked:
            raise RenditionError(
                Problem(
                    where=self._where,
                    found=f"page {self._pages + 1} shows {next(iter(self._marked))!r}, which the structure lacks",
                    expected="a place for everything that is drawn",
                    remedy="teach leafletpress/renderers/print/structure.py where it belongs",
                )
            )
        self._pages += 1

    def write(self, pdf: Any) -> None:
        """Write the whole structure into the file."""
        write_tree(pdf, self._document, self._pages)

    def _walk(self, box: Any, parent: Node) -> None:
        if self._marking.artifact(box) is not None:
            return
        if isinstance(box, boxes.TextBox):
            self._place_text(box, parent)
            return
        node = self._node_of(box, parent)
        if box.link_annotation:
            self._place_area(box, node)
        if isinstance(box, boxes.ReplacedBox):
            self._place(box, node)
        for child in children(box):
            self._walk(child, node)

    def _node_of(self, box: Any, parent: Node) -> Node:
        """The node that a box belongs to: that of its element, made when its first box is met."""
        element = box.element
        if element is None or isinstance(box, boxes.LineBox):
            return parent
        name, _, pseudo = box.element_tag.partition("::")
        if pseudo == "marker":
            return self._label(element, box)
        if pseudo:
            return parent
        try:
            role = role_of(element)
        except KeyError:
            raise RenditionError(
                Problem(
                    where=self._where,
                    found=f"<{name}> has no role in the structure of a PDF",
                    expected="an element that screen readers can be told of",
                    remedy="give it a role in leafletpress/renderers/print/roles.py",
                )
            ) from None
        if role == TRANSPARENT or (role in PHRASING and _lang(box) == parent.lang):
            return parent
        if role == "LI" and element.tag == "li":
            body = self._node(element, "LBody", self._node(element, "LI", parent, box), box)
            return self._node(element, "Note", body, box) if is_note(element) else body
        if is_reference(element):
            parent = self._node(element, "Reference", parent, box)
        return self._node(element, role, parent, box)

    def _label(self, element: Any, box: Any) -> Node:
        """The mark of an entry, first in it even where it is met last: a mark inside the line belongs to the body."""
        entry = self._nodes[element, "LI"]
        label = self._node(element, "Lbl", entry, box)
        entry.children.sort(key=lambda child: child is not label)
        return label

    def _node(self, element: Any, role: str, parent: Node, box: Any) -> Node:
        node = self._nodes.get((element, role))
        if node is None:
            link = element if role == "Link" else parent.link
            node = self._nodes[element, role] = Node(role, _lang(box), self._said(role, element, box), link)
            parent.children.append(node)
        return node

    def _said(self, role: str, element: Any, box: Any) -> dict[str, Any]:
        """What the role of an element calls for."""
        attributes: dict[str, Any] = {}
        said: dict[str, Any] = {}
        if role == "Figure":
            said["Alt"] = pydyf.String(element.get("alt"))
            attributes = {"O": "/Layout", "Placement": "/Block", "BBox": self._rectangle(box)}
        elif role == "L":
            attributes = {"O": "/List", "ListNumbering": f"/{numbering_of(element)}"}
        elif role == "TH" or (role == "TD" and (box.colspan, box.rowspan) != (1, 1)):
            attributes = {"O": "/Table", "ColSpan": box.colspan, "RowSpan": box.rowspan}
            if role == "TH":
                attributes["Scope"] = "/Row" if element.get("scope") == "row" else "/Column"
        elif role == "Note":
            said["ID"] = pydyf.String(element.get("id"))
        return {**said, "A": pydyf.Dictionary(attributes)} if attributes else said

    def _rectangle(self, box: Any) -> pydyf.Array:
        """Where a picture stands, in points from the page's lower left corner."""
        left, top = box.content_box_x(), self._page.height - box.content_box_y()
        edges = (left, top - box.height, left + box.width, top)
        return pydyf.Array(round(edge * POINTS, 2) for edge in edges)

    def _place_text(self, box: Any, parent: Node) -> None:
        if box not in self._marked:
            return
        ends = self._marking.line_direction(box)
        if "rtl" in (box.style["direction"], ends) and not box.element_tag.endswith("::marker"):
            # Drawn from left to right, as all text is; this gives the words in the order in which they are read.
            words = box.text.translate(GLUE) + (" " if ends else "")
            span = Node("Span", _lang(box), {"ActualText": pydyf.String(words)})
            parent.children.append(span)
            parent = span
        self._place(box, parent)

    def _place(self, box: Any, node: Node) -> None:
        node.children.append(Piece(self._pages, self._marked.pop(box)))

    def _place_area(self, box: Any, node: Node) -> None:
        """Make the sensitive area of a link a child of the link, and say in words where it leads."""
        self._nodes[node.link, "Link"].children.append(Area(self._pages, box.link_annotation))
        box.link_annotation["Contents"] = pydyf.String(_words_of_link(node.link))


def _lang(box: Any) -> str:
    return str(box.style["lang"])


def _words_of_link(link: Any) -> str:
    """The words of a link and what its pictures show, with its address unless the words say it."""
    pieces = ["".join(link.itertext()), *(image.get("alt", "") for image in link.iter("img"))]
    words = " ".join(" ".join(pieces).translate(GLUE).split())
    href = link.get("href")
    bare = href.partition(":")[2].lstrip("/")
    return words if href.startswith("#") or bare in words.replace(" ", "") else f"{words} ({href})"
