"""A place where a title may stand, and what the words around it say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sight:
    """A place where a title may stand: tokens ``first`` to ``last``, within chunks ``at`` to ``end`` of a sentence."""

    first: int
    last: int
    at: int
    end: int
    quoted: bool = False


@dataclass(slots=True)
class Signs:
    """What stands around a name: how much speaks for a title and against it, and what it would be a title of.

    ``owned``: it follows a kind of work and «of», as its author does too («il film di A B»); ``turn``: its turn is
    told; ``told``: the words beside it tell it to be a work's; ``example``: it is only named as one of many («among
    them T»).
    """

    plus: float = 0.0
    minus: float = 0.0
    type: str = ""
    alias: str = ""
    author: bool = False
    labelled: bool = False
    owned: bool = False
    turn: bool = False
    told: bool = False
    example: bool = False
    bonus: float = 0.0

    def add(self, weight: float, kind: str = "") -> None:
        """One more sign for a title; the strongest one counts."""
        weight -= 1.0 if kind in ("game", "special") else 0.0
        if kind and (weight >= self.plus or not self.type):
            self.type = kind
        self.plus = max(self.plus, weight)
