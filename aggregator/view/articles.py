"""Articles as they stand in the database, with all that they carry: listed, or one found by its id or address."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from aggregator.base.errors import BadInputError, UsageError
from aggregator.base.records import Image, Video
from aggregator.base.urls import canonical_url
from aggregator.store import articles as stored
from aggregator.store.database import Row, Store
from aggregator.view.claims import CREDITS, IN_ORDER, RELEASES, Credit, Release, credit, release
from aggregator.view.filters import Condition
from aggregator.view.reading import Skipped

BATCH = 200
"""Articles that are read and held at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work that an article is about."""

    id: str
    title: str
    type: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article as it stands now. ``published`` and ``modified`` are ISO 8601 as stated (a day alone is possible);
    ``sorted_at`` is the instant it is ordered by, in UTC; ``copies`` are the ids of its copies. ``releases`` and
    ``credits`` are what its present version states, in the order of its text.
    """

    docid: int
    id: str
    url: str
    canonical_url: str
    site: str
    language: str
    title: str
    summary: str | None
    body: str | None
    published: str | None
    modified: str | None
    first_seen: str
    last_seen: str
    sorted_at: str
    image: str | None
    video: str | None
    kinds: tuple[str, ...]
    version: int
    version_at: str
    headline_only: bool
    paywalled: bool
    gone: bool
    duplicate_of: str | None
    story_id: str | None
    rules: dict[str, str]
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    works: tuple[Work, ...] = ()
    releases: tuple[Release, ...] = ()
    credits: tuple[Credit, ...] = ()
    images: tuple[Image, ...] = ()
    videos: tuple[Video, ...] = ()
    copies: tuple[str, ...] = ()


def listed(store: Store, condition: Condition, skipped: Skipped, *, limit: int | None = None) -> Iterator[Entry]:
    """The articles of a condition, newest first, a copy behind its original; read in batches as they are taken."""
    keys = store.execute(
        f"""SELECT a.docid FROM articles a WHERE {condition.shows("a")}
            ORDER BY a.sorted_at DESC, a.id LIMIT {-1 if limit is None else limit:d}""",  # noqa: S608 -- SQL of ours
        condition.parameters,
    )
    return entries(store, (row[0] for row in keys), skipped)


def entries(store: Store, docids: Iterable[int], skipped: Skipped) -> Iterator[Entry]:
    """The articles of these row ids in their order, in batches of :data:`BATCH`."""
    remaining = iter(docids)
    while batch := list(islice(remaining, BATCH)):
        yield from _load(store, batch, skipped)


def by_ids(store: Store, ids: Iterable[str], skipped: Skipped) -> list[Entry]:
    """The articles of these ids, in the order of time."""
    rows = store.rows(
        "SELECT docid FROM articles WHERE id IN (SELECT value FROM json_each(?)) ORDER BY sorted_at, id",
        (json.dumps(list(ids)),),
    )
    return list(entries(store, [row["docid"] for row in rows], skipped))


def find(store: Store, wanted: str) -> Entry | None:
    """The article of an address, of an id or of the beginning of one; None where there is none.

    Raises :class:`UsageError` where several ids begin so, :class:`BadInputError` where the row can't be read.
    """
    docid = _docid(store, wanted.strip())
    if docid is None:
        return None
    skipped = Skipped()
    for entry in entries(store, [docid], skipped):
        return entry
    raise BadInputError("storage", f"{wanted}: {skipped}")


def short_ids(store: Store, ids: Iterable[str], length: int = 7) -> dict[str, str]:
    """For each article's id the shortest beginning, of at least ``length`` characters, that no other id shares."""
    return {key: _shortest(store, key, length) for key in ids}


def _shortest(store: Store, key: str, length: int) -> str:
    neighbours = store.row(
        """SELECT (SELECT max(id) FROM articles WHERE id < :id) AS below,
                  (SELECT min(id) FROM articles WHERE id > :id) AS above""",
        {"id": key},
    )
    for size in range(length, len(key)):
        if not any(other and other[:size] == key[:size] for other in neighbours or ()):
            return key[:size]
    return key


