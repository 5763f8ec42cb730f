from datetime import UTC, datetime, timedelta

import pytest

from aggregator.download.robots import RobotsPolicy, Verdict, decide, follows

THEN = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://news.example/private/a"
RULES = b"User-agent: *\nDisallow: /private/\nCrawl-delay: 10\n"
AGENT = "AnimeNewsAggregator/1.0 (+https://bots.example/)"


def verdict(status: int | None, *, body: bytes = RULES, later: timedelta = timedelta(0), **known: object) -> Verdict:
    policy = RobotsPolicy.of(status, body, THEN, **known)  # type: ignore[arg-type]
    return decide(policy, URL, AGENT, THEN + later)


def test_a_good_answer_rules() -> None:
    assert verdict(200) == Verdict(False, "robots_disallowed", 10.0, rule="/private/")


def test_a_good_answer_allows_what_it_does_not_name() -> None:
    policy = RobotsPolicy.of(200, RULES, THEN)
    assert decide(policy, "https://news.example/a", AGENT, THEN) == Verdict(True, "", 10.0)


def test_our_product_token_is_taken_from_the_user_agent() -> None:
    assert verdict(200, body=b"User-agent: AnimeNewsAggregator\nAllow: /\n\nUser-agent: *\nDisallow: /\n").allowed


@pytest.mark.parametrize("status", [None, 500, 502, 503, 599, 600, 100])
def test_case_47_without_an_answer_nothing_is_asked_and_robots_txt_again_in_an_hour(status: int | None) -> None:
    assert verdict(status) == Verdict(False, "robots_unreachable", retry_after=3600.0)


def test_case_47_the_wait_counts_from_the_last_try() -> None:
    assert verdict(None, later=HOUR / 2).retry_after == 1800.0


@pytest.mark.parametrize(("age", "reason"), [(23 * HOUR, "robots_disallowed"), (25 * HOUR, "robots_unreachable")])
def test_case_47_a_good_copy_is_used_for_a_day_while_newer_answers_fail(age: timedelta, reason: str) -> None:
    assert verdict(200, later=age, unreachable_since=THEN + HOUR).reason == reason


@pytest.mark.parametrize(("days", "allowed"), [(29, False), (30, True)])
def test_case_47_after_thirty_days_without_an_answer_there_is_no_robots_txt(days: int, allowed: bool) -> None:
    assert verdict(503, unreachable_since=THEN - timedelta(days=days)).allowed is allowed


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 451])
def test_case_48_a_client_error_means_there_is_no_robots_txt(status: int) -> None:
    assert verdict(status) == Verdict(True)


@pytest.mark.parametrize(("status", "allowed"), [(401, False), (403, False), (404, True)])
def test_case_48_strictly_read_a_forbidden_robots_txt_disallows(status: int, allowed: bool) -> None:
    assert verdict(status, strict=True).allowed is allowed


@pytest.mark.parametrize(("asked", "wait"), [(None, 3600.0), (7200.0, 7200.0), (0.0, 60.0), (1e9, 86400.0)])
def test_case_49_too_many_requests_defers_the_host(asked: float | None, wait: float) -> None:
    assert verdict(429, retry_after=asked) == Verdict(False, "rate_limited", retry_after=wait)


def test_case_49_it_defers_even_after_a_month() -> None:
    assert not verdict(429, unreachable_since=THEN - timedelta(days=40)).allowed


@pytest.mark.parametrize(
    ("status", "location", "hops", "followed"),
    [
        (301, "https://other.example/robots.txt", 0, True),
        (307, "/r.txt", 4, True),
        (302, "/r.txt", 5, False),
        (302, None, 0, False),
        (304, "/r.txt", 0, False),
        (200, "/r.txt", 0, False),
    ],
)
def test_case_50_five_redirects_are_followed(status: int, location: str | None, hops: int, followed: bool) -> None:
    assert follows(status, location, hops) is followed


def test_case_50_a_redirect_that_is_not_followed_means_there_is_no_robots_txt() -> None:
    assert verdict(302) == Verdict(True)


def test_case_51_a_web_page_in_its_place_is_noted() -> None:
    policy = RobotsPolicy.of(200, b"<!doctype html><title>Home</title>", THEN)
    assert not policy.is_text
    assert decide(policy, URL, AGENT, THEN).allowed


@pytest.mark.parametrize(
    ("asked", "delay", "capped"), [(b"0.1", 0.1, False), (b"300", 300.0, False), (b"1000000000", 300.0, True)]
)
def test_case_56_a_crawl_delay_is_capped_and_flagged(asked: bytes, delay: float, capped: bool) -> None:
    found = verdict(200, body=b"User-agent: *\nCrawl-delay: " + asked)
    assert (found.crawl_delay, found.capped) == (delay, capped)


@pytest.mark.parametrize(
    ("status", "age", "fresh"),
    [
        (200, 23 * HOUR, True),
        (200, 24 * HOUR, False),
        (404, 23 * HOUR, True),
        (404, 24 * HOUR, False),
        (503, HOUR / 2, True),
        (503, HOUR, False),
        (None, HOUR, False),
        (429, HOUR / 2, True),
        (200, -HOUR, False),
    ],
)
def test_case_57_an_answer_holds_a_day_and_a_missing_one_an_hour(
    status: int | None, age: timedelta, fresh: bool
) -> None:
    assert RobotsPolicy.of(status, b"", THEN).fresh(THEN + age) is fresh
