"""Names with a small word in them («Guilherme de Bastos», «the Queen of Hearts»), which the words of a language cut.

What it holds true: what fills one side of a line that pairs two names is one name; a lone given name that could not be
Japanese, «de» and a lone surname are one person's where a clause begins with them, or who did or speaks something is
told; a capital on the small word makes it a part of the name; «von», which means «by», too, stands within one where
neither side could be Japanese. Known exception: a person and whom they work for, without
a comma («Marta de Unidub»).
"""

from __future__ import annotations

import re

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import PARTICLES, is_romaji
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.words.tokens import Token

JOINING = PARTICLES | {"do"}
GIVEN = shared_words("names", "given")
_NAMED = re.compile("(?=(NfN))")
_CLAUSE = re.compile("(?:^[*.-]{0,3}|(?<=[I,&W:;]))(?P<name>NfN)(?=,?q?[ZC])")
_ENTRY = re.compile("^[*.-]{1,3}(?P<name>NfN)(?=P|I[NT]|A)")
"""An entry of a list that begins with who plays somebody."""
_ROW = re.compile("(?<=[,&])(?P<name>NfN)(?=[,&.;]|$)")
"""One of several names in a sentence that speaks of a cast."""
_CAST = re.compile("[XZzv]")
_SPEAKS = "Z"
"""The code of verbs behind which characters follow, who may be of somewhere."""
_SIDES = re.compile(r"[*#.-]{0,3}(?P<one>NfN|N)P?(?:A|z|[:-]z?:?)(?P<two>NfN|N)[.;,P]{0,2}")
"""A line that pairs two names: «Actor as Character», «Character: Actor»."""
_DONE = re.compile(r"(?:(?<=[BwHhRXIv])|(?<=Io|Rf))NfN(?=P?A|P|[.;,&]|$)|(?<=[:;,&])NfN(?=P?A|P)")
"""Where a name tells who did something, or who speaks somebody."""

_NOBLE = re.compile(r"(?:^|(?<=[:;,&oZIhTQBHw*-]))(?P<name>NBN)(?=P?(?:[.;,&AhZzVCoIfX]|J[TQS]|R[h.;&]|$))")
"""A name with «von», where somebody is named and a clause ends."""


def join_particled(sentence: Sentence, tokens: list[Token], text: str) -> None:
    """Put together, in place, the names of a sentence that have a small word in them."""
    codes, chunks = sentence.codes, sentence.chunks
    rules = (_CLAUSE, _ENTRY, _ROW) if _CAST.search(codes) else (_CLAUSE, _ENTRY)
    found = [
        match.start("name")
        for rule in rules
        for match in rule.finditer(codes)
        if rule is not _ROW or _SPEAKS not in codes[: match.start()]
    ]
    places = {place for place in found if _is_given(chunks, place, text)}
    places |= {match.start() for match in _DONE.finditer(codes) if _is_given(chunks, match.start(), text)}
    sides = _SIDES.fullmatch(codes) if sentence.opens and sentence.closes else None
    if sides is not None:
        places |= {sides.start(group) for group in ("one", "two") if sides[group] == "NfN"}
    places |= {m.start() for m in _NAMED.finditer(codes) if text[chunks[m.start() + 1].start].isupper()}
    places |= {match.start("name") for match in _NOBLE.finditer(codes) if _is_noble(chunks, match.start("name"), text)}
    for place in sorted(places, reverse=True):
        one, of, two = chunks[place : place + 3]
        if tokens[of.first].low in JOINING and of.last - of.first == 1 and _are_beside(one, of, two):
            chunks[place : place + 3] = [Chunk("N", one.first, two.last, one.start, two.end)]
    sentence.codes = "".join([chunk.code for chunk in chunks])


def _are_beside(one: Chunk, of: Chunk, two: Chunk) -> bool:
    """Whether no other word stands between the parts of a name."""
    return one.last == of.first and of.last == two.first


def _is_given(chunks: list[Chunk], place: int, text: str) -> bool:
    """Whether the parts of a name are one word each, and the first of them could not be Japanese."""
    one, two = chunks[place], chunks[place + 2]
    name = text[one.start : one.end]
    foreign = not is_romaji(name) or name.lower() in GIVEN
    return one.last - one.first == 1 == two.last - two.first and foreign and not name.isupper()


def _is_noble(chunks: list[Chunk], place: int, text: str) -> bool:
    """Whether «von» stands between two words that could both be no Japanese name, so that it makes no author."""
    surname = chunks[place + 2]
    return _is_given(chunks, place, text) and not is_romaji(text[surname.start : surname.end])
