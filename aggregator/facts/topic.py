"""Whether an article is about anime, manga or what belongs to them at all.

What it holds true: such an article names the thing in its headline, its summary or its first paragraphs. Asked only of
sites that write about other things too: there, a film's date or a singer's role is read from grammar that fits any
film. Known exceptions: an article about a series that the outlet takes for so well known that it doesn't say what it
is. Roads not taken: names of works, which change with every season.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from aggregator.base.names import fold
from aggregator.base.records import Article
from aggregator.base.vocabulary import table

OPENING = 1500
"""Characters of a body in which an article says what it is about."""
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


@cache
def _topic() -> _Topic:
    data = table("topic")
    return _Topic(frozenset(data["words"]), (*data["phrases"], *map(fold, data["unspaced"])))
