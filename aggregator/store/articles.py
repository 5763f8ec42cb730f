"""Articles in the database: one put decides whether it is new, changed, completed or the same."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import blake2b

from aggregator.base.records import Article
from aggregator.base.text import comparable
from aggregator.store.database import Row, Store
from aggregator.store.ids import content_id, content_number
from aggregator.store.search import terms

MIN_COPY = 200
"""Letters and digits that a body must have before an equal one is called a copy."""


class Change(StrEnum):
    """What storing an article did. COMPLETED: only its headline was known before. UPDATED: something other than
    title, summary and body, so no new version.
    """

    NEW = "new"
    CHANGED = "changed"
    COMPLETED = "completed"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


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
    return blake2b(letters.encode(), digest_size=16).hexdigest() if len(letters) >= MIN_COPY else None


def article_id(canonical_url: str) -> str:
    """The id that an article of this canonical address has in every database."""
    return content_id("article", canonical_url)


def find(store: Store, canonical_url: str) -> Row | None:
    """The article of a canonical address, its own or one that leads to it."""
    return store.row("SELECT * FROM articles WHERE canonical_url = ?", (canonical_url,)) or store.row(
        "SELECT a.* FROM aliases l JOIN articles a ON a.id = l.article_id WHERE l.canonical_url = ?", (canonical_url,)
    )


def put(store: Store, article: Article, *, sorted_at: datetime | None, now: datetime, kinds: Sequence[str]) -> Stored:
    """Store an article inside a :meth:`Store.write` unit.

    ``sorted_at`` is the instant of ``published`` (None: unknown, then ``now`` of the first time). A value that is
    missing this time never removes a stored one; a changed title, summary or body keeps the former state as a
    version; a headline never replaces a whole article.
    """
    old = find(store, article.canonical_url)
    if old is None:
        return _insert(store, article, sorted_at=sorted_at or now, now=now, kinds=kinds)
    stored = Stored(old["id"], Change.UNCHANGED, old["version"])
    if article.headline_only and not old["headline_only"]:
        _seen(store, stored.article_id, now)
        return stored
    completes = bool(old["headline_only"]) and not article.headline_only
    values = _merged(article, old)
    told = _differs(values, old, ("title", "summary", "body"))
    if (
        completes
        or told
        or _differs(values, old, ("image", "video", "paywalled", "language"))
        or _lists_differ(store, stored.article_id, article)
    ):
        if told and not completes:
            stored = Stored(old["id"], Change.CHANGED, old["version"] + 1)
            _keep_version(store, old)
        else:
            stored = Stored(old["id"], Change.COMPLETED if completes else Change.UPDATED, old["version"])
        _update(store, old, article, values, stored, sorted_at=sorted_at if completes else None, now=now, kinds=kinds)
    _seen(store, stored.article_id, now)
    return stored


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
    _unindex(store, row)
    store.execute("DELETE FROM reasons WHERE subject = ?", (row["id"],))
    store.execute("DELETE FROM articles WHERE id = ?", (row["id"],))


def _insert(store: Store, article: Article, *, sorted_at: datetime, now: datetime, kinds: Sequence[str]) -> Stored:
    key = article_id(article.canonical_url)
    store.execute(
        """INSERT INTO articles (docid, id, url, canonical_url, site, language, title, summary, body, published,
               modified, first_seen, last_seen, sorted_at, image, video, kinds, version_at, headline_only, paywalled,
               body_hash, rules)
           VALUES (:docid, :id, :url, :canonical_url, :site, :language, :title, :summary, :body, :published,
               :modified, :now, :now, :sorted_at, :image, :video, :kinds, :now, :headline_only, :paywalled,
               :body_hash, :rules)""",
        {
            "docid": content_number("article", article.canonical_url),
            "id": key,
            "url": article.url,
            "canonical_url": article.canonical_url,
            "site": article.site,
            "language": article.language,
            "title": article.title,
            "summary": article.summary,
            "body": article.body,
            "published": article.published,
            "modified": article.modified,
            "now": iso(now),
            "sorted_at": iso(sorted_at),
            "image": article.images[0].url if article.images else None,
            "video": article.videos[0].url if article.videos else None,
            "kinds": json.dumps(list(kinds)),
            "headline_only": int(article.headline_only),
            "paywalled": int(article.paywalled),
            "body_hash": body_hash(article.body),
            "rules": json.dumps(dict(article.rules), sort_keys=True),
        },
    )
    _put_lists(store, key, article)
    _index(store, content_number("article", article.canonical_url), article.title, article.summary, article.body)
    return Stored(key, Change.NEW, 1)


def _merged(article: Article, old: Row) -> dict[str, object]:
    """The row's values with what is new, the stored ones kept where the page is silent this time."""
    new = {
        "title": article.title,
        "summary": article.summary,
        "body": article.body,
        "language": article.language,
        "image": article.images[0].url if article.images else None,
        "video": article.videos[0].url if article.videos else None,
        "paywalled": int(article.paywalled),
    }
    return {name: old[name] if value is None else value for name, value in new.items()}


