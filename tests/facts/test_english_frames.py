"""Every English word for a role, in the frames and lists of the press: names are made up, words are the file's."""

from __future__ import annotations

from itertools import cycle

import pytest

from aggregator.base.vocabulary import language, table
from aggregator.facts.read import read_text

GIVEN = "Kenji Aya Taro Rika Goro Mei Yuko Jun Shiro Haruka Daisuke Natsumi".split()
FAMILY = "Morita Nakano Kitano Sonoda Mizuki Onuki Hamada Tazawa Aoba Kuroda Hoshino".split()
ROLES = [
    (role, word)
    for role, words in language("en")["roles"].items()
    if role not in table("roles")["companies"] and not role.endswith(("_theme", "_song"))
    for word in words
]
STAFF = [
    "{role}: {name}", "{role} – {name}", "{role} … {name}", "{role} ... {name}", "{role} | {name}", "• {role}: {name}",
    "{name} – {role}", "{name}: {role}", "{name} as {role}", "{name} ({role})", "[{role}] {name}", "{role}\n{name}",
    "{name}\n{role}", "{role}: {name} (Red Harbor, Moonbridge)",
]  # fmt: skip
CAST = [
    "{part}: {name}", "{part} – {name}", "{part} … {name}", "{part} / {name}", "{part} (CV: {name})", "{part}\n{name}",
    "{part}\nCV: {name}", "{name} as {part}", "{name} – {part}", "{name} ({part})", "{name} (voice of {part})",
    "{part}, voiced by {name}", "{name} voices {part}", "Voice of {part}: {name}", "{part} … CV: {name}",
]  # fmt: skip
AUXILIARIES = language("en")["grammar"]["auxiliaries"]
TO_COME = {
    "direct the anime": "director", "compose the music": "music", "handle the character designs": "character_design",
    'perform the opening theme "Blue Rain"': "opening_theme", "oversee the series composition": "series_composition",
}  # fmt: skip
DONE = {
    "The anime {} directed by {}.": "director", "The music {} composed by {}.": "music",
    "The character design {} handled by {}.": "character_design",
    'The opening theme "Blue Rain" {} performed by {}.': "opening_theme", "Gelt {} voiced by {}.": "voice",
}  # fmt: skip
PARTS = ["Rin", "Mina Arashi", "Gelt", "Kaito Amagi"]
HEADING = "Mist Garden Anime Reveals More\n\nThe website of the Mist Garden television anime told more on Friday.\n\n"
SENTENCES = [
    "{name} is set to voice {part}.", "{name} returns as {part}.", "{name} has been cast as {part}.",
    "Voicing {part} is {name}.", "The voice of {part} is {name}.", "{name} has signed on to play {part}.",
    "{part} will be brought to life by {name}.", "{part}'s voice is provided by {name}.",
    "{name} takes the role of {part}.",
    "Rounding out the cast is {name} as {part}.", "{name} joins the cast as {part}.",
    "{name} lends his voice to {part}.",
]  # fmt: skip

SEVERAL = [
    "The voices are those of {a} ({x}), {b} ({y}) and {c} ({z}).",
    "The cast includes {a} ({x}), {b} ({y}), and {c} ({z}).",
    "{a} voices {x}, while {y} is voiced by {b} and {z} by {c}.",
    "Among the voice actors are {a} ({x}), {b} ({y}) and {c} ({z}).",
    "{x} will have the voice of {a}, {y} that of {b} and {z} that of {c}.",
    "{a}, {b}, and {c} round out the cast as {x}, {y}, and {z}, respectively.",
    "The voices of {x}, {y}, and {z} are {a}, {b}, and {c}, respectively.",
    "{a}, {b}, and {c} will voice {x}, {y}, and {z}, respectively.",
    "{x} will be played by {a}, {y} by {b} and {z} by {c}.",
    "{a} will be {x}, {b} will be {y} and {c} will be {z}.",
    "Joining the cast are {a} as {x}, {b} as {y} and {c} as {z}.",
    "{a} voices {x}, {b} voices {y} and {c} voices {z}.",
    "The role of {x} goes to {a}, that of {y} to {b} and that of {z} to {c}.",
    "{a} is {x}, {b} is {y}, and {c} is {z}.",
    "Also in the cast: {a} as {x}; {b} as {y}; {c} as {z}.",
]


def _names() -> cycle[str]:
    return cycle(f"{given} {family}" for family in FAMILY for given in GIVEN)


def _found(text: str) -> set[tuple[str, str]]:
    return {(credit.role, credit.name) for credit in read_text(text, "en", "2026-03-02").credits}


@pytest.mark.parametrize("line", STAFF)
def test_a_list_of_staff_gives_each_of_its_people(line: str) -> None:
    """All words for roles, eight to a list: one in fifty may be lost, as those that are two roles joined."""
    names, lost = _names(), 0
    for first in range(0, len(ROLES), 32):
        words = ROLES[first : first + 32 : 4]
        told = [(role, word, next(names)) for role, word in words]
        lines = [line.format(role=word[0].upper() + word[1:], name=name) for _, word, name in told]
        found = _found(f"{HEADING}Staff\n" + "\n".join(lines))
        lost += sum((role, name) not in found for role, _, name in told)
    assert lost <= len(ROLES[::4]) / 50


@pytest.mark.parametrize("line", CAST)
def test_a_list_of_a_cast_gives_each_of_its_people_with_the_part(line: str) -> None:
    names = _names()
    told = {next(names): part for part in PARTS}
    text = f"{HEADING}Cast\n" + "\n".join(line.format(name=name, part=part) for name, part in told.items())
    found = read_text(text, "en", "2026-03-02").credits
    assert {credit.name: credit.character for credit in found if credit.role == "voice"} == told


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_gives_who_speaks_whom(sentence: str) -> None:
    found = read_text(HEADING + sentence.format(name="Haruka Tazawa", part="Mina Arashi"), "en").credits
    assert [(c.role, c.name, c.character) for c in found] == [("voice", "Haruka Tazawa", "Mina Arashi")]


@pytest.mark.parametrize("auxiliary", AUXILIARIES["will"])
def test_what_somebody_is_set_to_do(auxiliary: str) -> None:
    said = "\n".join(f"Haruka Tazawa {auxiliary} {deed}." for deed in TO_COME)
    assert {role for role, name in _found(HEADING + said) if name == "Haruka Tazawa"} == set(TO_COME.values())


@pytest.mark.parametrize(
    "auxiliary", [one for one in AUXILIARIES["is"] if one not in ("is currently", "are currently")]
)
def test_what_is_set_to_be_done(auxiliary: str) -> None:
    said = "\n".join(sentence.format(auxiliary, "Haruka Tazawa") for sentence in DONE)
    assert {role for role, name in _found(HEADING + said) if name == "Haruka Tazawa"} == set(DONE.values())


def test_an_auxiliary_in_a_headline_is_no_verb() -> None:
    assert (
        _found("Lantern Sky Is Set to Direct Attention to Gelt, as Tezuka Would Turn 96\n\nThe anime is on.") == set()
    )


@pytest.mark.parametrize("sentence", SEVERAL)
def test_several_voices_in_one_sentence(sentence: str) -> None:
    names, characters = ["Kenji Morita", "Aya Nakano", "Taro Kitano"], ["Suzu", "Kaoru Arai", "Garm"]
    told = sentence.format(**dict(zip("abcxyz", [*names, *characters], strict=True)))
    text = f"{HEADING}The voice cast was named. {told}"
    found = {(one.name, one.character) for one in read_text(text, "en").credits}
    assert found == set(zip(names, characters, strict=True))
