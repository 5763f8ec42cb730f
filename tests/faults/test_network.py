"""Broken answers of the network and of HTTP: each has its word, changes nothing that is stored, stops no other."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.crawl.harness import RSS, Finished, World, articles_of, feed, page
from tests.faults import bodies
from tests.faults.server import (
    END,
    FaultServer,
    Handler,
    Host,
    answer,
    document,
    drop,
    endlessly,
    head,
    raw,
    redirect,
    reset,
    silence,
    slowly,
    status,
)

pytestmark = pytest.mark.ci

HEAD = head(200, ("Content-Type", RSS), ("ETag", '"broken"'))
Faults = Callable[[Host], Mapping[str, Handler]]
OPEN = b"HTTP/1.1 200 OK\r\n"


def slow_feeds(host: Host) -> dict[str, Handler]:
    """Faults that end by a limit of ours."""
    good = feed(host, ["/new"])
    return {
        "case02": silence(),
        "case03": slowly(OPEN, b"X", 0.05),
        "case04": slowly(HEAD, b"<", 0.05),
        "case05": endlessly(HEAD, b"<item>" * 40_000),
        "case06": endlessly(OPEN, b"X-Header: of very many\r\n" * 1000),
        "case06_line": raw(OPEN + b"X-Long: " + b"x" * (1 << 20) + END + good),
        "case06_many": raw(OPEN + b"X-Header: of many\r\n" * 100_000 + END + good),
        "case06_folded": endlessly(OPEN + b"X-Folded: on and on\r\n", b" and on\r\n" * 5000),
    }


def broken_feeds(host: Host) -> dict[str, Handler]:
    """Faults in place of a feed that was good before."""
    good = feed(host, ["/old", "/new"])
    squeezed = bodies.gzipped(good)
    tag = ("ETag", '"broken"')
    return {
        "case07": bodies.with_length(good, len(good) + 500, RSS),
        "case08": bodies.with_length(good, len(good) // 2, RSS),
        "case09": bodies.without_length(good[: len(good) // 2], RSS),
        "case10_size": raw(head(200, ("Transfer-Encoding", "chunked")) + b"zz\r\n" + good),
        "case10_last": bodies.chunked(good[:100], end=b"", kind=RSS),
        "case11": answer(squeezed[: len(squeezed) // 2], RSS, ("Content-Encoding", "gzip"), tag),
        "case12_crc": answer(bodies.with_wrong_crc(good), RSS, ("Content-Encoding", "gzip"), tag),
        "case12_junk": bodies.coded(squeezed + b"junk", "gzip", RSS),
        "case12_members": bodies.coded(bodies.gzipped(good[:90]) + bodies.gzipped(good[90:]), "gzip", RSS),
        "case13_plain": bodies.coded(good, "gzip", RSS),
        "case13_reverse": answer(squeezed, RSS),
        "case13_noise": bodies.coded(bytes(range(256)) * 20, "gzip", RSS),
        "case14_gzip": bodies.coded(bodies.bomb("gzip"), "gzip", RSS),
        "case14_deflate": bodies.coded(bodies.bomb("deflate"), "deflate", RSS),
        "case14_br": bodies.coded(bodies.bomb("br"), "br", RSS),
        "case14_zstd": bodies.coded(bodies.bomb("zstd"), "zstd", RSS),
        "case14_nested": bodies.coded(bodies.nested(5), "gzip, gzip, gzip, gzip, gzip", RSS),
        "case15_loop": redirect("/feed"),
        "case15_hops": redirect("/hop/1"),
        "case15_nowhere": redirect(None),
        "case15_line_break": redirect(b"/new\r\nX-Injected: yes"),
        "case15_encoded_break": redirect(b"/new%0d%0aX-Injected:%20yes"),
        "case15_long": redirect("/" + "x" * 100_000),
        "case15_unreadable": redirect("http://[made-up"),
        "case17": redirect("/login"),
        "case25_404": status(404),
        "case25_410": status(410),
        "case27": status(403, ("cf-mitigated", "challenge"), body="<title>Just a moment...</title>"),
        "closed": drop(),
        "reset": reset(),
        "no_http": raw(b"\x00\x01\x02 no HTTP at all\r\n\r\n"),
        "no_number": raw(b"HTTP/1.1 many OK\r\nContent-Length: 0\r\n\r\n"),
        "two_lengths": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\n123456789"),
        "http_09": raw(good),
        "status_500": status(500),
        "status_206": answer(good[:50], RSS, ("Content-Range", "bytes 0-49/999"), code=206),
        "status_999": status(999),
        "cookies": answer(good, RSS, ("Set-Cookie", "made=up; Path=/")),
    }


def broken_pages(host: Host) -> dict[str, Handler]:
    """Faults in place of a new article of a good feed."""
    good = page("a new thing").encode()
    squeezed = bodies.gzipped(good)
    tag = ("ETag", '"broken"')
    return {
        "page07": bodies.with_length(good, len(good) + 1),
        "page09": bodies.without_length(good[: len(good) // 2]),
        "page11": answer(squeezed[: len(squeezed) // 2], bodies.HTML, ("Content-Encoding", "gzip"), tag),
        "page14": bodies.coded(bodies.bomb("gzip"), "gzip"),
        "page25_404": status(404),
        "page25_410": status(410),
        "page26": answer("<title>Page not found</title><h1>Page not found</h1><p>Nothing is here.</p>"),
        "page27_200": answer("<title>Just a moment...</title>", bodies.HTML, ("cf-mitigated", "challenge")),
        "page27_403": status(403, ("cf-mitigated", "challenge"), body="<title>Just a moment...</title>"),
        "page27_consent": answer(
            "<title>Before you continue</title><h1>Before you continue</h1><form><p>We and our partners use cookies."
            "<button>Accept all</button><button>Reject all</button></form>"
        ),
        "page71": answer("<html><title>deep</title>" + "<div>" * 200_000 + "text"),
        "page_pdf": answer(b"%PDF-1.7 made up", "application/pdf"),
        "page_empty": answer(b""),
        "page_500": status(500),
    }


@dataclass
class Crawled:
    """Sites with one fault each, after a crawl of their good state and one of the bad."""

    world: World
    first: Finished
    second: Finished

    def feed(self, name: str) -> str:
        """Outcome and reason of the feed's second request, in one line; its old article must still be there."""
        assert "old" in [article["title"] for article in self.world.articles(name)]
        return self._last(name, "/feed")

    def page(self, name: str) -> str:
        """Outcome and reason of the new article's request."""
        assert self.feed(name) == "OK"
        return self._last(name, "/new")

    def headline(self, name: str) -> list[tuple[str, int]]:
        """What is known of the new article: its title, and whether it is gone."""
        return [(a["title"], a["gone"]) for a in self.world.articles(name, whole=False) if a["headline_only"]]

    def _last(self, name: str, path: str) -> str:
        found = self.world.last(name, path)
        assert found is not None
        return " ".join(filter(None, found))


