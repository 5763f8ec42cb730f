"""``backup``, ``restore`` and ``doctor`` as their users meet them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aggregator.cli import checkup
from aggregator.cli.checkup import Level
from aggregator.store.database import Store
from aggregator.store.lock import run_lock
from aggregator.store.sqlite import sqlite3
from tests.cli.program import Ran, run
from tests.store.made_up import NOW, article, save


@pytest.fixture
def db(home: Path) -> Path:
    path = home / "news.db"
    with Store.open(path) as store:
        save(store, article(1))
    return path


def break_pages(path: Path) -> None:
    with Store.open(path) as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = store.rows("SELECT rootpage FROM sqlite_master WHERE name = 'articles'")[0][0]
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)


def levels(ran: Ran) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in ran.objects:
        found.setdefault(each["subject"], set()).add(each["level"])
    return found


class TestBackup:
    @pytest.mark.case(118)
    def test_what_was_lost_comes_back(self, db: Path) -> None:
        assert run("backup").code == 0
        with Store.open(db) as store, store.write():
            store.execute("DELETE FROM articles")
        ran = run("restore", "--json")
        assert ran.objects[0]["articles"] == 1
        kept = Path(ran.objects[0]["kept"])
        with Store.read(db) as store, Store.read(kept) as before:
            assert len(store.rows("SELECT 1 FROM articles")) == 1
            assert before.rows("SELECT 1 FROM articles") == []

    def test_the_newest_are_kept(self, db: Path) -> None:
        for _ in range(3):
            assert run("backup", "--keep", "2").code == 0
        assert len(run("backup", "--list", "--json").objects) == 2

    def test_a_damaged_database_is_kept_aside(self, db: Path) -> None:
        run("backup")
        break_pages(db)
        ran = run("restore", "--json")
        assert ran.code == 0
        assert ".unusable-" in ran.objects[0]["kept"]
        with Store.read(db) as store:
            assert len(store.rows("SELECT 1 FROM articles")) == 1

    @pytest.mark.case(118)
    def test_a_running_crawl_is_not_robbed_of_its_database(self, db: Path) -> None:
        run("backup")
        with run_lock(db, now=NOW):
            assert run("restore").code == 4

    def test_nothing_to_restore_is_told(self, db: Path) -> None:
        ran = run("restore")
        assert ran.code == 5
        assert "no backup of news.db" in ran.sentence

    @pytest.mark.case(118)
    def test_a_file_that_is_no_backup_changes_nothing(self, db: Path) -> None:
        before = db.read_bytes()
        (db.parent / "notes.txt").write_text("no database")
        assert run("restore", "notes.txt").code == 5
        assert run("restore", db).code == 2
        assert db.read_bytes() == before


class TestDoctor:
    def test_a_sound_installation(self, db: Path) -> None:
        ran = run("doctor", "--json")
        assert ran.code == 0
        assert levels(ran)["database"] == {"ok"}
        assert levels(ran)["backup"] == {"hint"}
        assert run("doctor", "-q").out == ""

    def test_a_damaged_database(self, db: Path) -> None:
        break_pages(db)
        ran = run("doctor", "--json")
        assert ran.code == 5
        assert any("restore" in (each["advice"] or "") for each in ran.objects if each["level"] == "damaged")

    def test_rows_that_should_not_be(self, db: Path) -> None:
        connection = sqlite3.connect(db)
        connection.execute("UPDATE articles SET docid = 5")
        connection.execute("INSERT INTO works (id, title) VALUES ('w', 'Hoshi no Sumika')")
        connection.commit()
        connection.close()
        ran = run("doctor", "--json")
        assert ran.code == 3
        said = " ".join(each["said"] for each in ran.objects if each["level"] == "wrong")
        for what in ("search does not know", "entries", "without a name"):
            assert what in said

    def test_a_reference_that_leads_nowhere(self, db: Path) -> None:
        connection = sqlite3.connect(db)
        connection.execute("INSERT INTO authors VALUES ('nobody', 0, 'Aoi Kumo')")
        connection.commit()
        connection.close()
        ran = run("doctor", "--json")
        assert ran.code == 5
        assert "1 rows of authors" in ran.out

    def test_a_wrong_configuration(self, db: Path) -> None:
        (db.parent / "sites.toml").write_text('[[site]]\nname = "one"\n')
        ran = run("doctor", "--json")
        assert ran.code == 6
        assert levels(ran)["configuration"] == {"refused"}

    def test_secrets_that_others_can_read(self, db: Path) -> None:
        file = db.parent / "aggregator.toml"
        file.write_text('notify = ["https://hook.example/s3cret"]\n')
        file.chmod(0o644)
        ran = run("doctor", "--json")
        assert "chmod 600" in ran.out
        assert "s3cret" not in ran.out

    @pytest.mark.case(119)
    def test_a_clock_that_was_ahead(self, db: Path) -> None:
        with Store.open(db) as store, store.write():
            store.execute("INSERT INTO runs (id, started, pid) VALUES ('r', '2099-01-01T00:00:00+00:00', 1)")
        ran = run("doctor", "--json")
        assert (ran.code, "wrong" in levels(ran)["clock"]) == (3, True)

    @pytest.mark.parametrize(
        ("version", "level"), [("3.6.23", "ok"), ("3.7.0", "wrong"), ("3.51.2", "wrong"), ("3.51.3", "ok")]
    )
    def test_a_sqlite_that_corrupts(self, version: str, level: str) -> None:
        assert checkup.sqlite(version).level == level

    def test_an_old_backup_is_a_hint(self, db: Path) -> None:
        folder = db.parent / "backups"
        folder.mkdir()
        (folder / "news-20310504T120000Z.db").touch()
        assert checkup.backups(db, folder, NOW + timedelta(days=1)).level is Level.OK
        assert checkup.backups(db, folder, NOW + timedelta(days=9)).level is Level.HINT

    def test_what_upgrades_left_is_named_with_its_size(self, db: Path) -> None:
        assert checkup.former(db, NOW) is None
        for name in ("schema9.backup", "schema10.backup", "schemas.backup"):
            Path(f"{db}.{name}").write_bytes(bytes(600_000))
        left = datetime.fromtimestamp(Path(f"{db}.schema9.backup").stat().st_mtime, UTC)
        fresh, old = checkup.former(db, left + timedelta(days=1)), checkup.former(db, left + timedelta(days=30))
        assert fresh is not None
        assert old is not None
        assert f"{db.name}.schema9.backup, {db.name}.schema10.backup: 1.2 MB" in old.said
        assert (fresh.level, old.level) == (Level.OK, Level.HINT)

    def test_a_clock_before_the_program_was_made(self, db: Path) -> None:
        found = {each.subject: each.level for each in checkup.machine(db, NOW.replace(year=1970))}
        assert found["clock"] is Level.WRONG
