"""A text as tokens: words, numbers, marks and line ends, each with where it stands in the text as given."""

from __future__ import annotations

import re
from itertools import islice, pairwise

from aggregator.base.vocabulary import shared_words
from aggregator.facts.words.folding import fold

MOST_MARKS = 16
"""Marks in a row that count; a line of a hundred dashes says no more than a short one."""
FEW, SHORTEST = 400, 3
"""Tokens that any text may have, and characters of a longer text for each more: what is denser is no prose."""
_TOKEN = re.compile(
    r"[^\W\d_]+(?:[-‐‑·@][^\W\d_]+)*\d*(?:['’](?!s\b)[^\W\d_]+)*(?:[*:_]innen\b)?"
    r"|\n+"
    r"|(?<=\S)[ \u3000]*\t[ \t]*(?=\S)|[-=]{1,3}>"
    r"|['’]s\b(?!['’])"
    r"|\d+(?:(?=[A-Z]|d(?:cg)?\b)[^\W_]+(?:[-@][^\W_]+)*|(?:[.,:]\d+)*)"
    rf"|(?<![^\w\s]{{{MOST_MARKS}}})[^\w\s]|_",
)
_MARKED = re.compile(_TOKEN.pattern.replace(r"[^\W\d_]+", r"(?:[^\W\d_]|(?<=\w)[\u0300-\u036f]+)+"))
"""The same for a text with accents that are characters of their own."""
_ACCENT = re.compile("[\u0300-\u036f]")
_ITEM = re.compile(r"^[ \t]*(?P<number>\d{1,2})[.)](?=[ \t])", re.MULTILINE)
_COLUMN, _ARROW = "|", "→"
"""What a tab within a line is read as, and an arrow of several signs."""
BULLET = "•"
"""What a token is that numbers an entry of a list."""
_ELISION = re.compile(r"(?i)^(?:l|d|j|c|m|n|s|t|qu|un|all|dall|dell|nell|sull|quell|quest|jusqu|lorsqu|puisqu)['’]")
"""What stands before an apostrophe and is a word of its own in French and Italian."""


_ADJECTIVES = tuple(shared_words("names", "adjective_endings"))


class Token:
    """A word or mark: ``text[start:end]`` is ``raw``, folded ``low``.

    ``line``: it ends a line (one or more line feeds). ``word``: it begins with a letter. ``capital``: it begins with a
    capital letter, or holds one behind a lower-case beginning (``noitaminA``); not of «Tokyo-based».
    """

    __slots__ = ("capital", "end", "line", "low", "raw", "start", "word")

    def __init__(self, start: int, end: int, raw: str, low: str) -> None:
        self.start = start
        self.end = end
        self.raw = raw
        self.low = low
        self.line = raw[0] == "\n"
        self.word = raw[0].isalpha()
        self.capital = self.word and raw != low and raw != raw.lower() and not low.endswith(_ADJECTIVES)


def tokenize(text: str) -> list[Token]:
    """The tokens of a text, in order. Spaces are left out, and the rest of a text that is no prose. The number of a
    list's entry is a bullet.
    """
    low = fold(text)
    tokens: list[Token] = []
    add = tokens.append
    items, past = _items(text), 0
    pattern = _TOKEN if text.isascii() or _ACCENT.search(text) is None else _MARKED
    for match in islice(pattern.finditer(text), FEW + len(text) // SHORTEST):
        start, end = match.span()
        if start < past:
            continue
        if start in items:
            past = items[start]
            add(Token(start, past, BULLET, BULLET))
            continue
        raw = text[start:end]
        if raw.isalpha():  # as most of them
            add(Token(start, end, raw, low[start:end]))
            continue
        if "'" in raw or "’" in raw:
            cut = _ELISION.match(raw)
            if cut and cut.end() < len(raw):
                middle = start + cut.end()
                add(Token(start, middle, text[start:middle], low[start:middle]))
                start = middle
                raw = text[start:end]
        if raw[-1] in "\t >" and len(raw.strip()) != 1:
            raw = _ARROW if raw[-1] == ">" else _COLUMN
            add(Token(start, end, raw, raw))
        else:
            add(Token(start, end, raw, low[start:end]))
    return tokens


def _items(text: str) -> dict[int, int]:
    """Where the numbers of a list's entries begin and end («1. A», «2. B»): each has one more than the entry before."""
    found = [(int(match["number"]), match.start("number"), match.end()) for match in _ITEM.finditer(text)]
    counted = [(one, two) for one, two in pairwise(found) if two[0] == one[0] + 1]
    return {start: end for pair in counted for _, start, end in pair}
