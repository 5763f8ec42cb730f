"""Marks within a title: full stops of words, strokes, and what stands between brackets, tildes or dashes.

«Dr. Stone», «NORI.ZERO», «You Can (Not) Advance», «T ~hitotose~», «T [Blue Hour]», «T -The Long Way-». What it holds
true: a dash that is set off before and not behind opens a subtitle, if its like closes one; a full stop without a space
on either side is the title's between capitals, in a number («Ver1.1a») and behind what stands before one («No.8»).
Known exception: a subtitle whose dashes are set off on both sides. Roads not taken: any full stop without a space
behind it, which joins two sentences of a careless writer.

Each function returns the next index, negative where the title may end there, and 0 where the mark is none of the title.
"""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.facts.sentences.marks import HONORIFICS
from aggregator.facts.titles.words import CONNECTORS, NUMBERING
from aggregator.facts.words.tokens import Token

LONGEST = 8
"""Words of a title up to its year."""
SHORT = 6
"""Characters of a word in brackets that is a part of the title."""
TILDES, SUBTITLE = 9, 14
"""Tokens between tildes or square brackets, and of a subtitle."""
DASHES = "-–—"


def past_stop(tokens: Sequence[Token], index: int) -> int:
    """Past a full stop that belongs to the word before it («Dr. Stone», «Beast No.8», «NORI.ZERO»)."""
    before, following = tokens[index - 1], tokens[index + 1]
    if before.end < tokens[index].start:
        return 0
    if before.capital and before.low in NUMBERING and following.raw.isdigit():
        return -(index + 2)
    if before.low in HONORIFICS:
        return index + 1 if following.capital else 0
    if tokens[index].end < following.start:
        return 0
    if following.raw[0].isdigit() and before.raw[-1].isdigit():
        letter = tokens[index + 2] if index + 2 < len(tokens) else following
        return -(index + 2 + (letter.start == following.end and letter.word))  # «Kuro Ver1.1a»
    shouts = before.raw.isupper() and following.raw.isupper() and len(before.raw) > 1 and len(following.raw) > 1
    return index + 1 if shouts else 0


def past_stroke(tokens: Sequence[Token], index: int, limit: int) -> int:
    """Past small words behind a slash («Orbit/zero hour: Flame»)."""
    at = index + 2
    if at + 1 < limit and tokens[at].word and tokens[at + 1].raw == ":":
        at += 1
    return -at


def past_enclosed(tokens: Sequence[Token], index: int, limit: int) -> int:
    """Past what a mark opens, which is not the last token before ``limit``."""
    raw = tokens[index].raw
    if raw == "~":
        return _closed(tokens, index, min(limit, index + TILDES), "~")
    if raw == "(":
        return _bracket(tokens, index, limit)
    if raw == "[":
        close = -_closed(tokens, index, min(limit, index + TILDES), "]")
        named = all(token.word for token in tokens[index + 1 : close - 1])
        return -close if close > index + len("[AB]") - 1 and named and tokens[index + 1].capital else 0
    return _subtitle(tokens, index, limit) if raw in DASHES else 0


def _closed(tokens: Sequence[Token], index: int, limit: int, mark: str) -> int:
    """Past the mark that closes; 0 where none does."""
    for close in range(index + 1, limit):
        if tokens[close].raw == mark:
            return -(close + 1)
    return 0


def _bracket(tokens: Sequence[Token], index: int, limit: int) -> int:
    """Past a word in brackets that the title goes on behind («You Can (Not) Advance»)."""
    if index + 3 >= limit or tokens[index + 2].raw != ")" or not tokens[index + 1].capital:
        return 0
    return index + 3 if tokens[index + 3].capital and len(tokens[index + 1].raw) < SHORT else 0


def _subtitle(tokens: Sequence[Token], index: int, limit: int) -> int:
    """Past a subtitle between dashes that touch its first and last word."""
    opening, following = tokens[index], tokens[index + 1]
    if tokens[index - 1].end == opening.start or opening.end < following.start:
        return 0
    if not (following.capital or following.raw[0].isdigit()):
        return 0
    for close in range(index + 2, min(limit, index + SUBTITLE)):
        token, before = tokens[close], tokens[close - 1]
        if token.raw in ".;(":
            return 0
        if token.raw != opening.raw or before.end < token.start:
            continue
        after = tokens[close + 1] if close + 1 < len(tokens) else None
        if after is None or after.start > token.end or not after.word:
            return -(close + 1)
    return 0


def sets_colons_apart(text: str) -> bool:
    """Whether a text has spaces before its colons, as in French, so that one without belongs to a name."""
    return " : " in text or "\u00a0: " in text


def is_shouted(words: Sequence[Token]) -> bool:
    """Whether two words or more are all in capital letters, so that a small word is none of them."""
    return len(words) > 1 and all(word.raw == word.raw.upper() for word in words)


def asked_from(tokens: Sequence[Token]) -> dict[int, int]:
    """The marks that end a Spanish question or exclamation, with the tokens at which it begins («¿…?»)."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token.raw in ("¿", "¡"):
            opened.append(at)
        elif opened and token.raw in ("?", "!"):
            found[at] = opened.pop()
        if token.line:
            opened = opened[-1:] if opened[-1:] == [at] else []
    return found


def run_to_year(tokens: Sequence[Token], index: int, limit: int) -> int:
    """The end of the run of capitals that goes on at a token, if a year in brackets follows; else 0."""
    at = index
    while at < limit and at - index < LONGEST and (tokens[at].capital or tokens[at].low in CONNECTORS):
        at += 1
    if at + 2 >= limit or tokens[at].raw != "(" or tokens[at + 2].raw != ")":
        return 0
    year = tokens[at + 1].raw
    return at if len(year) == len("2002") and year.isdigit() else 0
