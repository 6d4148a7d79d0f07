"""What the search field says, given to its script by the page."""

from __future__ import annotations

import json

from leafletpress.interface import Interface, _
from leafletpress.locales import locale_from_tag

WORDS = {
    "label": _("Search for words in the leaflets"),
    "button": _("Search"),
    "found": _("Leaflets found: {number}"),
    "similar": _("No leaflet has exactly these words. Leaflets with similar words: {number}"),
    "none": _("No leaflet has these words. Try another word, or look at the list of leaflets."),
    "failed": _("The search does not work at the moment. Please look at the list of leaflets."),
}
"By the script's names; `{number}` is filled by the script."


def search_words(interface: Interface) -> str:
    """JSON of every phrase with its language and direction."""
    phrases = {name: interface.phrase(msgid) for name, msgid in WORDS.items()}
    return json.dumps(
        {
            name: {"text": phrase.text, "lang": phrase.lang, "dir": locale_from_tag(phrase.lang).direction}
            for name, phrase in phrases.items()
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
