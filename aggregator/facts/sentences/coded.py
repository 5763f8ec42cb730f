"""The chunks of one code, of all sentences, where one that has none of it is told by its codes; and codes with nothing
but what says something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aggregator.facts.sentences.chunks import Chunk, Sentence

_WORDS = re.compile("[~o]+")


def squeezed(codes: str) -> str:
    """Codes in which words that say nothing are one, however many they are."""
    return _WORDS.sub("o", codes)


def coded(sentences: Iterable[Sentence], code: str) -> Iterator[Chunk]:
    """The chunks of a code, in order; those within brackets apart."""
    return (
        chunk for sentence in sentences if code in sentence.codes for chunk in sentence.chunks if chunk.code == code
    )
