"""Certificates are checked, and nobody is led from https to http."""

from __future__ import annotations

import ssl
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from tests.crawl.harness import RSS, World, articles_of, feed
from tests.faults.server import FaultServer, answer, drop, raw, redirect

ADDRESS = "127.0.0.1"


def serving(ca: trustme.CA, *names: str, until: datetime | None = None) -> ssl.SSLContext:
    """A server's context with a certificate for these names."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert(*names, not_after=until).configure_cert(context)
    return context


def self_signed(folder: Path) -> ssl.SSLContext:
    """A server's context with a certificate that nobody but itself vouches for."""
    ca = trustme.CA()
    (folder / "self.pem").write_bytes(ca.cert_pem.bytes() + ca.private_key_pem.bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "self.pem")
    return context


def without_intermediate(ca: trustme.CA) -> ssl.SSLContext:
    """A server's context that leaves out the link between its certificate and the root."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf = ca.create_child_ca().issue_cert(ADDRESS)
    with leaf.private_key_pem.tempfile() as key, leaf.cert_chain_pems[0].tempfile() as certificate:
        context.load_cert_chain(certificate, key)
    return context


def old_fashioned(ca: trustme.CA) -> ssl.SSLContext:
    """A server's context that speaks nothing newer than TLS 1.1."""
    context = serving(ca, ADDRESS)
    with warnings.catch_warnings(action="ignore"):  # ssl advises against it, and so do we
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("tls")
    trusted = trustme.CA()
    trusted.cert_pem.write_to_path(folder / "root.pem")
    good = serving(trusted, ADDRESS)
    http2 = serving(trusted, ADDRESS)
    http2.set_alpn_protocols(["h2", "http/1.1"])
    contexts = {
        "good": good,
        "http2": http2,
        "expired": serving(trusted, ADDRESS, until=datetime(2020, 1, 1, tzinfo=UTC)),
        "wrong_host": serving(trusted, "elsewhere.example"),
        "self_signed": self_signed(folder),
        "untrusted": serving(trustme.CA(), ADDRESS),
        "no_intermediate": without_intermediate(trusted),
        "tls_1_1": old_fashioned(trusted),
    }
    with FaultServer() as server:
        world = World(folder, server)
        for name, context in contexts.items():
            host = world.site(name, {}, tls=context)
            host.paths |= {"/feed": answer(feed(host, ["/a"]), RSS), **articles_of(host, ["/a"])}
        world.site("hangs_up", {"/feed": drop()}, tls=good)
        plain = server.site({"/feed": answer(b"plain", RSS), "/robots.txt": raw(b"HTTP/1.1 200 OK\r\n\r\n")})
        plain.scheme = "https"
        world.add("plain", plain)
        target = world.site("target", {"/feed": answer(b"downgraded", RSS)}, feed=None)
        world.site("downgrade", {"/feed": redirect(target.url("/feed"))}, tls=good)
        robots = world.site("robots_downgrade", {"/robots.txt": redirect(target.url("/robots.txt"))}, tls=good)
        robots.paths |= {"/feed": answer(feed(robots, ["/a"]), RSS), **articles_of(robots, ["/a"])}
        world.crawl(env={"SSL_CERT_FILE": str(folder / "root.pem")})
        yield world


def test_case_28_a_good_certificate_is_trusted(world: World) -> None:
    assert world.fetches("good") == [("OK", None), ("OK", None)]


@pytest.mark.parametrize("name", ["expired", "wrong_host", "self_signed", "untrusted", "no_intermediate"])
def test_case_28_a_certificate_that_proves_nothing(world: World, name: str) -> None:
    assert world.fetches(name) == [("FAILED", "tls")]
    assert world.hosts[name].requests == []


def test_case_28_a_server_that_knows_only_old_tls_is_not_asked(world: World) -> None:
    assert world.fetches("tls_1_1")[0] in {("FAILED", "tls"), ("REFUSED", "robots_unreachable")}
    assert world.hosts["tls_1_1"].requests == []


def test_case_29_plain_http_on_a_tls_port(world: World) -> None:
    assert world.last("plain") == ("FAILED", "tls")


def test_case_29_a_handshake_and_then_silence(world: World) -> None:
    assert world.last("hangs_up") == ("DEFERRED", "conn_lost")


def test_case_18_a_redirect_from_https_to_http(world: World) -> None:
    assert world.last("downgrade") == ("REFUSED", "downgrade")
    assert world.hosts["target"].asked("/feed") == []


def test_case_50_robots_txt_may_move_to_http(world: World) -> None:
    assert world.fetches("robots_downgrade") == [("OK", None), ("OK", None)]


def test_case_30_http_2_is_not_spoken(world: World) -> None:
    assert world.fetches("http2") == [("OK", None), ("OK", None)]
    assert all(request.head.startswith(b"GET ") for request in world.hosts["http2"].requests)
