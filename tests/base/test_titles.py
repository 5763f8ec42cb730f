"""When two spellings are one title, and when never."""

from __future__ import annotations

import pytest

from aggregator.base.titles import joining_base, read_title


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sōsō no Kumo", "Sousou no Kumo"),
        ("Soosoo no Kumo", "Sōsō no Kumo"),
        ("Ohno-kun", "Ōno-kun"),
        ("Hoshi wo Miru", "Hoshi o Miru"),
        ("Kumo: House of Clouds", "KUMO -House of Clouds-"),
        ("Ｋｕｍｏ", "kumo"),
        ("Kumo & Hoshi", "Kumo and Hoshi"),
        ("Kumo Season 2", "Kumo 2nd Season"),
        ("Kumo II", "Kumo Second Season"),
        ("Kumo Ⅱ", "Kumo Staffel 2"),
        ("雲の家 第2期", "雲の家 シーズン2"),
        ("雲の家 第二期", "雲の家 2nd Season"),
        ("Kumo Temporada 3", "Kumo: tercera temporada"),
        ("Kumo Season 4 Part 2", "Kumo 4th Season Cour 2"),
        ("Kumo Season 1", "Kumo"),
        ("Kumo: The Final Season", "Kumo Final Season"),
    ],
)
def test_one_title(one: str, other: str) -> None:
    assert read_title(one) == read_title(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kumo Season 2", "Kumo Season 3"),
        ("Kumo Season 2", "Kumo"),
        ("Kumo II", "Kumo III"),
        ("雲の家 第2期", "雲の家 第3期"),
        ("Kumo Season 4 Part 1", "Kumo Season 4 Part 2"),
        ("Kumo Part 2", "Kumo Season 2"),
        ("Kumo 100", "Kumo"),
        ("Kumo", "Kuma"),
        ("The Kumo", "Kumo"),
    ],
)
def test_two_titles(one: str, other: str) -> None:
    assert read_title(one) != read_title(other)


@pytest.mark.parametrize("other", ["Hoshi", "Hoshi no Sumika Season 2", "Sum", "星"])
def test_what_joins_no_work(other: str) -> None:
    assert joining_base("Hoshi no Sumika", other) is None


def test_what_joins_works() -> None:
    assert joining_base("Hoshi no Sumika Season 2", "House of Stars 2nd Season") == read_title("House of Stars").base
    assert joining_base("Hoshi no Sumika", "星の住処") == "星の住処"
