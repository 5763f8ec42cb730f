"""The guard as Scrapy uses it: real requests to a loopback server that counts who came through."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

GUARD = "aggregator.download.resolver.GuardedResolver"


class Handler(BaseHTTPRequestHandler):
    """Answers 200, or redirects to what ``?to=`` names."""

    def do_GET(self) -> None:
        self.server.hits.append(self.path)  # type: ignore[attr-defined]
        to = parse_qs(urlsplit(self.path).query).get("to")
        self.send_response(302 if to else 200)
        if to:
            self.send_header("Location", to[0])
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *args: Any) -> None: ...


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.hits = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def probe(urls: list[str], self_test: bool = False, **settings: Any) -> dict[str, Any]:
    task = json.dumps({"settings": settings, "urls": urls, "self_test": self_test})
    run = subprocess.run(
        [sys.executable, "-W", "ignore", Path(__file__).with_name("guard_probe.py")],
        input=task, capture_output=True, text=True, timeout=60, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    outcomes: dict[str, Any] = json.loads(run.stdout)
    return outcomes


LITERALS = [
    *("127.0.0.1", "localhost", "[::1]", "0x7f000001", "2130706433", "0177.0.0.1", "127.1", "127。0。0。1"),
    *("ⓛocalhost", "localhost.", "[::ffff:127.0.0.1]", "0"),
]


def test_case_36_no_notation_of_loopback_is_ever_connected(server: ThreadingHTTPServer) -> None:
    urls = [f"http://{host}:{server.server_port}/" for host in LITERALS]
    outcomes = probe(urls, TWISTED_DNS_RESOLVER=GUARD)
    assert server.hits == []  # type: ignore[attr-defined]
    assert set(outcomes) == set(urls)
    assert set(outcomes.values()) <= {"REFUSED private_address", "DEFERRED dns"}
    assert outcomes[urls[0]] == outcomes[urls[3]] == "REFUSED private_address"


def test_case_38_no_redirect_reaches_loopback(server: ThreadingHTTPServer) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as inner:
        inner.hits = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=inner.serve_forever)
        thread.start()
        home = f"http://127.0.0.1:{server.server_port}/?to="
        urls = [f"{home}http://{host}:{inner.server_port}/" for host in LITERALS]
        outcomes = probe(
            urls, TWISTED_DNS_RESOLVER=GUARD, AGGREGATOR_ALLOW_ADDRESSES=[f"127.0.0.1:{server.server_port}"]
        )
        inner.shutdown()
        thread.join()
        assert inner.hits == []  # type: ignore[attr-defined]
    assert len(server.hits) == len(LITERALS)  # type: ignore[attr-defined]
    assert not any(isinstance(outcome, list) for outcome in outcomes.values())


def test_an_allowed_address_is_reached_by_literal_and_name(server: ThreadingHTTPServer) -> None:
    urls = [f"http://{host}:{server.server_port}/" for host in ("127.0.0.1", "localhost")]
    outcomes = probe(urls, TWISTED_DNS_RESOLVER=GUARD, AGGREGATOR_ALLOW_ADDRESSES=[f"127.0.0.1:{server.server_port}"])
    assert outcomes == {url: [200, "127.0.0.1"] for url in urls}


def test_the_self_test_passes_with_the_guard() -> None:
    assert probe([], self_test=True, TWISTED_DNS_RESOLVER=GUARD) == {"self_test": "ok"}


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"DOWNLOAD_HANDLERS": {"http": "scrapy.core.downloader.handlers._aiohttp.AiohttpDownloadHandler"}}
        | {"TWISTED_DNS_RESOLVER": GUARD},
    ],
    ids=["the resolver not set", "a handler that does not ask the resolver"],
)
def test_case_42_the_self_test_refuses_where_the_guard_is_not_at_work(settings: dict[str, Any]) -> None:
    assert probe([], self_test=True, **settings)["self_test"].startswith("RefusedError")
