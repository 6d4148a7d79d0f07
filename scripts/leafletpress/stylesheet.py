"""The style sheet of every page: one file for readers, cut by component for those who write it.

A page asks for one style sheet, so that an old telephone on a slow network asks once. Its parts lie in the folder
`style` of the theme, in the order of their names; a project's own theme may replace a part by one of the same name, or
add one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

PARTS = "style"
"Folder of the parts, in each folder of the theme."
STYLE_SHEET = "assets/leafletpress.css"
"Where it is published."
_COMMENT_OR_STRING = re.compile(r"""/\*.*?\*/\s*|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""", re.DOTALL)


def style_sheet(theme_folders: Iterable[Path]) -> str:
    """Join the parts found in the folders, of which the first to have a name decides."""
    parts: dict[str, Path] = {}
    for folder in theme_folders:
        for path in folder.glob(f"{PARTS}/*.css"):
            parts.setdefault(path.name, path)
    return "\n".join(_without_comments(parts[name].read_text("utf-8")) for name in sorted(parts))


def _without_comments(text: str) -> str:
    """The rules alone: comments are for those who write them."""
    return _COMMENT_OR_STRING.sub(lambda found: found[1] or "", text).strip() + "\n"
