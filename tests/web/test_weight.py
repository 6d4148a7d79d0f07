"""What a page weighs as it travels: page, style sheet, scripts, pictures and whatever letters it would fetch."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession

from tests.web.server import served
from tests.web.sites import Site
from tests.web.test_requests import LOAD_PICTURES

LIMIT = 100_000
"Bytes, with the headers; without the recording, which nothing fetches before it is started."


class Scales:
    """What a tab has received."""

    def __init__(self, session: CDPSession) -> None:
        self.kinds: Counter[str] = Counter()
        self.bytes = 0
        session.on("Network.responseReceived", self._note)
        session.on("Network.loadingFinished", self._weigh)
        session.send("Network.enable")

    def _note(self, event: dict[str, Any]) -> None:
        self.kinds[event["type"]] += 1

    def _weigh(self, event: dict[str, Any]) -> None:
        self.bytes += round(event["encodedDataLength"])


def test_a_leaflet_weighs_little_in_every_language(
    site: Site, address: str, browser: Browser, record_property: Any
) -> None:
    weights = {}
    for tag in site.tags:
        with browser.new_context() as context:  # an empty cache
            tab = context.new_page()
            scales = Scales(context.new_cdp_session(tab))
            tab.goto(f"{address}/{site.of_kind('leaflet', tag).path}", wait_until="networkidle")
            tab.evaluate(LOAD_PICTURES)
            tab.wait_for_load_state("networkidle")
            weights[tag] = scales.bytes
            assert scales.kinds["Document"] == scales.kinds["Stylesheet"] == 1, (tag, scales.kinds)
            assert scales.kinds["Image"] >= 3, "the probe loaded no pictures"
            assert scales.kinds["Font"] == scales.kinds["Media"] == 0, (tag, scales.kinds)
    record_property("bytes on the wire", weights)
    print("A leaflet's bytes on the wire:", weights)
    assert {tag: weight for tag, weight in weights.items() if weight > LIMIT} == {}
    assert min(weights.values()) > 10_000, "the probe weighed nothing"


@pytest.mark.parametrize(("size", "fits"), [(LIMIT // 2, True), (LIMIT * 2, False)])
def test_the_scales_tell_light_from_heavy(browser: Browser, tmp_path: Path, size: int, fits: bool) -> None:
    noise = Random(1).randbytes(size * 3 // 4)  # what cannot be compressed, in letters that carry six bits each
    (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title><p>{b64encode(noise).decode()}", "utf-8")
    with served(tmp_path) as root, browser.new_context() as context:
        tab = context.new_page()
        scales = Scales(context.new_cdp_session(tab))
        tab.goto(f"{root}/", wait_until="networkidle")
        assert (scales.bytes <= LIMIT) is fits
        assert scales.bytes > size / 2
