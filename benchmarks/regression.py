"""Logistic regression with a penalty on the squares of the weights: gradient descent with Nesterov's momentum from
zero, so that it comes out the same each time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

from aggregator.facts.words.weights import Weights

PARTS = 5
"""Parts of the examples, each of which is judged by what the others teach."""
TAUGHT = -1
"""The part of examples that only teach."""
SEEN = 6
"""Examples that must have a sign for it to have a weight."""
STEPS, RATE, MOMENTUM, PENALTY = 400, 0.5, 0.9, 4.0
"""Of the descent; the penalty is on the sum of squares beside the summed loss."""


class Example(NamedTuple):
    """What is to be seen of something that may be so, whether it is, and which part it belongs to."""

    signs: list[str]
    right: bool
    part: int


def learned(examples: Sequence[Example]) -> Weights:
    """The weights that fit examples best, rounded."""
    seen = Counter(sign for one in examples for sign in set(one.signs))
    index = {sign: at for at, sign in enumerate(sorted(sign for sign, times in seen.items() if times >= SEEN))}
    rows = [[index[sign] for sign in one.signs if sign in index] for one in examples]
    weights, speed = [0.0] * (len(index) + 1), [0.0] * (len(index) + 1)
    for _ in range(STEPS):
        ahead = [w + MOMENTUM * v for w, v in zip(weights, speed, strict=True)]
        slope = [PENALTY * w for w in ahead]
        slope[-1] = 0.0
        for row, one in zip(rows, examples, strict=True):
            miss = 1 / (1 + exp(-ahead[-1] - sum(ahead[at] for at in row))) - one.right
            slope[-1] += miss
            for at in row:
                slope[at] += miss
        speed = [MOMENTUM * v - RATE * g / len(rows) for v, g in zip(speed, slope, strict=True)]
        weights = [w + v for w, v in zip(weights, speed, strict=True)]
    return Weights({sign: round(weights[at], 2) for sign, at in index.items()}, round(weights[-1], 2))


def judged(examples: Sequence[Example], likely: float) -> dict[str, float]:
    """How each part is judged by what the others teach: the loss (nats an example), what is right of the likely ones,
    and what is likely of the right ones.
    """
    loss, told, found = 0.0, 0, 0
    for part in range(PARTS):
        weights = learned([one for one in examples if one.part != part])
        for one in (one for one in examples if one.part == part):
            p = weights.likelihood(one.signs)
            loss -= log(p if one.right else 1 - p)
            told += p >= likely
            found += p >= likely and one.right
    parts = [one for one in examples if one.part != TAUGHT]
    right = sum(one.right for one in parts)
    return {
        "loss": round(loss / len(parts), 3),
        "precision": round(found / told, 3) if told else 1.0,
        "recall": round(found / right, 3) if right else 1.0,
    }
