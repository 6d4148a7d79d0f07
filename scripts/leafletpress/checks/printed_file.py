"""A finished PDF as plain values, read as a reader's program reads it, for the rules in this package to look at.

Needs pikepdf and pypdfium2, which making leaflets does not: `missing_tools` says which of them are not installed.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

TOOLS = ("pikepdf", "pypdfium2")

INLINE = frozenset({"Code", "Link", "OBJR", "Reference", "Span"})


@dataclass(slots=True)
class Element:
    """An element of the structure tree."""

    role: str
    said: dict[str, Any]
    "What is said of it: `Lang`, `Alt`, `ActualText`, `ID`, and its attributes, such as `Scope`."
    page: int | None = None
    "Index of the page that it begins on, where it says so."
    content: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """The element and all below it."""
        yield self
        for child in self.elements():
            yield from child.walk()

    def elements(self) -> list[Element]:
        """Elements directly below it."""
        return [child for child in self.content if isinstance(child, Element)]

    def all(self, *roles: str) -> list[Element]:
        """Every element of these roles, in order."""
        return [element for element in self.walk() if element.role in roles]

    @property
    def text(self) -> str:
        """What is read of it: its replacement text, or what it holds."""
        if "ActualText" in self.said:
            return str(self.said["ActualText"])
        return "".join(
            child if isinstance(child, str) else child.text if child.role in INLINE else f"{child.text}\n"
            for child in self.content
        )

    @property
    def words(self) -> str:
        """Its text with single spaces."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Drawn:
    """One piece of text as it is drawn."""

    page: int
    size: float
    "In points, on the page."
    y: float
    "From the lower edge."
    artifact: str | None
    "Kind of page furniture that it is part of (`Footer`), or None for content."
    notdef: bool
    "Whether it shows the empty box that stands for a missing letter."


@dataclass(frozen=True, slots=True)
class Link:
    """A sensitive area."""

    contents: str
    uri: str
    dest: str


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """Everything that the rules ask of a PDF."""

    bytes: int
    encrypted: bool
    lang: str
    title: str
    "dc:title of the metadata."
    direction: str
    pages: tuple[tuple[float, float, int], ...]
    "Width, height and rotation of each."
    root: Element
    empty_pieces: int
    "Pieces of marked content that show nothing."
    unclaimed: int
    "Pieces of marked content that no element of the tree holds."
    orphans: int
    "Elements that only the index of pieces knows, and no reader meets."
    id_tree: bool
    drawn: tuple[Drawn, ...]
    fonts: tuple[tuple[str, bool, bool], ...]
    "Name of each, whether it is embedded, whether it is slanted."
    links: tuple[Link, ...]
    destinations: frozenset[str]
    outline: tuple[str, ...]
    actions: tuple[str, ...]
    "Scripts, launchers and attachments."
    text: str
    "As PDFium finds it."
    edges: tuple[tuple[int, float, float, float, float], ...]
    "Page, left, bottom, right and top of each run of text, by PDFium."


def missing_tools() -> tuple[str, ...]:
    """What must be installed before a PDF can be read."""
    return tuple(name for name in TOOLS if find_spec(name) is None)


