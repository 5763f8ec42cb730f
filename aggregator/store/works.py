"""Which titles are one work's, in the database.

A title alone makes an id, its key. Titles are one work's where they differ only as spellings do, or where an article
or an imported list calls one work by both; season and part always count (:mod:`aggregator.base.titles`). Of the keys
of one work the one that an article used first is the work's id, which all tables of claims hold; ``work_keys`` and
``redirects`` lead from the others to it. All of it follows from what articles and lists say, so that the order in
which they arrive changes nothing, and an article that goes takes its word back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from aggregator.base.names import title_key
from aggregator.base.titles import ListedWork, Title, joining_base, read_title
from aggregator.store import lists, search_index
from aggregator.store.corrections import corrections
from aggregator.store.database import Store
from aggregator.store.ids import content_id

MAX_NAMES = 200
"""Names of one work; more are a mistake of some article, and then spelling alone joins them."""

Row = tuple[object, ...]

_KEYS = {"work_titles": ("article_id", "key"), "work_aliases": ("article_id", "key", "name")}
_DERIVED = {
    "article_works": """INSERT INTO article_works (article_id, work_id, position, type, work_title)
        SELECT t.article_id, k.work_id, min(t.position), t.type, t.title
        FROM work_keys k JOIN work_titles t ON t.key = k.key
        WHERE t.position IS NOT NULL AND {which} GROUP BY t.article_id, k.work_id""",
    "work_names": """INSERT INTO work_names (work_id, name, language, source)
        SELECT k.work_id, t.title, t.language, t.article_id
        FROM work_keys k JOIN work_titles t ON t.key = k.key WHERE {which}
        UNION SELECT k.work_id, a.name, t.language, t.article_id
        FROM work_keys k JOIN work_titles t ON t.key = k.key JOIN work_aliases a USING (article_id, key)
        WHERE {which}""",
}
"""What is made of the names that articles use, for one article or for some works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A work as an article names it. ``position`` is None for one that only a claim is about."""

    title: str
    position: int | None = None
    type: str | None = None
    aliases: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def work_id(title: str) -> str:
    """The id that a title makes, its key."""
    return content_id("work", title_key(title) or title)


def ids_of(store: Store, titles: Iterable[str]) -> dict[str, str]:
    """The works that titles of stored articles name, by title."""
    keys = {title: work_id(title) for title in titles}
    found = {row["key"]: row["work_id"] for row in _among(store, "SELECT * FROM work_keys WHERE key", keys.values())}
    return {title: found[key] for title, key in keys.items()}


def name(store: Store, article_id: str, language: str, named: Sequence[Named]) -> set[str]:
    """Make ``named`` what an article calls works, inside a :meth:`Store.write` unit; join and part works by it.

    Claims of other articles are moved where their work turns out to be another's. Returns the ids of the works that
    the article named before or names now, and of those that were joined or parted. The same again changes no row.
    """
    stale, missing = _exchange(store, article_id, _rows(store, article_id, language, named))
    keys = {str(row[1]) for row in stale | missing}
    before = {row["work_id"] for row in _among(store, "SELECT * FROM work_keys WHERE key", keys)}
    if keys:
        _register(store, [str(row[2]) for row in missing if len(row) > 4], keys)
        moved = identify(store, {read_title(str(row[2])) for row in stale | missing})
        _doubt(store, [row for row in stale | missing if len(row) == 4 and row[3]])
        _derive(store, article_id, moved)
        after = {row["work_id"] for row in _among(store, "SELECT * FROM work_keys WHERE key", keys)}
        settle(store, before | after | moved)
        search_index.enter_works(store, article_id)
        return before | after | moved
    return before


def _doubt(store: Store, aliases: Iterable[Row]) -> None:
    """Let the stories be decided anew of the articles of works whose names hang together since just now, or no more."""
    bases = set[str]()
    for _, key, name, base in aliases:
        told = store.execute("SELECT count(*) FROM work_aliases WHERE key = ? AND base = ?", (key, base)).fetchone()[0]
        if told < 2:
            row = store.row("SELECT base FROM work_keys WHERE key = ?", (key,))
            bases |= same_bases(store, str(base)) | (same_bases(store, row["base"]) if row else set())
            bases.add(read_title(str(name)).base)
    _doubt_all(store, bases)


def _doubt_all(store: Store, bases: Iterable[str]) -> None:
    store.execute(
        """INSERT INTO undecided SELECT DISTINCT t.article_id FROM json_each(?) wanted
           CROSS JOIN work_keys k ON k.base = wanted.value JOIN work_titles t ON t.key = k.key
           WHERE true ON CONFLICT DO NOTHING""",
        (json.dumps(sorted(bases)),),
    )


def take_list(store: Store, listed: Sequence[ListedWork]) -> set[str]:
    """Make these works all that their lists hold, inside a :meth:`Store.write` unit; join and part works by it.

    Returns the ids of the works that were joined or parted, or that the lists have or had a name for.
    """
    titles = lists.replace_list(store, listed)
    moved = identify(store, titles)
    _doubt_all(store, {title.base for title in titles})
    _derive(store, "", moved)
    rows = _among(store, "SELECT DISTINCT work_id FROM work_keys WHERE base", {title.base for title in titles})
    touched = moved | {row["work_id"] for row in rows}
    settle(store, touched)
    forget_unused(store, touched)
    return touched


def identify_all(store: Store) -> set[str]:
    """Choose anew the ids of all works, inside a write unit. Returns those that were joined or parted."""
    rows = store.rows("SELECT DISTINCT base, numbering FROM work_keys")
    moved = identify(store, {Title(row["base"], row["numbering"]) for row in rows})
    _derive(store, "", moved)
    settle(store, moved)
    forget_unused(store, moved)
    return moved


def settle(store: Store, works: Iterable[str]) -> None:
    """Bring what is shown of works, and what lists add to them, in line with their titles."""
    _show(store, works)
    lists.attach(store, works)
    search_index.enter_names(store, works)


def forget_unused(store: Store, works: Iterable[str]) -> None:
    """Delete those of the works that no article names and no claim is about any more."""
    users = ("work_keys", "article_works", "releases", "credits")
    unused = " AND ".join(f"NOT EXISTS (SELECT 1 FROM {user} WHERE work_id = works.id)" for user in users)
    store.connection.executemany(f"DELETE FROM works WHERE id = ? AND {unused}", [(work,) for work in works])


def identify(store: Store, doubtful: Iterable[Title]) -> set[str]:
    """Choose anew the id of the works that these titles name. Returns the ids that lost or got a title by it."""
    moved: set[str] = set()
    done: set[Title] = set()
    for title in sorted(set(doubtful), key=lambda t: (t.base, t.numbering)):
        bases = same_bases(store, title.base)
        for one in _instalments(store, bases) | {title}:
            if one in done:
                continue
            names = {Title(base, one.numbering) for base in bases} if one.base in bases else {one}
            done |= names
            moved |= _unite(store, names)
    return moved


def reidentify(store: Store, keys: Iterable[str]) -> set[str]:
    """Choose anew the works of these keys, after a person's correction; inside a write unit. Returns the works that
    the keys were and are of.
    """
    before = {row["work_id"] for row in _among(store, "SELECT work_id FROM work_keys WHERE key", keys)}
    moved = identify(store, {name for key in keys for name in _names_of(store, key)})
    _derive(store, "", moved)
    _show(store, before | moved)
    forget_unused(store, before | moved)
    return before | moved


def _rows(store: Store, article_id: str, language: str, named: Sequence[Named]) -> dict[str, set[Row]]:
    """The article's rows by table, of several spellings of one key the first one as its title."""
    at = store.execute("SELECT sorted_at FROM articles WHERE id = ?", (article_id,)).fetchone()[0] if named else ""
    titles: dict[str, Row] = {}
    aliases: dict[tuple[str, str], Row] = {}
    for one in named:
        key = work_id(one.title)
        titles.setdefault(key, (article_id, key, one.title, one.position, one.type, language, at))
        for alias in (one.title, *one.aliases):
            if alias != titles[key][2]:
                aliases.setdefault((key, alias), (article_id, key, alias, joining_base(one.title, alias)))
    return {"work_titles": set(titles.values()), "work_aliases": set(aliases.values())}


