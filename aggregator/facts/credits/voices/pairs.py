"""Which of the names that a pattern found speaks which of the characters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.base.vocabulary import shared_words
from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import Chunk

ONE_OF_TWO = shared_words("voices", "one_of_two")
"""Words for one of two who were named before."""
IN_ORDER = shared_words("voices", "in_order")
"""Words that say that a row of characters follows the row of those who speak them."""
_TOGETHER = re.compile(r"[*-]NP*(?:,NP*){0,9},?&NP*A[cto]*[NT]P?[.;]?")
"""A list's line that holds several actors and one character, or a group."""
_BESIDE, _ROW = re.compile("(?:^|[.;:])W$"), re.compile("NP(?:,NP){0,20},?&NP")
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


_ELSEWHERE = re.compile("f[NTQ](?:f[NTQ]){0,2}P?(?:[.,;&]|$)")
"""The work behind whom somebody speaks, at the end of an aside."""
VOICE = shared_words("credits", "voice_of_song")
"""Nouns for a voice."""


def is_of_another(text: str, match: re.Match[str], chunks: Sequence[Chunk]) -> bool:
    """Whether the name before a verb is not who speaks: a pronoun stands between («X, la seconda doppierà Y»), or the
    name is of who does something else («diretto da A, le voci di B (X) e C (Y)»), or an aside tells whom somebody
    speaks in another work («A, a voz de X em W, …»).
    """
    last = match.end("names")
    small = chunks[last + match.string.startswith(",", last)]
    if small.code == "o" and ONE_OF_TWO.issuperset(text[small.start : small.end].lower().split()):
        return True
    if small.code == "Z" and match.string.startswith(",", last) and _ELSEWHERE.match(match.string, match.end("chars")):
        work = chunks[match.end("chars") + 1]
        told = VOICE.intersection(text[small.start : small.end].lower().split())
        return bool(told) and (work.code != "T" or work.value != "0")
    does = match.string[match.start("names") - 1 : match.start("names")] == "w"
    return does and match.string.startswith("P", match.start("chars") + 1)


def not_left(text: str, match: re.Match[str], chunks: Sequence[Chunk]) -> bool:
    """Whether «A gets X» is not told of an actor, by a whole name, and a character with one word, or no person's name
    where the actor's is one.
    """
    actor, character = chunks[match.start("names")], chunks[match.end("chars") - 1]
    if actor.last - actor.first < len("AB") or character.last - character.first == 1:
        return actor.last - actor.first < len("AB")
    return not is_person(text[actor.start : actor.end]) or is_person(text[character.start : character.end])


def is_left(text: str, match: re.Match[str], chunks: Sequence[Chunk]) -> bool:
    """Whether what stands before «goes to» is the person, and behind it no one's name («A ficou com a Dama Azul»)."""
    one, two = chunks[match.end("chars") - 1], chunks[match.start("names")]
    return is_person(text[one.start : one.end]) and not is_person(text[two.start : two.end])


def is_beside(match: re.Match[str]) -> bool:
    """Whether a name stands behind «beside», and others play, too: «Neben X spielen A (Rin) und B (Mai) mit»."""
    codes = match.string
    opens = _BESIDE.search(codes, 0, match.start("names")) is not None
    return opens and _ROW.match(codes, match.start("chars")) is not None


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
