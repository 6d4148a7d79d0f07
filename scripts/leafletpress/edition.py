"""Edition: one leaflet in one language, the only thing a renderer is given to render.

Its body is a well-formed HTML fragment made of the kinds listed in `BODY_ELEMENTS`; a renderer that meets anything
else must raise, so that content is never lost in silence.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import unicodedata
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from lxml import etree, html

from leafletpress.locales import Locale
from leafletpress.telephone import telephone_address

Status = Literal["approved", "unreviewed", "incomplete", "withheld"]
Origin = Literal["source", "machine", "human"]

BODY_ELEMENTS = frozenset(
    (
        "a abbr aside bdi blockquote br caption code dd div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr img li ol "
        "p pre section span strong sub sup table tbody td th thead tr ul"
    ).split()
)
"Every element that an edition's body may hold."

UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"Letters of scripts that write no spaces between words."


@dataclass(frozen=True, slots=True)
class Phrase:
    """A short text and the language it is in, for a phrase may have stayed English."""

    text: str
    lang: str
    "BCP 47 tag."

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask; everything but the name is the same in every language."""

    name: Phrase
    phone: str
    email: str
    address: str

    @property
    def telephone(self) -> str:
        """The address that rings the phone from anywhere."""
        return telephone_address(self.phone)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a leaflet says about itself; phrases are in the edition's language where they are translated."""

    title: Phrase
    summary: Phrase
    kind: Literal["leaflet", "page"]
    "A page belongs to the site and has no alternative formats of its own."
    number: str
    version: str
    published: datetime.date
    review_due: datetime.date
    owner: Phrase
    audience: Phrase | None
    contact: Contact
    sources: tuple[str, ...]
    topics: tuple[Phrase, ...] = ()
    "What the leaflet is listed under, in the author's order, which is the same in every language."


@dataclass(frozen=True, slots=True)
class MessageCounts:
    """How much of the leaflet is translated."""

    total: int
    translated: int
    fuzzy: int
    untranslated: int


@dataclass(frozen=True, slots=True)
class Approval:
    """Who signed a translation off, and when."""

    by: str
    "A role or team, in whatever language the site's staff write."
    on: datetime.date


@dataclass(frozen=True, slots=True)
class Edition:
    """One leaflet in one locale."""

    leaflet: str
    "The leaflet's name, also its address: `osseointegration`."
    source: str
    "Path of its source from the project's root."
    locale: Locale
    source_locale: Locale
    metadata: Metadata
    body: str
    """HTML fragment, UTF-8 text. The first element is the h1. Links are `#id`, `leaflet:NAME#id` for another leaflet or
    page, `tel:`, `mailto:` or `https:`; images are named by their path from the folder of leaflets. Text that is not in
    the edition's language stands in an element with `lang` and `dir`."""
    status: Status
    """`approved`: signed off, or the source itself. `unreviewed`: complete, not signed off. `incomplete`: some text is
    English, each passage marked. `withheld`: all text is English, and there is no alternative format."""
    origin: Origin
    "Who made the words: the authors (`source`), a machine or a person."
    messages: MessageCounts
    source_digest: str
    "`sha256:…` of the leaflet's source."
    catalogue_digest: str
    "`sha256:…` of the translations used; of nothing for the source locale."
    approval: Approval | None = None
    "The sign-off, where it is still good."
    resources: tuple[tuple[str, str], ...] = ()
    "Images: path from the folder of leaflets, and `sha256:…` of each, in order of first use."
    _digest: str = field(default="", init=False, repr=False, compare=False)
    _words: int = field(default=-1, init=False, repr=False, compare=False)
    "Worked out once: a site asks thousands of editions for both. A replaced edition begins without."

    @property
    def digest(self) -> str:
        """`sha256:…` of everything that a reader could notice; the same digest, the same leaflet."""
        if not self._digest:
            object.__setattr__(self, "_digest", digest_of(edition_to_json(self).encode()))
        return self._digest

    @property
    def body_locale(self) -> Locale:
        """The language of the body: the edition's own, unless the translation is withheld."""
        return self.source_locale if self.status == "withheld" else self.locale

    @property
    def words(self) -> int:
        """Words of the body; alternative texts are not counted."""
        if self._words < 0:
            object.__setattr__(self, "_words", count_words(" ".join(self.tree().itertext())))
        return self._words

    def tree(self) -> html.HtmlElement:
        """A fresh tree: an `article` with `lang` and `dir` that holds the body."""
        article = html.fragment_fromstring(self.body, create_parent="article")
        article.set("lang", self.body_locale.tag)
        article.set("dir", self.body_locale.direction)
        return article


