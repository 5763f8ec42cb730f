"""What articles state of works, releases and people, in the database.

An article's claims are those of its present version. Those of a former version stay as they were, with its number: a
claim is never edited, only what holds of it now (``ledger``) is. A work's key is its title without case, accents and
punctuation, a person's its name without order; what is shown of either is the spelling that most articles have, so
that the order in which articles arrive changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from aggregator.base.claims import Credit, Facts, Release
from aggregator.base.names import person_key, script_of, title_key
from aggregator.store.articles import Change, Stored
from aggregator.store.database import Store
from aggregator.store.ids import content_id

TYPES = frozenset("tv film ova ona special manga novel game live_action stage music other".split())
"""What a work may be; where an article says less («anime»), nothing is kept."""

Row = tuple[object, ...]

_CLAIM = ("id", "article_id", "article_version", "work_id")
_EVIDENCE = ("field", "quote", "start", "end", "rule")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "article_works": ("article_id", "work_id", "position", "type"),
    "work_names": ("work_id", "name", "source", "language"),
    "person_names": ("person_id", "name", "source", "script"),
    "releases": (
        *(*_CLAIM, *_EVIDENCE, "news", "status", "event", "edtf", "earliest", "latest", "time", "timezone", "text"),
        *("platform", "platform_id", "region", "region_code", "superseded", "ledger"),
    ),
    "credits": (
        *(*_CLAIM, *_EVIDENCE, "news", "status", "person_id", "role", "role_text", "name", "character", "song"),
        "ledger",
    ),
}
"""What an article has rows of, each with its columns; those of the primary key come first."""
_KEYS = {"article_works": 2, "work_names": 3, "person_names": 3, "releases": 1, "credits": 1}
_OWNED = {
    "article_works": "article_id = :article",
    "work_names": "source = :article",
    "person_names": "source = :article",
    "releases": "article_id = :article AND article_version = :version",
    "credits": "article_id = :article AND article_version = :version",
}
_STATEMENT = {
    "releases": (
        *("work_id", "event", "edtf", "coalesce({t}.platform_id, {t}.platform)"),
        "coalesce({t}.region_code, {t}.region)",
    ),
    "credits": ("work_id", "person_id", "role", "character"),
}
"""What two claims of one article share when they state the same."""


@dataclass(frozen=True, slots=True)
class _Named:
    """Works or people: their table, that of their names, which column of it names them, and what makes their key."""

    table: str
    names: str
    column: str
    shown: str
    key: Callable[[str], str]


@lru_cache(maxsize=4096)
def work_id(title: str) -> str:
    """The key of a work of this title."""
    return content_id("work", title_key(title) or title)


@lru_cache(maxsize=4096)
def person_id(name: str) -> str:
    """The key of a person or company of this name."""
    return content_id("person", person_key(name) or name)


_WORKS = _Named("works", "work_names", "work_id", "title", work_id)
_PEOPLE = _Named("people", "person_names", "person_id", "name", person_id)


def put(store: Store, stored: Stored, language: str, facts: Facts) -> None:
    """Make an article's claims those of its present version, inside a :meth:`Store.write` unit.

    The same facts again change no row.
    """
    wanted = _rows(stored, language, facts)
    new = stored.change is Change.NEW
    before: dict[str, set[Row]] = {table: set() for table in wanted} if new else _present(store, stored)
    missing = {table: [row for key, row in rows.items() if key not in before[table]] for table, rows in wanted.items()}
    stale = {table: before[table] - rows.keys() for table, rows in wanted.items()}
    if not new:
        _spare_names(store, stored, stale)
    for table, keys in stale.items():
        if keys:
            _delete(store, table, keys)
    if any(missing.values()):
        _make(store, _WORKS, _titles(facts))
        _make(store, _PEOPLE, (credit.name for credit in facts.credits))
    for table, rows in missing.items():
        if rows:
            _insert(store, table, rows)
    reread = any(missing[table] or stale[table] for table in _STATEMENT)
    if stored.change is Change.CHANGED or (reread and stored.version > 1):
        _retire(store, stored)
    works = {str(row[0]) for row in stale["work_names"]} | {str(row[1]) for row in stale["article_works"]}
    people = {str(row[0]) for row in stale["person_names"]}
    _settle(store, _WORKS, missing["work_names"], works, missing["article_works"])
    _settle(store, _PEOPLE, missing["person_names"], people)
    _sweep(store, works=works, people=people)


def remove(store: Store, article_id: str) -> None:
    """Delete all that an article states, and works and people that no other one names; inside a write unit."""
    works = _column(
        store,
        """SELECT work_id FROM article_works WHERE article_id = :article
           UNION SELECT work_id FROM work_names WHERE source = :article
           UNION SELECT work_id FROM releases WHERE article_id = :article AND work_id IS NOT NULL
           UNION SELECT work_id FROM credits WHERE article_id = :article AND work_id IS NOT NULL""",
        article_id,
    )
    people = _column(
        store,
        """SELECT person_id FROM person_names WHERE source = :article
           UNION SELECT person_id FROM credits WHERE article_id = :article AND person_id IS NOT NULL""",
        article_id,
    )
    for table, where in _OWNED.items():
        store.execute(f"DELETE FROM {table} WHERE {where.partition(' AND ')[0]}", {"article": article_id})
    _sweep(store, works=works, people=people)
    _recount(store, _WORKS, works)
    _recount(store, _PEOPLE, people)


def _titles(facts: Facts) -> list[str]:
    claims: list[Release | Credit] = [*facts.releases, *facts.credits]
    told = chain((mention.title for mention in facts.works), (claim.work for claim in claims))
    return [title for title in dict.fromkeys(told) if title]


def _rows(stored: Stored, language: str, facts: Facts) -> dict[str, dict[Row, Row]]:
    """The article's rows by table and key; a claim's key is its id, for that is made of all that it says."""
    article = stored.article_id
    about: dict[str, Row] = {}
    for mention in facts.works:
        key, type_ = work_id(mention.title), mention.type if mention.type in TYPES else None
        about.setdefault(key, (article, key, len(about), type_))
    names = {(work_id(m.title), name) for m in facts.works for name in (m.title, *m.aliases)}
    names |= {(work_id(title), title) for title in _titles(facts)}
    people = {(person_id(credit.name), credit.name) for credit in facts.credits}
    claims = {
        "releases": [_release(release, stored) for release in facts.releases],
        "credits": [_credit(credit, stored) for credit in facts.credits],
    }
    return {
        "article_works": {row: row for row in about.values()},
        "work_names": {row: row for key, name in sorted(names) for row in [(key, name, article, language)]},
        "person_names": {
            row: row for key, name in sorted(people) for row in [(key, name, article, script_of(name, language))]
        },
        **{table: {(row[0],): row for row in rows} for table, rows in claims.items()},
    }


def _release(claim: Release, stored: Stored) -> Row:
    return _claim(
        "release",
        stored,
        claim,
        (
            *(claim.event, claim.edtf, claim.earliest, claim.latest, claim.time, claim.timezone, claim.text),
            *(claim.platform, claim.platform_id, claim.region, claim.region_code, int(claim.superseded)),
        ),
        "superseded" if claim.superseded else "current",
    )


def _credit(claim: Credit, stored: Stored) -> Row:
    said = (person_id(claim.name), claim.role, claim.role_text, claim.name, claim.character, claim.song)
    return _claim("credit", stored, claim, said, "current")


def _claim(kind: str, stored: Stored, claim: Release | Credit, said: Row, ledger: str) -> Row:
    """A claim's row in the order of its columns, its id made of all the others but the ledger."""
    evidence = claim.evidence
    row = (
        *(stored.article_id, stored.version, work_id(claim.work) if claim.work else None),
        *(evidence.field, evidence.quote, evidence.start, evidence.end, evidence.rule, int(claim.news), claim.status),
        *said,
    )
    return (content_id(kind, json.dumps(row, ensure_ascii=False)), *row, ledger)


