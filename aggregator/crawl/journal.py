"""What a worker reads is written down for the whole database, beside its own shard."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from aggregator.base.records import Page
from aggregator.crawl.path import Reading
from aggregator.download.warc import record_of
from aggregator.store import shards
from aggregator.store.articles import iso
from aggregator.store.database import Store
from aggregator.store.sources import dump_link


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A reading with all that it takes to store it: its site's time zone, when it was read, and other addresses."""

    reading: Reading
    timezone: str
    at: datetime
    aliases: tuple[str, ...] = ()


ENTRY = TypeAdapter(Entry)


@dataclass(frozen=True, slots=True)
class Journal:
    """Writes readings down; with ``records`` their pages too."""

    records: bool

    def keep(
        self,
        store: Store,
        reading: Reading,
        *,
        timezone: str,
        at: datetime,
        key: str | None = None,
        aliases: Collection[str] = (),
        page: Page | None = None,
    ) -> None:
        """Write a reading down, inside the unit that stores it. ``key`` is that of its address in the frontier."""
        entry = Entry(reading=reading, timezone=timezone, at=at, aliases=tuple(sorted(aliases)))
        record: tuple[object, ...] = (None, None, None, None)
        if page is not None and self.records:
            record = (record_of(page), page.url, iso(page.fetched_at), dump_link(page.link) if page.link else None)
        shards.keep_reading(store, (key, ENTRY.dump_json(entry).decode(), *record))
