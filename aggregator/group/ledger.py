"""What holds of the claims of several articles about one thing: current, superseded, disputed or retracted.

An article speaks for itself first: what its present version no longer states is taken back, and a date that it tells as
replaced is replaced. Then articles speak of each other (``group/things.py``).

Everything is computed from the times of the articles, never from when they arrived, so any order gives the same.
Known limits: a delay told without a new date and without the old one changes nothing, and two outlets of which one is
wrong on the same day stay disputed until a third or later article says which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from aggregator.base.ledger import StatedCredit, StatedRelease, Verdict
from aggregator.group.agreement import CREDITS, RELEASES, Rules, S
from aggregator.group.things import Thing


def settle(
    releases: Iterable[StatedRelease],
    credits: Iterable[StatedCredit],  # noqa: A002 -- their name
    rejected: Collection[str] = (),
) -> dict[str, Verdict]:
    """What holds of each claim, by its id. ``rejected`` are the claims that a person found untrue.

    The claims must be all that there are of their works, or of their article where they have no work.
    """
    return _settle(releases, RELEASES, rejected) | _settle(credits, CREDITS, rejected)


def _settle(claims: Iterable[S], rules: Rules[S], rejected: Collection[str]) -> dict[str, Verdict]:
    verdicts: dict[str, Verdict] = {}
    things: dict[tuple[object, ...], list[S]] = defaultdict(list)
    for own in _by_article(claims).values():
        verdicts |= _own(own, rules, rejected)
        for one in _dated(own, rules):
            if one.stands and one.id not in rejected:
                thing: tuple[object, ...] = rules.thing(one)
                things[one.work_id or one.article_id, *thing].append(one)
    for members in things.values():
        for part in rules.parts(members):
            if len(part) > 1:
                verdicts |= Thing(part, rules).settle(verdicts)
            elif part[0].id not in verdicts:  # as most are
                verdicts[part[0].id] = Verdict("current")
    return verdicts


def _by_article(claims: Iterable[S]) -> dict[str, list[S]]:
    found: dict[str, list[S]] = defaultdict(list)
    for claim in sorted(claims, key=lambda one: (one.version, one.id)):
        found[claim.article_id].append(claim)
    return found


def _dated(own: Sequence[S], rules: Rules[S]) -> list[S]:
    """The claims with the times at which their article stated them first."""
    first: dict[tuple[object, ...], datetime] = {}
    for claim in own:  # in the order of versions
        first.setdefault(rules.said(claim), claim.seen_at)
    since = ((claim, first[rules.said(claim)]) for claim in own)
    return [claim if claim.seen_at == at else replace(claim, seen_at=at) for claim, at in since]


def _own(own: Sequence[S], rules: Rules[S], rejected: Collection[str]) -> dict[str, Verdict]:
    """What an article's own text says of its claims: those of former versions, and what it tells as replaced."""
    verdicts = {}
    for claim in own:
        if claim.id in rejected:
            verdicts[claim.id] = Verdict("retracted", "rejected")
        elif not claim.stands:
            verdicts[claim.id] = _taken_back(claim, [one for one in own if one.stands], rules)
        elif isinstance(claim, StatedRelease) and claim.superseded:
            news = [o for o in own if o.stands and not rules.former(o) and _of_one_thing(o, claim, rules)]
            verdicts[claim.id] = Verdict("superseded", "replaced", tuple(one.id for one in news[:1]))
    return verdicts


def _taken_back(claim: S, present: Sequence[S], rules: Rules[S]) -> Verdict:
    """What became of a claim of a former version."""
    about = [one for one in present if _of_one_thing(one, claim, rules)]
    for one in about:
        if rules.same(one, claim):
            return Verdict("superseded", "restated", (one.id,))
    for one in about:
        if rules.explicit(one) or (rules.former(one) and rules.agrees(one, claim)):
            return Verdict("superseded", "updated", (one.id,))
    return Verdict("retracted", "corrected", tuple(one.id for one in about[:1]))


def _of_one_thing(one: S, other: S, rules: Rules[S]) -> bool:
    same = (one.work_id, rules.thing(one)) == (other.work_id, rules.thing(other))
    return same and one.id != other.id and rules.meets(one, other)
