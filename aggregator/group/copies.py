"""Which articles lead, which follow as copies, and which of them is the original.

An article follows the earliest that leads and whose text it shares, and leads where there is none: so nothing is a
copy by way of a third that is like both, and what came out of it is the same in whatever order the articles came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Rank = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Member:
    """An article among its copies: its id, its address, when it came out (UTC, ISO 8601), and the address that its
    page declares as the original's.
    """

    article_id: str
    canonical_url: str
    published_at: str
    declared: str | None = None

    @property
    def rank(self) -> Rank:
        """Its place: what came out first, then the first by address."""
        return (self.published_at, self.canonical_url)


def original_of(members: Sequence[Member]) -> Member:
    """The original: the one that others declare as theirs, if any do, else the first; whatever order they came in."""
    named = {member.declared for member in members if member.declared != member.canonical_url} - {None}
    targets = [member for member in members if member.canonical_url in named]
    first = [member for member in targets if member.declared in (None, member.canonical_url)]
    return min(first or targets or members, key=lambda member: member.rank)
