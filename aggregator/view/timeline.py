"""A work's history, step by step: announced, a season, a day, a delay, what was taken back.

A step is what was said first at some time, with all articles that say the same. Which step replaced which is what the
ledger decided and kept in ``reasons``; nothing is decided here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from aggregator.store.database import Row, Store
from aggregator.store.ledger import DECISION, TIMES
from aggregator.view.claims import Credit, Release, credit, release

_CLAIMS = f"""SELECT r.*, w.title AS work, a.site, a.url, a.title, a.language, a.published, {TIMES},
        coalesce(x.because, '{{{{}}}}') AS because,
        coalesce((SELECT seen_at FROM article_versions WHERE article_id = r.article_id
                  AND version = r.article_version + 1), a.version_at) AS until
    FROM {{table}} r JOIN articles a ON a.id = r.article_id JOIN works w ON w.id = r.work_id
    LEFT JOIN articles o ON o.id = a.duplicate_of
    LEFT JOIN article_versions v ON v.article_id = r.article_id AND v.version = r.article_version
    LEFT JOIN reasons x ON x.subject = r.id AND x.decision = '{DECISION}'
    WHERE r.work_id = :work AND a.duplicate_of IS NULL AND {{which}}
    ORDER BY seen_at, r.article_id, r.article_version, r.field DESC, r.start, r.id"""  # noqa: S608 -- SQL of ours
_FIRST = """SELECT a.id AS article_id, a.site, a.url, a.title, a.language, a.published, a.sorted_at,
        EXISTS (SELECT 1 FROM json_each(CASE WHEN json_valid(a.kinds) THEN a.kinds ELSE '[]' END) k
                WHERE k.value IN ('announcement', 'sequel')) AS announces
    FROM article_works t JOIN articles a ON a.id = t.article_id
    WHERE t.work_id = :work AND a.duplicate_of IS NULL
    ORDER BY announces DESC, a.sorted_at, a.id LIMIT 1"""
_CAST = frozenset({"voice", "dub_voice", "actor", "narrator"})
_PLACES = frozenset({"broadcaster", "streaming", "licensor", "distributor", "publisher", "magazine"})
_HOLDS = ("current", "disputed", "superseded", "retracted")
_MOVES = ("cancelled", "resumed", "delayed", "brought_forward", "refined")
_ORDER = ("told", "announced", "corrected", "date", "refined", "brought_forward", "delayed")


@dataclass(frozen=True, slots=True)
class Teller:
    """An article that tells a step, and the claims that do, each with its words."""

    article_id: str
    site: str
    url: str
    title: str
    language: str
    published: str | None
    claims: tuple[Release | Credit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """``kind`` is announced (or told, where no article announces it), date, refined, delayed, brought_forward,
    resumed, cancelled, cast, staff or corrected. ``at`` is when it was told first (UTC), ``ledger`` what holds of it
    now, ``before`` the dates (EDTF) that it replaced. ``tellers`` are the articles, in the order of time; ``claims``
    what they say, each once.
    """

    at: str
    kind: str
    tellers: tuple[Teller, ...]
    ledger: str = "current"
    claims: tuple[Release | Credit, ...] = ()
    before: tuple[str, ...] = ()

    @property
    def outlets(self) -> list[str]:
        """The sites that tell it, the first one first."""
        return list(dict.fromkeys(one.site for one in self.tellers))


@dataclass(frozen=True, slots=True)
class Timeline:
    """The steps of one work, in the order of time."""

    work_id: str
    work: str
    type: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """A claim with its article, when it was stated first, until when, and why the ledger says what it says of it."""

    claim: Release | Credit
    row: Row
    at: str
    until: str
    signal: str | None
    by: tuple[str, ...]


def timeline(store: Store, work_id: str) -> Timeline | None:
    """The history of a work; None where there is none of this id."""
    work = store.row("SELECT id, title, type FROM works WHERE id = ?", (work_id,))
    if work is None:
        return None
    releases = _said(store, work_id, "releases", "(r.news = 1 OR r.superseded = 1)")
    people = _said(store, work_id, "credits", "r.news = 1 AND r.status <> 'previous'")
    steps = [*_announced(store, work_id), *_dates(releases), *_people(people), *_corrected([*releases, *people])]
    return Timeline(work["id"], work["title"], work["type"], tuple(sorted(steps, key=_rank)))


def _rank(step: Step) -> tuple[str, int, str]:
    first = step.claims[0] if step.claims else None
    order = _ORDER.index(step.kind) if step.kind in _ORDER else len(_ORDER)
    return step.at, order, (first.earliest or "") if isinstance(first, Release) else ""


def _said(store: Store, work_id: str, table: str, which: str) -> list[_Said]:
    """The claims of a work. One that an article's later version states again is that version's, told at the time of
    the first.
    """
    found: list[_Said] = []
    since: dict[str, str] = {}
    for row in store.execute(_CLAIMS.format(table=table, which=which), {"work": work_id}):
        because = json.loads(row["because"])
        signal, by = because.get("signal"), tuple(because.get("by", ()))
        if signal == "restated":
            since[by[0]] = min(row["seen_at"], since.get(by[0], row["seen_at"]))
            continue
        claim = release(row) if table == "releases" else credit(row)
        found.append(_Said(claim, row, row["seen_at"], row["until"], signal, by))
    found = [replace(one, at=min(one.at, since.get(one.claim.id, one.at))) for one in found]
    return sorted(found, key=lambda one: one.at)


def _announced(store: Store, work_id: str) -> Iterator[Step]:
    row = store.row(_FIRST, {"work": work_id})
    if row is not None:
        yield Step(at=row["sorted_at"], kind="announced" if row["announces"] else "told", tellers=(_teller(row, ()),))


def _dates(said: Sequence[_Said]) -> Iterator[Step]:
    """One step for each date of each event."""
    groups: dict[tuple[object, ...], list[_Said]] = defaultdict(list)
    for one in sorted(said, key=lambda one: isinstance(one.claim, Release) and one.claim.superseded):
        if isinstance(one.claim, Release):
            key = one.claim.event, one.claim.edtf, one.claim.status == "cancelled"
            planned = one.claim.superseded and key in groups
            groups[key] += [] if planned else [one]
    home = {one.claim.id: key for key, members in groups.items() for one in members}
    times = {one.claim.id: one.at for one in said}
    replaced = _replaced(said, groups, home)
    for date, members in groups.items():
        if all(one.signal == "refined" and times.get(one.by[0], one.at) < one.at for one in members):
            continue  # says less than what was known
        moves = replaced[date]
        delayed = any(one.claim.status == "delayed" for one in members)
        kind = next((move for move in _MOVES if any(move == signal for signal, _ in moves)), "date")
        if date[2]:
            kind = "cancelled"
        elif delayed and kind in ("date", "refined"):
            kind = "delayed"
        before = tuple(dict.fromkeys(edtf for _, edtf in moves))
        yield _step(kind, members, before)


def _replaced(
    said: Sequence[_Said], groups: Mapping[tuple[object, ...], Sequence[_Said]], home: Mapping[str, tuple[object, ...]]
) -> dict[tuple[object, ...], list[tuple[str, str]]]:
    """For each date the dates that it replaced, and how."""
    instead = {one.claim.id: one.by[0] for one in said if one.signal == "replaced" and one.by}
    found: dict[tuple[object, ...], list[tuple[str, str]]] = defaultdict(list)
    for one in said:
        if not isinstance(one.claim, Release) or not one.by:
            continue
        by = instead.get(one.by[0], one.by[0]) if one.signal == "told_as_replaced" else one.by[0]
        date = home.get(by)
        if date is None or date == home.get(one.claim.id):
            continue
        if one.signal in _MOVES:
            found[date].append((one.signal, one.claim.edtf))
        elif one.signal in ("told_as_replaced", "replaced", "updated"):
            first = groups[date][0].claim
            later = isinstance(first, Release) and (first.earliest or "") > (one.claim.earliest or "")
            found[date].append(("delayed" if later else "brought_forward", one.claim.edtf))
    return found


def _people(said: Sequence[_Said]) -> Iterator[Step]:
    """One step for the cast, one for the staff that an article was the first to tell."""
    facts: dict[tuple[object, ...], list[_Said]] = defaultdict(list)
    for one in said:
        if isinstance(one.claim, Credit) and one.claim.role not in _PLACES:
            facts[one.claim.role, one.claim.person_id, one.claim.character].append(one)
    steps: dict[tuple[str, str, bool], list[_Said]] = defaultdict(list)
    for (role, *_), members in facts.items():
        steps[members[0].at, members[0].claim.article_id, role in _CAST] += members
    for (_, _, cast), members in steps.items():
        yield _step("cast" if cast else "staff", members, ())


def _corrected(said: Sequence[_Said]) -> Iterator[Step]:
    """One step for each article that took claims back."""
    articles: dict[str, list[_Said]] = defaultdict(list)
    for one in said:
        if one.signal == "corrected":
            articles[one.claim.article_id].append(one)
    for members in articles.values():
        yield replace(_step("corrected", members, ()), at=max(one.until for one in members), ledger="current")


def _step(kind: str, members: Sequence[_Said], before: tuple[str, ...]) -> Step:
    rows: dict[str, Row] = {}
    claims: dict[str, list[Release | Credit]] = defaultdict(list)
    for one in members:
        rows.setdefault(one.claim.article_id, one.row)
        claims[one.claim.article_id].append(one.claim)
    return Step(
        at=min(one.at for one in members),
        kind=kind,
        tellers=tuple(_teller(row, claims[article]) for article, row in rows.items()),
        ledger=min((one.claim.ledger for one in members), key=_HOLDS.index),
        claims=tuple({_fact(one.claim): one.claim for one in reversed(members)}.values())[::-1],
        before=before,
    )


def _fact(claim: Release | Credit) -> tuple[object, ...]:
    if isinstance(claim, Release):
        return claim.edtf, claim.platform_id or claim.platform, claim.region_code or claim.region
    return claim.role, claim.person_id, claim.character


def _teller(row: Row, claims: Sequence[Release | Credit]) -> Teller:
    return Teller(
        row["article_id"], row["site"], row["url"], row["title"], row["language"], row["published"], tuple(claims)
    )
