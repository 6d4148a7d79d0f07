"""What the end of a line must not cut, and what a line from right to left must not turn round.

Doses, dates and compounds stay in one piece (UKAAF G003 asks it of words and of single items). It helps programs too:
poppler takes the hyphen away from a word that a line divides at it, and the word is found no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from leafletpress.edition import UNSPACED

NO_BREAK_SPACE, WORD_JOINER = "\u00a0", "\u2060"

GLUE = {ord(NO_BREAK_SPACE): " ", ord(WORD_JOINER): None}
"Gives back what was written, for whatever is read and not laid out."

LONGEST = 20
"Letters; what is longer may be cut after all, or it would not fit between the margins at 28 points."

DOSE = re.compile(r"(?<![\w.,])(\d+(?:[.,:/–-]\d+)*) ([^\W\d_]\S*)")
DATE = re.compile(r"(?<!\w)(\d{1,2}\.?)[ \u00a0]([^\W\d_]\S*)[ \u00a0](\d{4})(?!\d)")
COMPOUND = re.compile(r"(?<=[^\s–‐-])([–‐-])(?=[^\s\u2060–‐-])")

TELEPHONE = re.compile(r"(?<![\w+])(?:\+\d|0\d)(?:[ \u00a0-]?\d){8,12}(?!\w)")
"A number in the text itself, which nobody has marked: at least 10 digits that begin as telephone numbers do."

LATIN = r"A-Za-zÀ-ÖØ-öø-ɏ"
UNITS = r"(?:\d+(?:[.,]\d+)*[ \u00a0]?(?=(?:mg|mcg|µg|g|kg|ml|l|cm|mm)\b))?"
PHRASE = re.compile(rf"{UNITS}[{LATIN}](?:[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\n]*[{LATIN}\d])?")
"Latin words with what stands between them, and the number of a dose before its unit."

COUNTED = re.compile(rf"\d+(?:[.,:]\d+)*(?:\s?{UNSPACED.pattern}{{1,2}}\d+)*\s?{UNSPACED.pattern}{{1,2}}")
"A number with its unit, or a date, in a script whose lines may end after any letter."


def keep_together(root: etree._Element) -> None:
    """Glue numbers to what they count, dates, and both sides of a hyphen; twice is as good as once."""
    for element in root.iter():
        if element.text:
            element.text = _glued(element.text)
        if element.tail and element is not root:
            element.tail = _glued(element.tail)


def _glued(text: str) -> str:
    if UNSPACED.search(text):
        return text
    text = DATE.sub(lambda date: NO_BREAK_SPACE.join(date.groups()), text)
    text = DOSE.sub(lambda dose: _if_short(NO_BREAK_SPACE.join(dose.groups()), dose[0]), text)
    return re.sub(r"[^\s\u00a0]+", lambda word: _if_short(COMPOUND.sub(rf"\1{WORD_JOINER}", word[0]), word[0]), text)


def _if_short(glued: str, text: str) -> str:
    """What was glued, unless it is long; an address is never cut at a hyphen, which would be lost from it."""
    return glued if len(text) <= LONGEST or "/" in text or "@" in text else text


def set_apart(article: etree._Element, *, rtl: bool) -> None:
    """Give elements of their own to what keeps its own direction, or is kept whole without a space to glue.

    The engine lays out each element's text by itself: a Latin name with an element in it would have its parts from
    right to left.
    """
    _wrap(article, TELEPHONE, "bdi", {"class": "number", "dir": "ltr"})
    if rtl:
        _wrap(article, PHRASE, "bdi", {"class": "latin", "dir": "ltr"})
    _wrap(article, COUNTED, "span", {"class": "whole"})


def _wrap(article: etree._Element, pattern: re.Pattern[str], tag: str, attributes: dict[str, str]) -> None:
    for element in list(article.iter()):
        if not _stands_apart(element, article, attributes):
            _wrap_text(element, pattern, tag, attributes, tail=False)
        parent = element.getparent()
        if element is not article and parent is not None and not _stands_apart(parent, article, attributes):
            _wrap_text(element, pattern, tag, attributes, tail=True)


def _stands_apart(element: etree._Element, article: etree._Element, attributes: dict[str, str]) -> bool:
    """Whether an element or one around it is already what would be made: of that class, or of that direction."""
    for one in (element, *element.iterancestors()):
        if one is article:
            return False
        if one.get("class") in {attributes["class"], "address", "number"}:
            return True
        if attributes["class"] == "latin" and one.get("dir"):
            return one.get("dir") == "ltr"
    return False


def _wrap_text(
    element: etree._Element, pattern: re.Pattern[str], tag: str, attributes: dict[str, str], *, tail: bool
) -> None:
    text = (element.tail if tail else element.text) or ""
    pieces = list(_pieces(text, pattern))
    if len(pieces) == 1:
        return
    parent = element.getparent() if tail else element
    assert parent is not None, "text after an element stands in its parent"
    place = parent.index(element) + 1 if tail else 0
    if tail:
        element.tail = pieces[0]
    else:
        element.text = pieces[0]
    for found, after in zip(pieces[1::2], pieces[2::2], strict=True):
        wrapped = etree.Element(tag, attributes)
        wrapped.text, wrapped.tail = found, after
        parent.insert(place, wrapped)
        place += 1


def _pieces(text: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """Text, found, text, found, … text."""
    end = 0
    for match in pattern.finditer(text):
        yield text[end : match.start()]
        yield match.group()
        end = match.end()
    yield text[end:]
