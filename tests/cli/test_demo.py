import json
from pathlib import Path

import pytest

from aggregator.store.database import Store
from tests.cli.program import process, run
from tests.conftest import Demo

LEFT = {"news.db", "news.db.archive", "feed.json", "articles.ndjson", "sites.toml"}


def test_it_succeeds_twice_in_the_same_folder(kept: Demo) -> None:
    folder, both = kept.folder, (kept.first, kept.second)
    assert [(ran.code, ran.err) for ran in both] == [(0, "")] * 2
    assert {path.name for path in folder.iterdir()} - {"news.db-wal", "news.db-shm", "news.db.lock"} == LEFT


def test_what_it_shows_fits_80_columns(kept: Demo) -> None:
    from rich.cells import cell_len

    shown = kept.first.out.splitlines()
    hints = shown[next(n for n, line in enumerate(shown) if line.startswith("Done in")) :]
    assert max(cell_len(line) for line in shown[: -len(hints)]) <= 80


def test_it_shows_both_crawls(kept: Demo) -> None:
    first, _, second = kept.first.out.partition("Six hours later")
    assert "37 new, 0 changed, 0 not modified" in first
    assert "5 new, 1 changed, 33 not modified" in second
    assert "season two starts on 13 April" in " ".join(second.split())


def test_the_commands_that_it_shows_work(kept: Demo) -> None:
    commands = [line.split() for line in kept.first.out.splitlines() if " --db kept/news.db " in line]
    shown = [words for _, *words in commands if words[-1] != "serve"]  # which goes on until it is stopped
    for words in shown:
        ran = process(*words, folder=kept.folder.parent)
        assert ran.code == 0
        assert ran.out
    assert (len(commands), len(shown)) == (4, 3)


def test_it_shows_facts(kept: Demo) -> None:
    _, _, facts = kept.first.out.partition("What comes out next")
    coming, _, rest = facts.partition("Who makes it")
    makers, _, history = rest.partition("What became of a work that is delayed")
    assert "delayed to" in history
    assert coming.splitlines()[1].split() == ["Date", "Work", "Event", "Where", "Article"]
    assert makers.splitlines()[1].split() == ["Work", "Role", "Name", "For", "Article"]
    assert min(len(coming.splitlines()), len(makers.splitlines())) > 5


def test_the_outcome_as_json(kept: Demo) -> None:
    (told,) = kept.second.objects
    first, second = told["crawls"]
    assert told["folder"] == "kept"
    assert (sum(site["new"] for site in first["sites"].values()), first["requests"] > 50) == (37, True)
    assert sum(site.get("not_modified", 0) for site in second["sites"].values()) == 33


def test_the_exports_are_whole(kept: Demo) -> None:
    folder = kept.folder
    assert len(json.loads((folder / "feed.json").read_text())["items"]) > 20
    assert len((folder / "articles.ndjson").read_text().splitlines()) > 40


@pytest.mark.ci
def test_nothing_is_left_where_nothing_is_kept(tmp_path: Path) -> None:
    ran = process("demo", folder=tmp_path, env={"TMPDIR": str(tmp_path)})
    assert ran.code == 0
    assert "aggregator demo --keep DIR" in ran.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["news.db", "sites.toml", "feed.json"])
def test_what_no_demo_made_is_left_alone(home: Path, name: str) -> None:
    (home / name).write_text('[[site]]\nname = "x"\nhost = "x.example"\nlanguage = "en"\ntimezone = "UTC"\n')
    before = (home / name).read_bytes()
    ran = run("demo", "--keep", ".")
    assert (ran.code, ran.out) == (2, "")
    assert "give another folder" in ran.sentence
    assert {path.name for path in home.iterdir()} == {name}
    assert (home / name).read_bytes() == before


def test_a_file_in_the_folders_place_is_told(home: Path) -> None:
    (home / "file").write_text("")
    assert run("demo", "--keep", "file").code == 2
    ran = run("demo", "--keep", "file/below")
    assert ran.code == 2
    assert "can't be written" in ran.sentence


@pytest.mark.parametrize("table", ["releases", "credits"])
def test_the_words_of_every_claim_stand_in_its_article(kept: Demo, table: str) -> None:
    with Store.read(kept.folder / "news.db") as store:
        rows = store.rows(
            f"""SELECT c.quote, c.start, c."end", CASE c.field WHEN 'title' THEN ifnull(v.title, a.title)
                    ELSE ifnull(v.body, a.body) END AS text
                FROM {table} c JOIN articles a ON a.id = c.article_id
                LEFT JOIN article_versions v ON v.article_id = a.id AND v.version = c.article_version"""
        )
    assert len(rows) > 20
    assert [row["quote"] for row in rows if row["text"][row["start"] : row["end"]] != row["quote"]] == []


def test_what_was_corrected_is_retracted(kept: Demo) -> None:
    with Store.read(kept.folder / "news.db") as store:
        rows = store.rows(
            """SELECT a.site FROM releases r JOIN articles a ON a.id = r.article_id
               WHERE r.ledger = 'retracted' AND r.article_version < a.version"""
        )
    assert {row["site"] for row in rows} == {"kettle-and-kite"}
