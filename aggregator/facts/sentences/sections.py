"""Lines of a text that stand beside its news: other articles, a fair's guests and tickets, who made the article.

What it holds true: a heading of the language's list («Related articles», «Guests:») stands in a line of its own before
such lines, which end at the next empty line, or before what it heads in the same line («Host: X»); with an arrow behind
it, it is a link («Read More »») and heads nothing. A paragraph of nothing but words of a byline and names («Written by
X. Photos: Y») tells who made the article, unless all of the names are Japanese. So do two such lines beside each other
or below a date, if none is. Known exception: a heading that the
list doesn't hold.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from aggregator.base.vocabulary import language
from aggregator.facts.names.people import is_person
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.words.folding import fold
from aggregator.facts.words.trie import trie

LONGEST = 160
"""Characters of a line that may be a byline."""
SMALL = 3
"""Letters of small words between names (and, und, de)."""
ARROWS = "»›>→⇒…"
"""Marks behind a line that is a link to the rest of an article."""
_DATE = re.compile(r"\W*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\W*")
_PARTS = re.compile(r"[.;|•]\s+|\s[–—/]\s")


def without_sections(text: str, tag: str, sentences: list[Sentence]) -> list[Sentence]:
    """The sentences of a text that don't stand beside its news."""
    beside = list(_beside(text, tag))
    if not beside:
        return sentences
    starts = [start for start, _ in beside]

    def stands_beside(at: int) -> bool:
        place = bisect_right(starts, at) - 1
        return place >= 0 and at < beside[place][1]

    return [one for one in sentences if not stands_beside(one.start)]


def _beside(text: str, tag: str) -> Iterator[tuple[int, int]]:
    """Where the lines stand that are beside the news, in order; never the first, which is the headline."""
    heading, signs = _patterns(tag)
    if heading is None:
        return
    at, headed, begun = 0, False, False
    paragraph: list[tuple[int, str]] = []
    for number, line in enumerate([*text.splitlines(keepends=True), "\n"]):
        start, bare = at, line.strip()
        at += len(line)
        if not bare:
            if signs is not None and paragraph:
                yield from _bylines(paragraph, start, signs)
            paragraph, headed = [], headed and not begun
            continue
        match = heading.match(fold(bare)) if number else None
        if match is not None:
            headed, begun = not match["rest"], False
        elif headed:
            begun = True
        else:
            paragraph.append((start, bare))
            continue
        if paragraph:
            paragraph.append((start, ""))
        yield start, at


def _bylines(paragraph: list[tuple[int, str]], end: int, signs: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where a paragraph tells who made the article: as a whole, or in lines beside each other or below a date, which
    name nobody who could be Japanese.
    """
    if _is_byline([told for _, told in paragraph], signs):
        yield paragraph[0][0], end
        return
    if len(paragraph) == 1:
        return
    ends = [*(start for start, _ in paragraph[1:]), end]
    told = [_is_byline([line], signs, japanese=False) for _, line in paragraph]
    dated = [_DATE.fullmatch(line) is not None for _, line in paragraph]
    for at, (start, _) in enumerate(paragraph):
        beside = any(told[near] or dated[near] for near in (at - 1, at + 1) if 0 <= near < len(told))
        if told[at] and beside:
            yield start, ends[at]


def _is_byline(lines: list[str], signs: re.Pattern[str], *, japanese: bool = True) -> bool:
    """Whether lines hold nothing but who made the article; ``japanese``: some of them may have Japanese names."""
    names: list[str] = []
    for line in lines:
        if not line or len(line) > LONGEST:
            return False
        for part in _PARTS.split(line.rstrip(" .")):
            match = signs.match(fold(part))
            name = part[match.end() :].strip() if match is not None else ""
            if not name or any(len(word) > SMALL and not word[0].isupper() for word in name.split()):
                return False
            names.append(name)
    return not all(map(is_person, names)) if japanese else not any(map(is_person, names))


@cache
def _patterns(tag: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """The patterns of a heading, and of the words of a byline."""
    words = language(tag).get("outside", {})
    headings, signs = words.get("headings", ()), words.get("signs", ())
    heading = rf"[\W_]*(?:{trie(map(fold, headings))})[^\w{ARROWS}]*?(?::\s*(?P<rest>\w.*)?)?$"
    return (
        re.compile(heading) if headings else None,
        re.compile(rf"[\W_]*(?:{trie(map(fold, signs))})\s*:?\s+") if signs else None,
    )
