"""The kinds of works that a sentence or clause names."""

from __future__ import annotations

from aggregator.facts.releases.clauses import Clause
from aggregator.facts.sentences.chunks import Chunk, Sentence

BY_TYPE = {
    "film": "theatrical", "manga": "publication", "novel": "publication", "ova": "home_video", "ona": "streaming",
    "tv": "premiere", "anime": "premiere", "special": "premiere", "live_action": "premiere",
    "stage": "other", "music": "other", "game": "other",
}  # fmt: skip
"""A kind's first release."""
SHOWN = frozenset({"tv", "anime", "film", "ona", "live_action"})
"""Types of works that don't come out in a magazine or at a publisher's, however near one stands."""


def kinds_named(sentence: Sentence) -> list[str]:
    """The kinds of works that a sentence names, those that stand beside «film» left out («filme anime»)."""
    chunks = [c for c in sentence.chunks if c.code != "f"]
    films = {at for at, c in enumerate(chunks) if c.code == "Y" and c.value == "film"}
    beside = {at + step for at in films for step in (-1, 1)} - films
    return [c.value for at, c in enumerate(chunks) if c.code == "Y" and at not in beside]


def told_type(clause: Clause) -> str:
    """The kind of work that the clause names nearest to its date; of «the anime of the manga» the anime."""
    at, chunks = clause.chunk, list(clause.chunks())
    told = [
        chunk
        for index, chunk in enumerate(chunks)
        if chunk.code == "Y"
        and chunk.value in BY_TYPE
        and not _is_source(chunks[max(0, index - 2) : index + 1])
        and [c.code for c in chunks[index + 1 : index + 3]] not in (["g", "R"], ["o", "R"])  # «漫画が原作の»
    ]
    return min(told, key=lambda c: min(abs(c.end - at.start), abs(c.start - at.end))).value if told else ""


def _is_source(chunks: list[Chunk]) -> bool:
    """Whether the last of three chunks is a book of which the first is what is shown («anime do mangá»)."""
    if "".join(c.code for c in chunks) != "YfY":
        return False
    return chunks[0].value in SHOWN and chunks[2].value in ("manga", "novel")
