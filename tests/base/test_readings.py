"""Which spellings of a person's name are one reading, and which only may be one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.base.readings import could_be_japanese, is_marked, person_key, reading, script_class, unmarked


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ōno Yū", "Yuu Ohno"),
        ("Ôno Yû", "Oono Yuu"),
        ("Gotō Ken", "Ken Gotoh"),
        ("Gotou Ken", "Ken Gotō"),
        ("Honma Ken", "Ken Homma"),
        ("Shinpei Abe", "Abe Shimpei"),
        ("Sinji Abe", "Shinji Abe"),
        ("Syouko Abe", "Shōko Abe"),
        ("Kaworu Abe", "Kaoru Abe"),
        ("Jun'ichi Abe", "Junichi Abe"),
        ("Shīna Abe", "Shiina Abe"),
        ("Jérôme Blanc", "JEROME BLANC"),
        ("雲 葵", "雲葵"),
        ("くも・あおい", "くもあおい"),
    ],
)
def test_one_reading(name: str, other: str) -> None:
    assert reading(name) == reading(other) != ""


@pytest.mark.parametrize(
    ("name", "other"),
    [("Ono Yuki", "Ōno Yuki"), ("Ono Yuki", "Ono Yūki"), ("Oono Yuuki", "Ono Yuuki"), ("Satō Ken", "Sato Ken")],
)
def test_two_readings_that_may_be_one_name(name: str, other: str) -> None:
    assert reading(name) != reading(other)
    assert person_key(name) == person_key(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Kato Ken", "Sato Ken"),
        ("Kuhn Abel", "Kun Abel"),
        ("Ohara Ken", "Oara Ken"),
        ("Li Si", "Li Shi"),
        ("Smith Joo", "Smith Jo"),
    ],
)
def test_two_names(name: str, other: str) -> None:
    assert person_key(name) != person_key(other)


@pytest.mark.parametrize(("name", "marked"), [("Inoue Ken", False), ("Keiichi Abe", False), ("Matsuura Abe", False)])
def test_vowels_that_all_write_twice_mark_nothing(name: str, *, marked: bool) -> None:
    assert is_marked(reading(name)) is marked


@pytest.mark.parametrize(
    ("name", "script"), [("Ōno Yū", "latin"), ("雲あおい", "kanji"), ("くもあおい", "kana"), ("오노 유", "hangul")]
)
def test_the_script_of_a_name(name: str, script: str) -> None:
    assert script_class(reading(name)) == script


@pytest.mark.parametrize(("name", "could"), [("Ōno Yū", True), ("Ōno", False), ("Ono Smith", False), ("雲葵", False)])
def test_what_could_be_a_whole_japanese_name(name: str, *, could: bool) -> None:
    assert could_be_japanese(reading(name)) is could


NAMES = st.lists(st.text(st.sampled_from("aiueoknshtmōū雲あ'é -"), min_size=1, max_size=9), min_size=1, max_size=3).map(
    " ".join
)


@given(NAMES)
def test_order_and_case_never_matter(name: str) -> None:
    words = name.split()
    if not any(word[-1:] in "'-" or word[:1] in "'-" for word in words) and "雲" not in name and "あ" not in name:
        assert reading(" ".join(reversed(words)).upper()) == reading(name)


@given(NAMES)
def test_without_its_marks_a_reading_is_the_key_of_who_types_it(name: str) -> None:
    assert unmarked(reading(name)) == person_key(name)
