"""Releases as a calendar has them: one a work, event, and platform or region, with what holds of it now and what held
before.

The claims of a release are walked in the order in which they were stated, an article's replaced dates first. One that
says the same, or less, supports what holds; one that says something else, or more, takes its place: that is a move.
What the ledger has is what holds in the end, also where that was told of the work without the platform. Where an
article gives several dates of one release (two volumes of a book), each further one is a release of its own, known by
its date.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from aggregator.store.database import Row, Store
from aggregator.store.ledger import DECISION
from aggregator.view.claims import Release, Source, release
from aggregator.view.filters import Condition, Filters, resolve

LIVE = ("current", "disputed")
"""What the ledger says of a claim that may hold now."""
SERIAL = frozenset({"publication", "home_video", "other"})
"""Events that come again and again: another date is another volume's, unless it is told as a change."""
_CLAIMS = f"""SELECT r.*, w.title AS work, a.site, a.url, a.title, a.language, a.published,
        a.duplicate_of IS NOT NULL AS copy, x.because ->> '$.by[0]' AS replaced_by,
        CASE WHEN r.article_version = 1 THEN a.sorted_at WHEN r.article_version = a.version THEN a.version_at
            ELSE coalesce(v.seen_at, a.sorted_at) END AS stated_at
    FROM releases r JOIN articles a ON a.id = r.article_id LEFT JOIN works w ON w.id = r.work_id
    LEFT JOIN article_versions v ON v.article_id = r.article_id AND v.version = r.article_version
    LEFT JOIN reasons x ON x.subject = r.id AND x.decision = '{DECISION}'
    WHERE r.news = 1 AND r.earliest IS NOT NULL AND {{terms}}
    ORDER BY coalesce(r.work_id, r.article_id), r.event, coalesce(r.platform_id, r.platform),
        coalesce(r.region_code, r.region), stated_at, a.id, r.article_version, r.superseded DESC, r.field DESC,
        r.start, r.id"""  # noqa: S608 -- SQL of ours
_UNDATED = """SELECT count(DISTINCT r.id) FROM releases r JOIN articles a ON a.id = r.article_id
    WHERE r.news = 1 AND r.superseded = 0 AND r.ledger IN ('current', 'disputed') AND r.earliest IS NULL AND {terms}"""


_OF_WORKS = "{{a}}.work_id IN (SELECT value FROM json_each(:{}))"
_MADE_BY = """{{a}}.work_id IN (SELECT c.work_id FROM credits c WHERE c.ledger = 'current'
    AND c.person_id IN (SELECT value FROM json_each(:{})))"""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with its article, when it was stated (UTC), and the claim that the ledger has in its place."""

    source: Source[Release]
    at: str
    replaced_by: str | None = None

    @property
    def claim(self) -> Release:
        """What it states."""
        return self.source.claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One release. ``key`` stays the same when its date moves; ``stated`` are the articles that say what holds now,
    the fullest first, ``former`` what held before, oldest first. ``platform`` and ``region`` are as its own articles
    write them; what holds now may have been told without. ``revision`` counts the dates that another took the place of
    and never falls, whatever arrives. ``created`` and ``changed`` are UTC.
    """

    key: tuple[str, ...]
    title: str
    platform: str | None
    region: str | None
    revision: int
    stated: tuple[Statement, ...]
    former: tuple[Release, ...]
    created: str
    changed: str

    @property
    def claim(self) -> Release:
        """What holds now."""
        return self.stated[0].claim


@dataclass(slots=True)
class _Walk:
    """What holds of a release after the claims so far."""

    held: list[Statement] = field(default_factory=list)
    former: list[Release] = field(default_factory=list)

    def take(self, one: Statement) -> None:
        """Take the next claim: it begins, supports, says less than, completes or replaces what holds."""
        if not self.held:
            self.held = [one]
            return
        held = self.held[0].claim
        if _same(one.claim, held):
            self.held.append(one)
        elif not _says_less(one.claim, held):
            self.former.append(held)
            self.held = [one, *(self.held if _completes(one.claim, held) else ())]

    def settle(self, statements: list[Statement]) -> None:
        """Let what the ledger has stand: the last claim that may hold."""
        self.held = [one for one in self.held if one.claim.ledger in LIVE] or self.held
        if self.held[0].claim.ledger in LIVE:
            return
        live = [one for one in statements if one.claim.ledger in LIVE]
        self.former.append(self.held[0].claim)
        self.held = [one for one in live if _same(one.claim, live[-1].claim)]


