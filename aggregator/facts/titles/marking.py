"""Cuts the chunks of sentences where the known titles of their text stand in them.

What it holds true: a known title stands where its words do, the first one with a capital, or behind an article with
one («El incidente Ribera»); of two that begin there the longer one. Known exceptions: a title of one word that an
ordinary word with a capital is, too.
"""

from __future__ import annotations

from dataclasses import dataclass

from aggregator.facts.sentences.chunks import TITLE_ARTICLES, Chunk
from aggregator.facts.titles.finder import Title
from aggregator.facts.words.tokens import Token

_SPLIT = "NSKTQYoRXfIBAvVsUx#DZ:-c"
"""Codes of chunks within which a title may begin."""
Known = dict[str, list[tuple[list[str], int]]]
"""The words of titles with the titles' numbers, by their first word."""


@dataclass(frozen=True, slots=True)
class Titled:
    """A text's tokens and their words, 1 for each that begins a title, and the titles."""

    tokens: list[Token]
    lows: list[str]
    begins: bytearray
    known: Known
    short: frozenset[str]


def short_names(titles: list[Title]) -> frozenset[str]:
    """The names of one word by which longer titles go, too («Aria» of «Aria in Wonderland»)."""
    names = (name.lower() for title in titles for name in title.aliases if title.text.startswith(f"{name} "))
    return frozenset(name for name in names if " " not in name)


def marked(chunks: list[Chunk], titled: Titled) -> list[Chunk] | None:
    """The chunks with titles for what is one; None where nothing changes."""
    made: list[Chunk] = []
    tokens = titled.tokens
    index = 0
    while index < len(chunks):
        chunk = chunks[index]
        begins = titled.begins.find(1, chunk.first, chunk.last) >= 0
        hit = _title_in(chunk, chunks[-1].last, titled) if begins else None
        if hit is None:
            made.append(chunk)
            index += 1
            continue
        first, last, work = hit
        if chunk.code == "Q":
            made.append(Chunk("T", chunk.first, chunk.last, chunk.start, chunk.end, str(work)))
            index += 1
            continue
        if first > chunk.first:
            made.append(_cut(chunk, tokens, chunk.first, first))
        while index < len(chunks) and chunks[index].last <= last:
            index += 1
        made.append(Chunk("T", first, last, tokens[first].start, tokens[last - 1].end, str(work)))
        if index < len(chunks) and chunks[index].first < last:
            chunks[index] = _cut(chunks[index], tokens, last, chunks[index].last)
    return made if "T" in [chunk.code for chunk in made] else None


def _cut(chunk: Chunk, tokens: list[Token], first: int, last: int) -> Chunk:
    """A part of a chunk."""
    return Chunk(
        chunk.code, first, last, tokens[first].start, tokens[last - 1].end, chunk.value, chunk.known, chunk.inner
    )


def _title_in(chunk: Chunk, end: int, titled: Titled) -> tuple[int, int, int] | None:
    """The first known title that begins within a chunk, before a token ``end``: its tokens and number."""
    if chunk.code not in _SPLIT:
        return None
    tokens, find, quoted = titled.tokens, titled.begins.find, chunk.code == "Q"
    at = find(1, chunk.first, chunk.last)
    while at >= 0:
        for words, work in titled.known[titled.lows[at]]:
            stop = at + len(words)
            if stop > end or titled.lows[at:stop] != words or _is_of_name(chunk, at, stop, titled):
                continue
            if quoted:
                if at == chunk.first + 1 and stop >= chunk.last - 3:
                    return at, stop, work
            elif tokens[at].capital or not tokens[at].raw[0].isalpha() or len(words) > 2 or _has_article(tokens, at):
                return at, stop, work
        at = find(1, at + 1, chunk.last)
    return None


def _has_article(tokens: list[Token], at: int) -> bool:
    """Whether an article with a capital stands before a word («El incidente Ribera»)."""
    return at > 0 and tokens[at - 1].capital and tokens[at - 1].low in TITLE_ARTICLES


def _is_of_name(chunk: Chunk, first: int, last: int, titled: Titled) -> bool:
    """Whether what a title is called in short is a word of a longer name («Hana Aria», who is in it)."""
    return chunk.code == "N" and last - first < chunk.last - chunk.first and titled.lows[first] in titled.short