def read_printed(data: bytes) -> PrintedFile:
    """Read a PDF."""
    import pikepdf

    from leafletpress.checks.printed_streams import drawn_text, text_and_edges

    text, edges = text_and_edges(data)
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        pieces: dict[tuple[int, int], str] = {}
        drawn: list[Drawn] = []
        for index, page in enumerate(pdf.pages):
            for number, words, letters in drawn_text(index, page):
                drawn += letters
                if number is not None:
                    pieces[index, number] = words
        empty = sum(not words for words in pieces.values())
        places = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        met: set[tuple[int, int]] = set()
        root = _element(pdf.Root.StructTreeRoot.K[0], pieces, places, met)
        catalogue: Any = pdf.Root
        with pdf.open_metadata() as metadata:
            title = str(metadata.get("dc:title", ""))
        return PrintedFile(
            bytes=len(data),
            encrypted=pdf.is_encrypted,
            lang=str(catalogue.get("/Lang", "")),
            title=title,
            direction=str(catalogue.get("/ViewerPreferences", {}).get("/Direction", "/L2R"))[1:],
            pages=tuple(
                (float(page.mediabox[2]), float(page.mediabox[3]), int(page.get("/Rotate", 0))) for page in pdf.pages
            ),
            root=root,
            empty_pieces=empty,
            unclaimed=len(pieces),
            orphans=sum(entry.objgen not in met for entry in _parents(catalogue.StructTreeRoot)),
            id_tree="/IDTree" in catalogue.StructTreeRoot,
            drawn=tuple(drawn),
            fonts=tuple(sorted(set(_fonts(pdf)))),
            links=tuple(_links(pdf)),
            destinations=frozenset(map(str, pikepdf.NameTree(catalogue.Names.Dests)))
            if "/Dests" in catalogue.get("/Names", {})
            else frozenset(),
            outline=tuple(_titles(outline.root)),
            actions=tuple(_actions(pdf)),
            text=text,
            edges=edges,
        )


def _element(
    entry: Any, pieces: dict[tuple[int, int], str], places: dict[Any, int], met: set[tuple[int, int]]
) -> Element:
    import pikepdf

    met.add(entry.objgen)
    said = {key[1:]: value for key, value in entry.items() if key in {"/Lang", "/Alt", "/ActualText", "/ID"}}
    said |= {key[1:]: value for key, value in entry.get("/A", {}).items()}
    page = places.get(entry.Pg.objgen) if "/Pg" in entry else None
    element = Element(str(entry.S)[1:], {key: _plain(value) for key, value in said.items()}, page)
    for kid in entry.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            element.content.append(_element(kid, pieces, places, met))
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
            element.content.append(Element("OBJR", {}))
        else:
            owner, number = (kid.Pg, int(kid.MCID)) if isinstance(kid, pikepdf.Dictionary) else (entry.Pg, int(kid))
            element.content.append(pieces.pop((places[owner.objgen], number), ""))
    return element


def _plain(value: Any) -> Any:
    """A value that outlives its file."""
    import pikepdf

    if isinstance(value, pikepdf.Array):
        return [float(number) for number in value]
    return str(value).removeprefix("/") if isinstance(value, (pikepdf.String, pikepdf.Name)) else value


def _parents(root: Any) -> Iterator[Any]:
    """Every element that the index of pieces leads to."""
    import pikepdf

    for entry in list(root.ParentTree.Nums)[1::2]:
        yield from [entry] if isinstance(entry, pikepdf.Dictionary) else entry


def _fonts(pdf: Any) -> Iterator[tuple[str, bool, bool]]:
    for page in pdf.pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            name = str(font.BaseFont)[1:].partition("+")[2] or str(font.BaseFont)[1:]
            slanted = bool(re.search("italic|oblique", name, re.IGNORECASE)) or bool(
                float(descriptor.get("/ItalicAngle", 0)) or int(descriptor.get("/Flags", 0)) & 64
            )
            yield name, "/FontFile2" in descriptor or "/FontFile3" in descriptor, slanted


def _links(pdf: Any) -> Iterator[Link]:
    for page in pdf.pages:
        for area in page.get("/Annots", []):
            action = area.get("/A", {})
            yield Link(str(area.get("/Contents", "")), str(action.get("/URI", "")), str(area.get("/Dest", "")))


def _titles(entries: Any) -> Iterator[str]:
    for entry in entries:
        yield " ".join(entry.title.split())
        yield from _titles(entry.children)


def _actions(pdf: Any) -> Iterator[str]:
    names = pdf.Root.get("/Names", {})
    yield from (key for key in ("/OpenAction", "/AA") if key in pdf.Root)
    yield from (key for key in ("/JavaScript", "/EmbeddedFiles") if key in names)
    kinds = Counter(str(area.A.get("/S")) for page in pdf.pages for area in page.get("/Annots", []) if "/A" in area)
    yield from sorted(kinds.keys() - {"/URI", "/GoTo"})
