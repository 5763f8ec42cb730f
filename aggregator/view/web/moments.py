"""What was said of a work's releases, in the order in which it was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aggregator.store.database import Store
from aggregator.view.claims import RELEASES, Release, Source, release
from aggregator.view.instants import day, instant
from aggregator.view.web import words
from aggregator.view.web.cards import Name
from aggregator.view.web.drawing import Statement
from aggregator.view.web.facts import release_mark, where

MOST = 40
"""Statements that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A line of the timeline: what was said of a date, and by whom, first to last."""

    number: int
    said: date
    said_words: str
    event: str
    date: str
    where: str
    state: str
    outlets: tuple[Name, ...]


def timeline(store: Store, key: str, sites: dict[str, str]) -> tuple[list[Moment], list[Statement]]:
    """The last lines of a work's timeline, and the same for its drawing, where what has no bounds has no place.
    ``sites`` are the outlets' titles.
    """
    grouped = list(enumerate(_grouped(store, key), 1))[-MOST:]
    lines = [_moment(number, *said, sites) for number, said in grouped]
    drawn = [_statement(number, said, claim) for number, (said, claim, _) in grouped if claim.earliest and claim.latest]
    return lines, drawn


def _moment(number: int, said: date, claim: Release, sources: list[Source[Release]], sites: dict[str, str]) -> Moment:
    named = {
        source.site: Name(sites.get(source.site, source.site), f"/article/{source.claim.article_id}")
        for source in reversed(sources)
    }
    return Moment(
        number=number,
        said=said,
        said_words=words.day(said),
        event=words.event(claim.event),
        date=words.moment(claim.edtf, claim.time),
        where=where(claim),
        state=release_mark(claim),
        outlets=tuple(reversed(named.values())),
    )


def _statement(number: int, said: date, claim: Release) -> Statement:
    first, last = date.fromisoformat(claim.earliest or ""), date.fromisoformat(claim.latest or "")
    state = claim.ledger if claim.ledger != "current" else claim.status
    return Statement(number, said, first, last, state)


def _grouped(store: Store, key: str) -> list[tuple[date, Release, list[Source[Release]]]]:
    """The same, each statement once, with all who make it."""
    groups: dict[tuple[object, ...], tuple[date, Release, list[Source[Release]]]] = {}
    for said, claim, source in _stated(store, key):
        same = (claim.event, claim.edtf, claim.status, claim.platform_id or claim.platform)
        _, _, sources = groups.setdefault((*same, claim.region_code or claim.region), (said, claim, []))
        sources.append(source)
    return list(groups.values())


def _stated(store: Store, key: str) -> list[tuple[date, Release, Source[Release]]]:
    """Every statement of a release of the work that its articles still make, in the order of time."""
    rows = store.rows(
        f"""SELECT s.*, a.site, a.url, a.title, a.language, a.published, a.sorted_at FROM ({RELEASES}) s
            JOIN articles a ON a.id = s.article_id
            WHERE s.work_id = ? AND s.ledger <> 'retracted' AND s.news = 1 AND s.superseded = 0
                AND a.duplicate_of IS NULL ORDER BY a.sorted_at, a.id, s.start""",  # noqa: S608 -- SQL of ours
        (key,),
    )
    found = []
    for row in rows:
        moment = instant(row["sorted_at"])
        said = day(row["published"]) or (moment.date() if moment else None)
        if said is not None:
            claim = release(row)
            source = Source(claim, row["site"], row["url"], row["title"], row["language"], row["published"])
            found.append((said, claim, source))
    return found
