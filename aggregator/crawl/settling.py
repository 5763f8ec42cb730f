"""The last step of the path: what holds now of the works that were touched, and what of it is worth telling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from aggregator.base.ledger import Fact, StatedCredit, StatedRelease, Verdict
from aggregator.group.changes import changes, fact_of
from aggregator.group.ledger import settle as decide
from aggregator.store import changes as feed
from aggregator.store import ledger
from aggregator.store.database import Store
from aggregator.store.ledger import Claims


def settle(store: Store, works: Collection[str], *, now: datetime, articles: Collection[str] = ()) -> None:
    """Say of every claim of these works, and of those claims of these articles that are of no work, what holds of it,
    and tell what is new or different by it; inside a :meth:`Store.write` unit.
    """
    if not works and not articles:
        return
    claims = ledger.claims_of(store, works, articles)
    verdicts = decide(claims.releases, claims.credits, claims.rejected)
    ledger.keep(store, claims, verdicts)
    for article, taken in _taken_back(claims, verdicts).items():
        feed.tell_correction(store, article, taken, now=now)
    _tell(store, works, claims, verdicts, now)


def _tell(store: Store, works: Collection[str], claims: Claims, verdicts: Mapping[str, Verdict], now: datetime) -> None:
    before = feed.told(store, works)
    held: dict[str, list[StatedRelease | StatedCredit]] = defaultdict(list)
    for claim in _in_order(claims):
        if claim.work_id and not claim.copy and verdicts[claim.id].ledger in {"current", "disputed"}:
            held[claim.work_id].append(claim)
    disputed = {key for key, verdict in verdicts.items() if verdict.ledger == "disputed"}
    facts: dict[str, set[Fact]] = {}
    for work in sorted(works):
        feed.tell(store, changes(work, before.facts.get(work, ()), held[work], disputed), now=now)
        facts[work] = {fact for claim in held[work] if (fact := fact_of(claim))}
    feed.remember(store, before, facts)


def _in_order(claims: Claims) -> Iterable[StatedRelease | StatedCredit]:
    both: list[StatedRelease | StatedCredit] = [*claims.releases, *claims.credits]
    return sorted(both, key=lambda one: (one.seen_at, one.id))


def _taken_back(claims: Claims, verdicts: Mapping[str, Verdict]) -> dict[str, list[str]]:
    """The news that an article states no longer since just now, by article."""
    found: dict[str, list[str]] = defaultdict(list)
    for claim in _in_order(claims):
        verdict = verdicts[claim.id]
        if verdict.why == "corrected" and claim.news and claims.ledger[claim.id] != verdict.ledger:
            found[claim.article_id].append(claim.id)
    return found
