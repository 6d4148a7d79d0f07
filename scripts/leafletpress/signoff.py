"""Sign-off: who checked a translation, when, and exactly which text; kept in the PO header, where other tools keep it.

The digest covers every msgid and msgstr of the leaflet. Whatever changes one of them voids the sign-off, without
anybody having to remember it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping

from leafletpress.catalogue import Catalogue
from leafletpress.edition import Approval
from leafletpress.segments import Message

BY, ON, DIGEST, MESSAGES = (f"X-Leafletpress-Approved-{name}" for name in ("By", "On", "Digest", "Messages"))
"Header fields; the last holds a short digest of each message, to show what has changed since."


def fingerprint(catalogue: Catalogue, messages: Iterable[Message]) -> tuple[str, tuple[str, ...]]:
    """Digest of all messages with their translations, and a short one of each, in the leaflet's order."""
    pairs = [(m.msgid, m.context, catalogue.published(m.msgid, m.context)) for m in messages]
    each = tuple(_digest(list(pair))[:8] for pair in pairs)
    return f"sha256:{_digest([list(pair) for pair in pairs])}", each


def approval_of(catalogue: Catalogue, messages: Iterable[Message]) -> Approval | None:
    """The sign-off, if there is one and nothing has changed since."""
    by, on = catalogue.header.get(BY, "").strip(), catalogue.header.get(ON, "").strip()
    if not by or catalogue.header.get(DIGEST, "").strip() != fingerprint(catalogue, messages)[0]:
        return None
    try:
        return Approval(by, datetime.date.fromisoformat(on))
    except ValueError:
        return None


def was_approved(header: Mapping[str, str]) -> bool:
    """Whether there ever was a sign-off: with no approval now, it is stale."""
    return bool(header.get(BY, "").strip())


def changed_since(catalogue: Catalogue, messages: Iterable[Message]) -> frozenset[str]:
    """Msgids whose text or translation is not the one that was signed off; nothing where there was no sign-off."""
    if not was_approved(catalogue.header):
        return frozenset()
    known = set(catalogue.header.get(MESSAGES, "").split())
    messages = tuple(messages)
    return frozenset(
        message.msgid
        for message, digest in zip(messages, fingerprint(catalogue, messages)[1], strict=True)
        if digest not in known
    )


def fields_of(catalogue: Catalogue, messages: Iterable[Message], by: str, on: datetime.date) -> dict[str, str]:
    """The header fields of a new sign-off."""
    whole, each = fingerprint(catalogue, messages)
    return {BY: by, ON: on.isoformat(), DIGEST: whole, MESSAGES: " ".join(dict.fromkeys(each))}


def _digest(value: list[object]) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()
