"""Voices, and tasks in Japanese, that signs tell where no pattern does."""

from __future__ import annotations

import pytest

from aggregator.facts.credits.voices.weighed import Spread, is_actor, signs, spreads
from aggregator.facts.read import analysed, read_text
from tests.facts.rest import REST, REST_JA

LEAD = "The anime Moon Harbor will premiere in October.\n\nThe cast is growing. "
BOTH = "Kenji Mori (Ren) and young Aya Nakano (Suzu) lend their bodies as well as their voices to the cast."


def spread_of(text: str) -> Spread:
    return [spread for _, spread in spreads(text, analysed(text, "en").sentences)][-1]


def told(text: str, tag: str) -> set[tuple[str, str, str | None]]:
    return {
        (one.role, one.name, one.character)
        for one in read_text(text + (REST_JA if tag == "ja" else REST), tag, "2026-09-20").credits
    }


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}And Aya Nakano, a young model, rounds things out in the part of Suzu, a girl.",
        f"{LEAD}Suzu, a quick runner with a loud voice, is going to be played by Aya Nakano.",
    ],
)
def test_signs_tell_who_speaks_whom(text: str) -> None:
    assert told(text, "en") == {("voice", "Aya Nakano", "Suzu")}


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}Suzu, a quick runner with a loud voice, is not going to be played by Aya Nakano.",
        "The anime Moon Harbor will premiere in October.\n\nSuzu, a quick runner, meets Aya Nakano.",
    ],
)
def test_nobody_speaks_where_it_is_denied_or_nothing_tells_of_voices(text: str) -> None:
    assert told(text, "en") == set()


def test_what_brackets_hold_stands_in_the_sentence() -> None:
    spread = spread_of(f"{LEAD}{BOTH}")
    names = {spread.name(at) for pair in spread.pairs() for at in pair}
    assert names == {"Kenji Mori", "Ren", "Aya Nakano", "Suzu"}
    assert spread.codes.startswith("N(N)&")
    assert spread.depths[:4] == [0, 1, 1, 0]
    assert spread.rows[0][:2] == (0, 0)


def test_who_is_told_is_not_asked_again() -> None:
    spread = spread_of(f"{LEAD}{BOTH}")
    assert not list(spread.pairs({"kenji mori", "aya nakano", "ren", "suzu"}))


def test_all_signs_say_which_of_the_two_comes_first() -> None:
    spread = spread_of(f"{LEAD}{BOTH}")
    assert all(sign.startswith("acN") for sign in signs(spread, 0, 2))
    assert all(sign.startswith("caN") for sign in signs(spread, spread.codes.rindex("N("), 2))


@pytest.mark.parametrize(
    ("name", "may"), [("Aya Nakano", True), ("Suzu", False), ("Kumo Studio", False), ("Ana Lúcia de Souza", True)]
)
def test_an_actor_has_a_whole_name(name: str, may: bool) -> None:
    assert is_actor(name) is may


def test_a_task_far_from_its_name_is_told_in_japanese() -> None:
    text = "アニメ「月の港」が10月に放送される。\n\n森下歩が月刊クモで描く原作は、13巻までが出た。"
    assert told(text, "ja") == {("original_creator", "森下歩", None)}
