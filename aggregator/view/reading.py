"""Reading the database as it stands at one moment, errors told as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aggregator.store.database import Store
from aggregator.store.files import storage_error
from aggregator.store.sqlite import sqlite3


@contextmanager
def reading(path: Path) -> Iterator[Store]:
    """The database, opened for reading; everything that is read under it is of one moment.

    Raises :class:`StorageError` or :class:`RefusedError` like :meth:`Store.read`, and for what fails while reading.
    """
    store = Store.read(path)
    store.connection.text_factory = _decode
    try:
        with one_moment(store):
            yield store
    finally:
        store.close()


@contextmanager
def one_moment(store: Store) -> Iterator[Store]:
    """An open database of which everything that is read under it is of one moment. Raises :class:`StorageError`."""
    store.execute("BEGIN")
    try:
        yield store
    except sqlite3.Error as error:
        raise storage_error(store.path, error) from error
    finally:
        if store.connection.in_transaction:
            store.connection.execute("ROLLBACK")


def _decode(data: bytes) -> str:
    """Text whose bytes another program damaged is shown with U+FFFD rather than ending the command."""
    return data.decode("utf-8", "replace")


@dataclass(slots=True)
class Skipped:
    """Rows that could not be read, and why; they are left out, the others go on."""

    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, what: str, why: object) -> None:
        """Count one more; the first few are kept for the message."""
        self.count += 1
        if len(self.examples) < 3:
            self.examples.append(f"{what} ({why})")

    def __str__(self) -> str:
        more = "" if self.count <= len(self.examples) else " …"
        return f"{self.count} unreadable row{'s' * (self.count != 1)} left out: {'; '.join(self.examples)}{more}"
