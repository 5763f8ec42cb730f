"""Claims as they stand in the database: those of an article, or of all articles that tell the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import groupby, islice
from typing import Any, Generic, TypeVar

from aggregator.base.names import holds_title, same_title
from aggregator.store.database import Row, Store
from aggregator.view.filters import people_called, works_called


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one version of an article states; ``work`` is the work's title, ``quote`` are the words that state it."""

    id: str
    article_id: str
    article_version: int
    work_id: str | None
    work: str | None
    field: str
    quote: str
    start: int
    end: int
    rule: str
    news: bool
    status: str
    ledger: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Claim):
    """A release as an article states it; ``text`` are the words of its date."""

    event: str
    edtf: str
    text: str
    earliest: str | None
    latest: str | None
    time: str | None
    timezone: str | None
    platform: str | None
    platform_id: str | None
    region: str | None
    region_code: str | None
    superseded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit(Claim):
    """A credit as an article states it."""

    person_id: str | None
    role: str
    role_text: str
    name: str
    character: str | None
    song: str | None


C = TypeVar("C", Release, Credit)


@dataclass(frozen=True, slots=True)
class Source(Generic[C]):
    """An article that states a claim."""

    claim: C
    site: str
    url: str
    title: str
    language: str
    published: str | None


@dataclass(frozen=True, slots=True)
class Told(Generic[C]):
    """One fact with the articles that state it, in the order of time. ``claim`` is the first one's, or that of the
    first one that says more than the others (a time of day).
    """

    claim: C
    sources: tuple[Source[C], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which facts: one value of each list that isn't empty. ``month`` is YYYY-MM; ``between`` are the first and last
    day of a time that a release may fall into; ``upcoming`` the day from which a release is to come. ``background``
    takes what articles tell beside their news, too.
    """

    works: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    month: str | None = None
    between: tuple[str, str] | None = None
    upcoming: str | None = None
    background: bool = False


_NAMES: dict[type[Claim], tuple[str, ...]] = {kind: tuple(f.name for f in fields(kind)) for kind in (Release, Credit)}
_FLAGS = ("news", "superseded")
RELEASES = "SELECT r.article_id, r.*, w.title AS work FROM releases r LEFT JOIN works w ON w.id = r.work_id"
CREDITS = "SELECT r.article_id, r.*, w.title AS work FROM credits r LEFT JOIN works w ON w.id = r.work_id"
IN_ORDER = "ORDER BY r.article_id, r.article_version, r.field DESC, r.start, r.id"
"""The order of an article's text, its title first."""
_TOLD = """SELECT r.*, w.title AS work, a.site, a.url, a.title, a.language, a.published
    FROM {table} r JOIN articles a ON a.id = r.article_id LEFT JOIN works w ON w.id = r.work_id
    WHERE r.ledger IN ('current', 'disputed') AND a.duplicate_of IS NULL AND {terms}
    ORDER BY {order}, w.title, r.work_id, {same}, a.sorted_at, a.id, r.start, r.id"""
_SAME = {
    Release: (
        *("event", "earliest", "latest", "edtf", "coalesce({r}platform_id, {r}platform)"),
        *("coalesce({r}region_code, {r}region)", "status", "news"),
    ),
    Credit: ("role", "person_id", "character", "news"),
}


def release(row: Row) -> Release:
    """The release of a row of :data:`RELEASES`."""
    return Release(**_values(row, Release))


def credit(row: Row) -> Credit:
    """The credit of a row of :data:`CREDITS`."""
    return Credit(**_values(row, Credit))


def retracted(store: Store, article_id: str) -> tuple[list[Release], list[Credit]]:
    """What former versions of an article stated and the present one does not."""
    former = f"WHERE r.article_id = ? AND r.ledger = 'retracted' {IN_ORDER}"
    return (
        [release(row) for row in store.rows(f"{RELEASES} {former}", (article_id,))],
        [credit(row) for row in store.rows(f"{CREDITS} {former}", (article_id,))],
    )


def releases(store: Store, wanted: Wanted, *, limit: int | None = None) -> Iterator[Told[Release]]:
    """Releases that hold now: what is to come in the order of its dates, everything else latest date first."""
    terms, parameters = _terms(store, wanted)
    if wanted.platforms:
        terms.append("r.platform IN (SELECT value FROM json_each(:platforms))")
        parameters["platforms"] = json.dumps(_platforms(store, wanted.platforms))
    if wanted.month:
        terms.append("substr(r.earliest, 1, 7) = :month AND substr(r.latest, 1, 7) = :month")
        parameters["month"] = wanted.month
    if wanted.between:
        # What may be any day of more than three years tells nothing here; so SQLite reads a part of the index alone.
        terms.append("r.earliest <= :last AND r.latest >= :first AND r.earliest >= date(:first, '-3 years')")
        parameters |= {"first": wanted.between[0], "last": wanted.between[1]}
    if wanted.upcoming:
        terms.append("r.latest >= :today AND r.status IN ('scheduled', 'delayed')")
        parameters["today"] = wanted.upcoming
    first = "" if wanted.upcoming or wanted.month or wanted.between else " DESC"
    order = f"r.earliest IS NULL, r.earliest{first}, r.latest{first}, coalesce(r.work_id, a.id)"
    yield from islice(_told(store, Release, [*terms, "r.superseded = 0"], order, parameters), limit)


def next_releases(store: Store, day: str, *, limit: int) -> list[Release]:
    """The releases of which the first possible day is this one or later (ISO 8601), soonest first."""
    rows = store.rows(
        f"""SELECT s.* FROM ({RELEASES}) s JOIN articles a ON a.id = s.article_id
            WHERE s.ledger = 'current' AND s.earliest >= :day AND s.news = 1 AND s.superseded = 0
                AND s.status IN ('scheduled', 'delayed') AND a.duplicate_of IS NULL
            ORDER BY s.earliest, s.latest, s.work, s.id LIMIT :limit""",  # noqa: S608 -- SQL of ours
        {"day": day, "limit": limit},
    )
    return list(map(release, rows))


def credits(store: Store, wanted: Wanted, *, limit: int | None = None) -> Iterator[Told[Credit]]:  # noqa: A001 -- their name
    """Credits that hold now, by works: those that were in the news last come first."""
    terms, parameters = _terms(store, wanted)
    if wanted.people:
        terms.append("r.person_id IN (SELECT value FROM json_each(:people))")
        parameters["people"] = json.dumps(people_called(store, wanted.people))
    if wanted.roles:
        terms.append("r.role IN (SELECT value FROM json_each(:roles))")
        parameters["roles"] = json.dumps([same_role(role) for role in wanted.roles])
    order = "max(a.sorted_at) OVER (PARTITION BY coalesce(r.work_id, a.id)) DESC, coalesce(r.work_id, a.id)"
    yield from islice(_told(store, Credit, terms, order, parameters), limit)


def same_role(role: str) -> str:
    """A role's id as a person may write it: «Series composition»."""
    return role.strip().lower().replace(" ", "_").replace("-", "_")


def _values(row: Row, kind: type[Claim]) -> dict[str, Any]:
    return {name: bool(row[name]) if name in _FLAGS else row[name] for name in _NAMES[kind]}


def _terms(store: Store, wanted: Wanted) -> tuple[list[str], dict[str, str]]:
    terms = ["1"] if wanted.background else ["r.news = 1"]
    if not wanted.works:
        return terms, {}
    works = [key for name in wanted.works for key in works_called(store, name)]
    return [*terms, "r.work_id IN (SELECT value FROM json_each(:works))"], {"works": json.dumps(works)}


def _told(
    store: Store, kind: type[C], terms: Iterable[str], order: str, parameters: dict[str, str]
) -> Iterator[Told[C]]:
    """Rows that state the same, as one; they follow each other."""
    same = [part.format(r="r.") if "{r}" in part else f"r.{part}" for part in _SAME[kind]]
    table = "releases" if kind is Release else "credits"
    sql = _TOLD.format(table=table, terms=" AND ".join(terms), order=order, same=", ".join(same))
    rows = store.execute(sql, parameters)
    for _, members in groupby(rows, lambda row: _key(row, kind)):
        sources: dict[str, Source[C]] = {}
        for row in members:
            claim = kind(**_values(row, kind))
            source = Source(claim, row["site"], row["url"], row["title"], row["language"], row["published"])
            sources.setdefault(claim.article_id, source)
        told = [source.claim for source in sources.values()]
        fullest = next((claim for claim in told if isinstance(claim, Release) and claim.time), told[0])
        yield Told(fullest, tuple(sources.values()))


def _key(row: Row, kind: type[Claim]) -> tuple[object, ...]:
    work = row["work_id"] or row["article_id"]
    if kind is Credit:
        return work, row["role"], row["person_id"], row["character"], row["news"]
    where = (row["platform_id"] or row["platform"], row["region_code"] or row["region"])
    return work, row["event"], row["earliest"], row["latest"], row["edtf"], *where, row["status"], row["news"]


def _platforms(store: Store, wanted: Iterable[str]) -> list[str]:
    """Platforms as written, of a name or id: of that very one, else those that hold it as whole words."""
    rows = store.rows("SELECT DISTINCT platform, platform_id FROM releases WHERE platform IS NOT NULL")
    found: set[str] = set()
    for name in wanted:
        same = [row for row in rows if same_title(row[0], name) or same_title(row[1] or "", name)]
        ids = {row[1] for row in same if row[1]}
        found |= {row[0] for row in same} | {row[0] for row in rows if row[1] in ids}
        if not same:
            found |= {row[0] for row in rows if holds_title(row[0], name)}
    return sorted(found)
