"""The archive: what a row points to is there, whole, whatever happened; and it stays within its bounds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from aggregator.base.config import ArchiveConfig
from aggregator.base.errors import BadInputError, StorageError
from aggregator.base.records import Page
from aggregator.crawl import archive as module
from aggregator.crawl.archive import Archive, archive_folder
from aggregator.crawl.path import forget_article
from aggregator.crawl.session import Options, Session
from aggregator.download.address import AllowList
from aggregator.download.warc import page_of, records_in
from aggregator.store import archive as captures
from aggregator.store.database import Store
from tests.crawl.harness import RSS, World, feed
from tests.crawl.harness import page as html
from tests.faults.server import FaultServer, answer
from tests.store.made_up import NOW, article, keep, key
from tests.store.processes import Child

LOOKS = datetime(2027, 1, 6, 10, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "news.db") as opened:
        yield opened


@pytest.fixture
def archive(store: Store) -> Iterator[Archive]:
    made = Archive(store.path, ArchiveConfig())
    yield made
    made.close()


def page(number: int = 1, size: int = 0, at: datetime = NOW) -> Page:
    body = f"<title>{number}</title>".encode() + os.urandom(size)
    return Page(
        url=key(number), final_url=key(number), body=body, content_type="text/html", fetched_at=at, headers={"a": "b"}
    )


def save(store: Store, archive: Archive, *numbers: int, **more: Any) -> None:
    with store.write():
        for number in numbers:
            archive.keep(store, page(number, **more), keep(store, article(number)).article_id, timezone="UTC")


def numbers(store: Store, archive: Archive) -> list[str]:
    """The titles of all pages that rows point to."""
    found = [c for file in archive.files() for c in captures.captures_in(store, file.name)]
    assert len(found) == store.rows("SELECT count(*) FROM archive")[0][0]
    return [archive.page(capture).body.partition(b"</")[0].decode().removeprefix("<title>") for capture in found]


def in_file(path: Path) -> list[str]:
    """The addresses of all pages in a file, by the library alone."""
    return [page_of(record).url for record in records_in(BytesIO(path.read_bytes()))]


def test_a_page_is_found_by_its_article(store: Store, archive: Archive) -> None:
    save(store, archive, 1, 2)
    assert numbers(store, archive) == ["1", "2"]
    (capture,) = captures.captures_of(store, keep_id(store, 2))
    assert (capture.url, capture.at, capture.timezone) == (key(2), NOW, "UTC")


def keep_id(store: Store, number: int) -> str:
    row = store.row("SELECT id FROM articles WHERE canonical_url = ?", (key(number),))
    assert row is not None
    return str(row["id"])


def test_a_unit_that_fails_leaves_no_row(store: Store, archive: Archive) -> None:
    broken = article(2, title="\ud800")
    with pytest.raises(BadInputError), store.write():
        archive.keep(store, page(1), keep(store, article(1)).article_id, timezone="UTC") or keep(store, broken)
    save(store, archive, 2)
    assert numbers(store, archive) == ["2"]


def test_the_bytes_are_synced_before_the_row_is_committed(
    store: Store, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    store.connection.set_trace_callback(lambda sql: order.append(sql) if sql == "COMMIT" else None)
    save(store, archive, 1)
    order.clear()
    monkeypatch.setattr(os, "fsync", lambda handle: order.append(f"sync {os.fstat(handle).st_size}"))
    save(store, archive, 2, 3)
    (file,) = archive.files()
    assert order == [f"sync {file.stat().st_size}", "COMMIT"]


def test_where_the_disk_refuses_the_bytes_there_is_no_row(
    store: Store, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="disk is full"):
        save(store, archive, 1)
    assert store.rows("SELECT * FROM archive") == []
    assert store.rows("SELECT * FROM articles") == []


def test_a_later_run_writes_the_file_on(store: Store, archive: Archive) -> None:
    save(store, archive, 1)
    archive.close()
    with closing(Archive(store.path, ArchiveConfig())) as later:
        save(store, later, 2)
    assert len(archive.files()) == 1
    assert in_file(archive.files()[0]) == [key(1), key(2)]


@pytest.mark.parametrize("torn", [b"\x1f", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\xcb", b"\0" * 4096])
def test_a_torn_record_is_cut_off(store: Store, archive: Archive, torn: bytes) -> None:
    save(store, archive, 1)
    archive.close()
    (file,) = archive.files()
    whole = file.read_bytes()
    file.write_bytes(whole + torn)
    save(store, archive, 2)
    assert archive.files() == [file]
    assert file.read_bytes().startswith(whole)
    assert in_file(file) == [key(1), key(2)]
    assert numbers(store, archive) == ["1", "2"]


def test_a_whole_record_without_a_row_stays(store: Store, archive: Archive) -> None:
    save(store, archive, 1, 2)
    archive.close()
    with store.write():
        store.execute("DELETE FROM archive WHERE url = ?", (key(2),))
    save(store, archive, 3)
    assert in_file(archive.files()[0]) == [key(1), key(2), key(3)]
    assert numbers(store, archive) == ["1", "3"]


def test_a_file_that_lost_its_end_is_not_written_on(store: Store, archive: Archive) -> None:
    save(store, archive, 1, 2)
    archive.close()
    (file,) = archive.files()
    os.truncate(file, file.stat().st_size - 5)
    save(store, archive, 3)
    assert len(archive.files()) == 2
    lost, *_ = captures.captures_of(store, keep_id(store, 2))
    with pytest.raises(BadInputError, match="ends before its record"):
        archive.page(lost)


def test_two_writers_have_two_files(store: Store, archive: Archive) -> None:
    other = Archive(store.path, ArchiveConfig())
    save(store, archive, 1)
    save(store, other, 2)
    save(store, archive, 3)
    other.close()
    assert sorted(map(in_file, archive.files())) == [[key(1), key(3)], [key(2)]]


def test_a_killed_writer_leaves_what_it_committed(store: Store, archive: Archive) -> None:
    code = """
