"""Leaflet: one Markdown file of the folder of leaflets, and what such a file must be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from leafletpress.characters import INVISIBLE
from leafletpress.edition import digest_of
from leafletpress.errors import LeafletError, Problem, display_path
from leafletpress.front_matter import FrontMatter, read_front_matter

FENCE = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ENDINGS = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mkdn"})
"MkDocs takes the others for pages too: a file that ends in one would be shown, but never as a leaflet."
RESERVED = frozenset({"interface"})
"Names of catalogues that hold something else than a leaflet's translations."
MAX_BYTES = 1 << 20
"A leaflet of more than 1 MiB is a mistake; the longest real ones have a tenth of that."


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
    paths = sorted(path for path in docs_dir.rglob("*") if path.suffix.lower() in ENDINGS)
    problems = []
    for path in paths:
        if path.suffix != ".md":
            problems.append(
                Problem(
                    display_path(path, root),
                    f"a Markdown file whose name ends in {path.suffix}",
                    "a name that ends in .md",
                    f"rename it to `{path.stem}.md`",
                )
            )
        elif path.stem in RESERVED:
            problems.append(
                Problem(
                    display_path(path, root),
                    f"the name `{path.stem}` belongs to the catalogue of the generator's own words",
                    "another name",
                    "rename the leaflet",
                )
            )
        elif path.parent != docs_dir or not NAME.fullmatch(path.stem):
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
    for line, text in enumerate(whole.split("\n"), start=1):  # before YAML, which counts lines in a way of its own
        if bad := INVISIBLE.search(text):
            raise LeafletError(
                Problem(
                    f"{shown}:{line}", f"an invisible control character ({bad[0]!r})", "text only", "delete it", text
                )
            )
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
    front, lines = read_front_matter(shown, match[1])
    first_line = whole.count("\n", 0, match.end()) + 1
    return Leaflet(path.stem, shown, front, tuple(lines.items()), whole[match.end() :], first_line, digest_of(data))
