"""What the index of near-duplicates holds of an article; apart from it, so that the migrations can fill it, too."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from aggregator.base.shingles import fingerprints, words_of

MIN_LETTERS = 200
"""Letters and digits that a body must have before anything is called its copy."""
_HALF = 1 << 31


@lru_cache(maxsize=2)  # an article is entered and then looked for
def fingerprints_of(body: str | None) -> tuple[int, ...]:
    """A body's fingerprints as they stand in the index; none for one that is too short to tell."""
    words = words_of(body or "")
    return tuple(value - _HALF for value in fingerprints(words)) if sum(map(len, words)) >= MIN_LETTERS else ()


def hour_of(sorted_at: str) -> int:
    """The hour of an instant, since 1970."""
    return int(datetime.fromisoformat(sorted_at).timestamp() // 3600)
