"""The style rules that depend on the leaflet: its size, its languages and its digits.

They stand in the document itself, because its rules go before those of `overrides/print/style.css`, which the engine
takes as the reader's own sheet and parses once for all leaflets.
"""

from __future__ import annotations

from collections.abc import Mapping

from leafletpress.renderers.print.numerals import Numerals
from leafletpress.renderers.print.paper import FEWEST_LINES, FIRST, TIGHT, Paper
from leafletpress.renderers.print.room import lines_for
from leafletpress.renderers.print.typefaces import LATIN, Typeface


def page_rules(paper: Paper, line_height: float, head: str) -> str:
    """CSS text of what the size of the letters asks of the page, whose lines are so many em apart.

    The running head is in the same large letters as the text, and may need more than one line.
    """
    lines = lines_for(head, paper)
    return (
        f"@page {{ margin-left: {paper.margin:.2f}pt; margin-right: {paper.margin:.2f}pt; "
        f"margin-top: {paper.edge(lines, line_height):.2f}pt; margin-bottom: {paper.edge(1, line_height):.2f}pt }}\n"
        f"@page :first {{ margin-top: {FIRST:.2f}pt }}\n"
        f".running-head p, .running-foot p {{ line-height: {line_height * TIGHT:.2f} }}\n"
        f"html {{ orphans: {paper.cut(line_height)}; widows: {FEWEST_LINES} }}"
    )


def style_rules(points: int, stacks: Mapping[str, tuple[Typeface, ...]], numerals: Numerals) -> str:
    """CSS text."""
    rules = [f"html {{ font-size: {points}pt }}"]
    for tag, stack in stacks.items():
        families = ", ".join(f'"{face.family}"' for face in stack)
        # A joined fi is harder to tell apart; the letters of other scripts are not themselves without their ligatures.
        ligatures = "none" if stack[0] is LATIN else "normal"
        rules.append(
            f":lang({tag}) {{ font-family: {families}; line-height: {stack[0].line_height}; "
            f"font-variant-ligatures: {ligatures} }}"
        )
    # Numbers and addresses in the same plain letters in every language, and with wide spaces. After the rules for the
    # languages, which weigh as much.
    rules.append(f'.number, .address, .latin {{ font-family: "{LATIN.family}"; font-variant-ligatures: none }}')
    style = numerals.counter_style
    rules.append(f".page::before {{ content: counter(page, {style}) }}")
    rules.append(f".pages::before {{ content: counter(pages, {style}) }}")
    rules.append(f".contents-page::before {{ content: target-counter(attr(data-target), page, {style}) }}")
    # Notes are numbered in the text with Western digits, so their list keeps them.
    rules.append(f"ol {{ list-style-type: {style} }} .references ol {{ list-style-type: decimal }}")
    return "\n".join(rules)
