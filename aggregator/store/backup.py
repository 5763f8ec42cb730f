"""Safe copies of the whole database, made while it is in use, and the way back.

A copy is made with SQLite's backup API (sqlite.org/backup.html) in one step, which is one read transaction: it holds
one moment, waits for no crawl and holds none up. It is a single file without a log beside it.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from aggregator.base.errors import AggregatorError, StorageError
from aggregator.store.checks import damage
from aggregator.store.copying import copied
from aggregator.store.database import Store
from aggregator.store.files import Told, connected, inspect

KEEP = 7
"""Generations that are kept unless somebody says otherwise."""
_COUNT = "SELECT count(*) FROM articles"


@dataclass(frozen=True, slots=True)
class Generation:
    """A copy that was made: where it lies and of which moment it is."""

    path: Path
    at: datetime


def generation_name(database: Path, at: datetime) -> str:
    """The file name of a copy of this moment."""
    return f"{database.stem}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}.db"


def generations(folder: Path, database: Path) -> list[Generation]:
    """The copies of a database in a folder, newest first. What else lies there is none of them."""
    name = re.compile(re.escape(database.stem) + r"-(\d{8}T\d{6}Z)\.db")
    matches = [(path, name.fullmatch(path.name)) for path in (folder.glob("*.db") if folder.is_dir() else ())]
    found = [
        Generation(path, datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC))
        for path, match in matches
        if match
    ]
    return sorted(found, key=lambda generation: generation.at, reverse=True)


def prune(folder: Path, database: Path, *, keep: int) -> list[Path]:
    """Remove all but the ``keep`` newest copies. Returns those that are gone. Raises :class:`StorageError`."""
    gone = [generation.path for generation in generations(folder, database)[max(keep, 1) :]]
    for path in gone:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(f"{path}: can't be removed ({error.strerror})") from error
    return gone


def copy(source: Store, target: Path) -> int:
    """Copy the open database to a new file, and look whether the copy is whole. Returns the number of its articles.

    Raises :class:`StorageError`; what stands at ``target`` then is worth nothing.
    """
    found = copied(source.connection, target, _COUNT)
    _refuse_damage(target, "the copy")
    return found


class Present(StrEnum):
    """What stands where a backup is to go."""

    NOTHING = "nothing"
    SOUND = "sound"
    UNUSABLE = "unusable"


def present(database: Path) -> Present:
    """What stands there: a database of ours that is whole, nothing, or something else."""
    try:
        if inspect(database) is None:
            return Present.NOTHING
    except AggregatorError:
        return Present.UNUSABLE
    return Present.UNUSABLE if damage(database) else Present.SOUND


def check_backup(backup: Path) -> None:
    """Raises :class:`StorageError` or :class:`RefusedError` for a file that is damaged or no database of ours."""
    if inspect(backup) is None:
        raise StorageError(f"{backup}: no backup here; `aggregator backup` makes one")
    _refuse_damage(backup, "the backup")


def restore(backup: Path, database: Path, *, aside: Path) -> int:
    """Put a checked copy in the place of the database. Returns the number of its articles.

    A sound database is replaced inside one transaction: whoever reads it meanwhile, and whatever is killed, it is the
    old one or the new one. What is unusable is moved to ``aside`` first, with its log. The run's lock must be held.
    Raises :class:`StorageError`.
    """
    there = present(database)
    if there is Present.UNUSABLE:
        _move_aside(database, aside)
    with connected(backup, "ro") as source:
        try:
            if there is not Present.SOUND:
                return _fill(source, database)
            with Store.open(database) as store, Told(database):
                source.backup(store.connection)
                count: int = store.connection.execute(_COUNT).fetchone()[0]
                return count
        finally:
            source.close()


def _fill(source: Any, database: Path) -> int:
    """Make a file of the copy beside the database's place, then put it there."""
    draft = database.with_name(f".{database.name}.{os.getpid()}.restored")
    try:
        found = copied(source, draft, _COUNT)
        with Told(database):
            draft.replace(database)
        return found
    finally:
        draft.unlink(missing_ok=True)


def _move_aside(database: Path, aside: Path) -> None:
    """The log first: a log alone is no database, but a database without its log is an older one."""
    for suffix in ("-wal", "-shm", "-journal", ""):
        path = Path(f"{database}{suffix}")
        try:
            if path.exists():
                path.replace(f"{aside}{suffix}")
        except OSError as error:
            raise StorageError(f"{path}: can't be moved out of the way ({error.strerror})") from error


def _refuse_damage(path: Path, what: str) -> None:
    faults = damage(path)
    if faults:
        raise StorageError(f"{path}: {what} is damaged ({faults[0]}); nothing was changed, use another one")
