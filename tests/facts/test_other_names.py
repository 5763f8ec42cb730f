"""Which brackets behind a name hold another spelling of it."""

from __future__ import annotations

import pytest

from aggregator.facts.credits.other_names import names_behind
from aggregator.facts.read import read_text


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("監督は大野雄(Yū Ōno)が務める", "大野雄", "Yū Ōno"),
        ("監督は大野雄（Yū Ōno）が務める", "大野雄", "Yū Ōno"),
        ("Yū Ōno (大野雄) directs", "Yū Ōno", "大野雄"),
        ("脚本は雲葵一(くも・きいち)", "雲葵一", "くも・きいち"),
    ],
)
def test_another_spelling(text: str, name: str, found: str) -> None:
    start = text.index(name)
    assert names_behind(text, start, start + len(name)) == (found,)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("大野雄(鈴役)", "大野雄"),
        ("大野雄(すず)", "大野雄"),
        ("大野雄(Suzu)", "大野雄"),
        ("大野雄(Team Kumo)", "大野雄"),
        ("大野雄(月の港)", "大野雄"),
        ("Yū Ōno (音響監督)", "Yū Ōno"),
        ("Yū Ōno (Moon Harbor)", "Yū Ōno"),
        ("Ann Smith (大野雄)", "Ann Smith"),
        ("Yū Ōno directs (大野雄)", "Yū Ōno"),
    ],
)
def test_what_is_none(text: str, name: str) -> None:
    start = text.index(name)
    assert names_behind(text, start, start + len(name)) == ()


def test_a_character_is_none() -> None:
    assert names_behind("大野雄(Kumo Suzu)", 0, 3, "Kumo Suzu") == ()


def test_a_credit_has_them() -> None:
    text = "Moon Harbor TV Anime Reveals Staff\n\nYū Ōno (大野雄) is directing the Moon Harbor anime at Studio Kumo."
    (director,) = (one for one in read_text(text, "en").credits if one.role == "director")
    assert (director.name, director.other_names) == ("Yū Ōno", ("大野雄",))
