"""Every page says which language it is in, what in it is in another, and where the other languages are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from urllib.parse import urlsplit

from lxml import html

from leafletpress.locales import locale_from_tag
from tests.web.sites import NOT_FOUND, START, Site, WebPage, language_of, texts_of, words_of

WORD = re.compile(r"[a-z]{3,}")
"A word as opposed to an acronym or a unit."

NAMES = re.compile(
    r"leafletpress|Royal Free London"
    r"|Department of Plastic Surgery, Royal Free Hospital, Pond Street, Hampstead, London NW3 2QG"
)
"Proper names, which need no mark by WCAG 3.1.2, and an address, which is written as an envelope needs it."

ALIKE = {("ro", "Audio (MP3)"), ("ro", "Audio:")}
"Words that a language has in common with English."

ATTRIBUTES = ("alt", "title", "aria-label", "placeholder")


def translations(site: Site) -> list[WebPage]:
    return [page for page in site.pages if page.tag != site.tags[0]]


def is_latin(text: str) -> bool:
    """Whether all letters are Latin, and some of them make a word."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(WORD.search(text)) and all("LATIN" in unicodedata.name(letter) for letter in letters)


def is_contact(element: html.HtmlElement) -> bool:
    """Whether an element is a link to a telephone or a mailbox, whose address is its text in every language."""
    return any(one.get("href", "").startswith(("mailto:", "tel:")) for one in (element, *element.iterancestors("a")))


def spoken_texts(site: Site, page: WebPage) -> list[tuple[str, str]]:
    """Language and words of every text and every spoken attribute of a page."""
    tree = site.tree(page.path)
    texts = [(language_of(element), words) for element, words in texts_of(tree) if not is_contact(element)]
    texts += [
        (language_of(element), words)
        for element in tree.iter()
        for name in ATTRIBUTES
        if (words := " ".join(element.get(name, "").split()))
    ]
    texts += [(page.tag, words) for words in tree.xpath("//meta[@name='description']/@content")]
    return texts


def unmarked_english(site: Site, page: WebPage, english: set[str]) -> list[str]:
    """Texts of a page that are English, and do not say so."""
    own_script_is_latin = locale_from_tag(page.tag).script == "Latn"
    found = []
    for language, text in spoken_texts(site, page):
        words = NAMES.sub("", text)
        if language != page.tag or (language, text) in ALIKE or not WORD.search(words):
            continue
        if text in english or (not own_script_is_latin and is_latin(words)):
            found.append(text)
    return found


def test_the_document_names_its_language_and_direction(site: Site) -> None:
    for page in site.pages:
        root = site.tree(page.path)
        assert (root.get("lang"), root.get("dir")) == (page.tag, page.direction), page.path


def test_every_tag_is_canonical_and_every_change_of_direction_is_marked(site: Site) -> None:
    for page in site.pages:
        for element in site.tree(page.path).xpath("//body//*[@lang]"):
            locale = locale_from_tag(element.get("lang"))
            assert locale.tag == element.get("lang"), page.path
            directions = [one.get("dir") for one in (element, *element.iterancestors()) if one.get("dir")]
            assert directions[0] == locale.direction, (page.path, words_of(element))


def test_planted_english_is_found(site: Site) -> None:
    page = site.page(START, "ur")
    texts = {text for _, text in spoken_texts(site, page)}
    assert unmarked_english(site, page, texts) != []
    assert is_latin("Back to the text")
    assert not is_latin("واپس NHS")


def test_no_english_without_its_mark(site: Site) -> None:
    english = {
        page.name: {text for language, text in spoken_texts(site, page) if language == page.tag}
        for page in site.pages
        if page.tag == site.tags[0]
    }
    faults = [
        f"{page.path}: {text}"
        for page in translations(site)
        for text in unmarked_english(site, page, english[page.name])
    ]
    assert not faults, "\n".join(faults)


def test_title_and_description_are_there_and_no_two_pages_share_a_title(site: Site) -> None:
    titles = Counter((page.tag, site.tree(page.path).findtext(".//title")) for page in site.pages)
    assert [title for title, number in titles.items() if number > 1 or not title[1].strip()] == []
    for page in site.pages:
        if page.kind != NOT_FOUND:
            assert site.tree(page.path).xpath("string(//meta[@name='description']/@content)").strip(), page.path


def test_alternates_name_every_published_language_and_are_symmetric(site: Site) -> None:
    for page in site.pages:
        if page.kind == NOT_FOUND:
            continue
        links = site.tree(page.path).xpath("//link[@rel='alternate'][@hreflang]")
        named = {link.get("hreflang"): site.target(page, link.get("href")) for link in links}
        offered = {
            tag: site.page(page.name, tag).path
            for tag in site.tags
            if site.edition(site.page(page.name, tag))["status"] != "withheld"
        }
        assert named == {**offered, "x-default": site.page(page.name, "en").path}, page.path


def test_the_list_of_languages_is_in_their_own_names(site: Site) -> None:
    for page in site.pages:
        links = site.tree(page.path).xpath("//nav[@aria-labelledby='lp-languages']//a")
        assert [link.get("lang") for link in links] == list(site.tags), page.path
        for link in links:
            tag = link.get("lang")
            target = site.page(START if page.kind == NOT_FOUND else page.name, tag)
            assert (link.get("hreflang"), words_of(link)) == (tag, locale_from_tag(tag).autonym), page.path
            assert site.target(page, link.get("href")) == target.path, page.path
            assert link.get("aria-current") == ("page" if tag == page.tag else None), page.path


def test_links_within_the_site_stay_in_the_language(site: Site) -> None:
    tags = {page.path: page.tag for page in site.pages}
    for page in site.pages:
        for link in site.tree(page.path).xpath("//a[not(ancestor::nav[@aria-labelledby='lp-languages'])]"):
            address = link.get("href")
            if not urlsplit(address).scheme:
                assert tags.get(site.target(page, address), page.tag) == page.tag, (page.path, address)


def test_no_id_twice(site: Site) -> None:
    for page in site.pages:
        ids = Counter(site.tree(page.path).xpath("//@id"))
        assert [one for one, number in ids.items() if number > 1] == [], page.path


SENTENCE = re.compile(r"lp-.*|s\d+")
"Ids of our own, and of sentences, which each language cuts in its own way."


def test_a_place_has_the_same_name_in_every_language(site: Site) -> None:
    """A link to a section stays right when the reader changes the language."""
    for page in translations(site):
        own, source = (
            [one for one in site.tree(path).xpath("//main//@id") if not SENTENCE.fullmatch(one)]
            for path in (page.path, site.page(page.name, site.tags[0]).path)
        )
        assert own == source, page.path
