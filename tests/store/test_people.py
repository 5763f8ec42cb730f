"""People in the database: joined by what articles attest, in any order, and parted when an article takes it back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.base.claims import WorkMention
from aggregator.crawl.path import forget_article
from aggregator.crawl.regroup import regroup
from aggregator.store.database import Store
from tests.store.contents import contents
from tests.store.made_up import undone
from tests.store.made_up_facts import WORK, credit
from tests.store.test_settling import START, Arrival, arrival, kinds, take, take_one


def people(store: Store) -> set[frozenset[str]]:
    """The spellings of each person."""
    found: dict[str, set[str]] = {}
    for row in store.rows("SELECT person_id, name FROM person_names"):
        found.setdefault(row["person_id"], set()).add(row["name"])
    return {frozenset(group) for group in found.values()}


def by(number: int, name: str, role: str = "director", day: float = 0, **values: Any) -> Arrival:
    return arrival(number, day, credit(name, role, **values))


class TestJoins:
    def test_one_reading_is_one_person(self, store: Store) -> None:
        take(store, by(1, "Ōno Yū"), by(2, "Yuu Ohno", "music"))
        assert people(store) == {frozenset({"Ōno Yū", "Yuu Ohno"})}

    def test_short_and_long_are_two_until_an_article_has_both_in_one_role(self, store: Store) -> None:
        take(store, by(1, "Ōno Yū"), by(2, "Yu Ono", "music"))
        assert len(people(store)) == 2
        take(store, by(3, "Yu Ono"))
        assert people(store) == {frozenset({"Ōno Yū", "Yu Ono"})}
        assert store.rows("SELECT DISTINCT person_id FROM credits").__len__() == 1

    def test_both_scripts_in_one_article(self, store: Store) -> None:
        take(store, by(1, "大野雄", other_names=("Yū Ōno",)), by(2, "Yuu Ohno", "music"))
        assert people(store) == {frozenset({"大野雄", "Yū Ōno", "Yuu Ohno"})}

    def test_both_scripts_in_two_articles(self, store: Store) -> None:
        take(store, by(1, "大野雄"), by(2, "Yuu Ohno"))
        assert people(store) == {frozenset({"大野雄", "Yuu Ohno"})}

    def test_an_article_that_is_forgotten_takes_its_word_back(self, store: Store) -> None:
        both = by(1, "大野雄", other_names=("Yū Ōno",))
        take(store, both, by(2, "Yuu Ohno", "music"), by(3, "大野雄", "script"))
        assert len(people(store)) == 1
        forget_article(store, both.article.canonical_url, now=START)
        assert people(store) == {frozenset({"大野雄"}), frozenset({"Yuu Ohno"})}
        assert store.rows("SELECT * FROM redirects WHERE old_id IN (SELECT id FROM people)") == []

    def test_so_does_one_that_is_corrected(self, store: Store) -> None:
        take(store, by(1, "Ōno Yū"), by(3, "Yu Ono"), arrival(3, 0, body="It was somebody else.", later=1))
        assert {frozenset({"Ōno Yū"})} <= people(store)

    def test_a_spelling_that_the_present_version_leaves_out_is_gone_whoever_it_joined(self, store: Store) -> None:
        written = credit("Yū Ōno", other_names=("大野雄",))
        take(store, by(1, "大野雄"), arrival(2, 0, written), arrival(2, 0, credit("Yū Ōno"), body="Again.", later=1))
        assert len(store.rows("SELECT 1 FROM person_names WHERE name = '大野雄'")) == 1

    def test_works_that_turn_out_to_be_one_join_their_people(self, store: Store) -> None:
        kumo = (WorkMention(title="Kumo Harbor", type="tv"),)
        both = (WorkMention(title=WORK, aliases=("Kumo Harbor",)),)
        take(store, by(1, "Ōno Yū"), arrival(2, 1, credit("Yu Ono", work="Kumo Harbor"), works=kumo))
        assert len(people(store)) == 2
        take(store, arrival(3, 2, works=both))
        assert len(people(store)) == 1

    @pytest.mark.parametrize("names", [("Ōno Yū", "Yu Ono", "Yū Ohno"), ("Yu Ono", "Ōno Yū", "Ono Yu")])
    def test_the_ledger_and_the_feed_see_one_person(self, store: Store, names: tuple[str, ...]) -> None:
        voices = [arrival(number, number, credit(name, "voice", character="Suzu")) for number, name in enumerate(names)]
        take(store, *voices)
        assert {row["ledger"] for row in store.rows("SELECT ledger FROM credits")} == {"current"}
        assert kinds(store) == ["new_cast"]


NAMES = st.sampled_from(["Ōno Yūki", "Yuki Ono", "Ono Yuuki", "Yuuki Ohno", "大野雄希", "小野友樹", "Kumo Aoi"])
OTHERS = st.sampled_from([(), (), ("Yūki Ōno",), ("大野雄希",), ("Ono Yuki",)])
CREDITS = st.builds(
    credit,
    NAMES,
    st.sampled_from(["director", "voice"]),
    st.sampled_from([WORK, "Kumo Harbor"]),
    character=st.sampled_from([None, "Suzu"]),
    other_names=OTHERS,
    news=st.booleans(),
)
WORKS = st.sampled_from(
    [
        (WorkMention(title=WORK),),
        (WorkMention(title=WORK, aliases=("Kumo Harbor",)),),
        (WorkMention(title="Kumo Harbor"),),
    ]
)


@st.composite
def arrivals(draw: st.DrawFn) -> list[Arrival]:
    told = st.lists(CREDITS, max_size=3)
    return [
        arrival(number, draw(st.sampled_from([0, 1, 20])), *draw(told), works=draw(WORKS))
        for number in range(draw(st.integers(1, 6)))
    ]


TABLES = ("credits", "people", "person_names", "person_links", "works", "work_keys")


def state(store: Store) -> dict[str, Any]:
    rows = contents(store)
    redirects = store.rows("SELECT * FROM redirects WHERE new_id IN (SELECT id FROM people) ORDER BY old_id")
    return {table: rows[table] for table in TABLES} | {"redirects": [tuple(row) for row in redirects]}


@settings(deadline=None, max_examples=40)
@given(given_=arrivals(), data=st.data())
def test_any_order_of_arrival_gives_the_same_people(scratch: Store, given_: list[Arrival], data: st.DataObject) -> None:
    found = []
    for order in (given_, data.draw(st.permutations(given_))):
        with undone(scratch):
            for one in order:
                take_one(scratch, one)
            found.append(state(scratch))
    assert found[0] == found[1]


@settings(deadline=None, max_examples=15)
@given(given_=arrivals())
def test_storing_again_changes_nothing(scratch: Store, given_: list[Arrival]) -> None:
    with undone(scratch):
        for one in given_:
            take_one(scratch, one)
        before = contents(scratch)
        for one in given_:
            take_one(scratch, one)
        assert contents(scratch) == before


@pytest.mark.ci
@settings(deadline=None, max_examples=40)
@given(given_=arrivals(), data=st.data())
def test_an_article_that_goes_leaves_what_was_without_it(
    tmp_path_factory: pytest.TempPathFactory, given_: list[Arrival], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(given_))
    found = []
    for name in ("with", "without"):
        with Store.open(tmp_path_factory.mktemp(name) / "news.db") as store:
            take(store, *(one for one in given_ if name == "with" or one is not gone))
            if name == "with":
                forget_article(store, gone.article.canonical_url, now=START)
            found.append(state(store))
    assert found[0] == found[1]


@pytest.mark.ci
@settings(deadline=None, max_examples=25)
@given(given_=arrivals())
def test_a_recomputation_of_everything_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, given_: list[Arrival]
) -> None:
    with Store.open(tmp_path_factory.mktemp("regroup") / "news.db") as store:
        take(store, *given_)
        before = contents(store)
        regroup(store, now=START)
        assert contents(store) == before
