"""What is normal for a site is learned, and what is not is told: pure, over made-up histories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.base.runs import FIELDS, SiteRun
from aggregator.view.health import FAILURES, Alarm, History, Look, Open, Source, judge
from aggregator.view.health_report import metrics, objects, sparkline
from aggregator.view.rhythm import learn
from aggregator.view.shares import Share

NOW = datetime(2031, 5, 5, 12, tzinfo=UTC)
OK = Look("OK", None)
SAME = Look("NOT_MODIFIED", None)
EMPTY = Look("OK", "empty_after_full")


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def run(number: int, pages: int = 4, **changes: Any) -> SiteRun:
    """The run before ``number`` others, six hours apart."""
    values: dict[str, Any] = {
        "site": "kumo-post",
        "run": f"{number:04}",
        "at": NOW - number * timedelta(hours=6),
        "sources": 1,
        "new": pages,
        "pages": pages,
        "found": dict.fromkeys(FIELDS, pages),
        "length": 1500,
    }
    return SiteRun(**{**values, **changes})


RUNS = [run(number) for number in range(240, 0, -1)]
ARRIVALS = [days_ago(60 - hours / 24) for hours in range(0, 60 * 24, 3)]
SIX_DAYS = learn([at for at in ARRIVALS if at.weekday() < 6])


def healthy(**changes: Any) -> History:
    """Sixty days of two articles every six hours."""
    values: dict[str, Any] = {
        "site": "kumo-post",
        "runs": RUNS,
        "arrivals": ARRIVALS,
        "sources": [Source("https://kumo-post.example/feed", "https://kumo-post.example/feed", (OK, SAME, OK))],
    }
    return History(**{**values, **changes})


def with_last(*last: SiteRun) -> History:
    """A healthy history whose last runs are these."""
    history = healthy()
    return replace(history, runs=[*history.runs[: -len(last)], *last])


def kinds(history: History, now: datetime = NOW) -> set[tuple[str, str]]:
    return {(alarm.kind, alarm.subject) for alarm in judge(history, now).alarms}


def without(name: str, number: int, pages: int = 4) -> SiteRun:
    return run(number, pages, found={**dict.fromkeys(FIELDS, pages), name: 0})


def test_a_site_like_every_day_is_well() -> None:
    found = judge(healthy(), NOW)
    assert found.alarms == ()
    assert not found.learning
    assert found.week == pytest.approx(56, rel=0.05)


@pytest.mark.case(138)
@pytest.mark.parametrize("name", FIELDS)
def test_a_lost_field_is_noticed_within_two_runs(name: str) -> None:
    assert ("field", name) in kinds(with_last(without(name, 2, 3), without(name, 1, 2)))
    assert kinds(with_last(without(name, 1, 1))) == set()  # one page may lack anything


def test_articles_that_had_a_field_and_lost_it_say_more_than_new_ones_without_it() -> None:
    def history(lost: int) -> History:
        usual = [
            run(n, had={"authors": 2}, found={**dict.fromkeys(FIELDS, 4), "authors": 2 + n % 2})
            for n in range(240, 1, -1)
        ]
        last = without("authors", 1, 4)
        return healthy(runs=[*usual, replace(last, had={"authors": lost}, lost={"authors": lost})])

    assert kinds(history(0)) == set()
    assert ("field", "authors") in kinds(history(4))


def test_a_field_that_half_of_the_pages_have_takes_longer() -> None:
    def history(broken: int) -> History:
        half = [run(n, found={**dict.fromkeys(FIELDS, 4), "authors": 1 + n % 3}) for n in range(240, broken, -1)]
        return healthy(runs=[*half, *(without("authors", n) for n in range(broken, 0, -1))])

    assert kinds(history(1)) == set()
    assert ("field", "authors") in kinds(history(13))


def test_a_field_that_few_pages_have_is_not_watched() -> None:
    few = [run(n, found={**dict.fromkeys(FIELDS, 4), "authors": int(n % 5 == 0)}) for n in range(240, 13, -1)]
    assert kinds(healthy(runs=[*few, *(without("authors", n) for n in range(13, 0, -1))])) == set()


def test_columns_without_a_field_that_come_together_are_normal() -> None:
    runs = [without("authors", n) if n % 9 in (0, 1) else run(n) for n in range(240, 0, -1)]
    assert kinds(healthy(runs=runs)) == set()


def test_an_alarm_lasts_until_the_field_is_back() -> None:
    since = Open("field", "body", NOW - timedelta(hours=6 * 30))
    broken = [without("body", n) for n in range(31, 0, -1)]
    history = healthy(alarms=[since])
    assert ("field", "body") in kinds(replace(history, runs=[*history.runs[:-31], *broken]))
    assert kinds(replace(history, runs=[*history.runs[:-31], *broken[:-2], run(2), run(1)])) == set()


def test_what_a_person_accepted_is_normal() -> None:
    broken = [without("authors", n) for n in range(40, 0, -1)]
    history = healthy()
    runs = [*history.runs[:-40], *broken]
    assert kinds(replace(history, runs=runs, accepted=NOW - timedelta(hours=6 * 30))) == set()


def test_short_texts_are_noticed() -> None:
    lengths = [1000, 1500, 2200, 3000, 800]
    usual = [run(n, length=lengths[n % 5]) for n in range(240, 2, -1)]
    assert ("short", "") in kinds(healthy(runs=[*usual, run(2, length=90), run(1, length=110)]))
    assert kinds(healthy(runs=[*usual, run(2, length=700), run(1, length=900)])) == set()


@pytest.mark.case(27, 138)
def test_pages_that_turn_into_walls_are_noticed() -> None:
    nothing = {"pages": 0, "found": {}, "length": None}
    assert ("walls", "") in kinds(with_last(run(2, walls=3, **nothing), run(1, walls=3, **nothing)))
    assert kinds(with_last(run(1, walls=1))) == set()


def source(*looks: Look, asked: str | None = None, failing: float | None = None) -> History:
    """Looks, newest first."""
    url = "https://kumo-post.example/feed"
    since = days_ago(failing) if failing is not None else None
    return healthy(sources=[Source(url, asked or url, looks, since)])


@pytest.mark.case(86, 138)
@pytest.mark.parametrize("looks", [(EMPTY, EMPTY), (SAME, EMPTY), (EMPTY, EMPTY, OK)])
def test_an_empty_feed_in_place_of_a_full_one(looks: Sequence[Look]) -> None:
    assert {kind for kind, _ in kinds(source(*looks))} == {"empty"}


@pytest.mark.parametrize("looks", [(EMPTY, OK), (OK, EMPTY, EMPTY), (SAME, OK), ()])
def test_a_feed_that_is_full_or_was_empty_but_once(looks: Sequence[Look]) -> None:
    assert kinds(source(*looks)) == set()


def test_a_feed_that_moved() -> None:
    assert {kind for kind, _ in kinds(source(OK, asked="https://kumo-post.example/new"))} == {"moved"}
    moved = Look("OK", "moved")
    assert {kind for kind, _ in kinds(source(moved, SAME, moved, moved))} == {"moved"}
    assert kinds(source(moved, OK)) == set()


@pytest.mark.case(138)
def test_a_source_behind_a_wall_and_one_that_fails() -> None:
    wall, bad = Look("FAILED", "challenge"), Look("FAILED", "http_5xx")
    assert {kind for kind, _ in kinds(source(wall, wall, failing=0.1))} == {"walls"}
    assert {kind for kind, _ in kinds(source(*[bad] * FAILURES, failing=1.1))} == {"failing"}
    assert kinds(source(*[bad] * FAILURES, failing=0.5)) == set()
    assert kinds(source(bad, failing=3)) == set()  # it was not asked again


class TestSilence:
    @pytest.mark.case(138)
    def test_no_article_for_days(self) -> None:
        history = healthy(arrivals=[at for at in ARRIVALS if at < days_ago(2)])
        assert kinds(history) == {("silent", "")}
        assert "no article for 1.9 days; 56 a week" in judge(history, NOW).alarms[0].reason

    def test_a_day_is_a_pause(self) -> None:
        assert kinds(healthy(arrivals=[at for at in ARRIVALS if at < days_ago(1)])) == set()

    def test_a_machine_that_was_off_is_no_silence(self) -> None:
        early = [each for each in RUNS if each.at < days_ago(6)]
        assert kinds(healthy(runs=early, arrivals=[at for at in ARRIVALS if at < days_ago(6)])) == set()

    def test_a_weekend_is_no_silence_for_who_does_not_work_then(self) -> None:
        week = [at for at in ARRIVALS if at.weekday() < 5]
        monday = datetime(2031, 5, 5, 0, tzinfo=UTC)
        history = healthy(arrivals=[at for at in week if at < monday])
        assert kinds(history, monday + timedelta(hours=20)) == set()

    def test_few_articles_tell_no_rhythm(self) -> None:
        assert learn(ARRIVALS[:11]) is None
        assert learn(ARRIVALS[:60]) is None  # a week and no more

    def test_a_silence_that_was_told_is_not_normal(self) -> None:
        gap = [at for at in ARRIVALS if not days_ago(30) < at < days_ago(20)]
        told = learn(gap, pauses=[(days_ago(28), days_ago(20))])
        untold = learn(gap)
        assert told is not None
        assert untold is not None
        assert told.longest < timedelta(hours=4)
        assert untold.longest > timedelta(days=9)

    @given(st.integers(0, 10_000), st.integers(0, 3000), st.integers(0, 3000))
    def test_what_is_expected_adds_up(self, start: int, first: int, second: int) -> None:
        rhythm = SIX_DAYS
        assert rhythm is not None
        begin = NOW + timedelta(minutes=start)
        middle, end = begin + timedelta(minutes=first), begin + timedelta(minutes=first + second)
        parts = rhythm.expected(begin, middle) + rhythm.expected(middle, end)
        assert rhythm.expected(begin, end) == pytest.approx(parts, abs=1e-6)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)).map(sorted), min_size=1, max_size=30))
def test_a_share_is_a_distribution(runs: list[list[int]]) -> None:
    share = Share.of([(found, max(pages, 1)) for found, pages in runs])
    assert 0 < share.mean < 1
    assert share.chance(12, [5, 7]) == pytest.approx(1.0)
    assert all(share.chance(k, [5, 7]) <= share.chance(k + 1, [5, 7]) + 1e-12 for k in range(12))


def test_runs_are_added_up_as_if_each_had_a_share_of_its_own() -> None:
    share = Share(2.0, 3.0)
    one, other = share.chance(0, [4]), share.chance(0, [6])
    assert share.chance(0, [4, 6]) == pytest.approx(one * other)
    exactly_one = sum((share.chance(k, [4]) - share.chance(k - 1, [4])) * share.chance(1 - k, [6]) for k in (1,))
    assert share.chance(1, [4, 6]) == pytest.approx(one * share.chance(1, [6]) + exactly_one)
    assert share.chance(10, [4, 6]) == pytest.approx(1.0)


def test_a_sparkline() -> None:
    assert sparkline([0, 1, 4, 8]) == "·▁▄█"
    assert sparkline([]) == ""


def test_metrics_are_read_by_prometheus_own_parser() -> None:
    from prometheus_client.parser import text_string_to_metric_families

    ill = replace(judge(healthy(), NOW), alarms=(Alarm("kumo-post", "field", 'bo"dy\n', "gone"),))
    families = {f.name: f.samples for f in text_string_to_metric_families(metrics([ill], NOW).decode())}
    (sample,) = families["aggregator_site_alarm"]
    assert (sample.labels["subject"], sample.value) == ('bo"dy\n', 1.0)
    assert families["aggregator_health_seconds"][0].value == NOW.timestamp()
    assert objects([ill])[0]["state"] == "alarm"
