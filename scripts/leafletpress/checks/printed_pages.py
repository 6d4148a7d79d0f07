"""Rules over what a finished PDF shows: fonts, sizes, margins, and the words that can be copied and searched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from leafletpress.checks.printed_expected import Expected, words_of
from leafletpress.checks.printed_file import PrintedFile
from leafletpress.locales import locale_from_tag
from leafletpress.renderers.print.paper import HEIGHT, WIDTH
from leafletpress.renderers.print.typefaces import LATIN, typeface_for

SHARE, SHARE_OF_RIGHT_TO_LEFT = 0.995, 0.99
"""Of the leaflet's words. Programs that read Arabic script guess at the edges of numbers and Latin words."""

REACH = 0.7
"Of the size: spaces that end a line stand over its edge, and so do the strokes of Nastaliq."


def words_are_found(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """5. What is copied and searched is what was written."""
    wanted = Counter(expected.words)
    missing = wanted - Counter(words_of(file.text))
    share = 1 - missing.total() / max(1, wanted.total())
    if share < (SHARE_OF_RIGHT_TO_LEFT if expected.edition.locale.direction == "rtl" else SHARE):
        yield f"only {share:.1%} of the words are found, not “{' '.join(list(missing)[:5])}”"


def fonts_are_declared(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """20. The fonts are those of the leaflet's languages, and embedded."""
    tags = {expected.edition.locale.tag, expected.edition.source_locale.tag}
    tags |= set(re.findall(r'lang="([^"]+)"', expected.edition.body))
    styles = (typeface_for(locale_from_tag(tag), naskh=naskh) for tag in tags for naskh in (False, True))
    faces = [LATIN, *filter(None, styles)]
    known = {face.family.replace(" ", "-") for face in faces}
    for name, embedded, _ in file.fonts:
        if re.sub("-(Regular|Bold)$", "", name) not in known:
            yield f"the font {name} is not one of {', '.join(sorted(known))}"
        if not embedded:
            yield f"the font {name} is not in the file"


def no_letter_is_missing(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """21. No letter is shown as an empty box."""
    for page in sorted({drawn.page for drawn in file.drawn if drawn.notdef}):
        yield f"page {page + 1} shows an empty box for a letter"


def no_letter_is_small(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """22. Every letter has at least the size of the edition."""
    for page, size in sorted({(one.page, round(one.size, 1)) for one in file.drawn}):
        if size < expected.paper.points - 0.01:
            yield f"page {page + 1} has letters of {size} points, not {expected.paper.points}"


def no_letter_is_slanted(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """23. No italics."""
    yield from (f"the font {name} is slanted" for name, _, slanted in file.fonts if slanted)


def pages_are_upright_a4(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """24. Pages are A4, upright and not turned."""
    for number, (width, height, turned) in enumerate(file.pages, 1):
        if abs(width - WIDTH) > 1 or abs(height - HEIGHT) > 1 or turned:
            yield f"page {number} is {width:.0f} by {height:.0f} points, turned by {turned} degrees"


def text_stays_inside(file: PrintedFile, expected: Expected) -> Iterator[str]:
    """25. No text stands in the margins."""
    edge = expected.paper.margin - REACH * expected.paper.points
    for page, left, bottom, right, top in file.edges:
        if left < right and not (edge <= left and right <= WIDTH - edge and bottom > 0 and top < HEIGHT):
            yield f"page {page + 1} has text from {left:.0f} to {right:.0f} points, outside of its margins"
