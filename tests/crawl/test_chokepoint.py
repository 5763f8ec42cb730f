"""All that goes out goes through Scrapy's downloader: nothing else in the program opens a connection."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "aggregator"
FORBIDDEN = frozenset(
    {
        *("aiohttp", "ftplib", "http.client", "http.cookiejar", "httpx", "imaplib", "poplib", "requests", "smtplib"),
        *("socket", "socketserver", "ssl", "telnetlib", "treq", "urllib.request", "urllib3", "webbrowser", "xmlrpc"),
    }
)
CALLS = frozenset(
    {"create_connection", "create_datagram_endpoint", "open_connection", "open_unix_connection", "urlopen"}
)
ALLOWED = {
    ("store/frontier.py", "socket"): "the machine's name, in the names of leases",
    ("base/sender.py", "urllib3"): "messages to addresses that the operator named; nothing of a stranger's comes near",
    ("cli/checkup.py", "ssl"): "counts the certificate authorities of this machine",
    ("view/webhooks.py", "urllib3"): "messages to webhooks that the user named; nothing of a stranger's comes near",
    ("demo/server.py", "socket"): "serves the embedded news web on loopback",
    ("view/web/server.py", "socket"): "takes connections to the web pages; opens none",
}
PARSERS = frozenset({"feedparser.parse", "lxml.etree.parse", "lxml.html.parse", "etree.parse", "html.parse"})
"""They open what they are given: an address just as well as a file."""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def is_forbidden(name: str) -> str | None:
    parts = name.split(".")
    return next((prefix for n in range(len(parts)) if (prefix := ".".join(parts[: n + 1])) in FORBIDDEN), None)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_case_44_nothing_else_opens_a_connection(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    place = str(path.relative_to(PACKAGE))
    found = {name for each in imported(tree) if (name := is_forbidden(each))}
    assert {name for name in found if (place, name) not in ALLOWED} == set()
    calls = {call.rpartition(".")[2] for call in called(tree)} & CALLS
    assert calls == set()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_case_69_no_parser_is_given_an_address(path: Path) -> None:
    assert set(called(ast.parse(path.read_text(encoding="utf-8")))) & PARSERS == set()


def test_what_is_allowed_is_still_there() -> None:
    for place, name in ALLOWED:
        assert name in set(imported(ast.parse((PACKAGE / place).read_text(encoding="utf-8"))))


def test_the_frontier_asks_for_the_machines_name_alone() -> None:
    tree = ast.parse((PACKAGE / "store" / "frontier.py").read_text(encoding="utf-8"))
    assert {call for call in called(tree) if call.startswith("socket.")} == {"socket.gethostname"}
