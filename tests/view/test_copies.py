from pathlib import Path

import pytest

from aggregator.base.errors import RefusedError, StorageError
from aggregator.store.database import Store
from aggregator.store.schema import APPLICATION_ID, BOOKKEEPING_TABLES, CONTENT_TABLES
from aggregator.view.articles import listed
from aggregator.view.copies import write_copy
from aggregator.view.filters import Filters, resolve
from aggregator.view.reading import Skipped, reading
from aggregator.view.search import search
from tests.view.made_up import START, Shelf


def copied(shelf: Shelf, path: Path) -> bytes:
    with reading(shelf.path) as store:
        write_copy(store, path)
    return path.read_bytes()


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    with Store.read(path) as store:
        return sorted(map(tuple, store.rows(f"SELECT * FROM {table}")), key=repr)


def fill(shelf: Shelf) -> None:
    first = shelf.rich()
    shelf.work("w1", "Sky of Winds", [first], ["風の空"])
    shelf.credit(first, "Aoi Kazeno", "p1", ["風野青"])
    shelf.story(first, shelf.rich("second", site="echo-reef"))
    shelf.rich("second, changed", url="https://echo-reef.example/news/2", site="echo-reef")
    shelf.run("INSERT INTO runs (id, started, pid) VALUES ('r1', '2026-07-01T00:00:00+00:00', 1)")
    shelf.run("INSERT INTO meta VALUES ('secret', 'bookkeeping')")


def test_a_copy_holds_all_content_and_no_bookkeeping(shelf: Shelf, tmp_path: Path) -> None:
    fill(shelf)
    data = copied(shelf, tmp_path / "copy.db")
    for table in CONTENT_TABLES:
        if table != "articles":
            assert rows(tmp_path / "copy.db", table) == rows(shelf.path, table), table
    assert all(rows(tmp_path / "copy.db", table) == [] for table in BOOKKEEPING_TABLES)
    assert b"bookkeeping" not in data.split(b"CREATE TABLE")[0]


def test_a_copy_opens_as_a_database_of_ours(shelf: Shelf, tmp_path: Path) -> None:
    fill(shelf)
    copied(shelf, tmp_path / "copy.db")
    with Store.open(tmp_path / "copy.db", create=False) as store:
        assert store.row("PRAGMA application_id")[0] == APPLICATION_ID  # type: ignore[index]
        assert store.row("PRAGMA integrity_check")[0] == "ok"  # type: ignore[index]
        assert store.row("PRAGMA foreign_key_check") is None


def test_a_copy_can_be_searched_and_listed(shelf: Shelf, tmp_path: Path) -> None:
    fill(shelf)
    copied(shelf, tmp_path / "copy.db")
    with reading(tmp_path / "copy.db") as store:
        everything = resolve(store, Filters())
        assert len(list(listed(store, everything, Skipped()))) == 2
        assert len(search(store, "second", everything, Skipped(), limit=9).hits) == 2


@pytest.mark.case(134)
def test_the_same_bytes_while_only_bookkeeping_changes(shelf: Shelf, tmp_path: Path) -> None:
    fill(shelf)
    first = copied(shelf, tmp_path / "copy.db")
    shelf.run("UPDATE articles SET last_seen = '2027-01-01T00:00:00+00:00'")
    shelf.run("INSERT INTO runs (id, started, pid) VALUES ('r2', ?, 1)", START.isoformat())
    shelf.store.execute("VACUUM")
    assert copied(shelf, tmp_path / "other.db") == first


def test_other_bytes_when_content_changes(shelf: Shelf, tmp_path: Path) -> None:
    fill(shelf)
    first = copied(shelf, tmp_path / "copy.db")
    shelf.put("new")
    assert copied(shelf, tmp_path / "copy.db") != first


@pytest.mark.case(133)
def test_a_copy_while_a_crawl_writes(shelf: Shelf, tmp_path: Path) -> None:
    fill(shelf)
    shelf.store.execute("BEGIN IMMEDIATE")
    shelf.store.execute("INSERT INTO meta VALUES ('half', 'done')")
    copied(shelf, tmp_path / "copy.db")
    shelf.store.execute("ROLLBACK")
    assert len(rows(tmp_path / "copy.db", "articles")) == 2


def test_a_database_in_use_is_not_overwritten(shelf: Shelf, tmp_path: Path) -> None:
    other = Shelf(tmp_path / "other.db")
    other.put("precious")
    before = other.path.read_bytes()
    with pytest.raises(RefusedError, match="in use"):
        copied(shelf, other.path)
    assert other.path.read_bytes() == before
    other.store.close()


@pytest.mark.case(133)
@pytest.mark.parametrize("failing", ["_copy", "_leave_out_bookkeeping"])
def test_a_failure_leaves_the_former_copy(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    path = tmp_path / "copy.db"
    before = copied(shelf, path)
    fill(shelf)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"aggregator.view.copies.{failing}", fail)
    with pytest.raises(KeyboardInterrupt):
        copied(shelf, path)
    assert path.read_bytes() == before
    assert {p.name for p in tmp_path.iterdir() if not p.name.startswith("made-up")} == {"copy.db"}


def test_a_folder_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is a folder"):
        copied(shelf, tmp_path)


def test_a_folder_that_sqlite_can_t_name_is_told(shelf: Shelf, tmp_path: Path) -> None:
    folder = tmp_path / "no\udcffutf8"
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this system's file names are UTF-8")
    with pytest.raises(StorageError, match="only names in UTF-8"):
        copied(shelf, folder / "copy.db")