def _differs(values: dict[str, object], old: Row, names: Sequence[str]) -> bool:
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


def _lists_differ(store: Store, article_id: str, article: Article) -> bool:
    for table, rows in _lists(article).items():
        if rows:
            stored = store.rows(
                f"SELECT {', '.join(_LISTS[table])} FROM {table} WHERE article_id = ? ORDER BY position",
                (article_id,),
            )
            if [tuple(row) for row in stored] != rows:
                return True
    return False


def _put_lists(store: Store, article_id: str, article: Article) -> None:
    for table, rows in _lists(article).items():
        if not rows:
            continue
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


def _update(
    store: Store,
    old: Row,
    article: Article,
    values: dict[str, object],
    stored: Stored,
    *,
    sorted_at: datetime | None,
    now: datetime,
    kinds: Sequence[str],
) -> None:
    _unindex(store, old)
    store.execute(
        """UPDATE articles SET title = :title, summary = :summary, body = :body, language = :language,
               published = coalesce(:published, published), modified = coalesce(:modified, modified),
               sorted_at = coalesce(:sorted_at, sorted_at), image = :image, video = :video, kinds = :kinds,
               version = :version,
               version_at = coalesce(:version_at, version_at), headline_only = :headline_only,
               paywalled = :paywalled, gone = 0,
               body_hash = coalesce(:body_hash, body_hash), rules = :rules
           WHERE id = :id""",
        values
        | {
            "id": stored.article_id,
            "published": article.published if stored.change is Change.COMPLETED or old["published"] is None else None,
            "modified": article.modified,
            "sorted_at": iso(sorted_at) if sorted_at else None,
            "kinds": json.dumps(list(kinds)),
            "version": stored.version,
            "version_at": None if stored.change is Change.UPDATED else iso(now),
            "headline_only": int(article.headline_only),
            "body_hash": body_hash(article.body),
            "rules": json.dumps(dict(article.rules), sort_keys=True),
        },
    )
    _put_lists(store, stored.article_id, article)
    _index(store, old["docid"], values["title"], values["summary"], values["body"])


def _seen(store: Store, article_id: str, now: datetime) -> None:
    store.execute("UPDATE articles SET last_seen = ? WHERE id = ?", (iso(now), article_id))


def _index(store: Store, docid: int, title: object, summary: object, body: object) -> None:
    store.execute(
        "INSERT INTO search (rowid, title, summary, body, names) VALUES (?, ?, ?, ?, '')",
        (docid, *_terms(title, summary, body)),
    )


def _unindex(store: Store, old: Row) -> None:
    store.execute(
        "INSERT INTO search (search, rowid, title, summary, body, names) VALUES ('delete', ?, ?, ?, ?, '')",
        (old["docid"], *_terms(old["title"], old["summary"], old["body"])),
    )


def _terms(*texts: object) -> tuple[str, ...]:
    return tuple(terms(text) if isinstance(text, str) else "" for text in texts)
