"""One browser, one server and one reading of the built site for all tests of the web pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.web.server import served
from tests.web.sites import Site


@pytest.fixture(scope="session")
def site(built_site: Path) -> Site:
    return Site(built_site)


@pytest.fixture(scope="session")
def address(built_site: Path) -> Iterator[str]:
    """Where the built site is served."""
    with served(built_site) as root:
        yield root


@pytest.fixture(scope="session")
def shared_tab(browser: Browser) -> Iterator[Page]:
    """A tab for probes, which may add scripts and styles of their own to a page."""
    with browser.new_context(bypass_csp=True) as context:
        yield context.new_page()


@pytest.fixture
def tab(shared_tab: Page) -> Iterator[Page]:
    """The shared tab, with the reader's own settings put back afterwards."""
    yield shared_tab
    shared_tab.goto("about:blank")
    shared_tab.emulate_media(color_scheme="null", forced_colors="null", contrast="null")
