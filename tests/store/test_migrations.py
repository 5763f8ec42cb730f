"""The schema: complete, and old or new but never between, whatever happens on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from aggregator.base.errors import StorageError
from aggregator.store import database, files, schema
from aggregator.store.database import Store
from aggregator.store.schema import SCHEMA_VERSION, migrations
from aggregator.store.sqlite import sqlite3
from tests.store.processes import Child

# For each k: a forked process dies before the k-th statement, what it left is looked at, another opening finishes.
_KILLS = """
import json, os, sys
from pathlib import Path
from aggregator.store import database, files
from aggregator.store.database import Store
from aggregator.store.schema import migrations
from aggregator.store.sqlite import sqlite3

database.keep_former = lambda path, version: None  # tested by itself
folder, old = Path(sys.argv[1]), int(sys.argv[2])
names = [migration.name for migration in migrations._migrations]

def older(path):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    if old:
        from sqlite_utils import Database
        migrations.apply(Database(connection), stop_before=names[old])
        connection.execute(f"PRAGMA application_id = {files.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {old}")
    connection.close()

def tables(path):
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    found.append(connection.execute("PRAGMA user_version").fetchone())
    connection.close()
    return json.dumps(found)

connect = files._connect

def connect_to_die(uri):
    connection = connect(uri)
    if "mode=rw" in uri:
        connection.set_trace_callback(count_down)
    return connection

def count_down(statement):
    global left
    left -= 1
    if left == 0:
        os._exit(9)

older(folder / "old.db")
before = tables(folder / "old.db")
Store.open(folder / "new.db").close()
after = tables(folder / "new.db")
kill, left_behind, finished = 0, set(), set()
while True:
    kill += 1
    path = folder / f"{kill}.db"
    older(path)
    if (pid := os.fork()) == 0:
        left, files._connect = kill, connect_to_die
        Store.open(path)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    state = tables(path)
    left_behind.add("old" if state == before else "new" if state == after else "between")
    Store.open(path).close()
    finished.add(tables(path) == after)
    for file in folder.glob(f"{kill}.db*"):
        file.unlink()
    if code != 9:
        break
print(json.dumps({"kills": kill - 1, "last": code, "left": sorted(left_behind), "finished": sorted(finished)}))
"""


@pytest.mark.ci
@pytest.mark.case(115)
@pytest.mark.parametrize("old", range(SCHEMA_VERSION))
def test_a_kill_at_any_statement_leaves_the_old_schema_or_the_new(old: int, quick_folder: Path) -> None:
    statements = sum(len(schema.statements(file.read_text(encoding="utf-8"))) for file in schema._FILES[old:])
    with Child(_KILLS, quick_folder, old) as child:
        found = json.loads(child.hear())
    assert found.pop("kills") >= statements
    assert found == {"last": 0, "left": ["new", "old"], "finished": [True]}


def _add(monkeypatch: pytest.MonkeyPatch, *statements: str) -> None:
    """One more migration than there is."""

    def apply(db: Database) -> None:
        for statement in statements:
            db.execute(statement)

    more = [*migrations._migrations, Migrations._Migration("9999_more", apply)]
    monkeypatch.setattr(migrations, "_migrations", more)
    monkeypatch.setattr(database, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    monkeypatch.setattr(files, "SCHEMA_VERSION", SCHEMA_VERSION + 1)


def _with_work(path: Path) -> None:
    with Store.open(path) as store, store.write():
        store.execute("INSERT INTO works (id, title) VALUES ('w', 'Hoshi no Sumika')")
        store.execute("INSERT INTO work_names (work_id, name, source) VALUES ('w', 'Hoshi no Sumika', 'made up')")


def test_rebuilding_a_table_keeps_the_rows_that_refer_to_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_work(path)
    _add(
        monkeypatch,
        "CREATE TABLE rebuilt (id TEXT PRIMARY KEY, title TEXT NOT NULL, type TEXT, more TEXT) STRICT",
        "INSERT INTO rebuilt SELECT id, title, type, NULL FROM works",
        "DROP VIEW upcoming",
        "DROP TABLE works",
        "ALTER TABLE rebuilt RENAME TO works",
    )
    with Store.open(path) as store:
        assert store.row("SELECT count(*) FROM work_names")[0] == 1
        assert store.row("PRAGMA foreign_keys")[0] == 1


def test_a_migration_that_breaks_references_is_taken_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_work(path)
    before = path.read_bytes()
    _add(monkeypatch, "DELETE FROM works")
    with pytest.raises(StorageError, match="would break references"):
        Store.open(path)
    assert path.read_bytes() == before


@pytest.mark.case(115)
def test_a_migration_that_fails_is_taken_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_work(path)
    before = path.read_bytes()
    _add(monkeypatch, "CREATE TABLE more (a)", "CREATE TABLE works (a)")
    with pytest.raises(StorageError, match="already exists"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_reader_upgrades_first(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_work(path)
    _add(monkeypatch, "CREATE TABLE more (a)")
    with Store.read(path) as store:
        assert store.row("SELECT count(*) FROM more")[0] == 0


@pytest.mark.case(114)
def test_what_people_added_survives_an_upgrade(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_work(path)
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE mine (a); INSERT INTO mine VALUES (1); CREATE VIEW my_view AS SELECT title FROM works;"
        "CREATE INDEX my_index ON works(title)"
    )
    connection.close()
    _add(monkeypatch, "CREATE TABLE more (a)")
    with Store.open(path) as store:
        assert [tuple(row) for row in store.rows("SELECT a, title FROM mine, my_view")] == [(1, "Hoshi no Sumika")]


@pytest.mark.case(117)
def test_a_schema_that_became_newer_meanwhile_is_not_taken_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_work(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    monkeypatch.setattr(database, "inspect", lambda path: SCHEMA_VERSION - 1)  # as it was when it was looked at
    with pytest.raises(files.RefusedError, match="newer version"):
        Store.open(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION + 1,)
    connection.close()


def test_every_table_is_either_content_or_bookkeeping(store: Store) -> None:
    names = {row["name"] for row in store.rows("SELECT name FROM pragma_table_list WHERE schema = 'main'")}
    ours = {name for name in names if not name.startswith(("sqlite_", "_sqlite_", "search_"))}
    assert sorted(ours - {"search", "upcoming"}) == sorted((*schema.CONTENT_TABLES, *schema.BOOKKEEPING_TABLES))


@pytest.mark.case(93)
def test_every_table_is_strict(store: Store) -> None:
    loose = store.rows(
        """SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0
           AND name NOT LIKE 'sqlite_%' AND name <> '_sqlite_migrations'"""
    )
    assert [row["name"] for row in loose] == []


def test_an_articles_body_stands_last(store: Store) -> None:
    """Reading any other column would have to walk past it, page by page."""
    assert [row["name"] for row in store.rows("SELECT name FROM pragma_table_info('articles')")][-1] == "body"
