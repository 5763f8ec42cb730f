"""Which of several equal articles is the original."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """An article among its copies: its id, its address and when it came out (UTC, ISO 8601)."""

    article_id: str
    canonical_url: str
    published_at: str


def original_of(members: Sequence[Member]) -> Member:
    """The original: the one that came out first, then the first by address, whatever order they arrived in."""
    return min(members, key=lambda member: (member.published_at, member.canonical_url))
