"""What articles state of works, releases and people, in the database.

An article's claims are those of its present version. Those of a former version stay as they were, with its number: a
claim is never edited. Only what holds of it now (``ledger``, :mod:`aggregator.store.ledger`) and which work it belongs
to and whose it is (:mod:`aggregator.store.works`, :mod:`aggregator.store.people`) may change. Of a person's names that
is shown which most articles have, so that the order in which articles arrive changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from aggregator.base.claims import Credit, Facts, Release
from aggregator.base.names import script_of
from aggregator.store import people as persons
from aggregator.store import works
from aggregator.store.articles import Change, Stored
from aggregator.store.database import Store
from aggregator.store.ids import content_id
from aggregator.store.ledger import works_of
from aggregator.store.people import person_id
from aggregator.store.works import Named, work_id

TYPES = frozenset("tv film ova ona special manga novel game live_action stage music other".split())
"""What a work may be; where an article says less («anime»), nothing is kept."""

Row = tuple[object, ...]

_CLAIM = ("id", "article_id", "article_version", "work_id", "work_title")
_EVIDENCE = ("field", "quote", "start", "end", "rule")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "person_names": ("person_id", "name", "source", "script"),
    "releases": (
        *(*_CLAIM, *_EVIDENCE, "news", "status", "event", "edtf", "earliest", "latest", "time", "timezone", "text"),
        *("platform", "platform_id", "region", "region_code", "superseded"),
    ),
    "credits": (
        *(*_CLAIM, *_EVIDENCE, "news", "status", "person_id", "role", "role_text", "name", "character", "song"),
    ),
}
"""What an article has rows of, each with its columns; those of the primary key come first."""
_KEYS = {"person_names": 3, "releases": 1, "credits": 1}
_OWNED = {
    "person_names": "source = :article",
    "releases": "article_id = :article AND article_version = :version",
    "credits": "article_id = :article AND article_version = :version",
}
_CLAIMS = ("releases", "credits")
_FORMER_TITLES = " UNION ".join(
    f"SELECT work_title FROM {table} WHERE article_id = :article AND article_version < :version" for table in _CLAIMS
)


def put(store: Store, stored: Stored, language: str, facts: Facts) -> set[str]:
    """Make an article's claims those of its present version, inside a :meth:`Store.write` unit.

    Returns the ids of the works that it names or named, and of those that are another's by it or no longer are; none
    of its own where the same facts come again, which change no row.
    """
    stated = works_of(store, [stored.article_id])
    touched = works.name(store, stored.article_id, language, _named(store, stored, facts))
    wanted = _rows(store, stored, language, facts)
    new = stored.change is Change.NEW
    before: dict[str, set[Row]] = {table: set() for table in wanted} if new else _present(store, stored)
    missing = {table: [row for key, row in rows.items() if key not in before[table]] for table, rows in wanted.items()}
    stale = {table: before[table] - rows.keys() for table, rows in wanted.items()}
    if not new:
        _spare_people(store, stored, stale["person_names"])
    for table, keys in stale.items():
        if keys:
            _delete(store, table, keys)
    if any(missing.values()):
        _make_people(store, persons.ids_of(store, _names(facts)))
    for table, rows in missing.items():
        if rows:
            _insert(store, table, rows)
    people = {str(row[0]) for row in stale["person_names"]}
    _settle(store, missing["person_names"], people)
    persons.forget_unused(store, people)
    works.forget_unused(store, touched)
    anew = stored.change is not Change.UNCHANGED or any(missing[table] or stale[table] for table in _CLAIMS)
    return touched | stated | works_of(store, [stored.article_id]) if anew else touched


def remove(store: Store, article_id: str) -> set[str]:
    """Delete all that an article states, and works and people that no other one names; inside a write unit.

    Returns the ids of the works that it named, and of those that are no longer another's.
    """
    people = _column(
        store,
        """SELECT person_id FROM person_names WHERE source = :article
           UNION SELECT person_id FROM credits WHERE article_id = :article AND person_id IS NOT NULL""",
        article_id,
    )
    stated = works_of(store, [article_id])
    for table, where in _OWNED.items():
        owned = where.partition(" AND ")[0]
        if table in _CLAIMS:
            why = f"DELETE FROM reasons WHERE subject IN (SELECT id FROM {table} WHERE {owned})"
            store.execute(why, {"article": article_id})
        store.execute(f"DELETE FROM {table} WHERE {owned}", {"article": article_id})
    touched = stated | works.name(store, article_id, "", ())
    works.forget_unused(store, touched)
    persons.forget_unused(store, people)
    persons.show(store, people)
    return touched


def keys_of(facts: Facts) -> str:
    """The keys of all works that facts name, as the search holds them."""
    told: list[Release | Credit] = [*facts.releases, *facts.credits]
    titles = (*(mention.title for mention in facts.works), *(claim.work for claim in told))
    return " ".join(sorted({work_id(title) for title in titles if title}))


def _named(store: Store, stored: Stored, facts: Facts) -> list[Named]:
    """The works that the article is about in its order, then those that claims of it or of a former version name."""
    about = [
        Named(title=m.title, position=n, type=m.type if m.type in TYPES else None, aliases=m.aliases)
        for n, m in enumerate(facts.works)
    ]
    claims: list[Release | Credit] = [*facts.releases, *facts.credits]
    former = {"article": stored.article_id, "version": stored.version}
    said = store.rows(_FORMER_TITLES, former) if stored.version > 1 else []
    return about + [Named(title=title) for title in (*(c.work for c in claims), *(row[0] for row in said)) if title]


def _rows(store: Store, stored: Stored, language: str, facts: Facts) -> dict[str, dict[Row, Row]]:
    """The article's rows by table and key; a claim's key is its id, for that is made of all that it says."""
    people = persons.ids_of(store, _names(facts))
    told: list[Release | Credit] = [*facts.releases, *facts.credits]
    ids = works.ids_of(store, {claim.work for claim in told if claim.work})
    claims = {
        "releases": [_release(release, stored, ids) for release in facts.releases],
        "credits": [_credit(credit, stored, ids, people[credit.name]) for credit in facts.credits],
    }
    return {
        "person_names": {
            row: row
            for name, key in sorted(people.items())
            for row in [(key, name, stored.article_id, script_of(name, language))]
        },
        **{table: {(row[0],): row for row in rows} for table, rows in claims.items()},
    }


def _names(facts: Facts) -> list[str]:
    """All names of people, as written."""
    return [name for credit in facts.credits for name in (credit.name, *credit.other_names)]


def _release(claim: Release, stored: Stored, ids: Mapping[str, str]) -> Row:
    return _claim(
        "release",
        stored,
        claim,
        (
            *(claim.event, claim.edtf, claim.earliest, claim.latest, claim.time, claim.timezone, claim.text),
            *(claim.platform, claim.platform_id, claim.region, claim.region_code, int(claim.superseded)),
        ),
        ids=ids,
    )


def _credit(claim: Credit, stored: Stored, ids: Mapping[str, str], person: str) -> Row:
    said = (person_id(claim.name), claim.role, claim.role_text, claim.name, claim.character, claim.song)
    row = _claim("credit", stored, claim, said, ids=ids)
    place = _COLUMNS["credits"].index("person_id")
    return (*row[:place], person, *row[place + 1 :])


def _claim(kind: str, stored: Stored, claim: Release | Credit, said: Row, *, ids: Mapping[str, str]) -> Row:
    """A claim's row in the order of its columns. Its id is made of all that the article says, so of the keys of
    title and name and not of the work and person that these turn out to be.
    """
    evidence = claim.evidence
    row = (
        *(evidence.field, evidence.quote, evidence.start, evidence.end, evidence.rule, int(claim.news), claim.status),
        *said,
    )
    about = (stored.article_id, stored.version, work_id(claim.work) if claim.work else None)
    key = content_id(kind, json.dumps((*about, *row), ensure_ascii=False))
    work = ids[claim.work] if claim.work else None
    return (key, stored.article_id, stored.version, work, claim.work or None, *row)


def _present(store: Store, stored: Stored) -> dict[str, set[Row]]:
    """The keys of the rows that stand for the article's present version."""
    found = {}
    for table, where in _OWNED.items():
        columns = _list(_COLUMNS[table] if table not in _CLAIMS else ("id",))
        parameters = {"article": stored.article_id, "version": stored.version}
        found[table] = {tuple(row) for row in store.rows(f"SELECT {columns} FROM {table} WHERE {where}", parameters)}
    return found


