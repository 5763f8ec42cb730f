"""The passage of a stored text that holds the words of a query, with the words marked.

The search table keeps no text, so the passage is cut here. A word is found as the search finds it: whatever its case,
width and Latin accents, at the beginning of a word, or anywhere where the script writes no spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from aggregator.base.names import CJK, fold, is_cjk

WIDTH = 200
"""Characters of a passage."""
MAX_TEXT = 100_000
"""Characters of a text that are looked through."""
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(rf"[{CJK}]+|[^\W{CJK}_]+")
_DOT = re.compile("(?<=[\u30a1-\u30fa\u30fc])[・･](?=[\u30a1-\u30fa\u30fc])")
"""A middle dot within katakana, which a person may leave out."""
_CHUNK = re.compile(r".{1,200}(?:[\s。．！？、]|\Z)|.{1,200}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a passage, ``hit`` where it is a word that was searched."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of a query, folded; ``inside`` where it may stand within a run of characters."""

    text: str
    inside: bool


def wanted(query: str) -> tuple[Wanted, ...]:
    """The words of a query, each once, longest first."""
    found = {part: Wanted(part, is_cjk(part[0])) for part in _PART.findall(fold(query))}
    return tuple(sorted(found.values(), key=lambda word: (-len(word.text), word.text)))


def snippet(texts: Iterable[str], words: tuple[Wanted, ...]) -> tuple[Piece, ...]:
    """The passage of at most :data:`WIDTH` characters with most of the words, the earliest of the best; the beginning
    of the first text where none holds any.
    """
    best, most, before, after = "", -1, False, False
    for text in texts:
        for chunk in _CHUNK.finditer(text[:MAX_TEXT]):
            count = _count(_DOT.sub("", fold(chunk.group())), words)
            if count > most:
                best, most, before, after = chunk.group(), count, chunk.start() > 0, chunk.end() < len(text)
            if most == len(words):
                break
    pieces = mark(" ".join(best.split()), words)
    dots = Piece("…", hit=False)
    return (*([dots] * before), *pieces, *([dots] * after)) if pieces else ()


def mark(text: str, words: tuple[Wanted, ...]) -> list[Piece]:
    """The text in pieces, the words marked."""
    folded, places = _folded(text)
    hits = [False] * len(text)
    for word in words:
        start = folded.find(word.text)
        while start >= 0:
            if _stands(folded, start, word):
                for place in places[start : start + len(word.text)]:
                    hits[place] = True
            start = folded.find(word.text, start + len(word.text))
    pieces: list[Piece] = []
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or hits[at] != hits[begin]:
            pieces.append(Piece(text[begin:at], hits[begin]))
            begin = at
    return pieces


def _count(folded: str, words: tuple[Wanted, ...]) -> int:
    return sum(any(_stands(folded, start, word) for start in _starts(folded, word.text)) for word in words)


def _starts(folded: str, word: str) -> Iterable[int]:
    start = folded.find(word)
    while start >= 0:
        yield start
        start = folded.find(word, start + len(word))


def _stands(folded: str, start: int, word: Wanted) -> bool:
    return word.inside or start == 0 or not _WORD.match(folded[start - 1]) or is_cjk(folded[start - 1])


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the place in the text that it comes from."""
    if text.isascii():
        return text.lower(), range(len(text))
    parts: list[str] = []
    places: list[int] = []
    dots = {found.start() for found in _DOT.finditer(text)}
    for place, char in enumerate(text):
        folded = "" if place in dots else _folded_letter(char)
        parts.append(folded)
        places += [place] * len(folded)
    return "".join(parts), places


_folded_letter = lru_cache(maxsize=8192)(fold)
