"""What would keep a crawler busy for ever: endless links, addresses that repeat themselves, many names of one page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from xml.sax.saxutils import escape

import pytest

from tests.crawl.harness import RSS, World, articles_of, feed, page
from tests.faults.server import Exchange, FaultServer, Handler, Host, answer, head

pytestmark = pytest.mark.ci

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NAMES = [
    "/one?utm_source=made&utm_medium=up",
    "/one?fbclid=abcdef",
    "/one#comments",
    "/one/",
    "//one",
    "/%6Fne",
    "/./one",
    "/x/../one",
    "/one;jsessionid=0123456789ABCDEF0123456789ABCDEF",
    "/one?PHPSESSID=0123456789abcdef0123456789abcdef",
    "/one?sid=0123456789abcdef0123456789abcdef",
]
"""Other names of the page ``/one``."""
TRAPS = [
    "/a/b/a/b/a/b/c",
    "/x/x/x/x",
    "/news/1/news/1/news/1",
    "/" + "/".join(f"d{n}" for n in range(25)),
    "/" + "x" * 10_000,
]


def links(paths: list[str]) -> str:
    """A page of links with headlines."""
    return page(
        "A list",
        "".join(f'<a href="{escape(path)}">A headline of some length: {n}</a> ' for n, path in enumerate(paths)),
    )


def many_links(number: int) -> bytes:
    items = b"".join(b'<li><a href="/n%d">Headline of a made-up day %d</a></li>' % (n, n) for n in range(number))
    return b"<!doctype html><html><body><ul>" + items + b"</ul></body></html>"


def many_items(host: Host, number: int) -> bytes:
    items = "".join(f"<item><title>n {n}</title><link>{host.url(f'/n{n}')}</link></item>" for n in range(number))
    return feed(host, [], items=items)


def index(host: Host, paths: list[str]) -> bytes:
    maps = "".join(f"<sitemap><loc>{host.url(path)}</loc></sitemap>" for path in paths)
    return f'<sitemapindex xmlns="{SITEMAP}">{maps}</sitemapindex>'.encode()


def endless_indexes(host: Host) -> Handler:
    """Each sitemap index names two more."""

    async def send(exchange: Exchange) -> None:
        path = exchange.request.path
        body = index(host, [f"{path}0", f"{path}1"])
        await exchange.send(head(200, ("Content-Type", "application/xml"), ("Content-Length", str(len(body)))) + body)

    return send


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with FaultServer() as server:
        world = World(tmp_path_factory.mktemp("traps"), server)
        xml = "application/xml"

        calendar = world.site("calendar", {})
        days = [f"/cal?y={2026 + n // 12}&m={n % 12 + 1}" for n in range(300)]
        calendar.other = answer(links(days))
        calendar.paths["/feed"] = answer(feed(calendar, days), RSS)

        names = world.site("names", {})
        named = [*NAMES, f"http://{names.host.upper()}/one"]
        items = "".join(
            f"<item><title>one</title><link>{escape(n if '://' in n else names.url(n))}</link></item>" for n in named
        )
        names.paths["/feed"] = answer(feed(names, ["/one"], items=items), RSS)
        names.other = answer(page("one"))

        traps = world.site("traps", {})
        traps.paths |= {"/feed": answer(feed(traps, [*TRAPS, "/good", "/2027/01/06/06/01"]), RSS)}
        traps.other = answer(page("something"))

        lengths = world.site("lengths", {})
        for size in (2080, 2084):
            path = "/" + "y" * (size - len(lengths.url("/")))
            lengths.paths[path] = answer(page(f"of {size}"))
        lengths.paths["/feed"] = answer(feed(lengths, [p for p in lengths.paths if p != "/feed"]), RSS)

        def declared(name: str, kind: str, path: str, body: Handler) -> Host:
            host = world.site(name, {path: body}, feed=None)
            world.sites[name] = world.sites[name].model_copy(update={kind: (host.url(path),)})
            return host

        declared("long_list", "listings", "/list", answer(many_links(8_000)))
        longer = declared("huge_list", "listings", "/list", answer(b""))
        longer.paths["/list"] = answer(many_links(400_000))
        items_host = world.site("long_feed", {})
        items_host.paths["/feed"] = answer(many_items(items_host, 4_000), RSS)
        itself = declared("own_map", "sitemaps", "/map.xml", answer(b""))
        itself.paths["/map.xml"] = answer(index(itself, ["/map.xml", "/b.xml"]), xml)
        itself.paths["/b.xml"] = answer(index(itself, ["/map.xml", "/b.xml"]), xml)
        deep = declared("deep_map", "sitemaps", "/map", answer(b""))
        deep.other = endless_indexes(deep)
        del deep.paths["/map"]

        refresh = world.site("refresh", {})
        jump = '<meta http-equiv="refresh" content="0; url=/elsewhere">'
        refresh.paths |= {
            "/feed": answer(feed(refresh, ["/jump", "/base"]), RSS),
            "/jump": answer(page("a jump").replace("<head>", f"<head>{jump}")),
            "/base": answer(page("a base").replace("<head>", '<head><base href="http://other.example/">')),
        }
        stolen = world.site("stolen", {})
        claim = f'<link rel="canonical" href="{refresh.url("/jump")}">'
        stolen.paths |= {
            "/feed": answer(feed(stolen, ["/copy"]), RSS),
            "/copy": answer(page("a thief").replace("<head>", f"<head>{claim}")),
        }
        world.crawl("--max-pages", "12")
        yield world


def pages_asked(world: World, name: str) -> int:
    return len([r for r in world.hosts[name].asked() if r.path not in ("/feed", "/list", "/map.xml", "/robots.txt")])


def frontier(world: World, name: str) -> int:
    return int(world.rows("SELECT count(*) AS n FROM frontier WHERE site = ? AND kind = 'article'", name)[0]["n"])


def test_case_59_an_endless_calendar_ends_with_the_budget(world: World) -> None:
    assert pages_asked(world, "calendar") == 12
    (run,) = world.rows("SELECT counts FROM runs")
    assert json.loads(run["counts"])["budget"] >= 1


def test_case_60_and_63_one_page_of_many_names_is_one_row(world: World) -> None:
    assert pages_asked(world, "names") == 1
    assert len(world.articles("names")) == 1


def test_case_61_paths_that_repeat_themselves_are_not_asked(world: World) -> None:
    assert sorted(r.path for r in world.hosts["traps"].asked()) == ["/2027/01/06/06/01", "/feed", "/good"]


def test_case_62_a_relative_link_on_every_page_leads_nowhere(world: World) -> None:
    assert not any("x/x/x" in request.path for host in world.hosts.values() for request in host.requests)


def test_case_65_an_address_of_2084_characters_is_one_too_many(world: World) -> None:
    assert [len(world.hosts["lengths"].url(r.path)) for r in world.hosts["lengths"].asked() if r.path != "/feed"] == [
        2080
    ]


def test_case_64_a_listing_of_8000_links_is_capped(world: World) -> None:
    assert world.fetches("long_list", "/list") == [("OK", None)]
    assert frontier(world, "long_list") == 5_000


def test_case_64_a_listing_beyond_the_size_limit_is_refused_whole(world: World) -> None:
    assert world.fetches("huge_list", "/list") == [("FAILED", "too_large")]
    assert frontier(world, "huge_list") == 0


def test_case_64_a_feed_of_4000_items_is_capped(world: World) -> None:
    assert frontier(world, "long_feed") == 2_000


def test_case_64_a_sitemap_index_that_lists_itself_is_read_once(world: World) -> None:
    assert sorted(r.path for r in world.hosts["own_map"].asked()) == ["/b.xml", "/map.xml"]


def test_case_64_sitemap_indexes_without_end_stop_at_depth_3(world: World) -> None:
    assert max(len(r.path.removeprefix("/map")) for r in world.hosts["deep_map"].asked()) == 3


def test_case_68_a_meta_refresh_is_not_followed(world: World) -> None:
    assert world.hosts["refresh"].asked("/elsewhere") == []
    assert world.fetches("refresh", "/jump") == [("OK", None)]


def test_case_68_a_base_on_another_host_takes_no_article_there(world: World) -> None:
    assert [a["canonical_url"].rpartition("/")[2] for a in world.articles("refresh")] == ["base", "jump"]


def test_case_68_a_canonical_address_of_another_site_is_no_identity(world: World) -> None:
    (thief,) = world.articles("stolen")
    assert thief["canonical_url"].endswith(f":{world.hosts['stolen'].port}/copy")
    assert "a jump" in [article["title"] for article in world.articles("refresh")]


def test_case_64_no_limit_takes_long(world: World) -> None:
    (run,) = world.rows("SELECT strftime('%s', finished) - strftime('%s', started) AS seconds FROM runs")
    assert run["seconds"] < 40


def test_case_59_the_next_run_goes_on_where_the_budget_ended(tmp_path_factory: pytest.TempPathFactory) -> None:
    with FaultServer() as server:
        world = World(tmp_path_factory.mktemp("goes_on"), server)
        host = world.site("long", {})
        paths = [f"/n{n}" for n in range(20)]
        host.paths |= {"/feed": answer(feed(host, paths), RSS), **articles_of(host, paths)}
        for _ in range(2):
            world.crawl("--max-pages", "10")
        assert len(world.articles("long")) == 20
        assert sorted(r.path for r in host.asked() if r.path != "/feed") == sorted(paths)
