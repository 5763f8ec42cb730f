"""Dates that stand alone in brackets: «will air on Tokyo MX (April 5) and BS11 (April 6)»; lines that are quoted."""

from __future__ import annotations

import re

from aggregator.facts.dates.mentions import DateMention
from aggregator.facts.sentences.chunks import Chunk, Sentence

_BARE = re.compile("[fJB]?D(?:,[fJ]?K)?|K,D")
PLACED = re.compile("K[,/]f?D")
"""A bracket with nothing but a date, and where it is of, or who releases it."""


class Unfolded(Sentence):
    """A sentence that had brackets around its days."""


class Spoken(Sentence):
    """A line that is nothing but a quotation, as statements of companies are, without its marks."""


def opened(sentence: Sentence) -> Sentence:
    """A sentence as its dates are read: brackets around days opened, and the marks of a line that is a quotation."""
    if sentence.codes in ("Q", "Q.") and sentence.opens and sentence.closes:
        inner = sentence.chunks[0].inner
        if inner is not None and "D" in inner.codes:
            return Spoken(inner.chunks, sentence.line, opens=True, closes=True)
    return unfolded(sentence) if "P" in sentence.codes else sentence


def unfolded(sentence: Sentence) -> Sentence:
    """A sentence without the brackets around days, or a station's month, so that each is a date of the sentence itself.

    A day that only tells another date more exactly («next Friday (April 5)») stays in its bracket.
    """
    held = [at for at in range(1, len(sentence.chunks)) if _is_day(sentence, at)]
    if not held:
        return sentence
    chunks: list[Chunk] = []
    for at, chunk in enumerate(sentence.chunks):
        chunks += chunk.inner.chunks if at in held and chunk.inner is not None else [chunk]
    return Unfolded(chunks, sentence.line, sentence.opens, sentence.closes)


def _is_day(sentence: Sentence, at: int) -> bool:
    chunk, before = sentence.chunks[at], sentence.chunks[at - 1]
    if chunk.code != "P" or chunk.inner is None or before.code in "DP" or not _BARE.fullmatch(chunk.inner.codes):
        return False
    if before.code in "TQ" and PLACED.fullmatch(chunk.inner.codes):  # read by itself, whatever the sentence says
        return False
    if before.code == "#" and not (sentence.opens and at + 1 == len(sentence.chunks)):
        return False
    date = next(c.known for c in chunk.inner.chunks if c.code == "D")
    if not isinstance(date, DateMention) or date.month is None or date.until is not None:
        return False
    return date.day is not None or (date.year is not None and before.code == "K" and sentence.line > 0)
