"""When an address that failed is tried again, if ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from aggregator.base.records import Failure, Outcome
from aggregator.download.retry import backoff

MAX_TRIES = 8
"""Answers that are no article before it is given up; sources are never given up."""
MAX_WAITS = 40
"""The same where the host gave no answer or asked to wait: with the longest waits of a day, more than a month."""
_NEVER = frozenset({"gone", "bad_scheme", "bad_url", "url_length", "private_address", "port", "off_site", "trap"})
_SELDOM = {
    "not_found": timedelta(days=1),
    "soft_404": timedelta(days=1),
    "robots_disallowed": timedelta(days=1),
    "forbidden": timedelta(hours=6),
    "challenge": timedelta(hours=6),
    "robots_unreachable": timedelta(hours=1),
}
_SUSPENDED = timedelta(days=7)
_MISSES = 5
_LONGEST = timedelta(days=7)


def next_try(*, is_article: bool, failure: Failure, attempts: int, now: datetime, jitter: float) -> datetime | None:
    """The time of the next try after ``attempts`` in vain, None for never.

    What a host says (``retry_after``) is a lower bound, and followed to the second once; a host that names a time
    again and again, or none (0), is asked less and less often like any other. An article that is gone or refused for
    its address is given up, any after eight answers that were none of it, and after forty tries while the host or its
    robots.txt gave no answer: an outage of days loses nothing. A source is tried on, less and less often, and one that
    answers 404 or 410 five times in a row is looked at once a week.
    """
    unanswered = failure.outcome is Outcome.DEFERRED or failure.reason == "robots_unreachable"
    if is_article and (failure.reason in _NEVER or attempts >= (MAX_WAITS if unanswered else MAX_TRIES)):
        return None
    wait = max(timedelta(seconds=backoff(attempts, jitter)), _SELDOM.get(failure.reason, timedelta(0)))
    if not is_article and failure.reason in ("not_found", "gone") and attempts >= _MISSES:
        wait = _SUSPENDED
    if failure.retry_after is not None:
        asked = timedelta(seconds=failure.retry_after)
        once = failure.outcome is Outcome.DEFERRED and attempts <= 1 and failure.retry_after >= 1
        wait = asked if once else max(wait, asked)
    return now + min(wait, _LONGEST)
