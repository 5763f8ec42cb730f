"""A person's corrections: kept, and everything that follows from them decided anew, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import combinations

from aggregator.crawl import people, stories
from aggregator.crawl.settling import settle
from aggregator.store import works
from aggregator.store.changes import tell_story
from aggregator.store.corrections import Correction, Decision, Kind, corrections
from aggregator.store.corrections import correct as keep
from aggregator.store.database import Store


def correct(store: Store, decision: Decision, kind: Kind, keys: Sequence[str], *, now: datetime) -> None:
    """Keep a correction and act on it. ``keys`` name what never changes (:mod:`aggregator.store.corrections`).

    One article alone is split from all others of its story.
    """
    with store.write():
        for pair in _pairs(store, decision, kind, keys):
            keep(store, pair, now=now)
        follow(store, kind, keys, now=now)


def undo(store: Store, decision: Decision, kind: Kind, keys: Sequence[str], *, now: datetime) -> int:
    """Take back what was decided so of these keys: of two or more among each other, of one alone with any. Returns how
    many corrections that were; what follows from them is decided anew as if nobody had said anything.
    """
    wanted = set(keys)
    with store.write():
        told = [one for one in corrections(store, kind) if one.decision == decision]
        if len(wanted) == 1:
            taken = [one for one in told if wanted & {one.one, one.other}]
        else:
            taken = [one for one in told if wanted >= {one.one, one.other} - {""}]
        for one in taken:
            keep(store, replace(one, decision="undone"), now=now)
        follow(store, kind, sorted({key for one in taken for key in (one.one, one.other) if key}), now=now)
    return len(taken)


def follow(store: Store, kind: Kind, keys: Sequence[str], *, now: datetime) -> None:
    """Decide anew what follows from what is said of these keys, inside a write unit."""
    if kind == "claim":
        _settle_claims(store, keys, now)
    elif kind == "person":
        settle(store, people.identify(store, keys), now=now)
    else:
        touched = works.reidentify(store, keys) if kind == "work" else set()
        touched |= people.settle(store, touched)
        stories.settle(store, keys if kind == "story" else ())
        settle(store, touched, now=now)
        for article in keys if kind == "story" else ():
            tell_story(store, article, now=now)


def _pairs(store: Store, decision: Decision, kind: Kind, keys: Sequence[str]) -> list[Correction]:
    if decision == "reject":
        return [Correction(kind, key, "", decision) for key in keys]
    if decision == "merge":
        return [Correction(kind, keys[0], key, decision) for key in keys[1:]]
    if kind == "story" and len(keys) == 1:
        others = store.rows(
            """SELECT o.id FROM articles a JOIN articles o ON o.story_id = a.story_id
               WHERE a.id = ? AND o.id <> a.id AND o.duplicate_of IS NULL ORDER BY o.id""",
            (keys[0],),
        )
        return [Correction(kind, keys[0], row["id"], decision) for row in others]
    return [Correction(kind, one, other, decision) for one, other in combinations(keys, 2)]


def _settle_claims(store: Store, claims: Sequence[str], now: datetime) -> None:
    rows = [
        row
        for claim in claims
        for table in ("releases", "credits")
        for row in store.rows(f"SELECT work_id, article_id FROM {table} WHERE id = ?", (claim,))  # noqa: S608 -- ours
    ]
    named = {row["work_id"] for row in rows if row["work_id"]}
    articles = {row["article_id"] for row in rows}
    settle(store, named | people.settle(store, named), now=now, articles=articles)
