"""Code digest: which version of our own code made a result, as finely as the code that can have made it.

A change of one renderer must not remake what the others made. What a module needs is read from its import statements,
those within functions too; a module that is loaded by name alone has to be named by whoever asks.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent

OURS = rf"{PACKAGE.name}[\w.]*"
STATEMENT = re.compile(
    rf"^[ \t]*(from[ \t]+{OURS}[ \t]+import[ \t]+(?:\([^()]*\)|[^\n(#;]+)|import[ \t]+{OURS}[^\n#;]*)", re.MULTILINE
)
"An import of ours, which begins a line. Whole modules are not parsed: it would take half of a build with no change."


@cache
def code_digest(*modules: str) -> str:
    """Hexadecimal digest of these modules and of everything of ours that they import, however indirectly.

    Raises FileNotFoundError for a module that is not part of this package.
    """
    digest = hashlib.sha256()
    for name in needed_modules(*modules):
        digest.update(name.encode() + b"\0" + _path(name).read_bytes() + b"\0")
    return digest.hexdigest()


def needed_modules(*modules: str) -> tuple[str, ...]:
    """Full names of these modules, their packages and all that they import of ours, sorted."""
    found: set[str] = set()
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _imports(name)
    return tuple(sorted(found))


@cache
def _imports(module: str) -> tuple[str, ...]:
    found = {module.rpartition(".")[0]} if "." in module else set()
    for statement in STATEMENT.findall(_path(module).read_text("utf-8")):
        for name in _named(ast.parse(statement.strip()).body[0]):
            if name.partition(".")[0] == PACKAGE.name and _exists(name):
                found.add(name)
    return tuple(found)


def _named(node: ast.AST) -> Iterator[str]:
    """Names that a statement may import a module by; `from package import name` may mean a module or a value."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _exists(module: str) -> bool:
    return any(path.is_file() for path in _places(module))


def _path(module: str) -> Path:
    for path in _places(module):
        if path.is_file():
            return path
    raise FileNotFoundError(f"{module} is not a module of {PACKAGE.name}")


def _places(module: str) -> tuple[Path, Path]:
    base = PACKAGE.parent.joinpath(*module.split("."))
    return base / "__init__.py", base.with_suffix(".py")
