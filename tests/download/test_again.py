"""When an address that failed is tried again, if ever."""

from datetime import UTC, datetime, timedelta

import pytest

from aggregator.base.records import Failure, Outcome
from aggregator.download.again import MAX_TRIES, MAX_WAITS, next_try

NOW = datetime(2027, 3, 1, tzinfo=UTC)


def wait(
    reason: str,
    outcome: Outcome = Outcome.DEFERRED,
    *,
    attempts: int = 1,
    asked: float | None = None,
    is_article: bool = True,
) -> timedelta | None:
    failure = Failure("https://news.example/1", outcome, reason, retry_after=asked)
    at = next_try(is_article=is_article, failure=failure, attempts=attempts, now=NOW, jitter=0.0)
    return None if at is None else at - NOW


def test_the_waits_double() -> None:
    assert [wait("timeout", attempts=n) for n in (1, 2, 3)] == [timedelta(minutes=m) for m in (1, 2, 4)]


def test_case_23_a_hosts_own_time_counts_once() -> None:
    assert wait("rate_limited", asked=7) == timedelta(seconds=7)
    assert wait("rate_limited", asked=7, attempts=3) == timedelta(minutes=4)


def test_case_23_a_host_that_names_no_time_is_not_asked_at_once() -> None:
    assert wait("rate_limited", asked=0, is_article=False) == timedelta(minutes=1)


def test_case_23_a_long_time_is_waited_however_often_it_was_named() -> None:
    assert wait("rate_limited", asked=7200, attempts=5) == timedelta(hours=2)


@pytest.mark.parametrize("reason", ["gone", "private_address", "off_site", "trap"])
def test_what_can_only_fail_again_is_given_up(reason: str) -> None:
    assert wait(reason, Outcome.REFUSED) is None


def test_answers_that_are_no_article_are_given_up() -> None:
    assert wait("truncated", Outcome.FAILED, attempts=MAX_TRIES - 1) is not None
    assert wait("truncated", Outcome.FAILED, attempts=MAX_TRIES) is None


@pytest.mark.parametrize(
    ("reason", "outcome"),
    [("conn_refused", Outcome.DEFERRED), ("rate_limited", Outcome.DEFERRED), ("robots_unreachable", Outcome.REFUSED)],
)
def test_an_outage_of_days_gives_no_article_up(reason: str, outcome: Outcome) -> None:
    waited = timedelta(0)
    for attempts in range(1, MAX_WAITS):
        one = wait(reason, outcome, attempts=attempts)
        assert one is not None
        waited += one
    assert waited > timedelta(days=25)
    assert wait(reason, outcome, attempts=MAX_WAITS) is None


def test_case_25_a_source_that_is_missing_again_and_again_is_looked_at_weekly() -> None:
    assert wait("not_found", Outcome.FAILED, attempts=4, is_article=False) == timedelta(days=1)
    assert wait("not_found", Outcome.FAILED, attempts=5, is_article=False) == timedelta(days=7)


def test_a_source_is_never_given_up() -> None:
    assert wait("forbidden", Outcome.FAILED, attempts=1000, is_article=False) == timedelta(days=1)
