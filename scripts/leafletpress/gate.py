"""The gate: whether readers get a translation, and what they are told of it. Derived each time, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from leafletpress.edition import MessageCounts, Status

Treatment = Literal["mark", "withhold"]
TREATMENTS: tuple[Treatment, ...] = ("mark", "withhold")
"From the looser to the stricter."


@dataclass(frozen=True, slots=True)
class Policy:
    """What a site does with translations that are not approved. The defaults publish nothing that nobody checked."""

    unreviewed: Treatment = "withhold"
    "A complete translation that is not signed off: `mark` publishes it with a notice."
    incomplete: Treatment = "withhold"
    "A translation with gaps: `mark` publishes it with a notice, each gap in English and marked so."
    threshold: float = 0.0
    "Share of messages, from 0 to 1, below which an incomplete translation is withheld all the same."

    def stricter(self, other: Policy) -> bool:
        """Whether nothing that this policy withholds is published by the other."""
        return (
            TREATMENTS.index(other.unreviewed) >= TREATMENTS.index(self.unreviewed)
            and TREATMENTS.index(other.incomplete) >= TREATMENTS.index(self.incomplete)
            and other.threshold >= self.threshold
        )


def status_of(counts: MessageCounts, *, signed_off: bool, policy: Policy) -> Status:
    """The status of a translation; one without a single published message is withheld by nature."""
    if not counts.translated:
        return "withheld"
    if counts.translated < counts.total:
        share = counts.translated / counts.total
        return "incomplete" if policy.incomplete == "mark" and share >= policy.threshold else "withheld"
    if signed_off:
        return "approved"
    return "unreviewed" if policy.unreviewed == "mark" else "withheld"


def policy_from(options: Mapping[str, Any], base: Policy | None = None) -> Policy:
    """A policy from the options of mkdocs.yml; raises ValueError, saying why, for what is none."""
    base = base or Policy()
    known = {"unreviewed", "incomplete", "threshold", "leaflets"}
    if unknown := sorted(options.keys() - known):
        raise ValueError(f"`{unknown[0]}` is not part of a policy ({', '.join(sorted(known))})")
    values = {name: options.get(name, getattr(base, name)) for name in ("unreviewed", "incomplete")}
    for name, value in values.items():
        if value not in TREATMENTS:
            raise ValueError(f"`{name}` is {value!r}: it is `mark` or `withhold`")
    threshold = options.get("threshold", base.threshold)
    if isinstance(threshold, bool) or not isinstance(threshold, (int, float)) or not 0 <= threshold <= 1:
        raise ValueError(f"`threshold` is {threshold!r}: it is a number from 0 to 1")
    return Policy(**values, threshold=float(threshold))
