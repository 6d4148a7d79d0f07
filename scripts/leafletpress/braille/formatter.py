"""From an edition's elements to blocks of braille lines.

Layout is RNIB's, as its transcribers describe it in the samples that they gave to DAISY's eBraille group
(github.com/daisy/ebraille, experiments/advanced-brfs/RNIB): cell numbers begin with 1 there and with 0 here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from leafletpress.braille.inline import Inline, Run, marked_items, parts
from leafletpress.braille.louis import ITALIC
from leafletpress.braille.options import Options
from leafletpress.braille.pages import Block
from leafletpress.braille.tables import as_columns, as_entries, grid_of
from leafletpress.braille.translation import Translator
from leafletpress.braille.wrapping import centre, centred, wrap
from leafletpress.interface import Interface, _

RULE = "⠐" + "⠒" * 11
"Below the title, and where print has a rule."
TABLE_END = "⠐⠒" + "⠂" * 10
BOX_TOP, BOX_FOOT = "⠐⠒⠖" + "⠒" * 16 + "⠲", "⠐⠒⠓" + "⠒" * 16 + "⠚"

TABLE_AS_LIST = _("This table is written as a list, with one entry for each row.")


@dataclass(frozen=True, slots=True)
class Style:
    """How a line of text lies on the page."""

    first: int = 2
    "Blank cells before its first line."
    runover: int = 0
    "Blank cells before the others."
    before: int = 0
    after: int = 0
    hanging: int = 0
    "More blank cells before the first line of a later paragraph of an item."
    centred: bool = False
    heading: bool = False
    emphasis: int = 0
    ruled: bool = False


STYLES = {
    "h1": Style(0, 0, before=1, centred=True, heading=True, ruled=True),
    "h2": Style(0, 0, before=1, after=1, centred=True, heading=True),
    "h3": Style(0, 4, before=1, heading=True),
    "h4": Style(2, 0, heading=True, emphasis=ITALIC),
    "h5": Style(2, 0, heading=True, emphasis=ITALIC),
    "h6": Style(2, 0, heading=True, emphasis=ITALIC),
    "caption": Style(2, 0, before=1, heading=True),
    "callout-title": Style(0, 4, heading=True),
    "centred": Style(0, 0, after=1, centred=True),
    "dt": Style(0, 4, heading=True),
    "fact": Style(0, 4),
    "pre": Style(0, 4),
}
"By element, or by class of a paragraph; anything else lies as its surroundings say."


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the page, and in which language, an element stands."""

    lang: str
    style: Style = field(default_factory=Style)
    "Of a paragraph here."
    level: int = 0
    "Blank cells before the items of a list here."
    list_runover: int | None = None
    "Of every item of the outermost list: 2 cells past the deepest item."


@dataclass(slots=True)
class Formatter:
    """One pass over one edition."""

    translator: Translator
    inline: Inline
    options: Options
    interface: Interface
    blocks: list[Block] = field(default_factory=list)
    prints: dict[str, str] = field(default_factory=dict)
    "The print of each line of braille."
    mark: list[Run] = field(default_factory=list)
    "The number or bullet that the next line begins with."

    def flow(self, element: etree._Element, place: Place) -> None:
        """Everything that an element holds, in its order."""
        for part in parts(element):
            if isinstance(part, list):
                self.say(self.inline.pieces(part, place.lang), place.style)
            else:
                self._block(part, place)

    def say(self, runs: list[Run], style: Style) -> None:
        """One line of text as a block."""
        runs = [replace(run, emphasis=run.emphasis | style.emphasis) for run in runs]
        line = self.translator.line([*self.mark, *runs])
        first = style.first if self.mark else style.first + style.hanging
        self.mark = []
        if not line:
            return
        width = self.options.width
        rows = centre(line, width) if style.centred else wrap(line, width, first, style.runover)
        self.prints |= {row.cells: row.print for row in rows}
        lines = [row.cells for row in rows]
        if style.ruled:
            lines.append(centred(RULE, width))
        self.blocks.append(Block(tuple(lines), style.before, style.after, style.heading))

    def _block(self, element: etree._Element, place: Place) -> None:
        rule = RULES.get(str(element.tag))
        if rule is None:
            raise self.inline.refuse(
                f"<{element.tag}> has no rule in braille here", f"one of {', '.join(sorted(RULES))}",
                "write it in another way, or say in leafletpress/braille/formatter.py how it is laid out", element,
            )  # fmt: skip
        if self.mark and element.tag not in ("p", "div"):
            self.say([], place.style)
        rule(self, element, replace(place, lang=element.get("lang") or place.lang))


def _text(formatter: Formatter, element: etree._Element, place: Place) -> None:
    names = [str(element.tag), *element.get("class", "").split()]
    style = next((STYLES[name] for name in names if name in STYLES), place.style)
    formatter.say(formatter.inline.runs(element, place.lang), style)


def _flow(formatter: Formatter, element: etree._Element, place: Place) -> None:
    formatter.flow(element, place)


