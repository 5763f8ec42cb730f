"""A database with an archive, filled with made-up pages as a crawl fills it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from aggregator.base.config import ArchiveConfig
from aggregator.base.records import Link, Page
from aggregator.base.sites import Site
from aggregator.crawl import children, reextract
from aggregator.crawl.archive import Archive
from aggregator.crawl.path import Reading, read_judged, store_reading
from aggregator.crawl.reextract import Reextraction, Report
from aggregator.crawl.rereading import ARCHIVED, RESULT, reread
from aggregator.crawl.workers import workers
from aggregator.store.database import Store

NOW = datetime(2027, 1, 6, 10, tzinfo=UTC)
SITE = Site(name="made-up", host="news.example", language="en", timezone="Asia/Tokyo")
TITLE = "The Moss Knight's Diary Reveals April 8 Premiere"
TEXT = (
    "<p>The official website for the television anime <i>The Moss Knight's Diary</i> announced that the series will"
    " premiere on April 8 on Tokyo MX. Aoi Kumo is directing the anime at Studio Kumo.</p>"
    "<p>The staff said that more guests would come, and that the hall would open at noon for all who wait.</p>"
)


def html(title: str = TITLE, text: str = TEXT, more: str = "") -> bytes:
    return (
        f'<html lang="en"><head><title>{title}</title><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2027-01-05T12:00:00+09:00">'
        f'<meta name="description" content="A made-up summary of the day.">{more}</head>'
        f'<body><article><h1>{title}</h1><p class="by">By Jo Sample</p>{text}</article></body></html>'
    ).encode()


def page(body: bytes, number: int = 1, *, link: Link | None = None) -> Page:
    url = f"https://news.example/n/{number}"
    return Page(
        url=url,
        final_url=url,
        body=body,
        content_type="text/html; charset=utf-8",
        fetched_at=NOW,
        headers={"content-type": "text/html; charset=utf-8"},
        link=link,
    )


class Shelf:
    """A database with its archive, filled as a crawl fills it."""

    def __init__(self, folder: Path) -> None:
        self.store = Store.open(folder / "news.db")
        self.archive = Archive(self.store.path, ArchiveConfig())

    def take(self, taken: Page, site: Site = SITE, *, after: int = 0) -> None:
        now = NOW + timedelta(hours=after)
        taken = replace(taken, fetched_at=now)
        reading = read_judged(taken, site)
        assert isinstance(reading, Reading)
        with self.store.write():
            stored = store_reading(self.store, reading, zone=site.zone, now=now).stored
            self.archive.keep(self.store, taken, stored.article_id, timezone=site.timezone)

    def look(self, site: Site | None = SITE, *wanted: str, store: bool = False) -> Report:
        again = Reextraction(self.store, self.archive, {site.name: site} if site else {})
        changed = BytesIO()
        with workers(jobs=1, cluster=None) as found:
            again.look(found, wanted, changed)
        if store:
            again.store(changed, now=NOW)
        return again.report

    def row(self) -> dict[str, Any]:
        (row,) = self.store.rows("SELECT * FROM articles")
        return dict(row)


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are read here: a process of its own takes a second to begin."""

    def read(part: list[str]) -> list[str]:
        asked = [ARCHIVED.validate_json(text) for text in part]
        return [RESULT.dump_json(reread(a, Site.model_validate_json(a.declared))).decode() for a in asked]

    for module in (reextract, children):
        monkeypatch.setattr(module, "read_again", read)
