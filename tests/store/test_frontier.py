"""The frontier: states, leases and fences."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from aggregator.base.errors import StorageError
from aggregator.base.records import NO_VALIDATORS, Validators
from aggregator.store import frontier, log
from aggregator.store.database import Row, Store
from aggregator.store.frontier import SOURCES, Kind, Task
from tests.store.made_up import NOW, SITE, enter, key
from tests.store.processes import Child

HOUR = timedelta(hours=1)
SECONDS = 900.0


def _lease(
    store: Store, *kinds: Kind, limit: int = 99, now: datetime = NOW, holder: str = "", site: str = SITE
) -> list[Task]:
    return frontier.lease(
        store,
        site,
        kinds or (Kind.ARTICLE,),
        limit=limit,
        now=now,
        holder=holder or frontier.owner("run"),
        seconds=SECONDS,
    )


def _one(store: Store, *, now: datetime = NOW, holder: str = "") -> Task:
    (task,) = _lease(store, now=now, holder=holder)
    return task


def _finish(store: Store, task: Task, *, next_at: datetime | None = None, **found: Any) -> bool:
    with store.write():
        return frontier.finish(store, task, now=NOW, next_at=next_at, **found)


def _postpone(store: Store, task: Task, next_at: datetime | None, *, without_validators: bool = False) -> bool:
    with store.write():
        return frontier.postpone(store, task, next_at=next_at, without_validators=without_validators)


def _release(store: Store, task: Task) -> bool:
    with store.write():
        return frontier.release(store, task)


def _row(store: Store, number: int = 1) -> Row:
    row = store.row("SELECT * FROM frontier WHERE key = ?", (key(number),))
    assert row is not None
    return row


def _state(store: Store, number: int = 1) -> tuple[str, int, bool, bool]:
    """State, attempts, whether it is due at all, whether somebody holds it."""
    row = _row(store, number)
    return row["state"], row["attempts"], row["next_at"] is not None, row["lease_owner"] is not None


@pytest.mark.case(119)
def test_what_a_wrong_clock_put_off_is_due_again(store: Store) -> None:
    ahead = NOW + timedelta(days=4000)
    enter(store, 1, 2)
    log.start_run(store, "of a wrong clock", at=ahead)
    first, second = _lease(store)
    _finish(store, first, next_at=ahead + HOUR)
    _finish(store, second, next_at=NOW + timedelta(days=7))
    frontier.reclaim(store, now=NOW)
    assert [task.key for task in _lease(store)] == [first.key]


# What comes out, and in which order


@pytest.mark.case(128)
def test_an_address_is_taken_on_once(store: Store) -> None:
    assert enter(store, 1, 2) == 2
    assert enter(store, 2, 3) == 1
    assert frontier.known(store, [key(n) for n in range(2000)]) == {key(1), key(2), key(3)}


def test_what_is_new_comes_newest_first(store: Store) -> None:
    enter(store, 2, 9, 4, 10)
    assert [task.key for task in _lease(store, limit=3)] == [key(10), key(9), key(4)]


def test_what_was_never_read_comes_before_what_is_due_again(store: Store) -> None:
    enter(store, 5, 6)
    for task, wait in zip(_lease(store), (2 * HOUR, HOUR), strict=True):
        _finish(store, task, next_at=NOW + wait)
    enter(store, 1)
    assert [task.key for task in _lease(store, now=NOW + 3 * HOUR)] == [key(1), key(5), key(6)]


def test_kinds_come_in_the_order_asked_for(store: Store) -> None:
    enter(store, 1, kind=Kind.SITEMAP)
    enter(store, 2, kind=Kind.LISTING)
    enter(store, 3, kind=Kind.FEED)
    enter(store, 4, kind=Kind.ARTICLE)
    assert [task.kind for task in _lease(store, *SOURCES)] == [Kind.FEED, Kind.SITEMAP, Kind.LISTING]


def test_the_limit_holds_over_all_kinds(store: Store) -> None:
    enter(store, 1, 2, kind=Kind.FEED)
    enter(store, 3, 4, kind=Kind.LISTING)
    assert len(_lease(store, *SOURCES, limit=3)) == 3
    assert _lease(store, *SOURCES, limit=0) == []


def test_another_site_is_left_alone(store: Store) -> None:
    enter(store, 1)
    assert _lease(store, site="sora-times") == []


def test_what_is_not_yet_due_is_left_alone(store: Store) -> None:
    enter(store, 1, now=NOW + HOUR)
    assert _lease(store) == []
    assert len(_lease(store, now=NOW + HOUR)) == 1


def test_a_task_tells_what_is_known(store: Store) -> None:
    enter(store, 1)
    found = {"body_hash": "abc", "interval": 1800, "article_id": "id"}
    validators = Validators('W/"x"', "Sun, 04 May 2031 12:00:00 GMT")
    _finish(store, _one(store), next_at=NOW, validators=validators, **found)
    task = _one(store)
    assert task == Task(
        key=key(1),
        url=key(1),
        site=SITE,
        kind=Kind.ARTICLE,
        attempts=1,
        interval=1800,
        first_seen=NOW,
        fetched_at=NOW,
        validators=Validators('W/"x"', "Sun, 04 May 2031 12:00:00 GMT"),
        body_hash="abc",
        article_id="id",
        fence=task.fence,
    )


# Transitions

_Step = Callable[[Store, Task], bool]
_AGAIN = NOW + HOUR
TRANSITIONS: dict[str, tuple[_Step, tuple[str, int, bool, bool], tuple[str, int, bool, bool]]] = {
    # what is done with a lease: of an address never read, of one that was read
    "finish": (
        lambda s, t: _finish(s, t, next_at=_AGAIN),
        ("done", 0, True, False),
        ("done", 0, True, False),
    ),
    "finish-for-good": (_finish, ("done", 0, False, False), ("done", 0, False, False)),
    "postpone": (lambda s, t: _postpone(s, t, _AGAIN), ("pending", 1, True, False), ("done", 1, True, False)),
    "give-up": (lambda s, t: _postpone(s, t, None), ("done", 1, False, False), ("done", 1, False, False)),
    "release": (_release, ("pending", 0, True, False), ("done", 0, True, False)),
    "die": (
        lambda s, t: frontier.reclaim(s, now=NOW + 2 * HOUR) == 1,
        ("pending", 1, True, False),
        ("done", 1, True, False),
    ),
    "nothing": (lambda s, t: True, ("leased", 1, True, True), ("leased", 1, True, True)),
}


@pytest.mark.parametrize("step", TRANSITIONS)
def test_what_becomes_of_an_address_that_was_never_read(step: str, store: Store) -> None:
    act, expected, _ = TRANSITIONS[step]
    enter(store, 1)
    assert act(store, _one(store))
    assert _state(store) == expected


@pytest.mark.parametrize("step", TRANSITIONS)
def test_what_becomes_of_an_address_that_was_read(step: str, store: Store) -> None:
    act, _, expected = TRANSITIONS[step]
    enter(store, 1)
    _finish(store, _one(store), next_at=NOW)
    assert act(store, _one(store))
    assert _state(store) == expected


ENDS: dict[str, _Step] = {
    "finish": lambda s, t: _finish(s, t, next_at=NOW + 9 * HOUR),
    "postpone": lambda s, t: _postpone(s, t, NOW + 9 * HOUR),
    "give-up": lambda s, t: _postpone(s, t, None),
    "release": _release,
}


@pytest.mark.case(125)
@pytest.mark.parametrize("end", ENDS)
def test_a_former_holder_changes_nothing(end: str, store: Store) -> None:
    enter(store, 1)
    late = _one(store, holder="elsewhere:1:run")
    _one(store, now=NOW + HOUR)
    before = tuple(_row(store))
    assert not ENDS[end](store, late)
    assert tuple(_row(store)) == before


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("first", ENDS)
def test_a_task_ends_once(first: str, end: str, store: Store) -> None:
    enter(store, 1)
    task = _one(store)
    assert ENDS[first](store, task)
    before = tuple(_row(store))
    assert not ENDS[end](store, task)
    assert tuple(_row(store)) == before


def test_what_was_dropped_while_it_was_asked_for_stays_so(store: Store) -> None:
    enter(store, 1)
    task = _one(store)
    with store.write():
        frontier.drop(store, key(1))
    assert not _finish(store, task, next_at=NOW)
    assert _state(store)[2:] == (False, False)


def test_a_late_answer_that_nobody_overtook_counts(store: Store) -> None:
    enter(store, 1)
    task = _one(store)
    frontier.reclaim(store, now=NOW + HOUR)
    assert _finish(store, task)


def test_finishing_keeps_validators_unless_it_brings_some(store: Store) -> None:
    enter(store, 1)
    _finish(store, _one(store), next_at=NOW, validators=Validators("one", "then"))
    _finish(store, _one(store), next_at=NOW)
    assert _one(store).validators == Validators("one", "then")


@pytest.mark.parametrize("forget", [True, False])
def test_postponing_forgets_validators_when_asked_to(forget: bool, store: Store) -> None:
    enter(store, 1)
    _finish(store, _one(store), next_at=NOW, validators=Validators("one", "then"))
    _postpone(store, _one(store), NOW, without_validators=forget)
    assert (_one(store).validators == NO_VALIDATORS) is forget


def test_tries_are_counted_until_one_succeeds(store: Store) -> None:
    enter(store, 1)
    for attempt in (1, 2, 3):
        task = _one(store)
        assert task.attempts == attempt
        _postpone(store, task, NOW)
    _finish(store, _one(store), next_at=NOW)
    assert _one(store).attempts == 1


def test_finishing_in_a_unit_that_fails_leaves_the_lease(store: Store) -> None:
    enter(store, 1)
    task = _one(store)
    before = tuple(_row(store))

    def unit() -> None:
        with store.write():
            frontier.finish(store, task, now=NOW, next_at=None)
            raise KeyError

    with pytest.raises(KeyError):
        unit()
    assert tuple(_row(store)) == before
    assert _finish(store, task)


# Leases of others


def test_what_somebody_holds_is_not_given_out(store: Store) -> None:
    enter(store, 1)
    _one(store)
    assert _lease(store, holder="elsewhere:1:run") == []
    assert frontier.lease_one(store, key(1), now=NOW, holder="elsewhere:1:run", seconds=SECONDS) is None


def test_one_address_can_be_taken_whatever_its_schedule(store: Store) -> None:
    enter(store, 1)
    _finish(store, _one(store))
    task = frontier.lease_one(store, key(1), now=NOW, holder=frontier.owner("run"), seconds=SECONDS)
    assert task is not None
    assert frontier.lease_one(store, key(2), now=NOW, holder=frontier.owner("run"), seconds=SECONDS) is None


@pytest.mark.case(124)
def test_a_lease_whose_time_ran_out_is_given_out(store: Store) -> None:
    enter(store, 1)
    first = _one(store)
    assert _lease(store, now=NOW + timedelta(seconds=SECONDS - 1)) == []
    second = _one(store, now=NOW + timedelta(seconds=SECONDS))
    assert second.fence > first.fence


@pytest.mark.case(124)
def test_the_leases_of_a_dead_process_are_freed(store: Store) -> None:
    enter(store, 1, 2)
    with Child("import os; print(os.getpid()); input()") as child:
        _lease(store, holder=f"{socket.gethostname()}:{child.hear()}:run:with:colons", limit=1)
        _lease(store)
        assert frontier.reclaim(store, now=NOW) == 0
        child.kill()
    assert frontier.reclaim(store, now=NOW) == 1
    assert [_state(store, n)[0] for n in (1, 2)] == ["leased", "pending"]


HOST = socket.gethostname()
ALIVE = {
    "elsewhere": "elsewhere:1:run",
    "ourselves": frontier.owner("run"),
    "the first": f"{HOST}:1:run",
    "no number": f"{HOST}:x:run",
    "no process": f"{HOST}:{10**30}:run",
    "nothing": "",
    "colons": "::",
}


@pytest.mark.parametrize("holder", ALIVE)
def test_who_is_not_known_to_be_dead_is_alive(holder: str) -> None:
    assert not frontier.is_dead(ALIVE[holder])


def test_a_run_can_free_all_it_holds(store: Store) -> None:
    enter(store, 1, 2)
    _lease(store, limit=1, holder=frontier.owner("one"))
    _lease(store, limit=1, holder=frontier.owner("two"))
    frontier.release_all(store, frontier.owner("one"))
    assert [_state(store, n)[0] for n in (1, 2)] == ["leased", "pending"]


# Schedules


def test_what_changed_is_made_due(store: Store) -> None:
    enter(store, 1, 2, 3)
    for task, next_at in zip(_lease(store), (None, NOW + HOUR, NOW - HOUR), strict=True):
        _finish(store, task, next_at=next_at)
    with store.write():
        frontier.make_due(store, [key(n) for n in (1, 2, 3)], now=NOW)
    assert {task.key for task in _lease(store)} == {key(1), key(2), key(3)}
    assert _row(store, 1)["next_at"] < frontier.iso(NOW)  # it was due before


def test_sources_are_made_due_and_articles_not(store: Store) -> None:
    enter(store, 1, kind=Kind.FEED, now=NOW + HOUR)
    enter(store, 2, kind=Kind.LISTING)
    enter(store, 3, kind=Kind.ARTICLE, now=NOW + HOUR)
    for task in _lease(store, *SOURCES):
        _finish(store, task, next_at=NOW + HOUR)
    with store.write():
        frontier.make_sources_due(store, SITE, now=NOW)
    assert {task.key for task in _lease(store, *SOURCES, Kind.ARTICLE)} == {key(1), key(2)}


def test_the_next_try_of_what_failed_is_told(store: Store) -> None:
    enter(store, 1, 2)
    first, second = _lease(store)
    _postpone(store, first, NOW + HOUR)
    _finish(store, second, next_at=NOW + timedelta(minutes=1))
    assert frontier.soonest(store, SITE, within=NOW + 2 * HOUR) == NOW + HOUR
    assert frontier.soonest(store, SITE, within=NOW + timedelta(minutes=30)) is None


def test_the_next_try_is_told_of_the_kinds_that_are_asked_for(store: Store) -> None:
    enter(store, 1)
    _postpone(store, _one(store), NOW + HOUR)
    assert frontier.soonest(store, SITE, SOURCES, within=NOW + 2 * HOUR) is None


def test_what_is_being_asked_for_is_no_next_try(store: Store) -> None:
    enter(store, 1)
    _one(store)
    assert frontier.soonest(store, SITE, within=NOW + HOUR) is None


@pytest.mark.parametrize("order", frontier._ORDERS)
def test_a_lease_sorts_nothing(order: str, store: Store) -> None:
    sql = f"EXPLAIN QUERY PLAN SELECT key FROM frontier WHERE site = ? AND kind = ? AND {order}, key LIMIT 1"
    plan = " ".join(row["detail"] for row in store.rows(sql, (SITE, "article", "")))
    assert "COVERING INDEX" in plan
    assert "TEMP B-TREE" not in plan


def test_a_lease_needs_a_database_that_can_be_written(store: Store) -> None:
    enter(store, 1)
    with Store.read(store.path) as reader, pytest.raises(StorageError):
        _lease(reader)
