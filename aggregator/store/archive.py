"""Where archived pages lie: rows that point into WARC files. A record is on the disk before its row is committed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from aggregator.base.records import Link
from aggregator.store.articles import iso
from aggregator.store.database import Row, Store
from aggregator.store.sources import dump_link, load_link

_PART = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A page in the archive: ``length`` bytes from ``offset`` of a file, of an article, with its site's time zone and
    what discovery said of it.
    """

    file: str
    offset: int
    length: int
    article_id: str
    url: str
    at: datetime
    timezone: str
    link: Link | None = None


def add(store: Store, capture: Capture) -> None:
    """Enter a capture, inside a write unit."""
    store.execute(
        """INSERT INTO archive (file, "offset", length, article_id, url, at, timezone, link)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            *(capture.file, capture.offset, capture.length, capture.article_id, capture.url, iso(capture.at)),
            *(capture.timezone, dump_link(capture.link) if capture.link else None),
        ),
    )


def has(store: Store, article_id: str) -> bool:
    """Whether there is any capture of an article."""
    return store.row("SELECT 1 FROM archive WHERE article_id = ? LIMIT 1", (article_id,)) is not None


def captures_of(store: Store, article_id: str) -> list[Capture]:
    """The captures of an article, oldest first."""
    rows = store.rows('SELECT * FROM archive WHERE article_id = ? ORDER BY at, file, "offset"', (article_id,))
    return [_capture(row) for row in rows]


def captures_in(store: Store, file: str) -> list[Capture]:
    """The captures in a file, in its order."""
    return [_capture(row) for row in store.rows('SELECT * FROM archive WHERE file = ? ORDER BY "offset"', (file,))]


def articles(store: Store, sites: Collection[str] = ()) -> Iterator[str]:
    """The ids of the articles that have captures, of the named sites or all, in order; read part by part."""
    where = f"AND a.site IN ({', '.join('?' * len(sites))})" if sites else ""
    last = ""
    while True:
        rows = store.rows(
            f"""SELECT a.id FROM articles a WHERE a.id > ? {where}
                AND EXISTS (SELECT 1 FROM archive c WHERE c.article_id = a.id) ORDER BY a.id LIMIT {_PART}""",
            (last, *sites),
        )
        yield from (row["id"] for row in rows)
        if len(rows) < _PART:
            return
        last = rows[-1]["id"]


def end_of(store: Store, file: str) -> int:
    """Where the last capture in a file ends; 0 where there is none."""
    row = store.row('SELECT max("offset" + length) AS "end" FROM archive WHERE file = ?', (file,))
    return row["end"] or 0 if row else 0


def newest_in(store: Store, file: str) -> datetime | None:
    """When the newest capture in a file came; None where it holds none."""
    row = store.row("SELECT max(at) AS at FROM archive WHERE file = ?", (file,))
    return datetime.fromisoformat(row["at"]) if row and row["at"] else None


def drop_file(store: Store, file: str) -> None:
    """Forget all that a file holds, in a transaction of its own."""
    with store.write():
        store.execute("DELETE FROM archive WHERE file = ?", (file,))


def _capture(row: Row) -> Capture:
    link = load_link(row["link"]) if row["link"] else None
    return Capture(**{**dict(row), "at": datetime.fromisoformat(row["at"]), "link": link})
