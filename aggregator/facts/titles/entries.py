"""The titles of a list, once they are found: which a sentence begins with, and which are no works but places."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.words.tokens import Token

_JOINED = re.compile(r",| (?:&|and|und|et|y|e|o) ")
"""What stands between the names of a list."""


def without_places(
    found: Mapping[int, int], text: str, tokens: Sequence[Token], is_known: Callable[[str], bool]
) -> dict[int, int]:
    """The same without what names countries only, as the lines of a list do that tells a work's days abroad."""

    def is_place(first: int, last: int) -> bool:
        told = text[tokens[first].start : tokens[last - 1].end] if last else ""
        names = [name.strip() for name in _JOINED.split(told)]
        return bool(told) and all(map(is_known, names))

    return {first: last for first, last in found.items() if not is_place(first, last)}


def entry_of(found: Mapping[int, int], sentence: Sentence) -> tuple[int, int] | None:
    """The tokens of the title of a list that a sentence begins with, but for a mark and articles."""
    first, limit = sentence.chunks[0].first, sentence.chunks[-1].last
    for at in range(first - 1, first + 8):
        last = found.get(at, 0)
        if last and last <= limit and not sentence.codes.startswith(("Q", "-Q", "*Q")):
            return at, last
    return None
