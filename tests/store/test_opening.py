"""What is opened, what is refused, and that a refused file stays as it was."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from aggregator.base.errors import AggregatorError, RefusedError, StorageError
from aggregator.store.database import Store
from aggregator.store.files import inspect
from aggregator.store.schema import APPLICATION_ID, SCHEMA_VERSION
from aggregator.store.sqlite import sqlite3
from tests.store.processes import Child, unprivileged


def _ours(path: Path) -> None:
    with Store.open(path) as store, store.write():
        store.execute("INSERT INTO meta (name, value) VALUES ('kept', 'yes')")


def _foreign(path: Path, *pragmas: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in (*(f"PRAGMA {pragma}" for pragma in pragmas), "CREATE TABLE things (name)"):
        connection.execute(statement)
    connection.execute("INSERT INTO things VALUES (zeroblob(50000))")
    connection.close()


def _newer(path: Path) -> None:
    _ours(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()


def _cut(path: Path, size: int) -> None:
    _ours(path)
    os.truncate(path, size)


def _empty_with_log(path: Path) -> None:
    path.write_bytes(b"")
    path.with_name(path.name + "-wal").write_bytes(b"what was committed last")


REFUSED: dict[str, tuple[Callable[[Path], Any], type[AggregatorError], str]] = {
    "text": (lambda p: p.write_text("Once upon a time"), StorageError, "is not a database"),
    "noise": (lambda p: p.write_bytes(bytes(range(256)) * 64), StorageError, "is not a database"),
    "zeros": (lambda p: p.write_bytes(bytes(8192)), StorageError, "is not a database"),
    "half": (lambda p: _cut(p, 20480), StorageError, "bring back a copy"),
    "head": (lambda p: _cut(p, 100), StorageError, "bring back a copy"),
    "empty-with-log": (_empty_with_log, StorageError, "bring back a copy"),
    "another-id": (lambda p: _foreign(p, "application_id = 77"), RefusedError, "another program"),
    "another-id-wal": (
        lambda p: _foreign(p, "journal_mode = WAL", "application_id = 77"),
        RefusedError,
        "another program",
    ),
    "no-id": (_foreign, RefusedError, "another program"),
    "no-id-wal": (lambda p: _foreign(p, "journal_mode = WAL"), RefusedError, "another program"),
    "newer": (_newer, RefusedError, "newer version"),
}


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.case(106, 116)
@pytest.mark.parametrize("opener", [Store.open, Store.read], ids=["open", "read"])
@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_file_and_its_folder_stay_as_they_were(
    case: str, opener: Callable[[Path], Store], path: Path
) -> None:
    make, error, sentence = REFUSED[case]
    make(path)
    before = _files(path.parent)
    with pytest.raises(error, match=sentence) as caught:
        opener(path)
    assert str(path) in str(caught.value)
    assert _files(path.parent) == before


def test_refused_databases_and_unreadable_ones_have_their_exit_codes() -> None:
    assert (StorageError.exit_code, RefusedError.exit_code) == (5, 6)


def test_a_fresh_file_is_made_and_marked(path: Path) -> None:
    with Store.open(path) as store:
        assert store.row("PRAGMA application_id")[0] == APPLICATION_ID
        assert store.row("PRAGMA user_version")[0] == SCHEMA_VERSION
        assert store.row("PRAGMA integrity_check")[0] == "ok"


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0), ("cell_size_check", 1)],
)
def test_a_connection_is_set_up(store: Store, pragma: str, value: object) -> None:
    assert store.row(f"PRAGMA {pragma}")[0] == value


def test_an_empty_file_is_taken_for_a_new_one(path: Path) -> None:
    path.touch()
    _ours(path)
    assert inspect(path) == SCHEMA_VERSION


def test_what_was_stored_is_there_when_it_is_opened_again(path: Path) -> None:
    _ours(path)
    with Store.open(path) as store:
        assert store.row("SELECT value FROM meta WHERE name = 'kept'")[0] == "yes"


def test_opening_again_writes_nothing(path: Path) -> None:
    _ours(path)
    before = path.read_bytes()
    Store.open(path).close()
    assert path.read_bytes() == before


def test_a_closed_database_is_one_file(path: Path) -> None:
    _ours(path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_copy_without_log_gets_one_again(path: Path) -> None:
    _ours(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    with Store.open(path) as store:
        assert store.row("PRAGMA journal_mode")[0] == "wal"


def test_reading_finds_what_stands_in_the_log_alone(path: Path) -> None:
    with Store.open(path) as writer:
        with writer.write():
            writer.execute("INSERT INTO meta (name, value) VALUES ('a', 'b')")
        with Store.read(path) as reader:
            assert reader.row("SELECT value FROM meta")[0] == "b"


@pytest.mark.case(107)
def test_a_copy_without_its_log_is_still_ours(path: Path) -> None:
    with Store.open(path):
        copy = path.with_name("copy.db")
        copy.write_bytes(path.read_bytes())
        assert inspect(copy) == SCHEMA_VERSION


@pytest.mark.case(107)
@pytest.mark.parametrize("left", ["-shm", "-wal", "-journal"])
def test_what_others_left_beside_it_does_no_harm(left: str, path: Path) -> None:
    _ours(path)
    path.with_name(path.name + left).write_bytes(b"left by a crash of something else" * 1000)
    with Store.open(path) as store:
        assert store.row("SELECT value FROM meta WHERE name = 'kept'")[0] == "yes"
        assert store.row("PRAGMA integrity_check")[0] == "ok"


def test_a_reader_can_not_write(path: Path) -> None:
    _ours(path)
    with Store.read(path) as reader, pytest.raises(StorageError), reader.write():
        reader.execute("DELETE FROM meta")


@pytest.mark.parametrize("opener", [Store.read, lambda p: Store.open(p, create=False)], ids=["read", "no-create"])
def test_nothing_is_made_where_nothing_is(opener: Callable[[Path], Store], path: Path) -> None:
    with pytest.raises(StorageError, match="no database here"):
        opener(path)
    assert not list(path.parent.iterdir())


@pytest.mark.parametrize("opener", [Store.open, Store.read], ids=["open", "read"])
def test_a_missing_folder_is_told(opener: Callable[[Path], Store], tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="folder does not exist"):
        opener(tmp_path / "missing" / "news.db")


@pytest.mark.parametrize("opener", [Store.open, Store.read], ids=["open", "read"])
def test_a_folder_is_no_database(opener: Callable[[Path], Store], tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is a folder"):
        opener(tmp_path)


def test_a_pipe_is_not_waited_for(path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(StorageError, match="is no file"):
        Store.open(path)


@pytest.mark.case(105)
def test_a_loop_of_links_is_told(path: Path) -> None:
    path.symlink_to(path.name)
    with pytest.raises(StorageError, match="can't be"):
        Store.open(path)


def test_a_name_with_signs_of_an_address_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a?mode=memory#%41 ニュース.db"
    _ours(path)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


@pytest.mark.case(105)
def test_an_unreadable_file_is_told(shared_folder: Path) -> None:
    path = shared_folder / "news.db"
    _ours(path)
    path.chmod(0)
    with unprivileged(shared_folder, path), pytest.raises(StorageError, match="can't be read; check its permissions"):
        Store.open(path)


@pytest.mark.case(105)
def test_a_file_that_can_not_be_written_is_told_at_once(shared_folder: Path) -> None:
    path = shared_folder / "news.db"
    _ours(path)
    path.chmod(0o444)
    with unprivileged(shared_folder, path), pytest.raises(StorageError, match="can't be written"):
        Store.open(path)


def test_a_file_that_can_not_be_written_can_be_read(shared_folder: Path) -> None:
    path = shared_folder / "news.db"
    _ours(path)
    path.chmod(0o444)
    with unprivileged(shared_folder, path), Store.read(path) as store:
        assert store.row("SELECT value FROM meta")[0] == "yes"


@pytest.mark.case(105, 137)
@pytest.mark.parametrize("opener", [Store.open, Store.read], ids=["open", "read"])
def test_a_folder_that_can_not_be_written_is_told(opener: Callable[[Path], Store], shared_folder: Path) -> None:
    path = shared_folder / "news.db"
    _ours(path)
    shared_folder.chmod(0o555)
    with unprivileged(shared_folder, path), pytest.raises(StorageError, match="its folder must be writable, even to"):
        opener(path)


def test_nothing_can_be_made_in_a_folder_that_can_not_be_written(shared_folder: Path) -> None:
    shared_folder.chmod(0o555)
    with unprivileged(shared_folder), pytest.raises(StorageError, match="its folder must be writable"):
        Store.open(shared_folder / "news.db")


def test_a_folder_that_can_not_be_entered_is_told(shared_folder: Path) -> None:
    path = shared_folder / "news.db"
    _ours(path)
    shared_folder.chmod(0)
    with unprivileged(shared_folder, path), pytest.raises(StorageError, match="can't be read"):
        Store.open(path)


_LOCKS = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
    except OSError:
        print("held")
    else:
        print("free")
"""


