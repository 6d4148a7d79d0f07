"""Which computer voice reads which language.

Voices are named by their id and never by a language code: codes are guessed at by the engine, and an unknown one would
leave the voice of the language before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leafletpress.interface import _
from leafletpress.locales import Locale
from leafletpress.renderers import Unavailable

DEFAULT_RATE = 160
"What the engine is asked for: English words a minute, without pauses. A leaflet comes to about 145 with them."

RATES = {
    "cs": 180,
    "fr": 150,
    "hu": 180,
    "lt": 195,
    "lv": 180,
    "pl": 180,
    "ro": 170,
    "sk": 180,
    "sw": 185,
    "tr": 210,
    "vi": 140,
}
"""Where the default would come to fewer than 120 or more than 170 of the language's own words a minute.

Measured on short leaflets; a language with long words has fewer of them in the same time.
"""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who reads, and how fast."""

    id: str
    rate: int
    "Words a minute, as the engine counts them."


ESPEAK_VOICES = {
    ("am", "Ethi"): "sem/am",
    ("ar", "Arab"): "sem/ar",
    ("bg", "Cyrl"): "zls/bg",
    ("bn", "Beng"): "inc/bn",
    ("cs", "Latn"): "zlw/cs",
    ("cy", "Latn"): "cel/cy",
    ("de", "Latn"): "gmw/de",
    ("el", "Grek"): "grk/el",
    ("en", "Latn"): "gmw/en",
    ("es", "Latn"): "roa/es",
    ("fa", "Arab"): "ira/fa",
    ("fr", "Latn"): "roa/fr",
    ("gu", "Gujr"): "inc/gu",
    ("hi", "Deva"): "inc/hi",
    ("hu", "Latn"): "urj/hu",
    ("it", "Latn"): "roa/it",
    ("ku", "Latn"): "ira/ku",
    ("lt", "Latn"): "bat/lt",
    ("lv", "Latn"): "bat/lv",
    ("ml", "Mlym"): "dra/ml",
    ("ne", "Deva"): "inc/ne",
    ("nl", "Latn"): "gmw/nl",
    ("pa", "Guru"): "inc/pa",
    ("pl", "Latn"): "zlw/pl",
    ("pt", "Latn"): "roa/pt",
    ("ro", "Latn"): "roa/ro",
    ("ru", "Cyrl"): "zle/ru",
    ("sk", "Latn"): "zlw/sk",
    ("sq", "Latn"): "ine/sq",
    ("sw", "Latn"): "bnt/sw",
    ("ta", "Taml"): "dra/ta",
    ("te", "Telu"): "dra/te",
    ("ti", "Ethi"): "sem/ti",
    ("tr", "Latn"): "trk/tr",
    ("uk", "Cyrl"): "zle/uk",
    ("ur", "Arab"): "inc/ur",
    ("vi", "Latn"): "aav/vi",
    ("yue", "Hant"): "sit/yue",
    ("zh", "Hans"): "sit/cmn",
    ("zh", "Hant"): "sit/cmn",
}
"""Language and script to voice id.

What is missing is missing on purpose. Somali, Pashto, Igbo and Yoruba have no voice. Sinhala's says "two hundred and
one" for both 6 and 7. Dari could borrow the Persian one, and Sorani the Kurmanji one, but a stand-in misreads words
that a patient acts on.
"""

REGIONAL_VOICES = {"pt-BR": "roa/pt-BR", "es-419": "roa/es-419", "fr-BE": "roa/fr-BE", "fr-CH": "roa/fr-CH"}

KNOWN_VOICES = frozenset((*ESPEAK_VOICES.values(), *REGIONAL_VOICES.values()))

LOUDNESS_LUFS = -23.0
"Of every file, as broadcasters have it (EBU R 128): louder, and the peaks of most voices would be cut off."

DEFAULT_VOLUME = 75
# fmt: off
VOLUMES = {
    "aav/vi": 76, "bat/lt": 86, "bat/lv": 73, "bnt/sw": 76, "cel/cy": 77, "dra/ml": 83,
    "dra/ta": 86, "dra/te": 84, "gmw/de": 84, "gmw/en": 78, "gmw/nl": 88, "grk/el": 84,
    "inc/bn": 65, "inc/gu": 73, "inc/hi": 77, "inc/ne": 76, "inc/pa": 75, "inc/ur": 73,
    "ine/sq": 84, "ira/fa": 81, "ira/ku": 77, "roa/es": 82, "roa/es-419": 78, "roa/fr": 100,
    "roa/fr-BE": 100, "roa/fr-CH": 100, "roa/it": 87, "roa/pt": 79, "roa/pt-BR": 78, "roa/ro": 87,
    "sem/am": 79, "sem/ar": 84, "sem/ti": 67, "sit/cmn": 67, "sit/yue": 76, "trk/tr": 77,
    "urj/hu": 90, "zle/ru": 83, "zle/uk": 69, "zls/bg": 84, "zlw/cs": 86, "zlw/pl": 86,
    "zlw/sk": 84,
}
# fmt: on
"""Per cent of the engine's own, one constant a voice: no file is processed on its own, so that sentences can be cached.

Measured on leaflets for en, cy, pl, ro, pa, ur, ar, bn, gu, zh and uk, on numbers for the other languages.
"""

NATIVE_DIGITS = {"ne": "०१२३४५६७८९"}
"Languages whose voice reads ASCII digits in English. Every other voice reads ASCII digits, and Urdu's reads no others."


def voice_for(locale: Locale, settings: Mapping[str, Any]) -> Voice | Unavailable:
    """The voice that reads a language, or why there is none.

    `settings["voice"]` is the id of another voice, `settings["rate"]` another number of words a minute.
    """
    configured: str | None = settings.get("voice")
    voice = configured or REGIONAL_VOICES.get(locale.tag) or ESPEAK_VOICES.get((locale.language, locale.script))
    if voice is None:
        return Unavailable(_("No computer voice exists for {language}."), (("language", locale.english_name),))
    return Voice(voice, settings.get("rate", RATES.get(locale.language, DEFAULT_RATE)))
