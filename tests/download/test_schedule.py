from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.download.schedule import (
    LONGEST,
    SHORTEST,
    delay_for,
    next_look,
    next_poll,
)

SEEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MOMENTS = st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1))  # noqa: DTZ001 -- as it asks for
SPANS = st.timedeltas(timedelta(days=-1), timedelta(days=400))


@pytest.mark.parametrize(
    ("age", "due"),
    [
        (timedelta(0), HOUR),
        (HOUR, 6 * HOUR),
        (6 * HOUR, 24 * HOUR),
        (25 * HOUR, timedelta(days=7)),
        (timedelta(days=7), None),
        (timedelta(days=900), None),
    ],
)
def test_an_article_is_looked_at_after_an_hour_six_a_day_and_a_week(age: timedelta, due: timedelta | None) -> None:
    assert next_look(SEEN, SEEN + age) == (SEEN + due if due else None)


def test_case_120_missed_looks_are_caught_up_once() -> None:
    waking = SEEN + timedelta(days=3)
    assert next_look(SEEN, waking) == SEEN + timedelta(days=7)


@given(MOMENTS, MOMENTS)
def test_case_119_the_next_look_is_within_a_week_whatever_the_clock_says(seen: datetime, now: datetime) -> None:
    look = next_look(seen, now)
    assert look is None or now < look <= now + LONGEST


def test_an_interval_halves_with_news_and_grows_by_half_without() -> None:
    assert next_poll(4 * HOUR, True, SEEN).interval == 2 * HOUR
    assert next_poll(4 * HOUR, False, SEEN).interval == 6 * HOUR


def test_an_unknown_source_is_asked_again_in_an_hour() -> None:
    assert next_poll(None, True, SEEN).at == SEEN + HOUR


@given(SPANS, st.booleans(), MOMENTS, SPANS, SPANS, st.frozensets(st.integers(0, 23)), st.frozensets(st.integers(0, 6)))
def test_the_next_poll_is_within_half_an_hour_and_a_week(
    interval: timedelta,
    news: bool,
    now: datetime,
    ttl: timedelta,
    age: timedelta,
    hours: frozenset[int],
    days: frozenset[int],
) -> None:
    poll = next_poll(interval, news, now, ttl=ttl, max_age=age, skip_hours=hours, skip_days=days)
    assert now + SHORTEST <= poll.at <= now + LONGEST
    assert SHORTEST <= poll.interval <= LONGEST


@given(SPANS, MOMENTS)
def test_news_never_makes_the_next_poll_later(interval: timedelta, now: datetime) -> None:
    assert next_poll(interval, True, now).at <= next_poll(interval, False, now).at


@pytest.mark.parametrize("name", ["ttl", "max_age"])
def test_what_the_source_declares_is_a_lower_bound(name: str) -> None:
    poll = next_poll(HOUR, True, SEEN, **{name: 5 * HOUR})  # type: ignore[arg-type]
    assert (poll.at, poll.interval) == (SEEN + 5 * HOUR, HOUR / 2)


def test_hours_and_days_that_the_source_skips_are_skipped() -> None:
    poll = next_poll(HOUR, False, SEEN, skip_hours=frozenset(range(13, 24)), skip_days=frozenset({0}))
    assert SEEN.weekday() == 6
    assert poll.at == datetime(2026, 3, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("site", "crawl", "last", "local", "delay"),
    [
        (3.0, None, None, False, 3.0),
        (3.0, None, 0.2, False, 3.0),
        (3.0, None, 2.0, False, 10.0),
        (3.0, None, 60.0, False, 30.0),
        (3.0, 0.1, None, False, 3.0),
        (3.0, 10.0, None, False, 10.0),
        (3.0, 1e9, None, False, 300.0),
        (60.0, 10.0, 60.0, False, 60.0),
        (0.0, None, 9.0, True, 0.0),
        (0.0, 1.0, 9.0, True, 1.0),
        (0.0, None, None, False, 3.0),
        (0.5, None, 1.0, True, 5.0),
    ],
)
def test_case_56_the_longest_delay_counts(
    site: float, crawl: float | None, last: float | None, local: bool, delay: float
) -> None:
    assert delay_for(site, crawl, last, local=local) == delay
