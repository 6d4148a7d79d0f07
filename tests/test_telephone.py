"""A number as people write it becomes the address that rings from anywhere."""

from __future__ import annotations

import pytest

from leafletpress.telephone import telephone_address


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("020 7946 0018", "tel:+442079460018"),
        ("(020) 7946-0018", "tel:+442079460018"),
        ("020\N{NO-BREAK SPACE}7946\N{NO-BREAK SPACE}0018", "tel:+442079460018"),
        ("+44 20 7946 0018", "tel:+442079460018"),
        ("+44 (0)20 7946 0018", "tel:+442079460018"),
        ("00 353 1 555 0100", "tel:+35315550100"),
        ("+353 1 555 0100", "tel:+35315550100"),
        ("111", "tel:111"),
        ("18001 020 7946 0018", "tel:1800102079460018"),
    ],
)
def test_a_number_rings_from_anywhere(number: str, address: str) -> None:
    assert telephone_address(number) == address
