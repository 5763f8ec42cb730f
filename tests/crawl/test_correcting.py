"""A person's corrections hold, whatever else arrives."""

from __future__ import annotations

from pathlib import Path

import pytest

from aggregator.base.claims import WorkMention
from aggregator.store.database import Store
from tests.cli.program import run as program
from tests.store.contents import contents
from tests.store.made_up_facts import WORK, credit, release
from tests.store.test_settling import Arrival, arrival, take, told

KUMO = (WorkMention(title="Kumo Harbor", type="tv"),)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def stored(path: Path, *arrivals: Arrival) -> None:
    with Store.open(path) as store:
        take(store, *arrivals)


def correct(path: Path, *words: str) -> None:
    ran = program("--db", str(path), "correct", *words)
    assert ran.code == 0, ran.err


def column(path: Path, sql: str) -> list[object]:
    with Store.read(path) as store:
        return [row[0] for row in store.rows(sql)]


def about_kumo() -> Arrival:
    return arrival(2, 3, release("2032-04", work="Kumo Harbor"), works=KUMO)


class TestWorks:
    def test_two_that_are_one_share_dates_and_the_id_that_came_first(self, path: Path) -> None:
        stored(path, arrival(1, 0, release("2032-01-10")), about_kumo())
        first, other = column(path, "SELECT w.id FROM works w JOIN releases r ON r.work_id = w.id ORDER BY r.edtf")
        correct(path, "merge", WORK, "kumo harbor")
        assert column(path, "SELECT DISTINCT work_id FROM releases") == [first]
        assert column(path, "SELECT ledger FROM releases ORDER BY edtf") == ["superseded", "current"]
        assert column(path, f"SELECT new_id FROM redirects WHERE old_id = '{other}'") == [first]

    def test_it_holds_for_what_comes_later(self, path: Path) -> None:
        stored(path, arrival(1, 0, release("2032-01-10")), about_kumo())
        correct(path, "merge", WORK, "Kumo Harbor")
        stored(path, arrival(3, 9, release("2032-07", work="Kumo Harbor"), works=KUMO))
        assert len(column(path, "SELECT DISTINCT work_id FROM releases")) == 1
        assert column(path, "SELECT ledger FROM releases ORDER BY edtf") == ["superseded", "superseded", "current"]

    def test_the_order_of_correction_and_articles_does_not_matter(self, tmp_path: Path) -> None:
        arrivals = [arrival(1, 0, release("2032-01-10")), about_kumo()]
        more = arrival(3, -3, release("2032", work="Kumo Harbor"), works=KUMO)
        found = []
        for name, before, after in (("a", [*arrivals, more], []), ("b", arrivals, [more])):
            stored(tmp_path / name, *before)
            correct(tmp_path / name, "merge", WORK, "Kumo Harbor")
            stored(tmp_path / name, *after)
            with Store.read(tmp_path / name) as store:
                rows = contents(store)
                found.append({table: rows[table] for table in ("releases", "works", "work_names", "reasons")})
        assert found[0] == found[1]

    def test_two_names_of_one_article_can_be_parted_and_joined_again(self, path: Path) -> None:
        both = (WorkMention(title=WORK, aliases=("Kumo Harbor",)),)
        stored(path, arrival(1, 0, release("2032-01-10"), works=both), about_kumo())
        assert len(column(path, "SELECT DISTINCT work_id FROM releases")) == 1
        correct(path, "split", WORK, "Kumo Harbor")
        stored(path, arrival(3, 9, release("2032-07"), works=both))
        assert len(column(path, "SELECT DISTINCT work_id FROM releases")) == 2
        assert column(path, "SELECT ledger FROM releases WHERE edtf = '2032-04'") == ["current"]
        correct(path, "merge", WORK, "Kumo Harbor")
        assert len(column(path, "SELECT DISTINCT work_id FROM releases")) == 1


class TestPeople:
    def test_two_spellings_are_one_person(self, path: Path) -> None:
        stored(path, arrival(1, 0, credit("Aoi Kumo")), arrival(2, 3, credit("雲 あおい", "music")))
        correct(path, "merge", "Aoi Kumo", "雲 あおい")
        stored(path, arrival(3, 5, credit("雲あおい", "music")))
        assert len(column(path, "SELECT id FROM people")) == 1
        assert len(set(column(path, "SELECT person_id FROM credits UNION SELECT person_id FROM person_names"))) == 1
        assert len(column(path, "SELECT old_id FROM redirects WHERE new_id IN (SELECT id FROM people)")) == 1

    def test_they_can_be_parted_again(self, path: Path) -> None:
        stored(path, arrival(1, 0, credit("Aoi Kumo")), arrival(2, 3, credit("雲 あおい", "music")))
        with Store.read(path) as store:
            before = {t: rows for t, rows in contents(store).items() if t != "corrections"}
        correct(path, "merge", "Aoi Kumo", "雲 あおい")
        correct(path, "split", "Aoi Kumo", "雲 あおい")
        with Store.read(path) as store:
            assert {t: rows for t, rows in contents(store).items() if t != "corrections"} == before

    def test_what_was_said_of_them_can_be_taken_back(self, path: Path) -> None:
        stored(path, arrival(1, 0, credit("Aoi Kumo")), arrival(2, 3, credit("雲 あおい", "music")))
        with Store.read(path) as store:
            before = {t: rows for t, rows in contents(store).items() if t != "corrections"}
        correct(path, "merge", "Aoi Kumo", "雲 あおい")
        correct(path, "merge", "Aoi Kumo", "雲 あおい", "--undo")
        with Store.read(path) as store:
            assert {t: rows for t, rows in contents(store).items() if t != "corrections"} == before


