"""Where a text tells a work's story: what happens in it is no news, whatever words it is told in.

What it holds true: a heading of the language's list («Handlung:», «Darum geht es in X») stands before the story, in a
line of its own or at the beginning of its first paragraph. That paragraph is the story; those that follow belong to it
as long as they are prose and speak neither of works nor of roles. Who speaks a character may stand in
a bracket within the story («Mai (voiced by X)»). Known exception: a story without a heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

from aggregator.base.vocabulary import language
from aggregator.facts.sentences.chunks import Sentence

PROSE = 60
"""Characters that make a line a paragraph rather than a heading or an entry of a list."""
_ABOUT = re.compile("[RVwXYxz]|T[^T]*D|D[^D]*T")
"""Codes of words that speak of works, casts and staff; a work's name beside a date."""
_ENDS = tuple('.!?…“”"»«)]')


@cache
def _heading(tag: str) -> re.Pattern[str] | None:
    """A line that begins a story: its heading, of which work, and what follows them in the same line."""
    grammar = language(tag).get("grammar", {})
    if not grammar.get("plot"):
        return None
    small = _any({*grammar.get("of", ()), *grammar.get("of_by", ()), *grammar.get("by", ())})
    of = rf"(?P<of>\s(?:{small})\b[^:?.!\n]{{1,80}})?"
    return re.compile(rf"\W*(?:{_any(grammar['plot'])}){of}\s?(?P<mark>[:?]?)\W*?(?P<rest>[^\W\d_].*)?$", re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    """Any of some words, the longest first."""
    return "|".join(re.escape(word).replace("'", "['’]") for word in sorted(words, key=len, reverse=True))


def plots(text: str, tag: str, sentences: list[Sentence]) -> list[tuple[int, int]]:
    """The stretches of a text that tell a story: where each begins and ends."""
    heading = _heading(tag)
    if heading is None:
        return []
    found: list[tuple[int, int]] = []
    starts = [sentence.start for sentence in sentences]
    headed = told = False
    at = 0
    for line in text.splitlines(keepends=True):
        start, end, bare = at, at + len(line), line.strip()
        at = end
        match = heading.match(bare)
        if match is not None and (opened := _opened(match)) is not None:
            headed, told = not opened, opened
            if opened:
                found.append((start, end))
            continue
        if not bare:
            continue
        prose = len(bare) >= PROSE and bare.endswith(_ENDS)
        inside = sentences[bisect_left(starts, start) : bisect_left(starts, end)]
        if prose and (headed or (told and not any(_ABOUT.search(sentence.codes) for sentence in inside))):
            found.append((start, end))
            told = True
        else:
            told = False
        headed = False
    return found


def _opened(match: re.Match[str]) -> bool | None:
    """Whether a line with a heading's words holds the beginning of the story, too; None where it is no heading."""
    rest = match["rest"] or ""
    if not rest:
        return False
    return True if match["mark"] and len(rest) >= PROSE and rest.endswith(_ENDS) else None
