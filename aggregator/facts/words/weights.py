"""How likely signs make something: a logistic regression over what is to be seen, with weights that labelled articles
taught (`benchmarks/learn.py`) and `data/weights/` holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from math import exp
from typing import NamedTuple

from aggregator.base.vocabulary import table

WHOLE = 800
"""Characters of a text that is more than a headline with its lede."""
FIRST_UNSPACED, DENSE = "\u3040", 3
"""From which character on scripts write a word in a third of the space."""


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


@cache
def weights(name: str) -> Weights:
    """The weights of a file in ``data/weights/``, by its name without ``.toml``. Raises ``FileNotFoundError``."""
    data = table(f"weights/{name}")
    return Weights(data["weights"], data["bias"])
