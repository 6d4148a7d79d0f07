"""A page asks nothing of any other host, works without script or network, and keeps to the strictest policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, Route

from tests.web.server import POLICY
from tests.web.sites import NOT_FOUND, Site, words_of

LOAD_PICTURES = """async () => {
  const pictures = [...document.images];
  for (const picture of pictures) picture.loading = "eager";
  await Promise.allSettled(pictures.map(picture => picture.decode()));
  return pictures.filter(picture => !picture.naturalWidth).map(picture => picture.src);
}"""
"Load what waits for the reader to come near; gives what does not load."

READ_LINKS = "() => [...document.querySelectorAll('a[href]')].map(link => link.href)"
PLANTED = '<!doctype html><html lang="en"><title>x</title><p style="color: red">x<script>document.title = "y"</script>'


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """A tab with no script and no network."""
    with browser.new_context(java_script_enabled=False, offline=True) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def watched(browser: Browser) -> Iterator[Page]:
    """A tab with every setting as it comes."""
    with browser.new_context() as context:
        yield context.new_page()


def test_no_request_leaves_the_site_and_no_page_breaks_the_policy(site: Site, address: str, watched: Page) -> None:
    requests: list[str] = []
    messages: list[str] = []
    watched.on("request", lambda request: requests.append(request.url))
    watched.on("response", lambda answer: messages.append(answer.url) if answer.status >= 400 else None)
    watched.on("console", lambda message: messages.append(message.text))
    watched.on("pageerror", lambda error: messages.append(str(error)))
    for page in site.every_page:
        answer = watched.goto(f"{address}/{page.path}")
        assert answer is not None
        assert answer.headers["content-security-policy"] == POLICY
        assert watched.evaluate(LOAD_PICTURES) == [], page.path
    assert [url for url in requests if not url.startswith(f"{address}/")] == []
    assert any(url.endswith(".svg") and "/images/" in url for url in requests), "the probe loaded no picture"
    assert messages == []


def test_what_breaks_the_policy_is_told(address: str, watched: Page) -> None:
    def answer(route: Route) -> None:
        route.fulfill(body=PLANTED, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    messages: list[str] = []
    watched.route("**/planted.html", answer)
    watched.on("console", lambda message: messages.append(message.text))
    watched.goto(f"{address}/planted.html")
    assert len([message for message in messages if "Content Security Policy" in message]) >= 2


def without_script_parts(tree: html.HtmlElement) -> html.HtmlElement:
    """A page's body without what is there for scripts alone: their data, and controls that they unhide."""
    body = html.fromstring(html.tostring(tree.find("body"), encoding="unicode"))
    for element in body.xpath("//script | //*[@hidden]"):
        element.drop_tree()
    return body


def test_without_script_or_network_all_text_is_there_and_all_links_lead_to_files(site: Site, plain: Page) -> None:
    requests: list[str] = []
    plain.on("request", lambda request: requests.append(request.url))
    for page in site.every_page:
        if page.kind == NOT_FOUND:
            continue
        plain.goto((site.root / page.path).as_uri())
        shown = re.sub(r"\s", "", plain.inner_text("body"))
        assert shown == re.sub(r"\s", "", words_of(without_script_parts(site.tree(page.path)))), page.path
        for link in plain.evaluate(READ_LINKS):
            parts = urlsplit(link)
            if parts.scheme == "file":
                path = unquote(parts.path)
                assert path.startswith(f"{site.root}/"), (page.path, link)
                assert (site.root / path.removeprefix(f"{site.root}/")).is_file(), (page.path, link)
        assert plain.evaluate(LOAD_PICTURES) == [], page.path
    assert {urlsplit(url).scheme for url in requests} == {"file"}


def test_the_player_plays_without_script_of_ours(site: Site, watched: Page) -> None:
    """Its length is the manifest's, as the browser's own player finds it in the file."""
    for tag in ("en", "ur"):
        page = site.of_kind("leaflet", tag)
        watched.goto((site.root / page.path).as_uri())
        player = watched.locator("audio")
        assert (player.get_attribute("controls"), player.get_attribute("autoplay")) == ("", None)
        length = player.evaluate(
            """player => new Promise((resolve, reject) => {
              player.addEventListener("loadedmetadata", () => resolve(player.duration));
              player.querySelector("source").addEventListener("error", () => reject(new Error("no sound")));
              player.preload = "metadata";
              player.load();
            })"""
        )
        seconds = next(one["duration_s"] for one in site.edition(page)["renditions"] if one["format"] == "audio-mp3")
        assert length == pytest.approx(seconds, rel=0.02), page.path