import sys
from pathlib import Path
from aggregator.base.config import ArchiveConfig
from aggregator.crawl.archive import Archive
from aggregator.store.database import Store
from tests.crawl.test_archive import save
with Store.open(sys.argv[1]) as store:
    archive = Archive(store.path, ArchiveConfig())
    for number in range(1, 100_000):
        save(store, archive, number, size=50_000)
        print(number, flush=True)
"""
    with Child(code, store.path) as child:
        heard = [child.hear() for _ in range(8)]
        child.kill()
    assert numbers(store, archive)[:8] == heard
    save(store, archive, 0)
    assert numbers(store, archive)[-1] == "0"
    assert in_file(archive.files()[-1])[-1] == key(0)


class TestBounds:
    @pytest.fixture(autouse=True)
    def small(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "LARGEST", 20_000)

    def test_a_full_file_is_followed_by_another(self, store: Store, archive: Archive) -> None:
        for number in range(5):
            save(store, archive, number, size=15_000, at=NOW + timedelta(seconds=number))
        assert [len(in_file(file)) for file in archive.files()] == [2, 2, 1]
        assert numbers(store, archive) == ["0", "1", "2", "3", "4"]

    def test_the_oldest_files_go_when_there_is_too_much(self, store: Store, archive: Archive) -> None:
        for number in range(6):
            save(store, archive, number, size=15_000, at=NOW + timedelta(seconds=number))
        archive._limit = 80_000
        assert archive.trim(store, now=NOW) == 1
        assert numbers(store, archive) == ["2", "3", "4", "5"]
        assert archive.trim(store, now=NOW) == 0

    def test_what_is_too_old_goes(self, store: Store, archive: Archive) -> None:
        for number in range(6):
            save(store, archive, number, size=15_000, at=NOW + timedelta(days=number))
        archive.close()
        assert archive.trim(store, now=NOW + timedelta(days=365 + 3)) == 1
        assert numbers(store, archive) == ["2", "3", "4", "5"]

    def test_what_is_being_written_stays(self, store: Store, archive: Archive) -> None:
        save(store, archive, 1)
        assert Archive(store.path, ArchiveConfig()).trim(store, now=NOW + timedelta(days=4000)) == 0
        assert numbers(store, archive) == ["1"]

    def test_a_file_that_no_row_knows_goes_with_its_time(self, store: Store, archive: Archive) -> None:
        save(store, archive, 1)
        stray = archive.folder / "20200101000000-abcdef01.warc.gz"
        stray.write_bytes(b"")
        assert archive.trim(store, now=datetime(2020, 12, 1, tzinfo=UTC)) == 0
        assert archive.trim(store, now=datetime(2021, 2, 1, tzinfo=UTC)) == 1
        assert not stray.exists()


class TestForgotten:
    def test_its_pages_are_overwritten_and_the_others_stay(self, store: Store, archive: Archive) -> None:
        save(store, archive, 1, 2, 3, size=500)
        size = archive.files()[0].stat().st_size
        assert forget_article(store, key(2), now=NOW)
        assert archive.purge(store) == 1
        assert in_file(archive.files()[0]) == [key(1), key(3)]
        assert numbers(store, archive) == ["1", "3"]
        assert archive.files()[0].stat().st_size == size
        assert archive.purge(store) == 0

    def test_a_record_that_a_kill_left_without_a_row_goes_too(self, store: Store, archive: Archive) -> None:
        save(store, archive, 1, 2)
        with store.write():
            store.execute("DELETE FROM archive WHERE url = ?", (key(1),))
        forget_article(store, key(1), now=NOW)
        assert archive.purge(store) == 1
        assert in_file(archive.files()[0]) == [key(2)]


def test_it_lies_beside_the_database_itself(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "news.db").symlink_to(tmp_path / "deep" / "real.db")
    assert archive_folder(tmp_path / "news.db") == (tmp_path / "deep" / "real.db.archive").resolve()


class TestCrawl:
    """What a crawl keeps, as a user starts it."""

    def test_a_stored_page_is_kept_and_one_that_tells_nothing_new_is_not(self, tmp_path: Path) -> None:
        with FaultServer() as server:
            world = World(tmp_path, server)
            host = world.site("one", {})
            host.paths["/feed"] = answer(feed(host, ["/a", "/gone"]), RSS)
            for title, after in (("a first wording", 0), ("a first wording", 2), ("a second wording", 9)):
                host.paths["/a"] = answer(html(title), "text/html; charset=utf-8", ("X-Made-Up", "yes"))
                world.crawl(now=LOOKS + timedelta(hours=after), scheduled=True)
            assert len(host.asked("/a")) == 3
            with world.store() as store:
                archive = Archive(world.db, ArchiveConfig())
                found = [archive.page(c) for file in archive.files() for c in captures.captures_in(store, file.name)]
            assert [page.body for page in found] == [html(t).encode() for t in ("a first wording", "a second wording")]
            assert {page.headers["x-made-up"] for page in found} == {"yes"}

    def test_it_can_be_switched_off(self, tmp_path: Path) -> None:
        off = ArchiveConfig(enabled=False)
        opened = Session.open(tmp_path / "news.db", allow=AllowList(), agent="Bot/1", options=Options(), archive=off)
        opened.close("done")
        assert opened.archive is None
