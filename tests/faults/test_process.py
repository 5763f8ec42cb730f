"""What befalls the process and its database: signals, a second run, no space, foreign files, a strange environment."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.crawl.harness import RSS, World, feed, page
from tests.crawl.processes import Finished, Forked, Process
from tests.faults.running import good, wait_until
from tests.faults.server import FaultServer, answer, late, robots, silence

pytestmark = pytest.mark.ci

START = datetime(2027, 1, 6, 10, tzinfo=UTC)
QUICK = {"aggregator.crawl.run:GRACE": 0.5}


@pytest.fixture
def world(server: FaultServer, tmp_path: Path) -> World:
    return World(tmp_path, server, readers=True)


def stop(process: Process, *signals: signal.Signals) -> tuple[Finished, float]:
    """Send signals, and see how the process ends and how many seconds that takes."""
    began = time.monotonic()
    for each in signals:
        process.send(each)
        time.sleep(0.1)
    finished = process.finish()
    return finished, time.monotonic() - began


def timed(begin: Callable[[], Process]) -> tuple[Finished, float]:
    """What came of a process, and its seconds: the fewest of three, for a busy machine may hold one up."""
    took = []
    for _ in range(3):
        began = time.monotonic()
        finished = begin().finish()
        took.append(time.monotonic() - began)
    return finished, min(took)


def is_clean(world: World, finished: Finished) -> None:
    """No lease is left, the run is closed, and nothing but a word was said."""
    assert not finished.traceback, finished.err
    assert finished.code == 130
    assert world.rows("SELECT * FROM frontier WHERE lease_owner IS NOT NULL") == []
    assert world.rows("SELECT * FROM host_slots") == []
    assert [run["outcome"] for run in world.rows("SELECT outcome FROM runs")] == ["aborted"]


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_case_100_a_signal_ends_the_run_cleanly(world: World, which: signal.Signals) -> None:
    if signal.getsignal(which) == signal.SIG_IGN:
        pytest.skip(f"the tests run with {which.name} ignored, as under nohup, and so does what they start")
    host = world.site("slow", {})
    good(host, 30, slow=0.1)
    process = world.start()
    wait_until(lambda: len(host.asked()) > 3)
    finished, seconds = stop(process, which)
    is_clean(world, finished)
    assert seconds < 10
    assert len(host.asked()) < 20


def test_case_100_the_run_after_a_stopped_one_asks_for_the_rest(world: World) -> None:
    host = world.site("slow", {})
    paths = good(host, 20, slow=0.05)
    process = world.start()
    wait_until(lambda: len(host.asked()) > 5)
    stop(process, signal.SIGTERM)
    world.crawl()
    assert [len(host.asked(path)) for path in paths] == [1] * 20
    assert len(world.articles("slow")) == 20


def test_case_100_a_silent_host_is_broken_off(world: World) -> None:
    host = world.site("silent", {"/feed": silence()})
    process = world.start(constants=QUICK)
    wait_until(lambda: len(host.asked("/feed")) == 1)
    finished, seconds = stop(process, signal.SIGTERM)
    is_clean(world, finished)
    assert seconds < 15  # less than the time limit of a download
    assert world.fetches("silent") == []
    assert world.address("silent")["attempts"] == 0


def test_case_100_who_waits_for_a_turn_is_let_go(world: World) -> None:
    host = world.site("delayed", {"/robots.txt": robots("User-agent: *\nCrawl-delay: 100")})
    good(host, 20)
    process = world.start()
    wait_until(lambda: len(host.requests) == 1)  # robots.txt; the feed's turn is far away
    finished, seconds = stop(process, signal.SIGINT)
    is_clean(world, finished)
    assert seconds < 30  # less than the delay


def test_case_100_a_second_signal_waits_for_nothing(world: World) -> None:
    host = world.site("silent", {"/feed": silence()})
    process = world.start(constants={"aggregator.crawl.run:GRACE": 1000.0})
    wait_until(lambda: len(host.asked("/feed")) == 1)
    finished, seconds = stop(process, signal.SIGTERM, signal.SIGTERM)
    is_clean(world, finished)
    assert seconds < 15


def test_case_108_a_second_run_is_refused_and_names_the_first(world: World) -> None:
    host = world.site("slow", {"/feed": silence()})
    first = world.start(constants=QUICK)
    wait_until(lambda: len(host.asked("/feed")) == 1)
    second, took = timed(world.start)
    _, idle = timed(lambda: Forked({"words": ["--version"]}, world.folder, None))
    assert took - idle < 1  # beyond what any process of ours takes on this machine now
    assert second.code == 4
    assert f"process {first.pid}" in second.err
    assert f"started {datetime.now(UTC):%Y-%m-%d}" in second.err
    assert len(host.asked("/feed")) == 1
    stop(first, signal.SIGTERM)


def test_case_108_a_run_can_wait_for_another(world: World) -> None:
    host = world.site("slow", {})
    good(host)
    host.paths["/feed"] = late(host.paths["/feed"], 0.5)
    first = world.start()
    wait_until(lambda: len(host.asked("/feed")) == 1)
    second = world.start("--wait", "20s")
    assert (first.finish().code, second.finish().code) == (0, 0)
    assert len(host.asked("/feed")) == 2


# Storage.

_MOUNT = (
    'mount -t tmpfs -o size="$1" tmpfs "$2" && cd "$3" && shift 3 && "$@"; code=$?; cp -r "$DISK"/. "$KEEP"; exit $code'
)


def unshare_works() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not unshare_works(), reason="needs a mount namespace of its own (unshare -rm)")
@pytest.mark.parametrize("size", ["1000k", "1300k"])
def test_case_103_a_full_disk(world: World, size: str) -> None:
    host = world.site("large", {})
    paths = [f"/n{n}" for n in range(60)]
    host.paths |= {"/feed": answer(feed(host, paths), RSS)}
    host.paths |= {path: answer(page(f"large {path}", "A long made-up tale of otters. " * 100)) for path in paths}
    disk = world.folder / "disk"
    disk.mkdir()
    command = world.command()
    command[command.index(str(world.db))] = str(disk / "news.db")
    full = ["unshare", "-rm", "sh", "-c", _MOUNT, "sh", size, str(disk), str(world.folder), *command]
    finished = world.begin(full, {"DISK": str(disk), "KEEP": str(world.folder)}).finish()
    assert finished.code == 5
    assert not finished.traceback, finished.err
    assert "full" in finished.err
    before = len(world.articles("large"))
    assert world.crawl("--now").code == 0  # checks the database too
    assert len(world.articles("large")) == 60 >= before


def test_case_102_a_file_that_may_not_grow(world: World) -> None:
    host = world.site("large", {})
    good(host, 40)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, resource.RLIM_INFINITY))

    finished = world.begin(world.command(), preexec_fn=limit).finish()
    assert finished.code == 5
    assert not finished.traceback, finished.err
    assert world.crawl("--now").code == 0
    assert len(world.articles("large")) == 40


def test_case_106_a_foreign_database_is_left_as_it_is(world: World) -> None:
    host = world.site("one", {})
    with sqlite3.connect(world.db) as connection:
        connection.execute("PRAGMA application_id = 77")
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    before = world.db.read_bytes()
    finished = world.start().finish()
    assert (finished.code, world.db.read_bytes()) == (6, before)
    assert "another program" in finished.err
    assert host.connections == 0


def test_case_106_a_file_that_is_no_database(world: World) -> None:
    host = world.site("one", {})
    world.db.write_text("My shopping list: rice, tea, ink. " * 100)
    finished = world.start().finish()
    assert finished.code == 5
    assert "not a database" in finished.err
    assert world.db.read_text().startswith("My shopping list")
    assert host.connections == 0


def test_case_105_a_path_that_is_a_folder(world: World) -> None:
    world.site("one", {})
    world.db.mkdir()
    finished = world.start().finish()
    assert finished.code == 5
    assert "folder" in finished.err


def test_case_105_a_folder_that_is_missing(world: World) -> None:
    world.site("one", {})
    command = world.command()
    command[command.index(str(world.db))] = str(world.folder / "nowhere" / "news.db")
    finished = world.begin(command).finish()
    assert finished.code == 5
    assert "folder" in finished.err


def test_case_116_the_database_of_a_newer_version(world: World) -> None:
    host = world.site("one", {})
    good(host)
    world.crawl()
    asked = len(host.requests)
    with sqlite3.connect(world.db) as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    finished = world.start().finish()
    assert finished.code == 6
    assert "newer version" in finished.err
    assert len(host.requests) == asked


# Time.


@pytest.mark.parametrize("jump", [timedelta(days=4000), timedelta(days=-400)])
def test_case_119_a_clock_that_was_wrong_stops_nothing(world: World, jump: timedelta) -> None:
    host = world.site("one", {})
    good(host, 2)
    for moment in (START + jump, START, START + timedelta(minutes=1)):
        world.crawl(now=moment, scheduled=True)
    assert len(host.asked("/feed")) == 2  # once by each clock, and no storm
    assert max(len(host.asked(path)) for path in ("/n0", "/n1")) <= 3


# The environment.


def bare(world: World, **env: str) -> dict[str, str]:
    """Hardly any environment; paths are needed to find the program at all."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return kept | env


