"""What befalls one unit of storing, statement by statement, and an upgrade of the tables."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from aggregator.base.errors import StorageError
from aggregator.store import schema
from aggregator.store.database import Store
from tests.store.processes import Child

# For each k: a forked process stores one article and dies before its k-th statement; what it left is looked at.
_STATEMENTS = """
import json, os, shutil, sys
from pathlib import Path
from aggregator.store import frontier
from aggregator.store.database import Store
from aggregator.store.frontier import Kind
from tests.faults import writer

folder = Path(sys.argv[1])
writer.store_some(folder / "one.db", 1, lambda _: None)
with Store.open(folder / "one.db") as store:
    (task,) = frontier.lease(
        store, writer.SITE, (Kind.ARTICLE,), limit=1, now=writer.NOW, holder=writer.HOLDER, seconds=9e5
    )

def count_down(statement):
    global left
    left -= 1
    if left == 0:
        os._exit(9)

kills, found = 0, set()
while True:
    kills += 1
    path = folder / "other.db"
    shutil.copy(folder / "one.db", path)
    if (pid := os.fork()) == 0:
        left = kills
        with Store.open(path) as store:
            store.connection.set_trace_callback(count_down)
            writer.store_one(store, task)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    looked = writer.look(path, set())
    found.add((code, looked["stored"], writer.is_sound(looked)))
    for file in folder.glob("other.db*"):
        file.unlink()
    if code != 9:
        break
print(json.dumps({"kills": kills - 1, "found": sorted(found)}))
"""


@pytest.mark.case(99)
@pytest.mark.ci
def test_a_kill_at_any_statement_leaves_all_of_a_page_or_nothing(quick_folder: Path) -> None:
    with Child(_STATEMENTS, quick_folder) as child:
        found = json.loads(child.hear())
    assert found["kills"] > 20
    assert found["found"] == [[0, 2, True], [9, 1, True]]


@pytest.mark.case(112)
def test_a_connection_is_not_shared_with_a_thread(tmp_path: Path) -> None:
    told: list[BaseException] = []

    def use(store: Store) -> None:
        try:
            store.rows("SELECT 1")
        except StorageError as error:
            told.append(error)

    with Store.open(tmp_path / "news.db") as store:
        thread = threading.Thread(target=use, args=(store,))
        thread.start()
        thread.join()
    assert "thread" in str(told[0])


_OLDER = """
import json, os, resource, sys
from pathlib import Path
from sqlite_utils import Database
from aggregator.base.errors import AggregatorError
from aggregator.store import files
from aggregator.store.database import Store
from aggregator.store.schema import SCHEMA_VERSION, migrations
from aggregator.store.sqlite import sqlite3

def older(path, version):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    migrations.apply(Database(connection), stop_before=[each.name for each in migrations._migrations][version])
    connection.execute(f"PRAGMA application_id = {files.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("CREATE TABLE mine (n)")
    connection.executemany("INSERT INTO mine VALUES (?)", [(n,) for n in range(100)])
    connection.close()

def version(path):
    connection = sqlite3.connect(path)
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    rows = connection.execute("SELECT count(*) FROM mine").fetchone()[0]
    check = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    return found, rows, check
"""

# For each limit: a forked process that may not write beyond it upgrades; what it left is looked at, and upgraded.
_FULL = f"""{_OLDER}
folder = Path(sys.argv[1])
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
codes, left = set(), set()
for limit in range(0, 1_200_000, 30_000):
    path = folder / f"{{limit}}.db"
    older(path, 1)
    if (pid := os.fork()) == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        try:
            Store.open(path).close()
        except AggregatorError as error:
            os._exit(error.exit_code)
        os._exit(0)
    codes.add(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    left.add(version(path))
    Store.open(path).close()
    assert version(path) == (SCHEMA_VERSION, 100, "ok")
print(json.dumps({{"codes": sorted(codes), "left": sorted(left)}}))
"""


@pytest.mark.case(115)
@pytest.mark.ci
def test_wherever_space_ends_an_upgrade_leaves_the_old_tables_or_the_new(quick_folder: Path) -> None:
    with Child(_FULL, quick_folder) as child:
        found = json.loads(child.hear())
    assert found == {"codes": [0, 5], "left": [[1, 100, "ok"], [schema.SCHEMA_VERSION, 100, "ok"]]}


_AT_ONCE = f"""{_OLDER}
print("ready", flush=True)
for line in sys.stdin:
    with Store.open(line.strip()) as store:
        print(store.row("PRAGMA user_version")[0], store.row("SELECT count(*) FROM mine")[0], flush=True)
"""


@pytest.mark.case(117)
def test_of_several_that_upgrade_at_once_one_does_and_the_others_wait(tmp_path: Path) -> None:
    children = [Child(_AT_ONCE) for _ in range(3)]
    try:
        assert [child.hear() for child in children] == ["ready"] * 3
        for attempt in range(3):
            path = tmp_path / f"{attempt}.db"
            with Child(f"{_OLDER}\nolder(Path(sys.argv[1]), 1)\nprint('made')", path) as maker:
                assert maker.hear() == "made"
            for child in children:
                child.tell(path)
            assert [child.hear() for child in children] == [f"{schema.SCHEMA_VERSION} 100"] * 3
            with Store.read(path) as store:
                assert len(store.rows("SELECT name FROM _sqlite_migrations")) == schema.SCHEMA_VERSION
    finally:
        for child in children:
            with child:
                child.end()