def of_releases(store: Store, filters: Filters) -> Condition:
    """The filters as SQL over a row of ``releases``: of these works, or of works that these people make, in articles
    of these sites, languages, kinds and days.
    """
    articles = resolve(store, replace(filters, works=(), people=(), watched=None, copies=True))
    named = resolve(store, Filters(works=filters.works, people=filters.people)).parameters
    terms = [f"{{a}}.article_id IN (SELECT x.id FROM articles x WHERE {articles.holds('x')})"] if articles.terms else []  # noqa: S608 -- ours
    if filters.works:
        terms.append(_OF_WORKS.format("works"))
    if filters.people:
        terms.append(_MADE_BY.format("people"))
    known: dict[str, str] = {name: named[name] for name in ("works", "people") if name in named}
    if filters.watched is not None:
        terms.append(f"({_OF_WORKS.format('watched_works')} OR {_MADE_BY.format('watched_people')})")
        known |= {
            "watched_works": json.dumps(filters.watched.works),
            "watched_people": json.dumps(filters.watched.people),
        }
    return Condition(tuple(terms), articles.parameters | known)


def slots(store: Store, condition: Condition) -> Iterator[Slot]:
    """The releases of a condition (:func:`of_releases`) that hold now, works in the order of their ids."""
    rows = store.execute(_CLAIMS.format(terms=condition.holds("r")), condition.parameters)
    for _, members in groupby(map(_told_row, rows), lambda told: told.key[:2]):
        told = sorted(members, key=_when)
        live = {one.statement.claim.id: one.statement for one in told if one.live}
        replaced = {one.statement.claim.id: one.statement.replaced_by for one in told}
        for key, group in groupby(sorted(told, key=lambda one: one.key), lambda one: one.key):
            revision = _revision([one.statement for one in told if _may_mean(one.key, key)])
            for more, lane in _lanes([one.statement for one in group if not one.copy]):
                if instead := None if any(_is_live(one) for one in lane) else _instead(lane, replaced, live):
                    lane = [*lane, instead]  # noqa: PLW2901 -- the lane goes on
                if any(_is_live(one) for one in lane):
                    yield _slot((*key, *more), lane, revision)


def undated(store: Store, condition: Condition) -> int:
    """How many claims of the condition have a date whose year isn't known: no calendar has a place for them."""
    row = store.row(_UNDATED.format(terms=condition.holds("r")), condition.parameters)
    return int(row[0]) if row else 0


def _key(row: Row) -> tuple[str, ...]:
    where = (row["platform_id"] or row["platform"] or "", row["region_code"] or row["region"] or "")
    return row["work_id"] or row["article_id"], row["event"], *where


class _Told(NamedTuple):
    """A claim with the key of its release; a copy has no say but in what was there to be seen."""

    key: tuple[str, ...]
    statement: Statement
    copy: bool

    @property
    def live(self) -> bool:
        return not self.copy and _is_live(self.statement)


def _told_row(row: Row) -> _Told:
    source = Source(release(row), row["site"], row["url"], row["title"], row["language"], row["published"])
    return _Told(_key(row), Statement(source, row["stated_at"], row["replaced_by"]), bool(row["copy"]))


def _when(told: _Told) -> tuple[str, str, int]:
    claim = told.statement.claim
    return told.statement.at, claim.article_id, claim.article_version


