"""What stands in quotation marks: where it ends, what of it is a title, and when it is none.

What it holds true: English titles have capitals, so that a quotation without is somebody's words; a quotation beside a
song's role is a song; a bracket at a quoted title's end holds its other name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.small_words import FOR, THEMES
from aggregator.facts.titles.repeats import Words
from aggregator.facts.titles.words import CLOSING, CONNECTORS, MAX_TITLE, OF, ORDINALS, PARTS, SAYING, THINGS
from aggregator.facts.words.tokens import Token

MUSICIANS = shared_words("titles", "musicians")
"""Words before the name of who sings."""
DATED = 1.0
"""What it says for a quotation that its date follows («“T”, paraîtra en mars»)."""
DATED_NEXT = re.compile(r"(?:,[oIH]f?)?D")
"""What follows it then, in the codes of its sentence."""
MAX_SAID = 6
"""Tokens of a quoted line that may be a title although a full stop ends it."""
NEAR = 7
_SUNG_BY = re.compile(",?[fB]t{0,2}NP?,?IR")
"""What follows a song up to its role: «“S”, by the group X, is the opening»."""
LEAST_SAID = 3
"""Words of a quotation that may be somebody's, its first and small ones aside."""
LEAST_SPOKEN = 5
"""Tokens of a quotation that is somebody's for what stands before it."""
_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th|[ªº.])?")
_ALONE = re.compile(r"(?:.*[D#])?Q\.")
FAR_ROLE = 12
"""Chunks before a song in which its role stands, if nothing but the work is named between."""
_OF_WORK = frozenset("fYTNo,'#")
SO_CALLED = 5.0
"""What it says against a quotation that «so-called» stands before it."""
_SPEAKERS = shared_words("titles", "speakers")
_SO_CALLED = shared_words("titles", "so_called")
SHORT = 6
"""Characters of a word in brackets that is a part of the title («You Can (Not) Advance»)."""


def closing_at(tokens: Sequence[Token], index: int, limit: int) -> int:
    """Where a quotation closes that opens at a token and that the chunks don't know («X«, 'X'); 0: nowhere."""
    if index + 1 >= limit or tokens[index].end != tokens[index + 1].start:
        return 0
    if index and tokens[index - 1].end == tokens[index].start and tokens[index - 1].word:
        return 0
    closers = CLOSING[tokens[index].raw]
    for close in range(index + 2, min(limit, index + MAX_TITLE)):
        if tokens[close].raw == tokens[index].raw == "«":
            return 0  # somebody's words, which quote a title
        if tokens[close].raw in closers and tokens[close - 1].end == tokens[close].start:
            after = tokens[close + 1] if close + 1 < len(tokens) else None
            if after is None or after.start > tokens[close].end or not after.word or after.raw[0] >= "\u3040":
                return close
    return 0


