"""Frames of sentences and lists, filled in with the words of roles and with made-up names: one may stand for the other.

``frames/<tag>.toml`` holds a language's frames and words: what somebody does (``activity``), what somebody is
(``person``), and frames for each of them and for voices. A frame is tried with some of the words, others each time.
"""

from __future__ import annotations

import tomllib
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest

from aggregator.facts.read import read_text

FRAMES = Path(__file__).parent / "frames"
PEOPLE = ["Kenji Morita", "Aya Nakano", "Taro Kitano", "Rika Sonoda", "Goro Mizuki"]
CHARACTERS = ["Suzu", "Kaoru Arai", "Miss Violet"]
OTHERS = [("Ren Akagi", "Takumi"), ("Yui Kanda", "Nao")]
"""Who stands in the lines below, where a frame is a list's line."""
TRIED = 3
"""Words that a frame is tried with."""
VOICES = frozenset({"voice", "dub_voice", "actor"})


def _frames(kind: str, words: str = "") -> list[Any]:
    """A parameter for each frame of a kind, with the words it is tried with."""
    params = []
    for file in sorted(FRAMES.glob("*.toml")):
        held = tomllib.loads(file.read_text(encoding="utf-8"))
        pairs = [(role, word) for role, listed in held.get(words, {}).items() for word in listed]
        for at, frame in enumerate(held[kind]):
            tried = list(islice(cycle(pairs), at * TRIED, (at + 1) * TRIED)) if pairs else []
            lead = held["lead" if words else "cast"]
            params.append(pytest.param(file.stem, lead, frame, tried, id=f"{file.stem}: {frame!r}"))
    return params


def _opened(frame: str, word: str) -> str:
    """A word as it stands in a frame: with a capital at the beginning."""
    return word[0].upper() + word[1:] if frame.lstrip("-• ").startswith("{role}") else word


@pytest.mark.parametrize(
    ("tag", "lead", "frame", "tried"), [*_frames("activities", "activity"), *_frames("people", "person")]
)
def test_staff(tag: str, lead: str, frame: str, tried: list[tuple[str, str]]) -> None:
    for name, (role, word) in zip(PEOPLE, tried, strict=False):
        line = frame.format(role=_opened(frame, word), name=name, works="Terra Alta, Monte Nero")
        told = read_text(f"{lead}\n\n{line}", tag).credits
        assert (role, name) in {(one.role, one.name) for one in told if one.news}, line


@pytest.mark.parametrize(("tag", "lead", "frame", "tried"), _frames("voices"))
def test_voices(tag: str, lead: str, frame: str, tried: list[tuple[str, str]]) -> None:
    assert not tried
    for name, character in zip(PEOPLE, CHARACTERS, strict=False):
        lines = [(name, character)] if "\n" in frame or frame.endswith(".") else [(name, character), *OTHERS]
        text = "\n".join(frame.format(name=actor, character=spoken) for actor, spoken in lines)
        told = read_text(f"{lead}\n\n{text}", tag).credits
        assert (name, character) in {(one.name, one.character) for one in told if one.role in VOICES}, text


@pytest.mark.parametrize(("tag", "lead", "frame", "tried"), _frames("several"))
def test_several_voices_in_one_sentence(tag: str, lead: str, frame: str, tried: list[tuple[str, str]]) -> None:
    assert not tried
    names, characters = PEOPLE[:3], ["Suzu", "Kaoru Arai", "Garm"]
    told = read_text(
        f"{lead}\n\n{frame.format(**dict(zip('abcxyz', [*names, *characters], strict=True)))}", tag
    ).credits
    assert {(one.name, one.character) for one in told if one.role in VOICES} == set(zip(names, characters, strict=True))
