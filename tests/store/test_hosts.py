"""Whose turn it is at a host."""

from __future__ import annotations

import pytest

from aggregator.store import hosts
from aggregator.store.database import Store
from aggregator.store.frontier import owner
from aggregator.store.hosts import Turn
from tests.store.processes import Child

HOST = "kumo-post.example"
NOW = 2_000_000_000.0
YEAR = 365 * 86400.0


def _take(store: Store, holder: str = "one", *, now: float = NOW, slots: int = 1, gap: float = 0.0) -> Turn:
    return hosts.take(store, HOST, slots=slots, holder=owner(holder), now=now, hold=60.0, gap=gap)


def _give_back(store: Store, holder: str = "one", *, slot: int = 0, next_at: float = NOW) -> None:
    hosts.give_back(store, HOST, slot, holder=owner(holder), next_at=next_at)


def _pause(store: Store, until: float) -> None:
    with store.write():
        hosts.pause(store, HOST, until=until, reason="HTTP 429")


def test_a_free_host_gives_a_slot(store: Store) -> None:
    assert _take(store) == Turn(0)


@pytest.mark.parametrize("holder", ["one", "two"])
def test_a_taken_slot_is_not_given_again(holder: str, store: Store) -> None:
    _take(store)
    turn = _take(store, holder)
    assert turn.slot is None
    assert 0 < turn.wait <= 0.25
    assert not turn.paused


def test_two_slots_are_two(store: Store) -> None:
    assert [_take(store, f"{n}", slots=2).slot for n in range(3)] == [0, 1, None]


def test_another_host_has_slots_of_its_own(store: Store) -> None:
    _take(store)
    assert hosts.take(store, "sora.example", slots=1, holder=owner("two"), now=NOW, hold=60.0) == Turn(0)


def test_a_turn_that_ended_leaves_its_delay(store: Store) -> None:
    _take(store)
    _give_back(store, next_at=NOW + 3)
    assert _take(store, "two", now=NOW + 1) == Turn(None, 2.0)
    assert _take(store, "two", now=NOW + 3) == Turn(0)


def test_the_longer_delay_holds(store: Store) -> None:
    for next_at in (NOW + 9, NOW + 3):
        _take(store, slots=2)
        _give_back(store, next_at=next_at)
    assert _take(store) == Turn(None, 9.0)


def test_a_turn_that_lasts_too_long_is_over(store: Store) -> None:
    _take(store)
    assert _take(store, "two", now=NOW + 60) == Turn(0)


def test_a_turn_that_is_over_does_not_end_the_next_one(store: Store) -> None:
    _take(store)
    _take(store, "two", now=NOW + 60)
    _give_back(store, next_at=NOW)
    assert _take(store, "three", now=NOW + 61).slot is None


def test_a_dead_holders_slot_is_taken_over(store: Store) -> None:
    with Child("import os; print(os.getpid()); input()") as child:
        dead = owner("one").replace(f":{owner('').split(':')[1]}:", f":{child.hear()}:")
        assert hosts.take(store, HOST, slots=1, holder=dead, now=NOW, hold=60.0) == Turn(0)
        assert _take(store).slot is None
        child.kill()
    assert _take(store) == Turn(0)


def test_a_dead_holders_request_counts_for_the_delay(store: Store) -> None:
    _take(store, gap=3.0)
    assert _take(store, "two", now=NOW + 1) == Turn(None, 2.0)


def test_a_pause_holds_for_everybody(store: Store) -> None:
    _pause(store, NOW + 600)
    assert _take(store, slots=4) == Turn(None, 600.0, paused=True)
    assert hosts.pause_left(store, HOST, now=NOW + 100) == 500.0


def test_a_pause_ends(store: Store) -> None:
    _pause(store, NOW + 600)
    assert _take(store, now=NOW + 600) == Turn(0)
    assert hosts.pause_left(store, HOST, now=NOW + 700) == 0.0


def test_a_shorter_pause_does_not_end_a_longer_one(store: Store) -> None:
    _pause(store, NOW + 600)
    _pause(store, NOW + 60)
    assert hosts.pause_left(store, HOST, now=NOW) == 600.0


def test_a_pause_is_not_ended_by_giving_back(store: Store) -> None:
    _take(store)
    _pause(store, NOW + 600)
    _give_back(store, next_at=NOW + 3)
    assert _take(store, now=NOW + 10) == Turn(None, 590.0, paused=True)


def test_an_unknown_host_is_not_paused(store: Store) -> None:
    assert hosts.pause_left(store, HOST, now=NOW) == 0.0


@pytest.mark.case(119)
def test_a_clock_that_was_a_year_ahead_stops_nothing(store: Store) -> None:
    _take(store, now=NOW + YEAR)
    _give_back(store, next_at=NOW + YEAR + 3)
    _pause(store, NOW + YEAR + 600)
    _take(store, now=NOW + YEAR + 700)
    assert _take(store, "two") == Turn(0)
    assert hosts.pause_left(store, HOST, now=NOW) == 0.0


def test_after_a_clock_that_was_a_year_ahead_delays_and_pauses_hold_again(store: Store) -> None:
    _take(store, now=NOW + YEAR)
    _give_back(store, next_at=NOW + YEAR + 3)
    _take(store)
    _give_back(store, next_at=NOW + 3)
    assert _take(store) == Turn(None, 3.0)
    _pause(store, NOW + YEAR)
    _pause(store, NOW + 600)
    assert hosts.pause_left(store, HOST, now=NOW) == 600.0
