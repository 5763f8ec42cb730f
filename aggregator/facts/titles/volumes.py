"""Titles of rows of printed volumes: «Sky (vol. 3), Moon Harbor (12) and Rain (vol. 1)».

What it holds true: names in a row, each with a number in brackets behind it, are titles if a bracket says that the
numbers are volumes'. Known exception: a lone name with its volume. Roads not taken: rows of numbers alone, which are
ages and years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aggregator.facts.sentences.chunks import Sentence

_ROW = re.compile("[NTQ](?:f[NT]){0,2}P(?:(?:,&?|&)[NTQ](?:f[NT]){0,2}P){1,40}")
_ONE = re.compile("(?P<title>[NTQ](?:f[NT]){0,2})P")
_NUMBER = re.compile(
    r"\(\s*(?P<word>#|n[º°.]|vol(?:ume|\.)?s?|tomos?|tomes?|bd\.|band|t)?\s*\.?\s*\d{1,3}\s*\)", re.IGNORECASE
)


def volume_row(text: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The first token and the one behind the last of each title of such rows in a sentence."""
    if sentence.codes.count("P") < len("AB"):
        return
    chunks = sentence.chunks
    for row in _ROW.finditer(sentence.codes):
        brackets = [_NUMBER.fullmatch(text, c.start, c.end) for c in chunks[row.start() : row.end()] if c.code == "P"]
        if not all(brackets) or not any(one and one["word"] for one in brackets):
            continue
        for one in _ONE.finditer(sentence.codes, row.start(), row.end()):
            first, last = chunks[one.start("title")], chunks[one.end("title") - 1]
            if first.code != "Q":
                yield first.first, last.last
