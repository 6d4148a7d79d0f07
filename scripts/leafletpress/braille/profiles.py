"""Profiles: which braille code each language is written in here, and why some have none.

A language is published when three things hold: an authority that readers know has made or endorsed its six-dot table;
every character of our leaflets has a sign, from the table or from a source that is named; and every number comes
through. A table named after a language is no proof of that: Romanian's are computer braille of eight dots.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from leafletpress.interface import _
from leafletpress.locales import Locale

Grade = Literal[1, 2]

NO_TABLE = _("There is no braille table for {language} that we can use.")
NOT_CHECKED = _("We cannot offer braille in {language} until a braille reader has checked our table.")

UEB_UNCONTRACTED = "en-ueb-g1.ctb"


@dataclass(frozen=True, slots=True)
class Profile:
    """One language's braille."""

    tag: str
    code: str
    "Name of the code in English, for metadata and provenance."
    registered: str
    "Its name in DAISY's registry of braille codes."
    tables: Mapping[Grade, str]
    "Table of each grade, the grade that is published first."
    authority: str
    "Who made the table, or what the profile rests on."
    replacements: Mapping[str, str] = field(default_factory=dict)
    "Characters that the table lacks, and what stands for them: other characters, or braille patterns as they are."
    latin_table: str = ""
    "Table of words in Latin letters, where the code's own has none, or writes addresses in computer braille."
    only_addresses: bool = False
    "Whether that table is for addresses alone."
    bullet: str = "•"
    separators: str = "⠂⠲"
    "Cells after which a number goes on without another sign."
    number_like: tuple[str, ...] = ()
    "Signs that begin with the number sign and are no number."
    sign_is_letter: bool = False
    "Whether the number sign is a letter too."
    level_signs: Mapping[str, str] = field(default_factory=dict)
    "What stands before a raised (`sup`) or lowered (`sub`) number or letter; a code without them refuses such text."
    note_signs: tuple[str, str] = ("(", ")")
    "Around words that are ours and not the leaflet's."
    numeric_space: bool = False
    "Whether the table joins digits on both sides of a space into one number."
    plain_header: bool = False
    "Whether the running header goes without capitals, as RNIB writes it."
    emphasis_holds_marks: bool = False
    "Whether emphasis goes on over a closing mark behind it."
    marks_emphasis: bool = True
    "Whether the table knows bold and italics."
    blocked: str = ""
    "Why the language is not published, as a message; a reviewer named in the settings opens it."


