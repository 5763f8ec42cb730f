"""The archive of pages as they came: WARC files in a folder beside the database, which says where each page lies.

A file is written by one process at a time, which holds its lock. A row is committed only after the record is on the
disk; a kill leaves at most bytes that no row points to: whole records, which stay, or a torn one, which is cut off
before the file is written on. Whole files are dropped, the oldest first, when there are too many bytes or they are too
old.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO, FileIO
from pathlib import Path
from uuid import uuid4

from aggregator import __version__
from aggregator.base.config import ArchiveConfig
from aggregator.base.errors import BadInputError
from aggregator.base.records import Link, Page
from aggregator.base.urls import canonical_url
from aggregator.download.warc import address_of, filler, head_of, member_ends, read_record, record_of, records_in
from aggregator.store import archive as captures
from aggregator.store.archive import Capture
from aggregator.store.articles import Change, Stored
from aggregator.store.database import Store
from aggregator.store.files import storage_error
from aggregator.store.forget import forgotten_addresses

LARGEST = 256 << 20
"""Bytes after which a file is full; an eighth of the archive's limit where that is less."""
_STAMP = "%Y%m%d%H%M%S"


def archive_folder(database: Path) -> Path:
    """Where the archive of a database lies, whatever links lead to the database."""
    return Path(f"{os.path.realpath(database)}.archive")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of a record: its article, the address that was asked for, when it came, its site's time zone, and
    what discovery said of it.
    """

    article_id: str
    url: str
    at: datetime
    timezone: str
    link: Link | None = None


class Archive:
    """The archive of one database, for one process.

    All that writes raises :class:`StorageError` where the disk does not take it.
    """

    def __init__(self, database: Path, config: ArchiveConfig, *, agent: str = "") -> None:
        self.folder = archive_folder(database)
        self._limit = config.max_mib << 20
        self._keep = timedelta(days=config.keep_days)
        self._agent = agent
        self._file: FileIO | None = None
        self._name = ""
        self._end = 0
        self._synced = True

    def wants(self, store: Store, stored: Stored) -> bool:
        """Whether the page of an article that was stored is kept."""
        return stored.change is not Change.UNCHANGED or not captures.has(store, stored.article_id)

    def keep_stored(self, store: Store, page: Page, stored: Stored, *, timezone: str) -> None:
        """Keep the page of an article that was stored, if it told something new: there is one for each state."""
        if self.wants(store, stored):
            self.keep(store, page, stored.article_id, timezone=timezone)

    def keep(self, store: Store, page: Page, article_id: str, *, timezone: str) -> None:
        """Append a page and enter it, inside a write unit; its bytes are synced before the unit is committed."""
        told = Told(article_id=article_id, url=page.url, at=page.fetched_at, timezone=timezone, link=page.link)
        self.keep_record(store, record_of(page), told)

    def keep_record(self, store: Store, record: bytes, told: Told) -> None:
        """The same for a page whose record is made already."""
        try:
            file = self._writable(store, told.at)
            offset = self._append(file, record)
        except OSError as error:
            raise storage_error(self.folder / self._name, error) from error
        store.before_commit(self._sync)
        capture = Capture(
            file=self._name,
            offset=offset,
            length=len(record),
            article_id=told.article_id,
            url=told.url,
            at=told.at,
            timezone=told.timezone,
            link=told.link,
        )
        captures.add(store, capture)

    def page(self, capture: Capture) -> Page:
        """An archived page. Raises :class:`BadInputError` where its record is not there or broken."""
        return read_record(self.record(capture), url=capture.url)

    def record(self, capture: Capture) -> bytes:
        """An archived page's record. Raises :class:`BadInputError` where the file is not there, or shorter."""
        try:
            with (self.folder / capture.file).open("rb") as file:
                file.seek(capture.offset)
                record = file.read(capture.length)
        except OSError as error:
            raise BadInputError("storage", f"{self.folder / capture.file}: {error.strerror}") from error
        if len(record) < capture.length:
            raise BadInputError("truncated", f"{self.folder / capture.file}: ends before its record of {capture.url}")
        return record

    def trim(self, store: Store, *, now: datetime) -> int:
        """Drop the oldest files while the archive is larger than its limit, and those whose newest page is older than
        is kept; never one that is being written. Returns how many.
        """
        files = self.files()
        left = sum(path.stat().st_size for path in files)
        dropped = 0
        for path in files:
            newest = captures.newest_in(store, path.name) or _begun(path)
            if left <= self._limit and (newest is None or now - newest <= self._keep):
                continue
            size = path.stat().st_size
            file = _lock(path, "r")
            if file is None:
                continue
            with file:
                captures.drop_file(store, path.name)
                path.unlink()
            left -= size
            dropped += 1
        return dropped

    def purge(self, store: Store) -> int:
        """Overwrite the pages of forgotten articles, whose rows are gone by now. Returns how many.

        A kill before the end leaves some of them; the next purge finds those.
        """
        forgotten = forgotten_addresses(store)
        gone = 0
        for path in self.files():
            spots = dict(self._unclaimed(store, path, forgotten))
            if spots:
                _overwrite(path, spots)
                gone += len(spots)
        return gone

    def files(self) -> list[Path]:
        """The archive's files, oldest first."""
        return sorted(self.folder.glob("*.warc.gz"))

    def close(self) -> None:
        """Close the file that is written."""
        if self._file is not None:
            self._file.close()
            self._file = None
            self._name = ""

    def _append(self, file: FileIO, record: bytes) -> int:
        """Write a record at the end; where that fails the file is cut back. Returns where the record begins."""
        offset = self._end
        self._synced = False
        try:
            file.seek(offset)
            written = 0
            while written < len(record):
                written += file.write(record[written:])
        except OSError:
            with suppress(OSError):
                file.truncate(offset)
            raise
        self._end = offset + len(record)
        return offset

    def _sync(self) -> None:
        if self._file is not None and not self._synced:
            try:
                os.fsync(self._file.fileno())
            except OSError as error:
                raise storage_error(self.folder / self._name, error) from error
            self._synced = True

    def _writable(self, store: Store, now: datetime) -> FileIO:
        """The file that is written, the newest one written on, or a new one."""
        if self._file is not None and self._end >= self._full:
            self._sync()
            self.close()
        if self._file is None:
            if not self.folder.exists():
                self.folder.mkdir(exist_ok=True)
                _sync_folder(self.folder.parent)
            self._file = self._go_on(store) or self._begin(now)
        return self._file

    @property
    def _full(self) -> int:
        return min(LARGEST, self._limit // 8)

    def _go_on(self, store: Store) -> FileIO | None:
        """The newest file, if it is not full, nobody else writes it and all that is known of it is there."""
        for path in self.files()[-1:]:
            file = _lock(path, "r+")
            if file is None:
                return None
            known, size = captures.end_of(store, path.name), path.stat().st_size
            if size > known:
                file.seek(known)
                size = known + max(member_ends(file), default=0)
                file.truncate(size)
            if size and known <= size < self._full:
                self._name, self._end = path.name, size
                return file
            file.close()
        return None

    def _begin(self, now: datetime) -> FileIO:
        self._name = f"{now.astimezone(UTC).strftime(_STAMP)}-{uuid4().hex[:8]}.warc.gz"
        path = self.folder / self._name
        file = FileIO(path, "x")
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        software = f"anime-news-aggregator/{__version__}"
        self._end = 0
        self._append(file, head_of(name=self._name, now=now, software=software, agent=self._agent))
        _sync_folder(self.folder)
        return file

    def _unclaimed(self, store: Store, path: Path, addresses: Container[str]) -> Iterator[tuple[int, int]]:
        """Records of some addresses in those parts of a file that no row points to, as (offset, length)."""
        at = 0
        known = [(c.offset, c.length) for c in captures.captures_in(store, path.name)]
        with path.open("rb") as file:
            for offset, length in [*known, (path.stat().st_size, 0)]:
                if at < offset:
                    file.seek(at)
                    for start, size in _records_of(file.read(offset - at), addresses):
                        yield at + start, size
                at = offset + length


def _records_of(data: bytes, addresses: Container[str]) -> Iterator[tuple[int, int]]:
    """The records of some addresses, as (offset, length)."""
    start = 0
    for end in member_ends(BytesIO(data)):
        with suppress(BadInputError):
            for record in records_in(BytesIO(data[start:end])):
                if canonical_url(address_of(record)) in addresses:
                    yield start, end - start
        start = end


def _overwrite(path: Path, spots: Mapping[int, int]) -> None:
    """Put records that hold nothing in the places of others."""
    try:
        with path.open("r+b") as file:
            for offset, length in spots.items():
                file.seek(offset)
                file.write(filler(length))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise storage_error(path, error) from error


def _lock(path: Path, mode: str) -> FileIO | None:
    """A file that nobody else writes, opened and locked; None where somebody does, or where it is gone by now."""
    try:
        file = FileIO(path, mode)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    if os.fstat(file.fileno()).st_nlink == 0:
        file.close()
        return None
    return file


def _begun(path: Path) -> datetime | None:
    """When a file was begun, by its name."""
    try:
        return datetime.strptime(path.name.partition("-")[0], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _sync_folder(folder: Path) -> None:
    """Have the disk know a file's name too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