class TestStories:
    def stories(self, path: Path) -> list[object]:
        return column(path, "SELECT story_id FROM articles ORDER BY site")

    def test_two_stories_are_one_and_stay_so(self, path: Path) -> None:
        stored(path, arrival(1, 0, title="Cloud house"), arrival(2, 30, title="Something else", works=KUMO))
        one, other = map(str, self.stories(path))
        correct(path, "merge", one, other)
        stored(path, arrival(3, 31, title="A third thing", works=()))
        assert len(set(self.stories(path)[:2])) == 1
        assert program("--db", str(path), "show", other, "--json").objects[0]["article_count"] == 2

    def test_an_article_is_taken_out_of_its_story(self, path: Path) -> None:
        stored(path, arrival(1, 0, title="Cloud house"), arrival(2, 30, title="Something else", works=KUMO))
        correct(path, "merge", *map(str, self.stories(path)))
        (article,) = column(path, "SELECT id FROM articles WHERE site = 'outlet-2'")
        correct(path, "split", str(article))
        assert len(set(self.stories(path))) == 2

    def test_a_merge_is_taken_back_by_the_story_and_a_split_by_the_article(self, path: Path) -> None:
        stored(path, arrival(1, 0, title="Cloud house"), arrival(2, 30, title="Something else", works=KUMO))
        before = self.stories(path)
        correct(path, "merge", *map(str, before))
        (joined,) = {str(story) for story in self.stories(path)}
        correct(path, "merge", joined, "--undo")
        assert self.stories(path) == before
        correct(path, "merge", *map(str, before))
        (article,) = column(path, "SELECT id FROM articles WHERE site = 'outlet-2'")
        correct(path, "split", str(article))
        correct(path, "split", str(article), "--undo")
        assert column(path, "SELECT DISTINCT decision FROM corrections") == ["undone"]


class TestClaims:
    def test_a_claim_that_is_not_true_has_no_say(self, path: Path) -> None:
        arrivals = arrival(1, 0, release("2032-01-10")), arrival(2, 9, release("2032-04"))
        stored(path, *arrivals)
        (wrong,) = column(path, "SELECT id FROM releases WHERE edtf = '2032-04'")
        correct(path, "reject", str(wrong))
        stored(path, *arrivals)
        assert column(path, "SELECT ledger FROM releases ORDER BY edtf") == ["current", "retracted"]
        with Store.read(path) as store:
            assert [(k, d["edtf"]) for k, d in told(store) if k != "new_story"][-1] == ("changed_release", "2032-01-10")

    def test_a_claim_is_believed_again_and_stays_so(self, path: Path) -> None:
        arrivals = arrival(1, 0, release("2032-01-10")), arrival(2, 9, release("2032-04"))
        stored(path, *arrivals)
        with Store.read(path) as store:
            before = {t: rows for t, rows in contents(store).items() if t != "corrections"}
        (wrong,) = column(path, "SELECT id FROM releases WHERE edtf = '2032-04'")
        correct(path, "reject", str(wrong))
        correct(path, "reject", str(wrong), "--undo")
        stored(path, *arrivals)
        assert program("--db", str(path), "regroup").code == 0
        with Store.read(path) as store:
            assert {t: rows for t, rows in contents(store).items() if t != "corrections"} == before

    def test_one_that_was_taken_back_does_not_come_again_from_another_database(self, path: Path) -> None:
        stored(path, arrival(1, 0, release("2032-01-10")))
        (claim,) = column(path, "SELECT id FROM releases")
        correct(path, "reject", str(claim))
        other = path.with_name("other.db")
        other.write_bytes(path.read_bytes())
        correct(path, "reject", str(claim), "--undo")
        assert program("--db", str(path), "merge", str(other)).code == 0
        assert column(path, "SELECT ledger FROM releases") == ["current"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["merge", WORK, "Aoi Kumo", "--undo"], "different kinds"),
        (["merge", "Aoi Kumo", "--undo"], "nobody said merge of these"),
        (["merge", WORK], "two different ones"),
        (["merge", WORK, "Aoi Kumo"], "different kinds"),
        (["reject", WORK], "reject takes claims"),
        (["merge", WORK, "Nobody Knows"], "no article, story, claim, work or person"),
    ],
)
def test_what_makes_no_sense_is_told_and_not_done(path: Path, words: list[str], said: str) -> None:
    stored(path, arrival(1, 0, credit("Aoi Kumo")))
    ran = program("--db", str(path), "correct", *words)
    assert (ran.code, ran.out, said in ran.sentence) == (2, "", True), ran.err
    assert column(path, "SELECT 1 FROM corrections") == []


def test_all_of_it_survives_a_recomputation_of_everything(path: Path) -> None:
    stored(path, arrival(1, 0, release("2032-01-10"), credit("Aoi Kumo")), about_kumo())
    stored(path, arrival(3, 30, credit("雲 あおい"), title="Something else"))
    correct(path, "merge", WORK, "Kumo Harbor")
    correct(path, "merge", "Aoi Kumo", "雲 あおい")
    correct(path, "split", *map(str, column(path, "SELECT id FROM articles ORDER BY site LIMIT 2")))
    correct(path, "reject", *map(str, column(path, "SELECT id FROM releases WHERE edtf = '2032-04'")))
    with Store.read(path) as store:
        before = contents(store)
    assert program("--db", str(path), "regroup").code == 0
    with Store.read(path) as store:
        assert contents(store) == before
    assert len(column(path, "SELECT DISTINCT work_id FROM releases")) == len(column(path, "SELECT id FROM people")) == 1
    assert column(path, "SELECT ledger FROM releases ORDER BY edtf") == ["current", "retracted"]
