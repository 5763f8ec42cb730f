"""Names of a cast, which are no titles: «The cast is A (X), B (Y) and C (Z)», «X is voiced by A, Y by B».

What it holds true: behind words for a cast or a voice, a name in a row that has a bracket, or the small word of another
clause, behind it is an actor's or a character's; so is one behind who handles a role. Who stands in a row that such
words open («starring A, B and C») is no title anywhere, not even in the headline that names him first; nor
is what is named like a person, and stands right before or behind a word for playing, before «, who» or before one more
author of a work («A and B's T»), beside another title. Known
exceptions: a row of works that somebody has spoken in; a work that is named like a person and «stars» somebody, beside
another work.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.titles.weights import Title, Titles

_OPENED = re.compile("(?:v|X)[IU:]{0,2}((?:N,?&?){2,40})")
"""«The cast includes A, B and C», «starring A, B and C»."""
_JOINED = re.compile(r", (?:and )?| and ")
_PLAYS = re.compile(r"(?:(?<=[zm])|(?<=Iz))N|N(?=P?,?q?I?(?:Z|Xf)|P?v(?![NTQ])|(?:,|,?&)N'[NQ])")
_SPEAKS = re.compile(r"N(?=I?Z)|N(?=P?(?:,NP?){1,12},?&NP?I?Z)")
_WESTERN = re.compile(r"[A-Z][a-z]+ (?:[A-Z][a-z]?\.? )?[A-Z][\w'-]+[a-z]")
"""What may be a person's name, where the sentence says so."""
PAIR = 2
"""Words of a name at least."""
_MADE_BY = re.compile("R[^T,.;:]{0,3}H$")
"""«The direction of T is handled by»."""
_VOICES = frozenset("zZvX")
_BEFORE, _OPENS, _BRACKET, _GOES_ON = ",;&", "vWZX:", "P", "BfAIh"


def is_cast(codes: str, at: int, end: int) -> bool:
    """Whether the name of the chunks ``at`` to ``end`` of a sentence stands in such a row."""
    if _MADE_BY.search(codes, 0, at):
        return True
    if not at or codes[at - 1] not in _BEFORE + _OPENS or _VOICES.isdisjoint(codes[:at]):
        return False
    after = codes[end : end + 1]
    if codes[at - 1] in _OPENS:
        return after == _BRACKET and codes[end + 1 : end + 2] in tuple(_BEFORE) and codes.count(_BRACKET) > 1
    if after == _BRACKET:
        return codes[: at - 1].rstrip(_BEFORE).endswith(_BRACKET) or codes[end + 1 : end + 2] in tuple(_BEFORE)
    return bool(after) and after in _GOES_ON and codes[end + 1 : end + 2] == "N"


def drop_cast(titles: Titles, text: str, sentences: Sequence[Sentence], songs: Collection[tuple[str, ...]]) -> None:
    """Take away the titles that are people of a cast, or several of them, whom the text tells in a row, and those that
    are ``songs`` elsewhere in it («“S” comes out on CD»).
    """
    for key in [key for key in songs if key in titles and not (titles[key].type or titles[key].headline)]:
        del titles[key]
    names = {
        text[chunk.start : chunk.end]
        for sentence in sentences
        for row in _OPENED.finditer(sentence.codes)
        for chunk in sentence.chunks[row.start(1) : row.end(1)]
        if chunk.code == "N" and chunk.last > chunk.first + 1
    }
    for key in [
        key for key, title in titles.items() if not title.quoted and names.issuperset(_JOINED.split(title.text))
    ]:
        del titles[key]


def without_actors(text: str, sentences: Sequence[Sentence], titles: list[Title]) -> list[Title]:
    """Titles but for the people among them, of which the first title is none."""
    named = {one.text: is_person(one.text) for one in titles[1:] if not one.quoted}
    western = {one.text for one in titles[1:] if not (one.quoted or one.type) and _WESTERN.fullmatch(one.text)}
    doubtful = {name for name, person in named.items() if person}
    if not doubtful | western:
        return titles
    gone = _placed(text, sentences, _PLAYS) & doubtful | _placed(text, sentences, _SPEAKS) & western
    gone |= {name for name in doubtful | western if f"{name}, who " in text}
    return [one for one in titles if one.text not in gone]


def _placed(text: str, sentences: Sequence[Sentence], pattern: re.Pattern[str]) -> set[str]:
    """The names that stand where a pattern begins."""
    return {
        text[sentence.chunks[match.start()].start : sentence.chunks[match.start()].end]
        for sentence in sentences
        for match in pattern.finditer(sentence.codes)
    }


def is_row_of_names(text: str) -> bool:
    """Whether words are three names or more of two or three words each, with commas between («A B, C D, E F»)."""
    parts = text.split(", ")
    return len(parts) > PAIR and all(PAIR <= len(part.split()) <= PAIR + 1 and part.istitle() for part in parts)


def is_pair(chunks: Sequence[Chunk]) -> bool:
    """Whether a line holds two names and nothing else: a list of a cast."""
    names = [c for c in chunks if c.code not in "-*;:,P'#"]
    return len(names) == 2 and all(c.code in "NoRc" and c.last - c.first < 5 for c in names)
