"""Which names are one person's, in the database.

A name alone makes an id, that of its reading (:func:`person_id`). What articles say of readings stands in
``person_links``, each with its source: the article that says it, or the work of whose credits it follows. From these
bonds and from corrections by hand :mod:`aggregator.group.people` says which readings are one person's. Of their ids the
first by alphabet is the person's, which all tables hold; ``redirects`` leads from the others to it. So the order in
which articles arrive changes nothing, and one that goes takes its word back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal

from aggregator.base.names import title_key
from aggregator.base.persons import Bond, Credited
from aggregator.base.readings import reading
from aggregator.base.vocabulary import table
from aggregator.store.corrections import corrections
from aggregator.store.database import Store
from aggregator.store.ids import content_id


def reading_of(name: str) -> str:
    """The reading of a name, or the name itself where it has no letters."""
    return reading(name) or name


@lru_cache(maxsize=4096)
def person_id(name: str) -> str:
    """The key of a person or company of this name."""
    return id_of_reading(reading_of(name))


def id_of_reading(read: str) -> str:
    """The key of the people of a reading."""
    return content_id("person", read)


def ids_of(store: Store, names: Iterable[str]) -> dict[str, str]:
    """The people of these names, by name."""
    keys = {name: person_id(name) for name in names}
    moved = _moved(store, keys.values())
    return {name: moved.get(key, key) for name, key in keys.items()}


def put_bonds(store: Store, source: str, bonds: Iterable[Bond]) -> set[str]:
    """Make ``bonds`` all that a source says of readings, inside a write unit. Returns the ids of those of which it says
    something else than before.
    """
    present = {
        tuple(row) for row in store.rows("SELECT one, other, says FROM person_links WHERE source = ?", (source,))
    }
    wanted = {(each.one, each.other, each.says) for each in bonds}
    store.connection.executemany(
        "DELETE FROM person_links WHERE source = ? AND one = ? AND other = ? AND says = ?",
        [(source, *row) for row in present - wanted],
    )
    store.connection.executemany(
        "INSERT INTO person_links (source, one, other, says, one_id, other_id) VALUES (?, ?, ?, ?, ?, ?)",
        [(source, *row, id_of_reading(row[0]), id_of_reading(row[1])) for row in wanted - present],
    )
    return {id_of_reading(str(read)) for row in present ^ wanted for read in row[:2]}


def credits_of(store: Store, which: Literal["work", "article"], keys: Iterable[str]) -> dict[str, list[Credited]]:
    """The credits of people in the present versions of articles, by work or by article; without those that a person
    rejected. Each of the keys is there.
    """
    keys = set(keys)
    found: dict[str, list[Credited]] = {key: [] for key in keys}
    rejected = {one.one for one in corrections(store, "claim")}
    roles = frozenset(table("roles")["people"])
    for row in store.rows(*_among(f"{_CREDITS} AND c.{which}_id", keys)):
        if row["role"] not in roles or row["id"] in rejected:
            continue
        character = row["character"]
        one = Credited(
            article_id=row["article_id"],
            work=row["work_title"],
            minute=int(datetime.fromisoformat(row["sorted_at"]).timestamp() // 60),
            medium=row["medium"],
            role=row["role"],
            character=(title_key(character) or character) if character else None,
            reading=reading_of(row["name"]),
            news=bool(row["news"]),
        )
        found[row[f"{which}_id"]].append(one)
    return found


_CREDITS = """SELECT c.id, c.article_id, c.work_id, c.work_title, c.role, c.character, c.name, a.sorted_at,
        c.news AND c.status <> 'previous' AS news, w.type AS medium
    FROM credits c JOIN articles a ON a.id = c.article_id AND a.version = c.article_version
    LEFT JOIN article_works w ON w.article_id = c.article_id AND w.work_id = c.work_id
    WHERE true"""


@dataclass(frozen=True, slots=True)
class Kin:
    """All that hangs together with some ids: the ids, the readings of those that bonds name, the bonds, and the pairs
    of ids that a person said are one, or two.
    """

    ids: frozenset[str]
    readings: Mapping[str, str]
    bonds: frozenset[Bond]
    merged: frozenset[frozenset[str]]
    split: frozenset[frozenset[str]]


def kin_of(store: Store, ids: Iterable[str]) -> Kin:
    """What hangs together with these ids, by bonds, by hand, or as it was decided before."""
    said = corrections(store, "person")
    merged = frozenset(frozenset((one.one, one.other)) for one in said if one.decision == "merge")
    found, waiting = set[str](), set(ids)
    readings: dict[str, str] = {}
    bonds = set[Bond]()
    while waiting:
        found |= waiting
        near = {key for pair in merged if pair & waiting for key in pair}
        for this, that in (("old", "new"), ("new", "old")):
            rows = store.rows(*_among(f"SELECT {that}_id FROM redirects WHERE {this}_id", waiting))
            near |= {row[0] for row in rows}
        for side in ("one_id", "other_id"):
            for row in store.rows(*_among(f"SELECT * FROM person_links WHERE {side}", waiting)):
                bonds.add(Bond(row["one"], row["other"], row["says"]))
                readings |= {row["one_id"]: row["one"], row["other_id"]: row["other"]}
                if row["says"] == "same":
                    near |= {row["one_id"], row["other_id"]}
        waiting = near - found
    split = frozenset(frozenset((one.one, one.other)) for one in said if one.decision == "split")
    own = {key: read for key, read in readings.items() if key in found}
    return Kin(frozenset(found), own, frozenset(bonds), merged, split)


def doubtful(store: Store) -> set[str]:
    """The ids of all people of whom anything was said to join or part them."""
    links = store.rows("SELECT one_id FROM person_links UNION SELECT other_id FROM person_links")
    return {row[0] for row in links} | {key for one in corrections(store, "person") for key in (one.one, one.other)}


def identify(store: Store, first: Mapping[str, str]) -> set[str]:
    """Make the people of these keys those that ``first`` says, inside a write unit. Returns the works of which credits
    are another's by it.
    """
    moved = _moved(store, first)
    former = {moved.get(key, key) for key, now in first.items() if moved.get(key, key) != now}
    works = set[str]()
    for name, key, work in (("credits", "id", "work_id"), ("person_names", "source", "NULL")):
        sql = f"SELECT {key}, {work} AS work, name, person_id FROM {name} WHERE person_id"
        for row in store.rows(*_among(sql, former)):
            own = person_id(row["name"])
            now = first.get(own, own)
            if now != row["person_id"]:
                store.execute("INSERT INTO people (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING", (now, row["name"]))
                store.execute(
                    f"UPDATE {name} SET person_id = ? WHERE {key} = ? AND name = ? AND person_id = ?",
                    (now, row[key], row["name"], row["person_id"]),
                )
                works |= {row["work"]} - {None}
    for key, now in first.items():
        if moved.get(key, key) != now:
            store.execute("DELETE FROM redirects WHERE old_id = ?", (key,))
            if now != key:
                store.execute("INSERT INTO redirects (old_id, new_id) VALUES (?, ?)", (key, now))
    if former:
        forget_unused(store, former)
        show(store, former | set(first.values()))
    return works


def show(store: Store, people: Iterable[str]) -> None:
    """Show the spelling that most articles have; of equals the first by alphabet."""
    for key in sorted(people):
        store.execute(
            """UPDATE people SET name = shown.name FROM (
                   SELECT name FROM person_names WHERE person_id = :id
                   GROUP BY name ORDER BY count(*) DESC, name LIMIT 1) AS shown
               WHERE id = :id AND people.name <> shown.name""",
            {"id": key},
        )


def forget_unused(store: Store, people: Iterable[str]) -> None:
    """Delete those of the people that nothing names or is about any more."""
    users = ("person_names", "credits")
    unused = " AND ".join(f"NOT EXISTS (SELECT 1 FROM {user} WHERE person_id = people.id)" for user in users)
    store.connection.executemany(f"DELETE FROM people WHERE id = ? AND {unused}", [(key,) for key in people])


def _moved(store: Store, keys: Iterable[str]) -> dict[str, str]:
    """Those of the keys that are not a person's id, each with the one that is."""
    return {row["old_id"]: row["new_id"] for row in store.rows(*_among("SELECT * FROM redirects WHERE old_id", keys))}


def _among(select: str, values: Iterable[str]) -> tuple[str, tuple[str]]:
    return f"{select} IN (SELECT value FROM json_each(?))", (json.dumps(sorted(set(values))),)