def _docid(store: Store, wanted: str) -> int | None:
    if "/" in wanted:
        try:
            row = stored.find(store, canonical_url(wanted))
        except BadInputError:
            row = None
        return row["docid"] if row else None
    if not wanted:
        return None
    rows = store.rows(
        "SELECT docid, id, title FROM articles WHERE id >= :from AND id < :to ORDER BY id LIMIT 6",
        {"from": wanted, "to": wanted + "\U0010ffff"},
    )
    if len(rows) > 1 and rows[0]["id"] != wanted:
        few = ", ".join(row["id"] for row in rows[:5]) + (" …" if len(rows) > 5 else "")
        raise UsageError(f"{wanted}: several ids begin so ({few}); write more of the one you mean")
    return rows[0]["docid"] if rows else None


def _load(store: Store, docids: list[int], skipped: Skipped) -> Iterator[Entry]:
    rows = {
        row["docid"]: row
        for row in store.execute(
            "SELECT * FROM articles WHERE docid IN (SELECT value FROM json_each(?))", (json.dumps(docids),)
        )
    }
    carried = _Carried(store, [row["id"] for row in rows.values()])
    for docid in docids:
        row = rows.get(docid)
        if row is None:
            continue
        try:
            entry = _entry(row, carried)
        except (ValueError, RecursionError) as error:
            skipped.add(row["id"], error)
        else:
            yield entry


_STATED = "JOIN articles a ON a.id = r.article_id AND a.version = r.article_version"


class _Carried:
    """The lists of a batch of articles, one query a table."""

    def __init__(self, store: Store, ids: list[str]) -> None:
        self._store = store
        self._ids = json.dumps(ids)
        self.authors = self._group("SELECT article_id, name FROM authors {those} ORDER BY article_id, position")
        self.tags = self._group("SELECT article_id, tag FROM article_tags {those} ORDER BY article_id, position")
        self.images = self._group(
            "SELECT article_id, url, alt, width, height FROM article_images {those} ORDER BY article_id, position"
        )
        self.videos = self._group(
            "SELECT article_id, url, provider, video_id FROM article_videos {those} ORDER BY article_id, position"
        )
        self.works = self._group(
            """SELECT article_id, w.id, w.title, w.type FROM article_works JOIN works w ON w.id = work_id {those}
               ORDER BY article_id, position, w.id"""
        )
        self.releases = self._group(f"{RELEASES} {_STATED} {{those}} {IN_ORDER}")
        self.credits = self._group(f"{CREDITS} {_STATED} {{those}} {IN_ORDER}")
        self.copies = self._group(
            """SELECT duplicate_of AS article_id, id FROM articles
               WHERE duplicate_of IN (SELECT value FROM json_each(?)) ORDER BY 1, 2"""
        )

    def _group(self, sql: str) -> dict[str, list[Row]]:
        groups: dict[str, list[Row]] = defaultdict(list)
        those = "WHERE article_id IN (SELECT value FROM json_each(?))"
        for row in self._store.execute(sql.replace("{those}", those), (self._ids,)):
            groups[row[0]].append(row)
        return groups


_COLUMNS = (
    *("docid", "id", "url", "canonical_url", "site", "language", "title", "summary", "body", "published", "modified"),
    *("first_seen", "last_seen", "sorted_at", "image", "video", "version", "version_at", "duplicate_of", "story_id"),
)


def _entry(row: Row, carried: _Carried) -> Entry:
    key = row["id"]
    return Entry(
        **{name: row[name] for name in _COLUMNS},
        headline_only=bool(row["headline_only"]),
        paywalled=bool(row["paywalled"]),
        gone=bool(row["gone"]),
        kinds=tuple(_strings(row["kinds"])),
        rules=_rules(row["rules"]),
        authors=tuple(r["name"] for r in carried.authors.get(key, ())),
        tags=tuple(r["tag"] for r in carried.tags.get(key, ())),
        works=tuple(Work(id=r["id"], title=r["title"], type=r["type"]) for r in carried.works.get(key, ())),
        releases=tuple(map(release, carried.releases.get(key, ()))),
        credits=tuple(map(credit, carried.credits.get(key, ()))),
        images=tuple(Image(*tuple(r)[1:]) for r in carried.images.get(key, ())),
        videos=tuple(Video(*tuple(r)[1:]) for r in carried.videos.get(key, ())),
        copies=tuple(r["id"] for r in carried.copies.get(key, ())),
    )


def _strings(text: str) -> list[str]:
    values = json.loads(text)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError("kinds is no list of words")
    return values


def _rules(text: str) -> dict[str, str]:
    values = json.loads(text)
    if not isinstance(values, dict):
        raise ValueError("rules is no object")
    return {str(name): str(rule) for name, rule in values.items()}
