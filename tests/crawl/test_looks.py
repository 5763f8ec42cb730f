"""Articles are looked at again after an hour, six hours, a day and a week, and a silent correction is found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.crawl.harness import RSS, World, feed, page
from tests.faults.server import FaultServer, Host, document, status

START = datetime(2027, 1, 6, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with FaultServer() as server:
        yield World(tmp_path, server)


def publish(host: Host, title: str, version: int) -> None:
    """A feed that never changes, and its one article in some version."""
    host.paths["/feed"] = document(feed(host, ["/a"]), RSS, etag=b'"same"')
    host.paths["/a"] = document(page(title), "text/html; charset=utf-8", etag=f'"{version}"'.encode())


@pytest.mark.ci
@pytest.mark.case(89)
def test_looks_come_when_they_are_due_and_find_a_silent_correction(world: World) -> None:
    host = world.site("one", {})
    publish(host, "a first wording", 1)
    looked = {}
    for after in (0.0, 0.9, 1.1, 5.0, 6.1, 7.0, 24.1, 100.0, 168.1, 500.0):
        if after == 6.1:
            publish(host, "a silent correction", 2)
        before = len(host.asked("/a"))
        world.crawl(now=START + after * HOUR, scheduled=True)
        looked[after] = len(host.asked("/a")) - before
    assert [after for after, times in looked.items() if times] == [0.0, 1.1, 6.1, 24.1, 168.1]
    assert max(looked.values()) == 1
    assert [request.header("If-None-Match") for request in host.asked("/a")] == [None, b'"1"', b'"1"', b'"2"', b'"2"']
    (article,) = world.articles("one")
    assert (article["title"], article["version"]) == ("a silent correction", 2)
    (former,) = world.rows("SELECT title, version FROM article_versions")
    assert former == {"title": "a first wording", "version": 1}


def test_case_120_looks_that_were_slept_through_are_one(world: World) -> None:
    host = world.site("one", {})
    publish(host, "slept through", 1)
    for after in (0, 100, 101):
        world.crawl(now=START + after * HOUR, scheduled=True)
    assert len(host.asked("/a")) == 2
    assert len(host.asked("/feed")) == 2


def test_case_25_an_article_that_is_taken_away_stays_and_is_marked(world: World) -> None:
    host = world.site("one", {})
    publish(host, "taken away", 1)
    world.crawl(now=START, scheduled=True)
    host.paths["/a"] = status(410)
    world.crawl(now=START + 1.1 * HOUR, scheduled=True)
    (article,) = world.articles("one")
    assert (article["title"], article["gone"]) == ("taken away", 1)
    assert article["body"]
    world.crawl(now=START + 7 * HOUR, scheduled=True)
    assert len(host.asked("/a")) == 2
