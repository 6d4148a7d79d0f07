"""Addresses that a leaflet's links may have."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import SplitResult, unquote, urlsplit

from leafletpress.characters import xml_name
from leafletpress.errors import Problem

Where = Callable[[str], str]
"From a piece of text to `docs/leaflet.md:12`."

WEB = re.compile(r"https?://[^\x00-\x20\\/?#][^\x00-\x20\\]*", re.IGNORECASE)
"""Browsers repair an address without a host, or with backslashes, in ways of their own:
https://url.spec.whatwg.org/#special-authority-slashes-state"""
DIRECT = re.compile(r"tel:.*\d.*|mailto:.*@.*", re.IGNORECASE)
SCHEME = re.compile(r"https?://|tel:|mailto:", re.IGNORECASE)


def admit_link(href: str, names: frozenset[str], where: Where) -> str | Problem:
    """The link's address in an edition: `leaflet:NAME#id` for another leaflet, others as they are."""
    if href.startswith("#") or DIRECT.fullmatch(href):
        return href
    address = split_address(href)
    if address is not None and WEB.fullmatch(href) and address.hostname:
        return href
    if address is not None and not (address.scheme or address.netloc or "?" in href):
        page = PurePosixPath(unquote(address.path))
        if page.suffix == ".md" and len(page.parts) == 1 and page.stem in names:
            return f"leaflet:{page.stem}" + (f"#{xml_name(unquote(address.fragment))}" if address.fragment else "")
    return Problem(
        where(href),
        f"a link to {href!r}, which is not part of the site",
        "another leaflet's file, such as `other-formats.md`, a whole web address with https://, tel: or mailto:",
        "correct the address",
        href,
    )


def split_address(address: str) -> SplitResult | None:
    """The address in parts; None where it is none."""
    try:
        parts = urlsplit(address)
        return None if parts.port == 0 else parts  # asking for the port is what checks it
    except ValueError:
        return None


def shows_itself(href: str, shown: str) -> bool:
    """Whether a link shows its own address, which must keep its order inside right-to-left text."""
    if href.lower().startswith(("tel:", "mailto:")):
        return not any(character.isalpha() and not character.isascii() for character in shown)
    bare, shown = SCHEME.sub("", href, count=1).rstrip("/"), shown.rstrip("/")
    return any(mark in shown for mark in "./@") and shown in (bare, href.rstrip("/"))