def _may_mean(key: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether what is told of one release is told of another, too: without the platform, or without the region."""
    return all(mine in ("", theirs) for mine, theirs in zip(key[2:], other[2:], strict=True))


def _is_live(statement: Statement) -> bool:
    return statement.claim.ledger in LIVE


def _instead(
    lane: list[Statement], replaced: Mapping[str, str | None], live: Mapping[str, Statement]
) -> Statement | None:
    """What holds now of a release of which none of its own claims does: what the ledger has in the place of the last
    one, told of the same event without this platform or region (a delay of all of them). None where it was taken back.
    """
    at = next((one.claim.id for one in reversed(lane) if one.claim.ledger == "superseded"), None)
    seen = set[str]()
    while at is not None and at not in live and at not in seen:
        seen.add(at)
        at = replaced.get(at)
    return None if at is None else live.get(at)


def _revision(statements: list[Statement]) -> int:
    """How many dates were followed by another article's date that is no less exact; copies count, and what is told
    without the platform. An article that comes late only adds pairs, so it never falls.
    """
    waiting: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    moved = set[tuple[object, ...]]()
    for one in statements:
        for value, held in list(waiting.items()):
            if any(_moves(one, before) for before in held):
                moved.add(value[:-1])
                del waiting[value]
        value = (*_value(one.claim), one.claim.superseded)
        held = waiting[value] if value[:-1] not in moved else []
        if len(held) < 2 and not any(_together(one, before) for before in held):  # two, as one may be its own article's
            held.append(one)
    return len(moved)


def _moves(new: Statement, old: Statement) -> bool:
    """Whether a claim that comes later may take the place of another one."""
    one, held = new.claim, old.claim
    if _same(one, held):
        return False
    explicit = one.status in ("delayed", "cancelled")
    if _together(new, old):
        return held.superseded
    if one.event in SERIAL:
        return held.superseded or explicit
    return explicit or not _says_less(one, held)


def _together(one: Statement, other: Statement) -> bool:
    a, b = one.claim, other.claim
    return (a.article_id, a.article_version) == (b.article_id, b.article_version)


def _value(claim: Release) -> tuple[object, ...]:
    return claim.edtf, claim.status == "cancelled", claim.time


def _lanes(statements: list[Statement]) -> Iterator[tuple[tuple[str, ...], list[Statement]]]:
    """The release's own claims, and those of further dates that stand beside them in one article."""
    main: list[Statement] = []
    others: dict[str, list[Statement]] = {}
    held: Release | None = None
    for _, group in groupby(statements, lambda one: (one.claim.article_id, one.claim.article_version)):
        former, told = _told(group)
        for one in former:
            (others.get(one.claim.edtf, main)).append(one)
        if not told:
            continue
        own = next((one for one in told if held and _same(one.claim, held)), None)
        own = own or next((one for one in told if one.claim.edtf not in others), told[0])
        for one in told:
            apart = not _same(one.claim, own.claim) and not _akin(one.claim, own.claim)
            if one.claim.edtf in others or apart:
                others.setdefault(one.claim.edtf, []).append(one)
            else:
                main.append(one)
                held = one.claim
    yield (), main
    for edtf, lane in others.items():
        yield (edtf,), lane


def _slot(key: tuple[str, ...], statements: list[Statement], revision: int) -> Slot:
    walk = _Walk()
    for one in statements:
        walk.take(one)
    walk.settle(statements)
    first, own = walk.held[0].source, statements[0].claim
    return Slot(
        key=key,
        title=first.claim.work or first.title,
        platform=first.claim.platform or own.platform,
        region=first.claim.region or own.region,
        revision=revision,
        stated=_once(walk.held),
        former=tuple(walk.former),
        created=statements[0].at,
        changed=max(one.at for one in statements),
    )


def _once(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """One statement an article."""
    return tuple({one.claim.article_id: one for one in reversed(list(statements))}.values())[::-1]


def _same(new: Release, held: Release) -> bool:
    """Whether a claim gives the date and time that hold, or that date without a time."""
    return _alike(new, held) and new.time in (None, held.time)


def _completes(new: Release, held: Release) -> bool:
    """Whether a claim tells the time of the day that holds."""
    return _alike(new, held) and held.time is None


def _says_less(new: Release, held: Release) -> bool:
    """Whether a claim is less exact than what holds: after «January 10», «January» is no news, unless the ledger says
    that it is (:meth:`_Walk.settle`).
    """
    both = (new.status == "cancelled") == (held.status == "cancelled")
    return both and new.edtf != held.edtf and _covers(new, held)


def _alike(one: Release, other: Release) -> bool:
    return (one.edtf, one.status == "cancelled") == (other.edtf, other.status == "cancelled")


def _told(group: Iterable[Statement]) -> tuple[list[Statement], list[Statement]]:
    """What an article tells as replaced, and what it states, without what it states more exactly elsewhere."""
    former: list[Statement] = []
    told: list[Statement] = []
    for one in group:
        (former if one.claim.superseded else told).append(one)
    return former, [one for one in told if not any(_says_less(one.claim, other.claim) for other in told)]


def _akin(one: Release, other: Release) -> bool:
    """Whether two claims of one article may speak of the same date: one covers the other, or calls it off."""
    return one.edtf == other.edtf or _covers(one, other) or _covers(other, one)


def _covers(wide: Release, narrow: Release) -> bool:
    return (wide.earliest or "") <= (narrow.earliest or "") and (narrow.latest or "") <= (wide.latest or "")
