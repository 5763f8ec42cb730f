"""One run at a time."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from aggregator.base.errors import LockedError, StorageError
from aggregator.store import lock
from aggregator.store.lock import run_lock
from tests.store.processes import Child, unprivileged

NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)

_HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from aggregator.store.lock import run_lock
with run_lock(Path(sys.argv[1]), now=datetime(2031, 5, 4, 12, tzinfo=UTC)):
    print("held", flush=True)
    input()
"""


@pytest.fixture
def holder(path: Path) -> Iterator[Child]:
    with Child(_HOLD, path) as child:
        assert child.hear() == "held"
        yield child


@pytest.mark.case(108)
def test_a_second_run_is_told_at_once_who_holds_it(path: Path, holder: Child) -> None:
    before = time.monotonic()
    with pytest.raises(LockedError) as caught, run_lock(path, now=NOW):
        pass
    assert time.monotonic() - before < 1
    assert f"process {holder.process.pid}, started 2031-05-04T12:00:00+00:00" in str(caught.value)
    assert caught.value.exit_code == 4


@pytest.mark.case(108)
def test_a_kill_of_the_holder_frees_it(path: Path, holder: Child) -> None:
    holder.kill()
    with run_lock(path, now=NOW):
        pass


def test_it_is_free_again_after_a_run(path: Path) -> None:
    for _ in range(2):
        with run_lock(path, now=NOW):
            pass


def test_it_is_free_again_after_a_run_that_failed(path: Path) -> None:
    with pytest.raises(KeyError), run_lock(path, now=NOW):
        raise KeyError
    with run_lock(path, now=NOW):
        pass


def test_one_can_wait_for_another_run(path: Path, holder: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    naps: list[float] = []

    def sleep(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 3:
            holder.end()

    monkeypatch.setattr(lock, "time", SimpleNamespace(sleep=sleep, monotonic=time.monotonic))
    with run_lock(path, now=NOW, wait=60.0):
        assert len(naps) == 3


def test_waiting_has_an_end(path: Path, holder: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    own = SimpleNamespace(sleep=lambda seconds: clock.__setitem__(0, clock[0] + seconds), monotonic=lambda: clock[0])
    monkeypatch.setattr(lock, "time", own)
    with pytest.raises(LockedError), run_lock(path, now=NOW, wait=5.0):
        pass
    assert 5.0 <= clock[0] < 6.0


@pytest.mark.parametrize("said", [b"", b"{", b"[]", b"{}", b"\xff\xfe", b"null"])
def test_a_lock_that_says_nothing_is_a_lock(said: bytes, path: Path) -> None:
    file = path.with_name("news.db.lock")
    file.write_bytes(said)
    with file.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(LockedError, match="another process"), run_lock(path, now=NOW):
            pass


def test_another_name_of_the_database_has_the_same_lock(path: Path) -> None:
    path.touch()
    link = path.with_name("link.db")
    link.symlink_to(path)
    with run_lock(path, now=NOW), pytest.raises(LockedError), run_lock(link, now=NOW):
        pass


def test_a_folder_has_no_lock(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is a folder"), run_lock(tmp_path, now=NOW):
        pass


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="check the folder"), run_lock(tmp_path / "missing" / "news.db", now=NOW):
        pass


def test_a_folder_that_can_not_be_written_is_told() -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        folder.chmod(0o555)
        with unprivileged(folder), pytest.raises(StorageError, match="check the folder"):
            run_lock(folder / "news.db", now=NOW).__enter__()
    finally:
        shutil.rmtree(folder)


@pytest.mark.case(105)
@pytest.mark.parametrize(("call", "code"), [("flock", errno.ENOLCK), ("pwrite", errno.ENOSPC)])
def test_a_system_that_can_not_lock_is_told(call: str, code: int, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl if call == "flock" else os, call, fail)
    with pytest.raises(StorageError, match=os.strerror(code)), run_lock(path, now=NOW):
        pass
