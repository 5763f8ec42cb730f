"""Two texts that share a passage share a fingerprint, whatever surrounds it and however it is set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.base.shingles import CHARACTERS, WORDS, fingerprints, measure_of, shingles, words_of

SPACED = st.lists(st.sampled_from("kumo hoshi sora ame yuki 5 2031 the of house".split()), max_size=80)
UNSPACED = st.text(st.sampled_from("雲星空雨雪の館が第二期アニメ"), max_size=300)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("“Kumo no Ie” returns — in 2031!", '"KUMO NO IE" returns, in 2031'),
        ("Ｋｕｍｏ　ﾉ 家", "kumo ノ家"),
        ("Café Ōkami", "CAFÉ ŌKAMI"),
    ],
)
def test_marks_width_and_case_are_no_difference(text: str, other: str) -> None:
    assert words_of(text) == words_of(other) != []


def test_accents_and_numbers_are_a_difference() -> None:
    assert words_of("Episode 5 of Café") != words_of("Episode 6 of Cafe")


def test_scripts_without_spaces_are_taken_by_characters() -> None:
    assert words_of("星の家2期が決定") == ["星", "の", "家", "2", "期", "が", "決", "定"]
    assert measure_of(words_of("星の家2期がTVで決定")) is CHARACTERS
    assert measure_of(words_of("The house of 星")) is WORDS
    assert measure_of(words_of("별빛의 저택 2기 제작 결정")) is WORDS


def test_hashes_never_change() -> None:
    """They stand in databases."""
    assert shingles(words_of("The house of stars returns"), 4) == [4224245135, 1704399741]
    assert fingerprints(words_of("星の館" * 60)) == [97044763]


@pytest.mark.parametrize(("words", "count"), [([], 0), (["one"], 1), (["a", "b", "c", "d"], 1), (["a"] * 9, 6)])
def test_every_place_has_a_shingle(words: list[str], count: int) -> None:
    assert len(shingles(words, 4)) == count


@given(before=SPACED, passage=st.lists(st.integers(0, 999).map(str), min_size=37, max_size=60), after=SPACED)
def test_a_shared_passage_is_a_shared_fingerprint(before: list[str], passage: list[str], after: list[str]) -> None:
    assert WORDS.fingerprint + WORDS.window - 1 == 37
    alone = fingerprints(["start", "of", "another", *passage, "end"])
    assert set(alone) & set(fingerprints([*before, *passage, *after]))


@given(before=UNSPACED, after=UNSPACED)
def test_so_it_is_in_scripts_without_spaces(before: str, after: str) -> None:
    passage = "星降る館の主が空から落ちてきた少女に出会い雲の上の学校へ通うことになるという物語である" * 3
    assert set(fingerprints(words_of(passage))) & set(fingerprints(words_of(before + passage + after)))


def test_few_stand_for_many() -> None:
    words = [str(number) for number in range(3_300)]
    assert 150 < len(fingerprints(words)) < 250
