"""Two names with nothing between them but a space, where a clause leaves out the verb of the one before it.

«Als Suzu hört man Anna Reiter, als Ren Paul Stein», «die Stimme von Suzu ist Anna Reiter, die von Ren Paul Stein», «nel
ruolo di X troviamo A, in quello di Y B», «A incarne X, B Y et C Z»: what goes on has a character and an actor with as
many words as the first pair; or whose verb stands behind both («während Anna Reiter Suzu Hoshi spricht»): an actor has
two words. Known exception: a middle name.
"""

from __future__ import annotations

import re

from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.words.tokens import Token

_PAIR = r"(?P<one>N)P?[hI]{1,2}(?P<two>N)P?"
_FIRST = re.compile(rf"(?:A|Z){_PAIR}(?=,?&?[AB]N(?:[.,;&]|$))")
_GOING_ON = ("N,AN", "N,BN", "N&AN")
"""What a sentence has that may go on so."""
_BOTH = re.compile(r"(?<=,o)NZ(?=[.,;&]|$)|(?<=[TQ]Z)NX(?=[.,;&]|$)")
"""Both names between a small word and the verb, or between a verb and its last part («leiht … die Stimme»)."""
_BOTH_WORDS, _ACTOR_WORDS = (3, 4), 2
_NEXT = re.compile(r",?&?[AB](?P<both>N)(?=[.,;&]|$)")
_PLAYS = re.compile(r"(?<![NP]&)(?P<one>N)P?I?Z(?P<two>N)(?=,?&?N(?:[.,;&]|$))")
"""An actor and a character, behind whom others follow without a verb."""
_PLAYS_TOO = re.compile(r",?&?(?P<both>N)(?=[.,;&]|$)")


def part_glued(sentence: Sentence, tokens: list[Token]) -> None:
    """Part, in place, the names of a sentence's clauses that go on from a first pair."""
    codes = sentence.codes
    last = _BOTH.search(codes) if "Z" in codes else None
    both = sentence.chunks[last.start()] if last is not None else None
    if last is not None and both is not None and _holds_both(both, tokens):
        _part(sentence, [last.start()], _ACTOR_WORDS, tokens)
        return
    first, going_on = _FIRST.search(codes) if any(part in codes for part in _GOING_ON) else None, _NEXT
    if first is None and "ZN" in codes and ("N,N" in codes or "N&N" in codes):
        first, going_on = _PLAYS.search(codes), _PLAYS_TOO
    if first is None:
        return
    chunks = sentence.chunks
    one, two = (chunks[first.start(group)] for group in ("one", "two"))
    words, at, places = one.last - one.first, first.end(), []
    while following := going_on.match(sentence.codes, at):
        at = following.end()
        both = chunks[following.start("both")]
        if both.last - both.first == words + two.last - two.first:
            places.append(following.start("both"))
    _part(sentence, places, words, tokens)


def _holds_both(chunk: Chunk, tokens: list[Token]) -> bool:
    """Whether a name is an actor's and a character's: each of its words has a capital."""
    return chunk.last - chunk.first in _BOTH_WORDS and all(token.capital for token in tokens[chunk.first : chunk.last])


def _part(sentence: Sentence, places: list[int], words: int, tokens: list[Token]) -> None:
    """Part the names at some places behind as many words."""
    chunks = sentence.chunks
    for place in reversed(places):
        both, cut = chunks[place], chunks[place].first + words
        chunks[place : place + 1] = [
            Chunk("N", both.first, cut, both.start, tokens[cut - 1].end),
            Chunk("N", cut, both.last, tokens[cut].start, both.end),
        ]
    sentence.codes = "".join([chunk.code for chunk in chunks])
