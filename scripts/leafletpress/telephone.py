"""What a telephone is told to ring, so that a number printed for callers at home also works from abroad."""

from __future__ import annotations

import re

CALLING_CODE = "44"
"Of the United Kingdom. A hospital elsewhere writes its numbers with `+` and its own country's code."


def telephone_address(number: str) -> str:
    """The `tel:` address (RFC 3966) of a number as people write it: `020 7946 0018` gives `tel:+442079460018`."""
    # In "+44 (0)20 7946 0018" the nought is dialled at home only.
    digits = re.sub(r"\D", "", number.replace("(0)", "", 1) if number.lstrip().startswith("+") else number)
    if number.lstrip().startswith("+"):
        return f"tel:+{digits}"
    if digits.startswith("00"):
        return f"tel:+{digits[2:]}"
    if digits.startswith("0"):
        return f"tel:+{CALLING_CODE}{digits[1:]}"
    return f"tel:{digits}"  # 111 and the like have no form for callers from abroad