def crawl_good_and_bad(world: World, faults: Faults, **how: Any) -> Crawled:
    """Crawl all sites in a good state, then with their faults."""
    for name in faults(Host(1)):
        host = world.site(name, {})
        host.paths["/feed"] = document(feed(host, ["/old"]), RSS, etag=b'"good"')
        host.paths |= articles_of(host, ["/old"])
    first = world.crawl()
    for name, host in world.hosts.items():
        fault = faults(host)[name]
        host.paths |= {f"/hop/{n}": redirect(f"/hop/{n + 1}") for n in range(1, 31)}
        host.paths["/login"] = answer("<title>Log in</title><form><input type=password></form>")
        host.paths["/new"] = answer(page("a new thing"))
        host.paths["/feed"] = answer(feed(host, ["/old", "/new"]), RSS)
        host.paths["/new" if name.startswith("page") else "/feed"] = fault
    return Crawled(world, first, world.crawl("--now", **how))


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    with FaultServer() as server:
        world = World(tmp_path_factory.mktemp("network"), server, readers=True)
        yield crawl_good_and_bad(world, lambda host: broken_feeds(host) | broken_pages(host))


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    with FaultServer() as server, socket.socket() as closed:
        world = World(tmp_path_factory.mktemp("slow"), server)
        crawled = crawl_good_and_bad(world, slow_feeds, settings={"DOWNLOAD_TIMEOUT": 1, "DOWNLOAD_MAXSIZE": 4 << 20})
        closed.bind(("127.0.0.1", 0))  # nobody listens there
        world.add("case01", Host(closed.getsockname()[1]))
        world.crawl(names=["case01"])
        yield crawled


