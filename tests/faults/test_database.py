"""What others do to the database while a crawl runs, and what it held before."""

from __future__ import annotations

import json
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from aggregator.store import schema
from aggregator.store.sqlite import sqlite3
from tests.crawl.harness import World
from tests.faults.running import good, wait_until
from tests.faults.server import FaultServer, answer

pytestmark = pytest.mark.ci

OURS = "application/feed+json"
IMPATIENT = {"aggregator.store.files:BUSY_TIMEOUT": 1.0}


@pytest.fixture
def world(server: FaultServer, tmp_path: Path) -> World:
    return World(tmp_path, server)


def opened(world: World) -> closing[Any]:
    return closing(sqlite3.connect(world.db, isolation_level=None))


def test_case_109_a_writer_that_holds_the_database_too_long_ends_the_run(world: World) -> None:
    host = world.site("slow", {})
    paths = good(host, 30, slow=0.05)
    process = world.start(constants=IMPATIENT)
    wait_until(lambda: len(host.asked()) >= 5, 30)
    with opened(world) as other:
        other.execute("PRAGMA busy_timeout = 20000")
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        finished = process.finish()
        other.execute("ROLLBACK")
    assert time.monotonic() - began < 8  # one wait, and not one for each of what was under way
    assert finished.code == 5
    assert not finished.traceback, finished.err
    assert "held the database" in finished.err
    before = len(world.articles("slow"))
    assert before < 30
    world.crawl("--now")  # checks that nothing is half-written
    assert len(world.articles("slow")) == 30
    assert sum(len(host.asked(path)) for path in paths) <= 30 + 2 * 16


def test_case_109_a_writer_that_ends_in_time_is_waited_for(world: World) -> None:
    host = world.site("slow", {})
    good(host, 10, slow=0.05)
    process = world.start()
    wait_until(lambda: len(host.asked()) >= 3, 30)
    with opened(world) as other:
        other.execute("PRAGMA busy_timeout = 20000")
        other.execute("BEGIN EXCLUSIVE")
        time.sleep(0.5)
        other.execute("ROLLBACK")
    assert process.finish().code == 0
    assert len(world.articles("slow")) == 10


def test_case_110_a_reader_that_stays_holds_nothing_up_and_the_log_shrinks_when_it_leaves(world: World) -> None:
    host = world.site("one", {})
    good(host, 5)
    world.crawl()
    log = Path(f"{world.db}-wal")
    with opened(world) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM articles").fetchone() == (5,)
        good(host, 60)
        world.crawl("--now")
        assert reader.execute("SELECT count(*) FROM articles").fetchone() == (5,)
        assert log.stat().st_size > 0
    assert not log.exists() or log.stat().st_size == 0
    assert len(world.articles("one")) == 60


def test_case_111_four_crawls_on_one_database_at_once(world: World) -> None:
    hosts = [world.site(f"site{n}", {}) for n in range(4)]
    for host in hosts:
        good(host, 15)
    for finished in [process.finish() for process in [world.scrapy() for _ in range(4)]]:
        assert finished.code == 0
        assert "locked" not in finished.err
        assert not finished.traceback, finished.err
    world.crawl()  # checks the database, too
    for host, name in zip(hosts, world.sites, strict=True):
        assert len(world.articles(name)) == 15
        assert max(len(host.asked(f"/n{n}")) for n in range(15)) == 1
        assert host.at_once() == 1


def test_case_113_one_bad_record_among_a_hundred(world: World) -> None:
    host = world.site("poisoned", {})
    items = [{"id": str(n), "url": host.url(f"/n{n}"), "title": f"Otters, part {n}"} for n in range(100)]
    items[50] |= {"title": "A lone \ud800 and a NUL \x00", "tags": ["\udfff"], "date_published": 5}
    items[51] |= {"url": "http://[broken"}
    items[52] = 7  # type: ignore[call-overload]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": items})
    host.paths["/feed"] = answer(body, OURS)
    world.crawl("--no-articles")
    assert world.last("poisoned") == ("OK", None)
    found = world.articles("poisoned", whole=False)
    assert len(found) == 98
    assert {row["title"] for row in found if row["url"].endswith("/n50")} == {"A lone \ufffd and a NUL"}


@pytest.mark.parametrize("version", range(1, schema.SCHEMA_VERSION))
def test_case_114_a_crawl_upgrades_the_database_that_it_finds(world: World, version: int) -> None:
    host = world.site("one", {})
    good(host, 2)
    names = [migration.name for migration in schema.migrations._migrations]
    with opened(world) as old:
        schema.migrations.apply(Database(old), stop_before=names[version])
        old.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        old.execute(f"PRAGMA user_version = {version}")
        old.execute("CREATE TABLE my_notes (text)")
        old.execute("INSERT INTO my_notes VALUES ('mine')")
    world.crawl()
    assert len(world.articles("one")) == 2
    assert world.rows("SELECT text FROM my_notes") == [{"text": "mine"}]
    assert world.rows("PRAGMA user_version") == [{"user_version": schema.SCHEMA_VERSION}]
