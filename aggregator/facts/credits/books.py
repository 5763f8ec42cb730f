"""Who made a book: «story by A, art by B», where nothing else of the sentence speaks of a film's staff.

What it holds true: a sentence whose only roles are those of a writer and of who draws tells of a book. Known exception:
a line that names a film's writer and its artist of backgrounds and nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aggregator.facts.sentences.chunks import Chunk

OF_BOOKS = {"script": "original_creator", "background_art": "original_illustration"}
"""What those are who do the same in a book («story by A, art by B»)."""
_MAKERS = frozenset({*OF_BOOKS, *OF_BOOKS.values()})


def tells_book(chunks: Iterable[Chunk]) -> bool:
    """Whether the roles of a sentence are those of a book's makers, and several."""
    roles = {chunk.value for chunk in _with_inner(chunks) if chunk.code in "RVw"}
    return "background_art" in roles and len(roles) > 1 and roles <= _MAKERS


def holds_roles(chunk: Chunk | None) -> bool:
    """Whether a bracket holds roles, which are those of the name before it."""
    return chunk is not None and chunk.code == "P" and chunk.inner is not None and chunk.inner.codes[:1] == "R"


def _with_inner(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    for chunk in chunks:
        yield chunk
        if chunk.code == "P" and chunk.inner is not None:
            yield from chunk.inner.chunks
