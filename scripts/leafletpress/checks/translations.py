"""Rules over translated messages: the facts of the source, the script of the language, a plausible length.

A translator waives a rule for one message with a comment in the catalogue, and must say why:
`# leafletpress: allow number because the emergency number is another one here`
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from leafletpress.catalogue import Catalogue, Entry
from leafletpress.checks import Finding
from leafletpress.locales import Locale
from leafletpress.segments import Message

SCRIPT_NAMES = {
    "Arab": "ARABIC",
    "Beng": "BENGALI",
    "Cyrl": "CYRILLIC",
    "Deva": "DEVANAGARI",
    "Ethi": "ETHIOPIC",
    "Grek": "GREEK",
    "Gujr": "GUJARATI",
    "Guru": "GURMUKHI",
    "Hans": "CJK",
    "Hant": "CJK",
    "Latn": "LATIN",
    "Taml": "TAMIL",
}
"How the names of a script's letters begin in Unicode."

LENGTHS = {"CJK": (0.12, 1.5)}
"Shortest and longest translation as a share of the source's letters, by script."
USUAL_LENGTHS = (0.5, 2.5)
SHORT = 40
"Below so many letters a length says nothing."

LATIN_WORD = re.compile("[A-Za-z]+")

OPENING = {
    "\u2066": "\u2069",
    "\u2067": "\u2069",
    "\u2068": "\u2069",
    "\u202a": "\u202c",
    "\u202b": "\u202c",
    "\u202d": "\u202c",
    "\u202e": "\u202c",
}
"Bidirectional controls and what ends each: https://www.unicode.org/reports/tr9/"


def check_catalogue(catalogue: Catalogue, messages: Iterable[Message], locale: Locale) -> Iterator[Finding]:
    """Every finding of one catalogue, in the leaflet's order; equal messages once."""
    for msgid, context in dict.fromkeys((message.msgid, message.context) for message in messages):
        entry = catalogue.entries.get((msgid, context))
        if entry is None or entry.state == "untranslated":
            yield Finding(
                "translation/missing", "warning", catalogue.path, f"no translation of {_short(msgid)}", "translate it"
            )
            continue
        where = f"{catalogue.path}:{entry.line}"
        if entry.state == "fuzzy":
            yield Finding(
                "translation/fuzzy",
                "warning",
                where,
                f"not settled: {_short(msgid)}",
                "correct it and take the mark away",
            )
            continue
        for fault in entry.faults:
            yield Finding(
                f"translation/{fault.split(' ')[0]}",
                "error",
                where,
                f"{fault} in the translation of {_short(msgid)}",
                "give the translation the facts of the source",
            )
        yield from (
            finding
            for finding in _manner(entry, locale, where)
            if finding.rule.split("/")[1] not in dict(entry.waivers)
        )


def _manner(entry: Entry, locale: Locale, where: str) -> Iterator[Finding]:
    msgid, msgstr = entry.msgid, entry.msgstr
    script = SCRIPT_NAMES.get(locale.script, "")
    kept = set(LATIN_WORD.findall(msgid))  # names stay as they are
    letters = [
        c
        for c in LATIN_WORD.sub(lambda word: "" if word[0] in kept else word[0], _without_marks(msgstr))
        if c.isalpha()
    ]
    own = sum(unicodedata.name(c, "").startswith(script) for c in letters)
    words = [word for word in _without_marks(msgid).split() if word.isalpha() and word.islower()]
    if script and words and own < len(letters) / 2:
        yield Finding(
            "translation/script",
            "error",
            where,
            f"{_short(msgstr)} is not in the script of {locale.english_name}",
            "write it in the language's own script",
        )
    if msgstr == msgid and len(words) > 1:
        yield Finding(
            "translation/identical",
            "error",
            where,
            f"the translation of {_short(msgid)} is the English text",
            "translate it",
        )
    low, high = LENGTHS.get(script, USUAL_LENGTHS)
    if len(msgid) > SHORT and not low <= len(msgstr) / len(msgid) <= high:
        yield Finding(
            "translation/length",
            "error",
            where,
            f"the translation of {_short(msgid)} has {len(msgstr) / len(msgid):.1f} times its length",
            "check that nothing is missing or added",
        )
    if not _balanced(msgstr):
        yield Finding(
            "translation/direction",
            "error",
            where,
            f"a bidirectional control is not closed in {_short(msgstr)}",
            "delete the control characters",
        )


def _without_marks(text: str) -> str:
    """Without link targets and tags, which are not in any language."""
    kept, depth = [], 0
    for character in text:
        depth += character in "<("
        if not depth:
            kept.append(character)
        depth -= character in ">)" and depth > 0
    return "".join(kept)


def _balanced(text: str) -> bool:
    waiting: list[str] = []
    for character in text:
        if character in OPENING:
            waiting.append(OPENING[character])
        elif character in OPENING.values() and (not waiting or waiting.pop() != character):
            return False
    return not waiting


def _short(text: str) -> str:
    return f"“{text[:60]}{'…' if len(text) > 60 else ''}”"
