"""The processes that read pages: killed, out of memory, out of time, or left alone by a parent that dies."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from tests.crawl.harness import RSS, World, feed
from tests.crawl.processes import Process
from tests.faults.running import good, wait_until
from tests.faults.server import FaultServer, answer

pytestmark = [
    pytest.mark.ci,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc, which only Linux has"),
]


@pytest.fixture
def world(server: FaultServer, tmp_path: Path) -> World:
    return World(tmp_path, server, readers=True)


def readers(process: Process) -> list[int]:
    """The reading processes of a run."""
    found = []
    for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        with suppress(OSError):
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
    return found


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.case(121)
def test_a_reader_that_is_killed_costs_its_page_at_most(world: World) -> None:
    host = world.site("one", {})
    paths = good(host, 40, slow=0.05)
    process = world.start()
    wait_until(lambda: len(host.asked()) > 8)
    for pid in readers(process):
        os.kill(pid, signal.SIGKILL)
    finished = process.finish()
    assert not finished.traceback, finished.err
    assert finished.code in (0, 3)
    assert len(world.articles("one")) >= len(paths) - 3
    world.crawl("--now")
    assert {row["url"] for row in world.articles("one", whole=False)} == {host.url(path) for path in paths}


@pytest.mark.case(121)
def test_a_page_that_takes_too_much_memory_fails_alone(world: World) -> None:
    host = world.site("one", {})
    good(host, 3)
    greedy = "<p>" + "<b x>" * 2_000 + "</p>" * 400_000
    host.paths |= {
        "/feed": answer(feed(host, ["/greedy", "/n0", "/n1", "/n2"]), RSS),
        "/greedy": answer(f"<html><body>{greedy}</body></html>"),
    }
    finished = world.crawl(constants={"aggregator.crawl.reader_process:MEMORY": 1 << 24})
    assert world.last("one", "/greedy") != ("OK", None)
    assert len(world.articles("one")) == 3
    assert finished.memory < 512


@pytest.mark.case(100)
def test_no_reader_outlives_a_run_that_is_killed(world: World) -> None:
    host = world.site("one", {})
    good(host, 40, slow=0.05)
    process = world.start()
    wait_until(lambda: len(host.asked()) > 3)
    left = readers(process)
    assert left
    process.send(signal.SIGKILL)
    process.wait(10)
    wait_until(lambda: not any(alive(pid) for pid in left), 10)
