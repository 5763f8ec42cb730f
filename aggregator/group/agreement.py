"""When two claims are about the same thing, when they agree, and which says more.

A claim without a platform or region is about any. Two dates agree where one day satisfies both: «winter 2024» and
January 10, 2024 do. A date of a night counts with both of its days: outlets write 25:30 on the 6th and 1:30 on the 7th.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Generic, TypeVar

from aggregator.base.edtf import EDTF
from aggregator.base.ledger import Stated, StatedCredit, StatedRelease
from aggregator.base.names import script_of, title_key
from aggregator.base.readings import person_key

S = TypeVar("S", StatedRelease, StatedCredit)

NEVER, ALWAYS = 0, date.max.toordinal()
"""Days (ordinals) before and after all others."""
EARLY_DAYS = 10
"""Days by which a series may begin before the season that was named for it."""
AFTER = timedelta(days=30)
"""How long after its day an article may still confirm a date."""
SMALL_HOURS = 5
"""Before this hour, a programme is one of the night before."""
SHORT_DAYS = 7
"""Days that an exact date may span: the days of an event."""
ONCE = frozenset({"premiere", "theatrical"})
"""What happens once: a new date after a vague one has passed is still of the same."""
SERIAL = frozenset({"publication", "home_video", "other"})
"""What comes out again and again: another date is of the next volume, unless a text tells the first one as replaced."""
REGIONAL = frozenset({"theatrical", "streaming", *SERIAL})
"""What each country has its own date of, and outlets tell that of their readers' without naming it."""
EXCLUSIVE = frozenset({"voice", "narrator"})
"""Roles that one person has: another name for the same character is another cast. A dub is left out, for each language
has its own."""


class Rules(Generic[S]):
    """What the ledger asks of two claims of one kind."""

    def thing(self, claim: S) -> tuple[object, ...]:
        """What claims that may speak of each other share."""
        raise NotImplementedError

    def said(self, claim: S) -> tuple[object, ...]:
        """All that a claim states: two versions of an article state the same where this is equal."""
        raise NotImplementedError

    def parts(self, members: Sequence[S]) -> list[list[S]]:
        """Claims of one :meth:`thing` in groups of which no two meet, so that each can be settled by itself."""
        return [list(members)]

    def value(self, claim: S) -> tuple[object, ...]:
        """What alone decides whether claims of one :meth:`thing` meet, agree and say more."""
        raise NotImplementedError

    def meets(self, one: S, other: S) -> bool:
        """Whether two claims of one :meth:`thing` are about the same."""
        raise NotImplementedError

    def same(self, one: S, other: S) -> bool:
        """Whether they state exactly the same."""
        raise NotImplementedError

    def agrees(self, one: S, other: S) -> bool:
        """Whether both can be true."""
        raise NotImplementedError

    def says_more(self, one: S, other: S) -> bool:
        """Whether the one is more exact; asked of claims that agree."""
        raise NotImplementedError

    def former(self, claim: S) -> bool:
        """Whether its own text tells it as what no longer holds."""
        raise NotImplementedError

    def explicit(self, claim: S) -> bool:
        """Whether it says itself that it changes what was known."""
        raise NotImplementedError

    def bears_until(self, new: S, old: S) -> int:
        """Until which day (an ordinal) a claim that disagrees with an old one replaces it when it is told."""
        raise NotImplementedError

    def why(self, old: S, new: S) -> str:
        """How the new one replaces the old one."""
        raise NotImplementedError

    def until(self, claim: S) -> datetime | None:
        """Until when an article may confirm or replace it; None where any later one may."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a date covers, as ordinals; ``vague`` marks a season or what is only about right."""

    first: int
    last: int
    vague: bool

    @property
    def short(self) -> bool:
        """Whether it is exact."""
        return self.last - self.first < SHORT_DAYS


@lru_cache(maxsize=4096)
def span(edtf: str, earliest: str | None, latest: str | None) -> Span | None:
    """The days of a date; None where its year isn't known."""
    if earliest is None or latest is None:
        return None
    match = EDTF.fullmatch(edtf)
    season = bool(match and match["month"] and match["month"][0] == "2")
    first, last = date.fromisoformat(earliest).toordinal(), date.fromisoformat(latest).toordinal()
    return Span(first, last, season or edtf.endswith("~"))


