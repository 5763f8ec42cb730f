"""The change feed in the database: what is new or different, each thing once, under a cursor that only grows.

A row is written in the transaction of what it tells, and what was told is remembered with it, so that a kill loses
and doubles nothing. Cursors are given out while the write lock is held: who has read up to one has missed none.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from aggregator.base.ledger import Change, Fact
from aggregator.store.articles import iso
from aggregator.store.database import Row, Store

STORY = "story"
_PERSON = 2
"""Where the fact of a credit (:func:`aggregator.group.changes.fact_of`) has its person."""
_TOLD = """SELECT t.subject, t.fact, coalesce(r.new_id, t.subject) AS now FROM told t
    LEFT JOIN redirects r ON r.old_id = t.subject
    WHERE t.subject IN (SELECT value FROM json_each(:keys))
       OR t.subject IN (SELECT old_id FROM redirects WHERE new_id IN (SELECT value FROM json_each(:keys)))"""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of some works: the ``facts`` of each, under ids that became theirs or their people's, too; ``rows``
    are they as they stand (subject, fact).
    """

    facts: Mapping[str, Collection[Fact]]
    rows: frozenset[tuple[str, str]]


def told(store: Store, works: Collection[str]) -> Told:
    """What was told of each of these works."""
    found: dict[str, set[Fact]] = defaultdict(set)
    rows = _told(store, works)
    for row in rows:
        found[row["now"]].add(tuple(json.loads(row["fact"])))
    stand = frozenset((row["subject"], row["fact"]) for row in rows)
    return Told(_of_today(store, found), stand)


def _of_today(store: Store, found: Mapping[str, Collection[Fact]]) -> dict[str, set[Fact]]:
    """The same facts with the ids that their people have now."""
    named = {fact[_PERSON] for facts in found.values() for fact in facts if fact[0] == "credit"}
    rows = store.rows(
        "SELECT old_id, new_id FROM redirects WHERE old_id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(filter(None, named))),),
    )
    now = {row["old_id"]: row["new_id"] for row in rows}
    return {work: {_with_person(fact, now) for fact in facts} for work, facts in found.items()}


def _with_person(fact: Fact, now: Mapping[str | None, str]) -> Fact:
    if fact[0] != "credit" or fact[_PERSON] not in now:
        return fact
    return (*fact[:_PERSON], now[fact[_PERSON]], *fact[_PERSON + 1 :])


def remember(store: Store, before: Told, facts: Mapping[str, Collection[Fact]]) -> None:
    """Make what was told of works what holds of them now; nothing is written where it is."""
    after = {(work, json.dumps(fact, ensure_ascii=False)) for work, held in facts.items() for fact in held}
    store.connection.executemany("DELETE FROM told WHERE subject = ? AND fact = ?", sorted(before.rows - after))
    store.connection.executemany("INSERT INTO told (subject, fact) VALUES (?, ?)", sorted(after - before.rows))


def tell_story(store: Store, article_id: str, *, now: datetime) -> None:
    """Tell the story of an article, unless it was told, under this id or one that became it; inside a write unit."""
    row = store.row(
        """SELECT a.story_id, s.title FROM articles a JOIN stories s ON s.id = a.story_id WHERE a.id = ?""",
        (article_id,),
    )
    if row is None:
        return
    story = row["story_id"]
    before = told(store, [story])
    if not before.rows:
        _write(store, "new_story", now, story=story, article=article_id, detail={"title": row["title"]})
    remember(store, before, {story: [(STORY,)]})


def tell(store: Store, changes: Iterable[Change], *, now: datetime) -> None:
    """Write the changes of works in their order; inside a write unit."""
    for change in changes:
        claims = _claims(store, change.claims)
        first = claims[0] if claims else None
        _write(
            store,
            change.kind,
            now,
            story=first["story_id"] if first else None,
            article=first["article_id"] if first else None,
            work=change.work_id,
            detail=_detail(change, claims),
        )


def tell_correction(store: Store, article_id: str, claims: Sequence[str], *, now: datetime) -> None:
    """Tell that an article took claims back; inside a write unit."""
    rows = _claims(store, claims)
    works = {row["work_id"] for row in rows}
    _write(
        store,
        "correction",
        now,
        story=rows[0]["story_id"],
        article=article_id,
        work=works.pop() if len(works) == 1 else None,
        detail={"title": rows[0]["title"], "retracted": [_said(row) for row in rows]},
    )


def _told(store: Store, subjects: Collection[str]) -> list[Row]:
    return store.rows(_TOLD, {"keys": json.dumps(sorted(subjects))})


def _write(
    store: Store,
    kind: str,
    now: datetime,
    *,
    story: str | None,
    article: str | None,
    detail: Mapping[str, object],
    work: str | None = None,
) -> None:
    store.execute(
        "INSERT INTO changes (at, kind, story_id, article_id, work_id, detail) VALUES (?, ?, ?, ?, ?, ?)",
        (iso(now), kind, story, article, work, json.dumps(detail, ensure_ascii=False)),
    )


def _claims(store: Store, ids: Sequence[str]) -> list[Row]:
    """The claims of these ids in their order, of both kinds, with their articles and works."""
    keys = json.dumps(list(ids))
    head = """SELECT c.id, c.article_id, c.work_id, w.title AS work, c.quote, c.status, c.ledger, a.story_id, a.title,
        a.url, a.site, {more} FROM {table} c JOIN articles a ON a.id = c.article_id
        LEFT JOIN works w ON w.id = c.work_id WHERE c.id IN (SELECT value FROM json_each(?))"""
    release = "c.event, c.edtf, c.time, c.timezone, c.platform, c.region, NULL AS role, NULL AS name, NULL AS character"
    credit = "NULL AS event, NULL AS edtf, NULL, NULL, NULL, NULL, c.role, c.name, c.character"
    rows = [
        *store.rows(head.format(table="releases", more=release), (keys,)),
        *store.rows(head.format(table="credits", more=credit), (keys,)),
    ]
    place = {key: number for number, key in enumerate(ids)}
    return sorted(rows, key=lambda row: place[row["id"]])


def _detail(change: Change, claims: Sequence[Row]) -> dict[str, object]:
    """What a change is, for who reads nothing else."""
    if not claims:
        return {"before": list(change.before)}
    first = claims[0]
    detail: dict[str, object] = {"work": first["work"], "url": first["url"], "site": first["site"]}
    if first["event"] is None:
        return detail | {"credits": [_said(row) for row in claims]}
    return detail | {
        **_said(first),
        "platforms": list(dict.fromkeys(row["platform"] for row in claims if row["platform"])),
        "regions": list(dict.fromkeys(row["region"] for row in claims if row["region"])),
        "before": list(change.before),
        "disputed": any(row["ledger"] == "disputed" for row in claims),
    }


def _said(row: Row) -> dict[str, object]:
    """What one claim says, with its words."""
    if row["event"] is None:
        said = {"role": row["role"], "name": row["name"], "character": row["character"]}
    else:
        said = {"event": row["event"], "edtf": row["edtf"], "time": row["time"], "timezone": row["timezone"]}
    return {"claim": row["id"], **said, "status": row["status"], "quote": row["quote"]}
