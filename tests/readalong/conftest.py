"""A tab for the player, and the two ways in which readers have the site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.web.server import served


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab that may run a test's own scripts, with nothing remembered."""
    with browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


@pytest.fixture
def root(built_site: Path) -> str:
    """The site as files."""
    return built_site.as_uri()


@pytest.fixture(scope="module")
def address(built_site: Path) -> Iterator[str]:
    """The site on a web server, which answers for parts of a file."""
    with served(built_site) as found:
        yield found