def test_a_second_connection_leaves_the_first_one_its_lock(path: Path) -> None:
    """Without it another process may take the log away (the lock's bytes: SQLite's os_unix.c, SHARED_FIRST)."""
    with Store.open(path), Child(_LOCKS, path) as before:
        assert before.hear() == "held"
        with Store.open(path, durable=False), Child(_LOCKS, path) as after:
            assert after.hear() == "held"


_OPEN = """
import sys
from aggregator.store.database import Store
print("ready", flush=True)
for line in sys.stdin:
    with Store.open(line.strip()) as store:
        with store.write():
            store.execute("INSERT INTO meta (name, value) VALUES (?, 'x')", (sys.argv[1],))
    print("done", flush=True)
"""


@pytest.mark.case(111)
def test_processes_that_create_one_database_at_once_all_succeed(tmp_path: Path) -> None:
    children = [Child(_OPEN, number) for number in range(4)]
    try:
        assert [child.hear() for child in children] == ["ready"] * 4
        for attempt in range(15):
            path = tmp_path / f"{attempt}.db"
            for child in children:
                child.tell(path)
            assert [child.hear() for child in children] == ["done"] * 4
            with Store.read(path) as store:
                assert len(store.rows("SELECT name FROM meta")) == 4
                assert len(store.rows("SELECT name FROM _sqlite_migrations")) == SCHEMA_VERSION
    finally:
        for child in children:
            with child:
                child.end()


@pytest.mark.case(112)
def test_a_connection_is_not_carried_into_another_process(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getpid", lambda: -1)
    with pytest.raises(StorageError, match="each opens its own"), store.write():
        pass


@pytest.mark.case(106)
def test_damage_found_while_reading_is_one_sentence(path: Path) -> None:
    with Store.open(path) as store, store.write():
        store.connection.executemany(
            "INSERT INTO meta (name, value) VALUES (?, ?)", [(f"{n:05}", "x" * 100) for n in range(2000)]
        )
    data = bytearray(path.read_bytes())
    intact = 3 * len(data) // 4  # the schema stands before it
    data[intact:] = bytes(len(data) - intact)
    path.write_bytes(bytes(data))
    with Store.open(path) as store, pytest.raises(StorageError, match="is damaged"):
        store.rows("SELECT * FROM meta")
