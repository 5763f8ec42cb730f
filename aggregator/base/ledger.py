"""The records of the ledger: claims of several articles about one work, and what holds of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Ledger = Literal["current", "superseded", "disputed", "retracted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A claim with what counts of its article. ``seen_at`` is when its version came out; ``stands`` says whether that
    is the article's present one. A copy has its original's time, and no voice of its own.
    """

    id: str
    work_id: str | None
    article_id: str
    version: int
    stands: bool
    seen_at: datetime
    site: str
    language: str
    copy: bool
    news: bool
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRelease(Stated):
    """A release. ``platform`` and ``region`` are the ids where there are any, else as written."""

    event: str
    edtf: str
    earliest: str | None
    latest: str | None
    time: str | None
    timezone: str | None
    platform: str | None
    region: str | None
    superseded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedCredit(Stated):
    """A credit."""

    role: str
    person_id: str | None
    name: str
    character: str | None
    song: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds of a claim, why, and the claims that make it so.

    ``why`` is one of :data:`WHY`, or None where nothing speaks against the claim.
    """

    ledger: Ledger
    why: str | None = None
    by: tuple[str, ...] = ()


WHY = {
    "refined": "another claim says the same more exactly",
    "delayed": "a later one puts it off",
    "brought_forward": "a later one puts it earlier",
    "cancelled": "a later one calls it off",
    "resumed": "a later one says that it comes after all",
    "recast": "a later one names another person",
    "told_as_replaced": "another article tells this date as one that no longer holds",
    "replaced": "its own article tells it as one that no longer holds",
    "restated": "the article's present version states it again",
    "updated": "the article's present version tells what became of it",
    "corrected": "the article's present version no longer states it",
    "disputed": "sources disagree, and none is later or better",
    "rejected": "a person said that it is not true",
}
"""Every reason for a status, in words."""

ChangeKind = Literal[
    "new_story", "new_release", "changed_release", "delay", "cancellation", "new_cast", "new_staff", "correction"
]
Fact = tuple[str | None, ...]
"""What the change feed tells once: a release with its date and place, or a credit."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is new or different. ``claims`` state what holds now, the first to say so first; ``before`` are
    the dates (EDTF) that held instead.
    """

    kind: ChangeKind
    work_id: str | None
    claims: tuple[str, ...]
    before: tuple[str, ...] = ()
