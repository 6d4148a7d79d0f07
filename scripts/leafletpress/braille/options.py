"""What mkdocs.yml may say of a braille format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leafletpress.braille.profiles import Grade
from leafletpress.errors import ConfigurationError, Problem

KNOWN = ("bullets", "grade", "page", "reviewed_by")
NARROWEST, WIDEST, SHORTEST, TALLEST = 20, 48, 10, 42


@dataclass(frozen=True, slots=True)
class Options:
    """One format's options in one language."""

    width: int = 38
    "Cells of a line. 38 by 27 is RNIB's size of a book; A4 upright holds 32 cells of 6 mm."
    height: int = 27
    "Lines of a page, the running header among them."
    grade: Grade | None = None
    "Contracted (2) or uncontracted (1); without one, the language's usual grade."
    bullets: bool = True
    "Whether items of a list begin with a bullet; RNIB leaves them out."
    reviewed_by: str = ""
    "Name of the braille reader who has checked this language's braille; opens a language that waits for one."


def options_of(settings: Mapping[str, Any]) -> Options:
    """The options of mkdocs.yml; raises ConfigurationError for one that cannot be used."""
    for name in settings:
        if name not in KNOWN:
            raise _unusable(name, settings[name], f"one of {', '.join(KNOWN)}")
    page, grade = str(settings.get("page", "38x27")), settings.get("grade")
    size = re.fullmatch(r"(\d+)\s*[x×]\s*(\d+)", page)
    if not size or not (NARROWEST <= int(size[1]) <= WIDEST and SHORTEST <= int(size[2]) <= TALLEST):
        raise _unusable("page", page, "cells and lines, such as 38x27, 32x27 (A4) or 40x25")
    if grade not in (None, 1, 2):
        raise _unusable("grade", grade, "1 (uncontracted) or 2 (contracted)")
    if not isinstance(settings.get("bullets", True), bool):
        raise _unusable("bullets", settings["bullets"], "true or false")
    return Options(
        width=int(size[1]),
        height=int(size[2]),
        grade=grade,
        bullets=settings.get("bullets", True),
        reviewed_by=str(settings.get("reviewed_by") or ""),
    )


def _unusable(name: str, value: object, expected: str) -> ConfigurationError:
    return ConfigurationError(
        Problem(
            "mkdocs.yml",
            f"the braille option `{name}: {value}` cannot be used",
            expected,
            "correct it below `formats:`",
        )
    )
