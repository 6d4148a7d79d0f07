"""The words that our own templates and formats say, in the reader's language.

English is the msgid. A phrase whose translation is missing stays English and says so by its `lang`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leafletpress.edition import Phrase
from leafletpress.locales import Locale


def _(msgid: str) -> str:
    """Mark a message for extraction; it is translated where an `Interface` is at hand."""
    return msgid


@dataclass(frozen=True, slots=True)
class Interface:
    """The interface catalogue of one locale."""

    locale: Locale
    source_locale: Locale
    messages: Mapping[str, str] = field(default_factory=dict)
    "msgid to msgstr; published translations only."

    def phrase(self, msgid: str, **values: object) -> Phrase:
        """The message with its `{placeholders}` filled, and the language it is in."""
        msgstr = self.messages.get(msgid)
        lang = self.source_locale.tag if msgstr is None else self.locale.tag
        return Phrase((msgstr or msgid).format_map(values) if values else (msgstr or msgid), lang)

    def text(self, msgid: str, **values: object) -> str:
        """The message alone, for places that cannot mark a language, such as attributes."""
        return self.phrase(msgid, **values).text
