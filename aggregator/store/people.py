"""Which names are one person's, in the database.

A name alone makes an id, its key (:func:`person_id`). Of the keys that a person said are one the first by alphabet is
the person's id, which all tables hold; ``redirects`` leads from the others to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache

from aggregator.base.names import person_key
from aggregator.store.corrections import corrections
from aggregator.store.database import Store
from aggregator.store.ids import content_id


@lru_cache(maxsize=4096)
def person_id(name: str) -> str:
    """The key of a person or company of this name."""
    return content_id("person", person_key(name) or name)


def ids_of(store: Store, names: Iterable[str]) -> dict[str, str]:
    """The people of these names, by name."""
    first = _first(store)
    return {name: first.get(person_id(name), person_id(name)) for name in names}


def identify(store: Store, doubtful: Iterable[str]) -> set[str]:
    """Choose anew whose the credits of these keys, and of all that were or are one with them, are; inside a write
    unit. Returns the works that these credits are of.
    """
    first = _first(store)
    keys = set(doubtful)
    keys |= {key for key, one in first.items() if one in keys or any(first.get(k) == one for k in keys)}
    keys |= {row["new_id"] for row in store.rows(*_among("SELECT new_id FROM redirects WHERE old_id", keys))}
    keys |= {row["old_id"] for row in store.rows(*_among("SELECT old_id FROM redirects WHERE new_id", keys))}
    for table, rest in (("credits", "id"), ("person_names", "source")):
        for row in store.rows(*_among(f"SELECT {rest}, name, person_id FROM {table} WHERE person_id", keys)):
            own = person_id(row["name"])
            now = first.get(own, own)
            if now != row["person_id"]:
                store.execute("INSERT INTO people (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING", (now, row["name"]))
                store.execute(
                    f"UPDATE {table} SET person_id = ? WHERE {rest} = ? AND name = ? AND person_id = ?",
                    (now, row[rest], row["name"], row["person_id"]),
                )
    _redirect(store, keys, first)
    forget_unused(store, keys)
    show(store, keys | set(first.values()))
    rows = store.rows(*_among("SELECT DISTINCT work_id FROM credits WHERE person_id", keys | set(first.values())))
    return {row["work_id"] for row in rows if row["work_id"]}


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


def _redirect(store: Store, keys: Iterable[str], first: Mapping[str, str]) -> None:
    for key in sorted(keys):
        store.execute("DELETE FROM redirects WHERE old_id = ?", (key,))
        if first.get(key, key) != key:
            store.execute("INSERT INTO redirects (old_id, new_id) VALUES (?, ?)", (key, first[key]))


def _first(store: Store) -> dict[str, str]:
    """For each key that a person joined with others the one that stands for all of them."""
    group: dict[str, frozenset[str]] = {}
    for one in corrections(store, "person"):
        if one.decision == "merge":
            joined = group.get(one.one, frozenset({one.one})) | group.get(one.other, frozenset({one.other}))
            group.update(dict.fromkeys(joined, joined))
    return {key: min(keys) for key, keys in group.items()}


def _among(select: str, values: Iterable[str]) -> tuple[str, tuple[str]]:
    return f"{select} IN (SELECT value FROM json_each(?))", (json.dumps(sorted(set(values))),)
