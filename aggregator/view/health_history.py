"""What is known of each site, read for :mod:`aggregator.view.health`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from aggregator.base.urls import check_url
from aggregator.store import alarms, site_runs
from aggregator.store.database import Store
from aggregator.view.health import HISTORY, History, Look, Open, Source

LOOKS = 12
"""Looks at a source that are read."""


def histories(store: Store, now: datetime, *, sites: Iterable[str] | None = None) -> list[History]:
    """The history of each site that was ever crawled and is not switched off, by name; of the named ones alone."""
    since = now - HISTORY
    names = [row["site"] for row in store.rows("SELECT site FROM sites WHERE disabled = 0 ORDER BY site")]
    wanted = names if sites is None else [name for name in names if name in set(sites)]
    runs, arrivals = defaultdict(list), defaultdict(list)
    for run in site_runs.since(store, since):
        runs[run.site].append(run)
    for row in store.rows(
        "SELECT site, sorted_at FROM articles WHERE sorted_at >= ? AND sorted_at <= ? ORDER BY sorted_at",
        (since.isoformat(timespec="seconds"), now.isoformat(timespec="seconds")),
    ):
        arrivals[row["site"]].append(datetime.fromisoformat(row["sorted_at"]))
    lasting, past = alarms.lasting(store), alarms.past(store)
    return [
        History(
            site=site,
            runs=runs[site],
            arrivals=arrivals[site],
            sources=_sources(store, site),
            alarms=[Open(a.kind, a.subject, a.started) for a in lasting if a.site == site],
            pauses=[(a.started, a.ended or now) for a in (*past, *lasting) if (a.site, a.kind) == (site, "silent")],
            accepted=max((a.ended for a in past if a.site == site and a.accepted and a.ended), default=None),
        )
        for site in wanted
        if runs[site] or arrivals[site]
    ]


def _sources(store: Store, site: str) -> list[Source]:
    """The sources that a site declares; those that an index of sitemaps names change as it likes."""
    rows = store.rows(
        """SELECT f.key, f.url, e.first_at FROM frontier f LEFT JOIN failures e ON e.url = f.url
           WHERE f.site = ? AND f.kind <> 'article' AND f.depth = 0 AND f.next_at IS NOT NULL ORDER BY f.key""",
        (site,),
    )
    return [
        Source(
            url=(declared := row["key"].partition(" ")[2]),
            asked=declared if check_url(row["url"]) == declared else row["url"],
            looks=_looks(store, site, row["url"]),
            failing_since=datetime.fromisoformat(row["first_at"]) if row["first_at"] else None,
        )
        for row in rows
    ]


def _looks(store: Store, site: str, url: str) -> tuple[Look, ...]:
    rows = store.rows(
        "SELECT outcome, reason FROM fetches WHERE site = ? AND url = ? ORDER BY at DESC, id DESC LIMIT ?",
        (site, url, LOOKS),
    )
    return tuple(Look(row["outcome"], row["reason"]) for row in rows)