def without_other_name(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where a quoted title ends whose other name follows in brackets («“Nori (The Sea Weed)”»); else where it did."""
    if last - first < len("T(A)") or tokens[last - 1].raw != ")":
        return last
    opening = next((at for at in range(last - 2, first, -1) if tokens[at].raw == "("), first)
    short = opening == last - 3 and len(tokens[opening + 1].raw) < SHORT
    return opening if opening > first and not short and tokens[opening + 1].capital else last


def is_song(tokens: Sequence[Token], chunks: Sequence[Chunk], at: int, end: int) -> bool:
    """Whether a quotation, the chunks ``at`` to ``end``, names a song: its role stands beside it."""
    if any(0 <= i < len(chunks) and chunks[i].code == "Y" and chunks[i].value != "other" for i in (at - 1, end)):
        return False
    if at > 1 and tokens[chunks[at - 1].last - 1].low in OF - FOR and _is_theme(chunks[at - 2]):
        return False  # «the opening of “T”»
    after = chunks[end : end + 4]
    if after and after[0].code == ":" and at == 0:
        return False  # «“T”: X Sings the Opening»
    if after and after[0].code == "U" and at == 0:  # a headline: «“T” Reveals Cast, Theme Song»
        listed = next((i for i, c in enumerate(after) if c.code in "X,"), 0)
        after = after[:listed] if listed else after
    back = at - 1
    while back > max(0, at - FAR_ROLE) and chunks[back].code in _OF_WORK:  # «the ending theme of T, “X”»
        back -= 1
    near = [*chunks[max(0, min(at - 6, back)) : end], *after]
    singer = next((c for c in chunks[end : end + len(",Bt")] if c.code == "t"), None)
    if singer is not None and chunks[end].code in ",B" and tokens[singer.first].low in MUSICIANS:
        return True
    if _SUNG_BY.match("".join(c.code for c in chunks[end : end + NEAR])):
        near += chunks[end : end + NEAR]
    return any(c.code in "sMm" or _is_theme(c) for c in near)


def _is_theme(chunk: Chunk) -> bool:
    """Whether a chunk is the role of who sings a theme."""
    return chunk.code == "R" and chunk.value.endswith(THEMES)


def so_called(tokens: Sequence[Token], first: int) -> float:
    """What it says against a quotation, whose words begin at a token, that something is called so."""
    return SO_CALLED if first > 1 and tokens[first - 2].low in _SO_CALLED else 0.0


def is_said(words: Words, first: int, last: int) -> bool:
    """Whether an English quotation is somebody's words: told once, with several words in small letters, which titles
    have not.
    """
    told = [token for token in words.tokens[first + 1 : last] if token.word and token.low not in CONNECTORS]
    small = 2 * sum(not token.capital for token in told) > len(told)
    return len(told) >= LEAST_SAID and small and words.times(first, last) < 2


def without_stop(tokens: Sequence[Token], first: int, last: int, *, alone: bool) -> int:
    """The end of what a quotation holds without the mark that ends it. One that is a line ``alone`` and has more words
    keeps its full stop, which is that of a sentence.
    """
    while last > first + 1 and tokens[last - 1].raw in ",.;" and not (alone and last - first > MAX_SAID):
        last -= 1
    return last


def _stands_alone(sentence: Sentence) -> bool:
    """Whether a quotation is a whole sentence, but for the day before it, and others follow in its line."""
    return not sentence.closes and _ALONE.fullmatch(sentence.codes) is not None


def is_sentence(words: Words, first: int, last: int) -> bool:
    """Whether a quotation is a German sentence of who speaks («Ich werde König!»), with the mark that ends it."""
    told = words.tokens[first:last]
    ends = told[-1].raw in "!?." or (last < len(words.tokens) and words.tokens[last].raw in "!?.")
    return len(told) >= LEAST_SAID and told[0].low in _SPEAKERS and not told[1].capital and ends


def is_spoken(words: Words, first: int, last: int, sentence: Sentence) -> bool:
    """Whether a quotation told once is somebody's words: behind a verb of saying, which may have a colon, or a whole
    sentence behind a colon («lance à la foule : « Suivez-moi dans la tour ! »») or before others of its
    line; or one that something else is called («la parola “X”»).
    """
    told = words.tokens[first:last]
    before = first - 2
    if before >= 0 and words.lows[before] in THINGS:
        return True
    if len(told) < LEAST_SPOKEN or words.times(first, last) > 1:
        return False
    if _stands_alone(sentence) and sum(token.word and not token.capital for token in told) >= LEAST_SPOKEN:
        return True
    behind = [token.low for token in words.tokens[last : last + 3]]
    if behind[1:2] == [","] and not SAYING.isdisjoint(behind[2:]) and is_said(words, first, last):
        return True  # «“Gostei de ser a Rin”, conta»
    if before < 1:
        return False
    colon = words.tokens[before].raw == ":"
    if words.lows[before - colon] in SAYING:
        return True
    small = sum(token.word and not token.capital for token in told)
    return colon and told[-1].raw in "!?.…" and small >= LEAST_SPOKEN - 1 and words.tokens[before - 1].word


def names_none(name: str) -> bool:
    """Whether a quotation begins with a small letter or mark, or says no more than which season or part is meant
    («“2ND SEASON”»).
    """
    if not (name[0].isupper() or name[0].isdigit() or not (name[0].isascii() or name[0].islower())):
        return True
    words = name.lower().split()
    counts = all(word in PARTS or word in ORDINALS or _NUMBER.fullmatch(word) for word in words)
    return counts and not PARTS.isdisjoint(words)
