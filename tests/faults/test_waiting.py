"""A host that asks to wait is left alone: in this run, in the next, by every site that stands on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests.crawl.harness import RSS, World, articles_of, feed, http_date
from tests.faults.server import FaultServer, Host, answer, in_turn, late, status

pytestmark = pytest.mark.ci

START = datetime(2027, 1, 6, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)

ASKED = {
    "seconds": (429, "7200"),
    "date": (429, http_date(START + 2 * HOUR)),
    "unavailable": (503, "7200"),
    "very_long": (429, "99999999"),
    "nothing": (429, None),
    "zero": (429, "0"),
    "negative": (429, "-1"),
    "garbage": (429, "a little while, please"),
    "past": (429, http_date(START - 24 * HOUR)),
    "no_word": (503, None),
}


@dataclass
class Waiting:
    """Sites whose feed asked to wait at ten o'clock, with the requests that each crawl made of each host."""

    world: World
    made: dict[str, dict[str, int]]
    codes: dict[str, int]

    def requests(self, name: str) -> list[int]:
        """How many requests the host got at ten, a quarter past, half past twelve, and the day after."""
        return [made[name] for made in self.made.values()]

    def pause(self, name: str) -> float:
        """The host's pause in seconds from the first crawl on."""
        host = self.world.hosts[name].host
        rows = self.world.rows("SELECT paused_until FROM hosts WHERE host = ?", host)
        return rows[0]["paused_until"] - START.timestamp() if rows else 0.0


def refusing(host: Host, code: int, header: str | None) -> None:
    """Have a host refuse the first request for its feed."""
    headers = [("Retry-After", header)] if header is not None else []
    good = answer(feed(host, ["/a"]), RSS)
    host.paths |= {"/feed": in_turn([status(code, *headers), good]), **articles_of(host, ["/a"])}


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Waiting]:
    with FaultServer() as server:
        world = World(tmp_path_factory.mktemp("waiting"), server)
        for name, (code, header) in ASKED.items():
            refusing(world.site(name, {}), code, header)
        made, codes = {}, {}
        for label, after in {
            "at ten": timedelta(0),
            "a quarter past": HOUR / 4,
            "half past twelve": 2.5 * HOUR,
            "the day after": 25 * HOUR,
        }.items():
            before = {name: len(host.requests) for name, host in world.hosts.items()}
            codes[label] = world.crawl("--now", now=START + after).code
            made[label] = {name: len(host.requests) - before[name] for name, host in world.hosts.items()}
        yield Waiting(world, made, codes)


@pytest.mark.parametrize("name", ["seconds", "date", "unavailable"])
def test_case_23_nothing_is_asked_before_the_named_time(waiting: Waiting, name: str) -> None:
    asked, early, later, _ = waiting.requests(name)
    assert (asked, early) == (2, 0)  # robots.txt and the feed
    assert later == 2  # the feed and its article
    assert 7190 <= waiting.pause(name) <= 7220


@pytest.mark.parametrize("name", ["seconds", "unavailable"])
def test_case_23_the_word_is_deferred(waiting: Waiting, name: str) -> None:
    word = "rate_limited" if name == "seconds" else "http_5xx"
    assert waiting.world.fetches(name, "/feed")[0] == ("DEFERRED", word)
    assert waiting.world.last(name, "/feed") == ("OK", None)


def test_case_23_a_pause_of_years_is_one_of_a_day(waiting: Waiting) -> None:
    assert waiting.requests("very_long")[:3] == [2, 0, 0]
    assert waiting.requests("very_long")[3] > 0


@pytest.mark.parametrize("name", ["nothing", "zero", "negative", "garbage", "past", "no_word"])
def test_case_23_a_host_that_names_no_time_is_not_asked_again_in_the_same_run(waiting: Waiting, name: str) -> None:
    assert waiting.requests(name)[0] == 2


def test_case_23_a_partial_run_says_so(waiting: Waiting) -> None:
    assert waiting.codes["at ten"] == 3
    assert waiting.codes["the day after"] == 0


def test_case_24_a_503_in_the_middle_ends_the_sites_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    with FaultServer() as server:
        world = World(tmp_path_factory.mktemp("middle"), server)
        host = world.site("busy", {})
        paths = [f"/n{n}" for n in range(40)]
        host.paths |= {"/feed": answer(feed(host, paths), RSS), **articles_of(host, paths)}
        host.paths["/n5"] = in_turn([late(status(503, ("Retry-After", "3600")), 0.05), host.paths["/n5"]])
        other = world.add("beside", host, feed="/other-feed")
        other.paths["/other-feed"] = answer(feed(host, []), RSS)
        world.crawl(now=START)
        (refused,) = host.asked("/n5")
        assert refused.ended is not None
        assert [r.path for r in host.requests if r.started > refused.ended] == []
        world.crawl("--now", now=START + HOUR / 2)
        assert [r.path for r in host.requests if r.started > refused.ended] == []
        world.crawl("--now", now=START + 1.5 * HOUR)
        assert {r.path for r in host.asked()} >= set(paths)


def test_case_23_a_short_wait_is_waited_for(tmp_path_factory: pytest.TempPathFactory) -> None:
    with FaultServer() as server:
        world = World(tmp_path_factory.mktemp("short"), server)
        host = world.site("soon", {})
        refusing(host, 429, "1")
        world.crawl(constants={"aggregator.crawl.session:PATIENCE": 10.0, "aggregator.crawl.work:PATIENCE": 10.0})
        first, second = host.asked("/feed")
        assert second.started - first.started >= 1.0
        assert world.last("soon", "/a") == ("OK", None)
