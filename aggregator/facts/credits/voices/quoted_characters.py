"""Characters in quotation marks («voices “Kafka Hibino”»), which are no titles and no songs.

What it holds true: a quotation of nothing but a name is a character where a word for playing or speaking somebody
stands right beside it, or «as» behind a person's name. A word in small letters between such a word and a character
tells what the character is like: «voices the “tragic” mermaid Mero».
"""

from __future__ import annotations

import re

from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.small_words import THEMES

LONGEST = 4
"""Words of a character's name."""
_PLAYED = re.compile(
    r"(?:(?<=[Zz])|(?<=Zc)|(?<=NA)|(?<=NPA)|(?<=NAc)|(?<=[Zz]Q&)|(?<=[Zz]Q,))Q|Q(?=P?,?(?:Io?|Io?I)?[zm])"
)
_DESCRIBED = re.compile(r"(?<=[ZzA])Q(?=[oct]{1,3}[NT])|(?<=[ZzA][oct])Q(?=[oct]{0,3}[NT])")


def without_quotes(sentence: Sentence) -> Sentence:
    """The sentence with names for the quotations that are characters; the same where it has none."""
    if any(c.code == "s" or (c.code == "R" and c.value.endswith(THEMES)) for c in sentence.chunks):
        return sentence
    chunks = list(sentence.chunks)
    places = [match.start() for match in _PLAYED.finditer(sentence.codes)]
    named = [(place, name) for place in places if (name := _name(chunks[place])) is not None]
    described = (match.start() for match in _DESCRIBED.finditer(sentence.codes))
    named += [(place, word) for place in described if (word := _word(chunks[place])) is not None]
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


def _word(quoted: Chunk) -> Chunk | None:
    """The words in small letters that a quotation holds, if it holds nothing else."""
    if quoted.inner is None or quoted.inner.codes != "o" or quoted.last - quoted.first > LONGEST:
        return None
    return Chunk("o", quoted.first, quoted.last, quoted.start, quoted.end)
