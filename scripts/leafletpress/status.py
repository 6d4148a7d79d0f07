"""What every format says of its translation, in the reader's language."""

from __future__ import annotations

from leafletpress.edition import Edition, Origin, Phrase
from leafletpress.interface import Interface, _

ORIGINS: dict[Origin, str] = {
    "source": "",
    "machine": _("A computer made this translation. No person has checked it yet. It may contain mistakes."),
    "human": _("A person made this translation. It has not been checked yet."),
}
"What readers must be told of a translation that nobody has signed off."

INCOMPLETE = _("Parts of this page are not translated yet. They are shown in English.")
"What readers must be told where some text stayed English."


def status_phrases(edition: Edition, interface: Interface) -> tuple[Phrase, ...]:
    """What every format of the edition says of its translation, in the reader's language."""
    if edition.locale == edition.source_locale or edition.status == "approved":
        return ()
    phrases = [interface.phrase(ORIGINS[edition.origin])] if edition.messages.translated else []
    if edition.status == "incomplete":
        phrases.append(interface.phrase(INCOMPLETE))
    return tuple(phrases)
