"""``serve`` as it is typed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from aggregator.store.database import Store
from tests.cli.program import environment, run


@pytest.fixture
def database(tmp_path: Path) -> Path:
    Store.open(tmp_path / "news.db").close()
    return tmp_path / "news.db"


def test_serves_at_the_address_it_prints_until_it_is_interrupted(database: Path) -> None:
    command = [sys.executable, "-m", "aggregator", "--db", str(database), "serve", "--port", "0", "--no-pictures"]
    with subprocess.Popen(
        command, env=environment(database.parent), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert b"Nothing here yet" in answer.read()
            assert "img-src 'self';" in answer.headers["content-security-policy"]
        os.kill(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "", "Ctrl-C ends it.\n")


def test_a_missing_database_is_told(tmp_path: Path) -> None:
    ran = run("--db", str(tmp_path / "none.db"), "serve", "--port", "0")
    assert ran.code == 5
    assert "no database here" in ran.sentence


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    ran = run("--db", str(tmp_path / "other.db"), "serve", "--port", "0")
    assert ran.code == 6
    assert "another program" in ran.sentence


def test_a_port_in_use_is_told(database: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        ran = run("--db", str(database), "serve", "--port", str(other.getsockname()[1]))
    assert ran.code == 2
    assert "name another with --port" in ran.sentence


def test_what_is_missing_is_told_with_the_way_to_get_it(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "datasette" or "view.web" in name]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "datasette", None)
    ran = run("--db", str(database), "serve", "--port", "0")
    assert ran.code == 6
    assert "pip install 'anime-news-aggregator[web]'" in ran.sentence
