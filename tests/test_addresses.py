"""Addresses within the site: relative, and right from every folder."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leafletpress.addresses import folder_of, page_file, page_folder, relative
from leafletpress.locales import locale_from_tag

LAW = settings(max_examples=200, deadline=None, derandomize=True, database=None)
ENGLISH = locale_from_tag("en")
TAGS = ["en", "ur", "zh-Hans"]
NAMES = ["index", "going-home", "other"]


@pytest.mark.parametrize(
    ("name", "tag", "file"),
    [
        ("index", "en", "index.html"),
        ("going-home", "en", "going-home/index.html"),
        ("index", "ur", "ur/index.html"),
        ("going-home", "ur", "ur/going-home/index.html"),
        ("going-home", "zh-Hans", "zh-Hans/going-home/index.html"),
    ],
)
def test_english_is_at_the_root_and_others_under_their_tag(name: str, tag: str, file: str) -> None:
    locale = locale_from_tag(tag)
    assert page_file(name, locale, ENGLISH) == file
    assert page_folder(name, locale, ENGLISH) == file.removesuffix("index.html")
    assert folder_of(locale, ENGLISH) == ("" if tag == "en" else f"{tag}/")


@pytest.mark.parametrize(
    ("target", "folder", "address"),
    [
        ("index.html", "", "index.html"),
        ("index.html", "going-home/", "../index.html"),
        ("ur/going-home/index.html", "going-home/", "../ur/going-home/index.html"),
        ("going-home/index.html", "ur/going-home/", "../../going-home/index.html"),
        ("ur/other/index.html", "ur/going-home/", "../other/index.html"),
        ("going-home/index.html", "going-home/", "index.html"),
        ("images/a.svg", "ur/", "../images/a.svg"),
        ("", "", "./"),
        ("", "ur/going-home/", "../../"),
        ("ur/", "", "ur/"),
        ("ur/", "ur/", "./"),
        ("ur/", "zh-Hans/other/", "../../ur/"),
    ],
)
def test_addresses_lead_from_a_folder_to_a_target(target: str, folder: str, address: str) -> None:
    assert relative(target, folder) == address


PART = st.from_regex(r"[a-z0-9][a-z0-9-]{0,5}", fullmatch=True)
FOLDER = st.lists(PART, max_size=4).map(lambda parts: "".join(f"{part}/" for part in parts))


@LAW
@given(FOLDER, FOLDER, st.just("") | PART.map("{}.html".format))
def test_following_the_address_from_the_folder_reaches_the_target(target: str, folder: str, file: str) -> None:
    address = relative(target + file, folder)
    assert not address.startswith("/")
    assert posixpath.normpath(posixpath.join("/", folder, address)) == posixpath.normpath("/" + target + file)
    assert address.endswith("/") == (file == "")


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", NAMES)
def test_no_two_pages_share_a_file(name: str, tag: str) -> None:
    files = [page_file(one, locale_from_tag(other), ENGLISH) for one in NAMES for other in TAGS]
    assert len(set(files)) == len(files)
    assert page_file(name, locale_from_tag(tag), ENGLISH) in files
