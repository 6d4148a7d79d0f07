"""The focus is seen: its ring differs from what it covers, on light, dark and forced colours (WCAG 2.4.13)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import FloatRect, Page

from tests.web.sites import Site
from tests.web.test_axe import Mode, set_mode

MARGIN = 10
"Pixels around an element in which its ring may be drawn."

STOPS = (
    ".site-name",
    ".languages a[aria-current]",
    ".button",
    ".contents a",
    ".prose p a",
    ".offers a",
    ".site-footer a",
)

PLANTED = """\
<!doctype html><html lang="en"><head><title>Planted fault</title><style>a:focus { outline: 2px solid #ddd }</style>
</head><body style="background: #fff"><p style="margin: 3em"><a href="#x">A ring hardly seen</a></p></body></html>
"""


ENOUGH = 0.99
"A box may end between two pixels."


def luminance(picture: bytes) -> Any:
    """The relative luminance of every pixel, by WCAG's own formula."""
    channels = np.asarray(Image.open(BytesIO(picture)).convert("RGB")) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def ring_share(tab: Page, selector: str) -> float:
    """How many pixels change by 3:1 or more when an element takes the focus, for each that a 2 px ring would have."""
    element = tab.locator(selector).first
    element.scroll_into_view_if_needed()
    tab.evaluate("document.activeElement.blur()")
    box = element.bounding_box()
    assert box is not None, selector
    clip: FloatRect = {
        "x": max(0, box["x"] - MARGIN),
        "y": max(0, box["y"] - MARGIN),
        "width": box["width"] + 2 * MARGIN,
        "height": box["height"] + 2 * MARGIN,
    }
    before = luminance(tab.screenshot(clip=clip))
    element.focus()
    after = luminance(tab.screenshot(clip=clip))
    contrast = (np.maximum(before, after) + 0.05) / (np.minimum(before, after) + 0.05)
    return float((contrast >= 3).sum() / (4 * (box["width"] + box["height"])))


@pytest.mark.parametrize("mode", ["light", "dark", "forced"])
def test_the_ring_of_the_focus_is_seen(site: Site, address: str, tab: Page, mode: Mode) -> None:
    set_mode(tab, mode)
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto(f"{address}/{site.of_kind('leaflet', 'ur').path}")
    tab.keyboard.press("Tab")
    faults = {selector: share for selector in STOPS if (share := ring_share(tab, selector)) < ENOUGH}
    assert faults == {}


def test_a_ring_that_is_hardly_seen_is_found(tab: Page) -> None:
    tab.set_content(PLANTED)
    tab.keyboard.press("Tab")
    assert ring_share(tab, "a") < ENOUGH
