"""The front matter of a leaflet: typed, validated, and with the line of each problem."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from leafletpress.characters import INVISIBLE
from leafletpress.errors import LeafletError, Problem

LONGEST_TOPIC = 60
"Letters; what is longer is a sentence and no name."


FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class SourceContact:
    """Whom to ask, as written."""

    name: str
    phone: str
    email: str
    address: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the author says about the leaflet, in the source language."""

    title: str
    summary: str
    kind: Literal["leaflet", "page"]
    number: str
    version: str
    published: datetime.date
    review_due: datetime.date
    owner: str
    audience: str
    contact: SourceContact
    sources: tuple[str, ...]
    topics: tuple[str, ...] = ()
    "Names of the topics that a leaflet is listed under."


def read_front_matter(path: str, text: str) -> tuple[FrontMatter, dict[str, int]]:
    """The front matter and the line of each of its keys; raises LeafletError with every problem."""
    return _FrontMatterReader(path, text).read()


def _is_null(node: yaml.Node | None) -> bool:
    """Whether there is nothing, or YAML's word for it: `~`, `null`."""
    return node is None or node.tag == "tag:yaml.org,2002:null"


class _FrontMatterReader:
    """Reads the YAML node by node, so that each problem can name its line."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}

    def read(self) -> tuple[FrontMatter, dict[str, int]]:
        nodes = self._mapping(self._compose(), "")
        kind = self._text(nodes, "kind", default="leaflet")
        if kind not in ("leaflet", "page"):
            self._problem("kind", f"`kind` is {kind!r}", "`leaflet` or `page`")
        of_leaflets = None if kind == "leaflet" else ""
        contact_given = not _is_null(nodes.get("contact"))
        contact_nodes = self._mapping(nodes.get("contact"), "contact.") if contact_given else {}
        if not contact_given:
            self._problem("contact", "`contact` is missing", "name, phone, email and address of the team to ask")
        front = FrontMatter(
            title=self._text(nodes, "title"),
            summary=self._text(nodes, "summary"),
            kind="page" if kind == "page" else "leaflet",
            number=self._text(nodes, "number", default=of_leaflets),
            version=self._text(nodes, "version", default=of_leaflets),
            published=self._date(nodes, "published"),
            review_due=self._date(nodes, "review_due"),
            owner=self._text(nodes, "owner"),
            audience=self._text(nodes, "audience", default=""),
            contact=SourceContact(
                **{
                    key: self._text(contact_nodes, key, prefix="contact.") if contact_given else ""
                    for key in ("name", "phone", "email", "address")
                }
            ),
            sources=self._texts(nodes, "sources"),
            topics=self._topics(nodes, kind),
        )
        known = {"title", "summary", "kind", "number", "version", "published", "review_due", "owner", "audience"}
        known |= {"contact", "sources", "topics"}
        for key in nodes.keys() - known:
            self._problem(
                key, f"`{key}` is not a key of a leaflet's front matter", f"one of {', '.join(sorted(known))}"
            )
        for key in contact_nodes.keys() - {"name", "phone", "email", "address"}:
            self._problem(f"contact.{key}", f"`{key}` is not part of a contact", "name, phone, email, address")
        if front.review_due <= front.published:
            self._problem("review_due", "the review is due before publication", "a date after `published`")
        if front.contact.email and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+", front.contact.email):
            self._problem("contact.email", f"{front.contact.email!r} is not an e-mail address", "`name@example.org`")
        if front.contact.phone and not re.fullmatch(r"\+?[ ()-]*(?:\d[ ()-]*){3,}", front.contact.phone):
            self._problem("contact.phone", f"{front.contact.phone!r} is not a telephone number", "`020 7946 0018`")
        if self.problems:
            raise LeafletError(sorted(self.problems, key=lambda problem: (len(problem.where), problem.where)))
        return front, self.lines

    def _problem(self, key: str, found: str, expected: str, line: int = 0) -> None:
        line = line or self.lines.get(key) or self.lines.get(key.split(".")[0]) or 1
        self.problems.append(
            Problem(f"{self.path}:{line}", found, expected, f"correct `{key.split('.')[-1]}` in the front matter")
        )

    def _compose(self) -> yaml.Node | None:
        try:
            # The parser in C reads thousands of leaflets in a tenth of the time. It admits tabs and signs that the
            # other refuses, and what is wrong the other tells better
            if self.text.replace("\n", "").isprintable():
                return yaml.compose(self.text, Loader=FAST)
        except (yaml.YAMLError, RecursionError):
            pass
        try:
            return yaml.compose(self.text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 2 if mark else 2
            lines = self.text.split("\n")
            raise LeafletError(
                Problem(
                    f"{self.path}:{line}",
                    f"the front matter is not valid YAML ({getattr(error, 'problem', error)})",
                    "lines of `key: value`; a value with a colon or a quotation mark stands in quotation marks",
                    "correct this line, or put its value in quotation marks",
                    lines[line - 2] if line - 2 < len(lines) else "",
                )
            ) from error
        except RecursionError as error:
            raise LeafletError(
                Problem(
                    f"{self.path}:2", "the front matter is nested too deeply", "lines of `key: value`", "flatten it"
                )
            ) from error

    def _mapping(self, node: yaml.Node | None, prefix: str) -> dict[str, yaml.Node]:
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.lines[prefix.rstrip(".")] = node.start_mark.line + 2
            self._problem(
                prefix.rstrip(".") or "front matter", "there is no list of keys here", "lines of `key: value`"
            )
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            self.lines[prefix + name] = key.start_mark.line + 2
            if name in found:
                self._problem(prefix + name, f"`{name}` stands here twice", "each key once")
            found[name] = value
        return found

    def _text(self, nodes: dict[str, yaml.Node], key: str, *, default: str | None = None, prefix: str = "") -> str:
        node = nodes.get(key)
        if _is_null(node) or (isinstance(node, yaml.ScalarNode) and not node.value.strip()):
            if default is None:
                self._problem(prefix + key, f"`{prefix}{key}` is missing or empty", "a line of text")
            return default or ""
        if not isinstance(node, yaml.ScalarNode):
            self._problem(
                prefix + key, f"`{prefix}{key}` is a list or a block of keys", "a line of text in quotation marks"
            )
            return ""
        return self._line(prefix + key, node)

    def _texts(self, nodes: dict[str, yaml.Node], key: str) -> tuple[str, ...]:
        node = nodes.get(key)
        if _is_null(node):
            return ()
        if not isinstance(node, yaml.SequenceNode) or not all(isinstance(item, yaml.ScalarNode) for item in node.value):
            self._problem(key, f"`{key}` is not a list of lines", "one `- line` for each")
            return ()
        for item in node.value:
            if _is_null(item) or not item.value.strip():
                self._problem(key, f"an item of `{key}` is empty", "a line of text", item.start_mark.line + 2)
        return tuple(self._line(key, item) for item in node.value)

    def _topics(self, nodes: dict[str, yaml.Node], kind: str) -> tuple[str, ...]:
        topics = self._texts(nodes, "topics")
        if topics and kind != "leaflet":
            self._problem("topics", "a page has `topics`", "topics of leaflets only: pages are on every page already")
        seen: dict[str, str] = {}
        for topic in topics:
            if (before := seen.get(topic.casefold())) is not None:
                self._problem("topics", f"the topic {topic!r} stands beside {before!r}", "each topic once")
            seen[topic.casefold()] = topic
            if len(topic) > LONGEST_TOPIC:
                self._problem(
                    "topics", f"the topic {topic!r} has {len(topic)} letters", f"a name of at most {LONGEST_TOPIC}"
                )
        return topics

    def _line(self, key: str, node: yaml.ScalarNode) -> str:
        """The value in one line; YAML's escapes can bring in what the check of the file does not see."""
        if bad := INVISIBLE.search(node.value):
            found = f"an invisible control character ({bad[0]!r}) in `{key}`"
            self._problem(key, found, "text only", node.start_mark.line + 2)
        return " ".join(node.value.split())

    def _date(self, nodes: dict[str, yaml.Node], key: str) -> datetime.date:
        value = self._text(nodes, key)
        parse: Callable[[str], datetime.date] = datetime.date.fromisoformat
        try:
            return parse(value)
        except ValueError:
            if value:
                self._problem(key, f"`{key}` is {value!r}", "a date such as 2026-11-01")
            return datetime.date.max if key == "review_due" else datetime.date.min
