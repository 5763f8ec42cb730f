"""A crawl by several workers finds what one finds, asks as politely, and loses nothing with a worker."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from aggregator.base.errors import LostError
from aggregator.base.sites import Site
from aggregator.crawl.cluster import shared_out
from aggregator.crawl.parts import groups
from aggregator.crawl.workers import Workers
from aggregator.store import frontier, hosts, shards
from aggregator.store.database import Store
from tests.crawl.harness import RSS, World, articles_of, feed
from tests.faults.server import FaultServer, answer, status
from tests.store.made_up import NOW, SITE, enter, key


def site(name: str, host: str, **more: object) -> Site:
    return Site.model_validate({"name": name, "host": host, "language": "en", "timezone": "UTC", **more})


class TestGroups:
    def names(self, *sites: Site) -> list[list[str]]:
        return sorted(sorted(site.name for site in group) for group in groups(sites))

    def test_sites_of_different_hosts_are_parts_of_their_own(self) -> None:
        assert self.names(site("a", "a.example"), site("b", "b.example")) == [["a"], ["b"]]

    @pytest.mark.case(128)
    def test_who_shares_a_host_is_one_part(self) -> None:
        sites = [site("a", "a.example"), site("b", "b.example", hosts=("a.example",)), site("c", "c.example")]
        assert self.names(*sites) == [["a", "b"], ["c"]]

    def test_a_subdomain_belongs_to_its_parent_and_a_name_that_only_ends_alike_does_not(self) -> None:
        sites = [site("a", "a.example"), site("b", "news.a.example"), site("c", "data.example")]
        assert self.names(*sites) == [["a", "b"], ["c"]]

    def test_a_feed_elsewhere_counts(self) -> None:
        feeds = ("https://feeds.example/a", "https://feeds.example/b")
        sites = [site(name, f"{name}.example", feeds=(url,)) for name, url in zip("ab", feeds, strict=True)]
        assert self.names(*sites, site("c", "c.example", feeds=("https://c.example/feed",))) == [["a", "b"], ["c"]]

    def test_it_is_passed_on(self) -> None:
        sites = [site("a", "a.example", hosts=("x.example",)), site("b", "x.example", hosts=("y.example",))]
        assert self.names(*sites, site("c", "y.example")) == [["a", "b", "c"]]


class TestSharedOut:
    def test_every_site_is_in_one_part(self) -> None:
        sites = [site(f"s{n}", f"{n}.example") for n in range(100)]
        parts = shared_out(sites, 3)
        assert sorted(each.name for part in parts for each in part) == sorted(each.name for each in sites)
        assert max(map(len, parts)) == 8

    def test_few_sites_are_parts_of_their_own(self) -> None:
        assert [len(part) for part in shared_out([site(f"s{n}", f"{n}.example") for n in range(5)], 3)] == [1] * 5

    def test_a_part_is_no_larger_than_what_one_process_crawls_at_a_time(self) -> None:
        assert max(map(len, shared_out([site(f"s{n}", f"{n}.example") for n in range(1000)], 2))) == 32


class TestWorkers:
    """Tasks that are lost with their workers."""

    @staticmethod
    def results(work: Callable[[int], int]) -> list[tuple[int, int | LostError]]:
        with ThreadPoolExecutor(2) as pool:
            return sorted(Workers(pool, 2).as_they_come(work, range(5), lambda part: part), key=lambda r: r[0])

    @pytest.mark.case(124)
    def test_a_lost_task_is_given_out_again(self) -> None:
        lost: set[int] = set()

        def work(number: int) -> int:
            if number % 2 and number not in lost:
                lost.add(number)
                raise LostError("killed")
            return number * 10

        assert self.results(work) == [(n, n * 10) for n in range(5)]
        assert lost == {1, 3}

    @pytest.mark.case(123, 124)
    def test_one_that_is_always_lost_is_told_and_the_others_are_done(self) -> None:
        tried: list[int] = []

        def work(number: int) -> int:
            tried.append(number)
            if number == 3:
                raise LostError("killed")
            return number

        found = dict(self.results(work))
        assert tried.count(3) == 10
        assert isinstance(found.pop(3), LostError)
        assert found == {0: 0, 1: 1, 2: 2, 4: 4}

    def test_few_are_begun_before_there_is_somebody_for_them(self) -> None:
        begun: list[int] = []
        with ThreadPoolExecutor(1) as pool:
            found = Workers(pool, 1).as_they_come(lambda n: n, range(100), lambda n: begun.append(n) or n)
            next(found)
            assert len(begun) <= 3
            found.close()

    def test_in_order_they_come_as_they_went(self) -> None:
        with ThreadPoolExecutor(3) as pool:
            found = Workers(pool, 3).in_order(lambda n: n * n, range(20), lambda n: n)
            assert list(found) == [(n, n * n) for n in range(20)]


class TestShard:
    """A part of the bookkeeping goes out and comes back."""

    SITES = json.dumps([SITE])
    HOSTS = json.dumps(["kumo-post.example"])

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        with Store.open(tmp_path / "news.db") as opened:
            enter(opened, 1, 2)
            enter(opened, 9, site="another")
            yield opened

    @pytest.fixture
    def shard(self, store: Store, tmp_path: Path) -> Path:
        path = tmp_path / "shard.db"
        shards.make_template(path)
        shards.seed(store, path, sites=self.SITES, hosts=self.HOSTS)
        return path

    def rows(self, store: Store) -> dict[str, tuple[str, int]]:
        return {row["key"]: (row["state"], row["fence"]) for row in store.rows("SELECT * FROM frontier")}

    def done(self, path: Path, *numbers: int) -> None:
        """What a worker does with some addresses."""
        with Store.open(path) as store:
            for number in numbers:
                task = frontier.lease_one(store, key(number), now=NOW, holder="worker:1:r", seconds=900)
                assert task is not None
                with store.write():
                    frontier.finish(store, task, now=NOW, next_at=None, body_hash="x")

    def merge(self, store: Store, path: Path) -> None:
        shards.merge_bookkeeping(store, path, sites=self.SITES, run="r")

    def test_only_the_sites_own_goes_out(self, shard: Path) -> None:
        with Store.open(shard) as opened:
            assert self.rows(opened) == {key(1): ("pending", 0), key(2): ("pending", 0)}

    @pytest.mark.case(125)
    def test_what_was_done_comes_back_and_a_second_time_changes_nothing(self, store: Store, shard: Path) -> None:
        self.done(shard, 1)
        self.merge(store, shard)
        expected = {key(1): ("done", 2), key(2): ("pending", 0), key(9): ("pending", 0)}
        assert self.rows(store) == expected
        self.merge(store, shard)
        assert self.rows(store) == expected

    @pytest.mark.case(125)
    def test_what_another_did_meanwhile_stays(self, store: Store, shard: Path) -> None:
        self.done(shard, 1)
        for _ in range(2):
            self.done(store.path, 1)
        self.merge(store, shard)
        assert self.rows(store)[key(1)] == ("done", 4)

    def test_a_lease_does_not_go_along(self, store: Store, tmp_path: Path) -> None:
        frontier.lease_one(store, key(1), now=NOW, holder="other:1:r", seconds=900)
        path = tmp_path / "shard.db"
        shards.make_template(path)
        shards.seed(store, path, sites=self.SITES, hosts=self.HOSTS)
        with Store.open(path) as opened:
            assert self.rows(opened)[key(1)] == ("pending", 1)

    def test_a_pause_that_a_host_asked_for_holds_for_all(self, store: Store, shard: Path) -> None:
        with Store.open(shard) as opened, opened.write():
            hosts.pause(opened, "kumo-post.example", until=5000.0, reason="HTTP 429")
        self.merge(store, shard)
        assert hosts.pause_left(store, "kumo-post.example", now=4000.0) == 1000.0


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with FaultServer() as server:
        made = World(tmp_path, server)
        for name in ("one", "two", "three"):
            host = made.site(name, {})
            paths = [f"/{name}-{n}" for n in range(3)]
            host.paths |= articles_of(host, paths) | {"/feed": answer(feed(host, [*paths, "/gone"]), RSS)}
            host.paths["/gone"] = status(404)
        yield made


BOOKS = ("key", "url", "site", "kind", "state", "attempts", "body_hash", "article_id")
CONTENT = {
    "articles": "id, url, site, title, summary, body, published, kinds, gone, headline_only, duplicate_of, story_id",
    "work_names": "work_id, name, source",
    "aliases": "*",
    "links": "site, canonical_url, url, title",
    "frontier": ", ".join(BOOKS),
    "failures": "url, site, kind, reason, count",
    "fetches": "site, kind, url, outcome, reason, status, bytes",
}


def state(world: World, database: Path) -> dict[str, list[str]]:
    """What a crawl leaves but for its times."""
    other = replace(world, database=database)
    return {
        table: sorted(json.dumps(row, sort_keys=True) for row in other.rows(f"SELECT {columns} FROM {table}"))
        for table, columns in CONTENT.items()
    }


@pytest.mark.case(128)
@pytest.mark.ci
@pytest.mark.timeout(600)  # each part begins processes
def test_several_workers_leave_what_one_leaves(world: World) -> None:
    world.database = world.folder / "one.db"
    world.crawl()
    world.database = world.folder / "several.db"
    finished = world.crawl("--jobs", "2", "--json")
    assert state(world, world.folder / "several.db") == state(world, world.folder / "one.db")
    counted = json.loads(finished.out)["sites"]
    assert {name: counts["new"] for name, counts in counted.items()} == {"one": 3, "two": 3, "three": 3}
    again = json.loads(world.crawl("--jobs", "2", "--json").out)["sites"]
    assert not any(counts.get("new") or counts.get("changed") for counts in again.values())
    assert len(world.rows("SELECT * FROM archive")) == 9
