"""Feeds as they come: hostile, empty, broken off, restless, and naming what is another's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from tests.crawl.harness import RSS, World, articles_of, feed, page
from tests.faults.server import FaultServer, Handler, Host, answer, document

pytestmark = pytest.mark.ci

XML = '<?xml version="1.0"?>'
ATOM = "http://www.w3.org/2005/Atom"


def with_dtd(declarations: str, title: str) -> str:
    return (
        f'{XML}<!DOCTYPE rss [{declarations}]><rss version="2.0"><channel><title>{title}</title>'
        "<description>-</description><item><title>x</title><link>/new</link></item></channel></rss>"
    )


def laughs() -> str:
    """The billion laughs."""
    names = [chr(ord("a") + n) for n in range(10)]
    more = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    return with_dtd(f'<!ENTITY a "ha">{more}', "&j;")


def hostile(host: Host, inside: Host) -> dict[str, bytes | str]:
    """Documents in place of a good feed."""
    good = feed(host, [f"/n{n}" for n in range(50)])
    return {
        "case69_file": with_dtd('<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;"),
        "case69_http": with_dtd(f'<!ENTITY x SYSTEM "{inside.url()}">', "&x;"),
        "case69_parameter": with_dtd(f'<!ENTITY % x SYSTEM "{inside.url()}"> %x;', "-"),
        "case69_external": good.replace(b"<rss", f'<!DOCTYPE rss SYSTEM "{inside.url("/dtd")}"><rss'.encode(), 1),
        "case69_xinclude": good.replace(
            b"<description>made up",
            f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{inside.url()}"/><description>'.encode(),
        ),
        "case69_stylesheet": good.replace(
            b"<rss", f'<?xml-stylesheet href="{inside.url("/style.xsl")}" type="text/xsl"?><rss'.encode(), 1
        ),
        "case70_laughs": laughs(),
        "case70_quadratic": with_dtd(f'<!ENTITY x "{"x" * 50_000}">', "&x;" * 20_000),
        "case70_one_entity": with_dtd('<!ENTITY x "xxxxxxxxxx">', "&x;" * 5_000),
        "case70_utf_16": laughs().replace('version="1.0"', 'version="1.0" encoding="utf-16"').encode("utf-16"),
        "case71_deep": f"{XML}<rss>" + "<a>" * 100_000,
        "case85_empty": b"",
        "case85_space": b" \n\t ",
        "case85_comment": b"<!-- nothing -->",
        "case85_bom": b"\xef\xbb\xbf",
        "case86_no_items": feed(host, []),
        "case87_cut": good[: good.rindex(b"<item>") + 20],
        "case87_tag": good.replace(b"</channel></rss>", b"</item></chan"),
        "case91_nan": '{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": NaN}]}',
        "case91_deep": '{"version": "https://jsonfeed.org/version/1.1", "items": ' + "[" * 100_000,
        "case91_number": '{"version": "https://jsonfeed.org/version/1.1", "items": [], "x": ' + "9" * 5000 + "}",
        "case91_surrogate": '{"version": "https://jsonfeed.org/version/1.1", "title": "\\ud800", "items": []}',
        "case74_controls": good.replace(b"Moonlit", b"Moon\x00\x08\x1flit"),
        "case88_dates": good.replace(b"<item>", b"<item><pubDate>Mon, 31 Feb 9999 24:61:61 XYZ</pubDate>"),
    }


@dataclass
class Fed:
    """Sites with fifty articles known from a good feed, after a hostile one."""

    world: World

    def last(self, name: str) -> str:
        assert len(self.world.rows("SELECT 1 FROM articles WHERE site = ?", name)) == 50
        return " ".join(filter(None, self.world.last(name, "/feed") or ()))

    def kept(self, name: str) -> bool:
        """Whether the good feed's validators are still kept, and no others."""
        return bool(self.world.address(name)["etag"] == '"good"')


@pytest.fixture(scope="module")
def fed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fed]:
    with FaultServer() as server:
        world = World(tmp_path_factory.mktemp("sources"), server)
        inside = world.outsider()
        for name in hostile(Host(1), Host(2)):
            host = world.site(name, {})
            host.paths["/feed"] = document(feed(host, [f"/n{n}" for n in range(50)]), RSS, etag=b'"good"')
        world.crawl("--no-articles")
        for name, host in world.hosts.items():
            host.paths["/feed"] = answer(hostile(host, inside)[name], RSS, ("ETag", '"hostile"'))
        world.crawl("--now", "--no-articles")
        yield Fed(world)


@pytest.mark.parametrize("name", ["case69_file", "case69_http", "case69_parameter"])
def test_case_69_an_external_entity(fed: Fed, name: str) -> None:
    assert fed.last(name) == "FAILED dtd_forbidden"
    assert fed.kept(name)


@pytest.mark.parametrize("name", ["case69_external", "case69_xinclude", "case69_stylesheet"])
def test_case_69_a_document_elsewhere_is_not_asked_for(fed: Fed, name: str) -> None:
    assert fed.last(name) in {"OK", "FAILED dtd_forbidden"}


@pytest.mark.parametrize("name", ["case70_laughs", "case70_quadratic", "case70_one_entity", "case70_utf_16"])
def test_case_70_entities_that_grow(fed: Fed, name: str) -> None:
    assert fed.last(name) == "FAILED dtd_forbidden"
    assert fed.kept(name)


