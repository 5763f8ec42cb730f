"""What a source's answer changes: which links are taken, which pages are looked at again, what is kept of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from aggregator.base.errors import BadInputError
from aggregator.base.records import Page
from aggregator.crawl import source_answers
from aggregator.crawl.session import Session
from aggregator.crawl.source_answers import MAX_SITEMAP_DEPTH, take_source
from aggregator.crawl.source_reading import read_source
from aggregator.crawl.spider import Answer
from aggregator.store import frontier
from aggregator.store.frontier import Kind, Task
from tests.crawl.sessions import SITE, Clock, leased, page, session

MAP = "https://news.example/map.xml"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def rss(*items: tuple[str, str], end: str = "</channel></rss>") -> str:
    told = "".join(f"<item><title>{title}</title><link>{link}</link></item>" for title, link in items)
    return f'<rss version="2.0"><channel><title>made up</title><description>-</description>{told}{end}'


def index(*maps: tuple[str, str]) -> str:
    told = "".join(f"<sitemap><loc>{url}</loc><lastmod>{day}</lastmod></sitemap>" for url, day in maps)
    return f'<sitemapindex xmlns="{SITEMAP}">{told}</sitemapindex>'


def take(run: Session, task: Task, answered: Page) -> None:
    answer = Answer(task=task, page=answered, status=200)
    asyncio.run(take_source(run, SITE, answer, answered, read_source(task.kind, answered, SITE, None)))


def again(run: Session, task: Task) -> Task:
    found = frontier.lease_one(run.store, task.key, now=run.now(), holder=run.holder, seconds=900)
    assert found is not None
    return found


def due(run: Session) -> list[str]:
    rows = run.store.rows("SELECT key FROM frontier WHERE kind = 'article' AND next_at <= ? ORDER BY key", (_now(run),))
    return [row["key"].rpartition("/")[2] for row in rows]


def _now(run: Session) -> str:
    return run.now().isoformat(timespec="seconds")


def looked_at(run: Session) -> None:
    """Have every article read, to be looked at again in a week."""
    with run.store.write():
        run.store.execute("UPDATE frontier SET state = 'done', next_at = '2027-02-01' WHERE kind = 'article'")


def test_of_all_links_only_the_sites_own_articles_are_taken(tmp_path: Path) -> None:
    links = (
        ("an article", "https://news.example/n/1"),
        ("no article", "https://news.example/about"),
        ("of another", "https://other.example/n/2"),
        ("a trap", "https://news.example/x/x/x/n/3"),
        ("the same again", "https://www.news.example/n/1?utm_source=made-up"),
        ("no address", "javascript:alert(1)"),
    )
    with session(tmp_path) as run:
        take(run, leased(run), page(rss(*links)))
        assert due(run) == ["1"]
        rows = run.store.rows("SELECT canonical_url, title FROM links")
        assert [tuple(row) for row in rows] == [("https://other.example/n/2", "of another")]


def test_a_known_article_is_not_asked_for_again(tmp_path: Path) -> None:
    with session(tmp_path) as run:
        task = leased(run)
        take(run, task, page(rss(("a", "https://news.example/n/1"))))
        looked_at(run)
        take(run, again(run, task), page(rss(("a", "https://news.example/n/1"), ("b", "https://news.example/n/2"))))
        assert due(run) == ["2"]


def test_another_title_has_the_page_looked_at_again(tmp_path: Path) -> None:
    with session(tmp_path) as run:
        task = leased(run)
        take(run, task, page(rss(("a", "https://news.example/n/1"), ("b", "https://news.example/n/2"))))
        looked_at(run)
        answered = page(rss(("a, corrected", "https://news.example/n/1"), ("b", "https://news.example/n/2")))
        take(run, again(run, task), answered)
        assert due(run) == ["1"]


def test_validators_are_kept_of_a_whole_document_alone(tmp_path: Path) -> None:
    with session(tmp_path) as run:
        task = leased(run)
        items = tuple((str(n), f"https://news.example/n/{n}") for n in range(3))
        take(run, task, page(rss(*items, end=""), etag='"half"'))
        assert again(run, task).validators.etag is None
        (row,) = run.store.rows("SELECT outcome, reason FROM fetches")
        assert tuple(row) == ("OK", "truncated")


def test_a_document_that_is_no_source_changes_nothing(tmp_path: Path) -> None:
    with session(tmp_path) as run:
        task = leased(run)
        with pytest.raises(BadInputError) as raised:
            take(run, task, page("<html><title>Log in</title></html>", kind="text/html", etag='"login"'))
        assert raised.value.reason == "not_a_feed"
        row = run.store.row("SELECT etag, fetched_at FROM frontier")
        assert row is not None
        assert tuple(row) == (None, None)


def test_a_feed_with_news_is_asked_sooner_and_one_without_later(tmp_path: Path) -> None:
    clock = Clock()
    waits = []
    with session(tmp_path, clock) as run:
        task = leased(run)
        for number in (1, 2, 2, 2):
            items = tuple((str(n), f"https://news.example/n/{n}") for n in range(number))
            take(run, task, page(rss(*items)))
            row = run.store.row("SELECT interval FROM frontier WHERE kind = 'feed'")
            assert row is not None
            waits.append(row["interval"])
            clock.move(hours=2)
            task = again(run, task)
    assert waits == [3600, 1800, 2700, 4050]


def test_an_indexs_sitemaps_are_taken_on_and_asked_when_they_change(tmp_path: Path) -> None:
    first, second = "https://news.example/1.xml", "https://news.example/2.xml"
    with session(tmp_path) as run:
        task = leased(run, MAP, Kind.SITEMAP)
        maps = index((first, "2027-01-05"), (second, "2027-01-05"), ("https://other.example/3.xml", "2027-01-05"))
        take(run, task, page(maps, MAP))
        rows = run.store.rows("SELECT url, depth FROM frontier WHERE depth > 0 ORDER BY url")
        assert [tuple(row) for row in rows] == [(first, 1), (second, 1)]
        run.store.execute("UPDATE frontier SET state = 'done', next_at = NULL WHERE depth > 0")
        take(run, again(run, task), page(index((first, "2027-01-06"), (second, "2027-01-05")), MAP))
        rows = run.store.rows("SELECT url FROM frontier WHERE depth > 0 AND next_at IS NOT NULL")
        assert [row["url"] for row in rows] == [first]


def test_a_sitemap_that_its_index_dates_waits_for_the_index(tmp_path: Path) -> None:
    inner = "https://news.example/1.xml"
    with session(tmp_path) as run:
        take(run, leased(run, MAP, Kind.SITEMAP), page(index((inner, "2027-01-05")), MAP))
        child = frontier.lease_one(run.store, f"{SITE.name} {inner}", now=run.now(), holder=run.holder, seconds=900)
        assert child is not None
        urls = f'<urlset xmlns="{SITEMAP}"><url><loc>https://news.example/n/1</loc></url></urlset>'
        take(run, child, page(urls, inner))
        row = run.store.row("SELECT next_at FROM frontier WHERE key = ?", (child.key,))
        assert row is not None
        assert row["next_at"] is None
        assert due(run) == ["1"]


def test_sitemaps_below_the_deepest_are_not_taken_on(tmp_path: Path) -> None:
    with session(tmp_path) as run:
        task = leased(run, MAP, Kind.SITEMAP, depth=MAX_SITEMAP_DEPTH)
        take(run, task, page(index(("https://news.example/deeper.xml", "2027-01-05")), MAP))
        assert len(run.store.rows("SELECT 1 FROM frontier")) == 1


def test_without_articles_the_sources_words_are_the_articles(tmp_path: Path) -> None:
    with session(tmp_path, articles=False) as run:
        take(run, leased(run), page(rss(("A headline", "https://news.example/n/1"))))
        (row,) = run.store.rows("SELECT title, headline_only FROM articles")
        assert tuple(row) == ("A headline", 1)


def test_a_second_sources_words_do_not_edit_the_firsts(tmp_path: Path) -> None:
    other = "https://news.example/other.xml"
    with session(tmp_path, articles=False) as run:
        take(run, leased(run), page(rss(("A headline", "https://news.example/n/1"))))
        take(run, leased(run, other), page(rss(("Another headline", "https://news.example/n/1")), other))
        (row,) = run.store.rows("SELECT title, version FROM articles")
        assert tuple(row) == ("A headline", 1)


def test_max_age_puts_the_next_look_off(tmp_path: Path) -> None:
    with session(tmp_path) as run:
        task = leased(run)
        answered = page(rss(("a", "https://news.example/n/1")))
        named = read_source(task.kind, answered, SITE, None)
        asyncio.run(take_source(run, SITE, Answer(task=task, page=answered, max_age=86400), answered, named))
        row = run.store.row("SELECT next_at FROM frontier WHERE key = ?", (task.key,))
        assert row is not None
        assert row["next_at"] == (run.now() + timedelta(days=1)).isoformat(timespec="seconds")


def test_a_feed_of_another_host_may_name_the_sites_articles(tmp_path: Path) -> None:
    feed = "https://feeds.other.example/made-up"
    with session(tmp_path) as run:
        take(run, leased(run, feed), page(rss(("a", "https://news.example/n/1")), feed))
        assert due(run) == ["1"]


def urlset(number: int) -> str:
    told = "".join(f"<url><loc>https://news.example/n/{n}</loc></url>" for n in range(number))
    return f'<urlset xmlns="{SITEMAP}">{told}</urlset>'


def test_a_great_sitemap_lets_others_have_their_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_answers, "PART", 10)
    answered, turns = page(urlset(95), MAP), 0

    async def both(run: Session, task: Task) -> None:
        nonlocal turns
        named = read_source(Kind.SITEMAP, answered, SITE, None)
        taking = asyncio.ensure_future(take_source(run, SITE, Answer(task=task, page=answered), answered, named))
        while not taking.done():
            await asyncio.sleep(0)
            turns += 1

    with session(tmp_path) as run:
        asyncio.run(both(run, leased(run, MAP, Kind.SITEMAP)))
        assert len(due(run)) == 95
    assert turns >= 9


def test_what_a_kill_between_two_parts_left_is_taken_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_answers, "PART", 10)
    answered = page(urlset(25), MAP, etag='"whole"')
    named = read_source(Kind.SITEMAP, answered, SITE, None)

    async def broken_off(run: Session, task: Task) -> None:
        taking = asyncio.ensure_future(take_source(run, SITE, Answer(task=task, page=answered), answered, named))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        taking.cancel()

    with session(tmp_path) as run:
        task = leased(run, MAP, Kind.SITEMAP)
        asyncio.run(broken_off(run, task))
        assert 0 < len(due(run)) < 25
        assert run.store.rows("SELECT 1 FROM fetches") == []
        take(run, task, answered)
        assert len(due(run)) == 25
        assert again(run, task).validators.etag == '"whole"'


def reasons(run: Session) -> list[str | None]:
    return [row["reason"] for row in run.store.rows("SELECT reason FROM fetches ORDER BY id")]


def test_a_feed_that_names_nothing_any_more_is_odd_and_one_that_never_did_is_not(tmp_path: Path) -> None:
    with session(tmp_path) as run:
        task = leased(run)
        for answered in (rss(), rss(("a", "https://news.example/n/1")), rss()):
            take(run, task, page(answered))
            task = again(run, task)
        assert reasons(run) == [None, None, "empty_after_full"]
        assert [(p.outcome, p.reason) for p in run.problems["made-up"]] == [("OK", "empty_after_full")]


def test_a_sitemap_of_news_may_be_empty(tmp_path: Path) -> None:
    with session(tmp_path) as run:
        task = leased(run, MAP, Kind.SITEMAP)
        take(run, task, page(urlset(3), MAP))
        take(run, again(run, task), page(urlset(0), MAP))
        assert reasons(run) == [None, None]


@pytest.mark.parametrize(("changed", "reason"), [(6, "guid_churn"), (3, None)])
def test_other_ids_at_every_look_are_odd(tmp_path: Path, changed: int, reason: str | None) -> None:
    def feed(look: int) -> str:
        ids = [f"{n}-{look if n < changed else 0}" for n in range(8)]
        told = "".join(f"<item><guid>{i}</guid><link>https://news.example/n/{i[0]}</link></item>" for i in ids)
        return f'<rss version="2.0"><channel><title>made up</title>{told}</channel></rss>'

    with session(tmp_path) as run:
        task = leased(run)
        take(run, task, page(feed(1)))
        take(run, again(run, task), page(feed(2)))
        assert reasons(run) == [None, reason]


def test_a_crawl_delay_that_is_not_kept_in_full_is_told(tmp_path: Path) -> None:
    with session(tmp_path) as run:
        run.too_slow.add("news.example")
        take(run, leased(run), page(rss(("a", "https://news.example/n/1"))))
        assert reasons(run) == ["crawl_delay"]


def test_a_feed_is_left_alone_in_the_hours_and_on_the_days_that_it_names(tmp_path: Path) -> None:
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(10, 24))
    skipped = f"<skipHours>{hours}</skipHours><skipDays><day>Thursday</day></skipDays>"
    with session(tmp_path) as run:
        task = leased(run)
        take(run, task, page(rss(("a", "https://news.example/n/1")).replace("<item>", f"{skipped}<item>", 1)))
        row = run.store.row("SELECT next_at FROM frontier WHERE key = ?", (task.key,))
        assert row is not None
        assert row["next_at"] == "2027-01-08T00:00:00+00:00"  # it is Wednesday, 10 o'clock
