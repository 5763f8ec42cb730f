"""What each article of a story adds to those before it."""

from __future__ import annotations

from collections.abc import Iterable

from aggregator.view.articles import Entry
from aggregator.view.claims import Credit, Release


def same_fact(claim: Release | Credit) -> tuple[object, ...]:
    """Equal for claims that state the same."""
    if isinstance(claim, Release):
        where = (claim.platform_id or claim.platform, claim.region_code or claim.region)
        return "release", claim.work_id, claim.event, claim.edtf, claim.earliest, claim.latest, *where, claim.status
    return "credit", claim.work_id, claim.role, claim.person_id or claim.name, claim.character


def added(articles: Iterable[Entry]) -> dict[str, tuple[Release | Credit, ...]]:
    """For each article, in the order given, the facts of its news that none before it states; each fact once."""
    known: set[tuple[object, ...]] = set()
    found: dict[str, tuple[Release | Credit, ...]] = {}
    for article in articles:
        new: dict[tuple[object, ...], Release | Credit] = {}
        stated: list[Release | Credit] = [*article.releases, *article.credits]
        for claim in stated:
            if claim.news and same_fact(claim) not in known:
                new.setdefault(same_fact(claim), claim)
        known |= new.keys()
        found[article.id] = tuple(new.values())
    return found
