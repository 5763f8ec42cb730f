"""The chunks of one code, of all sentences; one that has none of it is told by its codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aggregator.facts.sentences.chunks import Chunk, Sentence


def coded(sentences: Iterable[Sentence], code: str) -> Iterator[Chunk]:
    """The chunks of a code, in order; those within brackets apart."""
    return (
        chunk for sentence in sentences if code in sentence.codes for chunk in sentence.chunks if chunk.code == code
    )
