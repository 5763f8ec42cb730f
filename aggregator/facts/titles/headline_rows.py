"""The titles of a headline that names several works before its colon: «Kumo, Sky 2 and Red Harbor: new trailers».

What it holds true: three names or more between commas, the last one behind «and», are works where what follows the
colon are parts of works (trailers, casts) and nothing is told of somebody. Known exceptions: a title with a comma or
«and» in it beside others; two names, which may be one title («Rin e Kai: il trailer»).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import is_company, is_person
from aggregator.facts.titles.words import CONNECTORS, FURNITURE, HAPPENINGS, MAX_TITLE, PARTS, RUBRICS
from aggregator.facts.words.tokens import Token

ROW = 3.6
"""What it says for a name that it stands in such a row."""
EARLIER = 0.8
"""How much more it says of each than of the next one."""
_AND = shared_words("titles", "row_ands")
_LEAST = 3
"""Names of a row."""
_TOLD = 12
"""Words behind the colon that are looked at."""


def headline_row(
    text: str, tokens: Sequence[Token], end: int, is_known: Callable[[str], bool]
) -> list[tuple[int, int, float]]:
    """The tokens of such titles (of each the first and the one behind its last) with what it says for them.

    The headline ends at a code point. None where one of the names is a company or place (``is_known``), or most are
    people.
    """
    head = [token for token in tokens[:60] if token.start < end]
    colon = next((at for at, token in enumerate(head) if token.raw == ":"), 0)
    if not colon or any(token.line for token in head[1 : colon + 1]):
        return []
    told = {token.low for token in head[colon + 1 : colon + 1 + _TOLD]}
    rows = list(_names(head, colon))
    if told.isdisjoint(PARTS) or len(rows) < _LEAST or not all(_is_name(head[a:b]) for a, b in rows):
        return []
    names = [text[head[a].start : head[b - 1].end] for a, b in rows]
    people = sum(map(is_person, names))
    if has_other(names, is_known) or 2 * people > len(names):
        return []
    return [(a, b, ROW + EARLIER * (len(rows) - at)) for at, (a, b) in enumerate(rows)]


def has_other(names: Sequence[str], is_known: Callable[[str], bool]) -> bool:
    """Whether one of the names of a row is a company's or place's (``is_known``), or a heading."""
    return any(is_known(name) or is_company(name) or name.lower() in FURNITURE for name in names)


def _names(head: Sequence[Token], colon: int) -> Iterator[tuple[int, int]]:
    """The names before the colon, which commas part, and «and» behind the last comma; none without either."""
    commas = [at for at in range(colon) if head[at].raw == ","]
    joined = next((at for at in range(commas[-1] + 1, colon) if head[at].low in _AND), 0) if commas else 0
    if not joined:
        return
    bounds = [-1, *commas, joined, colon]
    for before, after in pairwise(bounds):
        if after > before + 1:
            yield before + 1, after


def _is_name(words: Sequence[Token]) -> bool:
    """Whether words are written as a title, and hold no word for an event or a rubric."""
    lows = {token.low for token in words}
    told = [token for token in words if token.word and token.low not in CONNECTORS]
    headed = words[0].capital or words[0].raw[0].isdigit()
    capital = headed and all(token.capital or token.raw[0].isdigit() for token in told)
    named = bool(told) or words[0].raw[0].isdigit()
    return named and capital and len(words) <= MAX_TITLE and lows.isdisjoint(HAPPENINGS | RUBRICS | PARTS)
