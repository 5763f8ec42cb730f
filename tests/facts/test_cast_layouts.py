"""A cast's list whatever its layout: what stands between actor and character, which is first, how entries begin."""

from __future__ import annotations

import pytest

from aggregator.facts.read import read_text
from aggregator.facts.words.tokens import tokenize

DUBS = {
    "en": ("Green Sky English Dub Cast Revealed", "The cast of the English dub:"),
    "de": ("Green Sky: Deutsche Sprecher bekannt", "Das sind die deutschen Sprecher:"),
    "es": ("Green Sky: este es su elenco de doblaje", "Conoce el reparto de doblaje de Green Sky:"),
    "fr": ("Green Sky : le casting de la version française", "Voici le casting français de Green Sky :"),
    "it": ("Green Sky: rivelato il cast di doppiaggio", "Ecco le voci italiane di Green Sky:"),
    "pt": ("Green Sky: conheça o elenco de dublagem", "Confira o elenco de dublagem de Green Sky:"),
}
CAST = {"Marc Bassi": "Rin Tsukimori", "Luisa Ferrante": "Haru Minase", "Rick Wall": "Mio Hayakawa"}


def _told(tag: str, rows: list[str]) -> dict[str, str | None]:
    headline, lede = DUBS[tag]
    text = "\n\n".join([headline, lede, "\n".join(rows), "Green Sky."])
    return {one.name: one.character for one in read_text(text, tag, "2024-05-10").credits if one.role == "dub_voice"}


@pytest.mark.parametrize("tag", DUBS)
@pytest.mark.parametrize("between", [": ", " - ", " / ", " = ", " | ", " -> ", "\t"])
def test_in_a_dub_the_japanese_names_are_characters(tag: str, between: str) -> None:
    assert _told(tag, [f"{character}{between}{actor}" for actor, character in CAST.items()]) == CAST
    assert _told(tag, [f"{actor}{between}{character}" for actor, character in CAST.items()]) == CAST


@pytest.mark.parametrize("tag", DUBS)
def test_entries_may_be_numbered(tag: str) -> None:
    rows = [f"{number}. {character}: {actor}" for number, (actor, character) in enumerate(CAST.items(), 1)]
    assert _told(tag, rows) == CAST


WHO = ("Who lives near the sea. And sings!", "A brother.", "Who knows?")


@pytest.mark.parametrize(
    ("tag", "row"),
    [
        *((tag, "{character} ({actor}): {who}") for tag in DUBS),
        *((tag, "{actor} ({character}) – {who}") for tag in DUBS),
        ("en", "{character}: {actor}\n{who}\n"),
    ],
)
def test_who_the_character_is_may_follow(tag: str, row: str) -> None:
    pairs = zip(CAST.items(), WHO, strict=True)
    rows = [row.format(actor=actor, character=character, who=who) for (actor, character), who in pairs]
    assert _told(tag, rows) == CAST


def test_a_tab_within_a_line_parts_names_and_one_before_it_doesnt() -> None:
    assert [token.raw for token in tokenize("\tMio Hara\t\tRin Mori \n")] == ["Mio", "Hara", "|", "Rin", "Mori", "\n"]


def test_an_actors_other_works_may_stand_behind_a_stroke() -> None:
    assert _told("en", [f"- {character} / {actor} (Blue Hill, Red Sea)" for actor, character in CAST.items()]) == CAST


@pytest.mark.parametrize(("entry", "between"), [("{actor}: {character}", "; "), ("{character} – {actor}", ", ")])
def test_a_list_may_stand_in_one_line(entry: str, between: str) -> None:
    rows = [entry.format(actor=actor, character=character) for actor, character in CAST.items()]
    assert _told("pt", [between.join(rows)]) == CAST


@pytest.mark.parametrize(
    ("tag", "row"),
    [
        ("fr", "{character}\nVF : {actor}\n"),
        ("it", "{character}\nDoppiatore: {actor}\n"),
        ("fr", "{actor} (VF) / Yuki Sato (VO) : {character}"),
        ("pt", "{character}: {actor} (BR) / Yuki Sato (JP)"),
    ],
)
def test_the_version_may_stand_with_the_actor(tag: str, row: str) -> None:
    assert _told(tag, [row.format(actor=actor, character=character) for actor, character in CAST.items()]) == CAST


@pytest.mark.parametrize(
    ("tag", "row"), [("fr", "{character} (voix de {actor})"), ("es", "{character} (voz de {actor})")]
)
def test_brackets_may_hold_the_actors(tag: str, row: str) -> None:
    line = ", ".join(row.format(actor=actor, character=character) for actor, character in CAST.items())
    assert _told(tag, [line + "."]) == CAST


@pytest.mark.parametrize(("tag", "row"), [("fr", "{actor} ({character})"), ("fr", "{actor} est {character}")])
def test_a_lede_that_tells_a_dub_is_enough_of_a_heading(tag: str, row: str) -> None:
    lede = "La version française de Green Sky arrive sur Crunchyroll le 3 juin."
    rows = "\n".join(row.format(actor=actor, character=character) for actor, character in CAST.items())
    told = read_text(f"Green Sky : la version française arrive\n\n{lede}\n\n{rows}\n\nGreen Sky.", tag, "2024-05-10")
    assert {one.name: one.character for one in told.credits if one.role == "dub_voice"} == CAST
