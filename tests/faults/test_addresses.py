"""No request goes to an address that is not public, whatever a feed, a page or a redirect says.

Two ports on loopback that nobody allowed stand for the networks a crawler must stay out of: not one connection may
reach them. The harness looks after each crawl.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

import pytest

from tests.crawl.harness import RSS, World, articles_of, feed, page
from tests.crawl.processes import Forked
from tests.faults.server import FaultServer, Host, answer, redirect, status

pytestmark = pytest.mark.ci


def disguises(port: int) -> dict[str, str]:
    """Ways to write an address of the inside."""
    return {
        "plain": f"http://127.0.0.1:{port}/",
        "localhost": f"http://localhost:{port}/",
        "localhost_dot": f"http://localhost.:{port}/",
        "subdomain": f"http://made-up.localhost:{port}/",
        "hexadecimal": f"http://0x7f000001:{port}/",
        "decimal": f"http://2130706433:{port}/",
        "octal": f"http://0177.0.0.1:{port}/",
        "short": f"http://127.1:{port}/",
        "ideographic": f"http://127。0。0。1:{port}/",
        "full_width": f"http://１２７.０.０.１:{port}/",
        "circled": f"http://①②⑦.⓪.⓪.①:{port}/",
        "circled_name": f"http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/",
        "percent": f"http://%31%32%37.0.0.1:{port}/",
        "ipv6": f"http://[::1]:{port}/",
        "mapped": f"http://[::ffff:127.0.0.1]:{port}/",
        "compatible": f"http://[::127.0.0.1]:{port}/",
        "nat64": f"http://[64:ff9b::7f00:1]:{port}/",
        "six_to_four": f"http://[2002:7f00:1::]:{port}/",
        "zone": f"http://[fe80::1%25lo]:{port}/",
        "unspecified": f"http://0.0.0.0:{port}/",
        "zero": f"http://0:{port}/",
        "user": f"http://good.example@127.0.0.1:{port}/",
        "fragment": f"http://127.0.0.1:{port}#@good.example/",
        "backslash": f"http://127.0.0.1:{port}\\@good.example/",
        "tab": f"http://127.0.\t0.1:{port}/",
        "nul": f"http://127.0.0.1%00.good.example:{port}/",
        "slashes": f"http:////127.0.0.1:{port}/",
        "no_scheme": f"//127.0.0.1:{port}/",
        "capitals": f"HTTP://127.0.0.1:{port}/",
        "metadata": "http://169.254.169.254/latest/",
        "private": "http://10.0.0.1/",
        "shared": "http://100.64.0.1/",
        "link_local": "http://[fe80::1]/",
        "unique_local": "http://[fc00::1]/",
        "multicast": "http://224.0.0.1/",
    }


SCHEMES = {
    "file": "file:///etc/passwd",
    "ftp": "ftp://127.0.0.1/",
    "gopher": "gopher://127.0.0.1/",
    "data": "data:text/html,<title>x</title>",
    "javascript": "javascript:alert(1)",
}
PORTS = {"ssh": 22, "mail": 25, "redis": 6379}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with FaultServer() as server:
        world = World(tmp_path_factory.mktemp("addresses"), server)
        inside = world.outsider()
        addresses = disguises(inside.port)
        for name, address in (addresses | SCHEMES).items():
            location = address.encode() if address.isascii() else address.encode("utf-8")
            world.site(f"feed_{name}", {"/feed": redirect(location)})
        everything = [*addresses.values(), *SCHEMES.values(), *(f"http://8.8.8.8:{port}/" for port in PORTS.values())]
        pages = world.site("pages", {})
        paths = {f"/to/{n}": redirect(address.encode()) for n, address in enumerate(everything)}
        pages.paths |= {"/feed": answer(feed(pages, paths), RSS), **paths}
        links = world.site("links", {})
        links.paths |= {"/feed": answer(naming(links, everything), RSS), **articles_of(links, ["/good"])}
        world.site("listing", {"/list": answer(listing(everything))}, feed=None, listings=())
        world.sites["listing"] = world.sites["listing"].model_copy(
            update={"listings": (world.hosts["listing"].url("/list"),)}
        )
        world.site("sitemap", {"/map.xml": answer(sitemap(everything), "application/xml")}, feed=None)
        world.sites["sitemap"] = world.sites["sitemap"].model_copy(
            update={"sitemaps": (world.hosts["sitemap"].url("/map.xml"),)}
        )
        world.site("robots", {"/robots.txt": redirect(addresses["plain"]), "/feed": status(200)})
        third = world.site("third_hop", {"/feed": redirect("/2"), "/2": redirect("/3"), "/3": redirect(inside.url())})
        world.add("ports", third, feed="/ports/ssh")
        third.paths |= {f"/ports/{name}": redirect(f"http://8.8.8.8:{port}/") for name, port in PORTS.items()}
        world.sites["ports"] = world.sites["ports"].model_copy(
            update={"feeds": tuple(third.url(f"/ports/{name}") for name in PORTS)}
        )
        proxy = {"http_proxy": f"http://127.0.0.1:{inside.port}", "HTTPS_PROXY": f"http://127.0.0.1:{inside.port}"}
        world.crawl(env=proxy)
        yield world


def naming(host: Host, addresses: list[str]) -> bytes:
    """A feed that names each address as a link, an id, a comment page and an enclosure, beside a good article."""
    items = "".join(
        f"<item><title>inside {n}</title><link>{escape(a)}</link><guid>{escape(a)}</guid>"
        f"<comments>{escape(a)}</comments><enclosure url={quoted(a)} type='image/png' length='1'/></item>"
        for n, a in enumerate(addresses)
    )
    return feed(host, ["/good"], items=items)


def quoted(text: str) -> str:
    return f'"{escape(text, {chr(34): "&quot;", chr(9): "&#9;"})}"'


def listing(addresses: list[str]) -> str:
    """A page of links."""
    return page(
        "A list",
        "".join(f"<a href={quoted(a)}>A headline of some length, number {n}</a>" for n, a in enumerate(addresses)),
    )


def sitemap(addresses: list[str]) -> bytes:
    """A sitemap of the addresses."""
    urls = "".join(f"<url><loc>{escape(a)}</loc></url>" for a in addresses)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


@pytest.mark.parametrize("name", disguises(1))
def test_cases_36_and_37_a_redirect_to_an_address_in_disguise(world: World, name: str) -> None:
    outcome, reason = world.last(f"feed_{name}") or ("", "")
    assert (outcome, reason) in {
        ("REFUSED", "private_address"),
        ("REFUSED", "port"),
        ("REFUSED", "bad_url"),
        ("FAILED", "redirect"),
    }
    assert len(world.hosts[f"feed_{name}"].asked()) == 1


@pytest.mark.parametrize("name", ["plain", "localhost", "hexadecimal", "decimal", "octal", "short", "ipv6", "mapped"])
def test_case_36_the_reason_is_told(world: World, name: str) -> None:
    assert world.last(f"feed_{name}") == ("REFUSED", "private_address")


def test_case_38_a_redirect_to_the_inside_at_the_third_hop(world: World) -> None:
    assert world.last("third_hop", "/feed") == ("REFUSED", "private_address")


@pytest.mark.parametrize("name", SCHEMES)
def test_case_39_a_redirect_to_another_scheme(world: World, name: str) -> None:
    assert world.last(f"feed_{name}") == ("REFUSED", "bad_scheme")


def test_case_40_a_redirect_to_another_port(world: World) -> None:
    assert world.fetches("ports") == [("REFUSED", "port")] * len(PORTS)


def test_case_36_no_page_redirects_inside(world: World) -> None:
    outcomes = {outcome for outcome, _ in world.fetches("pages")[1:]}
    assert outcomes <= {"REFUSED", "FAILED"}
    assert world.articles("pages") == []


@pytest.mark.parametrize("name", ["links", "listing", "sitemap"])
def test_case_36_a_link_to_the_inside_is_not_followed(world: World, name: str) -> None:
    assert {urls["url"] for urls in world.rows("SELECT url FROM fetches WHERE site = ?", name)} <= {
        world.hosts[name].url(path) for path in ("/feed", "/good", "/list", "/map.xml")
    }


def test_case_44_robots_txt_leads_nowhere_inside(world: World) -> None:
    assert world.last("robots") == ("REFUSED", "private_address")
    assert world.hosts["robots"].asked() == []


def test_case_83_a_foreign_scheme_is_stored_nowhere(world: World) -> None:
    for table, column in (("articles", "url"), ("articles", "image"), ("links", "url"), ("article_images", "url")):
        urls = [row[column] for row in world.rows(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL")]
        assert [url for url in urls if not url.startswith(("http://", "https://"))] == []


def test_case_41_a_proxy_of_the_environment_is_not_used(world: World) -> None:
    assert world.last("links", "/good") == ("OK", None)


def test_an_allowed_address_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    with FaultServer() as server:
        world = World(tmp_path_factory.mktemp("told"), server)
        host = world.site("one", {})
        host.paths["/feed"] = answer(feed(host, []), RSS)
        assert host.host in world.crawl().err


def test_case_36_a_site_that_is_not_allowed_is_not_asked(tmp_path_factory: pytest.TempPathFactory) -> None:
    with FaultServer() as server:
        world = World(tmp_path_factory.mktemp("refused"), server)
        host = world.outsider()
        world.add("inside", host, delay=1.0)
        world.allow.clear()
        assert world.crawl().code == 3
        assert world.fetches("inside") == [("REFUSED", "private_address")]


@pytest.mark.parametrize(
    "settings",
    [
        {"TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver"},
        {"TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingHostnameResolver"},
    ],
)
def test_case_42_without_the_guard_nothing_is_asked(
    tmp_path_factory: pytest.TempPathFactory, settings: dict[str, str]
) -> None:
    with FaultServer() as server:
        world = World(tmp_path_factory.mktemp("unguarded"), server)
        host = world.site("one", {})
        finished = world.crawl(settings=settings)
        assert finished.code == 6
        assert "guard" in finished.err
        assert host.connections == 0


def commands(url: str) -> dict[str, list[str]]:
    """All commands that ask for an address that somebody names."""
    return {
        "extract": ["extract", url],
        "sites add": ["sites", "add", url, "--language", "en", "--timezone", "UTC"],
        "sites check": ["sites", "check", "inside"],
        "crawl": ["crawl", "inside", "--db", "x.db"],
    }


@pytest.mark.parametrize("name", commands(""))
@pytest.mark.parametrize("guarded", [True, False])
def test_case_44_every_way_to_ask_is_guarded(
    tmp_path_factory: pytest.TempPathFactory, name: str, guarded: bool
) -> None:
    with FaultServer() as server:
        world = World(tmp_path_factory.mktemp("ways"), server)
        inside = world.outsider()
        world.add("inside", inside, delay=1.0)
        world.words(scheduled=True)  # writes them as the user's own
        settings = {} if guarded else {"TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingHostnameResolver"}
        task = {"words": commands(inside.url("/a"))[name], "settings": settings, "own_sites_alone": True}
        finished = Forked(task, world.folder, None).finish()
        assert finished.code == (6 if not guarded else 3), finished
        assert not finished.traceback
        assert inside.connections == 0


def test_case_45_an_impossible_host(tmp_path_factory: pytest.TempPathFactory) -> None:
    hosts = {"long": f"{'a' * 300}.example", "label": f"{'a' * 64}.example", "punycode": "xn--/evil-.example"}
    with FaultServer() as server:
        world = World(tmp_path_factory.mktemp("names"), server)
        for name, host in hosts.items():
            world.site(name, {"/feed": redirect(f"http://{host}/")})
        world.crawl()
        assert {name: world.last(name) for name in hosts} == dict.fromkeys(hosts, ("FAILED", "redirect"))
