"""The works that were in the news last."""

from __future__ import annotations

from dataclasses import dataclass

from aggregator.store.database import Row, Store
from aggregator.view import safe
from aggregator.view.instants import instant
from aggregator.view.web import words
from aggregator.view.web.asked import Asked, Link, Page
from aggregator.view.web.cards import Plate, picture, plate

RECENT = 3_000
"""Newest articles whose works are looked at."""
WORKS = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A work with its last news."""

    href: str
    title: str
    type: str
    picture: str | None
    plate: Plate
    articles: int
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """The page of the works."""

    works: list[Item]


def works(store: Store, asked: Asked) -> Page:
    """The works of the newest articles, the one in the news last first."""
    rows = store.rows(
        """WITH recent AS MATERIALIZED (SELECT id, sorted_at, image FROM articles ORDER BY sorted_at DESC, id LIMIT ?)
           SELECT w.id, w.title, w.type, max(r.sorted_at) AS last, count(*) AS articles, max(r.image) AS image
           FROM recent r JOIN article_works aw ON aw.article_id = r.id AND aw.position < 2
           JOIN works w ON w.id = aw.work_id
           GROUP BY w.id ORDER BY last DESC, w.id LIMIT ?""",
        (RECENT, WORKS),
    )
    items = [_item(row, asked) for row in rows]
    return Page(
        template="works.html",
        title="Works in the news",
        model=Works(works=items),
        data=lambda: {"works": [{"id": row["id"], "title": row["title"], "type": row["type"]} for row in rows]},
        links=(Link("JSON", "/works.json", "application/json"),),
        section="works",
    )


def _item(row: Row, asked: Asked) -> Item:
    title = safe.line(row["title"])
    last = instant(row["last"])
    return Item(
        href=f"/work/{row['id']}",
        title=title,
        type=words.type_of(row["type"]),
        picture=picture(row["image"]),
        plate=plate(title),
        articles=row["articles"],
        last=words.ago(last, asked.now) if last else "",
    )