def test_case_71_elements_nested_100000_deep(fed: Fed) -> None:
    assert fed.last("case71_deep") in {"FAILED too_deep", "FAILED ill_formed", "FAILED not_a_feed", "OK truncated"}


@pytest.mark.parametrize("name", ["case85_empty", "case85_space", "case85_comment", "case85_bom"])
def test_case_85_an_empty_document(fed: Fed, name: str) -> None:
    assert fed.last(name) == "FAILED empty"
    assert fed.kept(name)


def test_case_86_no_items_after_fifty_remove_nothing_and_are_told(fed: Fed) -> None:
    assert fed.last("case86_no_items") == "OK empty_after_full"


@pytest.mark.parametrize("name", ["case87_cut", "case87_tag"])
def test_case_87_a_feed_that_breaks_off_keeps_no_validators(fed: Fed, name: str) -> None:
    assert fed.last(name) == "OK truncated"
    assert fed.kept(name)


@pytest.mark.parametrize("name", ["case91_nan", "case91_deep", "case91_number", "case91_surrogate"])
def test_case_91_odd_json_breaks_nothing(fed: Fed, name: str) -> None:
    read = {"OK", "OK truncated", "OK empty_after_full"}
    assert fed.last(name) in read | {"FAILED ill_formed", "FAILED too_deep", "FAILED not_a_feed"}


def test_cases_74_and_88_odd_text_and_dates_are_read(fed: Fed) -> None:
    assert fed.last("case74_controls") == "OK"
    assert fed.last("case88_dates") == "OK"
    assert fed.world.rows("SELECT 1 FROM articles WHERE published LIKE '9999%'") == []


def test_no_failure_is_a_fault_of_ours(fed: Fed) -> None:
    assert fed.world.rows("SELECT url, detail FROM fetches WHERE reason = 'internal'") == []


def fresh_guids(host: Host, paths: list[str], look: int) -> bytes:
    items = "".join(
        f"<item><title>{p}</title><link>{host.url(p)}</link><guid isPermaLink='false'>{p}-{look}</guid></item>"
        for p in paths
    )
    return feed(host, [], items=items)


def atom(host: Host, ids: dict[str, str]) -> bytes:
    entries = "".join(
        f"<entry><id>{escape(i)}</id><title>mine {i[-3:]}</title><link href='{escape(link)}'/></entry>"
        for i, link in ids.items()
    )
    return f"{XML}<feed xmlns='{ATOM}'><title>x</title><id>{host.url()}</id>{entries}</feed>".encode()


def test_case_66_new_guids_at_every_look_grow_nothing(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    host = world.site("churn", {})
    paths = [f"/n{n}" for n in range(10)]
    host.paths |= articles_of(host, paths)
    sizes = []
    for look in range(2):
        host.paths["/feed"] = answer(fresh_guids(host, paths, look), RSS)
        world.crawl("--now")
        sizes.append(len(world.articles("churn")))
    assert sizes == [10, 10]
    assert len(host.asked()) == 2 + 10
    assert world.fetches("churn", "/feed") == [("OK", None), ("OK", "guid_churn")]


def test_case_67_nobody_hides_or_overwrites_anothers_article(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    victim = world.site("victim", {})
    victim.paths |= {"/feed": answer(feed(victim, ["/scoop"]), RSS), **articles_of(victim, ["/scoop"])}
    thief = world.site("thief", {})
    scoop = victim.url("/scoop")
    thief.paths |= {
        "/feed": answer(atom(thief, {scoop: thief.url("/copy"), thief.url("/x"): scoop}), RSS),
        "/copy": answer(page("stolen").replace("<head>", f'<head><link rel="canonical" href="{scoop}">')),
    }
    for _ in range(2):
        world.crawl("--now")
    (article,) = world.articles("victim")
    assert (article["title"], article["version"]) == ("scoop", 1)
    assert [row["url"] for row in world.rows("SELECT url FROM links WHERE site = 'thief'")] == [scoop]
    assert [a["title"] for a in world.articles("thief")] == ["stolen"]
    assert len(victim.asked("/scoop")) == 1


def test_case_83_a_javascript_link_is_dropped_and_its_neighbours_kept(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    host = world.site("script", {})
    items = "".join(
        f"<item><title>{n}</title><link>{link}</link></item>"
        for n, link in enumerate(("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x"))
    )
    host.paths |= {"/feed": answer(feed(host, ["/good"], items=items), RSS), **articles_of(host, ["/good"])}
    assert world.crawl().code == 0
    assert [r["url"] for r in world.rows("SELECT url FROM frontier WHERE kind = 'article'")] == [host.url("/good")]


@pytest.mark.case(89)
def test_an_edited_title_in_the_feed_has_the_page_looked_at_again(server: FaultServer, tmp_path: Path) -> None:
    world = World(tmp_path, server)
    host = world.site("edits", {})
    handlers: dict[str, Handler] = articles_of(host, ["/a", "/b"])
    host.paths |= {"/feed": answer(feed(host, ["/a", "/b"]), RSS), **handlers}
    world.crawl()
    host.paths["/feed"] = answer(feed(host, ["/a", "/b"]).replace(b"<title>a<", b"<title>a, corrected<"), RSS)
    host.paths["/a"] = answer(page("a, corrected"))
    world.crawl("--now")
    assert [r.path for r in host.asked()] == ["/feed", "/a", "/b", "/feed", "/a"]
    assert [(a["title"], a["version"]) for a in world.articles("edits")] == [("a, corrected", 2), ("b", 1)]
