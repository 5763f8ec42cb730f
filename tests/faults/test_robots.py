"""robots.txt by RFC 9309, through whole crawls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.crawl.harness import RSS, World, articles_of, feed, page
from tests.faults.server import (
    FaultServer,
    Handler,
    Host,
    answer,
    drop,
    in_turn,
    redirect,
    reset,
    robots,
    silence,
    status,
)

START = datetime(2027, 1, 6, 10, tzinfo=UTC)
NOTHING = "User-agent: *\nDisallow: /\n"
PADDING = "# " + "x" * 98 + "\n"

ROBOTS: dict[str, Handler] = {
    "status_500": status(500),
    "status_503": status(503),
    "dropped": drop(),
    "reset": reset(),
    "status_404": status(404),
    "status_403": status(403),
    "status_401": status(401),
    "status_410": status(410),
    "status_429": status(429),
    "error_with_rules": robots(NOTHING, 404),
    "five_hops": redirect("/hop/5"),
    "six_hops": redirect("/hop/6"),
    "loop": redirect("/robots.txt"),
    "nowhere": redirect(None),
    "html": answer(page("A page in place of robots.txt")),
    "empty": robots(""),
    "all": robots(NOTHING),
    "us_alone": robots("User-agent: AnimeNewsAggregator\nDisallow: /\n\nUser-agent: *\nAllow: /\n"),
    "others": robots("User-agent: OtherBot\nDisallow: /\n"),
    "longer_name": robots("User-agent: AnimeNewsAggregatorExtra\nDisallow: /\n"),
    "case": robots("USER-AGENT: animenewsaggregator\nDISALLOW: /\n"),
    "rule_at_100_kb": robots(PADDING * 1000 + NOTHING),
    "rule_at_600_kb": robots(PADDING * 6000 + NOTHING),
    "one_line_of_2_mb": robots("User-agent: *\nDisallow: /" + "x" * (2 << 20)),
    "bom": answer(b"\xef\xbb\xbf" + NOTHING.encode(), "text/plain"),
    "cr": robots(NOTHING.replace("\n", "\r")),
    "nul": answer(b"\x00\x00\n" + NOTHING.encode(), "text/plain"),
    "wildcards": robots("User-agent: *\n" + "Disallow: /*a*a*a*a*a*a*a*a*$\n" * 10_000),
}
CLOSED = {"status_500", "status_503", "dropped", "reset"}
DISALLOWED = {"all", "us_alone", "case", "rule_at_100_kb", "bom", "cr", "nul"}
OPEN = sorted(set(ROBOTS) - CLOSED - DISALLOWED - {"status_429"})


def good(host: Host, paths: list[str]) -> None:
    host.paths |= {"/feed": answer(feed(host, paths), RSS), **articles_of(host, paths)}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with FaultServer() as server:
        world = World(tmp_path_factory.mktemp("robots"), server)
        for name, handler in ROBOTS.items():
            host = world.site(name, {"/robots.txt": handler})
            good(host, ["/a"])
            host.paths |= {f"/hop/{n}": redirect(f"/hop/{n - 1}") for n in range(2, 7)}
            host.paths["/hop/1"] = robots("")
        finished = world.crawl(now=START)
        assert finished.code == 3
        yield world


@pytest.mark.parametrize("name", sorted(CLOSED))
def test_case_47_without_an_answer_nothing_is_asked(world: World, name: str) -> None:
    assert world.fetches(name) == [("REFUSED", "robots_unreachable")]
    assert world.hosts[name].asked() == []


@pytest.mark.parametrize("name", sorted(CLOSED))
def test_case_47_the_next_try_comes_in_an_hour(world: World, name: str) -> None:
    (failure,) = world.rows("SELECT at, retry_at FROM failures WHERE site = ?", name)
    wait = datetime.fromisoformat(failure["retry_at"]) - datetime.fromisoformat(failure["at"])
    assert timedelta(minutes=58) <= wait <= timedelta(minutes=62)


@pytest.mark.parametrize("name", OPEN)
def test_cases_48_to_55_what_leaves_it_open_is_open(world: World, name: str) -> None:
    assert world.fetches(name) == [("OK", None), ("OK", None)]


@pytest.mark.parametrize("name", sorted(DISALLOWED))
def test_cases_52_to_54_what_closes_it_is_closed(world: World, name: str) -> None:
    assert world.fetches(name) == [("REFUSED", "robots_disallowed")]
    assert world.hosts[name].asked() == []


def test_case_49_429_means_wait(world: World) -> None:
    assert world.fetches("status_429") == [("DEFERRED", "rate_limited")]
    assert world.hosts["status_429"].asked() == []


def test_case_50_no_more_than_five_redirects_are_followed(world: World) -> None:
    assert len([r for r in world.hosts["six_hops"].requests if r.path.startswith("/hop/")]) <= 5


def test_robots_txt_is_asked_first_and_once(world: World) -> None:
    for name in ("empty", "status_404", "all"):
        requests = world.hosts[name].requests
        assert [r.path for r in requests].index("/robots.txt") == 0
        assert len(world.hosts[name].asked("/robots.txt")) == 1


def test_nothing_disallowed_passes_in_the_first_burst(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    paths = [f"/private/{n}" for n in range(6)]
    host = world.site("burst", {"/robots.txt": robots("User-agent: *\nDisallow: /private")})
    world.sites["burst"] = world.sites["burst"].model_copy(
        update={"feeds": tuple(host.url(path) for path in [*paths, "/open"]), "concurrency": 8}
    )
    world.crawl()
    assert [r.path for r in host.asked()] == ["/open"]
    assert world.fetches("burst").count(("REFUSED", "robots_disallowed")) == 6


def test_case_47_without_an_answer_in_time_nothing_is_asked(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    host = world.site("silent", {"/robots.txt": silence()})
    good(host, ["/a"])
    assert world.crawl(settings={"DOWNLOAD_TIMEOUT": 1}).code == 3
    assert world.fetches("silent") == [("REFUSED", "robots_unreachable")]
    assert host.asked() == []


def test_case_56_crawl_delay_is_kept(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    host = world.site("slow", {"/robots.txt": robots("User-agent: *\nCrawl-delay: 0.4\n")})
    good(host, ["/a", "/b", "/c"])
    world.crawl()
    assert len(host.requests) == 5
    assert min(host.gaps()) >= 0.4  # that between robots.txt and the feed as well


def test_case_56_a_longer_crawl_delay_than_is_kept_is_told(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    host = world.site("slow", {"/robots.txt": robots("User-agent: *\nCrawl-delay: 1e9\n")})
    good(host, [])
    longest = {"aggregator.download.robots:MAX_CRAWL_DELAY": 0.2, "aggregator.download.schedule:MAX_CRAWL_DELAY": 0.2}
    finished = world.crawl(constants=longest)
    assert world.fetches("slow") == [("OK", "crawl_delay")]
    assert "slow  ok  crawl_delay  /feed" in finished.out


def test_case_58_a_redirects_target_has_a_robots_txt_of_its_own(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    target = world.site("target", {"/robots.txt": robots(NOTHING), "/feed": answer("never", RSS)}, feed=None)
    world.site("moved", {"/feed": redirect(target.url("/feed"))})
    world.crawl()
    assert world.last("moved") == ("REFUSED", "robots_disallowed")
    assert target.asked() == []


def test_case_50_another_hosts_rules_count_for_the_host_that_redirects(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    target = world.site("target", {"/rules": robots("User-agent: *\nDisallow: /feed")}, feed=None)
    host = world.site("moved", {"/robots.txt": redirect(target.url("/rules"))})
    good(host, ["/a"])
    world.crawl()
    assert world.fetches("moved") == [("REFUSED", "robots_disallowed")]
    assert [r.path for r in target.requests] == ["/rules"]


def test_case_57_robots_txt_is_remembered_for_a_day_and_then_asked_again(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    host = world.site("changing", {"/robots.txt": in_turn([robots(""), robots(NOTHING)])})
    good(host, ["/a"])
    asked = []
    for after in (timedelta(0), timedelta(hours=23), timedelta(hours=25)):
        world.crawl("--now", now=START + after)
        asked.append((len(host.asked("/robots.txt")), len(host.asked("/feed"))))
    assert asked == [(1, 1), (1, 2), (2, 2)]
    assert world.last("changing", "/feed") == ("REFUSED", "robots_disallowed")


def test_case_47_after_30_days_without_an_answer_it_is_open(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    host = world.site("never", {"/robots.txt": status(503)})
    good(host, ["/a"])
    asked = []
    for after in (timedelta(0), timedelta(days=20), timedelta(days=31)):
        world.crawl("--now", now=START + after)
        asked.append(len(host.asked()))
    assert asked == [0, 0, 2]


def test_case_47_a_host_that_recovers_is_asked_an_hour_later(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    host = world.site("back", {"/robots.txt": in_turn([drop(), robots("")])})
    good(host, ["/a"])
    codes = [world.crawl("--now", now=START + timedelta(minutes=m)).code for m in (0, 30, 61)]
    assert codes == [3, 3, 0]
    assert (len(host.asked("/robots.txt")), len(host.asked("/feed"))) == (2, 1)