ENGLISH = Profile(
    "en",
    "Unified English Braille",
    "ueb",
    {2: "en-ueb-g2.ctb", 1: UEB_UNCONTRACTED},
    "UK code; liblouis' table is maintained by APH and RNIB",
    # Levels: Rules of UEB 3.24. liblouis has the sign for ² but not for ⁹.
    replacements={
        **{raised: f"⠰⠔{digit}" for digit, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
        **{lowered: f"⠰⠢{digit}" for digit, lowered in enumerate("₀₁₂₃₄₅₆₇₈₉")},
        "„": "“",
    },
    separators="⠂⠲⠐⠌",
    level_signs={"sup": "⠰⠔", "sub": "⠰⠢"},
    note_signs=("⠈⠨⠣", "⠈⠨⠜"),  # Rules of UEB 3.27
    numeric_space=True,
    plain_header=True,
    emphasis_holds_marks=True,
)

INDIAN_SEPARATORS = "⠂⠨⠤⠒"

URDU_PUNCTUATION = {
    ".": "۔", ",": "،", ";": "؛", "?": "؟", "“": "«", "”": "»", "‘": "«", "’": "»",
    ":": "⠒", "!": "⠖", "(": "⠶", ")": "⠶", "[": "⠶", "]": "⠶", "-": "⠤", "–": "⠤", "—": "⠤⠤",
    "…": "۔۔۔", "।": "۔",
}  # fmt: skip
"""The table has letters, digits, four marks and two quotation marks. World Braille Usage (UNESCO, third edition, 2013)
gives the others: colon and exclamation mark for Pakistan (page 104), brackets, hyphen and dash for the languages of
India, Urdu among them (page 68). It gives no solidus, and the usual cell of one is a letter in Urdu: such text is
refused."""

PROFILES: Mapping[str, Profile] = {
    profile.tag: profile
    for profile in (
        ENGLISH,
        Profile(
            "pl", "Polish braille", "Polish", {1: "pl.tbl"},
            "ViewPlus and Łukasz Golonka, who keeps it, 2004 to 2021",
            replacements={"•": "-", "→": "-", "€": "EUR"}, bullet="-", separators="⠂⠄", number_like=("⠼⠚⠴",),
            marks_emphasis=False,
        ),
        Profile(
            "ar", "Arabic braille", "Arabic", {1: "ar-ar-g1.utb"},
            "Unified Arabic Braille; Mada, Qatar Assistive Technology Center, 2020",
            replacements={"٪": "%", "٫": ".", "٬": ","},
        ),
        Profile(
            "bn", "Bharati braille (Bengali)", "Bharati", {1: "bn.tbl"},
            "Braille Council of India and National Institute for the Visually Handicapped, 2014",
            replacements={"।": ".", "॥": ".", "→": "-"}, separators=INDIAN_SEPARATORS,
            sign_is_letter=True, latin_table=UEB_UNCONTRACTED,
        ),
        Profile(
            "gu", "Bharati braille (Gujarati)", "Bharati", {1: "gu.tbl"},
            "Braille Council of India and National Institute for the Visually Handicapped, 2014",
            # Candra o, which the table left out: dots 1346 in the Bharati Braille Code (version 2.1, 2026).
            replacements={"।": ".", "॥": ".", "ૉ": "⠭", "ઑ": "⠭", "→": "-"}, separators=INDIAN_SEPARATORS,
            sign_is_letter=True, latin_table=UEB_UNCONTRACTED,
        ),
        Profile(
            "pa", "Bharati braille (Punjabi)", "Bharati", {1: "pa.tbl"},
            "Braille Council of India and National Institute for the Visually Handicapped, 2014",
            replacements={"→": "-"}, separators=INDIAN_SEPARATORS,
            sign_is_letter=True, latin_table=UEB_UNCONTRACTED,
        ),
        Profile(
            "ur", "Urdu braille", "Urdu", {1: "ur-pk-g1.utb"},
            "Compass Braille (UK) with Buta Masih, 2021",
            replacements=URDU_PUNCTUATION, latin_table=UEB_UNCONTRACTED, bullet="-", separators="",
            marks_emphasis=False,
        ),
        Profile(
            "cy", "Welsh braille", "Welsh", {1: "cy-cy-g1.utb"},
            "BRLTTY, 2004: older than the change of Welsh to the signs of Unified English Braille",
            replacements={"–": "-", "—": "-"}, latin_table=UEB_UNCONTRACTED, only_addresses=True, bullet="-",
            separators="⠂⠄⠠⠒", blocked=NOT_CHECKED,
        ),
        Profile(
            "uk", "Ukrainian braille", "Ukrainian", {1: "uk.utb"},
            "EAC Lemur, 2017; forward only, and names no specification", separators="⠂⠲", number_like=("⠼⠴",),
            blocked=NOT_CHECKED,
        ),
        Profile(
            "zh-Hans", "Chinese Common Braille", "Chinese common", {1: "zhcn-cbs.ctb"},
            "liblouis contributors, 2022; writes sounds, and characters of several sounds come out wrong",
            sign_is_letter=True, separators="⠲⠂⠄⠨",
            blocked=NOT_CHECKED,
        ),
    )
}  # fmt: skip
"""Languages without an entry have no table: liblouis has nothing for Dari or Somali, and for Romanian only computer
braille of eight dots."""


def profile_for(locale: Locale) -> Profile | None:
    """The profile of a language: a region makes no difference, a script that is named does (`pa-Arab` is not `pa`)."""
    names = [locale.tag, f"{locale.language}-{locale.script}"]
    if f"-{locale.script}" not in locale.tag:
        names.append(locale.language)
    return next((PROFILES[name] for name in names if name in PROFILES), None)
