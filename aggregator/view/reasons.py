"""Why things are as they are: copies, stories, claims, works and people, by the reasons that were kept when they were
decided. Nothing is decided here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aggregator.base.ledger import WHY
from aggregator.store.database import Row, Store
from aggregator.store.ledger import DECISION
from aggregator.view.things import Thing

_STATUS = {
    "current": "holds; no article says anything against it",
    "superseded": "holds no longer",
    "disputed": "is disputed",
    "retracted": "is not stated any more",
}


@dataclass(frozen=True, slots=True)
class Other:
    """An article, or a claim with its words, that has to do with it."""

    id: str
    site: str
    url: str
    published: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One decision in a sentence, the signals it was taken by, with their values, and what these speak of."""

    decision: str
    sentence: str
    signals: Mapping[str, Any] = field(default_factory=dict)
    others: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A thing and the reasons for how it stands in the database."""

    thing: Thing
    reasons: tuple[Reason, ...]


def explanation(store: Store, thing: Thing) -> Explanation:
    """Why a thing is as it is."""
    found: dict[str, Iterable[Reason]] = {
        "article": _article(store, thing.id),
        "story": _story(store, thing.id),
        "release": _claim(store, "releases", thing.id),
        "credit": _claim(store, "credits", thing.id),
        "work": _work(store, thing.id),
        "person": _person(store, thing.id),
    }
    return Explanation(thing, tuple(found[thing.kind]))


def _article(store: Store, key: str) -> Iterator[Reason]:
    row = store.execute("SELECT * FROM articles WHERE id = ?", (key,)).fetchone()
    if row["duplicate_of"]:
        signals = _because(store, key, "duplicate_of")
        original = _articles(store, [row["duplicate_of"]])
        yield Reason("copy", "is a copy of another article, and shown once with it", signals, original)
    else:
        copies = [r["id"] for r in store.rows("SELECT id FROM articles WHERE duplicate_of = ? ORDER BY id", (key,))]
        yield from ([Reason("copy", "is the original of others", {}, _articles(store, copies))] if copies else [])
        yield from _in_story(store, key, row["story_id"])
    yield Reason("values", "has its values by these rules of reading", _object(row["rules"]))
    for table in ("releases", "credits"):
        for claim in store.rows(
            f"SELECT id FROM {table} WHERE article_id = ? AND ledger <> 'current' ORDER BY start, id",  # noqa: S608 -- ours
            (key,),
        ):
            yield from _status(store, table, claim["id"])


def _in_story(store: Store, key: str, story: str | None) -> Iterator[Reason]:
    others = store.rows(
        "SELECT id FROM articles WHERE story_id = ? AND id <> ? AND duplicate_of IS NULL ORDER BY sorted_at, id",
        (story, key),
    )
    signals = _because(store, key, "story")
    if not others:
        yield Reason("story", "is alone in its story: no other article was found to tell the same")
    elif signals:
        linked = _articles(store, [str(signals.pop("with", ""))])
        yield Reason(
            "story", f"is in one story with {len(others)} more, by what it shares with this one", signals, linked
        )
    else:
        yield Reason(
            "story", "is the first of its story; the others joined it", {}, _articles(store, [r["id"] for r in others])
        )


def _story(store: Store, key: str) -> Iterator[Reason]:
    for row in store.rows("SELECT id FROM articles WHERE story_id = ? ORDER BY sorted_at, id", (key,)):
        (own,) = _articles(store, [row["id"]])
        for decision, said in (("duplicate_of", "is a copy"), ("story", "joined")):
            if signals := _because(store, row["id"], decision):
                other = _articles(store, [str(signals.pop("with", signals.pop("original", "")))])
                yield Reason("story", f"{own.words} ({own.site}) {said}", signals, (own, *other))
                break
        else:
            yield Reason("story", f"{own.words} ({own.site}) began it", {}, (own,))


def _claim(store: Store, table: str, key: str) -> Iterator[Reason]:
    row = store.execute(f"SELECT * FROM {table} WHERE id = ?", (key,)).fetchone()  # noqa: S608 -- ours
    place = {"field": row["field"], "start": row["start"], "end": row["end"], "version": row["article_version"]}
    stated = _articles(store, [row["article_id"]])
    yield Reason("quote", f"was found by {row['rule']} in these words: “{row['quote']}”", place, stated)
    yield from _status(store, table, key)


def _status(store: Store, table: str, key: str) -> Iterator[Reason]:
    row = store.execute(f"SELECT ledger, quote FROM {table} WHERE id = ?", (key,)).fetchone()  # noqa: S608 -- ours
    because = _because(store, key, DECISION)
    why = WHY.get(str(because.get("signal")))
    sentence = f"{_STATUS[row['ledger']]}{f': {why}' if why else ''}"
    signals = {"claim": key, "ledger": row["ledger"]} | ({"signal": because["signal"]} if because else {})
    by = because.get("by", [])
    yield Reason("ledger", sentence, signals, _claims(store, by if isinstance(by, list) else []))


def _work(store: Store, work: str) -> Iterator[Reason]:
    work = (store.row("SELECT work_id FROM work_keys WHERE key = ?", (work,)) or [work])[0]
    for row in store.rows(
        """SELECT t.key, min(t.title) AS title, count(*) AS articles
           FROM work_keys k JOIN work_titles t ON t.key = k.key
           WHERE k.work_id = ? GROUP BY t.key ORDER BY count(*) DESC, t.key""",
        (work,),
    ):
        alias = store.rows(
            """SELECT DISTINCT a.article_id FROM work_aliases a
               WHERE a.key = :key OR a.base = (SELECT base FROM work_keys WHERE key = :key)
               ORDER BY a.article_id LIMIT 5""",
            {"key": row["key"]},
        )
        signals = {"key": row["key"], "articles": row["articles"]}
        said = f"is called {row['title']}" + ("; these articles give it a second name" if alias else "")
        yield Reason("name", said, signals, _articles(store, [one["article_id"] for one in alias]))
    yield from _by_hand(store, "work", "SELECT key FROM work_keys WHERE work_id = ?", work)


def _person(store: Store, person: str) -> Iterator[Reason]:
    person = (store.row("SELECT new_id FROM redirects WHERE old_id = ?", (person,)) or [person])[0]
    for row in store.rows(
        """SELECT name, count(*) AS articles FROM person_names WHERE person_id = ?
           GROUP BY name ORDER BY count(*) DESC, name""",
        (person,),
    ):
        yield Reason("name", f"is written {row['name']}", {"articles": row["articles"]})
    mine = "SELECT ?1 UNION SELECT old_id FROM redirects WHERE new_id = ?1"
    for row in store.rows(
        f"""SELECT l.one, l.other, l.says, l.source, w.title AS work FROM person_links l
            LEFT JOIN works w ON w.id = l.source WHERE l.one_id IN ({mine}) OR l.other_id IN ({mine})
            ORDER BY l.one, l.other, l.says, l.source""",  # noqa: S608 -- ours
        (person,),
    ):
        told = f"articles give both the same role in {row['work']}" if row["work"] else "this article has both"
        said = f"{row['one']} and {row['other']} speak for {'one person' if row['says'] == 'same' else 'two people'}"
        article = () if row["work"] else _articles(store, [row["source"]])
        yield Reason("spelling", f"{said}: {told}", {"source": row["source"]}, article)
    yield from _by_hand(store, "person", mine, person)


def _by_hand(store: Store, kind: str, keys: str, value: str) -> Iterator[Reason]:
    mine = json.dumps([row[0] for row in store.rows(keys, (value,))])
    for row in store.rows(
        """SELECT one, other, decision, at FROM corrections WHERE kind = ?1 AND decision <> 'undone' AND (
               one IN (SELECT value FROM json_each(?2)) OR other IN (SELECT value FROM json_each(?2)))
           ORDER BY at, one, other""",
        (kind, mine),
    ):
        said = "are one" if row["decision"] == "merge" else "are two"
        yield Reason("by hand", f"a person said that {row['one']} and {row['other']} {said}", {"at": row["at"]})


def _because(store: Store, subject: str, decision: str) -> dict[str, Any]:
    row = store.row("SELECT because FROM reasons WHERE subject = ? AND decision = ?", (subject, decision))
    return _object(row["because"]) if row else {}


def _object(text: str) -> dict[str, Any]:
    value = json.loads(text)
    return value if isinstance(value, dict) else {}


def _articles(store: Store, ids: Iterable[str]) -> tuple[Other, ...]:
    found = store.rows(
        "SELECT id, site, url, published, title AS words FROM articles WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return _others(found, list(ids))


def _claims(store: Store, ids: Iterable[str]) -> tuple[Other, ...]:
    sql = """SELECT c.id, a.site, a.url, a.published, c.quote AS words FROM {table} c
        JOIN articles a ON a.id = c.article_id WHERE c.id IN (SELECT value FROM json_each(?))"""
    keys = json.dumps(list(ids))
    found = [row for table in ("releases", "credits") for row in store.rows(sql.format(table=table), (keys,))]
    return _others(found, list(ids))


def _others(rows: Iterable[Row], order: list[str]) -> tuple[Other, ...]:
    found = sorted(rows, key=lambda row: order.index(row["id"]))
    return tuple(Other(row["id"], row["site"], row["url"], row["published"], row["words"]) for row in found)
