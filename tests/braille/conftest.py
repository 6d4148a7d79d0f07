"""The project's own leaflets, read once."""

from __future__ import annotations

import pytest

from leafletpress.project import load_project
from leafletpress.siteplan import SitePlan, plan_editions
from leafletpress.store import Store
from tests.braille.transcribing import ROOT


@pytest.fixture(scope="session")
def plan() -> SitePlan:
    """Every edition of this project's own leaflets."""
    project = load_project(ROOT / "mkdocs.yml")
    return plan_editions(project, Store(project.cache_dir))
