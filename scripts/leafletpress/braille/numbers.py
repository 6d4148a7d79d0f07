"""Numbers as a reader's fingers find them, to be compared with those of the print.

This reads cells on its own, without liblouis: a table that loses the number sign, or the space before it, is caught.
"""

from __future__ import annotations

import re

NUMBER_SIGN = "⠼"
DIGITS = {cell: digit for cell, digit in zip("⠚⠁⠃⠉⠙⠑⠋⠛⠓⠊", "0123456789", strict=True)}
"Every published code writes digits so; the antoine digits of French, and the lowered ones of Chinese, are not among them."


def numbers_in_print(text: str) -> list[str]:
    """Runs of digits; digits of other scripts are ASCII here already."""
    return re.findall(r"[0-9]+", text)


def numbers_in_braille(cells: str, separators: str, signs: tuple[str, ...] = ()) -> list[str]:
    """Runs of digits behind a number sign.

    `separators` are the cells after which digits may go on without another sign; `signs` are other signs of the code
    that begin like a number, and are none.
    """
    for sign in signs:
        cells = cells.replace(sign, " ")
    runs: list[str] = []
    numeric, digits = False, ""
    for cell in cells + " ":
        if numeric and cell in DIGITS:
            digits += DIGITS[cell]
            continue
        if digits:
            runs.append(digits)
            digits = ""
        numeric = cell == NUMBER_SIGN or numeric and cell in separators
    return runs
