"""Sentences and lines that tell which studios make a work, filled in with made-up studios (``studios.toml``)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from aggregator.facts.read import read_text

FRAMES = tomllib.loads(Path(__file__).with_name("studios.toml").read_text(encoding="utf-8"))
MADE = ("animation_production", "production")
STUDIOS = [("Tengu Animation", "Kumo Works"), ("Studio Kasumi", "Amber Films")]


@pytest.mark.parametrize("tag", FRAMES)
def test_studios(tag: str) -> None:
    wrong = []
    for at, frame in enumerate(FRAMES[tag]["frames"]):
        first, second = STUDIOS[at % len(STUDIOS)]
        line = frame.format(A=first, B=second)
        told = read_text(f"{FRAMES[tag]['lead']}\n\n{line}", tag).credits
        if {one.name for one in told if one.role in MADE} != {name for name in (first, second) if name in line}:
            wrong.append(line)
    assert not wrong
