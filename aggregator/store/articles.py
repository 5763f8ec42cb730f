"""Articles in the database: one put decides whether it is new, changed, completed or the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from aggregator.base.errors import BadInputError
from aggregator.base.records import Article, Image, Video
from aggregator.base.text import comparable
from aggregator.store import near, search_index
from aggregator.store.database import Row, Store
from aggregator.store.fingerprints import MIN_LETTERS
from aggregator.store.ids import content_id, content_number

_VERSIONED = ("title", "summary", "body")
_MAX_INTEGER = 2**63 - 1


class Change(StrEnum):
    """What storing an article did. COMPLETED: only its headline was known before. UPDATED: something other than
    title, summary and body, so no new version. REREAD: other rules read the same page otherwise, which is no edit.
    """

    NEW = "new"
    CHANGED = "changed"
    COMPLETED = "completed"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REREAD = "reread"


@dataclass(frozen=True, slots=True)
class Stored:
    """The article's id, what storing it did, and its version now (from 1)."""

    article_id: str
    change: Change
    version: int


def iso(moment: datetime) -> str:
    """An instant as it stands in the database: UTC, whole seconds."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def body_hash(body: str | None) -> str | None:
    """What equal bodies share, whatever their spaces and punctuation; None for a body too short to tell."""
    letters = comparable(body or "")
    return blake2b(letters.encode(), digest_size=16).hexdigest() if len(letters) >= MIN_LETTERS else None


def article_id(canonical_url: str) -> str:
    """The id that an article of this canonical address has in every database."""
    return content_id("article", canonical_url)


def find(store: Store, canonical_url: str) -> Row | None:
    """The article of a canonical address, its own or one that leads to it."""
    return store.row("SELECT * FROM articles WHERE canonical_url = ?", (canonical_url,)) or store.row(
        "SELECT a.* FROM aliases l JOIN articles a ON a.id = l.article_id WHERE l.canonical_url = ?", (canonical_url,)
    )


def rules(store: Store, canonical_url: str) -> dict[str, str]:
    """By which rule each value of an article was found so far; none where it isn't known."""
    known = find(store, canonical_url)
    told: dict[str, str] = json.loads(known["rules"]) if known is not None else {}
    return told


def put(
    store: Store,
    article: Article,
    *,
    sorted_at: datetime | None,
    now: datetime,
    kinds: Sequence[str],
    digest: str | None = None,
    works: str = "",
) -> Stored:
    """Store an article inside a :meth:`Store.write` unit.

    ``sorted_at`` is the instant of ``published`` (None: unknown, then ``now`` of the first time); ``digest`` is the
    :func:`body_hash` where it was computed already, ``works`` the keys of the works that it will turn out to name, with
    which a new article is entered in the search. A value that is
    missing this time never removes a stored one; a changed title, summary or body keeps the former state as a
    version; a headline never replaces a whole article. ``published`` stays what the page said first, and a new
    ``modified`` alone is no change, for some pages are «modified» whenever they are asked for.

    Raises :class:`BadInputError`, before anything is written, for an article that SQLite can't hold.
    """
    _check(article)
    old = find(store, article.canonical_url)
    if old is None:
        return _insert(store, article, sorted_at=sorted_at or now, now=now, kinds=kinds, digest=digest, works=works)
    change, version = Change.UNCHANGED, old["version"]
    if not article.headline_only or old["headline_only"]:
        values = _merged(article, kinds, old)
        told = _differs(values, old, _VERSIONED)
        if old["headline_only"] and not article.headline_only:
            change = Change.COMPLETED
        elif told:
            change, version = Change.CHANGED, version + 1
            _keep_version(store, old)
        elif _differs(values, old, values.keys() - {"modified"}) or _lists_differ(store, old["id"], article):
            change = Change.UPDATED
        if near.declare(store, old["id"], article.original_url) and change is Change.UNCHANGED:
            change = Change.UPDATED
        if change is not Change.UNCHANGED:
            if values["published"] != old["published"] and sorted_at is not None:
                values["sorted_at"] = iso(sorted_at)
            if change is not Change.UPDATED:
                values["version_at"] = iso(now)
            _update(store, old, values | {"version": version})
            _put_lists(store, old["id"], article, known=True)
    _seen(store, old["id"], now)
    return Stored(old["id"], change, version)


