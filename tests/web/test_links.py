"""Every address on every page leads somewhere that exists, and every file of the site is led to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

from tests.web.sites import NOT_FOUND, Site, WebPage, words_of

ADDRESSES = ("href", "src", "poster", "data", "action", "srcset")
OUTWARD = {"http", "https", "mailto", "tel"}
"Where a link may lead that the reader follows; nothing is loaded from there."

PLANTED = """\
<!doctype html><html lang="en"><head><title>Planted faults</title></head><body id="here"><a href="#here">Sound</a>
<a href="#there">No such place</a><a href="page/">No such page</a><img src="one.svg" alt="Not there">
<a href="/index.html">Not relative</a><script src="https://elsewhere.example/x.js"></script>
<img src="//elsewhere.example/x.png" alt="Another host"></body></html>
"""


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
        for page in site.every_page
        for element, address in addresses_of(site, page)
        if (fault := fault_of(site, page, element, address))
    ]
    assert not faults, "\n".join(faults)


def test_a_crawl_from_the_start_page_reaches_every_file(site: Site) -> None:
    """But what a web server or a script asks for by itself."""
    paths = {page.path: page for page in site.every_page}
    reached, queue = {site.pages[0].path}, [site.pages[0]]
    while queue:
        page = queue.pop()
        for _, address in addresses_of(site, page):
            if urlsplit(address).scheme or (target := site.target(page, address)) in reached:
                continue
            reached.add(target)
            if target in paths:
                queue.append(paths[target])
    by_itself = re.compile(r"([^/]+/)?404\.html|([^/]+/)?search/.+\.js|manifest\.json|sitemap\.xml|robots\.txt")
    files = {path.relative_to(site.root).as_posix() for path in site.root.rglob("*") if path.is_file()}
    assert sorted(path for path in files - reached if not by_itself.fullmatch(path)) == []
    assert reached <= files


def test_planted_faults_are_found(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"leaflets": []}', "utf-8")
    (tmp_path / "index.html").write_text(PLANTED, "utf-8")
    site, page = Site(tmp_path), WebPage("index", "page", "en", "ltr", "index.html")
    faults = [fault_of(site, page, element, address) for element, address in addresses_of(site, page)]
    assert faults == [
        "",
        "no such place",
        "no such file",
        "no such file",
        "not relative",
        "another host",
        "another host",
    ]


def test_every_file_of_the_manifest_is_linked_from_its_own_page(site: Site) -> None:
    for page in site.pages:
        if page.kind == NOT_FOUND:
            continue
        linked = {site.target(page, address) for element, address in addresses_of(site, page) if element.tag == "a"}
        assert {one["path"] for one in site.edition(page)["renditions"]} <= linked, page.path


def test_a_telephone_link_rings_the_number_that_is_shown_from_anywhere(site: Site) -> None:
    for page in site.pages:
        for link in site.tree(page.path).xpath("//a[starts-with(@href, 'tel:')]"):
            shown = re.sub(r"\D", "", words_of(link))
            assert link.get("href") == f"tel:+44{shown.removeprefix('0')}", page.path


def test_a_mail_link_writes_to_the_address_that_is_shown(site: Site) -> None:
    for page in site.pages:
        for link in site.tree(page.path).xpath("//a[starts-with(@href, 'mailto:')]"):
            assert link.get("href") == f"mailto:{words_of(link)}", page.path
