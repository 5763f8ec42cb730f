"""What a sentence says that a work gets or becomes: «T gets a second season», «T to be adapted into a TV anime».

What it holds true: behind such a verb stands, at most a few words on, what is made of the work, or a season; with small
words before it, or where it is several words, the name must open the sentence. Known exception: a company or a person
who gets one («Kumo gets a film»), whose name other signs must tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.sentences.chunks import Chunk
from aggregator.facts.titles.words import GETS, SEASONS
from aggregator.facts.words.tokens import Token

BECOMES = frozenset(tuple(phrase.split()) for phrase in shared_words("titles", "becomes"))
"""What does the same in several words, or becomes something («is adapted into»)."""
_HELPS = shared_words("titles", "before_gets")
"""Small words before such a verb («to», «has been»)."""
_LONGEST = max(map(len, BECOMES))
MOST_HELPING, FAR = 3, 4
"""Such words before the verb, and tokens behind it within which stands what is made."""
_BETWEEN = frozenset("hCo#ft")
"""Codes of the words between them."""


def made_of(tokens: Sequence[Token], chunks: Sequence[Chunk], index: int, *, opens: bool) -> str:
    """The kind of what the name before a chunk is said to get, "other" of a season; "" where no verb says so.
    ``opens``: the name opens its sentence.
    """
    if index >= len(chunks):
        return ""
    end = 0
    if opens:
        end = _verb_end(tokens, chunks[index].first, chunks[-1].last)
    elif chunks[index].code == "o" and tokens[chunks[index].first].low in GETS:
        end = chunks[index].first + 1
    if not end:
        return ""
    for at in range(index, min(len(chunks), index + FAR + 1)):
        chunk = chunks[at]
        if chunk.code == "Y" and end <= chunk.first <= end + FAR:
            following = chunks[at + 1].code if at + 1 < len(chunks) else ""
            return "" if following in ("R", "X") else chunk.value
        if any(tokens[i].low in SEASONS for i in range(max(chunk.first, end), min(chunk.last, end + FAR))):
            return "other"
        if chunk.first >= end and chunk.code not in _BETWEEN:
            return ""
    return ""


def _verb_end(tokens: Sequence[Token], first: int, limit: int) -> int:
    """The token behind the verb that begins at one, or soon after it; 0 for none."""
    for at in range(first, min(first + MOST_HELPING + 1, limit)):
        if tokens[at].low in GETS:
            return at + 1
        said = [token.low for token in tokens[at : min(at + _LONGEST, limit)]]
        for size in range(len(said), 0, -1):
            if tuple(said[:size]) in BECOMES:
                return at + size
        if tokens[at].low not in _HELPS:
            return 0
    return 0
