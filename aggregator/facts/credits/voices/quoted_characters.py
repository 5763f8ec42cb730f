"""Characters in quotation marks («voices “Kafka Hibino”»), which are no titles and no songs.

What it holds true: a quotation of nothing but a name is a character where a word for playing or speaking somebody
stands right beside it, or «as» behind a person's name.
"""

from __future__ import annotations

import re

from aggregator.facts.sentences.chunks import Chunk, Sentence

LONGEST = 4
"""Words of a character's name."""
_PLAYED = re.compile(
    r"(?:(?<=[Zz])|(?<=Zc)|(?<=NA)|(?<=NPA)|(?<=NAc)|(?<=[Zz]Q&)|(?<=[Zz]Q,))Q|Q(?=P?,?(?:Io?|Io?I)?[zm])"
)
_THEME = frozenset("Rs")


def without_quotes(sentence: Sentence) -> Sentence:
    """The sentence with names for the quotations that are characters; the same where it has none."""
    if not _THEME.isdisjoint(sentence.codes):
        return sentence
    chunks = list(sentence.chunks)
    places = [match.start() for match in _PLAYED.finditer(sentence.codes)]
    named = [(place, name) for place in places if (name := _name(chunks[place])) is not None]
    if not named:
        return sentence
    for place, name in named:
        chunks[place] = name
    return Sentence(chunks, sentence.line, sentence.opens, sentence.closes)


def _name(quoted: Chunk) -> Chunk | None:
    """The name that a quotation holds, if it holds nothing else."""
    inner = quoted.inner
    if inner is None or inner.codes.strip(",.") not in ("N", "T", "cN", "NfN"):
        return None
    held = [chunk for chunk in inner.chunks if chunk.code not in ",."]
    first, last = held[0], held[-1]
    if last.last - first.first > LONGEST:
        return None
    return Chunk("N", first.first, last.last, first.start, last.end)
