from pathlib import Path

from aggregator.store.database import Store
from tests.cli.program import run
from tests.store.made_up import article, save


def test_another_database_is_taken_in_and_a_second_time_changes_nothing(home: Path) -> None:
    with Store.open(home / "other.db") as store:
        save(store, article(1))
    assert run("merge", "other.db", "--json").objects == [{"new": 1, "changed": 0, "same": 0, "forgotten": 0}]
    assert run("merge", "other.db").out.startswith("0 new, 0 changed, 1 the same")
    with Store.read(home / "news.db") as store:
        assert len(store.rows("SELECT 1 FROM articles")) == 1


def test_what_can_not_be_merged(home: Path) -> None:
    with Store.open(home / "news.db"):
        (home / "notes.txt").write_text("no database")
    assert run("merge", "news.db").code == 2
    assert run("merge", "notes.txt").code == 5