def _exchange(store: Store, article_id: str, wanted: dict[str, set[Row]]) -> tuple[set[Row], set[Row]]:
    """Bring the article's rows in line with the wanted ones. Returns what went and what came."""
    went, came = set[Row](), set[Row]()
    for table, rows in wanted.items():
        present = {tuple(row) for row in store.rows(f"SELECT * FROM {table} WHERE article_id = ?", (article_id,))}
        where = " AND ".join(f"{column} = ?" for column in _KEYS[table])
        stale, missing = present - rows, rows - present
        store.connection.executemany(f"DELETE FROM {table} WHERE {where}", [row[: len(_KEYS[table])] for row in stale])
        for row in missing:
            store.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        went |= stale
        came |= missing
    return went, came


def _register(store: Store, titles: Iterable[str], keys: Iterable[str]) -> None:
    """Give new titles a work of their own, and let go the keys that no article uses any more."""
    for title in titles:
        key, read = work_id(title), read_title(title)
        store.execute(
            "INSERT INTO work_keys (key, work_id, base, numbering) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (key, key, read.base, read.numbering),
        )
    for key in keys:
        if store.row("SELECT 1 FROM work_titles WHERE key = ?", (key,)) is None:
            store.execute("DELETE FROM work_keys WHERE key = ?", (key,))
            store.execute("DELETE FROM redirects WHERE old_id = ?", (key,))


