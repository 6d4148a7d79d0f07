"""Reading the structure tree of a PDF back, as a screen reader does."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

INLINE = {"Code", "Link", "OBJR", "Reference", "Span"}


@dataclass(slots=True)
class Element:
    """An element of the structure tree."""

    role: str
    said: dict[str, Any]
    "What is said of it: `Lang`, `Alt`, `ActualText`, and its attributes, such as `Scope`."
    content: list[Element | str] = field(default_factory=list)
    "Elements and pieces of text in their order."

    def walk(self) -> Iterator[Element]:
        """The element and all below it."""
        yield self
        for child in self.content:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, role: str) -> list[Element]:
        """Every element of a role."""
        return [element for element in self.walk() if element.role == role]

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


@dataclass(slots=True)
class Structure:
    """The whole tree, with what was drawn outside of it."""

    root: Element
    artifacts: list[tuple[str, str]]
    "Kind and text of each: `Footer`, `Page 1 of 4`."
    unclaimed: int
    "Pieces of content that no element holds."

    @property
    def roles(self) -> Counter[str]:
        """How often each role occurs."""
        return Counter(element.role for element in self.root.walk())


def structure_of(data: bytes) -> Structure:
    """The structure tree with the text that its marked content draws."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        drawn: dict[tuple[int, int], str] = {}
        artifacts: list[tuple[str, str]] = []
        for page in pdf.pages:
            for mark, text in _marked(page):
                if isinstance(mark, int):
                    drawn[page.obj.objgen[0], mark] = text
                else:
                    artifacts.append((mark, text))
        root = _element(pdf.Root.StructTreeRoot.K[0], drawn)
        return Structure(root, artifacts, len(drawn))


def _element(entry: Any, drawn: dict[tuple[int, int], str]) -> Element:
    said = {key[1:]: value for key, value in entry.items() if key in {"/Lang", "/Alt", "/ActualText", "/ID"}}
    said |= {key[1:]: value for key, value in entry.get("/A", {}).items()}
    element = Element(str(entry.S)[1:], {key: _plain(value) for key, value in said.items()})
    for kid in entry.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            element.content.append(_element(kid, drawn))
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
            element.content.append(Element("OBJR", {}))
        else:
            page, number = (kid.Pg, int(kid.MCID)) if isinstance(kid, pikepdf.Dictionary) else (entry.Pg, int(kid))
            element.content.append(drawn.pop((page.objgen[0], number)))
    return element


def _plain(value: Any) -> Any:
    """A value that outlives its file."""
    if isinstance(value, pikepdf.Array):
        return [float(number) for number in value]
    return str(value).lstrip("/") if isinstance(value, (pikepdf.String, pikepdf.Name)) else value


def _marked(page: pikepdf.Page) -> Iterator[tuple[int | str, str]]:
    """Number of each piece of marked content, or the kind of each artifact, with its text."""
    fonts = {name: _characters(font) for name, font in page.Resources.Font.items()}
    stack: list[tuple[int | str, list[str]]] = []
    characters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                number = operands[1].get("/MCID")
                stack.append((str(operands[1].get("/Subtype", "/"))[1:] if number is None else int(number), []))
            case "BMC":
                stack.append(("", []))
            case "EMC":
                mark, pieces = stack.pop()
                yield mark, "".join(pieces)
            case "Tf":
                characters = fonts[str(operands[0])]
            case "TJ":
                codes = b"".join(bytes(piece) for piece in operands[0] if isinstance(piece, pikepdf.String))
                assert stack, "text outside of marked content"
                stack[-1][1].extend(
                    characters[high << 8 | low] for high, low in zip(codes[::2], codes[1::2], strict=True)
                )


def _characters(font: Any) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode()
    found = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>\n", table.partition("endcodespacerange")[2])
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in found}
