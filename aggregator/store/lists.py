"""Imported lists of works in the database: what they call a work, and which of their works go by a name."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

from aggregator.base.titles import ListedWork, Title, read_title, tells, title_words
from aggregator.store.database import Store

_TABLES = ("listed_works", "listed_names", "listed_ids")


def replace_list(store: Store, works: Sequence[ListedWork]) -> set[Title]:
    """Make these works all that their lists hold, inside a :meth:`Store.write` unit. Returns the titles that articles
    use and that the former or the present state of the lists has a name for.
    """
    sources = sorted({work.source for work in works})
    before = _used(store, sources)
    for table in _TABLES:
        store.connection.executemany(f"DELETE FROM {table} WHERE list = ?", [(source,) for source in sources])
    shared = _shared(works)
    store.connection.executemany(
        "INSERT INTO listed_works VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(work.source, work.entry, work.title, work.type) for work in works],
    )
    store.connection.executemany(
        "INSERT INTO listed_names VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            (work.source, work.entry, name, language, read.base, read.numbering, " ".join(title_words(name)), joins)
            for work in works
            for name, language in work.names
            for read in [read_title(name)]
            for joins in [tells(read.base) and read not in shared]
        ),
    )
    store.connection.executemany(
        "INSERT INTO listed_ids VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(work.source, work.entry, database, value) for work in works for database, value in work.ids],
    )
    told = json.dumps([(work.source, work.entry, work.names) for work in works], ensure_ascii=False)
    digest = blake2b(told.encode(), digest_size=8).hexdigest()
    store.execute(
        """INSERT INTO meta VALUES ('title lists', :state) ON CONFLICT (name) DO UPDATE SET value = excluded.value""",
        {"state": f"{digest} {state(store) or ''}"[:200]},
    )
    return before | _used(store, sources)


def neighbours(store: Store, base: str) -> Iterator[str]:
    """The bases of the names that lists give works of a name of this base, where both name the same instalment. A work
    that two lists have under one id of another database is one.
    """
    for (found,) in store.rows(
        """SELECT DISTINCT other.base FROM listed_names one JOIN listed_names other
               ON other.list = one.list AND other.entry = one.entry AND other.numbering = one.numbering
           WHERE one.base = :base AND one.joins AND other.joins
           UNION
           SELECT DISTINCT other.base FROM listed_names one
           JOIN listed_ids i ON i.list = one.list AND i.entry = one.entry
           JOIN listed_ids j ON j."database" = i."database" AND j.value = i.value AND j.list <> i.list
           JOIN listed_names other ON other.list = j.list AND other.entry = j.entry AND other.numbering = one.numbering
           WHERE one.base = :base AND one.joins AND other.joins""",
        {"base": base},
    ):
        yield found


def attach(store: Store, works: Iterable[str]) -> None:
    """Give works the names and ids that lists have for their titles, inside a write unit."""
    if store.row("SELECT 1 FROM listed_works") is None:
        return
    those = json.dumps(sorted(works))
    ours = """FROM json_each(:works) wanted JOIN work_keys k ON k.work_id = wanted.value
        JOIN listed_names one ON one.base = k.base AND one.numbering = k.numbering AND one.joins"""
    names = f"""SELECT DISTINCT k.work_id, n.name, n.language, n.list {ours}
        JOIN listed_names n ON n.list = one.list AND n.entry = one.entry"""
    ids = f"""SELECT DISTINCT k.work_id, i."database", i.value {ours}
        JOIN listed_ids i ON i.list = one.list AND i.entry = one.entry"""
    lists = "(SELECT list FROM listed_works)"
    present = "SELECT {columns} FROM {table} WHERE work_id IN (SELECT value FROM json_each(:works)){more}"
    for table, columns, wanted, more in (
        ("work_names", ("work_id", "name", "language", "source"), names, f" AND source IN {lists}"),
        ("work_ids", ("work_id", '"database"', "value"), ids, ""),
    ):
        new = {tuple(row) for row in store.rows(wanted, {"works": those})}
        sql = present.format(columns=", ".join(columns), table=table, more=more)
        old = {tuple(row) for row in store.rows(sql, {"works": those})}
        same = " AND ".join(f"{column} IS ?" for column in columns)
        store.connection.executemany(f"DELETE FROM {table} WHERE {same}", sorted(old - new, key=repr))
        places = ", ".join("?" * len(columns))
        store.connection.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", sorted(new - old, key=repr)
        )


def state(store: Store) -> str | None:
    """A word that changes when a list does; None where there is none."""
    row = store.row("SELECT value FROM meta WHERE name = 'title lists'")
    return row["value"] if row else None


def all_names(store: Store) -> list[str]:
    """The words of every name of every list that tells works apart (``base.titles.title_words``)."""
    return [words for (words,) in store.connection.execute("SELECT words FROM listed_names WHERE joins")]


def _used(store: Store, sources: Sequence[str]) -> set[Title]:
    rows = store.rows(
        """SELECT DISTINCT k.base, k.numbering FROM work_keys k JOIN listed_names n ON n.base = k.base
           WHERE n.list IN (SELECT value FROM json_each(?))""",
        (json.dumps(list(sources)),),
    )
    return {Title(row["base"], row["numbering"]) for row in rows}


def _shared(works: Iterable[ListedWork]) -> set[Title]:
    """The names that works of different titles share: they join none."""
    titles: dict[Title, set[Title]] = defaultdict(set)
    for work in works:
        main = read_title(work.title)
        for name, _ in work.names:
            titles[read_title(name)].add(main)
    return {name for name, owners in titles.items() if len(owners) > 1}