def same_bases(store: Store, base: str) -> set[str]:
    """The bases of all names that articles give the works of this base, one by the other."""
    found, waiting = {base}, [base]
    while waiting and len(found) <= MAX_NAMES:
        near = set(_neighbours(store, waiting.pop())) - found
        found |= near
        waiting += near
    return found if len(found) <= MAX_NAMES else {base}


_JOINED = """SELECT EXISTS (SELECT 1 FROM work_aliases WHERE base = :base)
    OR EXISTS (SELECT 1 FROM work_keys k JOIN work_aliases a ON a.key = k.key WHERE k.base = :base AND a.base > '')
    OR EXISTS (SELECT 1 FROM listed_names WHERE base = :base)"""
"""Whether a base may have neighbours at all: most works go by one name."""


def _neighbours(store: Store, base: str) -> Iterator[str]:
    if not store.execute(_JOINED, {"base": base}).fetchone()[0]:
        return
    for (key,) in store.rows("SELECT key FROM work_keys WHERE base = ?", (base,)):
        yield from _distinct(store, "SELECT min(base) FROM work_aliases WHERE key = ? AND base > ?", key)
    for key in _distinct(store, "SELECT min(key) FROM work_aliases WHERE base = ? AND key > ?", base):
        if row := store.row("SELECT base FROM work_keys WHERE key = ?", (key,)):
            yield row[0]
    yield from lists.neighbours(store, base)


def _distinct(store: Store, following: str, value: str) -> Iterator[str]:
    """Each value once, by the query of the one that follows: a work of many articles has many equal rows."""
    last: str | None = ""
    while last is not None:
        last = store.execute(following, (value, last)).fetchone()[0]
        if last is not None:
            yield last


def _instalments(store: Store, bases: Iterable[str]) -> set[Title]:
    rows = _among(store, "SELECT DISTINCT base, numbering FROM work_keys WHERE base", bases)
    return {Title(row["base"], row["numbering"]) for row in rows}


def _unite(store: Store, names: Iterable[Title]) -> set[str]:
    """Make the keys of these names one work: the one that an article used first. Returns the works that changed."""
    changed = set[str]()
    for keys in _by_hand(store, _keys_of(store, names)):
        first = min(keys, key=lambda key: _age(store, key))
        store.execute("INSERT INTO works (id, title) VALUES (?, '') ON CONFLICT DO NOTHING", (first,))
        for key, former in keys.items():
            if former != first:
                _move(store, key, former, first)
                changed |= {former, first}
    return changed


def _keys_of(store: Store, names: Iterable[Title]) -> dict[str, str]:
    """The keys of these names, each with its work so far."""
    keys: dict[str, str] = {}
    for title in names:
        sql = "SELECT key, work_id FROM work_keys WHERE base = ? AND numbering = ?"
        keys |= {row["key"]: row["work_id"] for row in store.rows(sql, (title.base, title.numbering))}
    return keys


