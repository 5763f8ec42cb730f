"""Which of the names that a pattern found speaks which of the characters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.sentences.chunks import Chunk

IN_ORDER = shared_words("voices", "in_order")
"""Words that say that a row of characters follows the row of those who speak them."""
_TOGETHER = re.compile(r"[*-]NP*(?:,NP*){0,9},?&NP*A[cto]*[NT]P?[.;]?")
"""A list's line that holds several actors and one character, or a group."""
_TO = re.compile("P?,?f(?=[ct]{0,2}[NT](?:[.,;&]|$))")


def before_next(
    text: str, codes: str, chunks: Sequence[Chunk], characters: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The characters behind a verb, without the next actor, who has the small word of the verb behind him («A da voz a
    X y a Y, y B C a Z»).
    """
    verb = chunks[characters[0][0] - 1] if characters else None
    if verb is None or verb.code != "Z":
        return characters
    to = text[verb.start : verb.end].lower().split()[-1]
    for at, (first, last) in enumerate(characters):
        small = _TO.match(codes, last) if at else None
        several = " " in text[chunks[first].start : chunks[last - 1].end]
        if small is not None and several and text[chunks[small.end() - 1].start : chunks[small.end() - 1].end] == to:
            return characters[:at]
    return characters


def in_order(text: str, match: re.Match[str], chunks: Sequence[Chunk]) -> bool:
    """Whether a row of characters behind a row of actors is told to be theirs («in the cast A and B, respectively X and
    Y»).
    """
    between = text[chunks[match.end("names") - 1].end : chunks[match.start("chars")].start]
    return not IN_ORDER.isdisjoint(re.findall(r"[^\W\d_]+", between.lower()))


def is_owner(text: str, codes: str, chunks: Sequence[Chunk], end: int) -> bool:
    """Whether a German genitive stands before whom one plays («Satorus Kollegin Airi»)."""
    return codes[end : end + 2] in ("cN", "tN") and text[chunks[end - 1].end - 1] == "s"


def paired(names: list[int], characters: list[tuple[int, int]], rule: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Names and characters told in the same order; of several names before one character, the last."""
    if not characters:
        return names, characters
    if rule.startswith("voiced") or len(names) < len(characters):
        characters = characters[-len(names) :] if rule.startswith("voiced") and names else characters[: len(names)]
    if len(names) > len(characters):
        names = names[-len(characters) :]
    return names, characters


def share(text: str, rule: str, match: re.Match[str], character: Chunk) -> bool:
    """Whether all names are one character's: «A and B voice C», «A, B and C will be the Ducks»."""
    if rule == "as":
        return _TOGETHER.fullmatch(match.string) is not None
    group = text[: character.start].endswith(" the ") and text[character.start : character.end].endswith("s")
    if group and rule in ("voices", "who_are"):
        return True
    return rule == "will_be" or (rule == "voices" and re.fullmatch("NP?&NP?", match["names"]) is not None)
