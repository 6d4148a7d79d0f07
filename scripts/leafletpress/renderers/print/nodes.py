"""Nodes of the structure tree, and how they are written into the file once all pages are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pydyf


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of marked content: text or a picture, as it was drawn."""

    page: int
    number: int
    "Its number on the page."


@dataclass(frozen=True, slots=True)
class Area:
    """The sensitive area of a link: one for each line that the link runs over."""

    page: int
    annotation: Any


@dataclass(slots=True, eq=False)
class Node:
    """An element of the structure tree."""

    role: str
    lang: str
    said: dict[str, Any] = field(default_factory=dict)
    "Entries of its own: replacement text, attributes, name."
    link: Any = None
    "The link that it is part of, as an element of the leaflet."
    children: list[Node | Piece | Area] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing of it was drawn, as of a paragraph that holds an ornament alone."""
        return all(isinstance(child, Node) and child.empty for child in self.children)


def write_tree(pdf: Any, document: Node, pages: int) -> None:
    """Write the tree and make it the file's structure."""
    root, parents = pydyf.Dictionary({"Type": "/StructTreeRoot"}), pydyf.Dictionary()
    for entry in (root, parents):
        pdf.add_object(entry)
    writer = _Writer(pdf)
    root["K"] = pydyf.Array([writer.write(document, root.reference, document.lang)])
    numbers = pydyf.Array()
    for page in range(pages):
        owners = {piece.number: owner for piece, owner in writer.pieces if piece.page == page}
        numbers.extend((page, pydyf.Array(owners[number] for number in sorted(owners))))
    for key, (area, owner) in enumerate(writer.areas, pages):
        area.annotation["StructParent"] = key
        numbers.extend((key, owner))
    parents["Nums"] = numbers
    root.update({"ParentTree": parents.reference, "ParentTreeNextKey": pages + len(writer.areas)})
    if writer.names:
        root["IDTree"] = _name_tree(pdf, writer.names)
    pdf.catalog.update({"StructTreeRoot": root.reference, "MarkInfo": pydyf.Dictionary({"Marked": "true"})})


def _name_tree(pdf: Any, names: Iterable[tuple[str, bytes]]) -> pydyf.Dictionary:
    ordered = sorted(names, key=lambda pair: pair[0].encode())
    leaf = pydyf.Dictionary(
        {
            "Names": pydyf.Array(part for name, reference in ordered for part in (pydyf.String(name), reference)),
            "Limits": pydyf.Array([pydyf.String(ordered[0][0]), pydyf.String(ordered[-1][0])]),
        }
    )
    pdf.add_object(leaf)
    return pydyf.Dictionary({"Kids": pydyf.Array([leaf.reference])})


class _Writer:
    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self.pieces: list[tuple[Piece, bytes]] = []
        self.areas: list[tuple[Area, bytes]] = []
        self.names: list[tuple[str, bytes]] = []

    def write(self, node: Node, parent: bytes, lang: str) -> bytes:
        """Write a node and all below it; gives the reference to it."""
        entry = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.role}", "P": parent, **node.said})
        self._pdf.add_object(entry)
        if node.lang != lang:
            entry["Lang"] = pydyf.String(node.lang)
        if "ID" in node.said:
            self.names.append((node.said["ID"].string, entry.reference))
        children = [child for child in node.children if not (isinstance(child, Node) and child.empty)]
        pages = [child.page for child in children if isinstance(child, Piece)]
        if pages:
            entry["Pg"] = self._pdf.page_references[pages[0]]
        entry["K"] = pydyf.Array(self._kid(child, entry, node, pages) for child in children)
        return bytes(entry.reference)

    def _kid(self, child: Node | Piece | Area, entry: Any, node: Node, pages: list[int]) -> Any:
        if isinstance(child, Node):
            return self.write(child, entry.reference, node.lang)
        page = self._pdf.page_references[child.page]
        if isinstance(child, Piece):
            self.pieces.append((child, entry.reference))
            if child.page == pages[0]:
                return child.number
            return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": child.number})
        self.areas.append((child, entry.reference))
        reference = pydyf.Dictionary({"Type": "/OBJR", "Obj": child.annotation.reference, "Pg": page})
        self._pdf.add_object(reference)
        return reference.reference
