"""What a person knows better than the program, in the database: it holds in every recomputation.

A correction names what never changes: of stories two articles, of works and people the ids that their names alone
give, and claims. So it holds whatever else arrives, and two databases join theirs. One that was taken back stays as
``undone``, so that a database that has the former state doesn't bring it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from aggregator.store.articles import iso
from aggregator.store.database import Store

Kind = Literal["story", "work", "person", "claim"]
Decision = Literal["merge", "split", "reject"]
Said = Literal["merge", "split", "reject", "undone"]
"""What the table holds: a decision, or that one was taken back."""


@dataclass(frozen=True, slots=True)
class Correction:
    """``merge``: ``one`` and ``other`` are one and the same; ``split``: they are two; ``reject``: the claim ``one`` is
    not true (``other`` is empty); ``undone``: nobody says anything of them any more.
    """

    kind: Kind
    one: str
    other: str
    decision: Said


def corrections(store: Store, kind: Kind) -> list[Correction]:
    """All corrections of a kind that hold, in an order of their own."""
    rows = store.rows(
        """SELECT kind, one, other, decision FROM corrections WHERE kind = ? AND decision <> 'undone'
           ORDER BY one, other""",
        (kind,),
    )
    return [Correction(*row) for row in rows]


def correct(store: Store, correction: Correction, *, now: datetime) -> None:
    """Keep a correction, inside a :meth:`Store.write` unit. What was said of the same two before no longer holds."""
    one, other = sorted((correction.one, correction.other)) if correction.other else (correction.one, "")
    store.execute(
        """INSERT INTO corrections (kind, one, other, decision, at) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (kind, one, other) DO UPDATE SET decision = excluded.decision, at = excluded.at
           WHERE decision <> excluded.decision""",
        (correction.kind, one, other, correction.decision, iso(now)),
    )
