"""PO files as text: what is not changed stays byte for byte as Poedit, Weblate or msgmerge wrote it.

A file is a row of blocks between blank lines. Only a block whose entry changes is written anew.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import polib

from leafletpress.errors import CatalogueError, Problem
from leafletpress.locales import Locale

WRAP = 78
"Columns, as gettext wraps by default."
SIMILAR = 0.6
"Share of equal text from which an old translation is offered for a changed sentence; msgmerge uses the same."


@dataclass(frozen=True, slots=True)
class TemplateEntry:
    """One message that translators are asked for."""

    msgid: str
    context: str | None
    references: tuple[str, ...]
    "`docs/leaflet.md:23`"
    comments: tuple[str, ...]
    "What the author and the extraction tell translators."


@dataclass(slots=True)
class Block:
    """One entry as it stands in the file."""

    raw: str
    entry: polib.POEntry | None
    "None for the header and for what is no entry."


def split_blocks(text: str, shown: str = "the catalogue") -> list[Block]:
    """The file's blocks, with the blank lines after each; joined again they are the file.

    Raises CatalogueError for an entry that can only be read together with its neighbours; `shown` is the path.
    """
    starts = [0]
    lines, at, in_entry, seen_msgstr = text.split("\n"), 0, False, False
    for line in lines if lines[-1] else lines[:-1]:
        stripped = line.strip()
        begins = bool(re.match(r'#(?!~\s*(?:"|msgstr|msgid_plural))|msgctxt|msgid(?!_plural)', stripped))
        if begins and (seen_msgstr or not in_entry) and at:
            starts.append(at)
            in_entry, seen_msgstr = True, False
        elif begins:
            in_entry = True
        if not stripped:
            in_entry = seen_msgstr = False
        if stripped.startswith(("msgstr", "#~ msgstr")):
            seen_msgstr = True
        at += len(line) + 1
    bounds = [*starts, len(text)]
    return [
        _block(text[start:end], f"{shown}:{text.count(chr(10), 0, start) + 1}")
        for start, end in pairwise(bounds)
        if text[start:end]
    ]


def _block(raw: str, where: str) -> Block:
    try:
        parsed = polib.pofile(raw.rstrip("\n") + "\n", wrapwidth=WRAP)
    except (OSError, ValueError) as error:
        raise CatalogueError(
            Problem(
                where,
                "the entry that begins here cannot be read by itself",
                "a blank line before each entry and none within",
                "open the file in Poedit and save it again",
                raw,
            )
        ) from error
    return Block(raw, parsed[0] if len(parsed) else None)


def with_header(text: str, fields: Mapping[str, str], shown: str = "the catalogue") -> str:
    """The file with header fields set; an empty value takes the field away. Nothing else changes."""
    blocks = split_blocks(text, shown)
    for block in blocks:
        if block.entry is None and re.search(r'^msgid ""', block.raw, re.MULTILINE):
            block.raw = _header_with(block.raw, fields)
            return "".join(b.raw for b in blocks)
    return new_header({}) + _header_lines(fields) + "\n\n" + text


def _header_with(raw: str, fields: Mapping[str, str]) -> str:
    kept: list[str] = []
    dropping = False
    for line in raw.rstrip("\n").split("\n"):
        name = line.strip().lstrip('"').split(":")[0]
        if line.startswith('"') and (dropping or name in fields):
            dropping = not line.rstrip().endswith('\\n"')  # a wrapped field goes on until its line feed
            continue
        kept.append(line)
    rows = [*kept, *filter(None, [_header_lines(fields)])]
    return "\n".join(rows) + "\n" * (len(raw) - len(raw.rstrip("\n")))


def _header_lines(fields: Mapping[str, str]) -> str:
    return "\n".join(f'"{polib.escape(name)}: {polib.escape(value)}\\n"' for name, value in fields.items() if value)


def new_header(fields: Mapping[str, str]) -> str:
    """The head of a new file."""
    return 'msgid ""\nmsgstr ""\n' + _header_lines(fields)


def template_text(name: str, template: Sequence[TemplateEntry]) -> str:
    """A template: every message, in the leaflet's order, without translation. It holds no time."""
    head = {
        "Project-Id-Version": f"leafletpress {name}",
        "Language": "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    return "\n\n".join([new_header(head), *(_rendered(_entry(message)).rstrip("\n") for message in template)]) + "\n"


def new_catalogue_text(name: str, locale: Locale, template: Sequence[TemplateEntry], fields: Mapping[str, str]) -> str:
    """A catalogue that waits for its translator."""
    head = {
        "Project-Id-Version": f"leafletpress {name}",
        "Language": locale.tag.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        **fields,
    }
    return merged(new_header(head) + "\n", template)


def merged(
    text: str,
    template: Sequence[TemplateEntry],
    others: Mapping[str, str] | None = None,
    shown: str = "the catalogue",
) -> str:
    """The catalogue brought up to the template.

    Messages that are still there keep their blocks; a changed one gets the old translation, fuzzy, with its previous
    msgid; one that is gone becomes obsolete. `others` holds translations of equal sentences in other leaflets (msgid to
    msgstr): they are offered, fuzzy too.
    """
    head, known, obsolete = _sorted_blocks(split_blocks(text, shown))
    wanted = {(message.msgid, message.context) for message in template}
    left = {key: block for key, block in known.items() if key not in wanted and block.entry and block.entry.msgstr}
    out: list[str] = [head.rstrip("\n")] if head.strip() else []
    used: set[tuple[str, str | None]] = set()
    revived = {
        (block.entry.msgid, block.entry.msgctxt): block for block in obsolete if block.entry and block.entry.msgstr
    }
    for message in template:
        key = (message.msgid, message.context)
        if key in revived and not _translated(known.get(key)):
            obsolete = [block for block in obsolete if block is not revived[key]]
            known.pop(key, None)
            out.append(_revived(message, revived[key]).rstrip("\n"))
        elif block := known.get(key):
            out.append(_refreshed(block, message).rstrip("\n"))
        else:
            out.append(_new_block(message, left, used, others or {}).rstrip("\n"))
    gone = [block.entry for key, block in known.items() if key not in wanted and key not in used and block.entry]
    for entry in gone:
        if entry.msgstr:
            entry.obsolete, entry.occurrences, entry.comment = True, [], ""
            out.append(_rendered(entry).rstrip("\n"))
    return "\n\n".join([*out, *(block.raw.rstrip("\n") for block in obsolete)]) + "\n"


def _sorted_blocks(blocks: list[Block]) -> tuple[str, dict[tuple[str, str | None], Block], list[Block]]:
    head = ""
    known: dict[tuple[str, str | None], Block] = {}
    obsolete: list[Block] = []
    for block in blocks:
        if block.entry is None:
            head += block.raw
        elif block.entry.obsolete:
            obsolete.append(block)
        else:
            known[block.entry.msgid, block.entry.msgctxt] = block
    return head, known, obsolete


def _refreshed(block: Block, message: TemplateEntry) -> str:
    """The block as it is, unless its references or the author's comments have changed."""
    entry = block.entry
    assert entry is not None
    references = [tuple(reference) for reference in entry.occurrences]
    wanted = [_reference(reference) for reference in message.references]
    if references == wanted and entry.comment.split() == " ".join(message.comments).split():  # wrapped or not
        return block.raw
    rows = [row for row in block.raw.rstrip("\n").split("\n") if not row.startswith(("#:", "#."))]
    own = [row for row in rows if row.startswith("# ") or row == "#"]
    rest = [row for row in rows if row not in own]
    asked = [f"#. {row}".rstrip() for comment in message.comments for row in comment.split("\n")]
    return "\n".join([*own, *asked, *(f"#: {reference}" for reference in message.references), *rest])


def _translated(block: Block | None) -> bool:
    return bool(block and block.entry and block.entry.msgstr)


def _revived(message: TemplateEntry, block: Block) -> str:
    """A sentence that was gone and is back, word for word, gets its translation back."""
    assert block.entry is not None
    entry = _entry(message)
    entry.msgstr, entry.flags, entry.tcomment = block.entry.msgstr, block.entry.flags, block.entry.tcomment
    return _rendered(entry)


def _new_block(
    message: TemplateEntry,
    left: Mapping[tuple[str, str | None], Block],
    used: set[tuple[str, str | None]],
    others: Mapping[str, str],
) -> str:
    entry = _entry(message)
    if message.msgid in others:
        entry.msgstr, entry.flags = others[message.msgid], ["fuzzy"]
        return _rendered(entry)
    candidates = {msgid: (msgid, context) for msgid, context in left if context == message.context}
    close = difflib.get_close_matches(message.msgid, candidates, n=1, cutoff=SIMILAR)
    if close:
        key = candidates[close[0]]
        old = left[key].entry
        assert old is not None
        used.add(key)
        entry.msgstr, entry.flags, entry.tcomment = old.msgstr, ["fuzzy"], old.tcomment
        entry.previous_msgid = old.msgid
    return _rendered(entry)


def _entry(message: TemplateEntry) -> polib.POEntry:
    return polib.POEntry(
        msgid=message.msgid,
        msgctxt=message.context,
        comment="\n".join(message.comments),
        occurrences=[_reference(reference) for reference in message.references],
    )


def _reference(reference: str) -> tuple[str, str]:
    path, _, line = reference.rpartition(":")
    return (path, line) if path and line.isdigit() else (reference, "")


def _rendered(entry: polib.POEntry) -> str:
    rendered: str = entry.__unicode__(wrapwidth=WRAP)
    return rendered
