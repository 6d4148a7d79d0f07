"""The page's own script in a browser, on a page that lies in a folder as a reader's would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.projects import ROOT

SCRIPT = ROOT / "overrides" / "assets" / "leafletpress-search.js"


@pytest.fixture(scope="module")
def tab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A tab on a page that has the script and nothing else."""
    page = tmp_path_factory.mktemp("page") / "index.html"
    head = f'<meta charset="utf-8"><title>x</title><script src="{SCRIPT.as_uri()}"></script>'
    page.write_text(f'<!doctype html><html lang="en">{head}', "utf-8")
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(page.as_uri())
        yield tab


@pytest.fixture
def page_folder(tab: Page) -> Path:
    """The folder of the page in the tab."""
    return Path(tab.url.removeprefix("file://")).parent
