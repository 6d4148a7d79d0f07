"""Checks: rules over leaflets, catalogues and what was published. Each has a stable id and says where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found."""

    rule: str
    "Stable id: `translation/number`."
    level: Level
    where: str
    "`translations/ur/osseointegration.po:120`"
    found: str
    remedy: str
