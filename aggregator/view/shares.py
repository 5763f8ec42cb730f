"""What part of a site's pages has something, how much runs differ in it, and how likely it is that so few have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma
from typing import Self

LEAST_SPREAD = 0.02
"""Pages of one run are never taken for less alike than this (the correlation of two of them)."""


@dataclass(frozen=True, slots=True)
class Share:
    """What part of the pages has something, and how much runs differ in it: a beta distribution over runs."""

    a: float
    b: float

    @property
    def mean(self) -> float:
        """The part that is usual."""
        return self.a / (self.a + self.b)

    @classmethod
    def of(cls, runs: Sequence[tuple[int, int]]) -> Self:
        """Learned from runs as (found, pages).

        The spread between runs is measured, by moments, against what chance alone would give, and never taken for
        less than :data:`LEAST_SPREAD`. What was never seen to be missing may be missing still: half a page is added
        on either side.
        """
        found, pages = sum(f for f, _ in runs), sum(p for _, p in runs)
        mean = (found + 0.5) / (pages + 1)
        spread = sum(p * (f / p - mean) ** 2 for f, p in runs if p)
        expected = mean * (1 - mean)
        weight = pages - sum(p * p for _, p in runs) / pages if pages else 0.0
        degrees = sum(1 for _, p in runs if p) - 1
        rho = (spread - expected * degrees) / (expected * weight) if weight > 0 and expected > 0 else 0.0
        size = 1 / min(max(rho, LEAST_SPREAD), 0.9) - 1
        return cls(mean * size, (1 - mean) * size)

    def chance(self, found: int, runs: Sequence[int]) -> float:
        """The probability of at most so many on all the pages of runs of so many pages each: every run has a share of
        its own (beta-binomial), and their sums are added up exactly.
        """
        sums = [1.0]
        for pages in runs:
            run = [self._exactly(k, pages) for k in range(min(found, pages) + 1)]
            longest = min(len(sums) + len(run) - 1, found + 1)
            sums = [
                sum(sums[j] * run[k - j] for j in range(max(0, k - len(run) + 1), min(k, len(sums) - 1) + 1))
                for k in range(longest)
            ]
        return min(sum(sums), 1.0)

    def _exactly(self, k: int, n: int) -> float:
        def beta(x: float, y: float) -> float:
            return lgamma(x) + lgamma(y) - lgamma(x + y)

        ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        return exp(ways + beta(k + self.a, n - k + self.b) - beta(self.a, self.b))
