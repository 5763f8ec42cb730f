"""A copy of the database as one SQLite file: all of the content, nothing of how it was gathered.

Made with VACUUM INTO, twice: the first pass takes a consistent state while a crawl may go on, the second leaves no
trace of what was taken out, so that the file is the same byte for byte as long as the content is.
"""

from __future__ import annotations

import os
from pathlib import Path

from aggregator.base.errors import RefusedError, StorageError
from aggregator.store.database import Store
from aggregator.store.schema import BOOKKEEPING_TABLES
from aggregator.store.sqlite import sqlite3
from aggregator.view.files import replacement, write_error


def write_copy(store: Store, path: Path) -> None:
    """Write the copy; ``path`` is replaced when it is whole. It opens as a database of ours.

    Raises :class:`StorageError`, and :class:`RefusedError` where another program may have ``path`` open.
    """
    for suffix in ("-wal", "-journal"):
        if path.with_name(path.name + suffix).exists():
            beside = f"{path.name}{suffix} stands beside it"
            raise RefusedError(f"{path}: is a database in use ({beside}); name another file with --out")
    with replacement(path) as target:
        draft = target.with_name(target.name + "2")
        try:
            _copy(store, draft)
            _leave_out_bookkeeping(draft, target)
        except sqlite3.Error as error:
            raise write_error(path, error) from error
        except UnicodeEncodeError as error:
            raise StorageError(f"{path!r}: SQLite takes only names in UTF-8; name another file") from error
        finally:
            draft.unlink(missing_ok=True)
            draft.with_name(draft.name + "-journal").unlink(missing_ok=True)


def _copy(store: Store, draft: Path) -> None:
    if store.connection.in_transaction:
        store.execute("COMMIT")  # VACUUM begins its own
    store.execute("PRAGMA query_only = OFF")  # which would refuse VACUUM INTO too; the file stays open read-only
    try:
        store.execute("VACUUM INTO ?", (os.fspath(draft),))
    finally:
        store.execute("PRAGMA query_only = ON")


def _leave_out_bookkeeping(draft: Path, target: Path) -> None:
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")  # the draft is thrown away whatever happens
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for table in BOOKKEEPING_TABLES:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 -- names of ours
        connection.execute("UPDATE articles SET last_seen = first_seen WHERE last_seen <> first_seen")
        connection.execute("COMMIT")
        connection.execute("PRAGMA schema_version = 1")  # else it counts the vacuums of the original
        connection.execute("VACUUM INTO ?", (os.fspath(target),))
    finally:
        connection.close()
