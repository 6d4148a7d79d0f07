"""Every address on every page leads somewhere that exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from lxml import html

from tests.web.sites import NOT_FOUND, Site, WebPage, words_of

ADDRESSES = ("href", "src", "poster", "data", "action", "srcset")
OUTWARD = {"http", "https", "mailto", "tel"}
"Where a link may lead that the reader follows; nothing is loaded from there."


def addresses_of(site: Site, page: WebPage) -> Iterator[tuple[html.HtmlElement, str]]:
    """Every element of a page that holds an address, and the address."""
    for element in site.tree(page.path).iter():
        for attribute in ADDRESSES:
            if (address := element.get(attribute)) is not None:
                yield element, address


def fault_of(site: Site, page: WebPage, element: html.HtmlElement, address: str) -> str:
    """What is wrong with an address, or nothing."""
    parts = urlsplit(address)
    if parts.scheme in OUTWARD and element.tag == "a":
        return ""
    if parts.scheme or parts.netloc:
        return "another host"
    if page.kind != NOT_FOUND and parts.path.startswith("/"):
        return "not relative"
    if page.kind == NOT_FOUND and not parts.path.startswith("/") and not address.startswith("#"):
        return "relative, on a page that is shown at any address"
    target = site.target(page, address)
    if not (site.root / target).is_file():
        return "no such file"
    fragment = unquote(parts.fragment)
    if fragment and not site.tree(target).xpath("//*[@id=$id]", id=fragment):
        return "no such place"
    return ""


def test_every_address_resolves(site: Site) -> None:
    faults = [
        f"{page.path}: {address}: {fault}"
        for page in site.pages
        for element, address in addresses_of(site, page)
        if (fault := fault_of(site, page, element, address))
    ]
    assert not faults, "\n".join(faults)


def test_every_page_is_reached_from_the_start_page(site: Site) -> None:
    start = site.pages[0]
    paths = {page.path: page for page in site.pages}
    reached, queue = {start.path}, [start]
    while queue:
        page = queue.pop()
        for element, address in addresses_of(site, page):
            target = site.target(page, address)
            if element.tag == "a" and not urlsplit(address).scheme and target in paths and target not in reached:
                reached.add(target)
                queue.append(paths[target])
    assert {page.path for page in site.pages if page.kind != NOT_FOUND} == reached


def test_every_file_of_the_manifest_is_linked_from_its_own_page(site: Site) -> None:
    for page in site.pages:
        if page.kind == NOT_FOUND:
            continue
        linked = {site.target(page, address) for element, address in addresses_of(site, page) if element.tag == "a"}
        assert {one["path"] for one in site.edition(page)["renditions"]} <= linked, page.path


def test_a_telephone_link_rings_the_number_that_is_shown(site: Site) -> None:
    for page in site.pages:
        for link in site.tree(page.path).xpath("//a[starts-with(@href, 'tel:')]"):
            rung, shown = (re.sub(r"\D", "", text) for text in (link.get("href"), words_of(link)))
            assert rung.endswith(shown.removeprefix("0")), (page.path, link.get("href"))
            assert len(rung) - len(shown) in {0, 1}, (page.path, link.get("href"))


def test_a_mail_link_writes_to_the_address_that_is_shown(site: Site) -> None:
    for page in site.pages:
        for link in site.tree(page.path).xpath("//a[starts-with(@href, 'mailto:')]"):
            assert link.get("href") == f"mailto:{words_of(link)}", page.path
