"""How each element of an edition is read aloud: a table from its kind to a small function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from lxml import etree, html

from leafletpress.edition import Edition, Phrase
from leafletpress.errors import Problem, RenditionError
from leafletpress.interface import Interface, _
from leafletpress.speech.inline import Break, Inline, Picture, Run, collapsed
from leafletpress.speech.inlines import INLINES
from leafletpress.speech.places import text_places
from leafletpress.speech.sentences import sentence_spans
from leafletpress.speech.tables import TABLE_MESSAGE, read_table
from leafletpress.speech.utterance import HEADING_PAUSE_MS, ITEM_PAUSE_MS, PARAGRAPH_PAUSE_MS, Style, Utterance

PICTURE_MESSAGE = _("Picture:")
REFERENCES_MESSAGE = _("The references are on the web page.")
LIST_MESSAGE = _("List, number of items: {number}.")
SHORTEST_LIST = 2
"Items of a list that is announced."
MESSAGES = (LIST_MESSAGE, PICTURE_MESSAGE, REFERENCES_MESSAGE, TABLE_MESSAGE)
"Every message of the interface catalogue that is said within the text."


class Reader:
    """Walks a tree and collects sentences."""

    def __init__(
        self, edition: Edition, tree: html.HtmlElement, interface: Interface, announcements: Iterable[Phrase]
    ) -> None:
        self.edition = edition
        self.interface = interface
        self.places = text_places(tree)
        self.utterances: list[Utterance] = []
        self._announcements = tuple(announcements)
        self._lead = ""

    def announce(self) -> None:
        """Say what comes between the title and the text, once."""
        for phrase in self._announcements:
            self.say((Run(phrase.text, phrase.lang),), "", Style("announcement", ITEM_PAUSE_MS))
        self._announcements = ()

    def label(self, phrase: Phrase) -> None:
        """Say a word of our own that names what follows."""
        self.say((Run(phrase.text, phrase.lang),), "", Style("label", 0))

    def lead_in(self, text: str) -> None:
        """Put a text before the next sentence: the number of an item, the header of a column."""
        self._lead = text

    def flow(self, element: html.HtmlElement, lang: str, style: Style) -> None:
        """Say an element that holds text, other elements or both."""
        pending: list[Inline] = [self.text(element, lang)]
        for child in element:
            block = BLOCKS.get(child.tag)
            if block is None:
                pending += self.inline(child, lang)
            else:
                self.say(pending, self.path(element), style)
                pending = []
                block(self, child, child.get("lang", lang), style)
            pending.append(self.tail(child, lang))
        self.say(pending, self.path(element), style)

    def inline(self, element: html.HtmlElement, lang: str) -> list[Inline]:
        """What an element within a sentence adds to it."""
        if element.tag is etree.Comment:
            return []
        if element.tag not in INLINES:
            raise self.refusal(element, "nobody has said how to read it aloud")
        return INLINES[element.tag](self, element, element.get("lang", lang))

    def within(self, element: html.HtmlElement, lang: str) -> list[Inline]:
        """The content of an element within a sentence."""
        items: list[Inline] = [self.text(element, lang)]
        for child in element:
            items += self.inline(child, lang)
            items.append(self.tail(child, lang))
        return items

    def text(self, element: html.HtmlElement, lang: str) -> Run:
        """The text before an element's first child."""
        return Run(element.text or "", lang, at=self.places[element][0])

    def tail(self, element: html.HtmlElement, lang: str) -> Run:
        """The text after an element."""
        return Run(element.tail or "", lang, at=self.places[element][1])

    def say(self, items: Iterable[Inline], element: str, style: Style) -> None:
        """Say what stands in one block, sentence by sentence; the last one has the block's pause."""
        runs: list[Run] = []
        before = len(self.utterances)
        for item in items:
            if isinstance(item, Run):
                runs.append(item)
                continue
            self._sentences(runs, element, style)
            runs = []
            if isinstance(item, Picture):
                self._picture(item)
        self._sentences(runs, element, style)
        if len(self.utterances) > before:
            self.utterances[-1] = replace(self.utterances[-1], pause_after_ms=style.pause_ms)

    def children(self, element: html.HtmlElement, *tags: str) -> Iterator[html.HtmlElement]:
        """The children of an element that may hold only these."""
        if (element.text or "").strip():
            raise self.refusal(element, "text stands between its parts")
        for child in element:
            if child.tag not in tags and child.tag is not etree.Comment:
                raise self.refusal(child, f"it stands straight inside <{element.tag}>")
            if (child.tail or "").strip():
                raise self.refusal(element, "text stands between its parts")
            if child.tag is not etree.Comment:
                yield child

    def path(self, element: html.HtmlElement) -> str:
        """How the element is found again in an equal tree."""
        name = element.get("id")
        return f"#{name}" if name else str(element.getroottree().getpath(element))

    def refusal(self, element: html.HtmlElement, reason: str) -> RenditionError:
        """The error for content that would otherwise be lost."""
        return RenditionError(
            Problem(
                where=f"{self.edition.source} ({self.edition.locale.tag})",
                found=f"<{element.tag}> cannot be narrated: {reason}",
                expected="one of " + ", ".join(sorted({*BLOCKS, *INLINES})),
                remedy="write it in another way, or say in leafletpress/narration.py how it is read",
                excerpt=etree.tostring(element, encoding="unicode", with_tail=False),
            )
        )

    def _sentences(self, runs: Iterable[Run], element: str, style: Style) -> None:
        text = collapsed(runs)
        if not text.text:
            return
        for start, end in sentence_spans(text.text, text.lang):
            sentence = text.part(start, end)
            shift = len(self._lead)
            utterance = Utterance(
                key="",
                kind=style.kind,
                lang=sentence.lang,
                shown=self._lead + sentence.text,
                element=element,
                pause_after_ms=0,
                level=style.level,
                phones=tuple((first + shift, last + shift) for first, last in sentence.phones),
                span=sentence.span,
            )
            self._lead = ""
            self.utterances.append(utterance)

    def _picture(self, picture: Picture) -> None:
        description = picture.element.get("alt")
        if description is None:
            raise self.refusal(picture.element, "it has no alternative text")
        if description.strip():
            self.label(self.interface.phrase(PICTURE_MESSAGE))
            style = Style("picture", PARAGRAPH_PAUSE_MS)
            self.say((Run(description, picture.lang),), self.path(picture.element), style)


