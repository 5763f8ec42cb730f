"""How likely a date is that of a release, by the signs around it.

What it holds true: that a work comes out on a date is told by how the date is written, by how far it lies from the
article's day, by the classes of words beside it and by the telling words near it, whatever the words and the language.
What each sign says for or against was learned from the labelled articles (`facts/words/weights.py`,
`data/weights/dates.toml`), so that a date is read where it stands as releases do though no word of the lists tells one,
and left where it stands as other days do though one stands near. It is asked of news alone, and not where the rules
are sure. Known exceptions: dates that are refused for what they are (of a telling, a concert, a ticket), of which it is
not asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from aggregator.facts.dates.mentions import DateMention, Resolved
from aggregator.facts.releases.clauses import Clause
from aggregator.facts.releases.published import Published
from aggregator.facts.releases.telling import is_for
from aggregator.facts.sentences.coded import squeezed

RULE = "releases:weighed"
LIKELY = 0.6
"""How likely a date must be that of a release, of 1, where no word tells one."""
DOUBTED = 0.38
"""How unlikely one is that is none, though the rules take it for one."""
BESIDE = 1
"""Characters between a word that says what happens and the date right behind it."""
MANY = 3
"""From which on dates, titles and events are as good as more of them."""
_NEAR, _ROUGH, _LINES = (2, 8, 16, 30, 60, 120), (8, 30, 80), (0, 1, 3, 6, 12)
"""Characters between a date and a word, the same more roughly, and sentences before it: up to which one is as good as
another.
"""
_DAYS = ((-366, "years"), (-31, "long"), (-8, "past"), (-2, "days"), (-1, "yesterday"))
_COMING = ((1, "tomorrow"), (7, "week"), (62, "soon"), (366, "year"))
"""Up to how many days from the article's a date lies how far away."""
_VALUED = frozenset("RVwYX")
"""Codes of words that say what they stand for: tasks, verbs of tasks, kinds of works, what is shown of them."""


class Told(NamedTuple):
    """What is known of a date beside its clause: how many its sentence has, how far away it lies, and whether it is
    told as past or in the present.
    """

    dates: int
    away: str
    past: bool
    present: bool


def is_plain(text: str, clause: Clause) -> bool:
    """Whether a date is surely of a release: something is for it, or it stands right behind what happens."""
    beside = (t for t in clause.events if t.value != "any" and 0 <= clause.chunk.start - t.end <= BESIDE)
    return any(beside) or is_for(text, clause)


def distance(resolved: Resolved, published: Published | None) -> str:
    """How far away a date lies from the article's day, if both are known."""
    if published is None or published.unit != "day" or resolved.earliest is None or resolved.latest is None:
        return "unknown"
    first, last = date.fromisoformat(resolved.earliest), date.fromisoformat(resolved.latest)
    if first <= published.middle <= last:
        return "same" if first == last else "within"
    days = ((first if first > published.middle else last) - published.middle).days
    return next((name for most, name in (*_DAYS, *_COMING) if days <= most), "far")


def signs(clause: Clause, told: Told) -> list[str]:
    """What is to be seen of a date; `data/weights/dates.toml` has it."""
    sentence, mention = clause.sentence, clause.mention
    before, behind = squeezed(f"^{clause.before}"), squeezed(f"{clause.after}$")
    seen = [f"form {_form(mention)}", f"away {told.away}", f"dates {min(told.dates, MANY)}"]
    seen += [f"past {told.past}", f"present {told.present}", *([f"past {told.away}"] if told.past else [])]
    seen += [f"before {before[-1]}", f"before {before[-2:]}", f"behind {behind[0]}", f"behind {behind[:2]}"]
    seen += [f"line {sentence.opens} {sentence.closes}", f"number {_step(clause.number, _LINES)}"]
    place = clause.place()
    seen += [f"place {kind}" for kind in (place.kinds if place is not None else ["none"])]
    seen += [f"held {code}" for code in set(clause.codes())] + [f"ahead {code}" for code in set(before)]
    seen += {f"word {c.code} {c.value}" for c in clause.held if c.code in _VALUED and c.value}
    return sorted({*seen, *_events(clause), *_telling(clause)})


def _form(mention: DateMention) -> str:
    """What of a date is written, and how it is counted."""
    parts = ("day", "month", "year", "season", "weekday", "time")
    form = ["".join([part[0] if part != "time" else "t" for part in parts if getattr(mention, part) is not None])]
    if mention.relative is not None:
        way = mention.relative.offset
        form.append(f"{mention.relative.unit} {(way > 0) - (way < 0)}")
    form += [mention.toward] if mention.toward else []
    return " ".join(form + ["again"] * (mention.anaphoric is not None))


def _events(clause: Clause) -> Iterator[str]:
    """What is said to happen, the nearest of it, and how far from the date."""
    if not clause.events:
        yield "event none"
        return
    event = min(clause.events, key=clause.distance)
    ahead = event.start < clause.chunk.start
    side = "-" if ahead else "+"
    near = _step(clause.chunk.start - event.end if ahead else event.start - clause.chunk.end, _NEAR)
    yield from (f"event {event.value}", f"event {side}", f"event {side} {near}", f"event {event.value} {side} {near}")
    yield f"events {min(len(clause.events), MANY)}"


def _telling(clause: Clause) -> Iterator[str]:
    """The other telling words of the clause, before or behind the date and how far from it, and all of the sentence."""
    for word in clause.mine:
        ahead = word.start < clause.chunk.start
        side = "-" if ahead else "+"
        near = _step(abs(word.start - (clause.chunk.start if ahead else clause.chunk.end)), _ROUGH)
        if word.table != "events":
            yield from (f"tells {word.table} {word.value}", f"tells {word.value} {side}")
            yield f"tells {word.value} {side} {near}"
    yield from (f"said {word.value}" for word in clause.triggers)


def _step(number: int, steps: tuple[int, ...]) -> int:
    """The first of the steps that a number does not pass."""
    return next((step for step in steps if number <= step), 999)