def _present(store: Store, stored: Stored) -> dict[str, set[Row]]:
    """The keys of the rows that stand for the article's present version."""
    found = {}
    for table, where in _OWNED.items():
        columns = _list(_COLUMNS[table] if table not in _STATEMENT else ("id",))
        parameters = {"article": stored.article_id, "version": stored.version}
        found[table] = {tuple(row) for row in store.rows(f"SELECT {columns} FROM {table} WHERE {where}", parameters)}
    return found


def _spare_names(store: Store, stored: Stored, stale: dict[str, set[Row]]) -> None:
    """Keep the names that claims of a former version are about."""
    for table, sources in (("work_names", _STATEMENT), ("person_names", ("credits",))):
        if stale[table]:
            column = "work_id" if table == "work_names" else "person_id"
            former = " UNION ".join(
                f"SELECT {column} FROM {t} WHERE article_id = :article AND article_version < {stored.version:d}"
                for t in sources
            )
            needed = _column(store, former, stored.article_id)
            stale[table] = {row for row in stale[table] if row[0] not in needed}


def _retire(store: Store, stored: Stored) -> None:
    """Say of the claims of former versions whether the present one states them again or not."""
    for table, same in _STATEMENT.items():
        terms = [part if "{t}" in part else f"{{t}}.{part}" for part in same]
        alike = " AND ".join(f"{term.format(t='new')} IS {term.format(t='old')}" for term in terms)
        store.execute(
            f"""UPDATE {table} AS old SET ledger = CASE WHEN EXISTS (
                    SELECT 1 FROM {table} new WHERE new.article_id = :article AND new.article_version = :version
                        AND {alike}) THEN 'superseded' ELSE 'retracted' END
                WHERE article_id = :article AND article_version < :version""",
            {"article": stored.article_id, "version": stored.version},
        )


