"""What a picture's file may hold: a drawing is parsed and admitted by a list of what static drawings are made of.

A drawing is shown by browsers, PDF and e-book readers of every age, so that it must run nothing and fetch nothing
wherever it is opened: https://www.w3.org/TR/SVG2/conform.html#secure-static-mode
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from lxml import etree

MAX_DRAWING_BYTES = 2 << 20
MAX_ELEMENTS = 20_000
"Also counted as painted, each reference followed: 30 nested <use> can ask for more than any device can paint."

SIGNATURES = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
SVG = "{http://www.w3.org/2000/svg}"
HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
XML_SPACE, XML_LANG = (f"{{http://www.w3.org/XML/1998/namespace}}{name}" for name in ("space", "lang"))
ELEMENTS = frozenset(
    (
        "circle clipPath defs desc ellipse g line linearGradient marker mask metadata path pattern polygon polyline"
        " radialGradient rect stop style svg symbol text title tspan use"
    ).split()
)
PRESENTATION = (
    "alignment-baseline baseline-shift clip-path clip-rule color color-interpolation direction display"
    " dominant-baseline enable-background fill fill-opacity fill-rule font-family font-size font-stretch font-style"
    " font-variant font-weight letter-spacing marker-end marker-mid marker-start mask opacity overflow paint-order"
    " pointer-events shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap"
    " stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style text-anchor text-decoration text-rendering"
    " transform unicode-bidi vector-effect visibility word-spacing writing-mode"
)
GEOMETRY = (
    "clipPathUnits cx cy d dx dy fr fx fy gradientTransform gradientUnits height lengthAdjust markerHeight markerUnits"
    " markerWidth maskContentUnits maskUnits offset orient pathLength patternContentUnits patternTransform"
    " patternUnits points preserveAspectRatio r refX refY rotate rx ry spreadMethod textLength viewBox width x x1 x2 y"
    " y1 y2"
)
DESCRIPTION = frozenset(f"baseProfile class focusable id lang role type version {XML_SPACE} {XML_LANG}".split())
"Attributes that are names or words; so are those that begin with `aria-` or `data-`."
STYLED = frozenset(f"{PRESENTATION} {GEOMETRY}".split())
FUNCTION = re.compile(r"([^\s():;,{}]*)\(([^)]*)")
FUNCTIONS = frozenset(
    "calc hsl hsla matrix rgb rgba rotate scale scalex scaley skewx skewy translate translatex translatey".split()
)
LOCAL = re.compile(r"""\s*(["']?)#([\w.:-]+)\1\s*""")
DECLARED = re.compile(r"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"']*)")


def fault_of_picture(suffix: str, data: bytes) -> str | None:
    """What a picture's file holds that it may not, in words; None where it is as it should be."""
    if suffix == ".svg":
        return fault_of_drawing(data)
    return None if SIGNATURES[suffix].match(data) else f"something else than its ending {suffix} says"


def fault_of_drawing(data: bytes) -> str | None:
    """The first thing in a drawing that could run, fetch, or be read in two ways."""
    if len(data) > MAX_DRAWING_BYTES:
        return f"{len(data):,} bytes, where a drawing has at most {MAX_DRAWING_BYTES:,}"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "text that is not UTF-8"
    if (declared := DECLARED.match(text)) and declared[1].lower() != "utf-8":
        return f"the encoding {declared[1]!r}"
    if "<!DOCTYPE" in text:
        return "a DOCTYPE"
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        return f"XML that is not well-formed ({error.msg})"
    return next(_faults(root), None)


def _faults(root: etree._Element) -> Iterator[str]:
    for node in (*root.itersiblings(preceding=True), *root.itersiblings()):
        if not isinstance(node, etree._Comment):
            yield f"the instruction {etree.tostring(node, with_tail=False).decode()}"
    if root.tag != f"{SVG}svg":
        yield f'<{_name(root)}>, where <svg xmlns="{SVG[1:-1]}"> should be'
    elements = []
    for element in root.iter():
        if isinstance(element, etree._Comment):
            continue
        line = f"on line {element.sourceline}"
        if not isinstance(element.tag, str):
            yield f"the instruction or entity {etree.tostring(element, with_tail=False).decode()} {line}"
        elif not element.tag.startswith(SVG) or _name(element) not in ELEMENTS:
            yield f"<{_name(element)}> {line}"
        yield from (f"{fault} in <{_name(element)}> {line}" for fault in _faults_of_attributes(element))
        if _name(element) == "style" and (fault := fault_of_style("".join(map(str, element.itertext())))):
            yield f"{fault} in <style> {line}"
        elements.append(element)
    if len(elements) > MAX_ELEMENTS:
        yield f"{len(elements):,} elements, where a drawing has at most {MAX_ELEMENTS:,}"
    painted = _painted(elements)
    if painted is None:
        yield "a reference that leads back to itself"
    elif painted > MAX_ELEMENTS:
        yield f"references that ask for more than {MAX_ELEMENTS:,} elements"


def _faults_of_attributes(element: etree._Element) -> Iterator[str]:
    for name, value in ((str(name), str(value)) for name, value in element.items()):
        if name in HREFS:
            if not LOCAL.fullmatch(value):
                yield f"the address {value!r}"
        elif name in STYLED:
            if fault := fault_of_style(value):
                yield fault
        elif name not in DESCRIPTION and not name.startswith(("aria-", "data-")):
            yield f"the attribute `{name}`"


def fault_of_style(css: str) -> str | None:
    """What a style asks for beyond this drawing.

    Without escapes and at-rules, only a function can name an address, and a function is plain to see.
    """
    for mark, what in (("\\", "an escape"), ("@", "an at-rule")):
        if mark in css:
            return f"{what} ({css[css.index(mark) :][:20]!r})"
    for match in FUNCTION.finditer(css):
        name = match[1].lower()
        if name not in FUNCTIONS and not (name == "url" and LOCAL.fullmatch(match[2])):
            return f"{match[0][:40]!r}"
    return None


def _painted(elements: list[etree._Element]) -> int | None:
    """How many elements are painted once each reference is followed; None for a circle."""
    number = {element: n for n, element in enumerate(elements)}
    named = {element.get("id"): n for n, element in enumerate(elements)}
    parts: dict[int, list[int]] = {}
    for n, element in enumerate(elements):
        targets = [element.get(name, "").strip()[1:] for name in HREFS if element.get(name)]
        targets += [target[2] for value in element.values() for target in _local_urls(str(value))]
        children = [number[child] for child in element if child in number]
        parts[n] = children + [named[target] for target in targets if target in named]
    sizes: dict[int, int] = {}
    try:
        for n in TopologicalSorter(parts).static_order():
            sizes[n] = 1 + sum(sizes[part] for part in parts[n])
    except CycleError:
        return None
    return sizes[0]


def _local_urls(value: str) -> Iterator[re.Match[str]]:
    for match in FUNCTION.finditer(value):
        if match[1].lower() == "url" and (target := LOCAL.fullmatch(match[2])):
            yield target


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
