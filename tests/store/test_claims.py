"""What an article states, beside the article: in one transaction, by version, and gone with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.base.claims import Facts, WorkMention
from aggregator.base.names import script_of
from aggregator.base.records import Article
from aggregator.crawl.settling import settle
from aggregator.store import claims
from aggregator.store.articles import Change
from aggregator.store.database import Store
from aggregator.store.forget import forget
from aggregator.store.people import person_id
from aggregator.store.works import work_id
from tests.store.contents import contents
from tests.store.made_up import NOW, article, articles, headline, key, undone
from tests.store.made_up_facts import FACTS, WORK, credit, keep, release, save

LATER = NOW + timedelta(days=1)
LAW = settings(deadline=None)


def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in store.rows(sql)]


class TestOneArticle:
    def test_a_release_stands_with_its_work_and_its_words(self, store: Store) -> None:
        stored = save(store, article(), release("2031-07-03", text="July 3", platform="Kumo TV", platform_id="kumo-tv"))
        (row,) = store.rows("SELECT r.*, w.title, w.type FROM releases r JOIN works w ON w.id = r.work_id")
        assert (row["title"], row["type"], row["article_id"], row["article_version"]) == (
            *(WORK, "tv"),
            *(stored.article_id, 1),
        )
        assert (row["edtf"], row["text"], row["platform"], row["platform_id"]) == (
            *("2031-07-03", "July 3"),
            *("Kumo TV", "kumo-tv"),
        )
        assert (row["quote"], row["start"], row["end"], row["rule"], row["ledger"]) == (
            *("July 3", 0, 6, "made up"),
            "current",
        )

    def test_a_credit_stands_with_its_person(self, store: Store) -> None:
        save(store, article(), credit("Aoi Kumo", "voice", character="The Cat", song=None))
        found = rows(
            store, "SELECT p.name, c.name, role, character, ledger FROM credits c JOIN people p ON p.id = person_id"
        )
        assert found == [("Aoi Kumo", "Aoi Kumo", "voice", "The Cat", "current")]

    def test_a_replaced_date_is_superseded(self, store: Store) -> None:
        save(store, article(), release("2031-01", superseded=True), release("2031-07"))
        assert rows(store, "SELECT edtf, ledger FROM releases ORDER BY edtf") == [
            ("2031-01", "superseded"),
            ("2031-07", "current"),
        ]

    def test_other_names_have_the_article_as_source(self, store: Store) -> None:
        stored = save(store, article(), works=(WorkMention(title=WORK, aliases=("星の住処", "House of Stars")),))
        assert rows(store, "SELECT name, language, source FROM work_names ORDER BY name") == [
            (name, "en", stored.article_id) for name in (WORK, "House of Stars", "星の住処")
        ]
        assert rows(store, "SELECT title FROM works") == [(WORK,)]

    def test_works_are_in_the_order_of_the_article(self, store: Store) -> None:
        save(store, article(), works=(WorkMention(title="Kumo", type="film"), WorkMention(title=WORK)))
        found = rows(
            store, "SELECT title, position, a.type FROM article_works a JOIN works w ON w.id = work_id ORDER BY 2"
        )
        assert found == [("Kumo", 0, "film"), (WORK, 1, None)]

    def test_a_claim_of_no_work_is_kept(self, store: Store) -> None:
        save(store, article(), release(work=None), credit(work=None), works=())
        assert rows(store, "SELECT work_id FROM releases UNION ALL SELECT work_id FROM credits") == [(None,), (None,)]

    def test_a_kind_of_work_that_is_none_is_left_out(self, store: Store) -> None:
        save(store, article(), works=(WorkMention(title=WORK, type="anime"),))
        assert rows(store, "SELECT type FROM works") == [(None,)]

    def test_a_unit_that_fails_leaves_no_claim(self, store: Store) -> None:
        def unit() -> None:
            with store.write():
                keep(store, article(), Facts(releases=(release(),)))
                raise RuntimeError

        with pytest.raises(RuntimeError):
            unit()
        assert not any(contents(store).values())


class TestNames:
    def test_one_work_for_one_title(self, store: Store) -> None:
        for number, title in enumerate([WORK, "HOSHI NO SUMIKA", "Hoshi no Sumika!"]):
            save(store, article(number), works=(WorkMention(title=title),))
        assert rows(store, "SELECT count(*) FROM works") == [(1,)]

    @pytest.mark.parametrize("other", ["Hoshi no Sumika Season 2", "Hoshi no Sumi", "星の住処", "ホシノスミカ"])
    def test_two_works_for_two_titles(self, other: str) -> None:
        assert work_id(other) != work_id(WORK)

    @pytest.mark.parametrize("title", ["☆", "…", "★", "!?"])
    def test_titles_without_letters_differ(self, title: str) -> None:
        assert len({work_id(title), work_id("※"), work_id("")}) == 3

    @pytest.mark.parametrize("name", ["Kumo Aoi", "AOI KUMO", "Aoi Kúmo", "Ａｏｉ　Ｋｕｍｏ"])
    def test_one_person_for_one_name(self, name: str) -> None:
        assert person_id(name) == person_id("Aoi Kumo")

    @pytest.mark.parametrize("name", ["Aoi", "Aoi Kuma", "Aoi Kumo Jr.", "雲 あおい"])
    def test_two_people_for_two_names(self, name: str) -> None:
        assert person_id(name) != person_id("Aoi Kumo")

    def test_the_spelling_of_most_articles_is_shown(self, store: Store) -> None:
        for number, (title, name) in enumerate([(WORK.upper(), "Kumo Aoi"), (WORK, "Aoi Kumo"), (WORK, "Aoi Kumo")]):
            save(store, article(number), credit(name, work=title), works=(WorkMention(title=title),))
        assert rows(store, "SELECT title FROM works") == [(WORK,)]
        assert rows(store, "SELECT name FROM people") == [("Aoi Kumo",)]

    def test_the_type_of_most_articles_is_shown(self, store: Store) -> None:
        for number, kind in enumerate(["manga", "tv", None, "tv"]):
            save(store, article(number), works=(WorkMention(title=WORK, type=kind),))
        assert rows(store, "SELECT type FROM works") == [("tv",)]

    @pytest.mark.parametrize(
        ("name", "language", "script"),
        [
            ("Aoi Kūmo", "en", "Latn"),
            ("雲 あおい", "en", "Jpan"),
            ("スタジオ・クモ", "ja", "Jpan"),
            ("雲葵", "ja", "Jpan"),
            ("雲葵", "zh-TW", "Hani"),
            ("구름", "ko", "Kore"),
            ("Аой Кумо", "ru", "Cyrl"),
            ("SUMIKA雲", "ja", None),
            ("123", "ja", None),
            ("سحاب", "ar", None),
        ],
    )
    def test_the_script_of_a_name(self, name: str, language: str, script: str | None) -> None:
        assert script_of(name, language) == script


class TestVersions:
    def test_what_is_no_longer_stated_is_retracted(self, store: Store) -> None:
        save(store, article(), release("2031-07-06"), credit())
        assert save(store, article(title="Corrected"), release("2031-07-13"), credit()).change is Change.CHANGED
        assert rows(store, "SELECT article_version, edtf, ledger FROM releases ORDER BY 1") == [
            (1, "2031-07-06", "retracted"),
            (2, "2031-07-13", "current"),
        ]

    def test_what_is_stated_again_is_current_once(self, store: Store) -> None:
        save(store, article(), release(), credit())
        save(store, article(title="Corrected"), release(), credit())
        for table in ("releases", "credits"):
            assert rows(store, f"SELECT article_version, ledger FROM {table} ORDER BY 1") == [
                (1, "superseded"),
                (2, "current"),
            ]

    def test_there_and_back(self, store: Store) -> None:
        one, two = release("2031-07-06"), release("2031-07-13")
        for title, told in (("a", one), ("b", two), ("a", one)):
            save(store, article(title=title), told)
        assert rows(store, "SELECT article_version, edtf, ledger FROM releases ORDER BY 1") == [
            (1, "2031-07-06", "superseded"),
            (2, "2031-07-13", "retracted"),
            (3, "2031-07-06", "current"),
        ]

    def test_a_version_that_states_nothing_retracts_all(self, store: Store) -> None:
        save(store, article(), release(), credit())
        save(store, article(title="Corrected"), works=())
        assert rows(store, "SELECT ledger FROM releases UNION ALL SELECT ledger FROM credits") == [("retracted",)] * 2

    def test_another_reading_of_a_version_says_anew_what_former_ones_stated(self, store: Store) -> None:
        save(store, article(), release("2031-07-06"))
        save(store, article(title="Corrected"), release("2031-07-13"))
        save(store, article(title="Corrected"), release("2031-07-06"))
        assert rows(store, "SELECT article_version, edtf, ledger FROM releases ORDER BY 1") == [
            (1, "2031-07-06", "superseded"),
            (2, "2031-07-06", "current"),
        ]

    def test_a_work_that_is_no_longer_named_stays_for_what_was_said_of_it(self, store: Store) -> None:
        save(store, article(), release(), credit("Sora Ame"))
        save(store, article(title="Other"), works=(WorkMention(title="Kumo"),))
        assert rows(store, "SELECT title FROM works ORDER BY 1") == [(WORK,), ("Kumo",)]
        assert rows(store, "SELECT name FROM people") == [("Sora Ame",)]
        assert rows(store, "SELECT title FROM article_works JOIN works ON id = work_id") == [("Kumo",)]

    def test_a_work_of_which_nothing_was_said_goes(self, store: Store) -> None:
        save(store, article())
        save(store, article(title="Other"), works=(WorkMention(title="Kumo"),))
        assert rows(store, "SELECT title FROM works") == [("Kumo",)]
        assert rows(store, "SELECT name FROM work_names") == [("Kumo",)]

    def test_the_claims_of_a_headline_are_replaced_by_the_article_s(self, store: Store) -> None:
        save(store, headline(), release("2031"))
        assert save(store, article(), release("2031-07")).change is Change.COMPLETED
        assert rows(store, "SELECT article_version, edtf, ledger FROM releases") == [(1, "2031-07", "current")]

    def test_another_reading_of_the_same_version_takes_its_place(self, store: Store) -> None:
        save(store, article(), release("2031"), credit("Sora Ame"), works=(WorkMention(title=WORK, type="tv"),))
        save(store, article(), release("2031-07"), credit("Aoi Kumo"), works=(WorkMention(title=WORK, type="film"),))
        assert rows(store, "SELECT edtf, ledger FROM releases") == [("2031-07", "current")]
        assert rows(store, "SELECT name FROM people") == [("Aoi Kumo",)]
        assert rows(store, "SELECT type FROM works") == [("film",)]


class TestForgetting:
    def test_all_goes_with_the_article(self, store: Store) -> None:
        save(store, article(), release(), credit())
        save(store, article(title="Corrected"), release("2031-08"), credit("Sora Ame"))
        with store.write():
            forget(store, key(1), now=LATER)
        assert not any(contents(store).values())

    def test_what_another_article_names_stays(self, store: Store) -> None:
        save(store, article(1), release(), credit(), works=(WorkMention(title=WORK, type="tv"),))
        save(store, article(2), credit(work=WORK.upper()), works=(WorkMention(title=WORK.upper(), type="film"),))
        with store.write():
            forget(store, key(1), now=LATER)
        assert rows(store, "SELECT title, type FROM works") == [(WORK.upper(), "film")]
        assert rows(store, "SELECT name FROM people") == [("Aoi Kumo",)]
        assert rows(store, "SELECT count(*) FROM releases") == [(0,)]


class TestUpcoming:
    def test_a_release_of_several_articles_is_one(self, store: Store) -> None:
        save(store, article(1), release("9031-07"), release("9031-01", superseded=True))
        save(store, article(2), release("9031-07"), release("9031-02", news=False))
        found = rows(store, "SELECT work, edtf, article_count FROM upcoming")
        assert found == [(WORK, "9031-07", 2)]


TOLD = st.lists(st.tuples(articles(numbers=4), FACTS), max_size=5)


@LAW
@given(told=st.tuples(articles(), FACTS))
def test_storing_again_changes_no_row(scratch: Store, told: tuple[Article, Facts]) -> None:
    with undone(scratch):
        keep(scratch, *told)
        once, changes = contents(scratch), scratch.connection.total_changes
        stored = keep(scratch, *told, now=LATER)
        assert contents(scratch) == once
        assert scratch.connection.total_changes - changes == 1  # last_seen
        assert stored.change is Change.UNCHANGED


@LAW
@given(
    told=st.lists(st.tuples(articles(numbers=9), FACTS), max_size=4, unique_by=lambda t: t[0].canonical_url),
    data=st.data(),
)
def test_the_order_of_articles_does_not_matter(
    scratch: Store, told: list[tuple[Article, Facts]], data: st.DataObject
) -> None:
    found = []
    for order in (told, data.draw(st.permutations(told))):
        with undone(scratch):
            for each in order:
                keep(scratch, *each)
            found.append(contents(scratch))
    assert found[0] == found[1]


@LAW
@given(told=TOLD, more=st.lists(st.tuples(articles(numbers=1), FACTS), min_size=1, max_size=3))
def test_an_article_that_goes_leaves_nothing(
    scratch: Store, told: list[tuple[Article, Facts]], more: list[tuple[Article, Facts]]
) -> None:
    others = [each for each in told if each[0].canonical_url != key(1)]
    with undone(scratch):
        for each in others:
            keep(scratch, *each)
        before = contents(scratch)
        ids = {keep(scratch, *each).article_id for each in more}
        for id_ in ids:
            settle(scratch, claims.remove(scratch, id_), now=LATER)
        after = contents(scratch)
        tables = ("works", "work_names", "people", "person_names", "releases", "credits", "article_works", "reasons")
        assert {table: after[table] for table in tables} == {table: before[table] for table in tables}


@LAW
@given(told=TOLD)
def test_nothing_stands_alone(scratch: Store, told: list[tuple[Article, Facts]]) -> None:
    with undone(scratch):
        for each in told:
            keep(scratch, *each)
        assert rows(scratch, "SELECT title FROM works WHERE id NOT IN (SELECT work_id FROM work_names)") == []
        assert rows(scratch, "SELECT name FROM people WHERE id NOT IN (SELECT person_id FROM person_names)") == []
        assert rows(scratch, "PRAGMA foreign_key_check") == []
        stands = "SELECT 1 FROM releases r JOIN articles a ON a.id = article_id WHERE article_version <> a.version"
        assert rows(scratch, f"{stands} AND ledger = 'current'") == []
