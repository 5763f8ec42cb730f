"""A work's history as lines of a page and as a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo

from aggregator.view import safe
from aggregator.view.claims import Credit, Release
from aggregator.view.instants import day, instant
from aggregator.view.timeline import Step
from aggregator.view.web import words
from aggregator.view.web.cards import Name
from aggregator.view.web.drawing import Statement
from aggregator.view.web.facts import credit_note, where

MOST = 40
"""Steps that are shown, the last ones."""
MOST_NAMES = 6
"""People that a step names."""
_KINDS = {"told": "First told of", "date": "Date", "refined": "More exactly", "brought_forward": "Brought forward"}
_STATES = {"superseded": "replaced", "current": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A line of the timeline: what was said, and by whom, first to last. ``event`` is empty where no date is told;
    ``before`` are the dates that it replaced, ``state`` a word for what became of it.
    """

    number: int
    said: date
    said_words: str
    kind: str
    label: str
    event: str
    date: str
    where: str
    names: tuple[str, ...]
    more: int
    before: tuple[str, ...]
    state: str
    outlets: tuple[Name, ...]


def lines(steps: Iterable[Step], sites: Mapping[str, str], zone: tzinfo | None) -> tuple[list[Moment], list[Statement]]:
    """The last steps as lines, and the same for the drawing. ``sites`` are outlets' titles, days are of ``zone``."""
    told = [(said, step) for step in steps if (said := _day(step, zone)) is not None]
    numbered = list(enumerate(told, 1))[-MOST:]
    return (
        [_moment(number, said, step, sites) for number, (said, step) in numbered],
        [_statement(number, said, step) for number, (said, step) in numbered],
    )


def _day(step: Step, zone: tzinfo | None) -> date | None:
    stated = [at for teller in step.tellers if (at := day(teller.published))]
    moment = instant(step.at)
    return stated[0] if stated else moment.astimezone(zone).date() if moment else None


def _moment(number: int, said: date, step: Step, sites: Mapping[str, str]) -> Moment:
    release = next((claim for claim in step.claims if isinstance(claim, Release)), None)
    people = [claim for claim in step.claims if isinstance(claim, Credit)]
    named = [" ".join(filter(None, (safe.line(one.name), credit_note(one)))) for one in people]
    outlets = {
        teller.site: Name(sites.get(teller.site) or safe.line(teller.site), f"/article/{teller.article_id}")
        for teller in reversed(step.tellers)
    }
    state = "" if step.kind in ("delayed", "cancelled") and step.ledger == "current" else step.ledger
    return Moment(
        number=number,
        said=said,
        said_words=words.day(said),
        kind=step.kind,
        label=_KINDS.get(step.kind) or words.sentence(step.kind),
        event=words.event(release.event) if release else "",
        date=words.moment(safe.line(release.edtf), release.time and safe.line(release.time)) if release else "",
        where=", ".join(
            dict.fromkeys(place for one in step.claims if isinstance(one, Release) if (place := where(one)))
        ),
        names=tuple(named[:MOST_NAMES]),
        more=max(0, len(named) - MOST_NAMES),
        before=tuple(words.date_words(safe.line(edtf)) for edtf in step.before),
        state=_STATES.get(state, state),
        outlets=tuple(reversed(outlets.values())),
    )


def _statement(number: int, said: date, step: Step) -> Statement:
    release = next((claim for claim in step.claims if isinstance(claim, Release) and claim.earliest), None)
    state = step.kind if step.ledger == "current" else step.ledger
    if release is None or step.kind == "corrected":
        return Statement(number, said, None, None, state)
    first, last = (date.fromisoformat(at or "") for at in (release.earliest, release.latest or release.earliest))
    moment = words.moment(safe.line(release.edtf), release.time and safe.line(release.time))
    return Statement(number, said, first, last, state, (f"{words.event(release.event)}: {moment}", moment))
