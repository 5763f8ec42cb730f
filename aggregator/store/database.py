"""The open database: how it is read and written, and how its tables come about."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, Self

from sqlite_utils import Database

from aggregator.base.errors import StorageError
from aggregator.store.copying import keep_former
from aggregator.store.files import BUSY_TIMEOUT, connected, inspect, may, newer_version, storage_error
from aggregator.store.schema import APPLICATION_ID, SCHEMA_VERSION, migrations
from aggregator.store.sqlite import sqlite3

Row = Any
"""A ``sqlite3.Row``: values by column name."""
Parameters = tuple[Any, ...] | dict[str, Any]

_ERRORS = (sqlite3.Error, OSError)
READER_CACHE = 32 << 20
"""Bytes of pages that a reader may keep, so that ranking thousands of hits doesn't read the same pages again."""


class Store:
    """A connection to the database. Reads are plain; every write stands in one :meth:`write` unit.

    Not to be shared between threads or processes: each opens its own.
    """

    def __init__(self, path: Path, connection: Any, *, readonly: bool) -> None:
        self.path = path
        self.connection = connection
        self.readonly = readonly
        self.db = Database(connection)
        self._pid = os.getpid()
        self._first: list[Callable[[], None]] = []

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True, durable: bool = True) -> Self:
        """Open for reading and writing, create where missing, upgrade where older; what it was is kept beside it.

        ``durable=False`` leaves syncing to the next durable commit: for leases, whose loss costs nothing.
        Raises :class:`StorageError` for what is no database or can't be written, :class:`RefusedError` for a file
        that another program or a newer version made; such a file is left untouched.
        """
        path = Path(path)
        known = inspect(path)
        if known is None and not create:
            raise StorageError(f"{path}: no database here; `aggregator crawl` or `aggregator ingest` makes one")
        if known is not None and not may(path, os.W_OK):
            raise StorageError(f"{path}: can't be written; check its permissions or name another with --db")
        if known is not None and known < SCHEMA_VERSION:
            keep_former(path, known)
        with connected(path, "rwc" if create else "rw") as connection:
            _use_wal(connection)
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            store = cls(path, connection, readonly=False)
            if known != SCHEMA_VERSION:
                _migrate(store)
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # from now on the file alone tells whose it is
        return store

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Open for reading only; a database of an older version is upgraded first.

        Raises like :meth:`open`, and where the file is missing. The folder must be writable even so, unless somebody
        has the database open: readers of a WAL database share a file beside it (sqlite.org/wal.html, section 5).
        """
        path = Path(path)
        known = inspect(path)
        if known is None:
            raise StorageError(f"{path}: no database here; `aggregator crawl` or `aggregator ingest` makes one")
        if known < SCHEMA_VERSION:
            cls.open(path).close()
        with connected(path, "ro") as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute(f"PRAGMA cache_size = -{READER_CACHE >> 10}")
            connection.execute("PRAGMA schema_version").fetchone()  # what can't be read is told now
        return cls(path, connection, readonly=True)

    @contextmanager
    def write(self) -> Iterator[None]:
        """One unit of work: all of it is stored, or nothing. Takes the write lock at once (BEGIN IMMEDIATE), because
        a transaction that reads first and writes later fails under contention. Raises :class:`StorageError`; who was
        kept waiting in vain once is not kept waiting again, so that a run of many units ends.
        """
        if os.getpid() != self._pid:
            raise StorageError(f"{self.path}: was opened by another process; each opens its own")
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            self.connection.execute("PRAGMA busy_timeout = 0")
            raise storage_error(self.path, error) from error
        try:
            yield
            for step in self._first:
                step()
            self.connection.execute("COMMIT")
        except BaseException as error:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error) and not isinstance(error, sqlite3.IntegrityError):
                raise storage_error(self.path, error) from error
            raise
        finally:
            self._first.clear()

    def before_commit(self, step: Callable[[], None]) -> None:
        """Have something done before the present unit is committed, once; if it fails, the unit does.

        For what must be on the disk before the database says so.
        """
        if step not in self._first:
            self._first.append(step)

    def execute(self, sql: str, parameters: Parameters = ()) -> Any:
        """Run one statement; its cursor gives rows by column name. Raises :class:`StorageError`."""
        try:
            return self.connection.execute(sql, parameters)
        except _ERRORS as error:
            self._tell(error)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """All rows of a query. Raises :class:`StorageError`."""
        try:
            rows: list[Row] = self.connection.execute(sql, parameters).fetchall()
        except _ERRORS as error:
            self._tell(error)
        return rows

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row of a query, or None. Raises :class:`StorageError`."""
        try:
            return self.connection.execute(sql, parameters).fetchone()
        except _ERRORS as error:
            self._tell(error)

    def _tell(self, error: Exception) -> NoReturn:
        """Raise what an error of SQLite means; a broken constraint stays what it is."""
        if isinstance(error, sqlite3.IntegrityError):
            raise error
        raise storage_error(self.path, error) from error

    def close(self) -> None:
        """Close the connection; uncommitted work is rolled back."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def _use_wal(connection: Any) -> None:
    """Keep a write-ahead log, whatever a copy of the file was turned into. SQLite does not wait for the lock here."""
    deadline = time.monotonic() + BUSY_TIMEOUT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _migrate(store: Store) -> None:
    """Bring the schema up to date in one transaction, so that a kill leaves the old one or the new one.

    References are checked at its end and not on the way, for rebuilding a table drops it (sqlite.org/lang_altertable,
    section 7).
    """
    store.execute("PRAGMA foreign_keys = OFF")
    with store.write():
        version: int = store.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise newer_version(store.path, version)
        if version < SCHEMA_VERSION:
            _apply(store)
    store.execute("PRAGMA foreign_keys = ON")


def _apply(store: Store) -> None:
    migrations.apply(store.db)
    if store.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise StorageError(f"{store.path}: the upgrade would break references; nothing was changed")
    store.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    store.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
