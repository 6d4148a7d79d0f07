"""Numbers as a reader's fingers find them, to be compared with those of the print.

This reads cells on its own, without liblouis: a table that loses the number sign, or the space before it, is caught.
"""

from __future__ import annotations

import re
import unicodedata

NUMBER_SIGN = "⠼"
DIGITS = dict(zip("⠚⠁⠃⠉⠙⠑⠋⠛⠓⠊", "0123456789", strict=True))
"Every published code writes digits so; French, with the antoine digits, and Chinese are not among them."


FRACTION = re.compile("[¼-¾⅐-⅞]")


def numbers_in_print(text: str) -> list[str]:
    """Runs of digits, those of ½ among them; digits of other scripts are ASCII here already."""
    spelt = FRACTION.sub(lambda match: f" {unicodedata.normalize('NFKC', match[0])} ", text)
    return re.findall(r"[0-9]+", spelt)


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
        numeric = cell == NUMBER_SIGN or (numeric and cell in separators)
    return runs


def all_come_through(expected: list[str], found: list[str], *, sign_is_letter: bool) -> bool:
    """Whether a reader finds the numbers of the print, in order and no others.

    Where the number sign is a letter too (ण of Bharati braille), more may be found: a reader tells them by the word.
    """
    if not sign_is_letter:
        return found == expected
    rest = iter(found)
    return all(number in rest for number in expected)