@dataclass(frozen=True, slots=True)
class Rendition:
    """One edition in one format, as published."""

    format: str
    media_type: str
    filename: str
    "`<leaflet>-<tag>-<format>.<extension>`"
    bytes: int
    sha256: str
    edition_digest: str
    provenance: str
    "In English: how it was made and whether a person checked it."
    facts: tuple[tuple[str, str | int | float], ...] = ()
    "What fits the format: `pages`, `duration_s`, `voice`, …"

    def fact(self, name: str) -> str | int | float | None:
        """The value of a fact, or None where it does not fit the format."""
        return dict(self.facts).get(name)


def edition_to_json(edition: Edition) -> str:
    """The edition as text, to be kept or sent elsewhere."""
    facts = {name: value for name, value in asdict(edition).items() if not name.startswith("_")}
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str)


def edition_from_json(text: str, *, words: int | None = None) -> Edition:
    """The inverse of `edition_to_json`; given the number of words, the text is trusted to be just what that wrote."""
    raw = json.loads(text)
    meta = raw["metadata"]
    contact = meta["contact"]

    def own(value: dict[str, str] | None) -> Any:
        return Phrase(**value) if value else None

    metadata = Metadata(
        **{
            **meta,
            **{key: own(meta[key]) for key in ("title", "summary", "owner", "audience")},
            **{key: datetime.date.fromisoformat(meta[key]) for key in ("published", "review_due")},
            "contact": Contact(**{**contact, "name": own(contact["name"])}),
            "sources": tuple(meta["sources"]),
            "topics": tuple(own(topic) for topic in meta["topics"]),
        }
    )
    edition = Edition(
        **{
            **raw,
            "locale": Locale(**raw["locale"]),
            "source_locale": Locale(**raw["source_locale"]),
            "metadata": metadata,
            "messages": MessageCounts(**raw["messages"]),
            "approval": Approval(raw["approval"]["by"], datetime.date.fromisoformat(raw["approval"]["on"]))
            if raw["approval"]
            else None,
            "resources": tuple(tuple(pair) for pair in raw["resources"]),
        }
    )
    if words is not None:
        object.__setattr__(edition, "_digest", digest_of(text.encode()))
        object.__setattr__(edition, "_words", words)
    return edition


class _Kinds(dict[int, str]):
    """What each character is for counting words, for `str.translate`; each is looked up once."""

    ALONE = "1"

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)[0]
        if UNSPACED.match(character):
            kind = self.ALONE if category == "L" else " "
        elif category in "LMN":
            kind = "w"
        else:
            kind = "-" if character in "'’-" else " "
        self[code] = kind
        return kind


_KINDS = _Kinds()
WORD = re.compile("w[w-]*")


def count_words(text: str) -> int:
    """Count runs of letters, marks and digits; an apostrophe or hyphen stands inside.

    In scripts without spaces each letter counts, for nothing tells where a word ends.
    """
    kinds = text.translate(_KINDS)
    return len(WORD.findall(kinds)) + kinds.count(_Kinds.ALONE)


def digest_of(data: bytes) -> str:
    """`sha256:` and the hexadecimal digest."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def inner_html(element: html.HtmlElement) -> str:
    """The element's content as an HTML fragment that is also well-formed XML."""
    head = element.text or ""
    parts = [_escape(head)]
    parts += [etree.tostring(child, encoding="unicode", method="xml", with_tail=True) for child in element]
    return "".join(parts)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
