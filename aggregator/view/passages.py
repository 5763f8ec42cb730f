"""Where in its text an article says what it states: the passages around the quotes, with the quotes marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

BEFORE = 90
AFTER = 60
"""Characters shown around a quote, up to the end of a word."""
BETWEEN = 40
"""Characters between two stretches that are shown rather than left out."""
_SPACE = re.compile(r"\s")
_STOP = re.compile(r"(?<=[.!?])\s+(?=\S)|(?<=[。！？」])(?=\S)|\n+")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A quote's place, in code points; ``new`` where nobody in the story said it before."""

    start: int
    end: int
    new: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a passage: ``mark`` is empty, «new» or «known»."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text; ``cut_before`` and ``cut_after`` say that the text goes on there."""

    parts: tuple[Part, ...]
    cut_before: bool
    cut_after: bool


def passages(text: str, spans: Iterable[Span]) -> list[Passage]:
    """The stretches of the text around these places, in its order; those that almost touch are one.

    Places outside of the text are left out.
    """
    inside = sorted(span for span in set(spans) if 0 <= span.start < span.end <= len(text))
    windows: list[tuple[int, int]] = []
    for span in inside:
        begin, end = _begin(text, span.start), _end(text, span.end)
        if windows and begin <= windows[-1][1] + BETWEEN:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((begin, end))
    return [Passage(tuple(marked(text, inside, *window)), window[0] > 0, window[1] < len(text)) for window in windows]


def marked(text: str, spans: Iterable[Span], begin: int = 0, end: int | None = None) -> list[Part]:
    """The text from ``begin`` to ``end`` in parts; where quotes overlap, what is new in either is new."""
    stop = len(text) if end is None else end
    marks = [""] * (stop - begin)
    for span in spans:
        for place in range(max(span.start, begin), min(span.end, stop)):
            marks[place - begin] = "new" if span.new or marks[place - begin] == "new" else "known"
    parts: list[Part] = []
    first = 0
    for place in range(1, len(marks) + 1):
        if place == len(marks) or marks[place] != marks[first]:
            parts.append(Part(text[begin + first : begin + place], marks[first]))
            first = place
    return parts


def _begin(text: str, start: int) -> int:
    """The beginning of the sentence, or of a word where that is far."""
    least = max(0, start - BEFORE)
    stops = [match.end() for match in _STOP.finditer(text, least, start)]
    if stops:
        return stops[-1]
    if least == 0:
        return 0
    space = _SPACE.search(text, least, start)
    return space.end() if space else least


def _end(text: str, end: int) -> int:
    most = min(len(text), end + AFTER)
    stop = _STOP.search(text, end, most)
    if stop:
        return stop.start()
    if most == len(text):
        return most
    return next((place for place in range(most, end, -1) if _SPACE.match(text, place)), most)