def _heading(reader: Reader, element: html.HtmlElement, lang: str, style: Style) -> None:
    reader.flow(element, lang, Style("heading", HEADING_PAUSE_MS, int(element.tag[1])))
    reader.announce()


def _flow(reader: Reader, element: html.HtmlElement, lang: str, style: Style) -> None:
    reader.flow(element, lang, style)


def _preformatted(reader: Reader, element: html.HtmlElement, lang: str, style: Style) -> None:
    items: list[Inline] = []
    for item in reader.within(element, lang):
        while isinstance(item, Run) and "\n" in item.text:
            line = item.text.index("\n") + 1
            items += [replace(item, text=item.text[:line]), Break()]
            item = item.after(line)
        items.append(item)
    reader.say(items, reader.path(element), style)


def _section(reader: Reader, element: html.HtmlElement, lang: str, style: Style) -> None:
    if "references" not in element.get("class", "").split():
        reader.flow(element, lang, style)
        return
    phrase = reader.interface.phrase(REFERENCES_MESSAGE)
    reader.say((Run(phrase.text, phrase.lang),), reader.path(element), Style("announcement"))


def _list(reader: Reader, element: html.HtmlElement, lang: str, style: Style) -> None:
    number = int(element.get("start", "1"))
    items = tuple(reader.children(element, "li"))
    if len(items) >= SHORTEST_LIST:
        reader.label(reader.interface.phrase(LIST_MESSAGE, number=len(items)))
    for item in items:
        if element.tag == "ol":
            number = int(item.get("value", number))
            reader.lead_in(f"{number}. ")
            number += 1
        reader.flow(item, item.get("lang", lang), Style("item", ITEM_PAUSE_MS))
        reader.lead_in("")


def _definitions(reader: Reader, element: html.HtmlElement, lang: str, style: Style) -> None:
    for part in reader.children(element, "dt", "dd", "div"):
        if part.tag == "div":
            _definitions(reader, part, part.get("lang", lang), style)
        else:
            part_style = Style("term", ITEM_PAUSE_MS) if part.tag == "dt" else Style()
            reader.flow(part, part.get("lang", lang), part_style)


def _caption(reader: Reader, element: html.HtmlElement, lang: str, style: Style) -> None:
    reader.flow(element, lang, Style("caption"))


def _rule(reader: Reader, element: html.HtmlElement, lang: str, style: Style) -> None:
    """A rule is a pause, and blocks end with one."""


BLOCKS: dict[str, Callable[[Reader, html.HtmlElement, str, Style], None]] = {
    "aside": _flow,
    "blockquote": _flow,
    "div": _flow,
    "dl": _definitions,
    "figcaption": _caption,
    "figure": _flow,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "hr": _rule,
    "ol": _list,
    "p": _flow,
    "pre": _preformatted,
    "section": _section,
    "table": read_table,
    "ul": _list,
}
