"""Patterns over the codes of sentences, in the order of trial: of a sentence only those are tried that can match it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

Need = str | frozenset[str]
"""A letter that a sentence must have, or several of which it must have one."""
_NEED = re.compile(r"\[([^\]]+)\]|(.)")


class Rule(NamedTuple):
    """A pattern with its name, and the letters without which it cannot match."""

    name: str
    needs: frozenset[Need]
    pattern: re.Pattern[str]


def compiled(*patterns: tuple[str, str, str]) -> tuple[Rule, ...]:
    """Rules from their names, the letters without which they cannot match, and their patterns.

    «R[CH]» stands for R, and C or H.
    """
    return tuple(Rule(name, _needs(letters), re.compile(pattern)) for name, letters, pattern in patterns)


def _needs(letters: str) -> frozenset[Need]:
    return frozenset(frozenset(several) if several else one for several, one in _NEED.findall(letters))


@lru_cache(maxsize=64)
def _letters(codes: str) -> frozenset[str]:
    """The letters of a sentence, which several finders ask for one after the other."""
    return frozenset(codes)


class Rules:
    """Rules in the order of trial; of a sentence only those are tried that can match it."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        needs = frozenset[Need]().union(*(rule.needs for rule in self.rules))
        self.groups = [need for need in needs if isinstance(need, frozenset)]
        self.needed = frozenset[str]().union(*needs)
        self._of_letters = lru_cache(maxsize=4096)(self._that_fit)

    def possible(self, codes: str) -> tuple[Rule, ...]:
        """The rules whose letters a sentence has."""
        return self._of_letters(self.needed & _letters(codes))

    def _that_fit(self, letters: frozenset[str]) -> tuple[Rule, ...]:
        held = letters.union(group for group in self.groups if not group.isdisjoint(letters))
        return tuple(rule for rule in self.rules if rule.needs <= held)
