"""Names of known works in a text.

A name is found by its words, in one case, width and romanisation, and the longest one where several begin. What it
holds true: a name of several words, of which one is no ordinary word, means the work; of any other only one in
quotation marks does («Given», 『銀』). Known exceptions: a name within a longer one that no list has. Roads not taken:
an automaton (Aho and Corasick, 1975), which takes longer to build from 200,000 names than a crawl has to begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from aggregator.base.names import is_cjk
from aggregator.base.titles import WORD, spelled_word
from aggregator.group.signs import is_common

MIN_PLAIN = 8
"""Letters that a name of one word needs to be one without quotation marks; of kanji and kana, half as many."""

_OPENING = frozenset("'\"‘“„«»「『《‹")
_CLOSING = frozenset("'\"’”“«»」』》›")


@dataclass(frozen=True, slots=True)
class Found:
    """A name of a known work: where it stands in the text."""

    start: int
    end: int


class TitleIndex:
    """Names of works, ready to be looked for; each is given as its words (``base.titles.title_words``), joined by
    spaces.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = set(names)
        self._sizes: dict[str, set[int]] = {}
        for name in self._names:
            start = " ".join(name.split(" ", 2)[:2])
            self._sizes.setdefault(start, set()).add(name.count(" ") + 1)
        """How many words the names have that begin with a pair of words, or are one word."""

    def __len__(self) -> int:
        return len(self._names)

    def find(self, text: str, tag: str) -> list[Found]:
        """The names that stand in a text of a language, in its order; none within another."""
        tokens = list(WORD.finditer(text))
        words = [spelled_word(token[0]) for token in tokens]
        found: list[Found] = []
        last = 0
        for first, size in self._places(words):
            if first < last:
                continue
            start, stop = tokens[first].start(), tokens[first + size - 1].end()
            if _quoted(text, start, stop) or _is_plain(words[first : first + size], text[start], tag):
                found.append(Found(start, stop))
                last = first + size
        return found

    def _places(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where names begin, and how many words they have: the longer one first."""
        sizes, names = self._sizes, self._names
        for at, (word, pair) in enumerate(
            zip(words, map(" ".join, zip(words, [*words[1:], ""], strict=True)), strict=True)
        ):
            for size in sorted(sizes.get(pair, ()), reverse=True):
                if " ".join(words[at : at + size]) in names and at + size <= len(words):
                    yield at, size
            if word in sizes:
                yield at, 1


def _quoted(text: str, start: int, end: int) -> bool:
    return start > 0 and end < len(text) and text[start - 1] in _OPENING and text[end] in _CLOSING


def _is_plain(words: Sequence[str], initial: str, tag: str) -> bool:
    """Whether a name means its work even without quotation marks."""
    letters = sum(map(len, words))
    if is_cjk(words[0]):
        return letters * 2 >= MIN_PLAIN
    if initial.islower() or all(is_common(word, tag) for word in words):
        return False
    return len(words) > 1 or letters >= MIN_PLAIN
