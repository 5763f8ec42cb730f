"""Broken answers over a real socket: what Scrapy raises for them, and what we make of it."""

import socket
import ssl
import threading
from collections.abc import Iterator

import pytest
import trustme

from tests.download.test_resolver import GUARD, probe

ANSWERS = {
    "/close": b"",
    "/short": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
    "/chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
    "/chunk-size": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
    "/garbage": b"\x00\x01\x02 this is no HTTP\r\n\r\n",
    "/length": b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nbody",
    "/large": b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n" + b"x" * 100,
    "/endless": b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 300_000,
    "/headers": b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"x" * 100_000 + b"\r\n\r\n",
    "/silent": None,
}
EXPECTED = {
    "/close": "DEFERRED conn_lost",
    "/short": "FAILED truncated",
    "/chunks": "FAILED truncated",
    "/chunk-size": "FAILED truncated",
    "/garbage": "FAILED bad_http",
    "/length": "FAILED bad_http",
    "/large": "FAILED too_large",
    "/endless": "FAILED too_large",
    "/headers": "FAILED bad_http",
    "/silent": "DEFERRED timeout",
}


def serve(listener: socket.socket, context: ssl.SSLContext | None) -> None:
    kept = []
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            break
        try:
            if context is not None:
                connection = context.wrap_socket(connection, server_side=True)
            path = connection.recv(65536).split(b" ")[1].decode()
            answer = ANSWERS.get(path, b"")
            if answer is None:
                kept.append(connection)
                continue
            connection.sendall(answer)
            connection.close()
        except (OSError, IndexError, UnicodeDecodeError):
            connection.close()
    for connection in kept:
        connection.close()


def listening(context: ssl.SSLContext | None) -> Iterator[int]:
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=serve, args=(listener, context))
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


@pytest.fixture
def port() -> Iterator[int]:
    yield from listening(None)


@pytest.fixture
def tls_port() -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    yield from listening(context)


def test_cases_1_to_10_every_broken_answer_has_its_reason(port: int) -> None:
    found = probe(
        [f"http://127.0.0.1:{port}{path}" for path in EXPECTED],
        TWISTED_DNS_RESOLVER=GUARD,
        AGGREGATOR_ALLOW_ADDRESSES=[f"127.0.0.1:{port}"],
        DOWNLOAD_MAXSIZE=200_000,
        DOWNLOAD_TIMEOUT=1,
    )
    assert {url.rpartition(str(port))[2]: outcome for url, outcome in found.items()} == EXPECTED


def test_case_1_a_closed_port_is_a_refused_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    found = probe([url], TWISTED_DNS_RESOLVER=GUARD, AGGREGATOR_ALLOW_ADDRESSES=[f"127.0.0.1:{port}"])
    assert found == {url: "DEFERRED conn_refused"}


def test_case_28_an_untrusted_certificate_is_a_tls_failure(tls_port: int) -> None:
    url = f"https://127.0.0.1:{tls_port}/"
    allow = [f"127.0.0.1:{tls_port}"]
    found = probe(
        [url], TWISTED_DNS_RESOLVER=GUARD, AGGREGATOR_ALLOW_ADDRESSES=allow, DOWNLOAD_VERIFY_CERTIFICATES=True
    )
    assert found == {url: "FAILED tls"}


def test_case_29_plain_http_on_a_tls_port_is_a_tls_failure(port: int) -> None:
    url = f"https://127.0.0.1:{port}/garbage"
    found = probe([url], TWISTED_DNS_RESOLVER=GUARD, AGGREGATOR_ALLOW_ADDRESSES=[f"127.0.0.1:{port}"])
    assert found[url] in {"FAILED tls", "DEFERRED conn_lost"}
