"""A bad line between us and a site: late, slow, sliced, cut, reset, silent; and name servers that misbehave."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.crawl.harness import RSS, World, articles_of, feed
from tests.faults.dns import WAYS
from tests.faults.proxy import Proxy, Toxic
from tests.faults.server import FaultServer, answer
from tests.shared import ROOT

pytestmark = pytest.mark.ci

WHOLE = {
    "late": Toxic(latency=0.2, jitter=0.2),
    "narrow": Toxic(rate=20_000),
    "sliced": Toxic(slice=7),
    "slow_close": Toxic(slow_close=1.0),
}
BROKEN = {
    "cut_in_the_head": (Toxic(limit=20), {("DEFERRED", "conn_lost"), ("FAILED", "bad_http")}),
    "reset_in_the_head": (Toxic(limit=20, reset=True), {("DEFERRED", "conn_lost")}),
    "reset_in_the_body": (Toxic(limit=200, reset=True), {("DEFERRED", "conn_lost"), ("FAILED", "truncated")}),
    "cut_in_the_body": (Toxic(limit=200), {("FAILED", "truncated")}),
    "silent_in_the_body": (Toxic(limit=200, hang=True), {("DEFERRED", "timeout")}),
    "down": (Toxic(down=True), {("DEFERRED", "conn_lost")}),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Sites whose robots.txt came over a sound line; then each line gets its fault."""
    with FaultServer() as server, ExitStack() as lines:
        world = World(tmp_path_factory.mktemp("lines"), server)
        proxies = {}
        for name in (*WHOLE, *BROKEN):
            host = server.site()
            proxies[name] = lines.enter_context(Proxy(host.port))
            host.port = proxies[name].port
            world.add(name, host)
            host.paths |= {"/feed": answer(feed(host, []), RSS)}
        world.crawl("--now")
        for name, proxy in proxies.items():
            host = world.hosts[name]
            host.paths |= {"/feed": answer(feed(host, ["/a"]), RSS), **articles_of(host, ["/a"])}
            proxy.toxic = WHOLE[name] if name in WHOLE else BROKEN[name][0]
        world.crawl("--now", settings={"DOWNLOAD_TIMEOUT": 3})
        yield world


@pytest.mark.parametrize("name", WHOLE)
def test_what_comes_late_or_in_slices_is_read(world: World, name: str) -> None:
    assert world.fetches(name) == [("OK", None)] * 3
    assert len(world.articles(name)) == 1


@pytest.mark.case(2, 7, 9)
@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_off_has_its_reason_and_changes_nothing(world: World, name: str) -> None:
    assert world.last(name) in BROKEN[name][1]
    assert world.articles(name) == []


def may_unshare() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rmn", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.case(31)
@pytest.mark.skipif(not may_unshare(), reason="needs a network and a view of the files of its own (unshare -rmn)")
def test_name_servers_that_fail_hold_nobody_else_up(tmp_path: Path) -> None:
    silent = 20
    command = ["unshare", "-rmn", sys.executable, "-m", "tests.faults.dns", str(silent)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100)
    found = json.loads(done.stdout)
    names = [*WAYS, *(f"silent{n}" for n in range(1, silent))]
    assert {name: found["told"][name] for name in names} == {name: ["DEFERRED", "dns"] for name in names}
    assert found["told"]["good"] == ["OK", None]
    assert (found["code"], found["err"], found["bad_connections"]) == (3, "", 0)
    assert found["good_after"] < found["seconds"] - 5  # long before the others' time was up
