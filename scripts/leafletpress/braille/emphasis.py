"""Emphasis that ends before a closing mark: `the **stent**,`.

Rules of UEB 9.7.3: with a typeform word indicator, a change of typeform for closing punctuation is ignored. liblouis
ends the word instead, and takes three such words for single ones and not for a passage (9.4). So it is given the mark
as emphasised; where it has made a passage, which has an end of its own, the end goes back before the mark (9.7.2).
"""

from __future__ import annotations

import re

from leafletpress.braille.louis import BOLD, ITALIC, Cells

EMPHASIS = BOLD | ITALIC
CLOSING = frozenset(".,;:!?)]’”'\"")
TERMINATORS = re.compile("(?:[⠘⠨]⠄)+$")
"Of bold and of italics."


def over_closing_marks(text: str, forms: tuple[int, ...]) -> tuple[tuple[int, ...], frozenset[int]]:
    """Typeforms with closing marks as emphasised as what stands before them, and the places of those marks.

    A single letter or digit has a symbol indicator, which needs no end, and keeps it.
    """
    widened, added = list(forms), set[int]()
    place = 2
    while place < len(text):
        before = forms[place - 1] & EMPHASIS
        if before and not forms[place] & EMPHASIS and forms[place - 2] & EMPHASIS == before:
            end = place
            while end < len(text) and text[end] in CLOSING and not forms[end] & EMPHASIS:
                end += 1
            if end > place and (end == len(text) or text[end].isspace()):
                widened[place:end] = [form | before for form in forms[place:end]]
                added.update(range(place, end))
                place = end
        place += 1
    return tuple(widened), frozenset(added)


def ended_before(made: Cells, marks: frozenset[int]) -> Cells:
    """The cells with the end of each passage before the closing marks that are no part of it."""
    cells, origins = made.cells, list(made.origins)
    place = 0
    while place < len(cells):
        end = place
        while end < len(cells) and origins[end] in marks:
            end += 1
        if found := TERMINATORS.search(cells[place:end]):
            marked = cells[place : place + found.start()]
            cells = cells[:place] + found[0] + marked + cells[end:]
            last = origins[place] - 1
            origins[place:end] = [last] * len(found[0]) + origins[place : place + found.start()]
        place = max(end, place + 1)
    return Cells(cells, tuple(origins))
