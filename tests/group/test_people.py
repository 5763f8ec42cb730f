"""Whose spellings are one person's: what joins, what contradicts, and that a wrong join is worse than a missing one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.base.persons import Bond, Credited, bond
from aggregator.base.readings import reading
from aggregator.group.people import (
    MOST_SPELLINGS,
    TOGETHER,
    bonds_of_article,
    bonds_of_work,
    joined,
    may_be_one,
)

DAY = 24 * 60


def credited(name: str, article: str = "a", **values: Any) -> Credited:
    given_: dict[str, Any] = {
        "article_id": article,
        "work": "Kumo",
        "minute": 0,
        "medium": None,
        "role": "director",
        "character": None,
        "reading": reading(name),
        "news": True,
    }
    return Credited(**(given_ | values))


def same(one: str, other: str) -> Bond:
    return bond(reading(one), reading(other), "same")


def apart(one: str, other: str) -> Bond:
    return bond(reading(one), reading(other), "apart")


def people(*bonds: Bond, split: frozenset[frozenset[str]] = frozenset()) -> set[frozenset[str]]:
    readings = {read for each in bonds for read in (each.one, each.other)}
    return {frozenset(group) for group in joined(readings, bonds, split)}


def names(*groups: tuple[str, ...]) -> set[frozenset[str]]:
    return {frozenset(map(reading, group)) for group in groups}


class TestWork:
    def test_a_long_vowel_marked_or_not_in_one_role_is_one_name(self) -> None:
        assert bonds_of_work([credited("Ōno Yū"), credited("Yu Ono", "b")]) == {same("Ōno Yū", "Ono Yu")}

    def test_another_role_or_character_says_nothing(self) -> None:
        assert not bonds_of_work([credited("Ōno Yū"), credited("Ono Yu", "b", role="music")])
        voices = [credited(n, n, role="voice", character=c) for n, c in (("Ōno Yū", "suzu"), ("Ono Yu", "nami"))]
        assert not bonds_of_work(voices)

    def test_two_directors_of_one_article_are_two(self) -> None:
        both = [credited("Ōno Yū"), credited("Ono Yu")]
        assert not bonds_of_work(both)
        assert bonds_of_article(both) == {apart("Ōno Yū", "Ono Yu")}

    def test_one_character_by_two_spellings_in_one_article_is_one_name(self) -> None:
        both = [credited(n, role="voice", character="suzu") for n in ("Ōno Yū", "Ono Yu")]
        assert bonds_of_work(both) == {same("Ōno Yū", "Ono Yu")}
        assert not bonds_of_article(both)

    def test_the_only_names_of_a_role_in_two_scripts_are_one_person(self) -> None:
        assert bonds_of_work([credited("Ōno Yū"), credited("大野雄", "b", minute=DAY)]) == {same("Ōno Yū", "大野雄")}

    @pytest.mark.parametrize(
        "more",
        [
            [credited("Kumo Aoi", "c")],
            [credited("雲あおい", "c")],
            [credited("Kumo Aoi")],
        ],
    )
    def test_where_the_counts_disagree_scripts_are_not_joined(self, more: list[Credited]) -> None:
        assert not bonds_of_work([credited("Ōno Yū"), credited("大野雄", "b"), *more])

    @pytest.mark.parametrize(
        "other",
        [
            {"minute": TOGETHER + 1},
            {"news": False},
            {"medium": "live_action"},
            {"reading": "大野"},
            {"role": "chief_director"},
        ],
    )
    def test_what_may_be_another_persons_turn_joins_no_scripts(self, other: dict[str, Any]) -> None:
        assert not bonds_of_work([credited("Ōno Yū", medium="tv"), credited("大野雄", "b", **other)])

    def test_a_name_that_cannot_be_japanese_is_joined_with_no_kanji(self) -> None:
        assert not bonds_of_work([credited("Ann Smith"), credited("大野雄", "b")])


class TestPeople:
    def test_what_is_attested_is_one(self) -> None:
        assert people(same("Ōno Yū", "大野雄"), same("Ono Yu", "Ōno Yū")) == names(("Ōno Yū", "Ono Yu", "大野雄"))

    def test_a_name_that_may_be_two_people_s_is_its_own(self) -> None:
        found = people(same("Ono Yuki", "Ōno Yūki"), same("Ono Yuki", "Ono Yūki"))
        assert found == names(("Ono Yuki",), ("Ōno Yūki",), ("Ono Yūki",))

    def test_two_marked_readings_are_one_only_where_an_article_says_so(self) -> None:
        both = same("Ono Yuki", "Ōno Yūki"), same("Ono Yuki", "Ono Yūki")
        assert people(*both, same("Ōno Yūki", "Ono Yūki")) == names(("Ono Yuki", "Ōno Yūki", "Ono Yūki"))

    def test_two_people_in_kanji_with_one_reading_part_it_from_both(self) -> None:
        found = people(same("Ono Yūki", "小野友樹"), same("Ono Yūki", "小野勇気"), same("小野友樹", "おの・ゆうき"))
        assert found == names(("Ono Yūki",), ("小野友樹", "おの・ゆうき"), ("小野勇気",))

    def test_who_stands_beside_each_other_is_two(self) -> None:
        found = people(same("Ōno Yū", "大野雄"), same("Ono Yu", "大野雄"), apart("Ono Yu", "Ōno Yū"))
        assert found == names(("Ōno Yū",), ("Ono Yu",), ("大野雄",))

    def test_a_person_may_part_two_and_leave_the_rest(self) -> None:
        split = frozenset({frozenset((reading("Ōno Yū"), reading("大野雄")))})
        found = people(same("Ōno Yū", "大野雄"), same("Ono Yu", "Ōno Yū"), split=split)
        assert found == names(("Ōno Yū", "Ono Yu"), ("大野雄",))

    def test_what_hangs_together_with_everybody_joins_nobody(self) -> None:
        crowd = [same("Ono Yu", f"大野{chr(0x4E00 + n)}") for n in range(MOST_SPELLINGS)]
        assert all(len(group) == 1 for group in people(*crowd))


READINGS = [reading(n) for n in ("Ono Yuki", "Ōno Yūki", "Ono Yūki", "大野雄", "小野友樹", "おのゆうき", "Kumo Aoi")]
BONDS = st.lists(
    st.builds(
        bond, st.sampled_from(READINGS), st.sampled_from(READINGS), st.sampled_from(["same", "same", "apart"])
    ).filter(lambda each: each.one != each.other),
    max_size=9,
)


@given(BONDS, st.randoms())
def test_the_order_of_what_is_said_never_matters(bonds: list[Bond], random: Any) -> None:
    other = random.sample(bonds, len(bonds))
    assert sorted(map(sorted, joined(READINGS, bonds))) == sorted(map(sorted, joined(READINGS[::-1], other)))


@given(BONDS)
def test_no_person_has_two_names_that_something_says_are_two(bonds: list[Bond]) -> None:
    told = {(each.one, each.other): each.says for each in bonds}
    attested = {pair for pair in told if Bond(*pair, "same") in bonds}
    apart_ = {pair for pair in told if Bond(*pair, "apart") in bonds}
    for group in joined(READINGS, bonds):
        for one, other in ((a, b) for a in group for b in group if a < b):
            assert (one, other) not in apart_
            if one.isascii() == other.isascii() and may_be_one(one, other) and (one, other) not in attested:
                assert ("\u0304" in one) != ("\u0304" in other)