def run_bare(world: World, command: list[str], env: dict[str, str], **how: object) -> Finished:
    result = subprocess.run(
        command, cwd=world.folder, env=env, capture_output=True, timeout=60, check=False, stdin=subprocess.DEVNULL
    )
    return Finished(result.returncode, result.stdout.decode("utf-8"), result.stderr.decode("utf-8"))


def test_case_122_without_home_zone_or_terminal_and_with_lang_c(world: World) -> None:
    host = world.site("one", {})
    host.paths |= {"/feed": answer(feed(host, ["/星"]), RSS), "/%E6%98%9F": answer(page("星の住処"))}
    finished = run_bare(world, world.command(), bare(world, LANG="C", LC_ALL="C", TERM="dumb"))
    assert finished.code == 0, finished.err
    assert not finished.traceback
    assert "1 new" in finished.out
    assert "\x1b" not in finished.out + finished.err


def test_case_122_a_reader_that_went_away(world: World) -> None:
    host = world.site("one", {})
    good(host)
    command = world.command()
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(command, cwd=world.folder, stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(writing)
    assert result.returncode in (0, 141)
    assert b"Traceback" not in result.stderr
    assert len(world.articles("one")) == 3


@pytest.mark.parametrize("redirection", [">&-", ">/dev/full", "2>&-", "<&- >&- 2>&-"])
def test_case_122_streams_that_are_closed_or_full(world: World, redirection: str) -> None:
    if "/dev/full" in redirection and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    host = world.site("one", {})
    good(host)
    command = ["sh", "-c", f'"$@" {redirection}', "sh", *world.command()]
    finished = world.begin(command).finish()
    assert not finished.traceback, finished.err
    assert len(world.articles("one")) == 3
    assert [run["outcome"] for run in world.rows("SELECT outcome FROM runs")] == ["done"]


def test_case_121_few_file_descriptors(world: World) -> None:
    for n in range(12):
        good(world.site(f"site{n}", {}))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))

    finished = world.begin(world.command(), preexec_fn=limit).finish()
    assert finished.code in (0, 3), finished.err
    assert not finished.traceback, finished.err
    world.crawl("--now")
    assert all(len(world.articles(name)) == 3 for name in world.sites)


@pytest.mark.case(139)
def test_the_log_is_told_on_request_and_no_secret_of_the_environment(world: World) -> None:
    host = world.site("one", {})
    good(host)
    finished = world.crawl("-vv", env={"MADE_UP_TOKEN": "hunter2-made-up"})
    assert "hunter2" not in finished.out + finished.err
    assert "GET" in finished.err
    assert json.dumps(sys.argv) is not None
