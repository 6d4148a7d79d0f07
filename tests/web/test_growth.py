"""A site grows with its leaflets and not with their square: no leaflet's page knows how many others there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.growth import measure


def test_every_leaflet_adds_as_much_as_the_one_before(tmp_path: Path) -> None:
    small, middle, large = (measure(number, 2, tmp_path / str(number)) for number in (4, 8, 16))
    assert small.page == pytest.approx(large.page, rel=0.02)
    assert small.largest == pytest.approx(large.largest, rel=0.05)
    for part in ("whole", "lists", "search"):
        first = (getattr(middle, part) - getattr(small, part)) / 4
        later = (getattr(large, part) - getattr(middle, part)) / 8
        assert later == pytest.approx(first, rel=0.15), (
            f"{part}: {first:.0f} bytes a leaflet at first, then {later:.0f}"
        )

    line = 150  # the check itself: a line for every other leaflet on each page would be noticed
    assert small.page + 4 * line != pytest.approx(large.page + 16 * line, rel=0.02)
