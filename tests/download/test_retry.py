import errno
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.error import ConnectError

from aggregator.base.errors import REASONS
from aggregator.base.records import Outcome
from aggregator.download import retry
from aggregator.download.retry import LONGEST_WAIT, backoff, classify_error, classify_status, host_pause, retry_after

NOW = datetime(2026, 1, 1, tzinfo=UTC)
URL = "https://news.example/a"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (" 7 ", 7.0),
        ("7.5", 7.5),
        ("0", 0.0),
        ("-1", 0.0),
        ("99999999", 86400.0),
        ("9" * 400, 86400.0),
        ("Thu, 01 Jan 2026 00:01:00 GMT", 60.0),
        ("Thursday, 01-Jan-26 00:01:00 GMT", 60.0),
        ("Thu Jan  1 00:01:00 2026", 60.0),
        ("Thu, 01 Jan 2026 09:01:00 +0900", 60.0),
        ("Wed, 31 Dec 2025 00:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86400.0),
        ("9" * 5000, None),
        ("garbage", None),
        ("soon, very soon", None),
        ("７", None),
        ("1e3", None),
        ("inf", None),
        ("nan", None),
        ("Thu, 99 Jan 2026 99:99:99 GMT", None),
        ("", None),
        (None, None),
    ],
)
def test_case_23_retry_after(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


@given(st.text(max_size=80))
def test_case_23_any_header_gives_a_bounded_wait_or_none(header: str) -> None:
    wait = retry_after(header, NOW)
    assert wait is None or 0 <= wait <= LONGEST_WAIT


@pytest.mark.parametrize(("asked", "pause"), [(7.0, 7.0), (0.0, 3.0), (1.0, 3.0), (99999.0, 86400.0), (None, 60.0)])
def test_case_23_a_host_is_left_alone_at_least_for_its_own_delay(asked: float | None, pause: float) -> None:
    assert host_pause(asked, 1, 0.0, 3.0) == pause


def test_case_1_the_wait_doubles_from_a_minute_to_a_day() -> None:
    waits = [backoff(attempt, 0.0) / 60 for attempt in range(1, 14)]
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440]


@given(st.integers(-5, 10**9), st.floats(0, 1))
def test_backoff_never_shrinks_and_never_ends(attempt: int, jitter: float) -> None:
    assert retry.FIRST_WAIT <= backoff(attempt, jitter) <= backoff(attempt + 1, jitter) <= LONGEST_WAIT


@given(st.integers(1, 20), st.floats(0, 1), st.floats(0, 1))
def test_more_jitter_waits_longer_by_a_quarter_at_most(attempt: int, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert backoff(attempt, 0.0) <= backoff(attempt, low) <= backoff(attempt, high) <= backoff(attempt, 0.0) * 1.25


@pytest.mark.parametrize(
    ("status", "outcome", "reason"),
    [
        (301, Outcome.FAILED, "redirect"),
        (304, Outcome.FAILED, "unexpected_304"),
        (400, Outcome.FAILED, "http_4xx"),
        (401, Outcome.FAILED, "forbidden"),
        (403, Outcome.FAILED, "forbidden"),
        (404, Outcome.FAILED, "not_found"),
        (408, Outcome.DEFERRED, "timeout"),
        (410, Outcome.FAILED, "gone"),
        (429, Outcome.DEFERRED, "rate_limited"),
        (451, Outcome.FAILED, "http_4xx"),
        (500, Outcome.DEFERRED, "http_5xx"),
        (503, Outcome.DEFERRED, "http_5xx"),
        (100, Outcome.FAILED, "bad_http"),
        (999, Outcome.FAILED, "bad_http"),
        (0, Outcome.FAILED, "bad_http"),
    ],
)
def test_cases_20_to_25_what_a_status_means(status: int, outcome: Outcome, reason: str) -> None:
    failure = classify_status(URL, status)
    assert failure is not None
    assert (failure.outcome, failure.reason) == (outcome, reason)


@pytest.mark.parametrize("status", [200, 203, 206])
def test_a_success_is_no_failure(status: int) -> None:
    assert classify_status(URL, status) is None


def test_case_20_not_modified_answers_a_conditional_request() -> None:
    assert classify_status(URL, 304, conditional=True) is None


@pytest.mark.parametrize("status", [429, 503])
def test_case_24_retry_after_is_read_where_a_host_defers(status: int) -> None:
    failure = classify_status(URL, status, header="7", now=NOW)
    assert failure is not None
    assert failure.retry_after == 7.0


def test_retry_after_is_not_read_where_a_page_is_gone() -> None:
    failure = classify_status(URL, 410, header="7", now=NOW)
    assert failure is not None
    assert failure.retry_after is None


class DNSLookupError(OSError): ...


class ConnectionLost(Exception): ...  # noqa: N818


class ResponseNeverReceived(Exception):  # noqa: N818 -- Twisted's names
    def __init__(self, reasons: list[object]) -> None:
        super().__init__(reasons)
        self.reasons = reasons


def test_the_cause_under_a_wrapper_counts() -> None:
    wrapper = RuntimeError("wrapped")
    wrapper.__cause__ = ResponseNeverReceived([DNSLookupError("no such host")])
    failure = classify_error(URL, wrapper)
    assert failure is not None
    assert (failure.reason, failure.detail) == ("dns", "DNSLookupError: no such host")


def test_the_more_telling_of_two_reasons_counts() -> None:
    failure = classify_error(URL, ResponseNeverReceived([ConnectionLost(), TimeoutError()]))
    assert failure is not None
    assert failure.reason == "timeout"


@pytest.mark.parametrize(("number", "reason"), [(errno.ECONNRESET, "conn_lost"), (errno.ENETUNREACH, "no_address")])
def test_a_connection_that_is_not_made_is_told_by_its_number(number: int, reason: str) -> None:
    failure = classify_error(URL, ConnectError(number, "made up"))
    assert failure is not None
    assert failure.reason == reason


def test_an_unknown_error_is_left_to_the_caller() -> None:
    assert classify_error(URL, ZeroDivisionError()) is None


def test_errors_in_a_circle_end() -> None:
    one, other = RuntimeError(), RuntimeError()
    one.__cause__, other.__cause__ = other, one
    assert classify_error(URL, one) is None


def test_every_reason_is_of_the_catalogue() -> None:
    tables = [*retry._STATUS.values(), *retry._ERRORS.values()]
    assert {reason for _, reason in tables} <= set(REASONS)


def test_a_wait_counts_from_now_in_any_zone() -> None:
    later = NOW.astimezone(None) + timedelta(seconds=30)
    assert retry_after("Thu, 01 Jan 2026 00:01:00 GMT", later) == 30.0
