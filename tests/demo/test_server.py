import gzip
import socket
from collections.abc import Callable

import pytest
from protego import Protego

from aggregator.base.sites import Site
from aggregator.demo import NewsWeb
from tests.demo.asking import ask

Url = Callable[[str], str]
Sites = Callable[[str], Site]


def test_an_article_is_served_with_its_type_and_charset(url: Url) -> None:
    reply = ask(url("lantern-wire/lighthouse-dated"))
    assert (reply.status, reply.headers["content-type"]) == (200, "text/html; charset=utf-8")


def test_an_etag_sent_back_gets_304_without_body(url: Url) -> None:
    first = ask(url("lantern-wire/lighthouse-dated"))
    second = ask(url("lantern-wire/lighthouse-dated"), If_None_Match=first.headers["etag"])
    assert (second.status, second.body, second.headers["etag"]) == (304, b"", first.headers["etag"])


def test_the_compressed_form_has_an_etag_of_its_own(url: Url) -> None:
    plain = ask(url("lantern-wire/lighthouse-dated"))
    squeezed = ask(url("lantern-wire/lighthouse-dated"), Accept_Encoding="gzip, br")
    assert squeezed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(squeezed.body) == plain.body
    assert squeezed.headers["etag"] != plain.headers["etag"]


def test_the_compressed_form_is_confirmed_by_its_own_etag(url: Url) -> None:
    first = ask(url("lantern-wire/lighthouse-dated"), Accept_Encoding="gzip")
    second = ask(url("lantern-wire/lighthouse-dated"), Accept_Encoding="gzip", If_None_Match=first.headers["etag"])
    assert second.status == 304


def test_gzip_refused_by_weight_is_not_sent(url: Url) -> None:
    assert "content-encoding" not in ask(url("lantern-wire/roundup"), Accept_Encoding="gzip;q=0").headers


def test_last_modified_sent_back_gets_304(url: Url) -> None:
    first = ask(url("hoshikuzu/moss-season-2"))
    assert "etag" not in first.headers
    second = ask(url("hoshikuzu/moss-season-2"), If_Modified_Since=first.headers["last-modified"])
    assert (second.status, second.body) == (304, b"")


def test_an_etag_that_differs_outweighs_the_date(url: Url) -> None:
    date = ask(url("lantern-wire/roundup")).headers["last-modified"]
    assert ask(url("lantern-wire/roundup"), If_None_Match='"other"', If_Modified_Since=date).status == 200


@pytest.mark.parametrize("date", ["yesterday", "", "Thu, 01 Jan 1970 00:00:00"])
def test_a_date_that_says_nothing_is_passed_over(url: Url, date: str) -> None:
    assert ask(url("hoshikuzu/moss-season-2"), If_Modified_Since=date).status == 200


def test_one_outlet_sends_weak_etags_only(url: Url) -> None:
    headers = ask(url("kettle-and-kite/tin-dragon")).headers
    assert headers["etag"].startswith('W/"')
    assert "last-modified" not in headers


def test_one_outlet_sends_no_validators(url: Url) -> None:
    assert not {"etag", "last-modified"} & set(ask(url("bulle-de-sel/glass-france")).headers)


def test_head_has_the_headers_of_get_and_no_body(url: Url) -> None:
    got, head = ask(url("lantern-wire/roundup")), ask(url("lantern-wire/roundup"), "HEAD")
    assert head.body == b""
    assert head.headers["content-length"] == got.headers["content-length"]


def test_another_method_is_refused(url: Url) -> None:
    reply = ask(url("lantern-wire/roundup"), "DELETE")
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")


def test_what_is_no_http_gets_400(web: NewsWeb) -> None:
    host, port = web.addresses[0].split(":")
    with socket.create_connection((host, int(port)), timeout=10) as plug:
        plug.sendall(b"hello\r\n\r\n")
        assert plug.recv(100).startswith(b"HTTP/1.1 400 ")


def test_two_requests_go_over_one_connection(web: NewsWeb) -> None:
    host, port = web.addresses[0].split(":")
    with socket.create_connection((host, int(port)), timeout=10) as plug:
        plug.sendall(b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        answers = b""
        while part := plug.recv(4096):
            answers += part
    assert answers.count(b"HTTP/1.1 200 OK") == 2


def test_stopping_ends_open_connections_and_frees_the_ports(web: NewsWeb) -> None:
    with NewsWeb(web._now) as other:
        host, port = other.addresses[0].split(":")
        plug = socket.create_connection((host, int(port)), timeout=10)
    with plug:
        assert plug.recv(10) == b""
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)), timeout=10)


def test_a_path_that_leads_nowhere_gets_404(site: Sites) -> None:
    assert ask(f"http://{site('lantern-wire').host}/news/nowhere").status == 404


def test_the_soft_404_answers_any_path_with_200(site: Sites) -> None:
    reply = ask(f"http://{site('bulle-de-sel').host}/actu/1/nulle-part")
    assert (reply.status, "Page introuvable" in reply.body.decode()) == (200, True)


def test_robots_txt_disallows_the_members_pages_and_names_the_sitemap(site: Sites, url: Url) -> None:
    robots = Protego.parse(ask(f"http://{site('lantern-wire').host}/robots.txt").body.decode())
    assert not robots.can_fetch(url("lantern-wire/members-preview"), "any")
    assert robots.can_fetch(url("lantern-wire/roundup"), "any")
    assert list(robots.sitemaps) == list(site("lantern-wire").sitemaps)


def test_every_article_but_one_is_allowed_and_nobody_asks_for_a_delay(web: NewsWeb) -> None:
    refused = set()
    for site in web.sites:
        reply = ask(f"http://{site.host}/robots.txt")
        robots = Protego.parse(reply.body.decode() if reply.status == 200 else "")
        assert robots.crawl_delay("any") is None
        own = [article for article in web.articles if article.outlet == site.name]
        refused |= {article.key for article in own if not robots.can_fetch(article.url, "any")}
    assert refused == {article.key for article in web.articles if article.fault == "robots"}


def test_one_outlet_has_no_robots_txt(site: Sites) -> None:
    assert ask(f"http://{site('hoshikuzu').host}/robots.txt").status == 404


def test_requests_are_noted_with_the_validators_sent(web: NewsWeb, url: Url) -> None:
    ask(url("lantern-wire/roundup"), If_None_Match='"x"', User_Agent="probe")
    visit = web.requests[-1]
    assert (visit.outlet, visit.method, visit.status) == ("lantern-wire", "GET", 200)
    assert (visit.if_none_match, visit.if_modified_since, visit.user_agent) == ('"x"', None, "probe")
    assert url("lantern-wire/roundup").endswith(visit.path)
