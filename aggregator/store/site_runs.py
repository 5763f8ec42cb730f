"""What runs found at each site, in the database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from aggregator.base.runs import WALLS, SiteRun
from aggregator.store.articles import iso
from aggregator.store.database import Row, Store

KEEP = timedelta(days=400)
"""How long a run at a site is kept: a year, so that holidays come again."""


def keep(store: Store, runs: Iterable[SiteRun], *, now: datetime) -> None:
    """Keep what a run found, inside a :meth:`Store.write` unit; old rows are dropped on the way."""
    store.connection.executemany(
        """INSERT INTO site_runs (site, run, at, sources, new, pages, walls, length, found, had, lost)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
        [
            (
                *(r.site, r.run, iso(r.at), r.sources, r.new, r.pages, r.walls, r.length),
                *map(json.dumps, (r.found, r.had, r.lost)),
            )
            for r in runs
        ],
    )
    store.execute("DELETE FROM site_runs WHERE at < ?", (iso(now - KEEP),))


def answers(store: Store, run: str, *, since: datetime) -> dict[str, tuple[int, int]]:
    """Of each site that a run asked: the sources that answered, and the pages that were something else."""
    reasons = ", ".join(f"'{word}'" for word in sorted(WALLS))
    rows = store.rows(
        f"""SELECT site, sum(kind <> 'article' AND outcome IN ('OK', 'NOT_MODIFIED')) AS sources,
                   sum(outcome <> 'OK' AND reason IN ({reasons})) AS walls
            FROM fetches WHERE at >= ? AND run = ? GROUP BY site""",
        (iso(since), run),
    )
    return {row["site"]: (row["sources"], row["walls"] or 0) for row in rows}


def since(store: Store, moment: datetime) -> list[SiteRun]:
    """All runs at all sites from ``moment`` on, oldest first."""
    return [_run(row) for row in store.rows("SELECT * FROM site_runs WHERE at >= ? ORDER BY at, run", (iso(moment),))]


def _run(row: Row) -> SiteRun:
    return SiteRun(
        site=row["site"],
        run=row["run"],
        at=datetime.fromisoformat(row["at"]),
        sources=row["sources"],
        new=row["new"],
        pages=row["pages"],
        walls=row["walls"],
        found=json.loads(row["found"]),
        had=json.loads(row["had"]),
        lost=json.loads(row["lost"]),
        length=row["length"],
    )
