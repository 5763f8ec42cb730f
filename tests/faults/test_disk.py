"""A disk that loses power, and one that fails: nothing acknowledged is lost, and a program ends with a sentence."""

from __future__ import annotations

import random

import pytest

from tests.faults.disk import Disk, Operation, has_strace
from tests.long import Record, measure

CI = pytest.mark.ci
NIGHTLY = pytest.mark.nightly
needs_strace = pytest.mark.skipif(
    not has_strace(), reason="needs strace, and the permission to trace processes of ours"
)


def disk(*operations: Operation) -> Disk:
    found = Disk()
    for operation in (Operation("made", "a"), *operations):
        found.do(operation)
    return found


def may_be_left(found: Disk) -> set[bytes | None]:
    return {found.left(random.Random(seed)).get("a") for seed in range(200)}


def test_what_was_synced_with_its_folder_is_there() -> None:
    written = Operation("write", "a", 0, b"kept")
    assert may_be_left(disk(written, Operation("sync", "a"), Operation("sync"))) == {b"kept"}


def test_what_was_not_synced_may_be_there_or_not() -> None:
    assert may_be_left(disk(Operation("sync"), Operation("write", "a", 0, b"x"))) == {b"", b"x"}


def test_a_write_may_arrive_in_part() -> None:
    both = b"x" * 512 + b"y" * 512
    left = may_be_left(disk(Operation("sync"), Operation("write", "a", 0, both)))
    assert left == {b"", both, b"x" * 512, bytes(512) + b"y" * 512}


def test_a_file_whose_folder_was_not_synced_may_be_missing() -> None:
    assert may_be_left(disk(Operation("write", "a", 0, b"x"), Operation("sync", "a"))) == {None, b"x"}


def test_a_file_that_was_removed_may_be_back() -> None:
    there = (Operation("write", "a", 0, b"x"), Operation("sync", "a"), Operation("sync"), Operation("removed", "a"))
    assert may_be_left(disk(*there)) == {b"x", None}
    assert may_be_left(disk(*there, Operation("sync"))) == {None}


@needs_strace
@pytest.mark.case(101)
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("states", [pytest.param(600, marks=CI), pytest.param(10_000, marks=NIGHTLY)])
def test_a_loss_of_power_loses_nothing_acknowledged(record_property: Record, states: int) -> None:
    found = measure(record_property, "power_loss", states)
    assert (found["lost"], found["duplicated"], found["torn"], found["corrupt"]) == (0, 0, 0, 0)
    assert found["sound"] == states
    assert found["acknowledged"] == 120


@needs_strace
@pytest.mark.case(101)
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("synchronous", "fault"), [("NORMAL", "lost"), ("OFF", "corrupt")])
@pytest.mark.ci
def test_the_method_finds_what_is_to_be_found(record_property: Record, synchronous: str, fault: str) -> None:
    """Without it a harness that never cuts the power would pass, too."""
    assert measure(record_property, "power_loss", 40, "--synchronous", synchronous)[fault] > 10


@needs_strace
@pytest.mark.case(102)
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("every", [pytest.param(7, marks=CI), pytest.param(1, marks=NIGHTLY)])
def test_an_error_of_the_disk_at_any_call_is_told_and_leaves_all_as_it_was(record_property: Record, every: int) -> None:
    found = measure(record_property, "io_errors", "--every", every)
    assert found["wrong"] == 0
    assert found["told"] > found["runs"] / 2
