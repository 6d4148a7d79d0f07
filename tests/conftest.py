"""Fixtures that several test modules share."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.projects import ROOT, run

BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def browser_path() -> str:
    """Where the system's own Chromium is."""
    return next(path for name in ("chromium", "google-chrome", "chromium-browser") if (path := shutil.which(name)))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's own Chromium; Playwright can run once in a process, so every test shares it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=[*BROWSER_ARGUMENTS])
        yield browser
        browser.close()


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
