"""Where sentences and names of languages without spaces end."""

from __future__ import annotations

import re

from aggregator.facts.sentences.chunks import MAX_CHUNKS, Chunk

_ALIKE = {
    ",": "、，,",
    "/": "・･／/",
    ".": "。!?！？",
    ":": "：:＝=",
    "&": "&＆×",
    "-": "…‥─〜～~-―—",
    "*": "■●▼◆★☆○□•▲◎▶△◇※▍",
    ";": "|→▽",
}
MARKS = {mark: code for code, marks in _ALIKE.items() for mark in marks}
"""The code of each mark."""
READING = re.compile(r"[(（][ぁ-ゖ\u30a1-\u30fcー]+[)）]")
"""A reading in brackets."""


def split(text: str, chunks: list[Chunk]) -> list[list[Chunk]]:
    """The chunks of a line, sentence by sentence."""
    if len(chunks) < MAX_CHUNKS and not any(chunk.code == "." for chunk in chunks):
        return [chunks] if chunks else []
    pieces: list[list[Chunk]] = []
    first = 0
    for last, chunk in enumerate(chunks, 1):
        if (chunk.code == "." and ends_sentence(text, chunk)) or last - first >= MAX_CHUNKS:
            pieces.append(chunks[first:last])
            first = last
    return [*pieces, chunks[first:]] if first < len(chunks) else pieces


def ends_sentence(text: str, stop: Chunk) -> bool:
    """Whether a mark ends a sentence; a narrow one may be a part of a name («ドン!ドン»)."""
    mark = text[stop.start]
    return mark in "。！？." or (mark in "!?" and text[stop.end : stop.end + 1].isspace())


def joined(chunks: list[Chunk], chunk: Chunk, text: str) -> bool:
    """Whether a chunk ends a name that chunks before it begin, which then hold it: «大海(オオミ)|スズ», «犬くん|役»."""
    if len(chunks) < 2 or chunks[-1].end != chunk.start or chunks[-2].end != chunks[-1].start:
        return False
    name, last = chunks[-2], chunks[-1]
    if chunk.code in "ku" and last.code == "h" and name.code == "N":  # the honorific is the character's
        name.end = last.end
        chunks[-1] = chunk
        return True
    if chunk.code == "N" and last.code == "P" and name.code == "N" and READING.fullmatch(text, last.start, last.end):
        name.end = chunk.end
        chunks.pop()
        return True
    return False
