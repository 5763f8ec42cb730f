"""Opening the one file: what it must be, how it is written, and who may write."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlite_utils import Database

from aggregator.base.errors import RefusedError, StorageError
from aggregator.store.schema import APPLICATION_ID, SCHEMA_VERSION, migrations
from aggregator.store.sqlite import sqlite3

BUSY_TIMEOUT = 30.0
"""Seconds to wait for another connection's transaction."""
_MAGIC = b"SQLite format 3\x00"

Row = Any
"""A ``sqlite3.Row``: values by column name."""


class Store:
    """A connection to the database. Reads are plain; every write stands in one :meth:`write` unit.

    Not to be shared between threads or processes: each opens its own.
    """

    def __init__(self, path: Path, connection: Any, *, readonly: bool) -> None:
        self.path = path
        self.connection = connection
        self.readonly = readonly
        self.db = Database(connection)

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True, durable: bool = True) -> Self:
        """Open for reading and writing, create where missing, upgrade where older.

        ``durable=False`` leaves syncing to the next durable commit: for leases, whose loss costs nothing.
        Raises :class:`StorageError` for what is no database or can't be written, :class:`RefusedError` for a file
        that another program or a newer version made; such a file is left untouched.
        """
        path = Path(path)
        known = inspect(path)
        if known is None and not create:
            raise StorageError(f"{path}: no database here; `aggregator crawl` or `aggregator ingest` makes one")
        try:
            connection = _connect(f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}")
            if known is None:
                connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            store = cls(path, connection, readonly=False)
            if known != SCHEMA_VERSION:
                _migrate(store)
        except (sqlite3.Error, OSError) as error:
            raise storage_error(path, error) from error
        return store

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Open for reading only. Raises like :meth:`open`, and where the file is missing or older than this version."""
        path = Path(path)
        known = inspect(path)
        if known is None:
            raise StorageError(f"{path}: no database here; `aggregator crawl` or `aggregator ingest` makes one")
        if known < SCHEMA_VERSION:
            cls.open(path).close()
        try:
            connection = _connect(f"{path.absolute().as_uri()}?mode=ro")
            connection.execute("PRAGMA query_only = ON")
        except (sqlite3.Error, OSError) as error:
            raise storage_error(path, error) from error
        return cls(path, connection, readonly=True)

    @contextmanager
    def write(self) -> Iterator[None]:
        """One unit of work: all of it is stored, or nothing. Takes the write lock at once (BEGIN IMMEDIATE), because
        a transaction that reads first and writes later fails under contention. Raises :class:`StorageError`.
        """
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise storage_error(self.path, error) from error
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException as error:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error) and not isinstance(error, sqlite3.IntegrityError):
                raise storage_error(self.path, error) from error
            raise

    def execute(self, sql: str, parameters: tuple[Any, ...] | dict[str, Any] = ()) -> Any:
        """Run one statement; its cursor gives rows by column name."""
        return self.connection.execute(sql, parameters)

    def rows(self, sql: str, parameters: tuple[Any, ...] | dict[str, Any] = ()) -> list[Row]:
        """All rows of a query."""
        rows: list[Row] = self.connection.execute(sql, parameters).fetchall()
        return rows

    def row(self, sql: str, parameters: tuple[Any, ...] | dict[str, Any] = ()) -> Row | None:
        """The first row of a query, or None."""
        return self.connection.execute(sql, parameters).fetchone()

    def close(self) -> None:
        """Close the connection; uncommitted work is rolled back."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def inspect(path: Path) -> int | None:
    """The schema version of the database at ``path``, None where there is none yet. Opens nothing for writing.

    Raises :class:`StorageError` or :class:`RefusedError` like :meth:`Store.open`.
    """
    try:
        if path.is_dir():
            raise StorageError(f"{path}: is a folder; name a file with --db")
        if not path.exists():
            if not path.absolute().parent.is_dir():
                raise StorageError(f"{path}: its folder does not exist; make it or name another with --db")
            return None
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise StorageError(f"{path}: can't be read ({error.strerror}); check its permissions") from error
    if not head:
        return None
    if not head.startswith(_MAGIC):
        raise StorageError(f"{path}: is not a database; name another file with --db, or `aggregator restore` a backup")
    return _version(path)


def _version(path: Path) -> int | None:
    try:
        connection = _connect(f"{path.absolute().as_uri()}?mode=ro")
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise storage_error(path, error) from error
    if application == 0 and version == 0 and tables == 0:
        return None
    if application != APPLICATION_ID:
        raise RefusedError(f"{path}: is the database of another program; name another file with --db")
    if version > SCHEMA_VERSION:
        raise RefusedError(f"{path}: needs a newer version of aggregator (schema {version}, here {SCHEMA_VERSION})")
    return version


def _connect(uri: str) -> Any:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT)
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


def _migrate(store: Store) -> None:
    """Bring the schema up to date in one transaction, so that a kill leaves the old one or the new one."""
    with store.write():
        if store.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
            return  # another process was faster
        migrations.apply(store.db)
        if store.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise StorageError(f"{store.path}: the upgrade would break references; nothing was changed")
        store.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        store.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def storage_error(path: Path, error: Exception) -> StorageError:
    """What a database or system error means to a person, and what to do."""
    text = str(error)
    if "disk is full" in text or "No space left" in text:
        return StorageError(f"{path}: the disk is full; what was stored is safe, free some space and run again")
    if "locked" in text or "busy" in text:
        return StorageError(f"{path}: another program has held the database for {BUSY_TIMEOUT:.0f} s; run again later")
    if "malformed" in text or "not a database" in text:
        return StorageError(f"{path}: is damaged ({text}); `aggregator restore` brings back a backup")
    if "readonly" in text or "unable to open" in text or isinstance(error, PermissionError):
        writable = os.access(path.absolute().parent, os.W_OK)
        where = "it" if writable else "its folder"
        return StorageError(f"{path}: can't be written ({text}); check the permissions of {where}")
    return StorageError(f"{path}: storage error ({text})")
