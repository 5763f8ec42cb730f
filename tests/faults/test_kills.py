"""Kills at random moments, many of them: nothing acknowledged is lost, nothing is stored twice or by halves."""

from __future__ import annotations

import pytest

from tests.long import Record, measure

CI = pytest.mark.ci
NIGHTLY = pytest.mark.nightly


@pytest.mark.case(97)
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kills", [pytest.param(100, marks=CI), pytest.param(1000, marks=NIGHTLY)])
def test_a_writer_that_is_killed_loses_doubles_and_tears_nothing(record_property: Record, kills: int) -> None:
    found = measure(record_property, "kill_writer", kills)
    assert (found["lost"], found["duplicated"], found["torn"], found["integrity"]) == (0, 0, 0, "ok")
    assert found["acknowledged"] >= kills // 2  # every second one is killed after its first
    assert found["code"] == 0


@pytest.mark.case(98)
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("runs", "kills"), [pytest.param(5, 3, marks=CI, id="5x3"), pytest.param(50, 5, marks=NIGHTLY, id="50x5")]
)
def test_crawls_that_are_killed_store_every_page_once(record_property: Record, runs: int, kills: int) -> None:
    found = measure(record_property, "kill_crawl", "--runs", runs, "--kills", kills, "--pages", 400)
    assert (found["lost"], found["doubled"], found["unsound"]) == (0, 0, 0)
    assert found["kills"] == runs * kills
    assert found["refetched_per_kill_max"] <= found["in_flight_limit"]
    assert found["code"] == 0