def test_a_bad_feed_makes_the_run_a_partial_one(crawled: Crawled) -> None:
    assert (crawled.first.code, crawled.second.code) == (0, 3)


def test_no_body_takes_more_memory_than_its_limit(crawled: Crawled, slow: Crawled) -> None:
    for each in (crawled, slow):
        assert each.second.memory < each.first.memory + 256


def test_every_failure_is_kept_with_its_next_try(crawled: Crawled) -> None:
    failures = crawled.world.rows("SELECT url, reason, retry_at FROM failures")
    assert len(failures) > 40
    assert [f["reason"] for f in failures if f["retry_at"] is None] == ["gone"]  # the article; a feed is tried on


def test_no_failure_is_a_fault_of_ours(crawled: Crawled) -> None:
    assert crawled.world.rows("SELECT * FROM fetches WHERE reason = 'internal'") == []


def test_case_01_connection_refused(slow: Crawled) -> None:
    assert slow.world.fetches("case01") == [("DEFERRED", "conn_refused")]


def test_case_01_the_next_try_comes_within_minutes(slow: Crawled) -> None:
    (failure,) = slow.world.rows("SELECT at, retry_at FROM failures WHERE site = 'case01'")
    wait = datetime.fromisoformat(failure["retry_at"]) - datetime.fromisoformat(failure["at"])
    assert timedelta(seconds=59) <= wait <= timedelta(seconds=76)


def test_case_02_no_answer(slow: Crawled) -> None:
    assert slow.feed("case02") == "DEFERRED timeout"


def test_case_03_headers_drop_by_drop(slow: Crawled) -> None:
    assert slow.feed("case03") == "DEFERRED timeout"


def test_case_04_a_body_drop_by_drop(slow: Crawled) -> None:
    assert slow.feed("case04") == "DEFERRED timeout"


def test_case_05_an_endless_body(slow: Crawled) -> None:
    assert slow.feed("case05") == "FAILED too_large"


@pytest.mark.parametrize("name", ["case06", "case06_line", "case06_many", "case06_folded"])
def test_case_06_headers_without_end(slow: Crawled, name: str) -> None:
    assert slow.feed(name) == "FAILED bad_http"


def test_cases_05_and_06_the_connection_is_closed_by_us(slow: Crawled) -> None:
    for name in ("case05", "case06", "case06_folded"):
        assert slow.world.hosts[name].asked()[-1].ended is not None


def test_case_07_a_body_shorter_than_its_length(crawled: Crawled) -> None:
    assert crawled.feed("case07") == "FAILED truncated"
    assert crawled.page("page07") == "FAILED truncated"


def test_case_08_a_body_longer_than_its_length_is_cut(crawled: Crawled) -> None:
    assert crawled.feed("case08") in {"OK truncated", "FAILED ill_formed"}
    assert crawled.world.address("case08")["etag"] in {None, '"good"'}


def test_case_09_a_connection_closed_in_the_middle(crawled: Crawled) -> None:
    assert crawled.feed("case09") == "FAILED truncated"
    assert crawled.page("page09") == "FAILED truncated"


def test_case_10_a_broken_chunk(crawled: Crawled) -> None:
    assert crawled.feed("case10_size") == "FAILED truncated"


def test_case_10_the_last_chunk_is_missing(crawled: Crawled) -> None:
    assert crawled.feed("case10_last") == "FAILED truncated"


def test_case_11_half_a_gzip_stream(crawled: Crawled) -> None:
    assert crawled.feed("case11") == "FAILED truncated_gzip"
    assert crawled.page("page11") == "FAILED truncated_gzip"


def test_case_12_gzip_with_a_wrong_checksum(crawled: Crawled) -> None:
    assert crawled.feed("case12_crc") == "FAILED bad_encoding"


@pytest.mark.parametrize("name", ["case12_junk", "case12_members", "case13_plain", "case13_reverse"])
def test_cases_12_and_13_odd_but_whole_bodies_are_read(crawled: Crawled, name: str) -> None:
    assert crawled.feed(name) == "OK"
    assert len(crawled.world.articles(name)) == 2


