"""The words by which walls are told (``data/wall_words.toml``), made ready to be compared."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from aggregator.base.text import comparable


@dataclass(frozen=True, slots=True)
class Wall:
    """One kind of wall: its reason, what is said of it, and its words.

    ``titles``, ``texts`` and ``paths`` are comparable (letters and digits alone); ``markers`` stand as they are in
    markup; ``hosts`` are first labels of host names; ``headers`` are names and words of their values.
    """

    reason: str
    says: str
    titles: frozenset[str]
    texts: tuple[str, ...]
    markers: tuple[str, ...]
    paths: frozenset[str]
    hosts: frozenset[str]
    headers: tuple[tuple[str, str], ...]


_KINDS = {
    "not_found": ("soft_404", "«not found»"),
    "challenge": ("challenge", "a challenge"),
    "consent": ("challenge", "a demand for consent"),
    "login": ("challenge", "a login"),
    "maintenance": ("soft_404", "maintenance"),
    "parked": ("soft_404", "a parked domain"),
}


@cache
def walls() -> dict[str, Wall]:
    """Each kind of wall by its name, in the order in which they are looked for."""
    data = tomllib.loads((files("aggregator") / "data" / "wall_words.toml").read_text(encoding="utf-8"))
    return {kind: _wall(*_KINDS[kind], words) for kind, words in data.items()}


def _wall(reason: str, says: str, words: Mapping[str, dict[str, list[str]] | list[str]]) -> Wall:
    def flat(name: str) -> list[str]:
        found = words.get(name, {})
        return [word for each in found.values() for word in each] if isinstance(found, dict) else list(found)

    headers = [tuple(entry.split(" ", 1)) for entry in flat("headers")]
    return Wall(
        reason,
        says,
        frozenset(comparable(word) for word in flat("titles")),
        tuple(dict.fromkeys(comparable(word) for word in flat("texts"))),
        tuple(flat("markers")),
        frozenset(comparable(word) for word in flat("paths")),
        frozenset(flat("hosts")),
        tuple((name, value) for name, value in headers),
    )
