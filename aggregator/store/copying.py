"""Copies of a whole database; among them what it was before an upgrade, which can't be taken back otherwise.

SQLite's backup API (sqlite.org/backup.html) in one step is one read transaction: it waits for no writer.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aggregator.store.files import Told, connected
from aggregator.store.sqlite import sqlite3


def former_path(path: Path, version: int) -> Path:
    """Where the copy of a database of this schema lies."""
    return Path(f"{os.path.realpath(path)}.schema{version}.backup")


@dataclass(frozen=True, slots=True)
class Former:
    """What a database was before an upgrade: the copy, its bytes, when it was made."""

    path: Path
    size: int
    at: datetime


def former_copies(path: Path) -> list[Former]:
    """The copies that upgrades left beside a database, the oldest schema first."""
    real = Path(os.path.realpath(path))
    named = {
        each: re.fullmatch(r"\.schema(\d+)\.backup", each.name.removeprefix(real.name))
        for each in real.parent.glob("*.backup")
    }
    found = sorted((int(match[1]), each) for each, match in named.items() if match)
    return [
        Former(each, (told := each.stat()).st_size, datetime.fromtimestamp(told.st_mtime, UTC)) for _, each in found
    ]


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
