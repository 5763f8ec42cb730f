"""Copies of the whole database, and the way back, whatever is killed on it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from aggregator.base.errors import StorageError
from aggregator.store import backup, database, files
from aggregator.store.backup import Present
from aggregator.store.copying import former_path
from aggregator.store.database import Store
from aggregator.store.sqlite import sqlite3
from tests.store.contents import contents
from tests.store.made_up import NOW, article, save
from tests.store.processes import Child


def fill(path: Path, *numbers: int) -> None:
    with Store.open(path) as store:
        for number in numbers:
            save(store, article(number))


def titles(path: Path) -> set[str]:
    with Store.read(path) as store:
        return {row["title"] for row in store.rows("SELECT title FROM articles")}


@pytest.mark.case(118)
def test_a_copy_is_of_one_moment_while_others_write(store: Store, path: Path, tmp_path: Path) -> None:
    save(store, article(1))
    with Store.open(path) as writer, writer.write():
        writer.execute("DELETE FROM articles")
        assert backup.copy(store, tmp_path / "copy.db") == 1
    with Store.read(tmp_path / "copy.db") as copied, Store.read(path) as now:
        assert contents(now)["articles"] == []
        assert len(contents(copied)["articles"]) == 1


def test_a_copy_is_one_file(store: Store, tmp_path: Path) -> None:
    save(store, article(1))
    backup.copy(store, tmp_path / "copy.db")
    assert [file.name for file in tmp_path.glob("copy*")] == ["copy.db"]


def test_the_newest_generations_are_kept_and_nothing_else_is_touched(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    for days in range(5):
        (tmp_path / backup.generation_name(database, NOW - timedelta(days=days))).touch()
    (tmp_path / "news-of-mine.db").touch()
    (tmp_path / "other-20310504T120000Z.db").touch()
    gone = backup.prune(tmp_path, database, keep=2)
    assert len(gone) == 3
    assert [found.at for found in backup.generations(tmp_path, database)] == [NOW, NOW - timedelta(days=1)]
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.case(118)
@pytest.mark.parametrize(
    ("there", "expected"), [(None, Present.NOTHING), (b"no database", Present.UNUSABLE), (b"", Present.NOTHING)]
)
def test_what_is_no_database_is_moved_aside(there: bytes | None, expected: Present, path: Path, tmp_path: Path) -> None:
    fill(tmp_path / "kept.db", 1)
    if there is not None:
        path.write_bytes(there)
    assert backup.present(path) is expected
    assert backup.restore(tmp_path / "kept.db", path, aside=tmp_path / "aside") == 1
    assert titles(path) == {"Hoshi no Sumika gets season 1"}
    assert (tmp_path / "aside").exists() == (expected is Present.UNUSABLE)


def test_a_sound_database_is_replaced(path: Path, tmp_path: Path) -> None:
    fill(tmp_path / "kept.db", 1)
    fill(path, 2, 3)
    backup.restore(tmp_path / "kept.db", path, aside=tmp_path / "aside")
    assert titles(path) == {"Hoshi no Sumika gets season 1"}


@pytest.mark.case(118)
def test_a_damaged_backup_is_refused(path: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    fill(kept, *range(20))
    with Store.open(kept) as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    middle = kept.stat().st_size // 8192 * 4096
    with kept.open("r+b") as file:
        file.seek(middle)
        file.write(b"\xff" * 12288)
    with pytest.raises(StorageError, match="damaged"):
        backup.check_backup(kept)


def test_a_missing_backup_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="aggregator backup"):
        backup.check_backup(tmp_path / "none.db")


# For each limit: a child restores and is killed by the system the moment one of its files grows beyond it.
_KILLS = """
import json, os, resource, signal, shutil, sys
from pathlib import Path
from aggregator.store import backup
from aggregator.store.database import Store
from tests.store.test_backup import fill, titles

folder = Path(sys.argv[1])
fill(folder / "kept.db", *range(100, 112))
fill(folder / "old.db", 1)
new, old = titles(folder / "kept.db"), titles(folder / "old.db")
path, found, killed = folder / "news.db", [], 0
for limit in range(4096, 4096 * 120, 4096 * 23):
    for file in folder.glob("news.db*"):
        file.unlink()
    shutil.copy(folder / "old.db", path)
    if (pid := os.fork()) == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        backup.restore(folder / "kept.db", path, aside=folder / "aside")
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    killed += status == -signal.SIGXFSZ
    assert not list(folder.glob("aside*")), "a sound database was moved away"
    left = titles(path)
    found.append("old" if left == old else "new" if left == new else "between")
    if backup.present(path) is not backup.Present.SOUND:
        found.append("damaged")
print(json.dumps({"killed": killed, "found": sorted(set(found))}))
"""


@pytest.mark.ci
@pytest.mark.case(118)
def test_a_kill_while_restoring_leaves_the_old_or_the_new(quick_folder: Path) -> None:
    with Child(_KILLS, quick_folder) as child:
        found = json.loads(child.hear())
    assert found.pop("killed") >= 3
    assert set(found["found"]) <= {"new", "old"}  # which of them depends on how fast the machine is


@pytest.mark.case(114)
def test_what_a_database_was_is_kept_when_it_is_upgraded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(path, 1)
    version = database.SCHEMA_VERSION
    for module in (database, files):
        monkeypatch.setattr(module, "SCHEMA_VERSION", version + 1)
    monkeypatch.setattr(database, "_migrate", lambda store: None)
    Store.open(path).close()
    kept = former_path(path, version)
    assert kept.exists()
    assert backup.present(kept) is Present.SOUND
    assert titles_of(kept) == {"Hoshi no Sumika gets season 1"}


def titles_of(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    try:
        return {row[0] for row in connection.execute("SELECT title FROM articles")}
    finally:
        connection.close()
