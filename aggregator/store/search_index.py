"""What the full-text search holds: articles by their words and works, works by their names.

The names of works are apart from the articles about them: an article holds the keys of its works (``work_keys``), and
what a person asks for is looked up among the names first. So a work that gets a name, or turns out to be another, costs
one row, whatever is told of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from aggregator.store.database import Row, Store
from aggregator.store.search import Unit, both, name_number, name_query, name_terms, terms, units

MAX_WORKS = 20
"""Works that a part of a query may name; what names more is no name."""
MAX_WORKS_OF_A_WORD = 5
"""The same for one word of a script that puts spaces between words."""
MAX_UNITS = 12
"""Words and quoted parts of a query that are looked up among names; a longer query is no name of a work."""

_SHOWN = ("title", "summary", "body")


def enter(store: Store, docid: int, texts: Sequence[str | None], keys: str) -> None:
    """Enter an article: its title, summary and body, and the keys of its works."""
    store.execute(
        "INSERT INTO search (rowid, title, summary, body, names) VALUES (?, ?, ?, ?, ?)",
        (docid, *map(terms, texts), keys),
    )
    if keys:
        store.execute("INSERT OR REPLACE INTO searched_works VALUES (?, ?)", (docid, keys))


def take_out(store: Store, old: Row) -> str:
    """Take an article out as it was entered, its stored row given. Returns the keys that it was entered with."""
    keys = keys_of(store, old["docid"])
    store.execute(
        "INSERT INTO search (search, rowid, title, summary, body, names) VALUES ('delete', ?, ?, ?, ?, ?)",
        (old["docid"], *(terms(old[name]) for name in _SHOWN), keys),
    )
    if keys:
        store.execute("DELETE FROM searched_works WHERE docid = ?", (old["docid"],))
    return keys


def keys_of(store: Store, docid: int) -> str:
    """The keys that an article was entered with."""
    row = store.row("SELECT keys FROM searched_works WHERE docid = ?", (docid,))
    return str(row["keys"]) if row else ""


def enter_works(store: Store, article_id: str) -> None:
    """Bring what is entered of an article's works in line with the titles by which it calls them."""
    row = store.row(
        """SELECT a.docid, (SELECT group_concat(key, ' ') FROM (SELECT key FROM work_titles
               WHERE article_id = a.id ORDER BY key)) AS keys FROM articles a WHERE a.id = ?""",
        (article_id,),
    )
    if row is None or keys_of(store, row["docid"]) == (row["keys"] or ""):
        return
    old = store.row("SELECT docid, title, summary, body FROM articles WHERE id = ?", (article_id,))
    assert old is not None
    take_out(store, old)
    enter(store, old["docid"], [old[name] for name in _SHOWN], row["keys"] or "")


def enter_names(store: Store, works: Iterable[str]) -> None:
    """Bring what is entered of these works' names in line with ``work_names``; inside a write unit."""
    those = json.dumps(sorted(works))
    listed = "SELECT work_id, name FROM {table} WHERE work_id IN (SELECT value FROM json_each(?))"
    wanted = {tuple(row) for row in store.rows(listed.format(table="work_names"), (those,))}
    present = {tuple(row) for row in store.rows(listed.format(table="searched_names"), (those,))}
    for work, name in sorted(present - wanted):
        number = name_number(work, name)
        store.execute("DELETE FROM searched_names WHERE id = ?", (number,))
        sql = "INSERT INTO search_names (search_names, rowid, name) VALUES ('delete', ?, ?)"
        store.execute(sql, (number, name_terms(name)))
    for work, name in sorted(wanted - present):
        number = name_number(work, name)
        store.execute("INSERT INTO searched_names VALUES (?, ?, ?)", (number, work, name))
        store.execute("INSERT INTO search_names (rowid, name) VALUES (?, ?)", (number, name_terms(name)))


def match_query(store: Store, query: str, *, beginnings: bool = True, dots: bool = False) -> str | None:
    """A person's words as an FTS5 query over ``search`` that can't fail. None where they hold no letter or digit.

    Every word must occur, a quoted part as a phrase, the last word also as the beginning of one (not so without
    ``beginnings``), katakana with ``dots`` also with middle dots within; where words one after the other are in a name
    of a work, an article about that work will do in their place, whatever it calls it.
    """
    asked = units(query, beginnings=beginnings, dots=dots)
    parts: list[str] = []
    at = 0
    while at < len(asked):
        length, keys = _named(store, asked[at : at + MAX_UNITS]) if len(asked) <= MAX_UNITS else (1, [])
        said = both(unit.match for unit in asked[at : at + length])
        about = " OR ".join(f'"{key}"' for key in keys)
        parts.append(f"(({said}) OR names : ({about}))" if keys else said)
        at += length
    return both(parts) or None


def _named(store: Store, asked: Sequence[Unit]) -> tuple[int, list[str]]:
    """How many of the words, from the first one, are in the names of a few works: the most that are; and their keys."""
    for length in range(len(asked), 0, -1):
        words = [word for unit in asked[:length] for word in unit.words]
        works = _works(store, words)
        if works:
            sql = "SELECT key FROM work_keys WHERE work_id IN (SELECT value FROM json_each(?)) ORDER BY key"
            return length, [row["key"] for row in store.rows(sql, (json.dumps(works),))]
    return 1, []


def _works(store: Store, words: Sequence[str]) -> list[str]:
    most = MAX_WORKS_OF_A_WORD if len(words) == 1 and words[0].isascii() else MAX_WORKS
    rows = store.rows(
        f"""SELECT DISTINCT work_id FROM searched_names
            WHERE id IN (SELECT rowid FROM search_names WHERE search_names MATCH ? LIMIT {10 * MAX_WORKS}) LIMIT ?""",
        (name_query(words), most + 1),
    )
    return [row["work_id"] for row in rows] if len(rows) <= most else []
