"""Messages to the operator's own addresses, over real sockets."""

from __future__ import annotations

import json
import socketserver
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from threading import Thread

import pytest

from aggregator.base import sender
from aggregator.base.errors import ConfigError
from aggregator.base.sender import SendError, check_address, host_of, notify, send


def apprise(test: Callable[[], None]) -> Callable[[], None]:
    """A test that needs Apprise, whose plugins use what Python is about to drop."""
    missing = pytest.mark.skipif(find_spec("apprise") is None, reason="the extra «notify» is not installed")
    return pytest.mark.filterwarnings("ignore::DeprecationWarning")(missing(test))


class Receiver(HTTPServer):
    """Answers with the statuses it was given, the last one again and again, and keeps what came."""

    def __init__(self, *statuses: int) -> None:
        super().__init__(("127.0.0.1", 0), Hook)
        self.statuses = list(statuses)
        self.came: list[tuple[str, str | None, bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook/s3cret"


class Hook(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.came.append((self.path, self.headers["Content-Type"], body))
        statuses = self.server.statuses
        self.send_response(statuses.pop(0) if len(statuses) > 1 else statuses[0])
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None: ...


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "_PAUSE", 0)


def test_a_message_arrives() -> None:
    receiver = Receiver(204)
    with serving(receiver):
        send(receiver.url, b"hello")
    assert receiver.came == [("/hook/s3cret", "text/plain; charset=utf-8", b"hello")]


def test_a_receiver_that_stumbles_is_tried_again() -> None:
    receiver = Receiver(500, 503, 200)
    with serving(receiver):
        send(receiver.url, b"hello")
    assert len(receiver.came) == 3


@pytest.mark.parametrize(("status", "tries"), [(500, 3), (404, 1), (302, 1)])
def test_what_is_not_taken_is_told_without_the_secret(status: int, tries: int) -> None:
    receiver = Receiver(status)
    with serving(receiver), pytest.raises(SendError, match=rf"HTTP {status}") as told:
        send(receiver.url)
    assert "s3cret" not in str(told.value)
    assert [path for path, _, _ in receiver.came] == ["/hook/s3cret"] * tries


def test_nobody_there_is_told_without_the_secret() -> None:
    receiver = Receiver(200)
    receiver.server_close()
    with pytest.raises(SendError, match=r"127\.0\.0\.1:\d+: the message could not be sent") as told:
        send(receiver.url)
    assert "s3cret" not in str(told.value)
    assert told.value.__cause__ is None


@pytest.mark.parametrize("url", ["ftp://me.example/", "https:///x", "me.example", "file:///etc/passwd"])
def test_what_is_no_address_is_refused_without_quoting_it(url: str) -> None:
    with pytest.raises(ConfigError) as told:
        check_address(url)
    assert url not in str(told.value)


def test_a_password_is_not_shown() -> None:
    assert host_of("https://me:pass@hook.example:8443/s3cret") == "hook.example:8443"
    assert host_of("mailtos://me:pass@mail.example?to=you@mail.example") == "mail.example"


def test_a_webhook_gets_json() -> None:
    receiver = Receiver(200)
    with serving(receiver):
        notify(receiver.url, "Silent", "kumo-post: «nothing» for 4 days")
    ((_, kind, body),) = receiver.came
    assert kind == "application/json"
    assert json.loads(body) == {"title": "Silent", "text": "kumo-post: «nothing» for 4 days"}


class Mailbox(socketserver.ThreadingTCPServer):
    """As much of a mail server as takes a message."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Smtp)
        self.mail = b""


class Smtp(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                while (line := self.rfile.readline()) != b".\r\n":
                    self.server.mail += line
            elif line.upper().startswith(b"QUIT"):
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 fine\r\n")


@apprise
def test_mail_goes_through_apprise() -> None:
    box = Mailbox()
    with serving(box):
        port = box.server_address[1]
        notify(f"mailto://127.0.0.1:{port}?from=crawler@me.example&to=you@me.example", "Silent", "for 4 days")
    assert b"Subject: Silent" in box.mail
    assert b"for 4 days" in box.mail


def test_without_apprise_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "find_spec", lambda _: None)
    with pytest.raises(ConfigError, match=r"pip install 'anime-news-aggregator\[notify\]'"):
        notify("mailto://me:pass@mail.example", "a", "b")


@apprise
def test_an_address_that_apprise_does_not_know() -> None:
    with pytest.raises(ConfigError, match="no address"):
        notify("nothing://me.example", "a", "b")
