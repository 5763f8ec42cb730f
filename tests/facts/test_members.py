"""Who is in a cast, where no character is told: «A and B join the cast», «A, B star in July anime»."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from aggregator.facts.read import read_text

NAMES = {"a": "Kenji Morita", "b": "Aya Nakano"}
FRAMES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "members.toml").read_text(encoding="utf-8"))


def _frames(kind: str) -> list[Any]:
    return [(tag, held["headline"], frame) for tag, held in FRAMES.items() for frame in held[kind]]


def _credits(tag: str, headline: str, frame: str) -> list[tuple[str, str]]:
    told = read_text(f"{headline}\n\n{frame.format(**NAMES)}\n", tag, "2026-05-20").credits
    return [(one.role, one.name) for one in told if one.news]


@pytest.mark.parametrize(("tag", "headline", "frame"), _frames("told"))
def test_who_is_in_a_cast_is_credited_once(tag: str, headline: str, frame: str) -> None:
    named = [("voice", NAMES[key]) for key in NAMES if f"{{{key}}}" in frame]
    assert sorted(_credits(tag, headline, frame)) == sorted(named)


@pytest.mark.parametrize(("tag", "headline", "frame"), _frames("none"))
def test_who_speaks_of_a_cast_is_not_in_it(tag: str, headline: str, frame: str) -> None:
    assert _credits(tag, headline, frame) == []


def test_as_many_characters_as_actors_are_paired_without_and() -> None:
    line = "Kenji Morita, Aya Nakano, Rika Sonoda star as Mio, Ren, Takumi"
    told = read_text(f"Green Sky Anime Adds Cast\n\n{line}\n", "en", "2026-05-20").credits
    assert [(one.name, one.character) for one in told] == [
        ("Kenji Morita", "Mio"),
        ("Aya Nakano", "Ren"),
        ("Rika Sonoda", "Takumi"),
    ]
