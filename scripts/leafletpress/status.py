"""What every format says of its translation, in the reader's language."""

from __future__ import annotations

from leafletpress.edition import Edition, Origin, Phrase
from leafletpress.interface import Interface, _
from leafletpress.locales import format_date, locale_from_tag

UNCHECKED: dict[Origin, str] = {
    "source": "",
    "machine": _("A computer made this translation. No person has checked it yet. It may contain mistakes."),
    "human": _("A person made this translation. It has not been checked yet."),
}
"What readers must be told of a translation that nobody has signed off."

CHECKED: dict[Origin, str] = {
    "source": "",
    "machine": _("A computer made this translation. {by} checked it on {date}."),
    "human": _("{by} checked this translation on {date}."),
}
"What readers are told of a translation that is signed off."

INCOMPLETE = _("Parts of this leaflet are not translated yet. They are in English.")
WITHHELD = _("This leaflet has not been translated and checked in this language yet. The text is in English.")
MESSAGES = (*filter(None, UNCHECKED.values()), *filter(None, CHECKED.values()), INCOMPLETE, WITHHELD)
"Everything that may be said of a translation."


def status_phrases(edition: Edition, interface: Interface) -> tuple[Phrase, ...]:
    """What every format of the edition says of its translation, in the reader's language; nothing for the source."""
    if edition.locale == edition.source_locale:
        return ()
    if edition.status == "withheld":
        return (interface.phrase(WITHHELD),)
    if edition.approval and edition.status == "approved":
        message = CHECKED[edition.origin]
        date = format_date(edition.approval.on, locale_from_tag(interface.phrase(message).lang))
        return (interface.phrase(message, by=edition.approval.by, date=date),)
    phrases = [interface.phrase(UNCHECKED[edition.origin])]
    if edition.status == "incomplete":
        phrases.append(interface.phrase(INCOMPLETE))
    return tuple(phrases)