def _by_hand(store: Store, keys: dict[str, str]) -> list[dict[str, str]]:
    """The same keys with those that a person said are of one work with them, and without those that are not."""
    said = corrections(store, "work")
    waiting = set(keys)
    while waiting:
        near = {
            k for one in said if one.decision == "merge" for k in (one.one, one.other) if waiting & {one.one, one.other}
        }
        names = {name for key in near - keys.keys() for name in _names_of(store, key)}
        waiting = _keys_of(store, names).keys() - keys.keys()
        keys |= _keys_of(store, names)
    apart = {frozenset((one.one, one.other)) for one in said if one.decision == "split"}
    works: list[dict[str, str]] = []
    for key in sorted(keys, key=lambda key: _age(store, key)):
        home = next((work for work in works if not any(frozenset((key, one)) in apart for one in work)), None)
        if home is None:
            works.append(home := {})
        home[key] = keys[key]
    return works


def _names_of(store: Store, key: str) -> set[Title]:
    """The names of the work that a key is of, by what articles say."""
    row = store.row("SELECT base, numbering FROM work_keys WHERE key = ?", (key,))
    return {Title(base, row["numbering"]) for base in same_bases(store, row["base"])} if row else set()


def _age(store: Store, key: str) -> tuple[str, str]:
    """When an article used a key first, for ordering."""
    return store.execute(_FIRST, (key,)).fetchone()[0], key


_FIRST = "SELECT at FROM work_titles WHERE key = ? ORDER BY at LIMIT 1"


def _move(store: Store, key: str, former: str, work: str) -> None:
    """Give a key's claims to another work, which may make other stories of its articles."""
    store.execute(
        "INSERT INTO undecided SELECT article_id FROM work_titles WHERE key = ? ON CONFLICT DO NOTHING", (key,)
    )
    store.execute("UPDATE work_keys SET work_id = ? WHERE key = ?", (work, key))
    for table in ("releases", "credits"):
        told = store.rows(f"SELECT DISTINCT work_title FROM {table} WHERE work_id = ?", (former,))
        titles = json.dumps([title for (title,) in told if title and work_id(title) == key])
        store.execute(
            f"""UPDATE {table} SET work_id = ?
                WHERE work_id = ? AND work_title IN (SELECT value FROM json_each(?))""",
            (work, former, titles),
        )
    store.execute("DELETE FROM redirects WHERE old_id = ?", (key,))
    if key != work:
        store.execute("INSERT INTO redirects (old_id, new_id) VALUES (?, ?)", (key, work))


def _derive(store: Store, article_id: str, works: Iterable[str]) -> None:
    """Make anew what follows from names: of an article, and of works that were joined or parted."""
    owners = {"article_works": "article_id", "work_names": "source"}
    moved = json.dumps(sorted(works))
    for table, insert in _DERIVED.items():
        store.execute(f"DELETE FROM {table} WHERE {owners[table]} = ?", (article_id,))
        store.execute(f"DELETE FROM {table} WHERE work_id IN (SELECT value FROM json_each(?))", (moved,))
        listed = "SELECT value FROM json_each(:works)"
        for which in (f"k.work_id IN ({listed})", f"t.article_id = :article AND k.work_id NOT IN ({listed})"):
            store.execute(insert.format(which=which), {"article": article_id, "works": moved})


def _show(store: Store, works: Iterable[str]) -> None:
    """Show the spelling of a work's own title, and its type, that most articles have; of equals the first one."""
    for work in works:
        store.execute(
            """UPDATE works SET title = shown.title, type = shown.type
               FROM (SELECT (SELECT title FROM work_titles WHERE key = :work
                             GROUP BY title ORDER BY count(*) DESC, title LIMIT 1) AS title,
                            (SELECT type FROM article_works WHERE work_id = :work AND type IS NOT NULL
                             GROUP BY type ORDER BY count(*) DESC, type LIMIT 1) AS type) AS shown
               WHERE id = :work AND shown.title IS NOT NULL
                   AND (works.title, works.type) IS NOT (shown.title, shown.type)""",
            {"work": work},
        )


def _among(store: Store, select: str, values: Iterable[str]) -> list[Any]:
    return store.rows(f"{select} IN (SELECT value FROM json_each(?))", (json.dumps(sorted(set(values))),))
