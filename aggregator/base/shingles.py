"""A text as overlapping runs of words («shingles»), and the few of them that stand for it in an index.

A shingle is a number: the hash of some consecutive words, whatever their case, width, accents' form and the marks
between them. Scripts that put no spaces between words are taken by characters. Which shingles stand for a text is
chosen by winnowing (Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003): the least of every window, so that two texts
that share a passage of :data:`WORDS`'s or :data:`CHARACTERS`'s length surely share one, wherever it stands in them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from zlib import crc32

MAX_WORDS = 20_000
"""Words or characters of a text that are looked at."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
_WORD = re.compile(rf"\d+|[{_UNSPACED}]|[^\W\d_{_UNSPACED}]+")
_ASCII_WORD = re.compile(r"\d+|[a-z]+")
_UNSPACED_LETTER = re.compile(f"[{_UNSPACED}]")
_BITS = 32
_MASK = (1 << _BITS) - 1
_BASE = 0x9E3779B1  # odd, so that multiplying by it loses nothing
_SPREAD = 0x85EBCA6B


@dataclass(frozen=True, slots=True)
class Measure:
    """How long a fingerprint's and a compared shingle are, a window of fingerprints, and the longest byline or notice,
    in words; ``spaced`` is False for scripts whose characters are taken for words.
    """

    fingerprint: int
    window: int
    compared: int
    notice: int
    spaced: bool


WORDS = Measure(fingerprint=6, window=32, compared=4, notice=60, spaced=True)
CHARACTERS = Measure(fingerprint=12, window=96, compared=7, notice=120, spaced=False)


def words_of(text: str) -> list[str]:
    """The words and numbers of a text in lower case; a character each where the script puts no spaces."""
    if text.isascii():
        if len(text) <= MAX_WORDS:  # as nearly all are
            return _ASCII_WORD.findall(text.lower())
        return list(islice((m[0] for m in _ASCII_WORD.finditer(text.lower())), MAX_WORDS))
    folded = unicodedata.normalize("NFKC", text[: MAX_WORDS * 20]).casefold()
    return list(islice((m[0] for m in _WORD.finditer(folded)), MAX_WORDS))


def measure_of(words: Sequence[str]) -> Measure:
    """The lengths for a text, by what most of it is written in."""
    letters = len(_UNSPACED_LETTER.findall("".join(words)))
    return CHARACTERS if letters * 2 > len(words) else WORDS


def shingles(words: Sequence[str], length: int) -> list[int]:
    """The hashes of each ``length`` consecutive words, in their order; of all together where there are fewer.

    Unsigned numbers of 32 bits, the same on every machine; rolling, so that it takes one step a word (Karp, Rabin).
    """
    codes = [_code(word) for word in words]
    if not codes:
        return []
    length = min(length, len(codes))
    value = 0
    for code in codes[:length]:
        value = (value * _BASE + code) & _MASK
    found = [value]
    leaving = pow(_BASE, length, 1 << _BITS)
    for old, new in zip(codes, codes[length:], strict=False):
        value = (value * _BASE + new - old * leaving) & _MASK
        found.append(value)
    return [((value ^ (value >> 15)) * _SPREAD) & _MASK for value in found]


@lru_cache(maxsize=1 << 13)
def _code(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def fingerprints(words: Sequence[str]) -> list[int]:
    """The shingles that stand for a text, sorted, each once: about one of sixteen words, one of fifty characters."""
    measure = measure_of(words)
    return sorted(_winnowed(shingles(words, measure.fingerprint), measure.window))


def _winnowed(hashes: Sequence[int], window: int) -> set[int]:
    """The least of every window: it stays the least until a lesser one comes in or it goes out itself."""
    if not hashes:
        return set()
    least, place, found = min(hashes[:window]), -1, set[int]()
    for end, value in enumerate(hashes):
        if value <= least:
            least, place = value, end
        elif place <= end - window:
            inside = hashes[end - window + 1 : end + 1]
            least = min(inside)
            place = end - inside[::-1].index(least)
        else:
            continue
        found.add(least)
    return found
