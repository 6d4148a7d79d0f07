"""What readers call each format, and what must be said of it wherever it is offered."""

from __future__ import annotations

from leafletpress.interface import _

LABELS = {
    "clear-print-pdf": _("Clear print (PDF)"),
    "large-print-pdf": _("Large print (PDF)"),
    "giant-print-pdf": _("Giant print (PDF)"),
    "audio-mp3": _("Audio (MP3)"),
    "captions-vtt": _("Captions (WebVTT)"),
    "braille-brf": _("Braille for embossers (BRF)"),
    "braille-brf-uncontracted": _("Uncontracted braille for embossers (BRF)"),
    "braille-pef": _("Braille for braille presses (PEF)"),
    "braille-ebrl": _("Braille for braille displays (eBraille)"),
    "epub": _("E-book (EPUB)"),
    "daisy": _("Talking book (DAISY)"),
    "docx": _("Word document (DOCX)"),
    "text": _("Plain text"),
}
"Every format of the contract, by its name in the manifest."

NOTICES = {
    "audio-mp3": _("A computer voice reads this recording. It may make mistakes."),
    "captions-vtt": _("A computer voice reads this recording. It may make mistakes."),
    "daisy": _("A computer voice reads this recording. It may make mistakes."),
    **dict.fromkeys(
        ("braille-brf", "braille-brf-uncontracted", "braille-pef", "braille-ebrl"),
        _("A computer made this braille. No braille reader has checked it. It may contain mistakes."),
    ),
}
"By format."

PROOFREAD = {"braille": _("A computer made this braille. {by} checked it on {date}.")}
"By family of formats: said in place of the notice where somebody has signed exactly that file off."

READ_BY_A_PERSON = _("A person reads this recording.")
"Said in place of the notice where that is so."
