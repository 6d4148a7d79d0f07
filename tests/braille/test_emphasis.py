"""Laws of emphasis before closing marks, whatever the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from leafletpress.braille import louis
from leafletpress.braille.emphasis import CLOSING, ended_before, over_closing_marks
from leafletpress.braille.profiles import ENGLISH

TABLE = ENGLISH.tables[2]
TEXTS = st.lists(st.tuples(st.text("ab .,)", min_size=1, max_size=8), st.sampled_from([0, louis.BOLD, louis.ITALIC])))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_only_closing_marks_change_and_no_cell_is_lost(pieces: list[tuple[str, int]]) -> None:
    text = "".join(piece for piece, _ in pieces)
    forms = tuple(form for piece, form in pieces for _ in piece)
    widened, added = over_closing_marks(text, forms)
    assert all(text[place] in CLOSING and not forms[place] and widened[place] for place in added)
    assert all(widened[place] == form for place, form in enumerate(forms) if place not in added)
    made = louis.translate(TABLE, text, widened)
    moved = ended_before(made, added)
    assert sorted(moved.cells) == sorted(made.cells) and len(moved.origins) == len(moved.cells)
    assert list(moved.origins) == sorted(moved.origins)