def _section(formatter: Formatter, element: etree._Element, place: Place) -> None:
    start = len(formatter.blocks)
    formatter.flow(element, place)
    if element.get("class") == "title-page" and formatter.blocks:
        lines = sum(block.before + len(block.lines) + block.after for block in formatter.blocks[start:])
        if lines < formatter.options.height:
            formatter.blocks[-1] = replace(formatter.blocks[-1], ends_page=True)
        else:  # another page for a few lines would be a sheet of paper for nothing
            _rule(formatter, element, place)


def _quotation(formatter: Formatter, element: etree._Element, place: Place) -> None:
    formatter.flow(element, replace(place, style=Style(6, 4), level=4))


def _description(formatter: Formatter, element: etree._Element, place: Place) -> None:
    formatter.flow(element, replace(place, style=Style(2, 4), level=4))


def _list(formatter: Formatter, element: etree._Element, place: Place) -> None:
    runover = place.level + 2 * _depth(element) if place.list_runover is None else place.list_runover
    bullet = formatter.translator.profile.bullet if formatter.options.bullets else ""
    for mark, item in marked_items(element, formatter.inline, bullet):
        lang = item.get("lang") or place.lang
        style = Style(place.level, runover, hanging=2)
        formatter.mark = [Run(mark, lang)]
        formatter.flow(item, Place(lang, style, level=place.level + 2, list_runover=runover))
        if formatter.mark:  # an item without words keeps its number
            formatter.say([], style)


def _depth(element: etree._Element) -> int:
    """Levels of lists within a list, itself counted."""

    def above(one: etree._Element) -> int:
        return sum(1 for _list in one.iterancestors("ul", "ol"))

    return (
        1
        + max((above(inner) for inner in element.iterdescendants("ul", "ol")), default=above(element))
        - above(element)
    )


def _figure(formatter: Formatter, element: etree._Element, place: Place) -> None:
    start = len(formatter.blocks)
    formatter.flow(element, place)
    _set_apart(formatter, start)


def _set_apart(formatter: Formatter, start: int) -> None:
    """A blank line before and after everything since `start`."""
    if len(formatter.blocks) > start:
        formatter.blocks[start] = replace(formatter.blocks[start], before=1)
        formatter.blocks[-1] = replace(formatter.blocks[-1], after=1)


def _callout(formatter: Formatter, element: etree._Element, place: Place) -> None:
    """A box, as RNIB draws it; on one page where it takes no more than half of one."""
    start = len(formatter.blocks)
    formatter.flow(element, place)
    inner = formatter.blocks[start:]
    if not inner:
        return
    width = formatter.options.width
    top, foot = centred(BOX_TOP, width), centred(BOX_FOOT, width)
    lines: list[str] = []
    for block in inner:
        lines += [""] if block.before and lines and lines[-1] else []
        lines += [*block.lines, *[""] * block.after]
    while not lines[-1]:
        lines.pop()
    if len(lines) + 2 <= formatter.options.height // 2:
        formatter.blocks[start:] = [Block((top, *lines, foot), whole=True)]
    else:
        formatter.blocks.insert(start, Block((top,), heading=True))
        formatter.blocks[-1] = replace(formatter.blocks[-1], lines=(*formatter.blocks[-1].lines, foot), after=0)
    _set_apart(formatter, start)


def _rule(formatter: Formatter, element: etree._Element, place: Place) -> None:
    formatter.blocks.append(Block((centred(RULE, formatter.options.width),)))


def _preformatted(formatter: Formatter, element: etree._Element, place: Place) -> None:
    for line in "".join(map(str, element.itertext())).splitlines():
        formatter.say([Run(line, place.lang)], STYLES["pre"])


def _table(formatter: Formatter, element: etree._Element, place: Place) -> None:
    start = len(formatter.blocks)
    caption = element.find("caption")
    if caption is not None:
        _text(formatter, caption, replace(place, lang=caption.get("lang") or place.lang))
    grid = grid_of(element, formatter.inline, place.lang)
    width = formatter.options.width
    columns = as_columns(grid, formatter.translator, width)
    if columns:
        rows = [grid.headings, *grid.rows] if grid.headings else list(grid.rows)
        lines = [columns[0], *columns[2:]] if grid.headings else columns
        for line, row in zip(lines, rows, strict=True):
            formatter.prints[line] = " | ".join("".join(run.text for run in runs).strip() for runs in row)
        formatter.blocks.append(Block((*columns, centred(TABLE_END, width)), whole=True))
    else:
        note = formatter.interface.phrase(TABLE_AS_LIST)
        formatter.say([Run(note.text, note.lang, role="ours")], replace(Style(), heading=True))
        for entry in as_entries(grid):
            for number, runs in enumerate(entry):
                formatter.say(runs, Style(0 if number == 0 else 2, 4, heading=number == 0 and len(entry) > 1))
        formatter.blocks.append(Block((centred(TABLE_END, width),)))
    _set_apart(formatter, start)


LayoutRule = Callable[[Formatter, etree._Element, Place], None]

RULES: dict[str, LayoutRule] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "p", "dt", "figcaption"), _text),
    **dict.fromkeys(("div", "dl"), _flow),
    "aside": _callout,
    "blockquote": _quotation,
    "dd": _description,
    "figure": _figure,
    "hr": _rule,
    "ol": _list,
    "pre": _preformatted,
    "section": _section,
    "table": _table,
    "ul": _list,
}
"How each block is laid out; anything else is refused, so that nothing is lost in silence."
