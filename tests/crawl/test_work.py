"""What is asked for in a run, in which order, and when it ends."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from aggregator.base.records import Link
from aggregator.crawl import work as work_module
from aggregator.crawl.session import Session
from aggregator.crawl.work import BATCH, Work, source_key
from aggregator.store import frontier, hosts, sources
from aggregator.store.frontier import Candidate, Kind, Task
from tests.crawl.sessions import FEED, NOW, SITE, Clock, failed, leased, session

HOUR = timedelta(hours=1)


def enter(run: Session, number: int) -> None:
    """Articles, the first being the newest."""
    candidates = [
        Candidate(
            key=f"https://news.example/n/{n}",
            url=f"https://news.example/n/{n}",
            sorted_at=NOW - timedelta(minutes=n),
        )
        for n in range(number)
    ]
    with run.store.write():
        frontier.add(run.store, SITE.name, Kind.ARTICLE, candidates, now=NOW)


def named_by(run: Session, source: str, number: int) -> list[str]:
    """Sitemaps that a source names; their keys."""
    urls = {f"{source} {n}": f"https://news.example/{n}.xml" for n in range(number)}
    maps = [Candidate(key=key, url=url, sorted_at=NOW, depth=1) for key, url in urls.items()]
    with run.store.write():
        frontier.add(run.store, SITE.name, Kind.SITEMAP, maps, now=NOW)
        sources.mention(
            run.store, source, {k: sources.mention_of("", Link(url=u, source=source)) for k, u in urls.items()}
        )
    return list(urls)


def finish(run: Session, task: Task) -> None:
    with run.store.write():
        frontier.finish(run.store, task, now=run.now(), next_at=run.now() + HOUR)


def all_tasks(run: Session, *, most: int = 500) -> list[Task]:
    """All tasks of a site's run, each settled at once."""

    async def collect() -> list[Task]:
        work = Work(run, SITE)
        work.begin()
        found: list[Task] = []
        async for task in work.tasks():
            found.append(task)
            finish(run, task)
            work.settled()
            assert len(found) <= most
        return found

    return asyncio.run(asyncio.wait_for(collect(), 20))


def test_sources_come_before_articles_and_new_before_old(tmp_path: Path) -> None:
    with session(tmp_path) as run:
        enter(run, 40)
        urls = [task.url for task in all_tasks(run)]
    assert urls[0] == FEED
    assert urls[1:] == [f"https://news.example/n/{n}" for n in range(40)]


def test_the_budget_of_pages_holds(tmp_path: Path) -> None:
    with session(tmp_path, max_pages=20) as run:
        enter(run, 50)
        tasks = all_tasks(run)
        assert len([task for task in tasks if task.kind is Kind.ARTICLE]) == 20
        assert run.counts[SITE.name]["budget"] == 1
        assert run.store.rows("SELECT 1 FROM frontier WHERE lease_owner IS NOT NULL") == []


def test_the_budget_of_sources_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_module, "SOURCE_BUDGET", 5)
    with session(tmp_path) as run:
        named_by(run, source_key(SITE, FEED), 50)
        assert len(all_tasks(run)) == 5


def test_without_articles_only_sources_are_asked(tmp_path: Path) -> None:
    with session(tmp_path, articles=False) as run:
        enter(run, 3)
        assert [task.url for task in all_tasks(run)] == [FEED]


def test_a_schedule_is_kept_unless_the_run_ignores_it(tmp_path: Path) -> None:
    clock = Clock()
    for now, expected in ((False, 1), (False, 0), (True, 1)):
        with session(tmp_path, clock, now=now) as run:
            assert len(all_tasks(run)) == expected
        clock.move(minutes=10)


def test_a_deadline_puts_the_rest_back(tmp_path: Path) -> None:
    clock = Clock()

    async def some() -> int:
        work = Work(run, SITE)
        work.begin()
        found = 0
        async for task in work.tasks():
            finish(run, task)
            work.settled()
            found += 1
            if found == 5:
                clock.move(hours=1)
        return found

    with session(tmp_path, clock, deadline=NOW + timedelta(minutes=30)) as run:
        enter(run, 30)
        assert asyncio.run(some()) == 5
        rows = run.store.rows("SELECT attempts FROM frontier WHERE fetched_at IS NULL")
        assert [row["attempts"] for row in rows] == [0] * 26
        assert run.store.rows("SELECT 1 FROM frontier WHERE lease_owner IS NOT NULL") == []


def test_no_more_than_a_batch_and_a_half_is_under_way(tmp_path: Path) -> None:
    async def greedy() -> int:
        work = Work(run, SITE)
        work.begin()
        tasks = work.tasks()
        taken = [await anext(tasks)]
        finish(run, taken[0])
        work.settled()
        try:
            while True:
                taken.append(await asyncio.wait_for(anext(tasks), 0.2))
        except TimeoutError:
            return len(taken) - 1

    with session(tmp_path) as run:
        enter(run, 100)
        assert asyncio.run(greedy()) <= BATCH + BATCH // 2


def test_a_host_that_asked_to_wait_ends_the_sites_run_at_once(tmp_path: Path) -> None:
    with session(tmp_path) as run:
        task = leased(run)
        failed(run, task, NOW)  # due again, but its host is not to be asked
        with run.store.write():
            hosts.pause(run.store, SITE.host, until=NOW.timestamp() + 7200, reason="HTTP 429")
        assert all_tasks(run) == []


def test_what_is_due_but_not_wanted_keeps_no_run_busy(tmp_path: Path) -> None:
    with session(tmp_path, articles=False) as run:
        task = leased(run, "https://news.example/n/1", Kind.ARTICLE)
        failed(run, task, NOW)
        assert [task.url for task in all_tasks(run)] == [FEED]


def test_a_retry_that_comes_soon_is_waited_for(tmp_path: Path) -> None:
    clock = Clock()
    with session(tmp_path, clock) as run:
        failed(run, leased(run), NOW + timedelta(seconds=2))
        rests = []

        async def rest(seconds: float) -> None:
            rests.append(seconds)
            clock.move(seconds=seconds)

        run.rest = rest  # type: ignore[method-assign]
        assert len(all_tasks(run)) == 1
        assert rests == [3.0]


def test_a_source_of_two_sites_is_two() -> None:
    other = SITE.model_copy(update={"name": "other"})
    assert source_key(SITE, FEED) != source_key(other, FEED)


def test_a_source_whose_address_is_none_still_has_a_key() -> None:
    assert source_key(SITE, "https://[made-up") == "made-up https://[made-up"


def test_a_source_that_is_not_declared_any_more_is_left_alone_with_what_it_named_and_comes_back(tmp_path: Path) -> None:
    clock = Clock()
    former = "https://news.example/former.xml"
    with session(tmp_path, clock, now=True) as run:
        both = SITE.model_copy(update={"sitemaps": (former,)})
        Work(run, both).begin()
        (index,) = named_by(run, source_key(SITE, former), 1)
        named_by(run, index, 2)
        kept = named_by(run, source_key(SITE, FEED), 1)
        assert {task.key for task in all_tasks(run)} == {source_key(SITE, FEED), *kept}
        clock.move(days=1)
        assert {task.key for task in all_tasks(run)} == {source_key(SITE, FEED), *kept}
        Work(run, both).begin()
        due = run.store.rows("SELECT url FROM frontier WHERE next_at <= ?", (clock.now.isoformat(),))
        assert former in {row["url"] for row in due}
