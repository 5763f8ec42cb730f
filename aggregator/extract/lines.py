"""What short lines say of themselves: that they are no article text, or that what follows isn't.

The phrases stand in ``data/page_words.toml``; they are compared in lower case and without punctuation.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from aggregator.extract.blocks import Block
from aggregator.extract.hints import page_words

MAX_TITLE = 60
"""Weight of a line that may be the title of a part of the page."""
MAX_CALL = 200
"""Weight of a call to subscribe."""
MAX_NOTICE = 400
"""Weight of a paragraph that may be a notice of the site's (subscribe, sign up, copyright)."""

_PUNCTUATION = re.compile(r"[\W_]+")


class Line(Enum):
    """What a block is: text, no article text, the title of links to other articles, or that of the page's end."""

    TEXT = 0
    NOISE = 1
    RELATED = 2
    END = 3


def _plain(text: str) -> str:
    return _PUNCTUATION.sub(" ", text.lower()).strip()


@cache
def _phrases(name: str) -> frozenset[str]:
    return frozenset(_plain(phrase) for phrase in page_words()["lines"][name])


@cache
def _raw(name: str) -> tuple[str, ...]:
    return tuple(phrase.lower() for phrase in page_words()["lines"][name])


def classify(block: Block) -> Line:
    """What a block's words say of it; blocks of more than a few lines are always text."""
    if block.weight > MAX_NOTICE:
        return Line.TEXT
    if block.weight < MAX_TITLE:
        key = _plain(block.text)
        if key in _phrases("ends"):
            return Line.END
        if key in _phrases("related") or (len(key) < 30 and key.endswith(_raw("related_tails"))):
            return Line.RELATED
        if key in _phrases("noise") or not key:
            return Line.NOISE
    text = block.text.lower()
    holds = text.__contains__
    if block.weight < MAX_CALL and any(map(holds, _raw("letters"))) and any(map(holds, _raw("calls"))):
        return Line.NOISE
    if text.startswith(_raw("starts")) or any(map(holds, _raw("contains"))):
        return Line.NOISE
    return Line.TEXT