class ReleaseRules(Rules[StatedRelease]):
    """Of releases."""

    def thing(self, claim: StatedRelease) -> tuple[object, ...]:
        """The event."""
        return (claim.event,)

    def said(self, claim: StatedRelease) -> tuple[object, ...]:
        """Date, place, and how it is told."""
        when = (claim.event, claim.edtf, claim.earliest, claim.latest, claim.time, claim.timezone)
        return (claim.work_id, *when, claim.platform, claim.region, claim.status, claim.superseded, claim.news)

    def parts(self, members: Sequence[StatedRelease]) -> list[list[StatedRelease]]:
        """Of what comes out in parts those whose days hang together, one overlapping the next."""
        if members[0].event not in SERIAL:
            return [list(members)]
        dated = [(one, _days(one, span_, early=True)) for one in members if (span_ := _span(one))]
        parts: list[list[StatedRelease]] = []
        end = -1
        for one, (first, last) in sorted(dated, key=lambda pair: (pair[1], pair[0].id)):
            if first > end:
                parts.append([])
            parts[-1].append(one)
            end = max(end, last)
        undated = [one for one in members if _span(one) is None]
        return [*parts, undated] if undated else parts

    def value(self, claim: StatedRelease) -> tuple[object, ...]:
        """Date, place and status."""
        when = (claim.edtf, claim.earliest, claim.latest, claim.time)
        return (*when, claim.platform, claim.region, claim.status)

    def meets(self, one: StatedRelease, other: StatedRelease) -> bool:
        """Whether platforms and regions may be the same, and the dates can be compared; of what comes out in parts, the
        same date.
        """
        if not (_may_be(one.platform, other.platform) and _may_be(one.region, other.region)):
            return False
        if one.event in SERIAL:
            return _one_day(one, other)
        return one.edtf == other.edtf or bool(_span(one) and _span(other))

    def same(self, one: StatedRelease, other: StatedRelease) -> bool:
        """The same date of the same thing, told as coming or as called off."""
        return (one.edtf, one.status == "cancelled") == (other.edtf, other.status == "cancelled")

    def agrees(self, one: StatedRelease, other: StatedRelease) -> bool:
        """Whether one day satisfies both."""
        return (one.status == "cancelled") == (other.status == "cancelled") and _one_day(one, other)

    def says_more(self, one: StatedRelease, other: StatedRelease) -> bool:
        """Whether it covers fewer days."""
        a, b = _span(one), _span(other)
        return bool(a and b and a.last - a.first < b.last - b.first)

    def former(self, claim: StatedRelease) -> bool:
        """Told as replaced: «originally planned for»."""
        return claim.superseded

    def explicit(self, claim: StatedRelease) -> bool:
        """Told as a delay or a cancellation."""
        return claim.status in ("delayed", "cancelled")

    def bears_until(self, new: StatedRelease, old: StatedRelease) -> int:
        """Not where the old date had come to pass: then the new one is of another part, volume or run. A cancellation
        is one of the date that it names. A film opens elsewhere on another day: only who tells of a change, or of the
        same region, means the same.
        """
        if new.event in REGIONAL and not self.explicit(new) and not _one_market(new, old):
            return NEVER
        a, b = _span(new), _span(old)
        if a is None or b is None:
            return NEVER
        if new.status == "cancelled" and not (a.first <= b.last and b.first <= a.last):
            return NEVER
        return b.last if self._ends(old, b) else ALWAYS

    def why(self, old: StatedRelease, new: StatedRelease) -> str:
        """Later, earlier, off or on again."""
        if new.status == "cancelled":
            return "cancelled"
        if old.status == "cancelled":
            return "resumed"
        a, b = _span(old), _span(new)
        later = new.status == "delayed" or not (a and b) or (b.first, b.last) > (a.first, a.last)
        return "delayed" if later else "brought_forward"

    def until(self, claim: StatedRelease) -> datetime | None:
        """A month after its day; a season or year that passed may be replaced whenever the new date is told."""
        days = _span(claim)
        if days is None or not self._ends(claim, days):
            return None
        return datetime.combine(date.fromordinal(days.last), time.max, UTC) + AFTER

    @staticmethod
    def _ends(claim: StatedRelease, days: Span) -> bool:
        """Whether its passing settles it."""
        return claim.event not in ONCE or not claim.news or days.short or claim.status == "released"


