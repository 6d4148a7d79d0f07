"""Fixtures that several test modules share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.projects import ROOT, run


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project's own site, built by the command that people type; what the cache has is not made again."""
    site = tmp_path_factory.mktemp("built") / "site"
    outcome = run(ROOT, "build", "--site-dir", str(site))
    assert outcome.code == 0, outcome.messages
    return site


@pytest.fixture(scope="session")
def manifest(built_site: Path) -> Any:
    """The manifest of this project's own site."""
    return json.loads((built_site / "manifest.json").read_text("utf-8"))
