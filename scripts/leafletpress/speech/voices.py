"""Which computer voice reads which language.

Voices are named by their id and never by a language code: codes are guessed at by the engine, and an unknown one would
leave the voice of the language before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leafletpress.interface import _
from leafletpress.locales import Locale
from leafletpress.renderers import Unavailable

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
    ("si", "Sinh"): "inc/si",
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

What is missing is missing on purpose. Somali, Pashto, Igbo and Yoruba have no voice. Dari could borrow the Persian one,
and Sorani the Kurmanji one, but a stand-in misreads words that a patient acts on.
"""

REGIONAL_VOICES = {"pt-BR": "roa/pt-BR", "es-419": "roa/es-419", "fr-BE": "roa/fr-BE", "fr-CH": "roa/fr-CH"}

NATIVE_DIGITS = {"ne": "०१२३४५६७८९"}
"Languages whose voice reads ASCII digits in English. Every other voice reads ASCII digits, and Urdu's reads no others."


def voice_for(locale: Locale, settings: Mapping[str, Any]) -> str | Unavailable:
    """The id of the voice that reads a language, or why there is none.

    `settings["voice"]` is a mapping of tag to voice id; a language that it does not name keeps its default.
    """
    configured: str | None = settings.get("voice", {}).get(locale.tag)
    voice = configured or REGIONAL_VOICES.get(locale.tag) or ESPEAK_VOICES.get((locale.language, locale.script))
    if voice is None:
        return Unavailable(_("No computer voice exists for {language}."), (("language", locale.english_name),))
    return voice
