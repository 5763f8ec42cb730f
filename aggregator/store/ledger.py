"""The ledger in the database: claims of works as the decider wants them, and what it says of them.

This is the one writer of the columns ``ledger``. What is decided depends on claims and the times of their articles
alone, so it is the same whatever arrived first.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aggregator.base.ledger import Stated, StatedCredit, StatedRelease, Verdict
from aggregator.store.corrections import corrections
from aggregator.store.database import Row, Store

DECISION = "ledger"
"""What ``reasons.decision`` says of a claim's status."""
TIMES = """CASE WHEN r.article_version = 1 THEN coalesce(o.sorted_at, a.sorted_at)
        ELSE max(a.sorted_at, CASE WHEN r.article_version = a.version THEN a.version_at
            ELSE coalesce(v.seen_at, a.version_at) END) END AS seen_at"""
"""When a claim ``r`` was stated: ``a`` is its article, ``o`` the original of that, ``v`` the former version."""
_SQL = f"""SELECT r.id, r.work_id, r.article_id, r.article_version AS version, r.article_version = a.version AS stands,
        {TIMES}, a.site, a.language, a.duplicate_of IS NOT NULL AS copy, r.news, r.status, r.ledger, {{columns}}
    FROM {{table}} r JOIN articles a ON a.id = r.article_id LEFT JOIN articles o ON o.id = a.duplicate_of
    LEFT JOIN article_versions v ON v.article_id = r.article_id AND v.version = r.article_version
    WHERE {{where}}"""
_PLACE = """r.event, r.edtf, r.earliest, r.latest, r.time, r.timezone, r.superseded,
    coalesce(r.platform_id, r.platform) AS platform, coalesce(r.region_code, r.region) AS region"""
_WHO = "r.role, r.person_id, r.name, r.character, r.song"
_WHERE = (
    "r.work_id IN (SELECT value FROM json_each(:works))",
    "r.work_id IS NULL AND r.article_id IN (SELECT value FROM json_each(:articles))",
)
_FLAGS = ("stands", "copy", "news", "superseded")


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of works and articles, what was said of each so far, and which a person rejected."""

    releases: tuple[StatedRelease, ...]
    credits: tuple[StatedCredit, ...]
    ledger: Mapping[str, str]
    rejected: frozenset[str]


def works_of(store: Store, articles: Iterable[str]) -> set[str]:
    """The works that articles, in any of their versions, state something of."""
    keys = json.dumps(sorted(articles))
    rows = store.rows(
        """SELECT work_id FROM releases WHERE article_id IN (SELECT value FROM json_each(:keys))
           UNION SELECT work_id FROM credits WHERE article_id IN (SELECT value FROM json_each(:keys))""",
        {"keys": keys},
    )
    return {row["work_id"] for row in rows if row["work_id"]}


def claims_of(store: Store, works: Collection[str], articles: Collection[str] = ()) -> Claims:
    """All claims of these works, and those claims of these articles that are of no work."""
    parameters = {"works": json.dumps(sorted(works)), "articles": json.dumps(sorted(articles))}
    ledger: dict[str, str] = {}

    def read(table: str, columns: str, kind: type[Any]) -> list[Any]:
        found = []
        for where in _WHERE:
            for row in store.execute(_SQL.format(table=table, columns=columns, where=where), parameters):
                ledger[row["id"]] = row["ledger"]
                found.append(_stated(row, kind))
        return found

    releases = read("releases", _PLACE, StatedRelease)
    credits_ = read("credits", _WHO, StatedCredit)
    rejected = frozenset(one.one for one in corrections(store, "claim"))
    return Claims(tuple(releases), tuple(credits_), ledger, rejected)


def keep(store: Store, claims: Claims, verdicts: Mapping[str, Verdict]) -> None:
    """Write what is decided, inside a :meth:`Store.write` unit; nothing where it stands already."""
    for table, members in (("releases", claims.releases), ("credits", claims.credits)):
        different = [
            (verdicts[one.id].ledger, one.id) for one in members if verdicts[one.id].ledger != claims.ledger[one.id]
        ]
        store.connection.executemany(f"UPDATE {table} SET ledger = ? WHERE id = ?", different)
    _explain(store, verdicts)


def _explain(store: Store, verdicts: Mapping[str, Verdict]) -> None:
    """Keep why, for each claim against which something speaks."""
    known = {
        row["subject"]: row["because"]
        for row in store.rows(
            "SELECT subject, because FROM reasons WHERE decision = ? AND subject IN (SELECT value FROM json_each(?))",
            (DECISION, json.dumps(list(verdicts))),
        )
    }
    because = {key: _because(verdict) for key, verdict in verdicts.items() if verdict.why}
    store.connection.executemany(
        "DELETE FROM reasons WHERE subject = ? AND decision = ?",
        [(key, DECISION) for key in known.keys() - because.keys()],
    )
    store.connection.executemany(
        """INSERT INTO reasons (subject, decision, because) VALUES (?, ?, ?)
           ON CONFLICT (subject, decision) DO UPDATE SET because = excluded.because""",
        [(key, DECISION, text) for key, text in because.items() if known.get(key) != text],
    )


def _because(verdict: Verdict) -> str:
    return json.dumps({"ledger": verdict.ledger, "signal": verdict.why, "by": list(verdict.by)}, sort_keys=True)


def _stated(row: Row, kind: type[Stated]) -> Stated:
    values = dict(zip(row.keys(), row, strict=True))
    del values["ledger"]
    values |= {name: bool(values[name]) for name in _FLAGS if name in values}
    return kind(**(values | {"seen_at": datetime.fromisoformat(row["seen_at"])}))
