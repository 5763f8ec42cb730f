"""How likely signs make something: a logistic regression over what is to be seen, with weights that labelled articles
taught (`benchmarks/learn.py`) and `data/weights/` holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from math import exp
from typing import NamedTuple

from aggregator.base.vocabulary import table


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
