"""The title that a headline in capitals opens with: all before the word that says what it is.

«The Duke Of Bell Street Claims He Is Fine Anime Reveals Cast»: where every word has a capital, a verb or small word
within a title looks like one of the headline's own. But a headline that opens with a title has the kind of work behind
it, and then what it does; so all before the kind is the title, with its commas where the verb says that it is one
(«Farewell, Mina Anime Reveals Cast»). Known exceptions: a headline about who makes the work («Studio Kumo Reveals Bell
Street Anime Gets Cast»), which is refused where its first words are known to be no title's.
"""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import Chunk
from aggregator.facts.titles.words import ARTICLES, DESCRIBING, NAMING, ORDINALS, PARTS, QUOTING, TO_COME
from aggregator.facts.words.tokens import Token

MAX_HEADED = 20
"""Tokens of a title that a headline opens with."""
_OTHER = "UKSQRDYVMmZzPH;-"
"""Codes of what stands in no title: who makes the work or tells of it, what they do, a date."""
_ONE_DOES = shared_words("titles", "one_does")
"""Verbs of headlines that one work does, so that what stands before it with a comma is no list of several."""
_SEVERAL = frozenset({"crossover", "collaboration", "collab"})
"""Words behind two works that meet."""
_OWNERS = ARTICLES | {"a", "an", "my", "our", "your", "his", "her"}
"""Words that an owner within a title has before it («The Duke's Son»)."""


def opening_title(text: str, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> tuple[int, int, Chunk] | None:
    """The tokens of the title that a headline opens with (the first and the one behind its last) and the kind of work
    behind it.

    ``chunks`` are those of the headline's first sentence, which stands in capitals.
    """
    at = next((i for i, chunk in enumerate(chunks) if chunk.code == "Y"), 0)
    if not at or at + 1 >= len(chunks):
        return None
    told = _is_one(tokens, chunks, at) if "," in [chunk.code for chunk in chunks[:at]] else chunks[at + 1].code in "U'"
    if not told:
        return None
    first, last = chunks[0].first, chunks[at].first
    while first and tokens[first - 1].low in _OWNERS and not tokens[first].line:
        first -= 1
    first += tokens[first].low in ("official", "original", "new")
    while last > first and tokens[last - 1].low.rpartition("-")[2] in DESCRIBING:
        last -= 1
    last = _without_season(tokens, first, last)
    if (
        not 1 < last - first <= MAX_HEADED
        or tokens[last - 1].low in _OWNERS
        or _is_other(text, tokens, chunks[:at], first)
    ):
        return None
    return first, last, chunks[at]


def _is_one(tokens: Sequence[Token], chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the names with a comma before the kind are one title: one alone does what follows, and three are a list
    unless the last one is told with «or».
    """
    commas = [chunk for chunk in chunks[:at] if chunk.code == ","]
    listed = len(commas) > 1 and tokens[commas[-1].last].capital
    apart = any(token.low in _SEVERAL for token in tokens[chunks[0].first : chunks[at].last])
    if listed or apart or chunks[at - 1].code == ",":
        return False
    return chunks[at + 1].code == "'" or tokens[chunks[at + 1].first].low in _ONE_DOES


def _without_season(tokens: Sequence[Token], first: int, last: int) -> int:
    """The token behind a title's last, its season («2nd Season», «Part 2») left out."""
    at = last
    while at > first and (
        tokens[at - 1].low in PARTS or tokens[at - 1].low in ORDINALS or tokens[at - 1].raw.isdigit()
    ):
        at -= 1
    words = {tokens[index].low for index in range(at, last)}
    return at if words & PARTS and words - PARTS else last


def _is_other(text: str, tokens: Sequence[Token], chunks: Sequence[Chunk], first: int) -> bool:
    """Whether what stands before the kind is more than a title, or none."""
    if any(chunk.code in _OTHER for chunk in chunks) or chunks[0].code == "#":
        return True
    if any(token.low in TO_COME for token in tokens[first : chunks[-1].last]):
        return True
    if tokens[first].low in NAMING or tokens[first].low in PARTS or not tokens[first].capital:
        return True
    head = chunks[0]
    if head.code == "N" and is_person(text[head.start : head.end]):
        return True
    if any(_opens_quotation(tokens, at) for at in range(first, chunks[-1].last)):
        return True
    return any(chunk.code == "'" for chunk in chunks) and tokens[first].low not in _OWNERS


def _opens_quotation(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mark stands before a word and behind none."""
    if tokens[at].raw not in QUOTING:
        return False
    apart = not at or tokens[at - 1].end < tokens[at].start
    return apart and tokens[at].end == tokens[at + 1].start
