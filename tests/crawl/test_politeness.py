"""Politeness, as the servers saw it: one request at a time to a host, never before its time, whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.crawl.harness import RSS, World, articles_of, feed
from tests.faults.server import FaultServer, Host, answer, document, late

START = datetime(2027, 1, 6, 10, tzinfo=UTC)
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as server:
        yield server


@pytest.fixture
def world(server: FaultServer, tmp_path: Path) -> World:
    return World(tmp_path, server)


def good(host: Host, paths: list[str], path: str = "/feed", *, slow: float = 0.0) -> None:
    pages = articles_of(host, paths)
    host.paths |= {name: late(page, slow) if slow else page for name, page in pages.items()}
    host.paths[path] = answer(feed(host, paths), RSS)


def test_one_request_at_a_time_and_the_delay_between_two(world: World) -> None:
    host = world.site("polite", {}, delay=0.2)
    good(host, [f"/n{n}" for n in range(5)], slow=0.02)
    world.crawl()
    assert len(host.requests) == 7
    assert host.at_once() == 1
    assert min(host.gaps()) >= 0.2


def test_two_sites_of_one_host_take_turns(world: World) -> None:
    host = world.site("first", {}, delay=0.1, feed="/1/feed")
    good(host, [f"/1/n{n}" for n in range(4)], "/1/feed", slow=0.02)
    world.add("second", host, delay=0.1, feed="/2/feed")
    good(host, [f"/2/n{n}" for n in range(4)], "/2/feed", slow=0.02)
    world.crawl()
    assert len(world.articles("first")) == len(world.articles("second")) == 4
    assert len(host.asked("/robots.txt")) == 1
    assert host.at_once() == 1
    assert min(host.gaps()) >= 0.1


def test_a_slow_host_is_asked_more_slowly(world: World) -> None:
    host = world.site("slow", {}, delay=0.05)
    good(host, ["/a", "/b"], slow=0.15)
    world.crawl()
    assert host.gaps()[-1] >= 0.7  # five times as long as the answer took


def test_a_site_may_allow_more_at_once(world: World) -> None:
    host = world.site("wide", {}, concurrency=4)
    good(host, [f"/n{n}" for n in range(12)], slow=0.2)
    world.crawl()
    assert 2 <= host.at_once() <= 4


@pytest.mark.ci
@pytest.mark.case(128)
def test_two_processes_on_one_database_take_turns_too(server: FaultServer, tmp_path: Path) -> None:
    ours, theirs = World(tmp_path / "ours", server), World(tmp_path / "theirs", server)
    for world in (ours, theirs):
        world.folder.mkdir()
    theirs.database = ours.db
    host = ours.site("ours", {}, delay=0.1, feed="/1/feed")
    good(host, [f"/1/n{n}" for n in range(8)], "/1/feed", slow=0.03)
    theirs.add("theirs", host, delay=0.1, feed="/2/feed")
    good(host, [f"/2/n{n}" for n in range(8)], "/2/feed", slow=0.03)
    ours.add("ours_again", host, delay=0.1, feed="/3/feed")
    good(host, [f"/3/n{n}" for n in range(3)], "/3/feed", slow=0.03)
    first, second = theirs.scrapy(), ours.start()
    assert second.finish().code == 0
    scrapy = first.finish()
    assert (scrapy.code, scrapy.traceback) == (0, False), scrapy.err
    assert [len(ours.articles(name)) for name in ("ours", "theirs", "ours_again")] == [8, 8, 3]
    assert host.at_once() == 1
    assert min(host.gaps()) >= 0.099  # the clocks of two processes
    assert max(len(host.asked(path)) for path in host.paths) == 1


@pytest.mark.ci
def test_a_second_crawl_of_an_unchanged_site_asks_hardly_anything(world: World) -> None:
    host = world.site("large", {"/robots.txt": answer("", "text/plain")}, feed="/feed")
    paths = [f"/n{n}" for n in range(1000)]
    urls = "".join(f"<url><loc>{host.url(path)}</loc></url>" for path in paths)
    sitemap = f'<urlset xmlns="{SITEMAP}">{urls}</urlset>'
    host.paths |= {
        "/feed": document(feed(host, paths[:50]), RSS, etag=b'"of the feed"'),
        "/map.xml": document(sitemap, "application/xml", etag=b'"of the map"'),
        **articles_of(host, paths),
    }
    world.sites["large"] = world.sites["large"].model_copy(update={"sitemaps": (host.url("/map.xml"),)})
    world.crawl(now=START)
    assert len(world.articles("large")) == 1000
    assert len(host.asked()) == 1002
    world.crawl("--now", now=START + timedelta(minutes=10))
    again = [r.path for r in host.requests[1003:]]
    assert sorted(again) == ["/feed", "/map.xml"]
    assert [world.last("large", path) for path in again] == [("NOT_MODIFIED", None)] * 2


def test_the_crawler_says_who_it_is(world: World) -> None:
    (world.folder / "aggregator.toml").write_text('contact = "https://news.example/about-our-crawler"\n')
    host = world.site("one", {})
    good(host, ["/a"])
    world.crawl()
    agents = {request.header("User-Agent") for request in host.requests}
    assert len(agents) == 1
    (agent,) = agents
    assert agent is not None
    assert agent.startswith(b"AnimeNewsAggregator/")
    assert b"+https://news.example/about-our-crawler" in agent


@pytest.mark.case(139)
def test_nothing_of_us_is_told_beyond_that(world: World) -> None:
    host = world.site("one", {})
    good(host, ["/a"])
    world.crawl()
    names = {
        line.partition(b":")[0].lower() for request in host.requests for line in request.head.split(b"\r\n")[1:] if line
    }
    assert names <= {b"host", b"user-agent", b"accept", b"accept-language", b"accept-encoding", b"connection"}