def _spare_people(store: Store, stored: Stored, stale: set[Row]) -> None:
    """Keep the names that credits of a former version have. Whose they are must not count: others decide that."""
    former = f"SELECT name FROM credits WHERE article_id = :article AND article_version < {stored.version:d}"
    needed = _column(store, former, stored.article_id) if stale else set()
    stale -= {row for row in stale if row[1] in needed}


def _make_people(store: Store, spellings: Mapping[str, str]) -> None:
    """Add the people that are not known yet."""
    store.connection.executemany(
        "INSERT INTO people (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(key, name) for name, key in spellings.items()],
    )


def _settle(store: Store, names: Iterable[Row], doubtful: Iterable[str]) -> None:
    """Choose anew what is shown of the ``doubtful`` ones, and of those of which another spelling came than is shown.

    ``names`` are the rows that came. The same again only strengthens what most articles say.
    """
    spelled: dict[str, set[object]] = {}
    for key, name, *_ in names:
        spelled.setdefault(str(key), set()).add(name)
    sql = "SELECT * FROM people WHERE id IN (SELECT value FROM json_each(?))"
    rows = store.rows(sql, (json.dumps(sorted(spelled)),)) if spelled else []
    persons.show(store, {row["id"] for row in rows if spelled[row["id"]] != {row["name"]}}.union(doubtful))


def _insert(store: Store, table: str, rows: Sequence[Row]) -> None:
    places = ", ".join("?" * len(_COLUMNS[table]))
    store.connection.executemany(f"INSERT INTO {table} ({_list(_COLUMNS[table])}) VALUES ({places})", rows)


def _delete(store: Store, table: str, rows: Collection[Row]) -> None:
    key = _COLUMNS[table][: _KEYS[table]]
    where = " AND ".join(f"{name} = ?" for name in key)
    if table in _CLAIMS:
        store.connection.executemany("DELETE FROM reasons WHERE subject = ?", [row[:1] for row in rows])
    store.connection.executemany(f"DELETE FROM {table} WHERE {where}", [row[: len(key)] for row in rows])


def _list(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _column(store: Store, sql: str, article_id: str) -> set[str]:
    return {row[0] for row in store.rows(sql, {"article": article_id})}
