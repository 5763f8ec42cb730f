"""What holds of the claims of several articles about one thing: current, superseded, disputed or retracted.

An article speaks for itself first: what its present version no longer states is taken back, and a date that it tells as
replaced is replaced. Then articles speak of each other, each with one voice (a copy has none):

1. What a claim says is *struck* where an article says outright that it no longer holds: it tells the date as replaced,
   puts the release off, or calls it off. Who repeats the old date within :data:`STALE` has not heard of it.
2. Of what is left the last word counts. A claim that was contradicted last is superseded; one that was confirmed last
   holds. Where both came within :data:`WINDOW`, of different outlets, it is disputed.
3. What holds but is said more exactly by what is current is superseded by that: it was refined, not contradicted.

Everything is computed from the times of the articles, never from when they arrived, so any order gives the same.
Known limits: a delay told without a new date and without the old one changes nothing, and two outlets of which one is
wrong on the same day stay disputed until a third or later article says which.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import combinations
from typing import Generic, NamedTuple

from aggregator.base.ledger import StatedCredit, StatedRelease, Verdict
from aggregator.group.agreement import CREDITS, RELEASES, Rules, S

WINDOW = timedelta(days=1)
"""Articles as near as this count as told at the same time."""
MOST_VALUES = 40
"""Different things that are said of one; where there are more, somebody contradicts somebody."""
STALE = timedelta(days=14)
"""For so long after it was told as replaced, a repeated date is no news."""


@dataclass(slots=True)
class _Voice(Generic[S]):
    """What one article says of a thing at one time; ``live`` as news, ``former`` as what no longer holds."""

    article_id: str
    site: str
    at: datetime
    live: list[S] = field(default_factory=list)
    former: list[S] = field(default_factory=list)


@dataclass(slots=True)
class _Against(Generic[S]):
    """A claim of another article that speaks against one; ``outright``: it says so itself."""

    voice: _Voice[S]
    claim: S
    why: str
    outright: bool


class _Relation(NamedTuple):
    """What one claim is to another: whether it is about the same, says the same, can be true with it, says more."""

    meets: bool
    same: bool
    agrees: bool
    more: bool

    @property
    def supports(self) -> bool:
        return self.meets and self.agrees

    @property
    def contradicts(self) -> bool:
        return self.meets and not self.agrees


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
            verdicts |= _Thing(part, rules).settle(verdicts)
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
    return [replace(claim, seen_at=first[rules.said(claim)]) for claim in own]


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


class _Thing(Generic[S]):
    """The claims about one thing that their articles still make."""

    def __init__(self, members: Sequence[S], rules: Rules[S]) -> None:
        self.rules: Rules[S] = rules
        self.relations: dict[tuple[object, ...], _Relation] = {}
        self.values = {claim.id: rules.value(claim) for claim in members}
        self.members: list[S] = sorted(members, key=lambda one: (one.seen_at, one.id))
        self.siblings: dict[str, list[S]] = defaultdict(list)
        self.replaced: dict[str, list[S]] = defaultdict(list)
        for claim in self.members:
            (self.replaced if rules.former(claim) else self.siblings)[claim.article_id].append(claim)
        self.voices: list[_Voice[S]] = self._voices()
        self.times = [voice.at for voice in self.voices]
        self.tellers: list[_Voice[S]] = [voice for voice in self.voices if voice.former]

    def settle(self, settled: Collection[str]) -> dict[str, Verdict]:
        """The verdicts on what is not settled by its own article."""
        open_ = [claim for claim in self.members if claim.id not in settled]
        if len(self.members) == 1:
            return {claim.id: Verdict("current") for claim in open_}
        if self._quiet():
            verdicts = {claim.id: Verdict("current") for claim in open_}
            return verdicts | {claim.id: verdict for claim in open_ if (verdict := self._refined(claim, open_))}
        struck = {claim.id: verdict for claim in open_ if (verdict := self._struck(claim))}
        for voice in self.voices:
            voice.live = [claim for claim in voice.live if claim.id not in struck]
        left = [claim for claim in open_ if claim.id not in struck]
        verdicts = struck | {claim.id: self._last_word(claim) for claim in left}
        current = [claim for claim in left if verdicts[claim.id].ledger == "current"]
        verdicts |= {claim.id: verdict for claim in current if (verdict := self._refined(claim, current))}
        return verdicts | {claim.id: verdict for claim in open_ if (verdict := self._refined_before(claim, verdicts))}

    def _quiet(self) -> bool:
        """Whether nobody says anything against anybody, as is usual."""
        each = list({self.values[claim.id]: claim for claim in self.members}.values())
        few = len(each) <= MOST_VALUES and not self.replaced
        return few and not any(self._relation(one, other).contradicts for one, other in combinations(each, 2))

    def _relation(self, one: S, other: S) -> _Relation:
        """What two claims are to each other; found out once for all that say the same."""
        key = (self.values[one.id], self.values[other.id])
        found = self.relations.get(key)
        if found is None:
            rules = self.rules
            meets, agrees = rules.meets(one, other), rules.agrees(one, other)
            found = _Relation(meets, rules.same(one, other), agrees, rules.says_more(one, other))
            self.relations[key] = found
        return found

    def _voices(self) -> list[_Voice[S]]:
        found: dict[tuple[datetime, str], _Voice[S]] = {}
        for claim in self.members:
            former = self.rules.former(claim)
            if claim.copy or not (claim.news or former):
                continue
            key = claim.seen_at, claim.article_id
            voice = found.setdefault(key, _Voice(claim.article_id, claim.site, claim.seen_at))
            (voice.former if former else voice.live).append(claim)
        return [found[key] for key in sorted(found)]

    def _about(self, claim: S) -> list[_Voice[S]]:
        """The articles that may speak for or against a claim, in the order of time: those from shortly before it until
        it has come to pass, and of those beyond the ones that tell of what was replaced.
        """
        since, until = claim.seen_at - STALE, self.rules.until(claim)
        first = bisect_left(self.times, since)
        last = len(self.voices) if until is None else bisect_right(self.times, until)
        found = [voice for voice in self.voices[first:last] if voice.article_id != claim.article_id]
        if until is not None:
            found += [one for one in self.tellers if one.at > until and one.article_id != claim.article_id]
        return found

    def _struck(self, claim: S) -> Verdict | None:
        """Whether an article says outright that it no longer holds, and none outright that it does."""
        against = []
        confirmed = claim.seen_at if self._outright(claim) else None
        for voice in self._about(claim):
            found = self._against(claim, voice)
            if found and found.outright and self._heard_before(claim, found):
                against.append(found)
            elif not found and any(map(self._outright, self._confirming(claim, voice))):
                confirmed = voice.at
        first = next((one for one in against if confirmed is None or one.voice.at >= confirmed), None)
        return Verdict("superseded", first.why, (first.claim.id,)) if first else None

    def _heard_before(self, claim: S, against: _Against[S]) -> bool:
        """Whether what a claim says was known when it was struck. Who says the opposite as outright on the same day
        disagrees; who was first to say it later knows better.
        """
        at = against.voice.at
        if against.why == "told_as_replaced":
            return True
        if self._outright(claim):
            return at - claim.seen_at >= WINDOW
        return claim.seen_at <= at or any(
            (found := self._relation(one, claim)).same and found.meets
            for voice in self.voices
            if voice.at <= at and voice is not against.voice
            for one in voice.live
        )

    def _outright(self, claim: S) -> bool:
        """Whether its article says that it changes what was known: by a word, or by what it tells as replaced."""
        return self.rules.explicit(claim) or any(
            self._relation(one, claim).contradicts for one in self.replaced[claim.article_id]
        )

    def _last_word(self, claim: S) -> Verdict:
        confirming, against = {claim.site: claim.seen_at}, []
        for voice in self._about(claim):
            if found := self._against(claim, voice):
                against.append(found)
            elif self._confirming(claim, voice):
                confirming[voice.site] = max(voice.at, confirming.get(voice.site, voice.at))
        if not against:
            return Verdict("current")
        last, word = against[-1], max(confirming.values())
        gap = last.voice.at - word
        if gap <= -WINDOW:
            return Verdict("current")
        near = [one for one in against if last.voice.at - one.voice.at < WINDOW]
        sites = {one.voice.site for one in near} | {site for site, at in confirming.items() if word - at < WINDOW}
        if gap >= WINDOW or (len(sites) == 1 and gap > timedelta(0)):
            first = next(one for one in against if one.voice.at > word)
            return Verdict("superseded", first.why, (first.claim.id,))
        if (len(sites) == 1 and gap < timedelta(0)) or not claim.news:
            return Verdict("current")
        return Verdict("disputed", "disputed", tuple(one.claim.id for one in near))

    def _against(self, claim: S, voice: _Voice[S]) -> _Against[S] | None:
        """What an article says against a claim; None where it confirms it or speaks of something else."""
        rules = self.rules
        told = [(one, found) for one in voice.live if (found := self._relation(one, claim)).meets]
        if any(found.same for _, found in told):
            return None
        for one in voice.former:
            alone = isinstance(one, StatedRelease)  # an earlier season's voice is no news of this one's
            if (told or alone) and self._relation(one, claim).supports:
                return _Against(voice, one, "told_as_replaced", outright=True)
        if any(found.agrees for _, found in told):
            return None
        siblings = self.siblings[claim.article_id]
        for one, _ in told:
            other_part = any(self._relation(one, own).supports for own in siblings)
            if not other_part and rules.bears_on(one, claim, voice.at):
                return _Against(voice, one, rules.why(claim, one), rules.explicit(one))
        return None

    def _confirming(self, claim: S, voice: _Voice[S]) -> list[S]:
        return [one for one in voice.live if self._relation(one, claim).supports]

    def _refined_before(self, claim: S, verdicts: Mapping[str, Verdict]) -> Verdict | None:
        """Whether what was contradicted had been refined before: then that is what became of it first."""
        found = verdicts[claim.id]
        if found.ledger != "superseded" or found.why == "refined":
            return None
        until = next(one.seen_at for one in self.members if one.id == found.by[0])
        between = [one for one in self.members if claim.seen_at <= one.seen_at < until and not one.copy]
        return self._refined(claim, [one for one in between if not self.rules.former(one)])

    def _refined(self, claim: S, current: Sequence[S]) -> Verdict | None:
        """Whether something current says the same more exactly; the first to do so from then on is told."""
        better = [
            one
            for one in current
            if one.news >= claim.news and (found := self._relation(one, claim)).more and found.supports
        ]
        first = min(better, key=lambda one: (one.seen_at < claim.seen_at, one.seen_at, one.id), default=None)
        return Verdict("superseded", "refined", (first.id,)) if first else None