def test_case_13_noise_that_says_it_is_gzip(crawled: Crawled) -> None:
    assert crawled.feed("case13_noise") == "FAILED bad_encoding"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "nested"])
def test_case_14_a_bomb(crawled: Crawled, coding: str) -> None:
    assert crawled.feed(f"case14_{coding}") == "FAILED too_large"


def test_case_14_a_bomb_in_an_articles_place(crawled: Crawled) -> None:
    assert crawled.page("page14") == "FAILED too_large"


@pytest.mark.parametrize("name", ["case15_loop", "case15_hops", "case15_nowhere", "case15_unreadable"])
def test_case_15_a_redirect_without_end(crawled: Crawled, name: str) -> None:
    assert crawled.feed(name) == "FAILED redirect"
    assert len([r for r in crawled.world.hosts[name].requests if r.path.startswith("/hop/")]) <= 5


def test_case_15_a_location_of_100_kb(crawled: Crawled) -> None:
    assert crawled.feed("case15_long") == "FAILED bad_http"


@pytest.mark.parametrize("name", ["case15_line_break", "case15_encoded_break"])
def test_case_15_a_line_break_in_a_location_injects_nothing(crawled: Crawled, name: str) -> None:
    assert crawled.feed(name).startswith("FAILED")
    assert not any(b"\nX-Injected" in request.head for request in crawled.world.hosts[name].requests)


def test_case_17_a_login_page_in_a_feeds_place(crawled: Crawled) -> None:
    assert crawled.feed("case17") == "FAILED not_a_feed"
    assert crawled.world.address("case17")["etag"] == '"good"'


def test_case_19_no_cookie_is_ever_sent(crawled: Crawled) -> None:
    assert crawled.feed("cookies") == "OK"
    assert not any(request.header("Cookie") for request in crawled.world.hosts["cookies"].requests)


def test_case_25_a_feed_that_is_not_found(crawled: Crawled) -> None:
    assert crawled.feed("case25_404") == "FAILED not_found"


def test_case_25_a_feed_that_is_gone(crawled: Crawled) -> None:
    assert crawled.feed("case25_410") == "FAILED gone"


@pytest.mark.parametrize(("name", "reason"), [("page25_404", "not_found"), ("page25_410", "gone")])
def test_case_25_an_article_that_is_gone_keeps_its_headline(crawled: Crawled, name: str, reason: str) -> None:
    assert crawled.page(name) == f"FAILED {reason}"
    assert crawled.headline(name) == [("new", 1)]


def test_case_26_a_soft_404(crawled: Crawled) -> None:
    assert crawled.page("page26") == "FAILED soft_404"
    assert crawled.headline("page26") == [("new", 0)]


@pytest.mark.parametrize("name", ["page27_200", "page27_403", "page27_consent"])
def test_case_27_a_challenge_in_an_articles_place(crawled: Crawled, name: str) -> None:
    assert crawled.page(name) == "FAILED challenge"
    assert crawled.headline(name) == [("new", 0)]


def test_case_27_a_challenge_in_a_feeds_place(crawled: Crawled) -> None:
    assert crawled.feed("case27") == "FAILED challenge"


def test_case_71_a_page_of_200000_open_elements(crawled: Crawled) -> None:
    assert crawled.page("page71") in {"FAILED too_deep", "FAILED no_article", "OK"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("closed", "DEFERRED conn_lost"),
        ("reset", "DEFERRED conn_lost"),
        ("no_http", "FAILED bad_http"),
        ("no_number", "FAILED bad_http"),
        ("two_lengths", "FAILED bad_http"),
        ("http_09", "FAILED bad_http"),
        ("status_500", "DEFERRED http_5xx"),
        ("status_206", "FAILED truncated"),
        ("status_999", "FAILED bad_http"),
    ],
)
def test_what_breaks_http_has_its_word(crawled: Crawled, name: str, expected: str) -> None:
    assert crawled.feed(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("page_pdf", "FAILED not_html"), ("page_empty", "FAILED empty"), ("page_500", "DEFERRED http_5xx")],
)
def test_what_is_no_page_has_its_word(crawled: Crawled, name: str, expected: str) -> None:
    assert crawled.page(name) == expected
    assert crawled.headline(name) == [("new", 0)]