def reread(
    store: Store, article: Article, *, sorted_at: datetime | None, kinds: Sequence[str], digest: str | None
) -> Stored:
    """Make a known article exactly what the present rules read in its archived pages, inside a write unit.

    The outlet edited nothing: there is no new version, nor is the article seen again. A value that is not read any
    more goes, so ask first whether that is wanted. Raises :class:`BadInputError` like :func:`put`, and for an article
    that is not there.
    """
    _check(article)
    old = find(store, article.canonical_url)
    if old is None:
        raise BadInputError("storage", f"{article.url} is not in the database")
    values = {name: value for name, value in _values(article, kinds).items() if name != "gone"}
    values["body_hash"] = digest or body_hash(article.body)
    if values["published"] != old["published"]:
        values["sorted_at"] = iso(sorted_at) if sorted_at else old["first_seen"]
    listed = _lists_differ(store, old["id"], article, exactly=True)
    if not listed and not _differs(values, old, values.keys()):
        return Stored(old["id"], Change.UNCHANGED, old["version"])
    _update(store, old, values)
    if listed:
        _put_lists(store, old["id"], article, known=True, exactly=True)
    return Stored(old["id"], Change.REREAD, old["version"])


def load(store: Store, article_id: str) -> Article | None:
    """An article as it stands; None where there is none of the id."""
    row = store.row("SELECT * FROM articles WHERE id = ?", (article_id,))
    if row is None:
        return None
    lists = {table: _stored_list(store, table, article_id) for table in _LISTS}
    return Article(
        **{name: row[name] for name in ("url", "canonical_url", "site", "language", "title", "summary", "body")},
        **{name: row[name] for name in ("published", "modified")},
        paywalled=bool(row["paywalled"]),
        headline_only=bool(row["headline_only"]),
        authors=tuple(name for (name,) in lists["authors"]),
        tags=tuple(tag for (tag,) in lists["article_tags"]),
        images=tuple(Image(*values) for values in lists["article_images"]),
        videos=tuple(Video(*values) for values in lists["article_videos"]),
        rules=json.loads(row["rules"]),
    )


def alias(store: Store, canonical_url: str, article_id: str) -> None:
    """Remember that an address leads to an article that stands under another."""
    store.execute(
        """INSERT INTO aliases (canonical_url, article_id)
           SELECT :url, :id WHERE NOT EXISTS (SELECT 1 FROM articles WHERE canonical_url = :url)
           ON CONFLICT (canonical_url) DO NOTHING""",
        {"url": canonical_url, "id": article_id},
    )


def mark_gone(store: Store, article_id: str) -> None:
    """The page was taken away; what was read of it stays."""
    store.execute("UPDATE articles SET gone = 1 WHERE id = ? AND gone = 0", (article_id,))


def touch(store: Store, article_id: str, now: datetime) -> None:
    """The page was seen again as it was."""
    _seen(store, article_id, now)
    store.execute("UPDATE articles SET gone = 0 WHERE id = ? AND gone = 1", (article_id,))


def remove(store: Store, row: Row) -> None:
    """Delete an article with all that hangs on it, in the search too; inside a write unit."""
    search_index.take_out(store, row)
    near.unindex(store, row)
    store.execute("DELETE FROM reasons WHERE subject = ?", (row["id"],))
    store.execute("DELETE FROM articles WHERE id = ?", (row["id"],))


def _check(article: Article) -> None:
    texts = (
        *(article.url, article.canonical_url, article.site, article.language, article.title, article.summary),
        *(article.body, article.published, article.modified, *article.authors, *article.tags),
        *(text for image in article.images for text in (image.url, image.alt)),
        *(text for video in article.videos for text in (video.url, video.provider, video.video_id)),
    )
    try:
        "".join(text for text in texts if text).encode()
    except UnicodeEncodeError as error:
        raise BadInputError("storage", f"{article.url!r} holds what is no character ({error.reason})") from error
    if any(abs(size or 0) > _MAX_INTEGER for image in article.images for size in (image.width, image.height)):
        raise BadInputError("storage", f"{article.url!r} has an image of an impossible size")


def _values(article: Article, kinds: Sequence[str]) -> dict[str, Any]:
    """What may change of an article's row, by column; None where the page is silent."""
    return {
        "language": article.language,
        "title": article.title,
        "summary": article.summary,
        "body": article.body,
        "published": article.published,
        "modified": article.modified,
        "image": article.images[0].url if article.images else None,
        "video": article.videos[0].url if article.videos else None,
        "kinds": json.dumps(list(kinds)),
        "headline_only": int(article.headline_only),
        "paywalled": int(article.paywalled),
        "gone": 0,
        "rules": json.dumps(dict(article.rules), sort_keys=True),
    }


