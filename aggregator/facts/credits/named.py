"""The known companies that a sentence names, in brackets, too.

What it holds true: a bracket that holds a company and little else, or stations alone, names those that a work is of; a
bracket behind a company that holds the same one tells another spelling of its name. Known exception: longer brackets.
"""

from __future__ import annotations

from collections.abc import Iterator

from aggregator.facts.names.spans import Place
from aggregator.facts.sentences.chunks import Chunk, Sentence
from aggregator.facts.sentences.marks import STATION_LIST

STATIONS = 20
"""Chunks of a bracket that lists stations with their dates."""


def named_companies(sentence: Sentence) -> Iterator[tuple[Chunk, Chunk | None]]:
    """The companies of a sentence, those in a bracket with what the bracket stands behind."""
    for index, chunk in enumerate(sentence.chunks):
        if chunk.code in "KS":
            yield chunk, None
        elif chunk.inner is not None and chunk.code in "PQ" and _is_short(chunk.inner):
            if chunk.code == "Q" and set(chunk.inner.codes) - set("K,&/"):
                continue  # «“Kumo Anime Festa 2020”»
            before = sentence.chunks[index - 1] if index and chunk.code == "P" else None
            yield from ((c, before) for c in chunk.inner.chunks if c.code == "K" and not _is_same(c, before))


def _is_same(company: Chunk, before: Chunk | None) -> bool:
    """Whether a bracket holds another spelling of the company before it («「Bilibili」(ビリビリ動画)»)."""
    if before is None or not isinstance(before.known, Place) or not isinstance(company.known, Place):
        return False
    return before.known.id == company.known.id


def _is_short(bracket: Sentence) -> bool:
    """Whether a bracket holds a company and little else, stations alone, or when it comes on which stations."""
    if len(bracket.chunks) <= len("K,K") or STATION_LIST.fullmatch(bracket.codes) is not None:
        return True
    return "D" in bracket.codes and len(bracket.chunks) <= STATIONS
