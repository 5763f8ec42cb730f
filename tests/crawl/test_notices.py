"""What a crawl notices of each site, for `aggregator health` to learn from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aggregator.store.database import Store
from tests.crawl.harness import RSS, World, articles_of, feed, page
from tests.faults.server import FaultServer, answer


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with FaultServer() as server:
        yield World(tmp_path, server)


def test_each_run_keeps_what_it_found_and_tells_of_a_moved_feed_and_of_a_log_that_grows(world: World) -> None:
    host = world.site("one", {})
    paths = ["/n1", "/n2", "/n3"]
    moved = (
        '<itunes:new-feed-url xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">'
        "https://new.example/feed</itunes:new-feed-url>"
    )
    body = feed(host, paths, extra=moved)
    wall = answer("<html><head><title>Wait</title></head></html>", "text/html", ("cf-mitigated", "challenge"))
    host.paths |= {"/feed": answer(body, RSS), **articles_of(host, paths), "/n3": wall}
    finished = world.crawl(constants={"aggregator.crawl.run:LARGE_LOG": 0, "aggregator.crawl.run:LOOK": 0.01})
    assert finished.err.count("-wal has grown to") == 1
    (row,) = world.rows("SELECT * FROM site_runs")
    assert (row["site"], row["sources"], row["new"], row["pages"], row["walls"]) == ("one", 1, 2, 2, 1)
    assert json.loads(row["found"])["body"] == 2
    assert row["length"] > 0
    assert world.last("one", "/feed") == ("OK", "moved")


def test_what_an_article_had_when_it_was_read_before_is_compared(world: World) -> None:
    host = world.site("one", {})
    host.paths["/feed"] = answer(feed(host, ["/n1"]), RSS)
    dated = page("n1", published=datetime(2025, 5, 4, tzinfo=UTC))
    for told in (dated, page("n1", "It was rewritten, without a word of the day on which it came out.")):
        host.paths["/n1"] = answer(told)
        world.crawl()
        with Store.open(world.db) as store:
            store.execute("UPDATE frontier SET next_at = first_seen")
    first, second = world.rows("SELECT had, lost FROM site_runs ORDER BY had DESC")
    assert (first["had"], first["lost"]) == ("{}", "{}")
    assert json.loads(second["had"]) == {"title": 1, "body": 1, "published": 1}
    assert json.loads(second["lost"]) == {"published": 1}
