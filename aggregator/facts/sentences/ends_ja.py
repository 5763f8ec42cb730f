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
    "-": "…‥─〜～~-―—–",
    "*": "■●▼◆★☆○□•▲◎▶△◇※▍",
    ";": "|→▽",
}
MARKS = {mark: code for code, marks in _ALIKE.items() for mark in marks}
"""The code of each mark."""
HALVES = re.compile(r"[\u3400-\u9fff々ヶノ]{1,4} (?:[\u3400-\u9fff々]{1,3}|[\u3400-\u9fff々]{0,2}[ぁ-ゖー]{2,4})")
"""A surname and a given name with a space between."""
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
    if chunk.code == "Z" and last.code == "o" and "".join(c.code for c in chunks[-3:-1]) == "Nh":  # who is played
        chunks[-3].end = name.end
        del chunks[-2]
        return False
    if chunk.code in "ku" and last.code == "h" and name.code == "N":  # the honorific is the character's
        name.end = last.end
        chunks[-1] = chunk
        return True
    voiced = chunk.code == "P" and chunk.inner is not None and chunk.inner.codes.startswith("v")
    if voiced and last.code == "h" and name.code == "N":  # «森ちゃん|（CV：森綾）»
        name.end = last.end
        chunks[-1] = chunk
        return True
    if chunk.code == "N" and last.code == "P" and name.code == "N" and READING.fullmatch(text, last.start, last.end):
        name.end = chunk.end
        chunks.pop()
        return True
    return False


def join_halves(chunks: list[Chunk], following: Chunk, text: str) -> None:
    """Make one chunk of a surname and a given name with a space between, where what follows shows that it is a name."""
    if following.code not in "hgokP" or len(chunks) < 3 or [c.code for c in chunks[-3:]] != ["N", "_", "N"]:
        return
    surname, space, given = chunks[-3:]
    listed = len(chunks) > 4 and chunks[-4].code == "_" and chunks[-5].code in "Nl"
    if listed or space.end - space.start > 1 or text[space.start] != " " or given.end != following.start:
        return
    if HALVES.fullmatch(text, surname.start, given.end):
        surname.end = given.end
        del chunks[-2:]
