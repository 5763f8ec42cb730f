"""When a site writes: how often, on which days and hours, and how long its pauses are. Pure.

Time is measured twice: by the clock, and by the articles that are usual in it. By the second measure a weekend of an
outlet that is closed on Sundays is no time at all, and an hour on a busy afternoon is long.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

LEAST = 12
"""Articles that must be known before a rhythm can be."""
OBSERVED = timedelta(days=14)
"""Days that they must span: two of each weekday."""
SHORTEST = timedelta(hours=36)
"""No pause below this is an alarm."""
FACTOR = 3.0
"""How many times longer than the longest pause so far a silence is, by the clock."""
MUCH = 2.0
"""How many times more articles than in the richest gap so far were to be expected."""
EVIDENCE = 9.0
"""Articles that must be missing at least: at random one gap in 8,000 is as rich."""
_SLOT = timedelta(hours=6)
_SLOTS = 28


@dataclass(frozen=True, slots=True)
class Rhythm:
    """``rates`` are the articles of each six hours of the week, from Monday 00:00 UTC; ``longest`` is the longest pause
    between two articles so far, ``richest`` the articles that were usual in the richest of them.
    """

    rates: tuple[float, ...]
    longest: timedelta
    richest: float

    @property
    def week(self) -> float:
        """Articles in a week."""
        return sum(self.rates)

    def expected(self, start: datetime, end: datetime) -> float:
        """The articles that are usual between two moments."""
        weeks, rest = divmod(end - start, timedelta(days=7))
        total, at = weeks * self.week, end - rest
        while at < end:
            slot, into = divmod(_into_week(at), _SLOT)
            until = min(at + (_SLOT - into), end)
            total += self.rates[slot % _SLOTS] * ((until - at) / _SLOT)
            at = until
        return total

    def is_silence(self, last: datetime, looked: datetime) -> bool:
        """Whether no article from ``last`` up to ``looked`` is more than a pause."""
        return looked - last > max(SHORTEST, self.longest * FACTOR) and self.expected(last, looked) > max(
            EVIDENCE, self.richest * MUCH
        )


def learn(arrivals: Sequence[datetime], *, pauses: Sequence[tuple[datetime, datetime]] = ()) -> Rhythm | None:
    """The rhythm of articles, given oldest first; None where there are too few to tell. ``pauses`` were no normal ones.

    Each six hours of the week get the average of such hours so far, as if one more week had been an even one.
    """
    if len(arrivals) < LEAST or arrivals[-1] - arrivals[0] < OBSERVED:
        return None
    weeks = (arrivals[-1] - arrivals[0]) / timedelta(days=7)
    even = len(arrivals) / weeks / _SLOTS
    counts = [0] * _SLOTS
    for at in arrivals:
        counts[_into_week(at) // _SLOT % _SLOTS] += 1
    rates = tuple((count + even) / (weeks + 1) for count in counts)
    rough = Rhythm(rates, timedelta(0), 0.0)
    begun = sorted(start for start, _ in pauses)
    gaps = [(one, other) for one, other in pairwise(arrivals) if bisect_right(begun, other) == bisect_right(begun, one)]
    if not gaps:
        return None
    longest = max(other - one for one, other in gaps)
    richest = max(rough.expected(one, other) for one, other in gaps if other - one >= longest / 8)
    return Rhythm(rates, longest, richest)


def _into_week(at: datetime) -> timedelta:
    return timedelta(days=at.weekday(), hours=at.hour, minutes=at.minute, seconds=at.second)
