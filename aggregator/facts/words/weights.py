"""How likely signs make something: a logistic regression over what is to be seen, with weights that labelled articles
taught (`benchmarks/learn.py`) and `data/weights/` holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from math import exp
from typing import NamedTuple, TypeVar

from aggregator.base.vocabulary import table
from aggregator.facts.words.lexicon import FIRST_UNSPACED

T = TypeVar("T")

WHOLE = 800
"""Characters of a text that is more than a headline with its lede."""
DENSE = 3
"""How many letters of other scripts one of a script without spaces stands for."""


def is_whole(text: str) -> bool:
    """Whether a text is long enough for signs to be asked: they were learned from whole articles, and headlines with
    their ledes leave out what signs are made of.
    """
    return len(text) >= WHOLE or sum(DENSE if one >= FIRST_UNSPACED else 1 for one in text) >= WHOLE


class Weights(NamedTuple):
    """What each sign says for (+) or against (-) something, in nats, and what is so without any."""

    of: dict[str, float]
    bias: float

    def likelihood(self, signs: Iterable[str]) -> float:
        """How likely the thing is with such signs, of 1; a sign that no article taught says nothing."""
        return 1 / (1 + exp(-self.bias - sum(self.of.get(sign, 0.0) for sign in signs)))

    def likely(self, seen: Iterable[tuple[list[str], T]], least: float) -> Iterator[T]:
        """Of things with their signs those that are at least so likely, the likeliest first, else in their order."""
        judged = ((self.likelihood(signs), thing) for signs, thing in seen)
        found = sorted((one for one in judged if one[0] >= least), key=lambda one: -one[0])
        return (thing for _, thing in found)


@cache
def weights(name: str) -> Weights:
    """The weights of a file in ``data/weights/``, by its name without ``.toml``. Raises ``FileNotFoundError``."""
    data = table(f"weights/{name}")
    return Weights(data["weights"], data["bias"])
