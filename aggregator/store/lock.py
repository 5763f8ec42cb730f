"""Only one run at a time: an advisory lock (flock) on ``<database>.lock``, released by the system with its holder."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from aggregator.base.errors import LockedError, StorageError

_POLL = 0.2


@contextmanager
def run_lock(database: Path, *, now: datetime, wait: float = 0.0) -> Iterator[None]:
    """Hold the run lock of a database; ``wait`` is the number of seconds to wait for another run's.

    The lock lies beside the file itself, whatever links lead to it. Raises :class:`LockedError` naming the holder's
    process and start, :class:`StorageError` where the lock file can't be written.
    """
    if database.is_dir():
        raise StorageError(f"{database}: is a folder; name a file with --db")
    path = Path(f"{os.path.realpath(database)}.lock")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise _unusable(path, error) from error
    try:
        try:
            _acquire(handle, path, deadline=time.monotonic() + wait)
            os.ftruncate(handle, 0)
            holder = {"pid": os.getpid(), "started": now.isoformat(timespec="seconds")}
            os.pwrite(handle, json.dumps(holder).encode(), 0)
        except OSError as error:
            raise _unusable(path, error) from error
        yield
    finally:
        os.close(handle)


def _unusable(path: Path, error: OSError) -> StorageError:
    return StorageError(f"{path}: the lock can't be written ({error.strerror}); check the folder and its disk")


def _acquire(handle: int, path: Path, *, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise LockedError(_who(handle, path)) from None
            time.sleep(_POLL)
        else:
            return


def _who(handle: int, path: Path) -> str:
    try:
        holder = json.loads(os.pread(handle, 4096, 0))
        who = f"process {holder['pid']}, started {holder['started']}"
    except (ValueError, KeyError, TypeError):
        who = "another process"
    database = path.name.removesuffix(".lock")
    return f"{database}: another run holds the database ({who}); wait for it with --wait 10m or try again later"
