"""Four processes at one database at once: each test looks at one side of the same minute of theirs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from aggregator.store.database import Store
from tests.store.made_up import enter
from tests.store.processes import Child

ADDRESSES = range(12)
_MEMBER = """
import json, sys, time
from datetime import timedelta
from aggregator.store import frontier, hosts
from aggregator.store.database import Store
from aggregator.store.frontier import Kind
from tests.store.made_up import NOW, SITE, article, enter, keep

me = int(sys.argv[2])
store = Store.open(sys.argv[1])
gate = Store.open(sys.argv[1], durable=False)
holder = frontier.owner("crowd")
leases, turns, asked, paused = [], [], [], []
print("ready", flush=True)
sys.stdin.readline()

def take_turn(until):
    while True:
        now = time.time()
        turn = hosts.take(gate, "host", slots=2, holder=holder, now=now, hold=60.0)
        if turn.slot is not None:
            break
        time.sleep(min(turn.wait, 0.002))
    asked.append(now)
    begun = time.time()
    if me == 0 and len(turns) == 10:
        with gate.write():
            hosts.pause(gate, "host", until=time.time() + 0.1, reason="asked")
            left = hosts.pause_left(gate, "host", now=time.time())
        paused.append((time.time(), time.time() + left - 0.01))
    turns.append((turn.slot, begun, time.time()))
    hosts.give_back(gate, "host", turn.slot, holder=holder, next_at=0)

for round in range(30):
    tasks = frontier.lease(store, SITE, (Kind.ARTICLE,), limit=3, now=NOW, holder=holder, seconds=900)
    begun = time.monotonic()
    for task in tasks:
        take_turn(round)
        number = int(task.key.rpartition("/")[2])
        given = article(number, title=f"Told by {me} in round {round}", tags=(str(me),))
        with store.write():
            keep(store, given)
            leases.append((task.key, begun, time.monotonic()))
            assert frontier.finish(store, task, now=NOW, next_at=NOW)
print(json.dumps({"leases": leases, "turns": turns, "asked": asked, "paused": paused}), flush=True)
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("crowd") / "news.db"
    with Store.open(path) as store:
        enter(store, *ADDRESSES)
    return path


@pytest.fixture(scope="module")
def members(database: Path) -> list[dict[str, Any]]:
    """What each saw: (address, from, to) of leases, (slot, from, to) of turns, when it asked, a pause."""
    crowd = [Child(_MEMBER, database, number) for number in range(4)]
    try:
        assert [member.hear() for member in crowd] == ["ready"] * 4
        for member in crowd:
            member.tell("go")
        said = [member.hear() for member in crowd]
    finally:
        for member in crowd:
            member.__exit__(None, None, None)
    assert [line for line in said if line.startswith("ended")] == []
    return [json.loads(line) for line in said]


def _all(members: list[dict[str, Any]], what: str) -> list[Any]:
    return [each for member in members for each in member[what]]


def _overlaps(spans: Iterable[tuple[Any, float, float]]) -> list[Any]:
    by_thing = defaultdict(list)
    for thing, begun, ended in spans:
        by_thing[thing].append((begun, ended))
    return [thing for thing, times in by_thing.items() for one, two in pairwise(sorted(times)) if two[0] < one[1]]


def test_everybody_worked(members: list[dict[str, Any]]) -> None:
    assert min(len(member["leases"]) for member in members) > 20


@pytest.mark.case(111, 128)
def test_no_address_is_leased_twice_at_once(members: list[dict[str, Any]]) -> None:
    assert _overlaps(_all(members, "leases")) == []


@pytest.mark.case(128)
def test_no_slot_has_two_holders(members: list[dict[str, Any]]) -> None:
    assert _overlaps(_all(members, "turns")) == []


def test_a_pause_holds_for_all(members: list[dict[str, Any]]) -> None:
    ((begun, ended),) = _all(members, "paused")
    assert [moment for moment in _all(members, "asked") if begun < moment < ended] == []


@pytest.mark.case(111)
def test_nothing_is_stored_twice_and_every_version_is_kept(members: list[dict[str, Any]], database: Path) -> None:
    with Store.read(database) as store:
        counted = "SELECT count(*) + 1 FROM article_versions WHERE article_id = id"
        versions = [tuple(row) for row in store.rows(f"SELECT version, ({counted}) FROM articles")]
        assert len(versions) == len(ADDRESSES)
        assert [pair for pair in versions if pair[0] != pair[1]] == []
        assert store.row("PRAGMA integrity_check")[0] == "ok"


def test_every_unit_was_stored(members: list[dict[str, Any]], database: Path) -> None:
    stored = len(_all(members, "leases"))
    with Store.read(database) as store:
        assert store.row("SELECT sum(version) FROM articles")[0] == stored
        assert store.row("SELECT sum(fence) FROM frontier")[0] == 2 * stored
        assert store.row("SELECT count(*) FROM frontier WHERE state <> 'done'")[0] == 0


def test_the_search_names_each_article_once(members: list[dict[str, Any]], database: Path) -> None:
    with Store.read(database) as store:
        found = store.rows("SELECT rowid FROM search WHERE search MATCH 'told' ORDER BY rowid")
        articles = store.rows("SELECT docid FROM articles ORDER BY docid")
    assert [row["rowid"] for row in found] == [row["docid"] for row in articles]
