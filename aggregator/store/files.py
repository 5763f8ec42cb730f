"""The file: what it must be to be opened, how SQLite opens it, and what its errors mean to a person."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aggregator.base.errors import RefusedError, StorageError
from aggregator.store.schema import APPLICATION_ID, SCHEMA_VERSION
from aggregator.store.sqlite import sqlite3

BUSY_TIMEOUT = 30.0
"""Seconds to wait for another connection's transaction."""
STATEMENTS = 512
"""Statements that a connection keeps compiled. Storing an article takes more than the usual 128: each would be thrown
away before its next use, and compiling one costs several times what running it does.
"""
LARGE_LOG = 64 << 20
"""Bytes of a write-ahead log beyond which something is wrong: it is written back when nobody reads an old state."""
_SHARED_MEMORY = 1 << 16


def inspect(path: Path) -> int | None:
    """The schema version of the database at ``path``, None where there is none yet. Changes nothing.

    Only SQLite opens the file: closing it by other means would take away the locks that connections of this process
    hold on it (sqlite.org/howtocorrupt.html, section 2.2). Raises :class:`StorageError` or :class:`RefusedError` like
    :meth:`Store.open`.
    """
    try:
        if path.is_dir():
            raise StorageError(f"{path}: is a folder; name a file with --db")
        if not path.exists():
            if not path.absolute().parent.is_dir():
                raise StorageError(f"{path}: its folder does not exist; make it or name another with --db")
            return None
        if not path.is_file():
            raise StorageError(f"{path}: is no file; name another with --db")
        empty = path.stat().st_size == 0
    except OSError as error:
        raise StorageError(f"{path}: can't be read ({error.strerror}); check its permissions") from error
    if not may(path, os.R_OK):
        raise StorageError(f"{path}: can't be read; check its permissions")
    if not empty:
        return _version(path)
    if _has_wal(path):  # SQLite would throw it away
        raise StorageError(
            f"{path}: is damaged (empty, with a log beside it); bring back a copy, or name another file with --db"
        )
    return None


def _version(path: Path) -> int | None:
    """Ask the file alone first («immutable» leaves no trace beside it), then, where a log belongs to it, both."""
    version: int | None = None
    try:
        version = _judge(path, "immutable=1")
    except sqlite3.Error as error:
        if not _has_wal(path):
            raise storage_error(path, error) from error
    if _has_wal(path):
        with Told(path):
            version = _judge(path, "mode=ro")
    return version


def _judge(path: Path, mode: str) -> int | None:
    connection = _connect(f"{path.absolute().as_uri()}?{mode}")
    try:
        connection.execute("BEGIN")  # one look: another process may be creating the tables right now
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()
    if application == 0 and version == 0 and tables == 0:
        return None
    if application != APPLICATION_ID:
        raise RefusedError(f"{path}: is the database of another program; name another file with --db")
    if version > SCHEMA_VERSION:
        raise newer_version(path, version)
    return version


def newer_version(path: Path, version: int) -> RefusedError:
    """What a file of a later schema is refused with."""
    return RefusedError(f"{path}: needs a newer version of aggregator (schema {version}, here {SCHEMA_VERSION})")


def _has_wal(path: Path) -> bool:
    return log_size(path) > 0


def log_size(path: Path) -> int:
    """Bytes of the write-ahead log beside a database; 0 where there is none."""
    try:
        return os.stat(f"{os.path.realpath(path)}-wal").st_size  # noqa: PTH116 -- the name is no path of its own
    except OSError:
        return 0


def may(path: Path, mode: int) -> bool:
    """Whether this user may read (``os.R_OK``) or write (``os.W_OK``) there."""
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


class Told:
    """Tells what goes wrong in SQLite as a :class:`StorageError`; a broken constraint stays what it is."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Nothing: one object may serve again and again."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (sqlite3.Error, OSError)) and not isinstance(error, sqlite3.IntegrityError):
            raise storage_error(self._path, error) from error


@contextmanager
def connected(path: Path, mode: str) -> Iterator[Any]:
    """A connection that is closed again if its preparation fails."""
    with Told(path):
        connection = _connect(f"{path.absolute().as_uri()}?mode={mode}")
        try:
            yield connection
        except BaseException:
            connection.close()
            raise


def _connect(uri: str) -> Any:
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT, cached_statements=STATEMENTS
    )
    connection.row_factory = sqlite3.Row
    for pragma in (
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        f"journal_size_limit = {64 << 20}",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _is_full(path: Path) -> bool:
    """Where even the shared memory of a few KB can't be made, SQLite tells of an I/O error."""
    try:
        return shutil.disk_usage(path.absolute().parent).free < _SHARED_MEMORY
    except OSError:
        return False


def storage_error(path: Path, error: Exception) -> StorageError:
    """What a database or system error means to a person, and what to do."""
    text = str(error)
    if "disk is full" in text or "No space left" in text or ("I/O error" in text and _is_full(path)):
        return StorageError(f"{path}: the disk is full; what was stored is safe, free some space and run again")
    if "locked" in text or "busy" in text:
        return StorageError(f"{path}: another program has held the database for {BUSY_TIMEOUT:.0f} s; run again later")
    if "not a database" in text:
        return StorageError(f"{path}: is not a database; name another file with --db")
    if "malformed" in text:
        return StorageError(f"{path}: is damaged ({text}); bring back a copy, or name another file with --db")
    if "readonly" in text or "unable to open" in text or isinstance(error, PermissionError):
        if not may(path.absolute().parent, os.W_OK):
            return StorageError(
                f"{path}: can't be opened ({text}); its folder must be writable, even to read: change its permissions "
                "or read a copy that `aggregator export sqlite` makes"
            )
        return StorageError(f"{path}: can't be opened or written ({text}); check its permissions")
    if "I/O error" in text:
        return StorageError(
            f"{path}: the system refuses to read or write it ({text}); what was stored is safe, check the disk and its "
            "quota or limits and run again"
        )
    return StorageError(f"{path}: storage error ({text}); bring back a copy if it stays so")