def _make(store: Store, kind: _Named, spellings: Iterable[str]) -> None:
    """Add the works or people that are not known yet."""
    store.connection.executemany(
        f"INSERT INTO {kind.table} (id, {kind.shown}) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(kind.key(name), name) for name in spellings],
    )


def _settle(
    store: Store, kind: _Named, names: Iterable[Row], doubtful: Iterable[str], works: Iterable[Row] = ()
) -> None:
    """Choose anew what is shown of the ``doubtful`` ones, and of those of which something else came than is shown.

    ``names`` and ``works`` are the rows that came. The same again only strengthens what most articles say.
    """
    spelled: dict[object, set[object]] = {}
    for key, name, *_ in names:
        if kind.key(str(name)) == key:
            spelled.setdefault(key, set()).add(name)
    types = {key: type_ for _, key, _, type_ in works if type_}
    came = sorted(map(str, spelled.keys() | types.keys()))
    sql = f"SELECT * FROM {kind.table} WHERE id IN (SELECT value FROM json_each(?))"
    rows = store.rows(sql, (json.dumps(came),)) if came else []
    others = {
        row["id"]
        for row in rows
        if spelled.get(row["id"], {row[kind.shown]}) != {row[kind.shown]}
        or (row["id"] in types and types[row["id"]] != row["type"])
    }
    _recount(store, kind, others.union(doubtful))


def _recount(store: Store, kind: _Named, keys: Iterable[str]) -> None:
    """Show the spelling, and of a work the type, that most articles have; of equals the first by alphabet."""
    for key in sorted(keys):
        names = store.rows(f"SELECT name, count(*) FROM {kind.names} WHERE {kind.column} = ? GROUP BY name", (key,))
        own = sorted((-count, name) for name, count in names if kind.key(name) == key)
        if own:
            store.execute(
                f"UPDATE {kind.table} SET {kind.shown} = :name WHERE id = :id AND {kind.shown} <> :name",
                {"name": own[0][1], "id": key},
            )
        if kind is _WORKS:
            store.execute(
                """UPDATE works SET type = (
                       SELECT type FROM article_works WHERE work_id = :id AND type IS NOT NULL
                       GROUP BY type ORDER BY count(*) DESC, type LIMIT 1)
                   WHERE id = :id""",
                {"id": key},
            )


def _sweep(store: Store, *, works: Iterable[str], people: Iterable[str]) -> None:
    """Delete those of the works and people that nothing names or is about any more."""
    for table, column, users, keys in (
        ("works", "work_id", ("work_names", "article_works", "releases", "credits", "work_ids"), works),
        ("people", "person_id", ("person_names", "credits"), people),
    ):
        unused = " AND ".join(f"NOT EXISTS (SELECT 1 FROM {user} WHERE {column} = {table}.id)" for user in users)
        store.connection.executemany(f"DELETE FROM {table} WHERE id = ? AND {unused}", [(key,) for key in keys])


def _insert(store: Store, table: str, rows: Sequence[Row]) -> None:
    places = ", ".join("?" * len(_COLUMNS[table]))
    store.connection.executemany(f"INSERT INTO {table} ({_list(_COLUMNS[table])}) VALUES ({places})", rows)


def _delete(store: Store, table: str, rows: Iterable[Row]) -> None:
    key = _COLUMNS[table][: _KEYS[table]]
    where = " AND ".join(f"{name} = ?" for name in key)
    store.connection.executemany(f"DELETE FROM {table} WHERE {where}", [row[: len(key)] for row in rows])


def _list(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _column(store: Store, sql: str, article_id: str) -> set[str]:
    return {row[0] for row in store.rows(sql, {"article": article_id})}
