"""The records of whose names are one person's: credits as they count for it, and what speaks for one person or two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Credited:
    """One name in one role in one article. ``work`` is the title as written there, ``reading`` the name's
    (:mod:`aggregator.base.readings`), ``character`` its key; ``minute`` since 1970 when the article came out;
    ``medium`` what it says the work is; ``news`` is false for background and for the work of another season.
    """

    article_id: str
    work: str | None
    minute: int
    medium: str | None
    role: str
    character: str | None
    reading: str
    news: bool


@dataclass(frozen=True, slots=True, order=True)
class Bond:
    """Two readings, the lesser first, that something says are one person's (``same``) or two people's (``apart``)."""

    one: str
    other: str
    says: Literal["same", "apart"]


def bond(one: str, other: str, says: Literal["same", "apart"]) -> Bond:
    """The bond of two readings, whatever their order."""
    return Bond(min(one, other), max(one, other), says)
