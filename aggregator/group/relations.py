"""What the things said of one thing are to each other: found out once for all articles that say them, and kept for the
next ones.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

KEPT = 8
"""Things of which is kept for the next article what was found out of all that is said of them, …"""
MOST_KNOWN = 20_000
"""… where it is no more than this."""


class Objection(NamedTuple):
    """What speaks against a claim, in an article told until a day (an ordinal): its place among the article's live or
    former claims.
    """

    place: int
    former: bool
    why: str
    outright: bool
    until: int


class Word(NamedTuple):
    """What an article says of a claim: the first objection that is in time counts; ``confirming`` are the places of
    the live claims that support it.
    """

    objections: tuple[Objection, ...]
    confirming: tuple[int, ...]


class Relation(NamedTuple):
    """What one claim is to another: whether it is about the same, says the same, can be true with it, says more."""

    meets: bool
    same: bool
    agrees: bool
    more: bool

    @property
    def supports(self) -> bool:
        """Whether it confirms it."""
        return self.meets and self.agrees

    @property
    def contradicts(self) -> bool:
        """Whether not both can be true."""
        return self.meets and not self.agrees


class Known:
    """What was found out of the things said of one thing: their ``numbers``, what they are to each other, and what an
    article that says some of them says of another. It rests on the things said alone, so it serves again with the next
    article.
    """

    def __init__(self) -> None:
        self.numbers: dict[object, int] = {}
        self.relations: dict[tuple[int, int], Relation] = {}
        self.words: dict[tuple[int, int], Word] = {}

    def keep_small(self) -> None:
        """Forget all where it became too much to be kept."""
        if max(len(self.numbers), len(self.relations), len(self.words)) > MOST_KNOWN:
            self.numbers.clear()
            self.relations.clear()
            self.words.clear()


@lru_cache(maxsize=KEPT)
def known_of(rules: object, of: str, thing: tuple[object, ...]) -> Known:  # noqa: ARG001 -- the key
    """What is known of a thing of a work, or of an article where it is of none, by these rules."""
    return Known()
