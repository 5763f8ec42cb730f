"""Copies of a whole database; among them what it was before an upgrade, which can't be taken back otherwise.

SQLite's backup API (sqlite.org/backup.html) in one step is one read transaction: it waits for no writer.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from aggregator.store.files import Told, connected
from aggregator.store.sqlite import sqlite3


def former_path(path: Path, version: int) -> Path:
    """Where the copy of a database of this schema lies."""
    return Path(f"{os.path.realpath(path)}.schema{version}.backup")


def keep_former(path: Path, version: int) -> None:
    """Copy a database of an older schema beside itself, unless it was done before; whole or not at all.

    One that another process upgraded meanwhile is left alone. Raises :class:`StorageError`, so that what can't be
    copied is not upgraded.
    """
    target = former_path(path, version)
    if target.exists():
        return
    draft = Path(f"{target}.{os.getpid()}")
    try:
        with connected(path, "ro") as source:
            try:
                found = copied(source, draft, "PRAGMA user_version")
            finally:
                source.close()
        if found == version:
            draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def copied(source: Any, target: Path, question: str) -> int:
    """Copy an open database into a new file, all of one moment, with no log beside it. Returns the answer of the copy
    to ``question``, a query for one number. Raises :class:`StorageError`.
    """
    with Told(target):
        connection = sqlite3.connect(os.fspath(target), isolation_level=None)
        try:
            source.backup(connection)
            connection.execute("PRAGMA journal_mode = DELETE")
            answer: int = connection.execute(question).fetchone()[0]
        finally:
            connection.close()
    return answer
