"""What articles that speak of one thing say of each other's claims, each article with one voice (a copy has none).

1. What a claim says is *struck* where an article says outright that it no longer holds: it tells the date as replaced,
   puts the release off, or calls it off. Who repeats the old date within :data:`STALE` has not heard of it.
2. Of what is left the last word counts. A claim that was contradicted last is superseded; one that was confirmed last
   holds. Where both came within :data:`WINDOW`, of different outlets, it is disputed.
3. What holds but is said more exactly by what is current is superseded by that: it was refined, not contradicted.

Of a popular work hundreds of articles say the same few things. So what is compared are the things said, once each, and
of a pair of articles only the times.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations
from operator import itemgetter
from typing import Generic, NamedTuple

from aggregator.base.ledger import StatedRelease, Verdict
from aggregator.group.agreement import ALWAYS, Rules, S
from aggregator.group.relations import Objection, Relation, Word, known_of

WINDOW = timedelta(days=1)
"""Articles as near as this count as told at the same time."""
MOST_VALUES = 40
"""Different things that are said of one; where there are more, somebody contradicts somebody."""
STALE = timedelta(days=14)
"""For so long after it was told as replaced, a repeated date is no news."""
_PLACE = itemgetter(0)


@dataclass(slots=True)
class _Voice(Generic[S]):
    """What one article says of a thing at one time; ``live`` as news, ``former`` as what no longer holds. Two voices of
    one ``sign`` say the same.
    """

    article_id: str
    site: str
    at: datetime
    live: list[S] = field(default_factory=list)
    former: list[S] = field(default_factory=list)
    sign: int = -1


class _Against(NamedTuple, Generic[S]):
    """A claim of another article that speaks against one; ``outright``: it says so itself."""

    voice: _Voice[S]
    claim: S
    why: str
    outright: bool


class _Heard(Generic[S]):
    """What articles say of the claims of one sign, in the order of time, each with its place among the voices."""

    def __init__(self) -> None:
        self.against: list[tuple[int, _Against[S]]] = []
        self.confirming: list[tuple[int, _Voice[S]]] = []

    def against_since(self, place: int, own: str) -> list[_Against[S]]:
        """What speaks against such a claim, from a place on and but for its own article."""
        start = bisect_left(self.against, place, key=_PLACE)
        return [one for _, one in self.against[start:] if one.voice.article_id != own]

    def confirmed_since(self, place: int, own: str) -> dict[str, datetime]:
        """When each outlet confirmed it last, likewise."""
        start = bisect_left(self.confirming, place, key=_PLACE)
        return {voice.site: voice.at for _, voice in self.confirming[start:] if voice.article_id != own}


class Thing(Generic[S]):
    """The claims about one thing that their articles still make."""

    def __init__(self, members: Sequence[S], rules: Rules[S]) -> None:
        self.rules: Rules[S] = rules
        self.members: list[S] = sorted(members, key=lambda one: (one.seen_at, one.id))
        self.by_id: dict[str, S] = {claim.id: claim for claim in self.members}
        self.known = known_of(rules, members[0].work_id or members[0].article_id, rules.thing(members[0]))
        self.codes: dict[str, int] = {claim.id: self._code(claim) for claim in self.members}
        self.siblings: dict[str, list[S]] = defaultdict(list)
        self.replaced: dict[str, list[S]] = defaultdict(list)
        for claim in self.members:
            (self.replaced if rules.former(claim) else self.siblings)[claim.article_id].append(claim)
        self.signs: dict[str, int] = {claim.id: self._sign_of_claim(claim) for claim in self.members}
        self.outright: dict[str, bool] = {claim.id: self._outright(claim) for claim in self.members}
        self.voices: list[_Voice[S]] = self._voices()
        self.times = [voice.at for voice in self.voices]
        self.loud: list[int] = [n for n, voice in enumerate(self.voices) if self._is_loud(voice)]
        self.heard: dict[int, _Heard[S]] = {}

    def settle(self, settled: Collection[str]) -> dict[str, Verdict]:
        """The verdicts on what is not settled by its own article."""
        try:
            return self._settle(settled)
        finally:
            self.known.keep_small()

    def _settle(self, settled: Collection[str]) -> dict[str, Verdict]:
        open_ = [claim for claim in self.members if claim.id not in settled]
        if self._quiet():
            verdicts = {claim.id: Verdict("current") for claim in open_}
            return verdicts | self._refined(open_, _Said(self, open_))
        struck = {claim.id: verdict for claim in open_ if (verdict := self._struck(claim))}
        if struck:
            for voice in self.voices:
                voice.live = [claim for claim in voice.live if claim.id not in struck]
                voice.sign = self._sign(voice)
        left = [claim for claim in open_ if claim.id not in struck]
        verdicts = struck | {claim.id: self._last_word(claim) for claim in left}
        current = [claim for claim in left if verdicts[claim.id].ledger == "current"]
        verdicts |= self._refined(current, _Said(self, current))
        return verdicts | self._refined_before(open_, verdicts)

    def _number(self, of: object) -> int:
        return self.known.numbers.setdefault(of, len(self.known.numbers))

    def _code(self, claim: S) -> int:
        """The number of all that decides what a claim is to others, its time and article left out."""
        return self._number((self.rules.value(claim), claim.language, claim.news))

    def _sign(self, voice: _Voice[S]) -> int:
        live, former = ([self.codes[claim.id] for claim in claims] for claims in (voice.live, voice.former))
        return self._number(("voice", tuple(live), tuple(former)))

    def _sign_of_claim(self, claim: S) -> int:
        """The number of what it says, and its article beside it."""
        beside: set[int] = {self.codes[one.id] for one in self.siblings[claim.article_id]}
        return self._number(("claim", self.codes[claim.id], *sorted(beside)))

    def _quiet(self) -> bool:
        """Whether nobody says anything against anybody, as is usual."""
        each = list({self.rules.value(claim): claim for claim in self.members}.values())
        few = len(each) <= MOST_VALUES and not any(self.replaced.values())
        return few and not any(self.relation(one, other).contradicts for one, other in combinations(each, 2))

    def relation(self, one: S, other: S) -> Relation:
        """What two claims are to each other; found out once for all that say the same."""
        key = (self.codes[one.id], self.codes[other.id])
        found = self.known.relations.get(key)
        if found is None:
            rules = self.rules
            meets, agrees = rules.meets(one, other), rules.agrees(one, other)
            found = Relation(meets, rules.same(one, other), agrees, rules.says_more(one, other))
            self.known.relations[key] = found
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
        for voice in found.values():
            voice.sign = self._sign(voice)
        return [found[key] for key in sorted(found)]

    def _is_loud(self, voice: _Voice[S]) -> bool:
        """Whether an article says outright of anything that it holds no longer, or holds in its stead."""
        return bool(voice.former) or any(self.outright[claim.id] for claim in voice.live)

    def _about(self, claim: S, places: Iterable[int] | None = None) -> Iterator[tuple[int, _Voice[S]]]:
        """The articles, or those at some places, that may speak for or against a claim, in the order of time: from
        shortly before it until it has come to pass, and beyond that the ones that tell of what was replaced. Its own is
        among them.
        """
        first, last = self._reach(claim)
        for place in range(first, len(self.voices)) if places is None else places:
            voice = self.voices[place]
            if first <= place < last or (place >= last and voice.former):
                yield place, voice

    def _reach(self, claim: S) -> tuple[int, int]:
        """Where among the voices those begin and end that may speak of a claim; the end is the same for all that say
        the same.
        """
        until = self.rules.until(claim)
        last = len(self.voices) if until is None else bisect_right(self.times, until)
        return min(bisect_left(self.times, claim.seen_at - STALE), last), last

    def _struck(self, claim: S) -> Verdict | None:
        """Whether an article says outright that it no longer holds, and none outright that it does."""
        against = []
        confirmed = claim.seen_at if self.outright[claim.id] else None
        for _, voice in self._about(claim, self.loud):
            if voice.article_id == claim.article_id:
                continue
            word = self._word(claim, voice)
            found = self._against(word, voice)
            if found and found.outright and self._heard_before(claim, found):
                against.append(found)
            elif not found and any(self.outright[voice.live[place].id] for place in word.confirming):
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
        if self.outright[claim.id]:
            return at - claim.seen_at >= WINDOW
        return claim.seen_at <= at or any(
            (found := self.relation(one, claim)).same and found.meets
            for voice in self.voices
            if voice.at <= at and voice is not against.voice
            for one in voice.live
        )

    def _outright(self, claim: S) -> bool:
        """Whether its article says that it changes what was known: by a word, or by what it tells as replaced."""
        return self.rules.explicit(claim) or any(
            self.relation(one, claim).contradicts for one in self.replaced.get(claim.article_id, ())
        )

    def _last_word(self, claim: S) -> Verdict:
        heard, (place, _) = self._heard(claim), self._reach(claim)
        against = heard.against_since(place, claim.article_id)
        if not against:
            return Verdict("current")
        confirming = heard.confirmed_since(place, claim.article_id)
        confirming[claim.site] = max(claim.seen_at, confirming.get(claim.site, claim.seen_at))
        last, word = against[-1], max(confirming.values())
        gap = last.voice.at - word
        if gap <= -WINDOW:
            return Verdict("current")
        day_before = last.voice.at - WINDOW
        near = [one for one in against if one.voice.at > day_before]
        sites = {one.voice.site for one in near} | {site for site, at in confirming.items() if word - at < WINDOW}
        if gap >= WINDOW or (len(sites) == 1 and gap > timedelta(0)):
            first = next(one for one in against if one.voice.at > word)
            return Verdict("superseded", first.why, (first.claim.id,))
        if (len(sites) == 1 and gap < timedelta(0)) or not claim.news:
            return Verdict("current")
        return Verdict("disputed", "disputed", tuple(one.claim.id for one in near))

    def _heard(self, claim: S) -> _Heard[S]:
        """What articles say of a claim, found out once for all that say the same: the first one that is asked for is
        the earliest, so no other can be spoken of by more.
        """
        found = self.heard.get(self.signs[claim.id])
        if found is None:
            found = self.heard[self.signs[claim.id]] = _Heard()
            for place, voice in self._about(claim):
                said = self._word(claim, voice)
                if against := self._against(said, voice):
                    found.against.append((place, against))
                elif said.confirming:
                    found.confirming.append((place, voice))
        return found

    @staticmethod
    def _against(word: Word, voice: _Voice[S]) -> _Against[S] | None:
        """What an article says against a claim; None where it confirms it or speaks of something else."""
        for objection in word.objections:
            if voice.at.toordinal() <= objection.until:
                claim = (voice.former if objection.former else voice.live)[objection.place]
                return _Against(voice, claim, objection.why, objection.outright)
        return None

    def _word(self, claim: S, voice: _Voice[S]) -> Word:
        """What an article says of a claim; found out once for all claims and articles that say the same."""
        key = (self.signs[claim.id], voice.sign)
        found = self.known.words.get(key)
        if found is None:
            confirming = [n for n, one in enumerate(voice.live) if self.relation(one, claim).supports]
            found = self.known.words[key] = Word(tuple(self._objections(claim, voice)), tuple(confirming))
        return found

    def _objections(self, claim: S, voice: _Voice[S]) -> Iterable[Objection]:
        told = [(n, one, r) for n, one in enumerate(voice.live) if (r := self.relation(one, claim)).meets]
        if any(relation.same for _, _, relation in told):
            return
        for n, one in enumerate(voice.former):
            alone = isinstance(one, StatedRelease)  # an earlier season's voice is no news of this one's
            if (told or alone) and self.relation(one, claim).supports:
                yield Objection(n, True, "told_as_replaced", True, ALWAYS)
                return
        if any(relation.agrees for _, _, relation in told):
            return
        siblings = self.siblings[claim.article_id]
        for n, one, _ in told:
            if not any(self.relation(one, own).supports for own in siblings):  # else it is of another part
                until = self.rules.bears_until(one, claim)
                yield Objection(n, False, self.rules.why(claim, one), self.rules.explicit(one), until)

    def _refined_before(self, open_: Iterable[S], verdicts: Mapping[str, Verdict]) -> dict[str, Verdict]:
        """What was contradicted but had been refined before: then that is what became of it first."""
        said = _Said(self, [one for one in self.members if not one.copy and not self.rules.former(one)])
        found: dict[str, Verdict] = {}
        for claim in open_:
            verdict = verdicts[claim.id]
            if verdict.ledger == "superseded" and verdict.why != "refined":
                until = self.by_id[verdict.by[0]].seen_at
                if first := said.first_better(claim, until):
                    found[claim.id] = Verdict("superseded", "refined", (first.id,))
        return found

    @staticmethod
    def _refined(claims: Iterable[S], current: _Said[S]) -> dict[str, Verdict]:
        """Of which claims something current says the same more exactly; the first to do so from then on is told."""
        better = ((claim, current.first_better(claim)) for claim in claims)
        return {claim.id: Verdict("superseded", "refined", (first.id,)) for claim, first in better if first}


class _Said(Generic[S]):
    """Claims by what they say, each in the order of time."""

    def __init__(self, thing: Thing[S], claims: Iterable[S]) -> None:
        self._thing: Thing[S] = thing
        self._claims: dict[int, list[S]] = defaultdict(list)
        for claim in sorted(claims, key=lambda one: (one.seen_at, one.id)):
            self._claims[thing.codes[claim.id]].append(claim)
        self._times = {code: [claim.seen_at for claim in said] for code, said in self._claims.items()}
        self._better: dict[int, list[int]] = {}

    def first_better(self, claim: S, until: datetime | None = None) -> S | None:
        """The first that says the same more exactly: from the claim's time on, or where none does, before it; with
        ``until`` only those before that.
        """
        found: list[tuple[bool, datetime, str, S]] = []
        for code in self._more_exact(claim):
            said, place = self._claims[code], bisect_left(self._times[code], claim.seen_at)
            if place < len(said) and (until is None or said[place].seen_at < until):
                found.append((False, said[place].seen_at, said[place].id, said[place]))
            elif until is None:
                found.append((True, said[0].seen_at, said[0].id, said[0]))
        return min(found, key=lambda one: one[:3])[3] if found else None

    def _more_exact(self, claim: S) -> list[int]:
        code = self._thing.codes[claim.id]
        if code not in self._better:
            self._better[code] = [
                other
                for other, (one, *_) in self._claims.items()
                if one.news >= claim.news and (found := self._thing.relation(one, claim)).more and found.supports
            ]
        return self._better[code]
