"""Rules over review dates. A leaflet says when it must be reviewed; the check says when that day is near or past."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from leafletpress.checks import Finding
from leafletpress.leaflet import Leaflet

NEAR_DAYS = 90
LONGEST_YEARS = 3
"Planned review cycles of two years are usual in hospitals, and three the longest common."


def check_reviews(leaflets: Iterable[Leaflet], today: datetime.date) -> Iterator[Finding]:
    """Findings of the leaflets' dates on a day."""
    for leaflet in leaflets:
        due, published = leaflet.front.review_due, leaflet.front.published
        where = f"{leaflet.path}:{dict(leaflet.front_lines).get('review_due', 1)}"
        if due < today:
            yield Finding(
                "review/past",
                "error",
                where,
                f"the review was due on {due.isoformat()}",
                "review the leaflet and set new dates",
            )
        elif (due - today).days <= NEAR_DAYS:
            yield Finding("review/near", "warning", where, f"the review is due on {due.isoformat()}", "plan the review")
        if due.year - published.year > LONGEST_YEARS:
            yield Finding(
                "review/far",
                "warning",
                where,
                f"{due.year - published.year} years pass before the review",
                f"review at least every {LONGEST_YEARS} years",
            )
