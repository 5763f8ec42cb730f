"""Who helps the director: «directed by A, assisted by B».

What it holds true: of the names that such words lead each assists, whoever directs stands before them. What somebody
helps with beside the direction is told with the others' role, as it is with «with».
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from aggregator.facts.credits.found import Found
from aggregator.facts.sentences.chunks import Sentence
from aggregator.facts.words.lexicon import ASSISTED

_BETWEEN = frozenset("NSKP&,t/")
"""Codes of what stands between such words and the last of their names."""


def assistants(sentence: Sentence, told: Iterable[Found]) -> Iterator[Found]:
    """The credits of a sentence, those of a director's helpers with a role of their own."""
    helped = any(chunk.value == ASSISTED for chunk in sentence.chunks if chunk.code == "W")
    for one in told:
        helps = helped and _leads(sentence, one.start) == ASSISTED and (one.role == "director" or _directs(sentence))
        yield replace(one, role="assistant_director", rule="credits:assisted") if helps else one


def _directs(sentence: Sentence) -> bool:
    """Whether a sentence tells who directs («dirige l'anime e scrive la sceneggiatura con l'assistenza di B»)."""
    return any(chunk.value == "director" for chunk in sentence.chunks if chunk.code in "VwR")


def _leads(sentence: Sentence, start: int) -> str:
    """The value of what leads the names among which one begins at ``start``."""
    before = (chunk for chunk in reversed(sentence.chunks) if chunk.start < start)
    return next((chunk.value for chunk in before if chunk.code not in _BETWEEN), "")
