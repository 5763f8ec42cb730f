"""A small made-up database with all that the pages show, and a reader of its pages."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from aggregator.base.claims import Credit, Evidence, Facts, Release, WorkMention
from aggregator.view.web import server
from tests.view.made_up import Shelf

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
WORK = "葬りの灯台"
ALIAS = "Lantern of Rest"
BODY = (
    "The series was announced last year.\n\n"
    "Lantern of Rest premieres on January 10, 2027 on Channel Kumo. It streams on Tidepool from January 20, 2027. "
    "Aoi Kumo directs it at Studio Ito, "
    "and 斎藤 ひより voices Hina.\n\nMore is to come."
)
DELAYED = "制作会社は発表した。『葬りの灯台』の放送は2027年4月に延期された。監督は雲あおい。"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"


def evidence(text: str, quote: str, field: Any = "body") -> Evidence:
    start = text.index(quote)
    return Evidence(field=field, quote=quote, start=start, end=start + len(quote), rule="made up")


def first_facts() -> Facts:
    """What the English article states."""
    date = evidence(BODY, "premieres on January 10, 2027 on Channel Kumo")
    return Facts(
        works=(WorkMention(title=WORK, type="tv", aliases=(ALIAS,)),),
        releases=(
            Release(
                work=WORK,
                event="premiere",
                edtf="2027-01-10",
                text="January 10, 2027",
                evidence=date,
                earliest="2027-01-10",
                latest="2027-01-10",
                time="25:30",
                platform="Channel Kumo",
                region="Japan",
                region_code="JP",
            ),
            Release(
                work=WORK,
                event="streaming",
                edtf="2027-01-20",
                text="January 20, 2027",
                evidence=evidence(BODY, "streams on Tidepool from January 20, 2027"),
                earliest="2027-01-20",
                latest="2027-01-20",
                platform="Tidepool",
                region="North America",
                region_code="north-america",
            ),
        ),
        credits=(
            Credit(
                work=WORK,
                role="director",
                role_text="directs",
                name="Aoi Kumo",
                evidence=evidence(BODY, "Aoi Kumo directs it"),
            ),
            Credit(
                work=WORK,
                role="voice",
                role_text="voices",
                name="斎藤 ひより",
                character="Hina",
                evidence=evidence(BODY, "斎藤 ひより voices Hina"),
            ),
        ),
        kinds=("release_date", "cast"),
    )


def second_facts() -> Facts:
    """What the Japanese article states: another date, the same director."""
    return Facts(
        works=(WorkMention(title=WORK, type="tv"),),
        releases=(
            Release(
                work=WORK,
                event="premiere",
                edtf="2027-04",
                text="2027年4月",
                evidence=evidence(DELAYED, "2027年4月に延期された"),
                earliest="2027-04-01",
                latest="2027-04-30",
                status="delayed",
            ),
        ),
        credits=(
            Credit(
                work=WORK,
                role="director",
                role_text="監督",
                name="雲あおい",
                evidence=evidence(DELAYED, "監督は雲あおい"),
            ),
        ),
        kinds=("delay",),
    )


@dataclass(frozen=True)
class World:
    """The database, and the ids of what is in it."""

    path: Path
    story: str
    first: str
    second: str
    alone: str
    hostile: str
    work: str
    person: str


def build(path: Path) -> World:
    """A story of two outlets in two languages, an article alone, and one whose every text is an attack."""
    shelf = Shelf(path)
    first = shelf.put(
        "Lantern of Rest opens in January",
        body=BODY,
        summary="A made-up series.",
        facts=first_facts(),
        kinds=("release_date", "cast"),
        authors=("Jo Sample",),
    )
    second = shelf.put(
        "『葬りの灯台』放送延期", site="tomoshibi", language="ja", body=DELAYED, facts=second_facts(), kinds=("delay",)
    )
    story = shelf.story(first, second)
    alone = shelf.put("A quiet day at the made-up office", body="Nothing was announced.")
    hostile = shelf.put(
        HOSTILE,
        site="kumo-post",
        summary=HOSTILE,
        body=f"{HOSTILE} stars Mal Icious.",
        authors=(HOSTILE,),
        tags=(HOSTILE,),
        facts=Facts(
            works=(WorkMention(title=HOSTILE),),
            credits=(
                Credit(
                    work=HOSTILE,
                    role="voice",
                    role_text=HOSTILE,
                    name=HOSTILE,
                    character=HOSTILE,
                    evidence=evidence(HOSTILE, HOSTILE),
                ),
            ),
        ),
    )
    for site, title in (("lantern-wire", "Lantern Wire"), ("tomoshibi", "ともしび通信"), ("kumo-post", HOSTILE)):
        shelf.run(
            "INSERT INTO sites (site, title, host, language, timezone, first_seen) VALUES (?, ?, ?, 'en', 'UTC', ?)",
            *(site, title, f"{site}.example", NOW.isoformat()),
        )
    row = shelf.store.row("SELECT work_id, person_id FROM credits WHERE article_id = ? AND role = 'voice'", (first,))
    shelf.store.close()
    assert row is not None
    return World(path, story, first, second, alone, hostile, row["work_id"], row["person_id"])


class Reader:
    """Asks pages within this process."""

    def __init__(self, path: Path, *, now: datetime = NOW, **options: Any) -> None:
        self._app = server.application(path, clock=lambda: now, **options).app()

    def get(self, path: str, method: str = "GET", host: str = "localhost", **options: Any) -> httpx.Response:
        """One answer; redirects are not followed."""
        return asyncio.run(self._ask(method, f"http://{host}{path}", options))

    async def _ask(self, method: str, url: str, options: dict[str, Any]) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=self._app)) as client:
            return await client.request(method, url, **options)


def later(days: int) -> datetime:
    """A time of reading some days on."""
    return NOW + timedelta(days=days)
