"""Whether an article is about anime, manga or what belongs to them at all.

What it holds true: such an article names the thing in its headline, its summary or its first paragraphs. Asked only of
sites that write about other things too: there, a film's date or a singer's role is read from grammar that fits any
film. Known exceptions: an article about a series that the outlet takes for so well known that it doesn't say what it
is. Roads not taken: names of works, which change with every season.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from aggregator.base.names import fold
from aggregator.base.records import Article
from aggregator.base.vocabulary import shared_words, table
from aggregator.facts.sentences.chunks import Sentence

OPENING = 1500
"""Characters of a body in which an article says what it is about."""
LONG, APART = 2000, 5000
"""Characters from which on a text says what kind of works it is about, and within which it says so once at least."""
_LOOSE = shared_words("titles", "loose_kinds")
"""Words for works that any text has («project», «book»)."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Topic:
    words: frozenset[str]
    parts: tuple[str, ...]


def is_on_topic(article: Article) -> bool:
    """Whether the headline, the summary or the beginning of the body names anime, manga or what belongs to them."""
    text = fold("\n".join((article.title, article.summary or "", (article.body or "")[:OPENING])))
    topic = _topic()
    return not topic.words.isdisjoint(_WORD.findall(text)) or any(part in text for part in topic.parts)


def tells_of_works(text: str, sentences: Sequence[Sentence]) -> bool:
    """Whether a text speaks of works at all: all short ones do, for they leave out what their site is about; a long one
    without a word for a kind of work speaks of companies, devices or towns, which open and come out, too.
    """
    if len(text) < LONG:
        return True
    kinds = (c for sentence in sentences if "Y" in sentence.codes for c in sentence.chunks if c.code == "Y")
    told = sum(text[chunk.start : chunk.end].lower() not in _LOOSE for chunk in kinds)
    return told * APART >= len(text)


@cache
def _topic() -> _Topic:
    data = table("topic")
    return _Topic(frozenset(data["words"]), (*data["phrases"], *map(fold, data["unspaced"])))