class CreditRules(Rules[StatedCredit]):
    """Of credits. Only names of one script are told apart, for the same name in another script looks like none."""

    def thing(self, claim: StatedCredit) -> tuple[object, ...]:
        """Role and character where one person has it, else role and person."""
        if claim.role in EXCLUSIVE and claim.character:
            return claim.role, title_key(claim.character) or claim.character
        return claim.role, claim.person_id, claim.character and title_key(claim.character)

    def said(self, claim: StatedCredit) -> tuple[object, ...]:
        """Who, as what, for whom."""
        return (claim.work_id, claim.role, claim.person_id, claim.character, claim.song, claim.status, claim.news)

    def value(self, claim: StatedCredit) -> tuple[object, ...]:
        """The person."""
        return claim.person_id, claim.name

    def meets(self, one: StatedCredit, other: StatedCredit) -> bool:
        """Whether the names can be compared."""
        return self.agrees(one, other) or script_of(one.name, "") == script_of(other.name, "") is not None

    def same(self, one: StatedCredit, other: StatedCredit) -> bool:
        """The same person."""
        return one.person_id == other.person_id

    def agrees(self, one: StatedCredit, other: StatedCredit) -> bool:
        """The same person, or one name that is part of the other."""
        if one.person_id == other.person_id:
            return True
        a, b = set(person_key(one.name).split()), set(person_key(other.name).split())
        return a <= b or b <= a

    def says_more(self, one: StatedCredit, other: StatedCredit) -> bool:  # noqa: ARG002 -- the rules' signature
        """No credit is more exact than another."""
        return False

    def former(self, claim: StatedCredit) -> bool:
        """Told as the work of another time."""
        return claim.status == "previous"

    def explicit(self, claim: StatedCredit) -> bool:  # noqa: ARG002 -- the rules' signature
        """No credit says of itself that it changes another."""
        return False

    def bears_until(self, new: StatedCredit, old: StatedCredit) -> int:  # noqa: ARG002 -- the rules' signature
        """Always: asked of the same character only."""
        return ALWAYS

    def why(self, old: StatedCredit, new: StatedCredit) -> str:  # noqa: ARG002 -- the rules' signature
        """Another person."""
        return "recast"

    def until(self, claim: StatedCredit) -> datetime | None:  # noqa: ARG002 -- the rules' signature
        """Whenever."""
        return None


def _may_be(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _one_market(one: StatedRelease, other: StatedRelease) -> bool:
    if one.region is None and other.region is None:
        return one.language.partition("-")[0] == other.language.partition("-")[0]
    return one.region == other.region


def _span(claim: StatedRelease) -> Span | None:
    return span(claim.edtf, claim.earliest, claim.latest)


def _one_day(one: StatedRelease, other: StatedRelease) -> bool:
    a, b = _span(one), _span(other)
    if one.edtf == other.edtf or a is None or b is None:
        return one.edtf == other.edtf
    delayed = "delayed" in (one.status, other.status)
    begins, ends = _days(one, a, early=b.short and not delayed)
    first, last = _days(other, b, early=a.short and not delayed)
    return begins <= last and first <= ends


def _days(claim: StatedRelease, span_: Span, *, early: bool) -> tuple[int, int]:
    """First and last day that a claim may mean: a time of the night is of two days, and a vague date is often met a
    little ``early``.
    """
    hour = (claim.time or "").partition(":")[0]
    counted = int(hour) if hour.isdecimal() else SMALL_HOURS
    first = span_.first - (1 if counted < SMALL_HOURS else 0) - (EARLY_DAYS if early and span_.vague else 0)
    return first, span_.last + (1 if counted >= 24 else 0)


RELEASES = ReleaseRules()
CREDITS = CreditRules()


def rules_of(claim: Stated) -> Rules[StatedRelease] | Rules[StatedCredit]:
    """The rules of a claim's kind."""
    return RELEASES if isinstance(claim, StatedRelease) else CREDITS
