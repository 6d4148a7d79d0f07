"""The structure tree: what a screen reader reads, in its order, whatever page it fell on.

The engine's own tree is cut at every page break and lacks languages, scopes of headings and the words of links. This
one has a single element for each element of the leaflet: a list that crosses three pages is one list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from leafletpress.errors import Problem, RenditionError
from leafletpress.renderers.print.marking import Marking, children
from leafletpress.renderers.print.roles import (
    PHRASING,
    TRANSPARENT,
    is_note,
    is_reference,
    numbering_of,
    role_of,
)

POINTS = 0.75
"Points in a CSS pixel, the engine's unit."


@dataclass(slots=True, eq=False)
class Node:
    """An element of the structure tree."""

    role: str
    entry: pydyf.Dictionary
    lang: str
    link: Any = None
    "The link that it is part of, as an element of the leaflet."


class StructureTree:
    """Grows page by page while the engine's boxes are walked, then is written into the file."""

    def __init__(self, pdf: Any, marking: Marking, lang: str, direction: str, where: str) -> None:
        self._pdf, self._marking, self._direction, self._where = pdf, marking, direction, where
        self._parents = pydyf.Dictionary({"Nums": pydyf.Array()})
        self._root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        for entry in (self._parents, self._root):
            pdf.add_object(entry)
        self._document = self._new("Document", self._root, lang)
        self._root.update({"ParentTree": self._parents.reference, "K": pydyf.Array([self._document.entry.reference])})
        self._nodes: dict[tuple[Any, str], Node] = {}
        self._annotations: list[tuple[Node, Any]] = []
        self._notes: list[tuple[str, Node]] = []
        self._pages = 0

    def add_page(self, page: Any, marked: dict[Any, int]) -> None:
        """Give every piece that was drawn on a page its place; `marked` maps boxes to their marked content."""
        self._page, self._marked = page, dict(marked)
        self._owners: dict[int, Node] = {}
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
        owners = pydyf.Array(self._owners[number].entry.reference for number in sorted(self._owners))
        self._parents["Nums"].extend((self._pages, owners))
        self._pages += 1

    def finish(self) -> None:
        """Write what concerns the whole tree."""
        numbers = self._parents["Nums"]
        for number, (node, annotation) in enumerate(self._annotations, self._pages):
            numbers.extend((number, node.entry.reference))
            annotation["StructParent"] = number
        self._root["ParentTreeNextKey"] = self._pages + len(self._annotations)
        if self._notes:
            notes = sorted(self._notes, key=lambda note: note[0].encode())
            names = pydyf.Array(part for name, node in notes for part in (pydyf.String(name), node.entry.reference))
            limits = pydyf.Array([pydyf.String(notes[0][0]), pydyf.String(notes[-1][0])])
            leaf = pydyf.Dictionary({"Names": names, "Limits": limits})
            self._pdf.add_object(leaf)
            self._root["IDTree"] = pydyf.Dictionary({"Kids": pydyf.Array([leaf.reference])})
        catalog = self._pdf.catalog
        catalog["StructTreeRoot"] = self._root.reference
        catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        if self._direction == "rtl":
            catalog["ViewerPreferences"]["Direction"] = "/R2L"

    def _walk(self, box: Any, parent: Node) -> None:
        if self._marking.artifact(box) is not None:
            return
        if isinstance(box, boxes.TextBox):
            self._place_text(box, parent)
            return
        node = self._node_of(box, parent)
        if box.link_annotation:
            self._place_annotation(box, node)
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
            entry = self._nodes[element, "LI"]
            label = self._node(element, "Lbl", entry, box)
            if entry.entry["K"][0] != label.entry.reference:  # a mark inside its line is met after the entry's body
                entry.entry["K"].remove(label.entry.reference)
                entry.entry["K"].insert(0, label.entry.reference)
            return label
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

    def _node(self, element: Any, role: str, parent: Node, box: Any) -> Node:
        node = self._nodes.get((element, role))
        if node is None:
            node = self._nodes[element, role] = self._new(role, parent.entry, _lang(box), parent)
            node.link = element if role == "Link" else parent.link
            self._describe(node, element, box)
        return node

    def _new(self, role: str, parent: pydyf.Dictionary, lang: str, node: Node | None = None) -> Node:
        entry = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{role}", "P": parent.reference, "K": pydyf.Array()})
        self._pdf.add_object(entry)
        if node is not None:
            parent["K"].append(entry.reference)
            if lang != node.lang:
                entry["Lang"] = pydyf.String(lang)
        return Node(role, entry, lang)

    def _describe(self, node: Node, element: Any, box: Any) -> None:
        """Say of an element what its role calls for."""
        if node.role == "Figure":
            node.entry["Alt"] = pydyf.String(element.get("alt"))
            node.entry["A"] = pydyf.Dictionary({"O": "/Layout", "Placement": "/Block", "BBox": self._rectangle(box)})
        elif node.role == "L":
            node.entry["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{numbering_of(element)}"})
        elif node.role in {"TH", "TD"}:
            spans = {name: value for name, value in (("ColSpan", box.colspan), ("RowSpan", box.rowspan)) if value != 1}
            if node.role == "TH":
                spans["Scope"] = "/Row" if element.get("scope") == "row" else "/Column"
            if spans:
                node.entry["A"] = pydyf.Dictionary({"O": "/Table", **spans})
        elif node.role == "Note":
            node.entry["ID"] = pydyf.String(element.get("id"))
            self._notes.append((element.get("id"), node))

    def _rectangle(self, box: Any) -> pydyf.Array:
        """Where a picture stands, in points from the page's lower left corner."""
        left, top = box.content_box_x(), self._page.height - box.content_box_y()
        edges = (left, top - box.height, left + box.width, top)
        return pydyf.Array(round(edge * POINTS, 2) for edge in edges)

    def _place_text(self, box: Any, parent: Node) -> None:
        if box not in self._marked:
            return
        if box.style["direction"] == "rtl" and not box.element_tag.endswith("::marker"):
            # Drawn from left to right, as all text is; this gives the words in the order in which they are read.
            span = self._new("Span", parent.entry, _lang(box), parent)
            span.entry["ActualText"] = pydyf.String(box.text + (" " if self._marking.ends_line(box) else ""))
            parent = span
        self._place(box, parent)

    def _place(self, box: Any, node: Node) -> None:
        """Make a piece of marked content a child of a node."""
        number, page = self._marked.pop(box), self._pdf.page_references[self._pages]
        if node.entry.setdefault("Pg", page) == page:
            node.entry["K"].append(number)
        else:
            node.entry["K"].append(pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": number}))
        self._owners[number] = node

    def _place_annotation(self, box: Any, node: Node) -> None:
        """Make the sensitive area of a link a child of the link, and say in words where it leads."""
        annotation, link = box.link_annotation, node.link
        owner = self._nodes[link, "Link"]
        page = self._pdf.page_references[self._pages]
        reference = pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": page})
        self._pdf.add_object(reference)
        owner.entry["K"].append(reference.reference)
        self._annotations.append((owner, annotation))
        annotation["Contents"] = pydyf.String(_words_of_link(link))


def _lang(box: Any) -> str:
    return str(box.style["lang"])


def _words_of_link(link: Any) -> str:
    """The words of a link and what its pictures show, with its address unless the words say it."""
    words = " ".join(
        " ".join(["".join(link.itertext()), *(image.get("alt", "") for image in link.iter("img"))]).split()
    )
    href = link.get("href")
    bare = href.partition(":")[2].lstrip("/")
    return words if href.startswith("#") or bare in words.replace(" ", "") else f"{words} ({href})"
