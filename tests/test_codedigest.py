"""The code digest names all that can have made a result, and nothing besides."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from leafletpress.codedigest import code_digest, needed_modules
from leafletpress.renderers import RENDERERS, module_of
from tests.projects import ROOT

PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from leafletpress.codedigest import code_digest; print("
FORMATS = ("large-print-pdf", "audio-mp3", "captions-vtt", "braille-pef")


def digests(scripts: Path) -> dict[str, str]:
    """Digests of the renderers' code, as a copy of the generator sees itself."""
    program = f"{PROGRAM}*(code_digest(name) for name in sys.argv[2:]))"
    command = [sys.executable, "-c", program, str(scripts), *(module_of(name) for name in FORMATS)]
    found = subprocess.run(command, check=True, capture_output=True, text=True, cwd=scripts).stdout.split()
    return dict(zip(FORMATS, found, strict=True))


@pytest.mark.parametrize(
    ("changed", "remade"),
    [
        ("renderers/print/styles.py", {"large-print-pdf"}),
        ("speech/spoken.py", {"audio-mp3", "captions-vtt"}),
        ("braille/formatter.py", {"braille-pef"}),
        ("edition.py", set(FORMATS)),
        ("pageviews.py", set()),
    ],
)
def test_a_change_of_code_remakes_what_that_code_makes(tmp_path: Path, changed: str, remade: set[str]) -> None:
    shutil.copytree(ROOT / "scripts" / "leafletpress", tmp_path / "leafletpress", symlinks=True)
    before = digests(tmp_path)
    path = tmp_path / "leafletpress" / changed
    path.write_text(path.read_text("utf-8") + "\n# changed\n", "utf-8")
    after = digests(tmp_path)
    assert {name for name in FORMATS if before[name] != after[name]} == remade


@pytest.mark.parametrize("module", sorted({module_of(name) for name in RENDERERS}))
def test_what_a_renderer_imports_is_needed(module: str) -> None:
    program = f"import sys, {module}; print(*(name for name in sys.modules if name.startswith('leafletpress')))"
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT / "scripts"
    ).stdout.split()
    assert set(loaded) <= set(needed_modules(module))


def test_a_module_that_does_not_exist_is_refused() -> None:
    with pytest.raises(FileNotFoundError, match=r"leafletpress\.nothing"):
        code_digest("leafletpress.nothing")


def test_every_import_statement_of_ours_is_seen() -> None:
    for path in sorted((ROOT / "scripts" / "leafletpress").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT / "scripts").with_suffix("").parts).removesuffix(".__init__")
        imported = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("leafletpress"):
                imported.add(node.module)
            elif isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names if alias.name.startswith("leafletpress")}
        assert imported <= set(needed_modules(module)), module
