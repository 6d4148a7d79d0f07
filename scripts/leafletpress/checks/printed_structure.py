"""Rules over the structure of a finished PDF: what a screen reader is told is what the leaflet says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from leafletpress.checks.printed_expected import Expected, body_of, words_of
from leafletpress.checks.printed_file import PrintedFile

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|svg|gif|webp)", re.IGNORECASE)
RULED = 28 / 25.4 * 72
"Points at the foot of the page that belong to its number."


def furniture_is_not_read(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """1. Page numbers and running heads are artifacts."""
    for drawn in file.drawn:
        if drawn.y < RULED and drawn.artifact != "Footer":
            yield f"the foot of page {drawn.page + 1} is read as text"
    for page in set(range(len(file.pages))) - {one.page for one in file.drawn if one.artifact == "Footer"}:
        yield f"page {page + 1} has no number that is marked as page furniture"


def everything_is_reached(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """2. Whatever is drawn or indexed hangs on the tree."""
    if file.orphans:
        yield f"{file.orphans} elements hang outside of the tree"
    if file.unclaimed:
        yield f"{file.unclaimed} pieces of content belong to no element"


def languages_are_said(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """3. Every passage in another language says so."""
    wanted: Counter[str] = Counter()
    for element in expected.article.iterdescendants():
        around = next(one.get("lang") for one in element.iterancestors() if one.get("lang"))
        if element.get("lang", around) != around and words_of("".join(map(str, element.itertext()))):
            wanted[element.get("lang", "")] += 1
    said = Counter(str(element.said["Lang"]) for element in file.root.walk() if "Lang" in element.said)
    for tag, count in (wanted - said).items():
        yield f"{count} passages in {tag} do not say so"


def words_are_in_order(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """6. The tree reads every word of the leaflet, in its order."""
    rest = iter(words_of(file.root.text))
    missing = [word for word in expected.words if word not in rest]
    if missing:
        yield f"the tree lacks “{' '.join(missing[:5])}”, or has it out of its order"


def nothing_is_cut_or_lost(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """7. As many headings, lists, entries, tables, rows, pictures and links as the leaflet has."""
    article, found = expected.article, Counter(element.role for element in body_of(file.root))

    def count(path: str) -> int:
        found: Any = article.xpath(f"count({path})")
        return int(found)

    links = [
        link
        for link in article.iter("a")
        if link.get("href") and any(map(str.isalnum, "".join(map(str, link.itertext()))))
    ]
    inner = sum(link.get("href", "").startswith("leaflet:") for link in links)
    pictures = count(".//a//img[@alt != '']")
    wanted = {
        **{name: (count(f".//{name.lower()}"),) * 2 for name in HEADINGS},
        "L": (count(".//ul | .//ol | .//dl"),) * 2,
        "LI": (count(".//li | .//dl/div"),) * 2,
        "Table": (count(".//table"),) * 2,
        "TR": (count(".//tr"),) * 2,
        "TH": (count(".//th"),) * 2,
        "Figure": (count(".//img[@alt != '']"),) * 2,
        # Links to other leaflets are plain words where the site's address is not known.
        "Link": (len(links) - inner, len(links) + pictures),
    }
    for role, (fewest, most) in wanted.items():
        if not fewest <= found[role] <= most:
            yield f"{found[role]} elements {role}, where the leaflet has {most}"


def headings_are_the_leaflets(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """8. Headings have the leaflet's words and levels."""
    found = [(one.role.lower(), words_of(one.text)) for one in body_of(file.root) if one.role in HEADINGS]
    wanted = [
        (str(heading.tag), words_of("".join(map(str, heading.itertext()))))
        for heading in expected.article.iter(*map(str.lower, HEADINGS))
    ]
    for one, other in zip(found, wanted, strict=False):
        if one != other:
            yield f"the heading “{' '.join(one[1])}” ({one[0]}) stands for “{' '.join(other[1])}” ({other[0]})"


def pictures_say_what_they_show(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """9. Alternative text is the author's, and no name of a file."""
    wanted = [image.get("alt", "") for image in expected.article.iter("img") if image.get("alt")]
    found = [str(one.said.get("Alt", "")) for one in body_of(file.root) if one.role == "Figure"]
    for alt in (Counter(found) - Counter(wanted)).elements():
        yield f"a picture says “{alt}”, which the leaflet does not"
    for alt in filter(FILE_NAME.fullmatch, found):
        yield f"a picture says the name of a file, {alt}"


def pictures_are_on_the_page(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """10. The box of a picture lies on its page and has an area."""
    for picture in file.root.all("Figure"):
        left, bottom, right, top = picture.said.get("BBox", (0, 0, 0, 0))
        width, height, _ = file.pages[picture.page or 0]
        if not (0 <= left < right <= width and 0 <= bottom < top <= height):
            yield f"the picture “{picture.said.get('Alt')}” is said to stand at {left}, {bottom}, {right}, {top}"


def headings_of_tables_head(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """14. Every heading of a table says what it heads."""
    for heading in file.root.all("TH"):
        if heading.said.get("Scope") not in {"Row", "Column", "Both"} and "Headers" not in heading.said:
            yield f"“{heading.words}” does not say what it heads"


def names_are_listed(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """15. Where elements have names, there is a list of them."""
    if any("ID" in element.said for element in file.root.walk()) and not file.id_tree:
        yield "elements have names that are listed nowhere"


def lists_say_how_they_count(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """16. A list with marks says of what kind they are."""
    for listing in file.root.all("L"):
        numbering = listing.said.get("ListNumbering")
        marked = [bool(entry.elements()) and entry.elements()[0].role == "Lbl" for entry in listing.elements()]
        if numbering is None or (numbering != "None" and not all(marked)):
            yield f"the list “{listing.words[:40]}” is said to be of kind {numbering}, and its marks are not"


def one_title(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """17. There is one first-level heading."""
    if len(found := file.root.all("H1")) != 1:
        yield f"{len(found)} first-level headings"


def marks_come_first(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """18. In an entry of a list the mark comes before the text."""
    for entry in file.root.all("LI"):
        roles = [one.role for one in entry.elements()]
        if "Lbl" in roles[1:] and "LBody" in roles[: roles.index("Lbl", 1)]:
            yield f"the mark of “{entry.words[:40]}” comes last"


def nothing_is_empty(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """19. No element and no piece of content is empty."""
    for element in file.root.walk():
        if element.role not in {"OBJR", "TD", "TH"} and not element.content:
            yield f"an element {element.role} is empty"
    if file.empty_pieces:
        yield f"{file.empty_pieces} pieces of content are empty"
