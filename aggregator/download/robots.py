"""What robots.txt's answer, or the lack of one, permits (RFC 9309 section 2.3.1). Pure: the clock is an argument.

| answer | means |
| --- | --- |
| 2xx | its rules, for 24 hours |
| 401, 403 | allowed; disallowed where ``strict`` |
| 429 | the host is left alone: by Retry-After, else for an hour |
| other 4xx, and redirects that are not followed to an end | there is no robots.txt: all allowed, for 24 hours |
| 5xx, anything else, no answer | all disallowed; asked again in an hour; after 30 days as 4xx |
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aggregator.download.agent import product_token
from aggregator.download.redirects import MAX_REDIRECTS, REDIRECTS
from aggregator.download.robotstxt import RobotsTxt
from aggregator.download.schedule import MAX_CRAWL_DELAY

LIFETIME = timedelta(hours=24)
"""An answer is used this long (RFC 9309 section 2.4), a good copy also while a newer one can't be had."""
RETRY = timedelta(hours=1)
"""After this long an unreachable robots.txt is asked for again."""
GIVE_UP = timedelta(days=30)
"""After this long without any answer the file is taken as missing (section 2.3.1.4)."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an address may be asked.

    ``reason`` is empty where it may, else ``robots_disallowed``, ``robots_unreachable`` or ``rate_limited``; ``rule``
    is the pattern that decided, as normalised. ``crawl_delay`` is in seconds, at most 300: ``capped`` says that more
    was asked for. ``retry_after``, in seconds, is when asking robots.txt
    again may change the answer.
    """

    allowed: bool
    reason: str = ""
    crawl_delay: float | None = None
    retry_after: float | None = None
    rule: str | None = None
    capped: bool = False


@dataclass(frozen=True, slots=True)
class RobotsPolicy:
    """What is known of one origin's robots.txt; make it with :meth:`of`.

    ``status`` is that of the answer kept, None for no answer, and ``fetched_at`` its time. ``unreachable_since`` is
    the time of the first of the failures in a row; beside a good ``status`` it says that newer answers failed.
    """

    status: int | None
    fetched_at: datetime
    unreachable_since: datetime | None = None
    wait: timedelta = RETRY
    strict: bool = False
    robots: RobotsTxt = field(default_factory=lambda: RobotsTxt(b""))

    @classmethod
    def of(
        cls,
        status: int | None,
        body: bytes,
        fetched_at: datetime,
        *,
        unreachable_since: datetime | None = None,
        retry_after: float | None = None,
        strict: bool = False,
    ) -> RobotsPolicy:
        """The policy of an answer after all redirects that count (:func:`follows`); ``body`` is read of a 2xx alone.

        ``retry_after`` are the seconds that a 429 asked for.
        """
        good = status is not None and 200 <= status < 300
        wait = RETRY if retry_after is None else timedelta(seconds=min(max(retry_after, 60.0), 86400.0))
        return cls(status, fetched_at, unreachable_since, wait, strict, RobotsTxt(body if good else b""))

    @property
    def answered(self) -> bool:
        """Whether the answer says what is allowed: a good one, or one that says that there is no robots.txt."""
        return self.status is not None and 200 <= self.status < 500 and self.status != 429

    @property
    def is_text(self) -> bool:
        """False where a web page came in place of robots.txt (case 51); it is read all the same."""
        return self.robots.is_text

    def fresh(self, now: datetime) -> bool:
        """Whether the answer still holds at ``now``; if not, ask anew. A time in the future is never fresh."""
        age = now - self.fetched_at
        return timedelta(0) <= age < (LIFETIME if self.answered else self.wait)


def decide(policy: RobotsPolicy, url: str, agent: str, now: datetime) -> Verdict:
    """Whether ``agent`` (our User-Agent, or its product token) may ask for ``url`` at ``now``."""
    outdated = policy.unreachable_since is not None and not policy.fresh(now)
    if policy.status == 429:
        return Verdict(False, "rate_limited", retry_after=_left(policy.fetched_at + policy.wait, now))
    if not policy.answered or outdated:
        since = policy.unreachable_since or policy.fetched_at
        if now - since >= GIVE_UP:
            return Verdict(True)
        return Verdict(False, "robots_unreachable", retry_after=_left(policy.fetched_at + policy.wait, now))
    if policy.strict and policy.status in (401, 403):
        return Verdict(False, "robots_disallowed")
    rules = policy.robots.rules(product_token(agent))
    rule = rules.decide(url)
    delay = None if rules.delay is None else min(rules.delay, MAX_CRAWL_DELAY)
    capped = rules.delay is not None and rules.delay > MAX_CRAWL_DELAY
    if rule is not None and not rule.allow:
        return Verdict(False, "robots_disallowed", delay, rule=rule.pattern, capped=capped)
    return Verdict(True, "", delay, rule=rule.pattern if rule else None, capped=capped)


def follows(status: int, location: str | None, hops: int) -> bool:
    """Whether an answer to robots.txt is a redirect to follow: the first five count, to other hosts too (2.3.1.2).

    ``hops`` were followed before. What is not followed stands as it is: a 3xx, which means that there is no
    robots.txt. The target is checked like any other address, but for https to http, which is followed here: rules
    read over http bind us no less.
    """
    return status in REDIRECTS and bool(location) and hops < MAX_REDIRECTS


def _left(until: datetime, now: datetime) -> float:
    """Seconds until then, at least a minute, at most a day (the clock may have been set)."""
    return min(max((until - now).total_seconds(), 60.0), 86400.0)
