"""Leaflet: one Markdown file of the folder of leaflets, its front matter typed and validated."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from leafletpress.edition import digest_of
from leafletpress.errors import LeafletError, Problem, display_path

FENCE = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_BYTES = 1 << 20
"A leaflet of more than 1 MiB is a mistake; the longest real ones have a tenth of that."


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


@dataclass(frozen=True, slots=True)
class Leaflet:
    """One leaflet's source."""

    name: str
    "Name of the file without its ending; also its address."
    path: str
    "From the project's root: `docs/osseointegration.md`."
    front: FrontMatter
    front_lines: tuple[tuple[str, int], ...]
    "The line of each key of the front matter."
    text: str
    "Markdown below the front matter."
    first_line: int
    "Line of the file on which `text` begins, from 1."
    digest: str
    "`sha256:…` of the whole file."

    def line_of(self, piece: str, start: int = 0) -> int | None:
        """The line of the file on which a piece of the text first stands, from an offset in the text on."""
        at = self.text.find(piece, start)
        return None if at < 0 else self.first_line + self.text.count("\n", 0, at)

    def where(self, piece: str) -> str:
        """`docs/leaflet.md:12`, or the path alone where the piece cannot be found."""
        line = self.line_of(piece)
        return self.path if line is None else f"{self.path}:{line}"


def find_leaflets(docs_dir: Path, root: Path) -> tuple[Path, ...]:
    """Every Markdown file in the folder of leaflets, sorted; raises LeafletError for names that cannot be addresses."""
    paths = sorted(docs_dir.rglob("*.md"))
    problems = []
    for path in paths:
        if path.parent != docs_dir or not NAME.fullmatch(path.stem):
            problems.append(
                Problem(
                    display_path(path, root),
                    "this file's name or place cannot become a page's address",
                    "a name of small letters, digits and single hyphens, directly in the folder of leaflets",
                    "rename it, for instance to `going-home.md`; translations belong in `translations/`, not in docs",
                )
            )
    if not paths:
        problems.append(
            Problem(display_path(docs_dir, root), "there is no leaflet here", "at least one Markdown file", "add one")
        )
    if problems:
        raise LeafletError(problems)
    return tuple(paths)


def read_leaflet(path: Path, root: Path) -> Leaflet:
    """Read and validate one leaflet; raises LeafletError with every problem of its front matter."""
    shown = display_path(path, root)
    if path.is_symlink() or not path.resolve().is_relative_to(root.resolve()):
        raise LeafletError(
            Problem(shown, "this file is a link to another place", "a file of the project's own", "copy it in")
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LeafletError(
            Problem(shown, f"the file cannot be read ({error.strerror})", "a readable file", "check its permissions")
        ) from error
    if len(data) > MAX_BYTES:
        raise LeafletError(
            Problem(
                shown, f"the file has {len(data):,} bytes", f"at most {MAX_BYTES:,}", "split it into several leaflets"
            )
        )
    try:
        whole = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise LeafletError(
            Problem(f"{shown}:{line}", "this line is not UTF-8 text", "UTF-8", "save the file as UTF-8 in your editor")
        ) from error
    match = FENCE.match(whole)
    if not match:
        raise LeafletError(
            Problem(
                f"{shown}:1",
                "the leaflet does not begin with front matter",
                "a block of `key: value` lines between two lines of `---`",
                "copy the block from another leaflet and fill it in",
            )
        )
    front, lines = _FrontMatterReader(shown, match[1]).read()
    for line, text in enumerate(whole.split("\n"), start=1):
        if bad := re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]", text):
            raise LeafletError(
                Problem(
                    f"{shown}:{line}", f"an invisible control character ({bad[0]!r})", "text only", "delete it", text
                )
            )
    first_line = whole.count("\n", 0, match.end()) + 1
    return Leaflet(path.stem, shown, front, tuple(lines.items()), whole[match.end() :], first_line, digest_of(data))


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
        contact_nodes = self._mapping(nodes.get("contact"), "contact.")
        if "contact" not in nodes:
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
                    key: self._text(contact_nodes, key, prefix="contact.") if "contact" in nodes else ""
                    for key in ("name", "phone", "email", "address")
                }
            ),
            sources=self._texts(nodes, "sources"),
        )
        known = {"title", "summary", "kind", "number", "version", "published", "review_due", "owner", "audience"}
        for key in nodes.keys() - known - {"contact", "sources"}:
            self._problem(
                key, f"`{key}` is not a key of a leaflet's front matter", f"one of {', '.join(sorted(known))}"
            )
        for key in contact_nodes.keys() - {"name", "phone", "email", "address"}:
            self._problem(f"contact.{key}", f"`{key}` is not part of a contact", "name, phone, email, address")
        if front.review_due <= front.published:
            self._problem("review_due", "the review is due before publication", "a date after `published`")
        if front.contact.email and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+", front.contact.email):
            self._problem("contact.email", f"{front.contact.email!r} is not an e-mail address", "`name@example.org`")
        if front.contact.phone and not re.fullmatch(r"\+?[\d ()-]{3,}", front.contact.phone):
            self._problem("contact.phone", f"{front.contact.phone!r} is not a telephone number", "`020 7946 0018`")
        if self.problems:
            raise LeafletError(sorted(self.problems, key=lambda problem: (len(problem.where), problem.where)))
        return front, self.lines

    def _problem(self, key: str, found: str, expected: str) -> None:
        line = self.lines.get(key) or self.lines.get(key.split(".")[0]) or 1
        self.problems.append(
            Problem(f"{self.path}:{line}", found, expected, f"correct `{key.split('.')[-1]}` in the front matter")
        )

    def _compose(self) -> yaml.Node | None:
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
        if node is None or (isinstance(node, yaml.ScalarNode) and not node.value.strip()):
            if default is None:
                self._problem(prefix + key, f"`{prefix}{key}` is missing or empty", "a line of text")
            return default or ""
        if not isinstance(node, yaml.ScalarNode):
            self._problem(
                prefix + key, f"`{prefix}{key}` is a list or a block of keys", "a line of text in quotation marks"
            )
            return ""
        return " ".join(node.value.split())

    def _texts(self, nodes: dict[str, yaml.Node], key: str) -> tuple[str, ...]:
        node = nodes.get(key)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode) or not all(isinstance(item, yaml.ScalarNode) for item in node.value):
            self._problem(key, f"`{key}` is not a list of lines", "one `- line` for each")
            return ()
        return tuple(" ".join(item.value.split()) for item in node.value)

    def _date(self, nodes: dict[str, yaml.Node], key: str) -> datetime.date:
        value = self._text(nodes, key)
        parse: Callable[[str], datetime.date] = datetime.date.fromisoformat
        try:
            return parse(value)
        except ValueError:
            if value:
                self._problem(key, f"`{key}` is {value!r}", "a date such as 2026-11-01")
            return datetime.date.max if key == "review_due" else datetime.date.min
