"""When to look again, and how long to wait between two requests. Pure: the clock is an argument."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LOOKS = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7))
"""An article is looked at again this long after it was first seen."""
TOO_SOON = timedelta(minutes=10)
"""A look so soon after another would find nothing."""
SHORTEST = timedelta(minutes=30)
LONGEST = timedelta(days=7)
FIRST = timedelta(hours=1)
"""Between two looks at a source of which nothing is known yet."""

DEFAULT_DELAY = 3.0
"""Seconds between two requests to a host, at least, where the site says nothing."""
MAX_CRAWL_DELAY = 300.0
"""Seconds: a longer Crawl-delay counts as this much, and the source is flagged (promise 56)."""
MAX_SLOW_DELAY = 30.0
"""Seconds that a slow answer can add at most."""
_SLOWNESS = 5


def next_look(first_seen: datetime, now: datetime) -> datetime | None:
    """When an article is to be looked at again, asked after a look at ``now``; None after the last.

    Looks that were missed (the machine slept) are not caught up one by one: the look at ``now`` stands for all of
    them, and for one that would come within ten minutes. A ``first_seen`` in the future (the clock was set back)
    never puts the next look off by more than a week.
    """
    for after in LOOKS:
        if first_seen + after > now + TOO_SOON:
            return min(first_seen + after, now + LONGEST)
    return None


@dataclass(frozen=True, slots=True)
class Poll:
    """When a source (feed, sitemap, listing) is asked next, and the interval to hand in then."""

    at: datetime
    interval: timedelta


def next_poll(
    interval: timedelta | None,
    news: bool,
    now: datetime,
    *,
    ttl: timedelta | None = None,
    max_age: timedelta | None = None,
    skip_hours: frozenset[int] = frozenset(),
    skip_days: frozenset[int] = frozenset(),
) -> Poll:
    """When to ask a source again, from 30 minutes to 7 days from ``now``.

    The interval halves where there was ``news`` and grows by half where there was none, so that a source is asked
    about as often as it changes. ``ttl`` (RSS 2.0) and ``max_age`` (Cache-Control, RFC 9111) are lower bounds, less
    than the longest interval. ``skip_hours`` (0 to 23, UTC) and ``skip_days`` (Monday is 0), RSS 2.0's, move the
    moment to the next hour that is not skipped.
    """
    grown = FIRST if interval is None else interval / 2 if news else interval * 3 / 2
    kept = _clamp(grown, SHORTEST, LONGEST)
    wait = max(kept, _clamp(ttl or SHORTEST, SHORTEST, LONGEST), _clamp(max_age or SHORTEST, SHORTEST, LONGEST))
    return Poll(_skip(now + wait, now + LONGEST, skip_hours, skip_days), kept)


def _clamp(value: timedelta, low: timedelta, high: timedelta) -> timedelta:
    return min(max(value, low), high)


def _skip(at: datetime, latest: datetime, hours: frozenset[int], days: frozenset[int]) -> datetime:
    moment = at
    while moment < latest:
        utc = moment.astimezone(UTC)
        if utc.hour not in hours and utc.weekday() not in days:
            return moment
        moment = utc.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return min(at, latest)  # everything is skipped: a source that forbids every hour is asked all the same


def delay_for(
    site_delay: float, crawl_delay: float | None, last_response: float | None, *, local: bool = False
) -> float:
    """Seconds between two requests to a host: the site's delay, Crawl-delay, or five times the last answer's time.

    The largest counts; Crawl-delay up to 300 s, slowness up to 30 s. A ``site_delay`` of 0 is meant for allow-listed
    addresses (``local``): there only Crawl-delay holds; elsewhere 0 stands for the usual 3 s.
    """
    asked = min(max(crawl_delay or 0.0, 0.0), MAX_CRAWL_DELAY)
    if site_delay <= 0 and local:
        return asked
    own = site_delay if site_delay > 0 else DEFAULT_DELAY
    slow = min(max(last_response or 0.0, 0.0) * _SLOWNESS, MAX_SLOW_DELAY)
    return max(own, asked, slow)
