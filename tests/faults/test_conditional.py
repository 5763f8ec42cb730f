"""Conditional requests: validators go back byte for byte, and nothing is rewritten that did not change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crawl.harness import RSS, World, articles_of, feed
from tests.faults.server import (
    FaultServer,
    Handler,
    Request,
    answer,
    document,
    head,
    in_turn,
    raw,
    redirect,
    status,
)

TAGS = {
    "strong": b'"an-etag"',
    "weak": b'W/"an-etag"',
    "unquoted": b"an-etag-without-quotes",
    "inner_quotes": b'"an "inner" one"',
    "commas": b'"one,two", "three"',
    "spaces": b'"  with  spaces  "',
    "latin_1": b'"caf\xe9"',
    "utf_8": b'"\xe3\x81\x82"',
    "backslashes": rb'"\"quoted\""',
    "longest": b'"' + b"x" * 1022 + b'"',
}
DATES = {
    "usual": b"Wed, 06 Jan 2027 10:00:00 GMT",
    "odd": b"2027-01-06 10:00",
    "nonsense": b"a while ago",
}
LONG = b'"' + b"x" * 8000 + b'"'


@dataclass
class Twice:
    """Sites that were crawled twice, with the counts of the content tables after each crawl."""

    world: World
    rows: list[dict[str, int]]

    def second(self, name: str) -> Request:
        """The second request for a site's feed."""
        return self.world.hosts[name].asked("/feed")[1]


def counts(world: World) -> dict[str, int]:
    return {
        table: world.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"]
        for table in ("articles", "article_versions", "changes", "stories", "mentions")
    }


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twice]:
    with FaultServer() as server:
        world = World(tmp_path_factory.mktemp("conditional"), server)

        def site(name: str, *handlers: Handler) -> None:
            host = world.site(name, {})
            good = feed(host, ["/a"])
            chosen = handlers or (answer(good, RSS),)
            host.paths |= {"/feed": in_turn(chosen), **articles_of(host, ["/a"])}

        body = b"<rss version='2.0'><channel><title>made up</title><description>-</description></channel></rss>"
        for name, tag in TAGS.items():
            site(name, document(body, RSS, etag=tag))
        for name, date in DATES.items():
            site(name, document(body, RSS, modified=date))
        site("both", document(body, RSS, etag=b'"both"', modified=DATES["usual"]))
        site("too_long", document(body, RSS, etag=LONG))
        site("restless", *(answer(body, RSS, ("ETag", f'"{n}"')) for n in range(3)))
        site("none")
        site("unexpected", raw(head(304, ("ETag", '"x"'))), answer(body, RSS))
        site("with_body", answer(body, RSS, ("ETag", '"x"')), raw(head(304) + b"a body that must not be there"))
        site("then_broken", document(body, RSS, etag=b'"good"'), status(500, ("ETag", '"of the error"')))
        rows = []
        for _ in range(2):
            world.crawl("--now")
            rows.append(counts(world))
        yield Twice(world, rows)


@pytest.mark.parametrize("name", TAGS)
def test_case_21_an_etag_goes_back_byte_for_byte(twice: Twice, name: str) -> None:
    assert twice.second(name).header("If-None-Match") == TAGS[name]
    assert twice.world.fetches(name) == [("OK", None), ("NOT_MODIFIED", None)]


@pytest.mark.parametrize("name", DATES)
def test_case_21_a_last_modified_goes_back_byte_for_byte(twice: Twice, name: str) -> None:
    assert twice.second(name).header("If-Modified-Since") == DATES[name]
    assert twice.world.fetches(name) == [("OK", None), ("NOT_MODIFIED", None)]


def test_case_21_both_validators_go_back(twice: Twice) -> None:
    request = twice.second("both")
    assert request.header("If-None-Match") == b'"both"'
    assert request.header("If-Modified-Since") == DATES["usual"]


def test_case_21_an_etag_beyond_1_kb_is_dropped(twice: Twice) -> None:
    assert twice.second("too_long").header("If-None-Match") is None
    assert twice.world.fetches("too_long") == [("OK", None), ("OK", None)]


def test_case_21_the_newest_etag_is_kept(twice: Twice) -> None:
    assert twice.second("restless").header("If-None-Match") == b'"0"'
    assert twice.world.address("restless")["etag"] == '"1"'


def test_no_date_is_invented(twice: Twice) -> None:
    for name in ("none", "strong", "too_long"):
        assert twice.second(name).header("If-Modified-Since") is None


def test_case_20_a_304_to_an_unconditional_request(twice: Twice) -> None:
    assert twice.world.fetches("unexpected") == [("FAILED", "unexpected_304"), ("OK", None)]
    assert twice.second("unexpected").header("If-None-Match") is None


def test_case_20_a_304_with_a_body(twice: Twice) -> None:
    assert twice.world.last("with_body") == ("NOT_MODIFIED", None)


def test_an_errors_validators_are_not_kept(twice: Twice) -> None:
    assert twice.world.last("then_broken") == ("DEFERRED", "http_5xx")
    assert twice.world.address("then_broken")["etag"] == '"good"'


def test_case_22_an_identical_body_changes_no_row(twice: Twice) -> None:
    assert twice.world.fetches("none", "/feed") == [("OK", None), ("OK", None)]
    assert len(twice.world.hosts["none"].asked("/a")) == 1
    assert twice.rows[0] == twice.rows[1]


def test_case_16_a_feed_that_moved_for_good_is_followed_and_believed_the_third_time(tmp_path: Path) -> None:
    with FaultServer() as server:
        world = World(tmp_path, server)
        host = world.site("moved", {"/feed": redirect("/new-feed", 301)})
        host.paths["/new-feed"] = answer(feed(host, []), RSS)
        for _ in range(3):
            world.crawl("--now")
        assert len(host.asked("/feed")) == 3
        assert world.rows("SELECT url FROM frontier") == [{"url": host.url("/new-feed")}]
        world.crawl("--now")
        assert (len(host.asked("/feed")), len(host.asked("/new-feed"))) == (3, 4)
