"""A cluster whose scheduler is not there, and work that is none."""

from __future__ import annotations

import importlib.util
import socket
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread

import pytest

from aggregator.crawl.children import begin_again, read_again
from tests.crawl.harness import World
from tests.crawl.processes import Forked
from tests.faults.running import good
from tests.faults.server import FaultServer

pytestmark = [
    pytest.mark.ci,
    pytest.mark.skipif(importlib.util.find_spec("distributed") is None, reason="needs the extra [cluster]"),
]


@pytest.fixture
def world(server: FaultServer, tmp_path: Path) -> World:
    """A database with an article and its archived page."""
    world = World(tmp_path, server)
    good(world.site("one", {}), 1)
    world.crawl()
    return world


@pytest.mark.case(123)
def test_a_scheduler_that_is_not_there_is_told_and_nothing_changes(world: World) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as bound:
        address = f"tcp://127.0.0.1:{bound.getsockname()[1]}"
    before = world.rows("SELECT * FROM articles")
    words = ["reextract", "--db", str(world.db), "--cluster", address]
    finished = Forked({"words": words, "own_sites_alone": True}, world.folder, None).finish()
    assert (finished.code, finished.traceback) == (3, False), finished.err
    assert address in finished.err or "cluster" in finished.err
    assert world.rows("SELECT * FROM articles") == before


@pytest.mark.case(127)
@pytest.mark.parametrize(
    "said", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"SSH-2.0-made-up\r\n", b"\xff" * 64, bytes(64)]
)
def test_a_scheduler_that_is_none_is_told_in_time(said: bytes, world: World) -> None:
    kept: list[socket.socket] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as bound:

        def speak() -> None:
            with suppress(OSError):  # it is closed at the end
                while True:
                    kept.append(bound.accept()[0])
                    kept[-1].sendall(said)

        Thread(target=speak, daemon=True).start()
        address = f"tcp://127.0.0.1:{bound.getsockname()[1]}"
        words = ["reextract", "--db", str(world.db), "--cluster", address]
        short = {"aggregator.crawl.workers:ANSWER": 1.0, "aggregator.crawl.workers:GREETING": 1.0}
        task = {"words": words, "own_sites_alone": True, "constants": short}
        finished = Forked(task, world.folder, None).finish(60)
    for each in kept:
        each.close()
    assert (finished.code, finished.traceback) == (3, False), finished.err
    assert f"{address}: whoever answers there does not speak as a Dask scheduler does" in finished.err


@pytest.mark.case(126)
@pytest.mark.parametrize("task", ["", "not JSON", "{}", "cos\nsystem\n(S'touch made'\ntR.", "[" * 10_000, "9" * 10_000])
def test_a_task_that_is_none_is_refused_and_not_run(task: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    begin_again()
    assert read_again([task]) == [""]
    assert list(tmp_path.iterdir()) == []
