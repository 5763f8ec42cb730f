"""The sources with their health: what each gave, when it was asked last, and what fails at present."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from aggregator.base.errors import REASONS
from aggregator.store.database import Row, Store
from aggregator.view import safe
from aggregator.view.health import Condition, judge
from aggregator.view.health_history import histories
from aggregator.view.instants import instant
from aggregator.view.web import words
from aggregator.view.web.asked import Asked, Link, Page, address


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """A source. ``state`` is well, alarm, failing, disabled or new; ``alarms`` say what is not as usual, ``why``
    are the failures' reasons with their counts; ``days`` are the articles of the last days.
    """

    site: str
    title: str
    host: str
    language: str
    state: str
    articles: int
    newest: str
    asked: str
    why: tuple[tuple[str, int], ...]
    alarms: tuple[str, ...]
    days: tuple[int, ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A crawl."""

    started: str
    outcome: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The page of the sources."""

    sites: list[Health]
    runs: list[Run]


def sources(store: Store, asked: Asked) -> Page:
    """All sources, those in trouble first; also those of which articles came otherwise than by a crawl."""
    rows = store.rows(
        """SELECT s.site, s.title, s.host, s.language, s.disabled,
               (SELECT count(*) FROM articles a WHERE a.site = s.site) AS articles,
               (SELECT max(a.sorted_at) FROM articles a WHERE a.site = s.site) AS newest,
               (SELECT max(f.fetched_at) FROM frontier f WHERE f.site = s.site AND f.kind <> 'article') AS asked
           FROM (SELECT site, title, host, language, disabled FROM sites UNION ALL
               SELECT DISTINCT site, NULL, NULL, NULL, 0 FROM articles WHERE site NOT IN (SELECT site FROM sites)) s
           ORDER BY s.title, s.site"""
    )
    failing: dict[str, list[tuple[str, int]]] = {}
    for row in store.rows(
        """SELECT site, reason, count(*) AS many FROM failures GROUP BY site, reason ORDER BY many DESC, reason"""
    ):
        failing.setdefault(row["site"], []).append((row["reason"] or "", row["many"]))
    broken = {row["site"] for row in store.rows("SELECT DISTINCT site FROM failures WHERE kind <> 'article'")}
    judged = {each.site: judge(each, asked.now) for each in histories(store, asked.now)}
    sites = [
        Health(
            site=safe.line(row["site"]),
            title=safe.line(row["title"] or row["site"]),
            host=safe.line(row["host"] or ""),
            language=safe.line(row["language"] or ""),
            state=_state(row, judged.get(row["site"]), broken=row["site"] in broken),
            articles=row["articles"],
            newest=_ago(row["newest"], asked.now),
            asked=_ago(row["asked"], asked.now),
            why=tuple(
                (REASONS.get(reason, words.plain(reason)), many) for reason, many in failing.get(row["site"], ())
            ),
            alarms=tuple(safe.line(one.reason) for one in judged[row["site"]].alarms) if row["site"] in judged else (),
            days=judged[row["site"]].days if row["site"] in judged else (),
            href=address("/", {"site": row["site"]}),
        )
        for row in rows
    ]
    order = ("alarm", "failing", "new", "well", "not crawled", "disabled")
    sites.sort(key=lambda one: order.index(one.state))
    model = Sources(sites=sites, runs=_runs(store, asked))
    return Page(
        template="sources.html",
        title="Sources",
        model=model,
        data=lambda: {"sources": [asdict(one) for one in sites]},
        links=(Link("JSON", "/sources.json", "application/json"),),
        section="sources",
    )


def _state(row: Row, condition: Condition | None, *, broken: bool) -> str:
    if row["disabled"]:
        return "disabled"
    if condition and condition.alarms:
        return "alarm"
    if broken:
        return "failing"
    return "well" if row["asked"] else "not crawled" if row["articles"] else "new"


def _runs(store: Store, asked: Asked) -> list[Run]:
    rows = store.rows("SELECT started, outcome, finished, counts FROM runs ORDER BY started DESC LIMIT 6")
    return [
        Run(
            started=_ago(row["started"], asked.now),
            outcome=row["outcome"] or ("running" if row["finished"] is None else ""),
            counts=_counts(row["counts"]),
        )
        for row in rows
    ]


def _counts(text: str | None) -> tuple[tuple[str, int], ...]:
    try:
        values = json.loads(text or "{}")
    except ValueError:
        return ()
    pairs = values.items() if isinstance(values, dict) else ()
    return tuple((words.plain(name), number) for name, number in pairs if isinstance(number, int) and number)


def _ago(at: str | None, now: datetime) -> str:
    moment = instant(at)
    return words.ago(moment, now) if moment else ""
