"""Read-along: the sentences of a page marked, and when each of them is heard in the page's recording.

Only a computer's recording has cues: it was made sentence by sentence. Cues are kept under the recording's own digest,
so that a page never shows the times of another.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from lxml import html
from markupsafe import Markup

from leafletpress.codedigest import code_digest
from leafletpress.edition import Edition
from leafletpress.interface import Interface, _
from leafletpress.locales import locale_from_tag
from leafletpress.siteplan import SitePlan, render_context
from leafletpress.store import Store, key_of
from leafletpress.structured import data_block

AUDIO = "audio-mp3"
SPEEDS = (0.75, 1.0, 1.25, 1.5, 2.0)

WORDS = {
    "play": _("Play"),
    "pause": _("Pause"),
    "previous": _("Previous sentence"),
    "next": _("Next sentence"),
    "speed": _("Speed"),
    "chapter": _("Go to a part"),
    "follow": _("Move the page along with the voice"),
    "hint": _("While you listen, press a sentence to hear it."),
    "keys": _(
        "By keyboard: go to the marked sentence, choose another one with the up and down arrows, and press Enter."
    ),
}
"By the script's names."


@dataclass(frozen=True, slots=True)
class ReadAlong:
    """What the script of the player needs."""

    cues: Markup
    "JSON: `rate`, `cues` (id, start, end) and `chapters` (id, start, level, title), in samples."
    words: str
    "JSON: every phrase that the script shows, by name, each with `text`, `lang` and `dir`; and `speeds`."


def read_along_of(plan: SitePlan, edition: Edition) -> ReadAlong | None:
    """The cues of an edition's recording, where a computer reads it."""
    key = (edition.leaflet, edition.locale.tag)
    made = next((one for one in plan.renditions.get(key, ()) if one.format == AUDIO), None)
    if made is None or made.fact("reader") == "person":
        return None
    interface = plan.interfaces[edition.locale.tag]
    return ReadAlong(data_block(_cues(plan, edition, made.sha256)), _words(interface))


def marked_tree(plan: SitePlan, edition: Edition) -> html.HtmlElement:
    """The edition's tree with an id on every sentence, as its cues name them."""
    from leafletpress.narration import narrate
    from leafletpress.speech.marking import mark_sentences

    interface = plan.interfaces[edition.locale.tag]
    return mark_sentences(edition.tree(), narrate(edition, interface, organisation=plan.project.organisation))


def _cues(plan: SitePlan, edition: Edition, sha256: str) -> dict[str, Any]:
    store = Store(plan.project.cache_dir)
    key = key_of("cues", code_digest("leafletpress.readalong"), edition.digest, sha256)
    if data := store.noted(key):
        kept: dict[str, Any] = json.loads(data)
        return kept
    from leafletpress.renderers.audio import recorded
    from leafletpress.speech.cues import read_along

    found = read_along(recorded(edition, render_context(plan, edition, AUDIO))).as_json()
    store.note(key, json.dumps(found, ensure_ascii=False).encode())
    return found


def _words(interface: Interface) -> str:
    phrases = {name: interface.phrase(msgid) for name, msgid in WORDS.items()}
    words: dict[str, Any] = {
        name: {"text": phrase.text, "lang": phrase.lang, "dir": locale_from_tag(phrase.lang).direction}
        for name, phrase in phrases.items()
    }
    return json.dumps({**words, "speeds": SPEEDS}, ensure_ascii=False, separators=(",", ":"))