def _insert(
    store: Store,
    article: Article,
    *,
    sorted_at: datetime,
    now: datetime,
    kinds: Sequence[str],
    digest: str | None,
    works: str,
) -> Stored:
    key = article_id(article.canonical_url)
    values = _values(article, kinds) | {
        "docid": content_number("article", article.canonical_url),
        "id": key,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "site": article.site,
        "first_seen": iso(now),
        "last_seen": iso(now),
        "version_at": iso(now),
        "sorted_at": iso(sorted_at),
        "body_hash": digest or body_hash(article.body),
    }
    places = ", ".join(f":{name}" for name in values)
    store.execute(f"INSERT INTO articles ({', '.join(values)}) VALUES ({places})", values)
    _put_lists(store, key, article, known=False)
    near.declare(store, key, article.original_url)
    near.index(store, values["docid"], values["sorted_at"], article.body)
    search_index.enter(store, values["docid"], (article.title, article.summary, article.body), works)
    return Stored(key, Change.NEW, 1)


def _merged(article: Article, kinds: Sequence[str], old: Row) -> dict[str, Any]:
    """The row's values with what is new, the stored ones kept where the page is silent this time."""
    new = {name: old[name] if value is None else value for name, value in _values(article, kinds).items()}
    if old["published"] is not None and (article.headline_only or not old["headline_only"]):
        new["published"] = old["published"]
    if article.headline_only:  # a source names it; that says nothing of the page
        new["gone"] = old["gone"]
    new["rules"] = json.dumps(json.loads(old["rules"]) | dict(article.rules), sort_keys=True)
    new["body_hash"] = old["body_hash"] if new["body"] == old["body"] else body_hash(new["body"])
    return new


def _differs(values: Mapping[str, object], old: Row, names: Iterable[str]) -> bool:
    return any(values[name] != old[name] for name in names)


_LISTS: dict[str, tuple[str, ...]] = {
    "authors": ("name",),
    "article_tags": ("tag",),
    "article_images": ("url", "alt", "width", "height"),
    "article_videos": ("url", "provider", "video_id"),
}


def _lists(article: Article) -> dict[str, list[tuple[object, ...]]]:
    return {
        "authors": [(name,) for name in article.authors],
        "article_tags": [(tag,) for tag in article.tags],
        "article_images": [(i.url, i.alt, i.width, i.height) for i in article.images],
        "article_videos": [(v.url, v.provider, v.video_id) for v in article.videos],
    }


def _stored_list(store: Store, table: str, article_id: str) -> list[tuple[Any, ...]]:
    sql = f"SELECT {', '.join(_LISTS[table])} FROM {table} WHERE article_id = ? ORDER BY position"
    return [tuple(row) for row in store.rows(sql, (article_id,))]


def _lists_differ(store: Store, article_id: str, article: Article, *, exactly: bool = False) -> bool:
    """Whether an article has other lists than are stored; an empty one says nothing, unless it counts ``exactly``."""
    return any(
        (rows or exactly) and _stored_list(store, table, article_id) != rows for table, rows in _lists(article).items()
    )


def _put_lists(store: Store, article_id: str, article: Article, *, known: bool, exactly: bool = False) -> None:
    for table, rows in _lists(article).items():
        if not rows and not exactly:
            continue
        if known:
            store.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
        places = ", ".join("?" * (len(_LISTS[table]) + 2))
        store.connection.executemany(
            f"INSERT INTO {table} (article_id, position, {', '.join(_LISTS[table])}) VALUES ({places})",
            [(article_id, position, *row) for position, row in enumerate(rows)],
        )


def _keep_version(store: Store, old: Row) -> None:
    store.execute(
        """INSERT INTO article_versions (article_id, version, seen_at, title, summary, body)
           VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
        (old["id"], old["version"], old["version_at"], old["title"], old["summary"], old["body"]),
    )


def _update(store: Store, old: Row, values: dict[str, Any]) -> None:
    searched = _differs(values, old, _VERSIONED)
    if searched:
        keys = search_index.take_out(store, old)
    changes = ", ".join(f"{name} = :{name}" for name in values)
    store.execute(f"UPDATE articles SET {changes} WHERE id = :id", values | {"id": old["id"]})
    sorted_at = values.get("sorted_at", old["sorted_at"])
    if (sorted_at, values["body"]) != (old["sorted_at"], old["body"]):
        near.unindex(store, old)
        near.index(store, old["docid"], sorted_at, values["body"])
    if searched:
        search_index.enter(store, old["docid"], [values[name] for name in _VERSIONED], keys)


def _seen(store: Store, article_id: str, now: datetime) -> None:
    store.execute("UPDATE articles SET last_seen = ? WHERE id = ?", (iso(now), article_id))
