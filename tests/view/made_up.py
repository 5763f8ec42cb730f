"""Made-up articles in a database of their own."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aggregator.base.claims import Facts
from aggregator.base.records import Article, Image, Video
from aggregator.crawl.settling import settle
from aggregator.store import claims, near
from aggregator.store.articles import put
from aggregator.store.database import Store
from aggregator.store.groups import put_story
from aggregator.view.articles import Entry, listed
from aggregator.view.filters import Filters, resolve
from aggregator.view.reading import Skipped, reading

START = datetime(2026, 7, 1, 3, tzinfo=UTC)


class Shelf:
    """A database that is filled article by article; each stands an hour after the one before."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = Store.open(path, durable=False)
        self.count = 0

    def put(
        self,
        title: str,
        *,
        site: str = "lantern-wire",
        kinds: Sequence[str] = ("trailer",),
        facts: Facts | None = None,
        **values: Any,
    ) -> str:
        """Store one article, and what it states; the id that it got."""
        self.count += 1
        at = values.pop("at", START + timedelta(hours=self.count))
        url = values.pop("url", f"https://{site}.example/news/{self.count}")
        published = values.pop("published", at.isoformat())
        article = Article(
            url=url,
            canonical_url=values.pop("canonical_url", url),
            site=site,
            language=values.pop("language", "en"),
            title=title,
            published=published,
            **values,
        )
        with self.store.write():
            stored = put(self.store, article, sorted_at=at, now=at, kinds=kinds)
            if facts is not None:
                touched = claims.put(self.store, stored, article.language, facts)
                settle(self.store, touched, now=at, articles=[stored.article_id])
        return stored.article_id

    def rich(self, title: str = "Sky of Winds opens in January", **values: Any) -> str:
        """One article that has everything."""
        given: dict[str, Any] = {
            "summary": "The made-up series opens in January.",
            "body": "First paragraph of the made-up news.\n\nSecond paragraph.",
            "authors": ("Jo Sample", "藍 いろは"),
            "modified": "2026-07-02T09:00:00+09:00",
            "images": (Image("https://lantern-wire.example/a.jpg", "key visual", 1200, 630),),
            "videos": (Video("https://videos.example/watch?v=1", "videos", "1"),),
            "tags": ("Sky of Winds", "premieres"),
            "rules": {"title": "ld:headline", "body": "body"},
        }
        return self.put(title, **(given | values))

    def copy(self, original: str, copy: str) -> None:
        """Mark one article as the copy of another."""
        with self.store.write():
            near.mark(self.store, copy, original, {})

    def story(self, *members: str) -> str:
        """Make articles one story; the story's id."""
        with self.store.write():
            return put_story(self.store, members)

    def work(self, key: str, title: str, articles: Sequence[str], names: Sequence[str] = ()) -> None:
        """A work with its names, and the articles about it."""
        self.run("INSERT INTO works (id, title) VALUES (?, ?)", key, title)
        for name in names:
            self.run("INSERT INTO work_names VALUES (?, ?, NULL, 'made up')", key, name)
        for article in articles:
            self.run("INSERT INTO article_works (article_id, work_id, position) VALUES (?, ?, 0)", article, key)

    def credit(self, article: str, name: str, person: str | None = None, spellings: Sequence[str] = ()) -> None:
        """A credit in an article, of a person with other spellings."""
        if person:
            self.run("INSERT INTO people (id, name) VALUES (?, ?)", person, name)
        for spelling in spellings:
            self.run("INSERT INTO person_names VALUES (?, ?, NULL, 'made up')", person, spelling)
        self.run(
            """INSERT INTO credits (id, article_id, article_version, person_id, field, role, role_text, name, status,
                   news, quote, start, "end", rule)
               VALUES (?, ?, 1, ?, 'title', 'director', 'director', ?, 'new', 1, '', 0, 0, 'made up')""",
            f"credit-{article}-{name}",
            article,
            person,
            name,
        )

    def run(self, sql: str, *parameters: object) -> None:
        """One statement in a transaction of its own."""
        with self.store.write():
            self.store.execute(sql, parameters)

    def listed(self, *, limit: int | None = None, skipped: Skipped | None = None, **filters: Any) -> list[Entry]:
        """What a list with these filters holds."""
        with reading(self.path) as store:
            condition = resolve(store, Filters(**filters))
            return list(listed(store, condition, skipped or Skipped(), limit=limit))

    def titles(self, **filters: Any) -> list[str]:
        """The titles of that list."""
        return [entry.title for entry in self.listed(**filters)]


def lines(data: bytes) -> list[dict[str, Any]]:
    """The objects of NDJSON."""
    return [json.loads(line) for line in data.decode().splitlines()]
